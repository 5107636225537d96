"""How the parties of a sentence's acts were weighed, for people and for programs: see `rasid.events.weigh`.

Nothing here decides anything: the same acts are weighed again as the coder did, and what counted is written down.
"""

from collections.abc import Callable
from typing import Any, Final

from rasid.coder import Understood
from rasid.events.reality import MODES, features
from rasid.events.scoring import Candidate, Choice, Weights
from rasid.output import isolated
from rasid.records import Coding
from rasid.syntax.tree import Unit

_SIDES: Final = {"A": "actor", "R": "recipient"}
_CANDIDATES: Final = 5
_LEAST: Final = 0.01  # a share below this is not worth a line
_COUNTED: Final = 10
_NEARLY: Final = -1.5
_SAID: Final = 3  # notes of a candidate in the text for people


def weighed(one: Understood, coding: Coding, weights: Weights) -> list[dict[str, Any]]:
    """Each act of a sentence: the candidates of its sides with what counted, and the chance that the act is right."""
    return [_act(one, number, coding, weights) for number, act in enumerate(one.acts) if act.outcome.kind == "event"]


def _act(one: Understood, number: int, coding: Coding, weights: Weights) -> dict[str, Any]:
    act = one.acts[number]
    unit, frame = one.sentence.units[act.predicate.unit], act.predicate.frame
    rule = frame.rule if frame is not None else ""
    chosen, choices = one.weigher.choose(act, one.story)
    judged = one.weigher.certainty(chosen, choices, one.acts, one.story)
    worth = one.weigher.sure(judged)
    kept = [
        event.id
        for event in coding.events
        if unit.start <= event.trigger_span.start < unit.end and event.type == act.outcome.type and event.rule == rule
    ]
    return {
        "word": unit.text, "span": [unit.start, unit.end], "type": act.outcome.type, "rule": rule,
        "event": kept[0] if kept else None,
        "sure": round(one.weigher.confidence(judged), 3), "dropped": worth < weights.get("least", 0.0),
        "sides": [_side(choice, weights) for choice in choices],
        "modes": _modes(one, unit, rule, weights),
        "sure_because": _counted({feature: weights.get("D" + feature[1:], 0.0) for feature in judged}),
    }  # fmt: skip


def _side(choice: Choice, weights: Weights) -> dict[str, Any]:
    shown = [c for k, c in enumerate(choice.candidates[:_CANDIDATES]) if k == 0 or c.share >= _LEAST]
    return {"side": _SIDES[choice.side], "candidates": [_candidate(c, weights) for c in shown]}


def _modes(one: Understood, unit: Unit, rule: str, weights: Weights) -> list[dict[str, Any]]:
    """Each auxiliary mode that the act has or nearly has: the sum of what counts for it, and what that is."""
    here = ((e, n) for e, n in one.noted if unit.start <= e.trigger_span.start < unit.end and e.rule == rule)
    event, notes = next(here, (None, []))
    told: list[dict[str, Any]] = []
    for number, mode in enumerate(MODES):
        counted = {note: weights.get(features(note)[number], 0.0) for note in dict.fromkeys(notes)}
        total = sum(counted.values())
        if notes and total > _NEARLY:
            told.append(
                {
                    "mode": mode,
                    "sum": round(total, 2),
                    "has": event is not None and mode in event.aux,
                    "because": _counted(counted),
                }
            )
    return told


def _candidate(candidate: Candidate, weights: Weights) -> dict[str, Any]:
    notes = {note: sum(weights.get(form + note, 0.0) for form in candidate.forms) for note in candidate.notes}
    return {
        "codes": list(candidate.party.codes), "score": round(candidate.score, 2), "share": round(candidate.share, 3),
        "because": _counted(notes, len(notes)),
    }  # fmt: skip


def _counted(weights: dict[str, float], most: int = _COUNTED) -> list[dict[str, Any]]:
    """What counted, the heaviest first."""
    heavy = sorted(((note, round(w, 2)) for note, w in weights.items()), key=lambda pair: (-abs(pair[1]), pair[0]))
    return [{"note": note, "weight": weight} for note, weight in heavy[:most] if weight]


def render(acts: list[dict[str, Any]], line: Callable[..., None]) -> None:
    """The weighing for people, written by ``line(*parts, depth=…)``."""
    for act in acts:
        verdict = "  dropped: unlikely to be right" if act["dropped"] else ""
        line(isolated(act["word"]), f"  {act['rule']}  chance of being right {act['sure']:.2f}{verdict}", depth=2)
        for side in act["sides"]:
            for number, candidate in enumerate(side["candidates"]):
                codes = " + ".join(candidate["codes"]) or "nobody"
                mark = ("✓ ", "bold green") if number == 0 else "  "
                notes = ", ".join(f"{one['note']} {one['weight']:+.2f}" for one in candidate["because"][:_SAID])
                told = f"{codes} {candidate['share']:.2f}"
                line(
                    mark, (f"{side['side']} ", "yellow"), (told, "bold" if number == 0 else ""), (f"  {notes}", "dim"),
                    depth=3,
                )  # fmt: skip
        for mode in act["modes"]:
            mark = ("✓ ", "bold green") if mode["has"] else "  "
            notes = ", ".join(f"{one['note'] or 'any act'} {one['weight']:+.2f}" for one in mode["because"][:_SAID])
            line(
                mark, ("mode ", "yellow"), (f"{mode['mode']} {mode['sum']:+.2f}", "bold" if mode["has"] else ""),
                (f"  {notes}", "dim"), depth=3,
            )  # fmt: skip
