"""The data set of ``rasid run`` as a store: read as it lies, each report's event an event by itself.

Its Parquet files hold no texts, so nothing can be searched in them, recoded or merged; all else that a store answers it
answers: lists, dyads, networks, the server. Whoever wants reports of one act made one event ingests the articles.
"""

from pathlib import Path
from typing import Final

from rasid.store import schema
from rasid.store.duck import MEMORY, DuckEngine
from rasid.store.errors import StoreError

_FILES: Final = {"_events": "events/*/*.parquet", "_ties": "ties/*/*.parquet"}
_SHARED: Final = "trigger, sentence, amount, amount_unit, amount_qualifier, amount_of, confidence, rule, coder_version"
_FILL: Final = f"""
CREATE TEMP TABLE _articles AS
    SELECT row_number() OVER (ORDER BY published, article_id) AS aid, * FROM (
        SELECT article_id, min(published) AS published, min(title) AS title, min(url) AS url, min(source) AS source
        FROM (SELECT article_id, published, title, url, source FROM _events
              UNION ALL SELECT article_id, published, title, url, source FROM _ties) GROUP BY article_id);
INSERT INTO articles (aid, id, version, live, date, title, url, source, language, coded, story, notes)
    SELECT aid, article_id, 1, TRUE, published, title, url, source, 'ar', TRUE, aid, [] FROM _articles;
CREATE TEMP TABLE _told AS
    SELECT a.aid, coalesce(e.source, regexp_extract(e.url, '://([^/:?#]+)', 1), a.article_id) AS voucher, e.*
    FROM (SELECT DISTINCT ON (event_id) * FROM _events ORDER BY event_id) e JOIN _articles a USING (article_id);
INSERT INTO reports (rid, event, aid, id, live, type, mode, actor, recipient, aux, attribution, context, stance, denial,
        starts, ends, told_when, date, date_end, date_precision, place, country, place_precision, lat, lon, cameo, score,
        spans, notes, {_SHARED})
    SELECT n, n, aid, event_id, TRUE, type, mode, actor, recipient, aux, attribution, context, stance, FALSE,
        start, "end", told_when, date, date_end, date_precision, place, country, place_precision, lat, lon, cameo, score,
        '{{}}', [], {_SHARED}
    FROM (SELECT row_number() OVER (ORDER BY aid, start, event_id) AS n, * FROM _told);
INSERT INTO events (event, id, type, mode, actor, recipient, aux, context, status, disputed, asserted_by, alleged_by,
        denied_by, date, date_end, date_precision, told_when, place, country, place_precision, lat, lon, amount, amount_low,
        amount_high, amount_unit, amount_of, cameo, score, confidence, reports, articles, sources, first_reported,
        last_reported, story, trigger, sentence, aid)
    SELECT r.event, r.id, r.type, r.mode, r.actor, r.recipient, r.aux, r.context, t.status, [],
        CASE WHEN r.stance = 'asserts' THEN [t.voucher] ELSE [] END, CASE WHEN r.stance = 'alleges' THEN r.attribution ELSE [] END,
        CASE WHEN r.stance <> 'denies' THEN [] WHEN len(r.attribution) > 0 THEN r.attribution ELSE [t.voucher] END,
        r.date, r.date_end, r.date_precision, r.told_when, r.place, r.country, r.place_precision, r.lat, r.lon, r.amount,
        r.amount, r.amount, r.amount_unit, r.amount_of, r.cameo, r.score, r.confidence, 1, 1, 1, t.published, t.published,
        r.aid, r.trigger, r.sentence, r.aid
    FROM reports r JOIN _told t ON t.event_id = r.id;
INSERT INTO parties
    SELECT event, CASE WHEN len(recipient) > 0 OR len(actor) < 2 THEN 'actor' ELSE 'both' END, unnest(list_distinct(actor)) FROM events
    UNION ALL SELECT event, 'recipient', unnest(list_distinct(recipient)) FROM events;
INSERT INTO ties (tid, aid, id, live, kind, from_actor, to_actor, attribution, since, until, starts, ends, date, spans, {_SHARED})
    SELECT row_number() OVER (ORDER BY tie_id), a.aid, tie_id, TRUE, kind, from_actor, to_actor, attribution, since, until,
        start, "end", t.published, '{{}}', {_SHARED}
    FROM (SELECT DISTINCT ON (tie_id) * FROM _ties ORDER BY tie_id) t JOIN _articles a USING (article_id)
"""


def is_dataset(path: str) -> bool:
    """Is this the folder of a run's output?"""
    return (Path(path) / "done").is_dir()


def open_dataset(path: str) -> DuckEngine:
    """A store in memory that holds what the data set does. Raises StoreError for files that a run did not write."""
    from rasid.exports.table import TIES
    from rasid.scale.rows import EVENTS
    from rasid.store.rows import table

    engine = DuckEngine.open(MEMORY, read_only=False, wait=0)
    schema.migrate(engine)
    engine.name = path
    try:
        for name, files in _FILES.items():
            if any(Path(path).glob(files)):
                place = str(Path(path) / files).replace("'", "''")
                engine.run(
                    f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet('{place}', hive_partitioning = false)"
                )
            else:
                kinds = {"list": "texts", "int": "long"}
                columns = {key: kinds.get(kind, kind) for key, kind in (EVENTS if name == "_events" else TIES).items()}
                engine.connection.register(name, table([], columns))
        for statement in _FILL.split(";"):
            engine.run(statement)
        engine.run("DROP VIEW IF EXISTS _events")
    except Exception as fault:
        engine.close()
        raise StoreError(f"{path} is no data set of `rasid run`: {fault}") from None
    return engine
