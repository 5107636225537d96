"""Names: whom a name means on the report's date, and whose name an unknown one is."""

from rasid.actors.memory import Memory
from rasid.actors.party import NOBODY, Party
from rasid.syntax.tree import Phrase, Sentence, Unit
from rasid.tables import Tables
from rasid.tables.names import Entity, Term


class Names:
    """Resolves the names of one sentence."""

    def __init__(self, sentence: Sentence, tables: Tables, memory: Memory, date: str) -> None:
        self.units = sentence.units
        self.tables = tables
        self.entities = tables.names.entities
        self.memory = memory
        self.date = date

    def party(self, unit: Unit) -> Party:
        """Whom the name at ``unit`` means; nobody where it is only a part of somebody else's name."""
        if self.street(unit):
            return NOBODY
        span = ((unit.start, unit.end),)
        entities = [self.entities[number] for number in unit.entities]
        people = [entity for entity in entities if entity.kind == "person"]
        learned = self.memory.people.get(unit.norm) if people else None
        if learned:
            return Party(learned, span, "name")  # the article told whose this surname is
        if people:
            people = [person for person in people if self._whole(unit, person) and self._heard_of(unit, person)]
            if people:
                code = self._code(max(people, key=self._fits_date), unit)
                if code:
                    return Party((code,), span, "name")
        places = []
        for entity in entities:
            codes = codes_of(entity) if entity.kind != "person" else ()
            if codes and entity.kind == "group":
                return Party(self._group(entities), span, "name")
            if codes and entity.kind != "place":
                return Party(codes, span, "name")
            if codes:
                places.append(codes)
        if not places:
            return NOBODY
        return Party(max(places, key=self._near), span, "place")

    def _near(self, codes: tuple[str, ...]) -> int:
        """How much the report has to do with a country: among places of one name, that of the report is meant."""
        return 1000 if codes[0] == self.memory.home else self.memory.counts.get(codes[0], 0)

    def _group(self, entities: list[Entity]) -> tuple[str, ...]:
        """Of the parties of one name ("حزب العدالة والتنمية"), that of a country of the report is meant."""
        groups = [entity for entity in entities if entity.kind == "group"]
        if len(groups) == 1:
            return groups[0].codes
        return max(
            groups, key=lambda group: self._near((group.country,)) + self.memory.counts.get(group.codes[0], 0)
        ).codes

    def offices(self, unit: Unit) -> tuple[str, ...]:
        """The offices that the person named at ``unit`` held on the report's date ("رئيس", "وزير خارجية")."""
        people = [self.entities[number] for number in unit.entities if self.entities[number].kind == "person"]
        if not people or not self.party(unit):
            return ()
        person = max(people, key=self._fits_date)
        return next((term.heads for term in person.terms if self._holds(term)), ()) if self.date else ()

    def unknown(self, part: Phrase) -> tuple[str, ...]:
        """For whom an unknown name stands: the article told elsewhere whose it is."""
        words = [self.units[k].norm for k in (part.head, *part.names)]
        head = self.units[part.head]
        if head.conj:
            words[0] = words[0][1:]
        for word in reversed(words):
            codes = self.memory.people.get(word)
            if codes:
                return codes
        return ()

    def _code(self, person: Entity, unit: Unit) -> str:
        told = unit.norm.split()[-1] in self.memory.people
        if person.unsure and not told and not self._with_office(unit) and not self._alone(unit, person):
            return ""
        return self._term(person)

    def _alone(self, unit: Unit, person: Entity) -> bool:
        """Does a surname that is a given name too ("عباس") stand alone, and its bearer lead a state on that day?"""
        if not unit.cands or any(reading.pos != "R" for reading in unit.cands) or not self.date:
            return False
        near = [self.units[k] for k in (unit.i - 1, unit.i + 1) if 0 <= k < len(self.units)]
        if any(other.pos == "R" and not other.entities for other in near):
            return False
        return any(term.code in self.tables.states and self._holds(term) for term in person.terms)

    def street(self, unit: Unit) -> bool:
        """Is it a street, a square, a quarter ("حي القاهرة", "شارع فلسطين") that only bears the name?"""
        before = self.units[unit.i - 1].read if unit.i and not unit.conj and not unit.prep else None
        return before is not None and before.number == "s" and before.lemma.plain in self.tables.classes.streets

    def _whole(self, unit: Unit, person: Entity) -> bool:
        """Is the name all there is? "صالح" is no president where "برهام صالح" or "صالح المطلك" stands."""
        if unit.last - unit.first > 1:
            return True
        before = self.units[unit.i - 1] if unit.i and not unit.conj and not unit.prep else None
        if before is not None and before.pos == "R" and not before.entities and not self._titled(before):
            return bool({before.norm, before.norm[1:]} & person.words)
        after = self.units[unit.i + 1] if unit.i + 1 < len(self.units) else None
        if after is not None and after.pos == "R" and not after.entities and not after.conj and not after.prep:
            return after.norm in person.words or after.lemma is None
        return True

    def _heard_of(self, unit: Unit, person: Entity) -> bool:
        """Was a person known by the surname alone on the report's date? Nobody is before his first office."""
        if unit.last - unit.first > 1 or not self.date or not person.terms:
            return True
        return any(term.since[: len(self.date)] <= self.date for term in person.terms)

    def _titled(self, unit: Unit) -> bool:
        return unit.lemma is not None and "title" in unit.lemma.classes

    def _with_office(self, unit: Unit) -> bool:
        """Does an office or a nisba stand before a name that is an ordinary word as well?"""
        before = self.units[unit.i - 1] if unit.i else None
        if before is None or before.lemma is None:
            return False
        if "title" in before.lemma.classes:
            return False  # "السيد المهندس" names no Muhandis
        return before.lemma.role is not None or (before.pos == "A" and bool(before.lemma.codes))

    def _holds(self, term: Term) -> bool:
        return term.since <= self.date and (not term.until or self.date[: len(term.until)] <= term.until)

    def _fits_date(self, person: Entity) -> int:
        """How well a person's terms fit the report's date, states before parties."""
        best = 0
        for term in person.terms:
            state = term.code in self.tables.states
            if not self.date or self._holds(term):
                best = max(best, 5 + state)
            elif term.since <= self.date:
                best = max(best, 2 + state)
        return best

    def _term(self, person: Entity) -> str:
        """For whom a person stands on the report's date, or today if it has none: an office of state first, else the
        last one held."""
        if not person.terms:
            return ""
        if not self.date:
            return max(
                person.terms, key=lambda term: (term.code in self.tables.states, not term.until, term.since)
            ).code
        for term in sorted(person.terms, key=lambda term: term.code not in self.tables.states):
            if self._holds(term):
                return term.code
        past = [term for term in person.terms if term.since <= self.date]
        past = [term for term in past if term.code in self.tables.states] or past
        return (past[-1] if past else person.terms[0]).code


def codes_of(entity: Entity) -> tuple[str, ...]:
    """The codes of whoever is no person."""
    if entity.kind == "place":
        return (entity.country,) if entity.country else ()
    if entity.kind == "agency" and entity.role:
        return (f"{entity.codes[0]}:{entity.role}",)
    return entity.codes
