"""Habits of the news: who has had to do with whom in the coded texts, how often, and as friends or as foes.

Weak evidence, and no more: of the parties that a report names, it makes those likelier who usually are the other side.
The counts (``K acts A B``, ``K hostile A B``) stand among the weights; ``rasid train`` counts them.
"""

from collections.abc import Mapping
from typing import Final

from rasid.actors import Party

Weights = Mapping[str, float]
_HOSTILE: Final = 0.65
_SOME: Final = 4
_MANY: Final = 15
_PAIRS: Final[list[tuple[Weights, dict[tuple[frozenset[str], frozenset[str]], frozenset[str]]]]] = []


def known(weights: Weights, own: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Have two sides had to do with each other in the coded texts, how often, and as friends or as foes?"""
    if not _PAIRS or _PAIRS[0][0] is not weights:
        _PAIRS[:] = [(weights, {})]
    pairs = _PAIRS[0][1]
    found = pairs.get((own, theirs))
    if found is None:
        often = hostile = 0.0
        for key in {" ".join(sorted((one, other))) for one in own for other in theirs}:
            often += weights.get(f"K acts {key}", 0.0)
            hostile += weights.get(f"K hostile {key}", 0.0)
        found = pairs[own, theirs] = _known(often, hostile)
    return found


def _known(often: float, hostile: float) -> frozenset[str]:
    if not often:
        return frozenset(("strangers",))
    share = hostile / often
    kind = "foes" if share > _HOSTILE else "friends" if share < 1 - _HOSTILE else "both"
    size = "few" if often < _SOME else "some" if often < _MANY else "many"
    return frozenset((kind, f"{kind} {size}"))


def usual(party: Party, theirs: frozenset[str]) -> set[str]:
    """Who a candidate is, and against whom: what usually happens counts only where no slot names anyone."""
    notes: set[str] = set()
    for code in party.codes[:2]:
        base = code.partition(":")[0]
        notes |= {f"code {base}", f"code {code}"}
        notes |= {f"pair {base} {other}" for other in sorted(theirs)[:2]}
    return notes
