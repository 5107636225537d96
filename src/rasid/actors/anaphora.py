"""Words that point back: pronouns, and descriptions of somebody named before ("البلدان", "الحركة", "المملكة")."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rasid.actors.memory import Seen
from rasid.actors.party import NOBODY, STATE_KINDS, Party
from rasid.syntax.tree import Phrase, Unit
from rasid.tables.names import Entity

if TYPE_CHECKING:
    from rasid.actors.resolver import Resolver

_REACH: Final = 2  # a pronoun points back over so many sentences
_PAIR_REACH: Final = 8
_FADE: Final = 0.75
_TOGETHER: Final = 2  # who is named together is rather a pair than who is named apart
_RECENT: Final = 5  # so many parties may be one of a pair
_MANY: Final = 7
_NO_SIDES: Final = frozenset(("nisba", "place", "agency", "role"))
_SOMEBODY: Final = frozenset(("name", "office", "role", "held", "home", "place"))
Spans = tuple[tuple[int, int], ...]
_GENDERS: Final = {"m": ("m", "x"), "f": ("f", "x")}


class Anaphora:
    """Resolves what points back in one sentence."""

    __deletable__ = ("r",)  # what mypyc wants to know

    def __init__(self, resolver: "Resolver") -> None:
        self.r = resolver
        self.units = resolver.units
        self.tables = resolver.tables
        self.memory = resolver.memory
        self.number = resolver.number
        self.excluded: frozenset[str] = frozenset()

    def before(self, unit: int) -> Iterator[Seen]:
        """The mentions before a word, last first."""
        return self.memory.before(self.number, unit)

    # -- pronouns ------------------------------------------------------------------------------------------------

    def pronoun(self, pron: str, unit: int, subject: Phrase | None = None, dropped: bool = False) -> Party:
        """Whom a pronoun (``3sf`` …) at ``unit`` points to."""
        if pron[0] in "12":
            return NOBODY
        number, gender = pron[1], pron[2:] or "c"
        span = ((self.units[unit].start, self.units[unit].end),)
        if subject is not None and self.units[unit].pos == "N":
            party = self._subject(subject, unit, gender, number)
            if party:
                return Party(party.codes, span, "pronoun")
        anchor = self._described_thing(unit)
        if anchor is not None and anchor.head != unit and self._fits(anchor, gender, number):
            party = self.r.phrase(anchor)
            if not set(party.codes) & self.excluded:
                return Party(party.codes, span, "pronoun")
        if number == "d":
            return self.several(2, unit, span)
        ahead = self._ahead(unit, gender, number)
        if ahead:
            return Party(ahead.codes, span, "pronoun")
        if subject is not None:
            party = self._subject(subject, unit, gender, number)
            if party:
                return Party(party.codes, span, "pronoun")
        if subject is None and dropped:
            for seen in self.before(unit):
                if not seen.subject or (seen.kind == "role" and number != "p"):
                    continue
                if self.number - seen.sentence > 1:
                    break
                if seen.gender in (gender, "x") and not set(seen.codes) & self.excluded:
                    return Party(seen.codes, span, "pronoun")
        wanted = _GENDERS.get(gender, ("m", "f", "x"))
        for seen in self.before(unit):
            if self.number - seen.sentence > _REACH:
                break
            if set(seen.codes) & self.excluded or (seen.kind == "role" and number != "p"):
                continue
            if number == "p":
                if seen.gender == "p" or len(seen.codes) > 1:
                    return Party(seen.codes, span, "pronoun")
            elif seen.gender in wanted:
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    def _subject(self, subject: Phrase, unit: int, gender: str, number: str) -> Party:
        if subject.head >= unit or not self._fits(subject, gender, number):
            return NOBODY
        party = self.r.phrase(subject)
        if party.how not in _SOMEBODY and self.units[unit].pos == "N":
            return NOBODY  # "مبادرته تقضي بالتطبيع مقابل انسحابها": an initiative withdraws from nowhere
        return party if not set(party.codes) & self.excluded else NOBODY

    def _ahead(self, unit: int, gender: str, number: str) -> Party:
        """Whom a pronoun means that stands before its sentence's verb, with nobody named before it: "في اتصال أجراه مع
        نظيره، أكد الرئيس"."""
        root = self.r.s.clauses[0]
        subject = root.subj
        if root.verb <= unit or subject is None or subject.head < unit or not self._fits(subject, gender, number):
            return NOBODY
        first = next(self.before(unit), None)
        if first is not None and first.sentence == self.number:
            return NOBODY
        party = self.r.phrase(subject)
        return party if party.how in _SOMEBODY and not set(party.codes) & self.excluded else NOBODY

    def _described_thing(self, unit: int) -> Phrase | None:
        """What a relative clause describes, where the pronoun stands in one: "الحظر الذي فرضته", "دولة تهددها"."""
        inner = None
        for clause in self.r.s.clauses:
            if clause.first <= unit < clause.last and (inner is None or clause.first >= inner.first):
                inner = clause
        outer = inner.parent if inner is not None and inner.kind == "comp" and inner.marker == unit else None
        if outer is not None and outer.kind == "rel" and outer.comps[:1] == [inner] and not outer.obj:
            inner = outer  # "طائرة قالت أنقرة إنها خرقت الأجواء": nothing else takes the noun up
        if inner is None or inner.kind != "rel" or inner.anchor is None or inner.subj is inner.anchor:
            return None
        return inner.anchor if inner.anchor.last <= unit else None

    def _fits(self, phrase: Phrase, gender: str, number: str) -> bool:
        unit = self.units[phrase.head]
        if number in ("p", "d"):
            return bool(phrase.conj) or (unit.read is not None and unit.read.number == number)
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
        refers = self._refers(part, unit)
        if not refers or self.r.adjective_codes(part):
            return NOBODY
        if refers == "other" and not part.pron:
            return NOBODY
        span = ((unit.start, unit.end),)
        if part.pron:
            if refers == "other":
                return self._counterpart(part, span)
            if part.pron[1] == "d" and refers in ("state", "pair"):
                return self.several(2, part.head, span, states=True)  # "بلداهما"
            if refers in ("state", "home"):
                return self.r.pronoun(part.pron, part.head, self.r.offices.subject_at(part.head))
            return NOBODY
        if not unit.det:
            return NOBODY
        states = read.lemma.plain in self.tables.classes.state_nouns
        if refers == "pair":
            return self.several(2, part.head, span, states)
        if refers == "home":
            home = self.r.offices.local_home()
            return Party((home,), span, "home") if home else NOBODY
        if refers == "several":
            count = self._count(part)
            return self.several(count, part.head, span, states) if count else NOBODY
        if refers.isupper():
            return Party((self._one_of(refers.split(","), part.head),), span, "pronoun")
        return self._last(refers, read.lemma.plain, part.head, span)

    def _refers(self, part: Phrase, unit: Unit) -> str:
        """To what a noun points back; two office-holders ("الوزيران") are a pair, so is البلدان without a number."""
        read = unit.read
        if read is None:
            return ""
        if read.number != "s" and not part.adjs and not self._count(part):
            duals = [r for r in unit.cands if r.number == "d" and r.pos == "N" and r.det == read.det]
            if any(self.tables.anaphors.get((other.lemma.plain, "d")) == "pair" for other in duals):
                return "pair"
            if read.lemma.role == "" and len(duals) == len(unit.cands):
                return "pair"
        return self.tables.anaphors.get((read.lemma.plain, read.number), "")

    def _counterpart(self, part: Phrase, span: Spans) -> Party:
        """Who "جارتها", "حلفاؤها" are: whoever stands beside the word, else the state that the possessor has had to do
        with; never the possessor."""
        owner = self.r.pronoun(part.pron, part.head, self.r.offices.subject_at(part.head))
        told = NOBODY if part.app is None else self.r.phrase(part.app)
        told = told or self.r.offices.around(part)
        if told and not set(told.codes) & set(owner.codes):
            return Party(told.codes, span, "office")
        read = self.units[part.head].read
        if read is None or read.number != "s" or not owner or any(self.units[k].entities for k in part.names):
            return NOBODY
        best, best_weight = "", 0.0
        for seen in self.before(part.head):
            distance = self.number - seen.sentence
            if distance > _PAIR_REACH:
                break
            for code in seen.codes:
                if code in self.tables.states and code not in owner.codes:
                    weight = self._met(owner.codes[0], code) * self.memory.counts.get(code, 1) * _FADE**distance
                    if weight > best_weight:
                        best, best_weight = code, weight
        return Party((best,), span, "pronoun") if best else NOBODY

    def _met(self, one: str, other: str) -> int:
        """How much two parties have had to do with each other in this report, from 1 on."""
        return 1 + self.memory.pairs.get(frozenset((one, other)), 0)

    def _one_of(self, codes: list[str], unit: int) -> str:
        """Which of several states a word for such a state ("المملكة") means: the last one named, else the usual one."""
        for seen in self.before(unit):
            if seen.codes[0] in codes:
                return seen.codes[0]
        return next((code for code in codes if code in self.memory.counts), codes[0])

    def group(self, role: str, country: str, unit: int) -> Party:
        """Which named group "المتمردون" means: the last one named of this role and country."""
        for seen in self.before(unit):
            entity = seen.entity
            if (
                entity is not None
                and entity.kind == "group"
                and entity.role == role
                and country in ("", entity.country)
            ):
                return Party(seen.codes, ((self.units[unit].start, self.units[unit].end),), "pronoun")
        return NOBODY

    def another(self, part: Phrase) -> Party:
        """Who "آخرون" are: people like those whom the sentence named last."""
        unit = self.units[part.head]
        for seen in self.before(part.head):
            if seen.sentence != self.number:
                break
            if seen.gender in ("p", "m") and seen.entity is None and seen.kind != "nisba":
                return Party(seen.codes, ((unit.start, unit.end),), "pronoun")
        return NOBODY

    def _last(self, refers: str, noun: str, unit: int, span: Spans) -> Party:
        """The last one named that begins with the noun ("الحركة" after "حركة حماس"), else the last of its kind."""
        for seen in self.before(unit):
            if seen.entity is not None and noun in seen.entity.heads and seen.kind not in STATE_KINDS:
                return Party(seen.codes, span, "pronoun")
        for seen in self.before(unit) if refers != "named" else ():
            kind = "org" if seen.kind == "bloc" else "state" if seen.kind in STATE_KINDS else seen.kind
            led = refers == "group" and seen.entity is not None and self._leads(seen.entity)
            if kind == refers or led:
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    @staticmethod
    def _leads(entity: Entity) -> bool:
        """Does somebody hold an office of a group: "قال نصر الله إن الحزب سيرد"?"""
        return any(term.office.startswith("group_") for term in entity.terms)

    def _count(self, part: Phrase) -> int:
        """ "الدول الثلاث": how many; 0 where no number stands."""
        following = self.units[part.last] if part.last < len(self.units) else None
        for unit in (*(self.units[k] for k in part.nums), following):
            if unit is not None and unit.pos == "U" and unit.lemma is not None:
                value = self.tables.numerals.get(unit.lemma.plain)
                if value is not None and 2 < value < _MANY:
                    return value
        return 0

    def several(self, n: int, unit: int, span: Spans, states: bool = False) -> Party:
        """The ``n`` parties that a word before ``unit`` can mean together ("البلدان"): those named together, or the
        last ones named apart; among these sets, that which the article speaks of most, the nearer the better."""
        apart: list[str] = []
        recent: list[str] = []
        best: tuple[str, ...] = ()
        best_weight = 0.0
        for seen in self.before(unit):
            distance = self.number - seen.sentence
            if distance > _PAIR_REACH:
                break
            if seen.kind in _NO_SIDES:
                continue
            codes = [code for code in seen.codes if self._is_side(code, states)]
            sets = [(tuple(codes), _TOGETHER)] if len(codes) == n else []
            if n == 2:
                sets += [((code, other), 1) for code in codes for other in recent if other != code]
                recent += [code for code in codes if code not in recent][: _RECENT - len(recent)]
            if len(apart) < n:
                apart += [code for code in reversed(codes) if code not in apart]
                if len(apart) >= n:
                    sets.append((tuple(reversed(apart[:n])), 1))
            for parties, bonus in sets:
                bonus *= self._met(*parties) if n == 2 else 1
                weight = bonus * min(self.memory.counts.get(code, 1) for code in parties) * _FADE**distance
                if weight > best_weight:
                    best, best_weight = parties, weight
        return Party(best, span, "pronoun") if best else NOBODY

    def _is_side(self, code: str, states: bool) -> bool:
        return ":" not in code and code not in self.excluded and (not states or code in self.tables.states)
