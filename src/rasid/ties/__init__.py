"""Standing relations between parties: alliances, wars that go on, bases, memberships, trade."""

from rasid.ties.told import once, tie, worth

__all__ = ["once", "tie", "worth"]
