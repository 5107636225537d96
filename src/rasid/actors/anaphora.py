"""Words that point back: pronouns, and descriptions of somebody named before ("البلدان", "الحركة", "المملكة")."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rasid.actors.memory import Seen
from rasid.actors.party import NOBODY, STATE_KINDS, Party
from rasid.syntax.tree import Phrase, Unit

if TYPE_CHECKING:
    from rasid.actors.resolver import Resolver

_REACH: Final = 2  # a pronoun points back over so many sentences
_MANY: Final = 7
_GENDERS: Final = {"m": ("m", "x"), "f": ("f", "x")}


class Anaphora:
    """Resolves what points back in one sentence."""

    def __init__(self, resolver: "Resolver") -> None:
        self.r = resolver
        self.units = resolver.units
        self.tables = resolver.tables
        self.memory = resolver.memory
        self.number = resolver.number
        self.excluded: frozenset[str] = frozenset()

    def before(self, unit: int) -> Iterator[Seen]:
        """The mentions before a word, last first."""
        here = (self.number, unit)
        for seen in reversed(self.memory.seen):
            if (seen.sentence, seen.unit) < here:
                yield seen

    # -- pronouns ------------------------------------------------------------------------------------------------

    def pronoun(self, pron: str, unit: int, subject: Phrase | None = None, dropped: bool = False) -> Party:
        """Whom a pronoun (``3sf`` …) at ``unit`` points to."""
        if pron[0] in "12":
            return NOBODY
        gender, number = pron[2], pron[1]
        span = ((self.units[unit].start, self.units[unit].end),)
        if number == "d":
            return self.several(2, unit, span)
        if subject is not None and subject.head < unit and self._fits(subject, gender, number):
            party = self.r.phrase(subject)
            if party and not set(party.codes) & self.excluded:
                return Party(party.codes, span, "pronoun")
        if subject is None and dropped:
            for seen in self.before(unit):
                if not seen.subject:
                    continue
                if self.number - seen.sentence > 1:
                    break
                if seen.gender in (gender, "x") and not set(seen.codes) & self.excluded:
                    return Party(seen.codes, span, "pronoun")
        wanted = _GENDERS.get(gender, ("m", "f", "x"))
        for seen in self.before(unit):
            if self.number - seen.sentence > _REACH:
                break
            if set(seen.codes) & self.excluded:
                continue
            if number == "p":
                if seen.gender == "p" or len(seen.codes) > 1:
                    return Party(seen.codes, span, "pronoun")
            elif seen.gender in wanted:
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    def _fits(self, phrase: Phrase, gender: str, number: str) -> bool:
        unit = self.units[phrase.head]
        if number == "p":
            return bool(phrase.conj) or (unit.read is not None and unit.read.number == "p")
        if phrase.conj:
            return False
        own = self.r.gender(unit)
        return own in ("x", gender) or gender == "c"

    # -- descriptions --------------------------------------------------------------------------------------------

    def description(self, part: Phrase, unit: Unit) -> Party:
        """Whom a definite description without a name means ("البلدان", "الحركة"); nobody if it is none."""
        read = unit.read
        if read is None or part.gen is not None or part.names:
            return NOBODY
        refers = self.tables.anaphors.get((read.lemma.plain, read.number))
        if refers is None or self.r.adjective_codes(part):
            return NOBODY
        span = ((unit.start, unit.end),)
        if part.pron:
            if refers in ("state", "home"):
                return self.r.pronoun(part.pron, part.head, self.r.offices.subject_at(part.head))
            return NOBODY
        if not unit.det:
            return NOBODY
        if refers == "pair":
            return self.several(2, part.head, span)
        if refers == "home":
            home = self.r.offices.local_home()
            return Party((home,), span, "home") if home else NOBODY
        if refers == "several":
            count = self._count(part)
            return self.several(count, part.head, span) if count else NOBODY
        for seen in self.before(part.head):
            if (
                seen.kind == refers
                or (refers == "state" and seen.kind in STATE_KINDS)
                or (refers == "org" and seen.kind == "bloc")
            ):
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    def _count(self, part: Phrase) -> int:
        """ "الدول الثلاث": how many; 0 where no number stands."""
        following = self.units[part.last] if part.last < len(self.units) else None
        for unit in (*(self.units[k] for k in part.nums), following):
            if unit is not None and unit.pos == "U" and unit.lemma is not None:
                value = self.tables.numerals.get(unit.lemma.plain)
                if value is not None and 2 < value < _MANY:
                    return value
        return 0

    def several(self, n: int, unit: int, span: tuple[tuple[int, int], ...]) -> Party:
        """The last ``n`` parties named before ``unit``, in the order in which they were named."""
        found: list[str] = []
        for seen in self.before(unit):
            for code in reversed(seen.codes):
                if code not in found and ":" not in code and code not in self.excluded:
                    found.append(code)
                if len(found) == n:
                    return Party(tuple(reversed(found)), span, "pronoun")
        return NOBODY
