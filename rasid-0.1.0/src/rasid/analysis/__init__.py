"""Answers from the record: dyads over time, changes, ties, networks, countries, panels and their charts.

Every function takes events as the view ``v_events`` gives them (a polars or pandas frame, an Arrow table, or a list of
dicts) and returns polars frames. Nothing here touches a store. Definitions and their sources: ``docs/analysis.md``.

What is only alleged, contested, planned, hypothetical or denied never enters a score unless it is asked for by name
(``counted=("asserted", "contested")``); its numbers stand in columns of their own.

>>> from rasid.analysis import dyad_series
>>> events = [{"id": "1", "date": "2024-05-03", "type": "CONSULT", "actor": ["EGY"], "recipient": ["SDN"],
...            "status": "asserted", "score": 2.5}]
>>> dyad_series(events, "EGY", "SDN", every="month").select("period", "events", "score_sum").rows()
[(datetime.date(2024, 5, 1), 1, 2.5)]
"""

from rasid.analysis.changes import Change, change_points
from rasid.analysis.countries import CountryPage, country_page
from rasid.analysis.dyads import dyad_events, dyad_series
from rasid.analysis.frames import COUNTED, QUADS, STATUSES, AnalysisError, events_frame, pairs
from rasid.analysis.network import Network, alignment, network
from rasid.analysis.panels import articles_by_month, country_month, dyad_month
from rasid.analysis.ties import tie_intervals
from rasid.analysis.trends import trend

__all__ = [
    "COUNTED", "QUADS", "STATUSES", "AnalysisError", "Change", "CountryPage", "Network", "alignment",
    "articles_by_month", "change_points", "country_month", "country_page", "dyad_events", "dyad_month", "dyad_series",
    "events_frame", "network", "pairs", "tie_intervals", "trend",
]  # fmt: skip
