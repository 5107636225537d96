"""Who is meant: from phrases to the codes of actors.

An actor is a name, an office ("الرئيس الأمريكي": whoever it is, he acts for his state), a body, a demonym, a role
with its country ("متظاهرون فلسطينيون": PSE:CIV), a pronoun or a description that points back ("البلدان"). A phrase
that is no actor (a policy, an attack) stands for the actor behind it, found in its nisba, genitive or possessive.
"""

from typing import Final

from rasid.actors.anaphora import Anaphora
from rasid.actors.memory import Memory, Seen
from rasid.actors.names import Names
from rasid.actors.offices import BODY_CLASSES, Offices
from rasid.actors.party import NOBODY, Party
from rasid.syntax.agreement import gender_of
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables import Tables

_BOTH: Final = 2
_FEWEST: Final = 3
_MOST: Final = 4  # digits that the numbers of the Security Council's resolutions have


class Resolver:
    """Resolves the phrases of one sentence against the tables and the memory of the article."""

    def __init__(
        self, sentence: Sentence, number: int, tables: Tables, memory: Memory, date: str, settled: bool = True
    ) -> None:
        self.s = sentence
        self.number = number
        self.units = sentence.units
        self.tables = tables
        self.entities = tables.names.entities
        self.memory = memory
        self.names = Names(sentence, tables, memory, date)
        self.offices = Offices(self)
        self.anaphora = Anaphora(self)
        self.settled = settled  # the memory of the article is complete, and no answer changes any more
        self._known: dict[int, Party] = {}
        self._parts: dict[int, Party] = {}
        self._busy: set[int] = set()

    def close(self) -> None:
        """Let go of its parts, which know it: what nobody needs any more is freed at once."""
        del self.offices.r, self.anaphora.r

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
            party = party.plus(self.part(part))
        self._busy.discard(key)
        self._known[key] = party
        return party

    def others(self, phrase: Phrase, excluded: tuple[str, ...]) -> Party:
        """Whom a phrase that points back means, if not those ``excluded`` ("mediates between the two sides")."""
        self.anaphora.excluded = frozenset(excluded)
        party = NOBODY
        for part in phrase.parts():
            if part.kind == "pron" or not part.pron:
                party = party.plus(self.part(part))
        self.anaphora.excluded = frozenset()
        return party

    def entity(self, unit: Unit) -> Party:
        """Whom a name means on the report's date."""
        return self.names.party(unit)

    def pronoun(
        self, pron: str, unit: int, subject: Phrase | None = None, dropped: bool = False, excluded: tuple[str, ...] = ()
    ) -> Party:
        """Whom a pronoun (``3sf`` …) at ``unit`` points to; ``excluded`` are those whom it can't mean."""
        if excluded:
            self.anaphora.excluded = frozenset(excluded)
            party = self.anaphora.pronoun(pron, unit, subject, dropped)
            self.anaphora.excluded = frozenset()
            return party
        return self.anaphora.pronoun(pron, unit, subject, dropped)

    def behind(self, phrase: Phrase) -> Party:
        """Whoever stands behind an act or a thing: its nisba, possessor or genitive, or who it comes from."""
        return self.offices.described(phrase)

    def adjective_codes(self, phrase: Phrase) -> Party:
        """Whom only the nisba adjectives of a phrase name."""
        return self.offices.adjective_codes(phrase)

    def site(self, unit: int = -1) -> str:
        """The country of a place that the sentence names as a place, near the word ``unit`` if it can be."""
        return self.offices.site(unit)

    def country_at(self, clause: Clause) -> str:
        """The country of the place that a clause names, else the one that the report is about."""
        return self.offices.country_at(clause)

    def gender(self, unit: Unit) -> str:
        """m, f, p (several people) or x (unknown)."""
        if unit.entities:
            return gender_of(unit, self.entities[unit.entities[0]])
        read = unit.read
        if read is None:
            return "x"
        if read.number == "p":
            return "p" if "person" in read.lemma.classes or read.lemma.role is not None or read.lemma.codes else "f"
        return read.gender if read.gender in ("m", "f") else "x"

    def part(self, part: Phrase) -> Party:
        """Whom one phrase, without those coordinated to it, names or stands for."""
        if not self.settled or self._busy or self.anaphora.excluded:
            return self._part(part)
        key = id(part)
        party = self._parts.get(key)
        if party is None:
            party = self._parts[key] = self._part(part)
        return party

    def _part(self, part: Phrase) -> Party:
        unit = self.units[part.head]
        if part.kind == "pron" or unit.pos == "I":
            pron = part.pron or (unit.role_word and f"{unit.role_word[0]}{unit.role_word[2]}{unit.role_word[1]}")
            return self.anaphora.pronoun(pron, part.head) if pron else NOBODY
        if unit.entities:
            party = self._office_told(part, unit) or self.names.party(unit)
            if party:
                return party
        named = self._named(part, unit)
        if named:
            return named
        if unit.pos == "R":
            return self._unknown(part, unit)
        lemma = unit.lemma
        if lemma is None:
            known = self.memory.people.get(unit.norm.removeprefix(unit.conj))
            if known:  # "واتهم الدوري": a surname that looks like an adjective
                return Party(known, ((unit.start, unit.end),), "name")
            return self.offices.described(part)
        if len(lemma.codes) == _BOTH and unit.norm.endswith(tuple(self.tables.classes.feminine_duals)):
            return Party(lemma.codes, ((unit.start, unit.end),), "nisba")  # "الكوريتان": the two Koreas
        if lemma.codes and unit.pos in "AN":
            code, span = self.offices.nisba(lemma), ((unit.start, unit.end),)
            if code in self.tables.states and self._people(part, unit):
                return Party((f"{code}:CIV",), span, "nisba")
            return Party((code,), span, "nisba")
        if unit.pos == "D":
            return NOBODY
        if not (unit.det or part.gen or part.adjs or part.pron or part.nums):
            known = self.memory.people.get(unit.norm.removeprefix(unit.conj))
            if known:  # "وقال مشعل": an ordinary word, but the article named a man of this name
                return Party(known, ((unit.start, unit.end),), "name")
        back = self.anaphora.description(part, unit)
        if back:
            return back
        if lemma.plain in self.tables.classes.council_papers and self._numbered(part):
            return Party(("UNSC",), ((unit.start, unit.end),), "name")  # "القرار 1559"
        if lemma.plain in self.tables.classes.others and unit.pos == "A" and not part.adjs:
            return self.anaphora.another(part)
        if self.offices.role(part) is not None or lemma.classes & BODY_CLASSES:
            return self.offices.office(part, unit)
        return self.offices.described(part)

    def _people(self, part: Phrase, unit: Unit) -> bool:
        """Are these some people of a country, counted or not known: "ثلاثة لبنانيين", "عشرات اللبنانيين"? "الإيرانيون"
        may well be their state."""
        if part.nums:
            return True
        read = unit.read
        return not unit.det and read is not None and read.number in ("p", "d") and read.gender == "m"

    def _numbered(self, part: Phrase) -> bool:
        """Has it nothing but a number of three or four digits behind it?"""
        digits = (len(self.units[k].norm) for k in part.nums if self.units[k].kind == "n")
        return not (part.adjs or part.gen) and any(_FEWEST <= n <= _MOST for n in digits)

    def _named(self, part: Phrase, unit: Unit) -> Party:
        """The known name beside an office; a mere surname yields to the state that the office itself names."""
        for number in part.names:
            name = self.units[number]
            if not name.entities:
                continue
            party = self.names.party(name)
            if not party:
                continue
            if name.last - name.first == 1 and unit.pos != "R":
                own = self.offices.adjective_codes(part)
                if own and own.how == "nisba" and not set(own.codes) & set(party.codes):
                    return NOBODY
            return Party(party.codes, ((unit.start, name.end),), "name")
        return NOBODY

    def _office_told(self, part: Phrase, unit: Unit) -> Party:
        """For whom a known person acts by the office told beside the name: "عمرو موسى الأمين العام للجامعة"."""
        if part.app is None or self.entities[unit.entities[0]].kind != "person":
            return NOBODY
        described = (self.units[k].norm for link in part.app.chain() for k in link.adjs)
        if any(norm.removeprefix("ال") in self.tables.classes.former for norm in described):
            return NOBODY
        party = self.phrase(part.app)
        if party.how not in ("name", "office") or any(":" in code for code in party.codes):
            return NOBODY
        return Party(party.codes, ((unit.start, self.units[part.last - 1].end),), "name")

    def _unknown(self, part: Phrase, unit: Unit) -> Party:
        codes = self.names.unknown(part)
        if codes:
            return Party(codes, ((unit.start, self.units[part.last - 1].end),), "name")
        if part.app is not None:
            party = self.phrase(part.app)
            if party:
                return party
        return self.offices.adjective_codes(part)


def remember(sentence: Sentence, number: int, resolver: Resolver, memory: Memory) -> None:
    """Note everybody whom a sentence names, so that later words can point back; learn who unknown names are."""
    heads = (clause.topic if clause.verb < 0 else clause.subj for clause in sentence.clauses)
    subjects = {id(phrase) for phrase in heads if phrase is not None}
    for phrase in sentence.phrases:
        for part in phrase.parts():
            for link in part.chain():
                _remember_link(link, number, resolver, memory, id(phrase) in subjects)


def _remember_link(link: Phrase, number: int, resolver: Resolver, memory: Memory, subject: bool) -> None:
    unit = resolver.units[link.head]
    party = resolver.phrase(link) if link.conj else resolver.part(link)
    if link.conj and any(resolver.part(part).how == "place" for part in link.parts()):
        return  # "في باريس وليون": places; each is noted by itself
    headed = resolver.tables.classes.headed
    kind = ""
    entity = resolver.entities[unit.entities[0]] if unit.entities else None
    if entity is not None:
        kind = entity.kind
    if party and party.how in ("name", "office", "nisba", "place"):
        seen = Seen(number, link.head, party.codes, resolver.gender(unit), kind or "person", subject, entity)
        counted = resolver.part(link).codes if link.conj else party.codes
        if party.how == "nisba":
            counted = tuple(code.partition(":")[0] for code in counted)
        memory.note(seen, counted)
        if party.how != "place":
            _learn(link, resolver, memory, party)
            if _office_like(unit) and link.app is not None:
                app = link.app  # "وزير الدفاع المصري الفريق فلان"
                if not any(resolver.units[k].entities for k in (app.head, *app.names)):
                    _learn(app, resolver, memory, party)
    if party and party.how in ("office", "name") and unit.pos == "N" and _office_like(unit):
        for name in _offices(resolver.offices.key(link), headed):
            memory.hold_office(name, number, link.head, resolver.part(link).codes)
    for k in (link.head, *link.names):
        for office in resolver.names.offices(resolver.units[k]):
            for name in _offices(office, headed):
                memory.hold_office(name, number, k, resolver.names.party(resolver.units[k]).codes)
    if party and party.how in ("role", "held") and not party.codes[0].startswith("XXX"):
        memory.note(Seen(number, link.head, party.codes, resolver.gender(unit), "role", subject), ())
    for k in link.adjs:
        lemma = resolver.units[k].lemma
        if lemma is not None and lemma.codes and party.how != "nisba":
            code = (resolver.offices.nisba(lemma),)
            memory.note(Seen(number, k, code, "x", "nisba"), code if len(lemma.codes) == 1 else ())


def _office_like(unit: Unit) -> bool:
    lemma = unit.lemma
    return lemma is not None and not unit.entities and (lemma.role is not None or bool(lemma.classes & BODY_CLASSES))


def _offices(key: str, headed: frozenset[str]) -> tuple[str, ...]:
    """By which names an office is taken up again: "الوزير" is also a foreign minister, "الرئيس" no prime minister."""
    head = key.partition(" ")[0]
    return (key,) if head == key or head in headed else (key, head)


def _learn(link: Phrase, resolver: Resolver, memory: Memory, party: Party) -> None:
    """An unknown name beside a known office belongs to whom the office acts for."""
    unit = resolver.units[link.head]
    numbers = list(link.names)
    if unit.pos == "R" and not unit.entities:
        numbers.insert(0, link.head)
    if numbers:
        numbers += (k for k in link.adjs if resolver.units[k].lemma is None)  # "مازن الدوري"
    if unit.entities and resolver.entities[unit.entities[0]].kind == "person":
        _call(unit, resolver, memory, party)
        return
    for k in numbers:
        name = resolver.units[k]
        if name.entities and resolver.entities[name.entities[0]].kind == "person":
            _call(name, resolver, memory, party)
        elif not name.entities and (name.pos == "R" or name.lemma is None):
            memory.people[name.norm] = party.codes


def _call(name: Unit, resolver: Resolver, memory: Memory, party: Party) -> None:
    """Remember by which single words a person named in full will be called: the last one, or the table's short name."""
    words = name.norm.split()
    short = resolver.entities[name.entities[0]].heads
    for word in (words[-1], *(word for word in words[:-1] if word in short)):
        memory.people.setdefault(word, party.codes)
