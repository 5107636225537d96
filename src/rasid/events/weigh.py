"""Weighed evidence: who most likely acted on whom, where the words of an act leave it open, and how sure that is.

Frames find most parties in their slots. Where a slot stays empty or points back, several parties of the sentence and of
the report could be meant. Each is described by plain features ("subject of the same clause", "nearest after the
trigger", "what the frame found"); a linear model, whose weights are the table ``weights.tsv``, adds them up. ``rasid
train`` learns the weights from coded sentences. Features read as words, so that each choice can be explained.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from rasid.actors import NOBODY, Party, Resolver
from rasid.events.act import Act
from rasid.events.certainty import bases, chances, notes_of
from rasid.events.habits import known, usual
from rasid.events.match import Matcher
from rasid.events.people import People
from rasid.events.scoring import Candidate, Choice, Weights, best, shares
from rasid.events.story import Story
from rasid.syntax.tree import Clause, Phrase, Sentence

GUESSED: Final = frozenset(("aim", "context", "reacted", "site", "told", "with"))
"""How a party was found that no slot of the frame names."""
_NEAR: Final = 5
_MIDDLE: Final = 12
_MENTIONS: Final = 24
_PLAIN: Final = 0.65  # so sure of an actor, others need no look
_RIVALS: Final = 2
Nearest = list[tuple[Party, list[str]]]


@dataclass(frozen=True, slots=True)
class _Mention:
    unit: int
    party: Party
    phrase: Phrase
    top: Phrase
    clause: Clause


class Weigher:
    """Chooses the parties of the acts of one sentence."""

    def __init__(self, sentence: Sentence, matcher: Matcher, resolver: Resolver, weights: Weights) -> None:
        self.s = sentence
        self.units = sentence.units
        self.m = matcher
        self.r = resolver
        self.weights = weights
        self.people = People(sentence, resolver)
        self._most: dict[str, set[str]] | None = None
        self.mentions = list(self._mentions())

    def _mentions(self) -> Iterable[_Mention]:
        for phrase in self.s.phrases:
            clause = self.m.clause_of[phrase.head]
            if phrase.conj:
                party = self.r.phrase(phrase)
                if party:
                    yield _Mention(phrase.head, party, phrase, phrase, clause)
            for part in phrase.parts():
                for link in part.chain():
                    party = self.r.part(link)
                    if party:
                        yield _Mention(link.head, party, link, phrase, clause)

    def choose(self, act: Act, story: Story) -> tuple[Act, list[Choice]]:
        """The act with the two parties that weigh most together, and all that was weighed."""
        nearest = self._nearest(act)
        actors = self.candidates("A", act, story, act.recipient, nearest)
        best(self.weights, actors)
        actor = actors[0]
        recipients = self._against(actor.party, act, story, nearest)
        both = actor.share * recipients[0].share
        for rival in actors[1 : 1 if actor.share > _PLAIN else _RIVALS]:
            if rival.share <= both:
                break  # even against a sure recipient he would be less likely
            others = self._against(rival.party, act, story, nearest)
            if rival.share * others[0].share > both:
                actor, recipients, both = rival, others, rival.share * others[0].share
        actors.remove(actor)
        actors.insert(0, actor)
        chosen = replace(act, actor=actor.party, recipient=recipients[0].party)
        return chosen, [Choice("A", actors), Choice("R", recipients)]

    def _against(self, actor: Party, act: Act, story: Story, nearest: Nearest) -> list[Candidate]:
        """Whom ``actor`` likeliest acted on, and the others who come into question."""
        recipients = self.candidates("R", act, story, actor, nearest)
        best(self.weights, recipients)
        return recipients

    # -- candidates ----------------------------------------------------------------------------------------------

    def candidates(
        self, side: str, act: Act, story: Story, other: Party, nearest: Nearest | None = None
    ) -> list[Candidate]:
        """Who may stand on ``side`` (A actor, R recipient): the frame's choice first, nobody, all others named."""
        rule = act.actor if side == "A" else act.recipient
        notes: dict[tuple[str, ...], set[str]] = {}
        parties: dict[tuple[str, ...], Party] = {}

        def add(party: Party, features: Iterable[str]) -> None:
            known = notes.get(party.codes)
            if known is None:
                parties[party.codes] = party
                notes[party.codes] = set(features)
            else:
                known.update(features)

        add(rule, self._of_rule(side, rule, act))
        add(NOBODY, ["none"])
        for party, found in self._nearest(act) if nearest is None else nearest:
            add(party, found)
        for party, found in story.parties(side, act, other):
            add(party, found)
        if rule:
            for party, found in self.people.candidates(act, rule, other):
                add(party, found)
        home = self.r.memory.main_state()
        if home:
            add(Party((home,), (), "home"), ["home"])
        if act.says:
            add(act.says, ["speaker"])
        judge = act.given.judge
        if side == "A" and judge and judge.codes != rule.codes:
            notes.pop(judge.codes, None)  # who condemns an act has not done it
        elif side == "R" and judge and judge.codes in notes:
            notes[judge.codes].add("judge")
        if side == "R" and act.outcome.type == "ACCUSE":
            harmed = story.harmed(act)
            for codes in (*harmed, other.codes) if harmed else ():
                if codes != rule.codes and codes:
                    notes.pop(codes, None)  # "أدانت مصر الهجوم على السفارة السعودية": not the Saudis
        site = self.r.site(act.predicate.unit)
        if (site,) in notes:
            notes[site,].add("site")
        if side == "R" and other and ":" in other.codes[0]:
            add(Party((other.codes[0].split(":")[0],), (), "home"), ["own state"])
        elif side == "R" and other and other.codes[0] in self.r.tables.states:
            add(Party((f"{other.codes[0]}:CIV",), (), "home"), ["own people"])
        forms = (
            f"{side} ",
            f"{side} {act.outcome.type} ",
            f"{side} {'a' if rule and rule.how not in GUESSED else 'no'} rule ",
        )
        return [
            Candidate(parties[codes], self._noted(side, act, parties[codes], found, rule, other), forms)
            for codes, found in notes.items()
        ]

    def _nearest(self, act: Act) -> Nearest:
        """The mentions, those nearest to the trigger first, and how each stands to it."""
        unit = act.predicate.unit
        near = sorted(self.mentions, key=lambda mention: abs(mention.unit - unit))[:_MENTIONS]
        return [(mention.party, self._of_place(mention, act)) for mention in near]

    def _of_rule(self, side: str, rule: Party, act: Act) -> list[str]:
        if not rule:
            return []
        if rule.how in GUESSED:
            return ["guess", f"guess {rule.how}"]
        kind = act.predicate.kind
        return ["rule", f"rule {rule.how}", f"rule {kind}", f"rule {kind} {rule.how}"]

    def _of_place(self, mention: _Mention, act: Act) -> list[str]:
        predicate, unit = act.predicate, act.predicate.unit
        gap = mention.unit - unit
        size = "near" if abs(gap) <= _NEAR else "mid" if abs(gap) <= _MIDDLE else "far"
        out = [f"{'after' if gap > 0 else 'before'} {size}", f"how {mention.party.how}"]
        if mention.top.prep:
            out.append(f"prep {mention.top.prep}")
        own = predicate.clause
        here = mention.clause
        if here is own:
            out += ["clause", f"clause {'prep ' + mention.top.prep if mention.top.prep else 'bare'}"]
        elif here.parent is own:
            out.append(f"clause below {here.kind}")
        elif own.parent is here:
            out.append(f"clause above {own.kind}")
        for name, clause in (("own", own), ("above", own.parent)):
            if clause is None:
                continue
            if clause.subj is mention.top:
                out.append(f"{name} subject" + ("" if mention.phrase is mention.top else " part"))
            if clause.obj is mention.top:
                out.append(f"{name} object")
            if clause.anchor is mention.top:
                out.append(f"{name} anchor")
        for name, fill in predicate.fills.items():
            if fill.phrase is not None and fill.phrase.first <= mention.unit < fill.phrase.last:
                out.append(f"in {name}" if mention.unit != fill.phrase.head else f"is {name}")
            if fill.clause is not None and fill.clause.first <= mention.unit < fill.clause.last:
                out.append(f"in clause {name}")
                if fill.clause.subj is mention.top:
                    out.append(f"subject of {name}")
        if predicate.phrase is not None and predicate.phrase.first <= mention.unit < predicate.phrase.last:
            out.append("own phrase")
        out.append(
            "others between" if self._others_between(mention, unit) else f"first {'after' if gap > 0 else 'before'}"
        )
        return out

    def _others_between(self, mention: _Mention, unit: int) -> bool:
        """Is somebody else mentioned between a mention and the trigger?"""
        low, high = (unit, mention.unit) if unit < mention.unit else (mention.unit, unit)
        return any(low < other.unit < high and other.party.codes != mention.party.codes for other in self.mentions)

    def _noted(self, side: str, act: Act, party: Party, notes: set[str], rule: Party, other: Party) -> list[str]:
        outcome = act.outcome
        slots = outcome.actors if side == "A" else outcome.recipients
        own, theirs = bases(party.codes), bases(other.codes)
        if party and party.codes != rule.codes and own & bases(rule.codes):
            notes.add("part of rule")
        if party and theirs:
            notes.add("same as other" if party.codes == other.codes else "own side" if own & theirs else "another side")
        if party and theirs and not own & theirs:
            notes |= known(self.weights, own, theirs)
        if party and theirs and own & theirs:
            notes.add(f"own side of {other.codes[0].partition(':')[2] or 'state'}")
        if party:
            role = party.codes[0].partition(":")[2]
            notes.add(f"role {role}" if role else "state" if party.codes[0] in self.r.tables.states else "group")
            if len(party.codes) > 1:
                notes.add("several")
            if not rule or rule.how in GUESSED:
                notes |= usual(party, theirs)
            notes |= self._salience(party.codes[0].partition(":")[0])
        else:
            notes.add("none slot" if slots else "none by design")
            if slots and not any(name in act.predicate.fills for name in slots):
                notes.add("none unfilled")
            elif slots:
                notes.add("none unresolved")
        return sorted(notes)

    def _salience(self, base: str) -> set[str]:
        """How much the report speaks of a code: is it named most, or first, and how often?"""
        if self._most is None:
            counts = self.r.memory.counts
            most = sorted(counts, key=lambda code: -counts[code])[:3]
            first = list(counts)[:3]
            self._most = {code: {f"named {_often(counts[code])}"} for code in counts}
            for k, code in enumerate(most):
                self._most[code].add(f"named most {k}")
            for k, code in enumerate(first):
                self._most[code].add(f"named first {k}")
        return self._most.get(base, set())

    # -- how sure ------------------------------------------------------------------------------------------------

    def certainty(self, act: Act, choices: list[Choice], acts: list[Act], story: Story) -> list[str]:
        """What speaks for and against an act as a whole, as features."""
        kind, notes = act.outcome.type, notes_of(act, shares(choices), acts, self.units) + story.again(act)
        return ["C", f"C {kind}"] + [f"C {note}" for note in notes] + [f"C {kind} {note}" for note in notes]

    def chances(self, act: Act, choices: list[Choice], acts: list[Act], story: Story) -> tuple[float, float]:
        """How sure an act is, and its confidence: the same sums, with each note's weights looked up at once."""
        notes = notes_of(act, shares(choices), acts, self.units) + story.again(act)
        return chances(self.weights, act.outcome.type, notes)

    def sure(self, features: list[str]) -> float:
        """How much of an act is likely right, from 0 to 1; acts below ``least`` are dropped."""
        weights, total = self.weights, 0.0
        for feature in features:
            total += weights.get(feature, 0.0)
        return 1.0 / (1.0 + math.exp(-total))

    def confidence(self, features: list[str]) -> float:
        """The chance, from 0 to 1, that type and both parties are right: what an event carries as its confidence."""
        weights, total = self.weights, 0.0
        for feature in features:
            total += weights.get("D" + feature[1:], 0.0)
        return 1.0 / (1.0 + math.exp(-total))


def _often(times: int) -> str:
    return "once" if times == 1 else "twice" if times == 2 else "often" if times < 6 else "very often"
