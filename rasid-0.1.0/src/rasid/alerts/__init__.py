"""Standing questions: asked of every batch of articles as it comes in, answered by a feed, a webhook or a line.

    articles in ─► evaluate (one transaction: hits, and how far it has looked) ─► deliver (each hit to each target)

A hit has an id made of the alert and of what it is about, so the same is never found twice. What is to be delivered is
written down together with the hit; it is crossed out after the receiver has taken it. After a crash in between it is
offered again under the same id (``Idempotency-Key``), so that a receiver who keeps ids gets each exactly once.
"""

from rasid.alerts.book import add, hits, listed, remove, sync
from rasid.alerts.deliver import deliver, recover
from rasid.alerts.evaluate import evaluate
from rasid.alerts.feed import feed
from rasid.alerts.rules import STDOUT, AlertError, Rule, read_rules, rule_of

__all__ = [
    "STDOUT", "AlertError", "Rule", "add", "deliver", "evaluate", "feed", "hits", "listed", "read_rules", "recover",
    "remove", "rule_of", "sync",
]  # fmt: skip
