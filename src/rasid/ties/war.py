"""Who is at war where the words name no sides: "the war in Ukraine", "its war", the report's own "conflict"."""

from collections.abc import Iterator, Mapping
from typing import Final

from rasid.actors import Party, Resolver
from rasid.syntax.tree import Phrase, Unit
from rasid.tables.wars import War, going_on
from rasid.ties.around import Around
from rasid.ties.whose import bases

_BESIDE: Final = 6  # words behind it that may name a part of a state
_BARRED: Final = frozenset(("crime", "person", "detainees", "document", "money", "body"))  # crimes, prisoners of war


class Wars:
    """The wars that go on at a report's day, for the words of one sentence."""

    def __init__(self, resolver: Resolver, wars: Mapping[str, tuple[War, ...]], day: str) -> None:
        self.r = resolver
        self.classes = resolver.tables.classes
        self.wars = wars
        self.day = day

    def sides(
        self, near: Around, unit: Unit, phrase: Phrase | None, owner: Party, other: Party
    ) -> tuple[Party, Party] | None:
        """The sides of the war that a word means, if it is known to go on; who is told of it may be one of them."""
        read = unit.read
        parent = near.classes(phrase.parent) if phrase is not None and phrase.parent is not None else frozenset()
        if read is None or read.number != "s" or read.lemma.plain not in self.classes.wars or parent & _BARRED:
            return None
        span = ((unit.start, unit.end),)
        waged = [war for place in self.wars if (war := going_on(self.wars, place, self.day, ())) is not None]
        waged = [war for war in waged if owner and set(war.one) == set(owner.codes)]
        if unit.pron and not other and len(waged) == 1:  # "its war"
            return Party(waged[0].one, span, "war"), Party(waged[0].other, span, "war")
        words = _words(near, unit, phrase)
        for place in self._places(near, unit, phrase, owner, other):
            war = going_on(self.wars, place, self.day, words)
            if war is not None:
                return Party(war.one, span, "war"), Party(war.other, span, "war")
        return None

    def _places(self, near: Around, unit: Unit, phrase: Phrase | None, owner: Party, other: Party) -> Iterator[str]:
        for pp in near.following(unit, False):
            if pp.prep in self.classes.war_places:
                for k in range(pp.first, pp.last):
                    if near.units[k].entities:
                        yield from bases(self.r.entity(near.units[k]))
        if owner or other:
            yield from (base for party in (other, owner) if len(party.codes) == 1 for base in bases(party))
        elif unit.det and phrase is not None and phrase.gen is None and not phrase.adjs and self._stands(near, phrase):
            yield self.r.memory.main_state()

    def _stands(self, near: Around, phrase: Phrase) -> bool:
        """Does a bare "the war" stand by itself, or as that which begins, ends or has sides; not in "acts of war"?"""
        lemma = near.units[phrase.parent.head].lemma if phrase.parent is not None else None
        return phrase.parent is None or (lemma is not None and lemma.plain in self.classes.war_course)


def _words(near: Around, unit: Unit, phrase: Phrase | None) -> set[str]:
    words: set[str] = set()
    behind = range(unit.i + 1, min(unit.i + _BESIDE, len(near.units)))
    for k in (*(phrase.adjs if phrase is not None else ()), *behind):
        lemma = near.units[k].lemma
        words |= {near.units[k].norm, lemma.plain if lemma is not None else ""}
    return words
