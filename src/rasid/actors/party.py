"""Who is meant: from phrases to the codes of actors.

An actor is a name, an office ("الرئيس الأمريكي": whoever it is, he acts for his state), a body, a demonym, a role with
its country ("متظاهرون فلسطينيون": PSE:CIV), a pronoun or a description that points back ("البلدان"). A phrase that is no
actor (a policy, an attack) stands for the actor behind it, found in its nisba, genitive or possessive.
"""

from dataclasses import dataclass, field
from typing import Final

from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables import Tables
from rasid.tables.names import Entity

STATE_KINDS: Final = frozenset(("state", "capital", "seat"))
BODY_CLASSES: Final = frozenset(("person", "body", "troops"))
_SITED: Final = frozenset(("infrastructure", "place", "vehicle", "energy", "troops", "person", "body"))
_BEHIND_PREPS: Final = ("من", "ل", "بين", "لدي", "في")  # from, of, between, at, in


@dataclass(frozen=True, slots=True)
class Party:
    """Codes, and the characters that name them. ``how``: name, office, nisba, role, pronoun, place, home."""

    codes: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    how: str = ""

    def __bool__(self) -> bool:
        return bool(self.codes)

    def plus(self, other: "Party") -> "Party":
        codes = tuple(dict.fromkeys(self.codes + other.codes))
        return Party(codes, self.spans + other.spans, self.how or other.how)


NOBODY: Final = Party()


@dataclass(slots=True)
class Seen:
    """One earlier mention: where, who, and what can point back to it."""

    sentence: int
    unit: int
    codes: tuple[str, ...]
    gender: str
    kind: str
    subject: bool = False


@dataclass(slots=True)
class Memory:
    """What the article has named so far."""

    seen: list[Seen] = field(default_factory=list)
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    home: str = ""
    offices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    speaker: Party = NOBODY
    states: frozenset[str] = frozenset()

    def note(self, seen: Seen) -> None:
        self.seen.append(seen)
        for code in seen.codes:
            if ":" not in code:
                self.counts[code] = self.counts.get(code, 0) + 1

    def main_state(self) -> str:
        """The state that the report is about: its dateline's, or the one most often named."""
        if self.home:
            return self.home
        states = [code for code in self.counts if code in self.states]
        return max(states, key=lambda code: self.counts[code]) if states else ""


class Resolver:
    """Resolves the phrases of one sentence against the tables and the memory of the article."""

    def __init__(self, sentence: Sentence, number: int, tables: Tables, memory: Memory, date: str) -> None:
        self.s = sentence
        self.number = number
        self.units = sentence.units
        self.tables = tables
        self.entities = tables.names.entities
        self.memory = memory
        self.date = date
        self._known: dict[int, Party] = {}
        self._busy: set[int] = set()
        self._local: str | None = None
        self._site: str | None = None
        self.excluded: frozenset[str] = frozenset()

    # -- public --------------------------------------------------------------------------------------------------

    def phrase(self, phrase: Phrase | None) -> Party:
        """Everybody that a phrase, with those coordinated to it, names or stands for."""
        if phrase is None:
            return NOBODY
        key = id(phrase)
        if key in self._known:
            return self._known[key]
        if key in self._busy:
            return NOBODY
        self._busy.add(key)
        party = NOBODY
        for part in phrase.parts():
            party = party.plus(self._part(part))
        self._busy.discard(key)
        self._known[key] = party
        return party

    def others(self, phrase: Phrase, excluded: tuple[str, ...]) -> Party:
        """Whom a phrase that points back means, when it can't be those ``excluded`` ("mediates between the two sides")."""
        self.excluded = frozenset(excluded)
        party = NOBODY
        for part in phrase.parts():
            party = party.plus(self._part(part))
        self.excluded = frozenset()
        return party

    def entity(self, unit: Unit) -> Party:
        """Whom a name means on the report's date."""
        codes: list[str] = []
        how = "name"
        people = [self.entities[n] for n in unit.entities if self.entities[n].kind == "person"]
        if len(people) > 1:
            best = max(people, key=self._fits_date)
            code = self.codes_of(best, unit)
            if code:
                return Party(code, ((unit.start, unit.end),), "name")
        for number in unit.entities:
            entity = self.entities[number]
            found = self.codes_of(entity, unit)
            if found:
                if entity.kind == "place":
                    how = "place"
                codes = list(found)
                if entity.kind != "place":
                    how = "name"
                    break
        return Party(tuple(codes), ((unit.start, unit.end),), how) if codes else NOBODY

    def codes_of(self, entity: Entity, unit: Unit) -> tuple[str, ...]:
        if entity.kind == "person":
            if entity.unsure and unit.norm not in self.memory.people and not self._with_office(unit):
                return ()
            term = self._term(entity)
            return (term,) if term else ()
        if entity.kind == "place":
            return (entity.country,) if entity.country else ()
        if entity.kind == "agency" and entity.role:
            return (f"{entity.codes[0]}:{entity.role}",)
        return entity.codes

    def _with_office(self, unit: Unit) -> bool:
        before = self.units[unit.i - 1] if unit.i else None
        return before is not None and before.lemma is not None and "person" in before.lemma.classes or (before is not None and before.pos == "A" and bool(before.lemma and before.lemma.codes))

    def _fits_date(self, entity: Entity) -> int:
        """How well a person's terms fit the report's date, states before parties."""
        best = 0
        for term in entity.terms:
            state = term.code in self.tables.states
            if not self.date or (term.since <= self.date and (not term.until or self.date[: len(term.until)] <= term.until)):
                best = max(best, 5 + state)
            elif term.since <= self.date:
                best = max(best, 2 + state)
        return best

    def _term(self, entity: Entity) -> str:
        date = self.date
        for term in sorted(entity.terms, key=lambda term: term.code not in self.tables.states):
            if date and term.since <= date and (not term.until or date[: len(term.until)] <= term.until):
                return term.code
        if not entity.terms:
            return ""
        if not date:
            return entity.terms[-1].code
        past = [term for term in entity.terms if term.since <= date]
        past = [term for term in past if term.code in self.tables.states] or past
        return (past[-1] if past else entity.terms[0]).code

    def pronoun(self, pron: str, unit: int, subject: Phrase | None = None, dropped: bool = False) -> Party:
        """Whom a pronoun (``3sf`` …) at ``unit`` points to."""
        if pron[0] in "12":
            return NOBODY
        gender, number = pron[2], pron[1]
        if number == "d":
            return self._several(2, unit, ((self.units[unit].start, self.units[unit].end),))
        span = ((self.units[unit].start, self.units[unit].end),)
        if subject is not None and subject.head < unit and self._fits(subject, gender, number):
            party = self.phrase(subject)
            if party:
                return Party(party.codes, span, "pronoun")
        if subject is None and dropped:
            for seen in reversed(self.memory.seen):
                if seen.sentence > self.number or (seen.sentence == self.number and seen.unit >= unit) or not seen.subject:
                    continue
                if self.number - seen.sentence > 1:
                    break
                if seen.gender in (gender, "x") and not set(seen.codes) & self.excluded:
                    return Party(seen.codes, span, "pronoun")
        wanted = {"m": ("m", "x", "b"), "f": ("f", "x", "b")}.get(gender, ("m", "f", "x", "b"))
        for seen in reversed(self.memory.seen):
            if seen.sentence > self.number or (seen.sentence == self.number and seen.unit >= unit):
                continue
            if self.number - seen.sentence > 2:
                break
            if number == "p":
                if seen.gender == "p" or len(seen.codes) > 1:
                    return Party(seen.codes, span, "pronoun")
                continue
            if seen.gender in wanted:
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    def country_at(self, clause: Clause) -> str:
        """The country of the place that a clause names, else the one that the report is about."""
        for phrase in clause.pps:
            if phrase.kind == "np" and phrase.prep in ("في", "ب", "قرب", "شمال", "جنوب", "شرق", "غرب", "داخل", "وسط"):
                for code in self.phrase(phrase).codes:
                    if code in self.tables.states:
                        return code
        return self.local_home()

    def local_home(self) -> str:
        """The state that a bare office belongs to: that of the place which opens the sentence ("وفي طهران، ..."), else
        that of the report."""
        if self._local is None:
            self._local = ""
            for phrase in self.s.phrases[:2]:
                if phrase.first <= 3 and phrase.prep in ("في", "ب") and self.units[phrase.head].entities:
                    entity = self.entities[self.units[phrase.head].entities[0]]
                    if entity.kind in ("capital", "place"):
                        self._local = entity.codes[0] if entity.codes else entity.country
        return self._local or self.memory.main_state()

    def site(self) -> str:
        """The country of the first place that the sentence names as a place."""
        if self._site is None:
            self._site = ""
            for phrase in self.s.phrases:
                if not phrase.prep and self.units[phrase.head].role_word != "direction":
                    continue
                for link in phrase.chain():
                    unit = self.units[link.head]
                    kinds = [self.entities[e] for e in unit.entities]
                    found = next((e for e in kinds if e.kind in ("place", "capital")), None)
                    if found is None and phrase.prep in ("في", "ب", "داخل") and kinds and kinds[0].kind == "state":
                        found = kinds[0]
                    if found is not None:
                        self._site = found.country or (found.codes[0] if found.codes else "")
                        return self._site
        return self._site

    def behind(self, phrase: Phrase) -> Party:
        """Whoever stands behind an act or a thing: its nisba, possessor or genitive, or who it comes from."""
        out = self._described(phrase)
        if out:
            return out
        return NOBODY

    # -- one phrase ----------------------------------------------------------------------------------------------

    def _fits(self, phrase: Phrase, gender: str, number: str) -> bool:
        unit = self.units[phrase.head]
        if number == "p":
            return bool(phrase.conj) or (unit.read is not None and unit.read.number == "p")
        if phrase.conj:
            return False
        own = self.gender(unit)
        return own in ("x", gender) or gender == "c"

    def gender(self, unit: Unit) -> str:
        if unit.entities:
            return self.entities[unit.entities[0]].gender
        if unit.read is None:
            return "x"
        if unit.read.number == "p":
            human = "person" in unit.read.lemma.classes or unit.read.lemma.role is not None or unit.read.lemma.codes
            return "p" if human else "f"
        return unit.read.gender if unit.read.gender in "mf" else "x"

    def _part(self, part: Phrase) -> Party:
        unit = self.units[part.head]
        if part.kind == "pron" or unit.pos == "I":
            pron = part.pron or (unit.role_word and f"{unit.role_word[0]}{unit.role_word[2]}{unit.role_word[1]}")
            return self.pronoun(pron, part.head) if pron else NOBODY
        if unit.entities:
            party = self.entity(unit)
            if party:
                return party
        for number in part.names:
            if self.units[number].entities:
                party = self.entity(self.units[number])
                if party:
                    return Party(party.codes, ((unit.start, self.units[number].end),), "name")
        if unit.pos == "R":
            return self._name(part, unit)
        lemma = unit.lemma
        if lemma is None:
            return self._described(part)
        if lemma.codes and unit.pos in "AN":
            return Party(lemma.codes, ((unit.start, unit.end),), "nisba")
        if unit.pos == "D":
            return NOBODY
        back = self._anaphor(part, unit)
        if back:
            return back
        if lemma.role is not None or lemma.classes & BODY_CLASSES:
            return self._office(part, unit)
        return self._described(part)

    def _name(self, part: Phrase, unit: Unit) -> Party:
        words = [self.units[k].norm for k in (part.head, *part.names)]
        if words and unit.conj:
            words[0] = words[0][1:]
        for word in reversed(words):
            codes = self.memory.people.get(word)
            if codes:
                return Party(codes, ((unit.start, self.units[part.last - 1].end),), "name")
        if part.app is not None:
            party = self.phrase(part.app)
            if party:
                return party
        return self._adjective_codes(part)

    def _office(self, part: Phrase, unit: Unit) -> Party:
        lemma = unit.lemma
        role = lemma.role if lemma is not None and lemma.role else ""
        if role and part.gen is not None and self._acts_for_state(part.gen):
            role = ""  # "نائب الرئيس": the deputy of one who acts for the state does so too
        span = (unit.start, self.units[part.last - 1].end)
        if ":" in role:
            return Party((role,), (span,), "role")
        base = self._described(part)
        if base:
            code = base.codes
            if role:
                codes = tuple(self._with_role(c, role) for c in code)
            else:
                codes = code
            if lemma is not None and part.gen is None:
                self.memory.offices[lemma.plain] = codes
            return Party(codes, (span,), "office")
        for number in part.names:
            codes = self.memory.people.get(self.units[number].norm, ())
            if codes:
                return Party(codes, (span,), "name")
        if part.app is not None:
            party = self.phrase(part.app)
            if party:
                return Party(party.codes, (span,), "office")
        around = self._around(part)
        if around:
            return Party(tuple(self._with_role(c, role) for c in around.codes) if role else around.codes, (span,), "office")
        if lemma is not None and unit.det and part.gen is None and lemma.plain in self.memory.offices:
            return Party(self.memory.offices[lemma.plain], (span,), "pronoun")
        if role:
            home = (self.site() or self.local_home()) if unit.det or role in ("CIV", "INS", "OPP") else ""
            return Party((f"{home or 'XXX'}:{role}",), (span,), "role")
        if lemma is not None and lemma.role == "" and (unit.det or part.gen is not None):
            home = self.local_home()
            if home:
                return Party((home,), (span,), "home")
        return NOBODY

    def _acts_for_state(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        return lemma is not None and lemma.role == "" and "person" in lemma.classes

    def _with_role(self, code: str, role: str) -> str:
        if ":" in code:
            return code
        return f"{code}:{role}" if code in self.tables.states else code

    def _described(self, part: Phrase) -> Party:
        """Nisba, possessive, genitive: in this order, each names whose a thing is."""
        party = self._adjective_codes(part)
        if party:
            return party
        for link in part.chain():
            if link is part:
                continue
            inner = self._adjective_codes(link)
            unit = self.units[link.head]
            if unit.entities:
                inner = self.phrase(link)
            elif not inner:
                inner = self.phrase(link)
            if inner:
                return inner
        unit = self.units[part.head]
        if part.pron or unit.pron:
            pron = part.pron or unit.pron
            sister = part.parent
            if sister is not None and part in sister.conj and self._fits_alone(sister, pron):
                party = self._part(sister)  # "واشنطن وحلفاؤها"
                if party:
                    return party
            return self.pronoun(pron, part.head, self._subject_at(part.head))
        following = self._pp_at(part.last)
        if following is not None and following.prep == "ل":
            return self.phrase(following)
        lemma = unit.lemma
        if following is not None and following.prep in ("في", "ب", "قرب") and lemma is not None and lemma.classes & _SITED:
            where = self.units[following.head]
            if where.entities or (following.gen is not None and self.units[following.gen.head].entities):
                return self.phrase(following)
        return NOBODY

    def _fits_alone(self, phrase: Phrase, pron: str) -> bool:
        return pron[1] == "s" and self.gender(self.units[phrase.head]) in ("x", pron[2])

    def _subject_at(self, unit: int) -> Phrase | None:
        best = None
        for clause in self.s.clauses:
            subject = clause.subj
            if subject is not None and subject.last <= unit and clause.first <= unit:
                best = subject
        return best

    def _adjective_codes(self, part: Phrase) -> Party:
        codes: list[str] = []
        spans: list[tuple[int, int]] = []
        for number in part.adjs:
            lemma = self.units[number].lemma
            if lemma is not None and lemma.codes:
                if lemma.codes[0] in self.tables.blocs and not self._of_states(part):
                    continue
                codes += lemma.codes[:1]
                spans.append((self.units[part.head].start, self.units[number].end))
        return Party(tuple(dict.fromkeys(codes)), tuple(spans), "nisba") if codes else NOBODY

    def _of_states(self, part: Phrase) -> bool:
        """Is this a noun to which "Arab" or "Western" gives the states of the bloc ("القادة العرب", not "رجل عربي")?"""
        lemma = self.units[part.head].lemma
        if lemma is None:
            return False
        return lemma.role == "" or bool(lemma.classes & {"body", "talks", "troops", "proposal", "measure", "sanctions", "aid", "diplomat"})

    def _around(self, part: Phrase) -> Party:
        """The state in a prepositional phrase right after: "مسؤول في وزارة الدفاع الأمريكية", "سفير لدى ..."."""
        here = part
        for _ in range(2):
            following = self._pp_at(here.last)
            if following is None or following.prep not in ("باسم", "في", "من", "ل", "ب", "لدي"):
                return NOBODY
            if following.prep == "من" and self.units[part.head].det:
                return NOBODY
            party = self.phrase(following)
            if party:
                return party
            here = following
        return NOBODY

    def _pp_at(self, i: int) -> Phrase | None:
        for phrase in self.s.phrases:
            if phrase.prep and (phrase.prep_at == i or (phrase.prep_at == -1 and phrase.first == i)):
                return phrase
        return None

    # -- pointing back -------------------------------------------------------------------------------------------

    def _anaphor(self, part: Phrase, unit: Unit) -> Party:
        read = unit.read
        if read is None or (part.gen is not None) or self._adjective_codes(part) or part.names:
            return NOBODY
        refers = self.tables.anaphors.get((read.lemma.plain, read.number))
        if refers is None:
            return NOBODY
        span = ((unit.start, unit.end),)
        if part.pron:
            if refers in ("state", "home"):
                return self.pronoun(part.pron, part.head, self._subject_at(part.head))
            return NOBODY
        if not unit.det:
            return NOBODY
        if refers == "pair":
            return self._several(2, part.head, span)
        if refers == "home":
            home = self.local_home()
            return Party((home,), span, "home") if home else NOBODY
        if refers == "several":
            n = self._count(part)
            return self._several(n, part.head, span) if n else NOBODY
        for seen in reversed(self.memory.seen):
            if seen.sentence > self.number or (seen.sentence == self.number and seen.unit >= part.head):
                continue
            if seen.kind == refers or (refers == "state" and seen.kind in STATE_KINDS) or (refers == "org" and seen.kind == "bloc"):
                return Party(seen.codes, span, "pronoun")
        return NOBODY

    def _count(self, part: Phrase) -> int:
        """ "الدول الثلاث": how many; 0 where no number stands."""
        following = self.units[part.last] if part.last < len(self.units) else None
        for unit in (*(self.units[k] for k in part.nums), following):
            if unit is not None and unit.pos == "U" and unit.lemma is not None:
                value = self.tables.numerals.get(unit.lemma.plain)
                if value is not None and 2 < value < 7:
                    return value
        return 0

    def _several(self, n: int, unit: int, span: tuple[tuple[int, int], ...]) -> Party:
        """The last ``n`` parties named before ``unit``, in the order in which they were named."""
        found: list[str] = []
        for seen in reversed(self.memory.seen):
            if seen.sentence > self.number or (seen.sentence == self.number and seen.unit >= unit):
                continue
            for code in reversed(seen.codes):
                if code not in found and ":" not in code and code not in self.excluded:
                    found.append(code)
                if len(found) == n:
                    return Party(tuple(reversed(found)), span, "pronoun")
        return NOBODY


def remember(sentence: Sentence, number: int, resolver: Resolver, memory: Memory) -> None:
    """Note everybody whom a sentence names, so that later words can point back; learn who unknown names are."""
    subjects = {id(clause.subj) for clause in sentence.clauses if clause.subj is not None}
    for phrase in sentence.phrases:
        for part in phrase.parts():
            for link in part.chain():
                _remember_link(link, number, resolver, memory, id(phrase) in subjects)


def _remember_link(link: Phrase, number: int, resolver: Resolver, memory: Memory, subject: bool) -> None:
    unit = resolver.units[link.head]
    party = resolver.phrase(link) if link.conj else resolver._part(link)
    kind = ""
    if unit.entities:
        kind = resolver.entities[unit.entities[0]].kind
    if party and party.how in ("name", "office", "nisba", "place"):
        gender = resolver.gender(unit)
        memory.note(Seen(number, link.head, party.codes, gender, kind or "person", subject))
        if party.how != "place":
            _learn(link, resolver, memory, party)
    for k in link.adjs:
        lemma = resolver.units[k].lemma
        if lemma is not None and lemma.codes and party.how != "nisba":
            memory.note(Seen(number, k, lemma.codes[:1], "x", "state"))


def _learn(link: Phrase, resolver: Resolver, memory: Memory, party: Party) -> None:
    """An unknown name beside a known office belongs to whom the office acts for."""
    unit = resolver.units[link.head]
    numbers = list(link.names)
    if unit.pos == "R" and not unit.entities:
        numbers.insert(0, link.head)
    if unit.entities and resolver.entities[unit.entities[0]].kind == "person":
        memory.people.setdefault(unit.norm.split()[-1], party.codes)
        return
    for k in numbers:
        name = resolver.units[k]
        if name.entities and resolver.entities[name.entities[0]].kind == "person":
            memory.people.setdefault(name.norm.split()[-1], party.codes)
        elif not name.entities and name.pos == "R":
            memory.people[name.norm] = party.codes
