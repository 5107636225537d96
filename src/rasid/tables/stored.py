"""The compiled form of the tables, and the tables again from it: pickles of plain values, most of them in parcels."""

import copyreg
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from rasid.arabic.dates.mention import TimePhrase, TimeTables, TimeWord
from rasid.arabic.numbers.amount import NumberForm, NumberTables, Unit, UnitPhrase
from rasid.tables.lexicon import Lemma, Lexicon
from rasid.tables.names import Entity, Names, Term
from rasid.tables.notation import Frame, Outcome, Slot
from rasid.tables.parcels import Index, Rows, bucketed, parcelled
from rasid.tables.relations import Relation
from rasid.tables.word_classes import WordClasses


def freeze(
    lemmas: list[Lemma], index: dict[str, tuple[int, ...]], frames: list[Frame], entities: list[Entity],
    first: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """What is stored of lemmas, their forms, frames and names."""
    numbers = {id(frame): number for number, frame in enumerate(frames)}
    return {
        "lemmas": parcelled(_lemma_row(lemma, numbers) for lemma in lemmas),
        "index": bucketed(index),
        "firsts": frozenset(form.split()[0] for form in index if " " in form),
        "frames": parcelled(frames),
        "entities": parcelled(_entity_row(entity) for entity in entities),
        "first": bucketed(first),
    }


def thaw(data: dict[str, Any], feats: list[Any]) -> tuple[Lexicon, Names, Rows[Frame]]:
    """Lexicon, names and frames from what is stored of them."""
    frames: Rows[Frame] = Rows(data["frames"], _as_is)
    lexicon = Lexicon(Rows(data["lemmas"], _lemma_maker(frames)), feats, Index(data["index"]), data["firsts"])
    return lexicon, Names(Rows(data["entities"], _make_entity), Index(data["first"])), frames


def _lemma_row(lemma: Lemma, frames: dict[int, int]) -> tuple[Any, ...]:
    """A lemma in plain values; ``frames`` numbers the frames by their identity."""
    return (
        lemma.pos, lemma.key, lemma.plain, lemma.gender, lemma.classes, lemma.codes, lemma.role, lemma.gen,
        lemma.trans, lemma.masdar_of, lemma.participle_of, lemma.voice, lemma.role_word, lemma.role_with,
        tuple(frames[id(frame)] for frame in lemma.frames),
    )  # fmt: skip


def _lemma_maker(frames: Rows[Frame]) -> Callable[[int, Any], Lemma]:
    """How a lemma is made from its row."""

    def make(number: int, row: Any) -> Lemma:
        made = Lemma(number, *row[:13])
        made.role_with = row[13]
        made.frames = [frames[frame] for frame in row[14]]
        return made

    return make


def _entity_row(entity: Entity) -> tuple[Any, ...]:
    """A name's bearer in plain values."""
    return (
        entity.name, entity.kind, entity.codes, [tuple(term) for term in entity.terms], entity.role, entity.country,
        entity.lat, entity.lon, entity.precision, entity.unsure, entity.gender, entity.heads, entity.words,
    )  # fmt: skip


def _make_entity(_: int, row: Any) -> Entity:
    """A name's bearer from its row."""
    name, kind, codes, terms, *rest, heads, words = row
    made = Entity(name, kind, codes, tuple(Term(*term) for term in terms), *rest)
    made.heads, made.words = heads, words
    return made


def _as_is(_: int, thing: Any) -> Any:
    """Frames are stored as they are."""
    return thing


def _by_fields(thing: Any) -> tuple[type[Any], tuple[Any, ...]]:
    return type(thing), tuple(getattr(thing, field.name) for field in fields(thing))


# Compiled classes are made only by their constructors; and so is it quicker than by setting one attribute at a time.
for _kind in (
    NumberForm, NumberTables, Unit, UnitPhrase, TimePhrase, TimeTables, TimeWord, Frame, Outcome, Slot, Relation,
    WordClasses,
):  # fmt: skip
    copyreg.pickle(_kind, _by_fields)
