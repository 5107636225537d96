"""Standing relations between parties: alliances, wars that go on, bases, memberships, trade."""

from rasid.ties.reader import Reader
from rasid.ties.told import joined, once, tie, worth

__all__ = ["Reader", "joined", "once", "tie", "worth"]
