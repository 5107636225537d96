"""Offices, bodies, roles and things: whose they are.

"وزير الخارجية الروسي" acts for Russia, "مسلحون عراقيون" are Iraqi insurgents, "الجيش" is that of the state
that had an army last, "سياسة واشنطن" is Washington's. What the phrase itself says comes first (nisba, genitive,
possessive, the name beside it), then what stands after it, then what the article said before, and last the place and
the report's home.
"""

from typing import TYPE_CHECKING, Final

from rasid.actors.party import NOBODY, Party
from rasid.syntax.tree import Clause, Phrase, Unit
from rasid.tables.lexicon import Lemma

if TYPE_CHECKING:
    from rasid.actors.resolver import Resolver

BODY_CLASSES: Final = frozenset(("person", "body", "troops"))
_SITED: Final = frozenset(("infrastructure", "place", "vehicle", "energy", "troops", "person", "body"))
_SITES: Final = frozenset(("place", "territory", "infrastructure"))
_HOMES: Final = _SITED | frozenset(("abstract", "diplomat", "document"))
_OF_STATES: Final = frozenset(("body", "talks", "troops", "proposal", "measure", "sanctions", "aid", "diplomat"))
_SOMEWHERE: Final = frozenset(("CIV", "INS", "OPP"))  # nobody says whose they are: they are of the place


def read_plural(unit: Unit) -> bool:
    """Is the word read as a plural?"""
    return unit.read is not None and unit.read.number == "p"


class Offices:
    """Resolves the offices, bodies, roles and things of one sentence."""

    __deletable__ = ("r",)  # what mypyc wants to know

    def __init__(self, resolver: "Resolver") -> None:
        self.r = resolver
        self.s = resolver.s
        self.units = resolver.units
        self.entities = resolver.entities
        self.tables = resolver.tables
        self.classes = resolver.tables.classes
        self.memory = resolver.memory
        self._local: str | None = None
        self._sites: list[tuple[int, str]] | None = None
        self._at: dict[int, Phrase] = {}
        for phrase in self.s.phrases:
            if phrase.prep:
                self._at.setdefault(phrase.first if phrase.prep_at == -1 else phrase.prep_at, phrase)

    # -- offices and roles ---------------------------------------------------------------------------------------

    def office(self, part: Phrase, unit: Unit) -> Party:
        """For whom an office, a body or an unnamed person acts."""
        lemma = unit.lemma
        if lemma is None:
            return NOBODY
        role = self.role(part) or ""
        if role and part.gen is not None and self._acts_for_state(part.gen):
            role = ""  # "نائب الرئيس": the deputy of one who acts for the state does so too
        span = (unit.start, self.units[part.last - 1].end)
        if ":" in role:
            return Party((role,), (span,), "role")
        base = self.described(part)
        bare = not (part.pron or part.adjs or part.quants) and (unit.det or part.gen is not None)
        if bare and base.how in ("home", "pronoun", "held", ""):
            held = self.memory.office(self.key(part), self.r.number, part.head)
            if held and not self._followed(part):
                return Party(held, (span,), "held")
        if base and base.how != "home":
            return Party(tuple(self._with_role(code, role) for code in base.codes), (span,), "office")
        for number in part.names:
            codes = self.memory.people.get(self.units[number].norm, ())
            if codes:
                return Party(codes, (span,), "name")
        if part.app is not None:
            party = self.r.phrase(part.app)
            if party:
                return Party(party.codes, (span,), "office")
        around = self._around(part)
        if around:
            return Party(tuple(self._with_role(code, role) for code in around.codes), (span,), "office")
        if base:
            return Party(tuple(self._with_role(code, role) for code in base.codes), (span,), "home")
        if role:
            if "title" in lemma.classes and part.names:
                return NOBODY  # "الحاج فلان": a man of whom nothing is known
            home = (self.site(part.head) or self.local_home()) if unit.det or role in _SOMEWHERE else ""
            if not home and lemma.classes & _SITES:
                home = self.site(part.head)  # a factory stands somewhere
            if unit.det and role == "INS" and read_plural(unit):
                group = self.r.anaphora.group(role, home, part.head)
                if group:
                    return group
            return Party((f"{home or 'XXX'}:{role}",), (span,), "role")
        if lemma.role == "" and (unit.det or part.gen is not None):
            home = self.local_home()
            if home:
                return Party((home,), (span,), "home")
        return NOBODY

    def role(self, part: Phrase) -> str | None:
        """The role of an unnamed head, which a genitive or an adjective can change ("رجل", "رجل دين", "رجال الأمن");
        None if it has none."""
        lemma = self.units[part.head].lemma
        if lemma is None:
            return None
        if lemma.role_with:
            beside = ([part.gen.head] if part.gen is not None else []) + part.adjs[:1]
            for k in beside:
                found = lemma.role_with.get(self.units[k].norm.removeprefix("ال"))
                if found is not None:
                    return found
        return lemma.role

    def key(self, part: Phrase) -> str:
        """The name of an office without its state: "وزير خارجية", "جيش"."""
        lemma = self.units[part.head].lemma
        head = lemma.plain if lemma is not None else self.units[part.head].norm
        return f"{head} {self.units[part.gen.head].norm.removeprefix('ال')}" if part.gen is not None else head

    def _followed(self, part: Phrase) -> bool:
        """Does a name, an apposition or a place say whose office it is?"""
        if part.app is not None or any(self.memory.people.get(self.units[k].norm) for k in part.names):
            return True
        return bool(self._around(part))

    def _acts_for_state(self, phrase: Phrase) -> bool:
        lemma = self.units[phrase.head].lemma
        return lemma is not None and lemma.role == "" and "person" in lemma.classes

    def _with_role(self, code: str, role: str) -> str:
        return f"{code}:{role}" if role and ":" not in code and code in self.tables.states else code

    # -- whose a thing is ----------------------------------------------------------------------------------------

    def described(self, part: Phrase) -> Party:
        """Nisba, genitive, possessive, complement: in this order, each names whose a thing is."""
        party = self.adjective_codes(part)
        if party:
            return party
        for link in part.chain():
            if link is part:
                continue
            inner = NOBODY if self.units[link.head].entities else self.adjective_codes(link)
            inner = inner or self.r.phrase(link)
            if inner:
                return inner
        unit = self.units[part.head]
        if part.pron or unit.pron:
            return self._possessor(part, part.pron or unit.pron)
        following = self._pp_at(part.last)
        if following is None:
            return NOBODY
        if (following.prep == "ل" and not self._takes_side(part) and not self._bare(part)) or (
            following.prep == "من" and (unit.pos == "U" or part.nums)
        ):
            return self.r.phrase(following)  # "مئتين منهم": some of them
        lemma = unit.lemma
        if lemma is None:
            return NOBODY
        if following.prep in self.classes.toward_preps and lemma.masdar_of:
            return self.r.phrase(following)
        if following.prep in self.classes.site_preps and lemma.classes & _SITED:
            where = self.units[following.head]
            if where.entities or (following.gen is not None and self.units[following.gen.head].entities):
                return self.r.phrase(following)
        return NOBODY

    def _bare(self, part: Phrase) -> bool:
        """A definite word alone, to which no ل behind it says whose: "سمحت الحكومة لإيران", "المكتب السياسي لحماس"."""
        return self.units[part.head].det and not part.adjs and part.gen is None

    def _takes_side(self, part: Phrase) -> bool:
        """Are they only for or against whom ل names: "المسلحون الموالون لموسكو"?"""
        lemma = self.units[part.adjs[-1]].lemma if part.adjs else None
        return lemma is not None and lemma.plain in self.classes.sided

    def _possessor(self, part: Phrase, pron: str) -> Party:
        sister = part.parent
        if (
            sister is not None
            and part in sister.conj
            and pron[1] == "s"
            and self.r.gender(self.units[sister.head]) in ("x", pron[2])
        ):
            party = self.r.part(sister)  # "واشنطن وحلفاؤها"
            if party:
                return party
        return self.r.pronoun(pron, part.head, self.subject_at(part.head))

    def subject_at(self, unit: int) -> Phrase | None:
        """The subject of the clause that a word stands in, if it stands before the word."""
        best = None
        for clause in self.s.clauses:
            if clause.subj is not None and clause.subj.last <= unit and clause.first <= unit:
                best = clause.subj
        return best

    def adjective_codes(self, part: Phrase) -> Party:
        """Whom the nisba adjectives of a phrase name."""
        codes: list[str] = []
        spans: list[tuple[int, int]] = []
        for number in part.adjs:
            lemma = self.units[number].lemma
            if lemma is not None and lemma.codes:
                if lemma.codes[0] in self.tables.blocs and not self._of_states(part):
                    continue
                codes.append(self.nisba(lemma))
                spans.append((self.units[part.head].start, self.units[number].end))
        return Party(tuple(dict.fromkeys(codes)), tuple(spans), "nisba") if codes else NOBODY

    def nisba(self, lemma: Lemma) -> str:
        """Whom a nisba means; where several bear it ("كوري", "كونغولي"), the one of whom the article speaks most."""
        if len(lemma.codes) == 1:
            return lemma.codes[0]
        return max(lemma.codes, key=lambda code: self.memory.counts.get(code, 0))

    def _of_states(self, part: Phrase) -> bool:
        """Is this a noun to which "Arab" or "Western" gives the states of the bloc ("القادة العرب", not "رجل عربي")?"""
        lemma = self.units[part.head].lemma
        if lemma is None or lemma.role == "CIV":
            return False  # "العشائر العربية"
        told = lemma.masdar_of and any(
            f.outcomes[0].type for k in lemma.masdar_of for f in self.tables.lexicon.lemmas[k].frames
        )
        return lemma.role == "" or bool(lemma.classes & _OF_STATES) or bool(told)

    def _around(self, part: Phrase) -> Party:
        """The state in a prepositional phrase right after: "مسؤول في وزارة الدفاع الأمريكية", "سفير لدى ..."."""
        here = part
        for _ in range(2):
            following = self._pp_at(here.last)
            if following is None or following.prep not in self.classes.around_preps or self._takes_side(here):
                return NOBODY
            if following.prep == "ل" and self._bare(here):
                return NOBODY
            if following.prep == "من" and self.units[part.head].det:
                return NOBODY
            if following.prep in self.classes.site_preps and self._sent(here):
                return NOBODY
            party = self.r.phrase(following) if self._homely(following) else NOBODY
            if party:
                return party
            here = following
        return NOBODY

    def _sent(self, part: Phrase) -> bool:
        """Is this somebody whom a state sends to where he is: "القنصل في ليون" is no Frenchman?"""
        lemma = self.units[part.head].lemma
        return lemma is not None and "ambassador" in lemma.classes

    def around(self, part: Phrase) -> Party:
        """Who stands right after a word for a partner: "حلفاؤها في الناتو"."""
        return self._around(part)

    def _homely(self, phrase: Phrase) -> bool:
        """Is this somebody, or somewhere, to whom a person can belong (not an act: "نددوا بالجرائم الإسرائيلية")?"""
        unit = self.units[phrase.head]
        lemma = unit.lemma
        if unit.pos == "R" or unit.entities or phrase.kind == "pron" or lemma is None:
            return True
        return lemma.role is not None or bool(lemma.codes) or (bool(lemma.classes & _HOMES) and not lemma.masdar_of)

    def _pp_at(self, i: int) -> Phrase | None:
        return self._at.get(i)

    # -- where ---------------------------------------------------------------------------------------------------

    def country_at(self, clause: Clause) -> str:
        """The country of the place that a clause names, else the one that the report is about."""
        where = [p for p in clause.pps if p.kind == "np" and p.prep in self.classes.country_preps]
        # a place's own name first: "أمام القنصلية التركية في أربيل"
        for phrase in sorted(where, key=lambda p: not self.units[p.head].entities):
            for code in self.r.phrase(phrase).codes:
                if code in self.tables.states:
                    return code
            named = self.units[phrase.head].entities
            if named and self.entities[named[0]].country in self.tables.states:
                return self.entities[named[0]].country  # "في أربيل": a government of its own, in Iraq
        return (self.site(clause.verb) if clause.verb >= 0 else "") or self.local_home()

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

    def site(self, at: int = -1) -> str:
        """The country of a place that the sentence names as a place: in the clause of the word ``at`` if it can be, the
        next one after the word before others."""
        if self._sites is None:
            self._sites = [(phrase.first, country) for phrase in self.s.phrases if (country := self._country(phrase))]
        if not self._sites:
            return ""
        first, last = self._bounds(at)
        near = [(place, country) for place, country in self._sites if first <= place < last]
        after = [country for place, country in near if place > at]
        return after[0] if after else near[-1][1] if near else self._sites[0][1]

    def _bounds(self, at: int) -> tuple[int, int]:
        """The reach of the innermost clause around a word."""
        best = (0, len(self.units))
        for clause in self.s.clauses:
            if clause.first <= at < clause.last and clause.last - clause.first < best[1] - best[0]:
                best = (clause.first, clause.last)
        return best

    def _country(self, phrase: Phrase) -> str:
        """The country of the place that a phrase with a preposition, or "north of …", names."""
        head = self.units[phrase.head]
        direction = head.lemma is not None and head.lemma.plain in self.classes.directions
        if not direction and phrase.prep not in self.classes.country_preps:
            return ""
        for link in phrase.chain():
            unit = self.units[link.head]
            if self.r.names.street(unit):
                continue
            kinds = {self.entities[number].kind: self.entities[number] for number in unit.entities}
            for kind in ("place", "capital", "state", "seat"):
                if kind in kinds:
                    entity = kinds[kind]
                    return entity.country or (entity.codes[0] if entity.codes else "")
            lemma = unit.lemma
            if lemma is not None and lemma.classes & _SITES:
                codes = self.adjective_codes(link).codes
                if codes and codes[0] in self.tables.states:
                    return codes[0]
        return ""
