"""Fitting linear models over named features: a choice among candidates, and a chance from 0 to 1.

Both have a ridge. Where weights are ``known`` from before, it draws each weight to what it was, else to nothing.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any, Final

_SEEN: Final = 6  # a feature must have been seen so often
_SMALL: Final = 0.02
CHOICE_L2: Final = 15.0

Weights = dict[str, float]
Choices = list[tuple[list[list[str]], set[int]]]
"""Of each choice the candidates' features, and which of them are right."""


def choice(choices: Choices, known: Weights, side: str) -> Weights:
    """Conditional logit with a ridge: rows are candidates, grouped by choice."""
    import numpy as np

    before = _of(known, side)
    index = feature_index((features for candidates, _ in choices for features in candidates), known=before)
    matrix = feature_matrix([features for candidates, _ in choices for features in candidates], index)
    group = np.repeat(np.arange(len(choices)), [len(candidates) for candidates, _ in choices])
    right = np.array([float(i in good) for candidates, good in choices for i in range(len(candidates))])
    starts = np.searchsorted(group, np.arange(len(choices)))
    start = _start(index, before)

    def loss(w: Any) -> tuple[float, Any]:
        score, step = matrix @ w, w - start
        raised = np.exp(score - np.maximum.reduceat(score, starts)[group])
        whole = np.add.reduceat(raised, starts)
        good = np.add.reduceat(raised * right, starts)
        slope = raised / whole[group] - raised * right / good[group]
        return float(-np.log(good / whole).sum() + CHOICE_L2 / 2 * step @ step), matrix.T @ slope + CHOICE_L2 * step

    return _minimum(loss, index, before)


def logistic(
    judged: Sequence[tuple[list[str], float]], ridge: float, known: Weights | None = None, kind: str = ""
) -> Weights:
    """Logistic regression with a ridge on how much is right, from 0 to 1, starting from those ``known`` of the kind."""
    import numpy as np

    before = _of(known or {}, kind)
    index = feature_index((features for features, _ in judged), known=before)
    matrix = feature_matrix([features for features, _ in judged], index)
    right = np.array([share for _, share in judged])
    start = _start(index, before)

    def loss(w: Any) -> tuple[float, Any]:
        score, step = matrix @ w, w - start
        slope = 1 / (1 + np.exp(-score)) - right
        value = (np.logaddexp(0, score) - right * score).sum() + ridge / 2 * step @ step
        return float(value), matrix.T @ slope + ridge * step

    return _minimum(loss, index, before)


def _of(known: Weights, kind: str) -> Weights:
    """The weights of one model: those of "A" are named "A" and "A …"."""
    return {feature: weight for feature, weight in known.items() if feature == kind or feature.startswith(kind + " ")}


def feature_index(rows: Iterable[list[str]], least: int = _SEEN, known: Container[str] = ()) -> dict[str, int]:
    """A column for each feature that was seen often enough, or was known before."""
    seen = Counter(feature for features in rows for feature in features)
    return {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= least or f in known))}


def feature_matrix(rows: Sequence[list[str]], index: dict[str, int]) -> Any:
    """Ones where a row has a feature; features without a column are left out."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = [(r, index[f]) for r, features in enumerate(rows) for f in features if f in index]
    at, columns = ([p[0] for p in places], [p[1] for p in places])
    return csr_matrix((np.ones(len(places)), (at, columns)), shape=(len(rows), len(index)))


def _start(index: dict[str, int], before: Weights) -> Any:
    import numpy as np

    return np.array([before.get(feature, 0.0) for feature in index])


def _minimum(loss: Callable[[Any], tuple[float, Any]], index: dict[str, int], before: Weights) -> Weights:
    """The weights of least loss, those that were known and not seen among them, and without the small ones."""
    from scipy.optimize import minimize

    best = minimize(loss, _start(index, before), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    weights = {**before, **{feature: float(best[i]) for feature, i in index.items()}}
    return {feature: weight for feature, weight in weights.items() if abs(weight) > _SMALL}
