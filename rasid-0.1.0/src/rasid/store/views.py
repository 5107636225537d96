"""The views that anyone may build on: their names and columns stay, whatever becomes of the tables beneath.

Described column by column in ``docs/store.md``. A test holds both to each other.
"""

from typing import Final

_MUTUAL_OR_AIMED: Final = (
    "(a.role = 'actor' AND b.role = 'recipient') OR (a.role = 'both' AND b.role = 'both' AND a.code <> b.code)"
)
VERBAL_COOPERATION: Final = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE")
MATERIAL_COOPERATION: Final = ("COOPERATE", "AID", "RETREAT")
VERBAL_CONFLICT: Final = ("REQUEST", "ACCUSE", "REJECT", "THREATEN")
MATERIAL_CONFLICT: Final = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def _count(quad: int, types: tuple[str, ...], name: str) -> str:
    ours = ", ".join(repr(t) for t in types)
    return f"count(*) FILTER (WHERE e.type IN ({ours}) OR o.quad = {quad}) AS {name}"


VIEWS: Final[dict[str, str]] = {
    "v_articles": """
SELECT a.id, a.version, a.date, a.date_from, a.title, a.url, a.source, a.language, a.coded, a.place, a.country,
    a.words, a.story, a.coder_version, a.found_at, a.added, a.notes, a.text, a.aid
FROM articles a WHERE a.live""",
    "v_events": """
SELECT e.id, e.date, e.date_end, e.date_precision, e.told_when, e.type, e.mode, e.actor, e.recipient, e.aux, e.context,
    e.status, e.disputed, e.asserted_by, e.alleged_by, e.denied_by, e.place, e.country, e.place_precision, e.lat, e.lon,
    e.amount, e.amount_low, e.amount_high, e.amount_unit, e.amount_of, e.cameo, e.score, e.confidence, e.reports,
    e.articles, e.sources, e.first_reported, e.last_reported, e.story, e.trigger, e.sentence, a.id AS article, a.url,
    a.title, e.event, e.aid
FROM events e JOIN articles a ON a.aid = e.aid""",
    "v_reports": """
SELECT r.id, e.id AS event_id, r.date, r.date_end, r.date_precision, r.told_when, r.type, r.mode, r.actor, r.recipient,
    r.aux, r.context, r.attribution, r.stance, e.status, r.place, r.country, r.place_precision, r.lat, r.lon, r.amount,
    r.amount_unit, r.amount_qualifier, r.amount_of, r.cameo, r.score, r.confidence, r.rule, r.trigger, r.sentence,
    r.starts, r.ends, r.notes, a.id AS article, a.date AS article_date, a.source, a.url, a.title, a.story, r.spans,
    r.coder_version, r.event, r.aid, r.rid
FROM reports r JOIN articles a ON a.aid = r.aid LEFT JOIN events e ON e.event = r.event WHERE r.live""",
    "v_ties": """
SELECT t.kind, t.from_actor, t.to_actor, min(t.since) AS since, max(t.until) AS until,
    CAST(count(*) AS BIGINT) AS reports, CAST(count(DISTINCT t.aid) AS BIGINT) AS articles,
    min(t.date) AS first_reported, max(t.date) AS last_reported,
    max(t.confidence) AS confidence, max(t.amount) AS amount, max(t.amount_unit) AS amount_unit, min(t.tid) AS tie
FROM ties t WHERE t.live GROUP BY t.kind, t.from_actor, t.to_actor""",
    "v_tie_reports": """
SELECT t.id, t.kind, t.from_actor, t.to_actor, t.attribution, t.since, t.until, t.date, t.amount, t.amount_unit,
    t.amount_qualifier, t.amount_of, t.confidence, t.rule, t.trigger, t.sentence, t.starts, t.ends, a.id AS article,
    a.source, a.url, a.title, t.spans, t.coder_version, t.tid, t.aid
FROM ties t JOIN articles a ON a.aid = t.aid WHERE t.live""",
    "v_actors": """
SELECT p.code, min(n.name) AS name, min(n.kind) AS kind, CAST(count(*) AS BIGINT) AS events,
    CAST(count(*) FILTER (WHERE p.role <> 'recipient') AS BIGINT) AS acted,
    CAST(count(*) FILTER (WHERE p.role <> 'actor') AS BIGINT) AS received,
    min(e.date) AS first_date, max(e.date) AS last_date
FROM parties p JOIN events e ON e.event = p.event LEFT JOIN entities n ON n.code = p.code
GROUP BY p.code""",
    "v_dyads_daily": f"""
SELECT e.date, a.code AS actor, b.code AS recipient, e.status, CAST(count(*) AS BIGINT) AS events,
    CAST(sum(e.reports) AS BIGINT) AS reports, sum(e.score) AS score_sum, avg(e.score) AS score_mean,
    {_count(1, VERBAL_COOPERATION, "verbal_cooperation")}, {_count(2, MATERIAL_COOPERATION, "material_cooperation")},
    {_count(3, VERBAL_CONFLICT, "verbal_conflict")}, {_count(4, MATERIAL_CONFLICT, "material_conflict")}
FROM events e JOIN parties a ON a.event = e.event JOIN parties b ON b.event = e.event AND ({_MUTUAL_OR_AIMED})
    LEFT JOIN types o ON o.type = e.type
WHERE e.date_precision IN ('day', 'report')
GROUP BY e.date, a.code, b.code, e.status""",
}
