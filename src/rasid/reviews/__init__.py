"""Review as data: what people decided about the coder's events, kept for good.

A decision never changes what the machine coded (``v_reports`` stays as it is); it changes what the store's other views
show. Every decision is kept with who and when; of several about one event the latest counts. Decisions hold on to the
words that carry an event (article and trigger), so they outlive `rasid recode`.
"""

from rasid.reviews.agreement import agreement, krippendorff_alpha
from rasid.reviews.decisions import DECISIONS, ReviewError, history, record
from rasid.reviews.gold import export_gold
from rasid.reviews.sampling import SAMPLES, draw, sample
from rasid.reviews.settle import settle

__all__ = [
    "DECISIONS", "SAMPLES", "ReviewError", "agreement", "draw", "export_gold", "history", "krippendorff_alpha",
    "record", "sample", "settle",
]  # fmt: skip
