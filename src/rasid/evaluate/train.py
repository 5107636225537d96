"""Learning ``weights.tsv`` from coded texts: what each piece of evidence of ``rasid.events.weigh`` is worth.

Three linear models over the same kind of features: who acts, on whom (each a choice among candidates: a conditional
logit, McFadden 1974), and whether an act is right at all (a logistic regression on how much of it is right). Each gold
event teaches through the act that meets it. ``train_modes`` learns whether an act happened, ``train_habits`` counts who
has had to do with whom. Figures come from folds: the weights that code a text have never seen it, unless those that
learning goes on from have (``known``: then the ridge draws each weight to what it was, instead of to nothing).
"""

import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rasid import coder
from rasid.actors import Party
from rasid.evaluate.fit import Choices, Weights, choice, logistic
from rasid.evaluate.score import agree, pair
from rasid.evaluate.train_habits import habits, less, met
from rasid.evaluate.train_modes import learn_modes, taught
from rasid.events.act import Act
from rasid.events.scoring import Candidate, best
from rasid.events.story import Story
from rasid.events.weigh import Weigher
from rasid.records import Article
from rasid.tables import Tables

FOLDS: Final = 5
ROUNDS: Final = 3
LEAST: Final = 0.32
"""The chance of being right below which an act is dropped, chosen on the folds for the sum of type and dyad F1."""
_SURE_L2: Final = 10.0
_RIGHT_L2: Final = 50.0
"""Of the confidence: on the folds, events at 0.8 and more are then right as often as it says."""
_BESIDE: Final = 20
"""Characters: so near a gold trigger an act is the one that it tells."""
_CLITICS: Final = "وفبلال"  # and, so, by, for, the


@dataclass(slots=True)
class Example:
    """An act as the frames tell it, and the gold event that it meets (with the level of the match), if any."""

    record: dict[str, Any]
    weigher: Weigher
    act: Act
    story: Story
    beside: list[Act]
    gold: dict[str, Any] | None = None
    level: int = 0


def examples(records: Iterable[tuple[Article, dict[str, Any]]], tables: Tables) -> list[Example]:
    """All acts that the frames find in ``records`` (article, gold row), paired with the gold events of the text."""
    found: list[Example] = []
    for article, row in records:
        here = [
            Example(row, seen.weigher, act, seen.story, seen.acts)
            for seen in coder.understand(article, tables)[1]
            for act in seen.acts
            if act.outcome.kind == "event"
        ]
        _meet(here, [example.act for example in here], article.text)
        found += here
    return found


def _meet(here: list[Example], acts: Sequence[Act], text: str) -> None:
    predicted = [
        {
            "type": act.outcome.type, "actor": list(act.actor.codes), "recipient": list(act.recipient.codes),
            "trigger": text[e.weigher.units[act.predicate.unit].start : e.weigher.units[act.predicate.unit].end],
        }
        for e, act in zip(here, acts)
    ]  # fmt: skip
    gold = here[0].record["events"] if here else []
    for level, i, j in pair(gold, predicted)[0]:
        here[j].gold, here[j].level = gold[i], level


def fold(row: dict[str, Any], folds: int = FOLDS) -> int:
    """In which fold a record stands: by its id, the same on every machine."""
    return int(hashlib.md5(str(row["id"]).encode(), usedforsecurity=False).hexdigest(), 16) % folds


def learn(found: Sequence[Example], spare: int | None = None, known: Weights | None = None) -> Weights:
    """The weights that the examples teach, starting from those ``known``; examples of fold ``spare`` are left out."""
    known = known or {}
    own = [e for e in found if spare is None or fold(e.record) != spare]
    counts = met([e.record for e in own])
    usual = {feature: weight for feature, weight in known.items() if feature.startswith("K ")}
    pairs = {**habits(counts), **usual}
    without = [
        {**habits(less(counts, met([e.record for e in own if fold(e.record) == k]))), **usual} for k in range(FOLDS)
    ]
    for e in own:
        e.weigher.weights = without[fold(e.record)]  # what a text itself tells is no habit of the news
    taught = [e for e in own if e.gold is not None and _where(e, str(e.gold["trigger"]))]
    actors = choice([c for e in taught if (c := _choice("A", e, e.act.recipient)) is not None], known, "A")
    scored = [{**pairs, **actors} for pairs in without]
    choices: Choices = []
    for e in taught:
        e.weigher.weights = scored[fold(e.record)]
        chosen = best(e.weigher.weights, e.weigher.candidates("A", e.act, e.story, e.act.recipient)).party
        right = e.gold is not None and agree(e.gold["actor"], chosen.codes)
        made = _choice("R", e, chosen if right else e.act.actor)
        if made is not None:
            choices.append(made)
    return {**pairs, **actors, **choice(choices, known, "R")}


def _where(example: Example, trigger: str) -> bool:
    """Does an act stand where gold has it? Of two acts of one type, the other's parties teach nothing."""
    unit = example.weigher.units[example.act.predicate.unit]
    if unit.text.strip(_CLITICS) in trigger or trigger in unit.text:
        return True
    at = str(example.record["text"]).find(trigger)
    return at >= 0 and at - _BESIDE <= unit.start <= at + len(trigger) + _BESIDE


def _choice(side: str, example: Example, other: Party) -> tuple[list[list[str]], set[int]] | None:
    candidates = example.weigher.candidates(side, example.act, example.story, other)
    right = _right(side, candidates, example)
    return ([c.features for c in candidates], right) if right else None


def _right(side: str, candidates: Sequence[Candidate], example: Example) -> set[int]:
    """Which candidates gold agrees with: the frame's if it is among them, else those with just the gold codes."""
    assert example.gold is not None
    wanted = example.gold["actor" if side == "A" else "recipient"]
    fair = {i for i, c in enumerate(candidates) if agree(wanted, c.party.codes)}
    exact = {i for i in fair if set(candidates[i].party.codes) == set(wanted)}
    if example.level >= 3:
        fair = {0} | exact
    return exact if exact and 0 not in fair else fair


def certainty(found: Sequence[Example], weights: Callable[[Example], Weights]) -> list[tuple[Example, list[str], int]]:
    """Each act with its parties chosen by ``weights``, its features as a whole, and how much of it is right (of 3)."""
    out: list[tuple[Example, list[str], int]] = []
    texts: dict[str, list[Example]] = {}
    for e in found:
        texts.setdefault(str(e.record["id"]), []).append(e)
    for here in texts.values():
        acts, features = [], []
        for e in here:
            e.weigher.weights = weights(e)
            act, sides = e.weigher.choose(e.act, e.story)
            acts.append(act)
            features.append(e.weigher.certainty(act, sides, e.beside, e.story))
        again = [replace(e, gold=None, level=0) for e in here]
        _meet(again, acts, str(here[0].record["text"]))
        out += [(e, f, min(a.level, 3)) for e, f, a in zip(here, features, again)]
    return out


def train(found: Sequence[Example], known: Weights | None = None) -> tuple[Weights, list[Weights]]:
    """The weights for the package, and those of each fold, which haven't seen it."""
    parts = [learn(found, spare, known) for spare in range(FOLDS)]
    judged = certainty(found, lambda e: parts[fold(e.record)])
    for spare in range(FOLDS):
        parts[spare] |= _chances([(f, n) for e, f, n in judged if fold(e.record) != spare], known)
    return {**learn(found, None, known), **_chances([(f, n) for _, f, n in judged], known)}, parts


def rounds(
    rows: Sequence[tuple[Article, dict[str, Any]]], tables: Tables, known: Weights | None = None
) -> tuple[Weights, list[Weights]]:
    """The weights for the package and those of each fold, learned in rounds, starting from those ``known``, if any.

    What a report told before counts as it was decided (``rasid.coder``), and that needs weights: the first round
    decides nothing, the next ones code each text with the weights of its fold as the round before learned them.
    """
    parts: list[Weights] = [dict(known or {}) for _ in range(FOLDS)]
    whole: Weights = {}
    for _ in range(ROUNDS):
        seen = [_with(tables, part) for part in parts]
        whole, parts = train([e for row in rows for e in examples([row], seen[fold(row[1])])], known)
    return with_modes(rows, tables, whole, parts, known)


def with_modes(
    rows: Sequence[tuple[Article, dict[str, Any]]],
    tables: Tables,
    whole: Weights,
    parts: list[Weights],
    known: Weights | None = None,
) -> tuple[Weights, list[Weights]]:
    """The weights, and with them what tells whether an act happened, learned from the texts as they are coded now."""
    seen = [_with(tables, part) for part in parts]
    found = [(fold(row[1]), one) for row in rows for one in taught(row, seen[fold(row[1])])]
    parts = [
        {**part, **learn_modes([one for k, one in found if k != spare], known)} for spare, part in enumerate(parts)
    ]
    return {**whole, **learn_modes([one for _, one in found], known)}, parts


def _with(tables: Tables, weights: Weights) -> Tables:
    own = copy.copy(tables)
    own.weights = weights
    return own


def _chances(judged: Sequence[tuple[list[str], int]], known: Weights | None) -> Weights:
    """What decides which acts are dropped (C: how much of three is right), and their confidence (D: is all right)."""
    whole = [(["D" + feature[1:] for feature in features], n // 3) for features, n in judged]
    return {
        **logistic([(features, n / 3) for features, n in judged], _SURE_L2, known, "C"),
        **logistic(whole, _RIGHT_L2, known, "D"),
        "least": LEAST,
    }


def crossed(rows: Sequence[tuple[Article, dict[str, Any]]], parts: Sequence[Tables]) -> Counter[str]:
    """How the records score, each coded with the tables of its fold: counts of right types and dyads."""
    tally: Counter[str] = Counter()
    for article, row in rows:
        events = [e.to_json() for e in coder.code(article, parts[fold(row)]).events]
        pairs = pair(row["events"], events)[0]
        levels = [level for level, _, _ in pairs]
        tally.update(records=1, gold=len(row["events"]), predicted=len(events))
        tally.update(type=len(levels), dyad=sum(level >= 3 for level in levels))
        met = [(row["events"][i], events[j]) for level, i, j in pairs if level >= 2]
        tally.update(met=len(met), aux=sum(set(g.get("aux") or ()) == set(e.get("aux") or ()) for g, e in met))
    return tally


def write(weights: Weights, path: Path) -> None:
    """Write the table that the coder reads."""
    lines = [
        '# Learned by `rasid train` (docs/quality.md). "least": an act whose chance of being right is less is dropped.',
        "feature\tweight",
    ]
    lines += [f"{feature}\t{weights[feature]:.2f}" for feature in sorted(weights)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
