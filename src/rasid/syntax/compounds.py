"""Prepositions that a word before them makes into others: "تنديدا بالغارة" (in condemnation of), "معادية لفرنسا"."""

from typing import Final

from rasid.syntax.tree import Phrase, Sentence
from rasid.tables.word_classes import WordClasses

_AGAINST: Final = "ضد"  # against


def join_prepositions(sentence: Sentence, compounds: frozenset[str], classes: WordClasses) -> None:
    """Give complements the preposition that they have together with the word before them.

    ``compounds`` are those that frames ask for; "تنديدا ب" is one only where a word before it has such a frame. And who
    is out or shouts "hostile to" somebody does so against him: "مظاهرة معادية لفرنسا" is read as "مظاهرة ضد فرنسا".
    """
    hostile = _hostile(sentence, classes)
    for clause in sentence.clauses:
        for phrase in clause.pps:
            before = (phrase.prep_at if phrase.prep_at >= 0 else phrase.first) - 1
            if before in hostile and phrase.prep in classes.hostile_preps:
                phrase.prep = _AGAINST
            elif before > 0:
                joined = f"{sentence.units[before].norm} {phrase.prep}"
                if joined in compounds and _asked(sentence, before, joined):
                    phrase.prep = joined


def _asked(sentence: Sentence, end: int, prep: str) -> bool:
    """Does a frame of a word before ``end`` ask for a complement with the preposition?"""
    return any(
        prep in slot.preps
        for unit in sentence.units[:end]
        if unit.lemma is not None
        for frame in unit.lemma.frames
        for slot in frame.slots
    )


def _hostile(sentence: Sentence, classes: WordClasses) -> set[int]:
    """The words for "hostile" that describe a march or a slogan, unless a deed is against that ("قمع ضد المسيرات
    المعارضة للحرب")."""
    units = sentence.units
    hostile = {unit.i for unit in units if unit.lemma is not None and unit.lemma.plain in classes.hostile}
    if not hostile:
        return hostile
    return {
        k
        for phrase in sentence.phrases
        if phrase.prep != _AGAINST
        for link in phrase.chain()
        for k in _describing(link)
        if k in hostile and _voices(sentence, link, classes)
    }


def _describing(link: Phrase) -> list[int]:
    return [*link.adjs, *((link.gen.head,) if link.gen is not None else ())]


def _voices(sentence: Sentence, link: Phrase, classes: WordClasses) -> bool:
    lemma = sentence.units[link.head].lemma
    return lemma is not None and ("protest" in lemma.classes or lemma.plain in classes.slogans)
