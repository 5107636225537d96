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
_WORDS: Final = (
    "attribution, trigger, sentence, amount, amount_unit, amount_qualifier, amount_of, confidence, rule, coder_version"
)
_EVENT: Final = (
    "type, mode, actor, recipient, aux, context, told_when, date, date_end, date_precision, place, country, "
    "place_precision, lat, lon, cameo, score"
)
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
INSERT INTO reports (rid, event, aid, id, live, denial, starts, ends, spans, notes, stance, {_EVENT}, {_WORDS})
    SELECT n, n, aid, event_id, TRUE, FALSE, start, "end", '{{}}', [], stance, {_EVENT}, {_WORDS}
    FROM (SELECT row_number() OVER (ORDER BY aid, start, event_id) AS n, * FROM _told);
INSERT INTO events (event, id, aid, story, status, disputed, asserted_by, alleged_by, denied_by, amount, amount_low,
        amount_high, amount_unit, amount_of, confidence, reports, articles, sources, first_reported, last_reported,
        trigger, sentence, {_EVENT})
    SELECT event, id, aid, aid, t.status, [],
        CASE WHEN stance = 'asserts' THEN [t.voucher] ELSE [] END,
        CASE WHEN stance = 'alleges' THEN attribution ELSE [] END,
        CASE WHEN stance <> 'denies' THEN [] WHEN len(attribution) > 0 THEN attribution ELSE [t.voucher] END,
        amount, amount, amount, amount_unit, amount_of, confidence, 1, 1, 1, t.published, t.published,
        trigger, sentence, {_EVENT}
    FROM reports r JOIN (SELECT event_id, status, voucher, published FROM _told) t ON t.event_id = r.id;
INSERT INTO parties
    SELECT event, CASE WHEN len(recipient) > 0 OR len(actor) < 2 THEN 'actor' ELSE 'both' END,
        unnest(list_distinct(actor)) FROM events
    UNION ALL SELECT event, 'recipient', unnest(list_distinct(recipient)) FROM events;
INSERT INTO ties (tid, aid, id, live, kind, from_actor, to_actor, since, until, starts, ends, date, spans, {_WORDS})
    SELECT row_number() OVER (ORDER BY tie_id), a.aid, tie_id, TRUE, kind, from_actor, to_actor, since, until, start,
        "end", t.published, '{{}}', {_WORDS}
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
    except Exception as fault:
        engine.close()
        raise StoreError(f"{path} is no data set of `rasid run`: {fault}") from None
    return engine
