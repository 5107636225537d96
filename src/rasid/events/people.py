"""Of which state unnamed people are: demonstrators, gunmen, police and courts of whom the text names no country.

The states that a sentence names or lets think of (places, adjectives, persons and groups of a state) may be theirs;
each is a candidate with how it stands to the act. The weights decide.
"""

from collections.abc import Iterator
from typing import Final

from rasid.actors import Party, Resolver
from rasid.events.act import Act
from rasid.syntax.tree import Sentence

_NEAR: Final = 4
_STATES: Final = 6


class People:
    """The states that one sentence lets think of."""

    def __init__(self, sentence: Sentence, resolver: Resolver) -> None:
        self.s = sentence
        self.r = resolver
        self._named: list[tuple[int, str, str]] | None = None

    def candidates(self, act: Act, rule: Party, other: Party) -> Iterator[tuple[Party, list[str]]]:
        """``rule``, if it is unnamed people, as people of each state that is near, and what speaks for it."""
        base, _, role = rule.codes[0].partition(":") if len(rule.codes) == 1 else ("", "", "")
        if not role or (base != "XXX" and base not in self.r.tables.states):
            return
        yield rule, ["whose rule", f"whose rule {'open' if base == 'XXX' else 'known'} {rule.how}"]
        unit = act.predicate.unit
        seen: set[str] = set()
        home = self.r.memory.main_state()
        theirs = {code.split(":")[0] for code in other.codes}
        for at, state, kind in sorted(self._states(), key=lambda one: abs(one[0] - unit)):
            if state in seen:
                continue
            notes = ["whose", f"whose {kind}", f"whose {role}", f"whose {'before' if at < unit else 'after'} {kind}"]
            if not seen:
                notes += ["whose first", f"whose first {kind}"]
            if abs(at - unit) <= _NEAR:
                notes.append(f"whose near {kind}")
            if act.predicate.clause.first <= at < act.predicate.clause.last:
                notes.append(f"whose clause {kind}")
            if state == home:
                notes.append("whose home")
            if state in theirs:
                notes.append("whose other")
            seen.add(state)
            yield Party((f"{state}:{role}",), rule.spans, "role"), notes
            if len(seen) == _STATES:
                break
        if len(seen) == 1:
            yield Party((f"{next(iter(seen))}:{role}",), rule.spans, "role"), ["whose only"]
        if home and home not in seen:
            yield Party((f"{home}:{role}",), rule.spans, "role"), ["whose home", "whose home unnamed"]

    def _states(self) -> list[tuple[int, str, str]]:
        """Where which state is named or thought of, and by what: a place, a state's name, a person, an adjective."""
        if self._named is None:
            self._named = []
            states, entities = self.r.tables.states, self.r.tables.names.entities
            for unit in self.s.units:
                if unit.entities and not self.r.names.street(unit):
                    entity = entities[unit.entities[0]]
                    state = entity.codes[0] if entity.codes and entity.codes[0] in states else entity.country
                    if state in states:
                        self._named.append((unit.i, state, entity.kind))
                elif unit.lemma is not None and unit.lemma.codes and unit.lemma.codes[0] in states:
                    self._named.append((unit.i, unit.lemma.codes[0], "nisba"))
        return self._named
