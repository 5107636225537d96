"""Does a sentence report a protest or an assault, as the labellers of OEDA's gold-standard records would say?

Their question is another than the coder's: a sentence that only looks back on an assassination, or demands that attacks
end, holds an ASSAULT for the coder (with its auxiliary mode) and "easy no" for them. So a small classifier of words
stands between: a linear classifier over the sentence's words, pairs of words, and what the coder found in it, learned
from their labels with ``rasid train --detection`` (the table ``detection.tsv``). Half of each weight is a logistic
regression's, half naive Bayes's, whose bias does good where labels are few (Ng & Jordan 2002; Wang & Manning 2012).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from rasid.arabic.words import sentences

TYPES: Final = ("ASSAULT", "PROTEST")
FOLDS: Final = 5
_LEAST: Final = 3  # a word, or a pair of words, must stand in so many sentences
_RIDGES: Final = (8.0, 50.0)
_SMOOTH: Final = 0.5  # added to the counts of naive Bayes (Jeffreys' prior)
_SMALL: Final = 0.02
_CLITICS: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل")  # and the, with the, …, the, and, for
_STEM: Final = 3
_STEP: Final = 60  # characters
_LONGEST: Final = 6
_QUARTERS: Final = 4
Weights = Mapping[str, float]


def features(text: str, events: Sequence[Mapping[str, Any]], kind: str) -> list[str]:
    """What speaks for and against ``kind`` in a text with these coded events: its words, and what was coded.

    >>> features("قتل جندي", [], "ASSAULT")
    ['length 0', 'opens قتل', 'pair قتل جندي', 'w جندي', 'w قتل']
    """
    words = _words(text)
    out = [f"w {word}" for word in words] + [f"opens {word}" for word in words[:1]]
    out += [f"pair {one} {two}" for one, two in pairwise(words)]
    out.append(f"length {min(len(text) // _STEP, _LONGEST)}")
    for event in events:
        out.append(f"coded {event['type']}")
        out += [f"coded {event['type']} {aux}" for aux in event["aux"] or ["plain"]]
        if event["type"] == kind:
            out += _told(text, event)
    own = [event for event in events if event["type"] == kind]
    if own:
        sure = max(event["confidence"] for event in own)
        out += [f"sure {k}" for k in (3, 4, 5, 6, 7, 8) if sure >= k / 10]
        out += ["several"] * (len(own) > 1)
    return sorted(set(out))


def _told(text: str, event: Mapping[str, Any]) -> list[str]:
    """How an event is told: by which word, beside which words, where in the text, by and on whom, with what details."""
    start, end = event["spans"]["trigger"]
    out = [f"before {word}" for word in _words(text[:start])[-1:]]
    out += [f"behind {word}" for word in _words(text[end:])[:1]]
    out += [f"trigger {word}" for word in _words(event["trigger"])[:1]]
    out.append(f"place {_QUARTERS * start // max(len(text), 1)}")
    actor = event["actor"][0].partition(":")[2] or "state" if event["actor"] else "nobody"
    out += [f"by {actor}", f"mode {event['mode']}"]
    out += ["on somebody"] * bool(event["recipient"])
    return out + [name for name in ("attribution", "when", "amount") if event[name]]


def _words(text: str) -> list[str]:
    return [_stem(token.norm) for tokens in sentences(text) for token in tokens if token.kind == "w"]


def chance(found: Iterable[str], weights: Weights) -> float:
    """The chance, from 0 to 1, that the labellers would accept the sentence."""
    return 1 / (1 + math.exp(-sum(weights.get(feature, 0.0) for feature in found)))


@cache
def table() -> dict[str, dict[str, float]]:
    """The learned weights by type; under ``least`` the chance from which on a sentence counts as a report."""
    from rasid.tables import FOLDER
    from rasid.tables.loader import read_table

    path = FOLDER / "detection.tsv"
    out: dict[str, dict[str, float]] = {}
    for row in read_table(path, ("type", "feature", "weight")) if path.exists() else ():
        out.setdefault(row["type"], {})[row["feature"]] = float(row["weight"])
    return out


def detected(text: str, events: Sequence[Mapping[str, Any]], kind: str) -> bool | None:
    """Is ``kind`` reported in the text? None for a type of which nothing was learned."""
    weights = table().get(kind)
    return None if weights is None else chance(_with_bias(text, events, kind), weights) >= weights["least"]


def _with_bias(text: str, events: Sequence[Mapping[str, Any]], kind: str) -> list[str]:
    return ["bias", *features(text, events, kind)]


def _stem(word: str) -> str:
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _STEM:
            return word[len(clitic) :]
    return word


# -- learning --------------------------------------------------------------------------------------------------------

Counts = tuple[int, int, int]
"""Hits, found, positives."""


class Labelled(NamedTuple):
    """A sentence to learn from; one that is `ambiguous` teaches, and is not measured by."""

    features: list[str]
    positive: bool
    ambiguous: bool = False


def labelled(
    text: str, events: Sequence[Mapping[str, Any]], kind: str, positive: bool, ambiguous: bool = False
) -> Labelled:
    """A text, what the coder found in it, and what its labellers said of ``kind``."""
    return Labelled(_with_bias(text, events, kind), positive, ambiguous)


def train(data: Sequence[Labelled]) -> tuple[dict[str, float], Counts]:
    """Weights from labelled sentences; with hits, found and positives of sentences not learned from.

    The ridge and the threshold are those that do best over the folds.
    """
    tried = [(*_best(_unseen(data, ridge)), ridge) for ridge in _RIDGES]
    _, least, counts, ridge = max(tried)
    return {**_fit(data, ridge), "least": least}, counts


def _unseen(data: Sequence[Labelled], ridge: float) -> list[tuple[float, bool]]:
    """Chances of sentences not learned from. Folds are cut in the order of the file, so that sentences of one report
    mostly stay together."""
    size = -(-len(data) // FOLDS)
    out: list[tuple[float, bool]] = []
    for first in range(0, len(data), size):
        weights = _fit([*data[:first], *data[first + size :]], ridge)
        part = [one for one in data[first : first + size] if not one.ambiguous]
        out += [(chance(one.features, weights), one.positive) for one in part]
    return out


def _best(judged: Sequence[tuple[float, bool]]) -> tuple[float, float, Counts]:
    """The best F1, the threshold that gives it, and its hits, found and positives."""
    positive = sum(right for _, right in judged)
    best, least, hits, counts = 0.0, 0.5, 0, (0, 0, positive)
    for k, (p, right) in enumerate(sorted(judged, reverse=True), 1):
        hits += right
        f1 = 2 * hits / (k + positive)
        if f1 > best:
            best, least, counts = f1, p, (hits, k, positive)
    return best, round(least, 3), counts


def _fit(data: Sequence[Labelled], ridge: float) -> dict[str, float]:
    """The mean of logistic regression and naive Bayes, both brought to one spread over the sentences learned from."""
    import numpy as np

    from rasid.evaluate.fit import feature_index, feature_matrix

    rows = [one.features for one in data]
    index = feature_index(rows, _LEAST)
    matrix = feature_matrix(rows, index)
    right = np.array([float(one.positive) for one in data])
    both = np.zeros(len(index))
    bias = 0.0
    for weights, constant in (_regression(matrix, right, ridge), _bayes(matrix, right)):
        score = matrix @ weights + constant
        both += weights / max(score.std(), _SMALL)
        bias += (constant - score.mean()) / max(score.std(), _SMALL)
    if "bias" in index:
        both[index["bias"]] += bias
    return {feature: round(float(both[i]), 3) for feature, i in index.items() if abs(both[i]) > _SMALL}


def _regression(matrix: Any, right: Any, ridge: float) -> tuple[Any, float]:
    """A ridge logistic regression in which both answers weigh the same; its weights, and no constant."""
    import numpy as np
    from scipy.optimize import minimize

    weight = np.where(right > 0, len(right) / (2 * max(right.sum(), 1)), len(right) / (2 * max((1 - right).sum(), 1)))

    def loss(w: Any) -> tuple[float, Any]:
        score = matrix @ w
        slope = (1 / (1 + np.exp(-score)) - right) * weight
        value = ((np.logaddexp(0, score) - right * score) * weight).sum() + ridge / 2 * w @ w
        return float(value), matrix.T @ slope + ridge * w

    start = np.zeros(matrix.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x, 0.0


def _bayes(matrix: Any, right: Any) -> tuple[Any, float]:
    """Bernoulli naive Bayes with even priors: what each feature's presence says more than its absence, and what the
    absence of all says."""
    import numpy as np

    def shares(answer: Any) -> Any:
        return (matrix.T @ answer + _SMOOTH) / (answer.sum() + 2 * _SMOOTH)

    yes, no = shares(right), shares(1 - right)
    absent = np.log(1 - yes) - np.log(1 - no)
    return np.log(yes) - np.log(no) - absent, float(absent.sum())


def write(learned: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Write the table."""
    lines = [
        "# Learned by `rasid train --detection` from the labels of OEDA's gold-standard records (docs/quality.md).",
        "type\tfeature\tweight",
    ]
    for kind, weights in sorted(learned.items()):
        lines += [f"{kind}\t{feature}\t{weights[feature]:g}" for feature in sorted(weights)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
