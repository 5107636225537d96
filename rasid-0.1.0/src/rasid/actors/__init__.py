"""Who is meant: from phrases to the codes of actors.

`Resolver` is the way in; `remember` fills the article's memory.
"""

from rasid.actors.memory import Memory
from rasid.actors.party import NOBODY, Party
from rasid.actors.resolver import Resolver, remember

__all__ = ["NOBODY", "Memory", "Party", "Resolver", "remember"]
