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
    """Have two sides had to do with each other in the coded texts, how often, and as friends or as foes? Does the first
    mostly act on the second, or mostly suffer what the second does?"""
    if not _PAIRS or _PAIRS[0][0] is not weights:
        _PAIRS[:] = [(weights, {})]
    pairs = _PAIRS[0][1]
    found = pairs.get((own, theirs))
    if found is None:
        does = suffers = hostile = 0.0
        for one in own:
            for other in theirs:
                does += weights.get(f"K acts {one} {other}", 0.0)
                suffers += weights.get(f"K acts {other} {one}", 0.0)
                hostile += weights.get(f"K hostile {one} {other}", 0.0) + weights.get(f"K hostile {other} {one}", 0.0)
        found = pairs[own, theirs] = _known(does, suffers, hostile)
    return found


def _known(does: float, suffers: float, hostile: float) -> frozenset[str]:
    often = does + suffers
    if not often:
        return frozenset(("strangers",))
    share = hostile / often
    kind = "foes" if share > _HOSTILE else "friends" if share < 1 - _HOSTILE else "both"
    size = "few" if often < _SOME else "some" if often < _MANY else "many"
    way = "does" if does > _HOSTILE * often else "suffers" if suffers > _HOSTILE * often else "either"
    return frozenset((kind, f"{kind} {size}", f"{kind} {way}", f"{size} {way}"))


def usual(party: Party, theirs: frozenset[str]) -> set[str]:
    """Who a candidate is, and against whom: what usually happens counts only where no slot names anyone."""
    notes: set[str] = set()
    for code in party.codes[:2]:
        base = code.partition(":")[0]
        notes |= {f"code {base}", f"code {code}"}
        notes |= {f"pair {base} {other}" for other in sorted(theirs)[:2]}
    return notes
