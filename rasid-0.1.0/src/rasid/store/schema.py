"""The tables, and how a store of an older version becomes one of today's.

`MIGRATIONS` is only ever appended to: a store remembers the last one that it went through. The SQL is what DuckDB and
PostgreSQL both read; ``{blob}`` and ``{double}`` are filled in. The picture is in ``docs/store.md``.
"""

import datetime as dt
from typing import Final

from rasid.store.engine import Engine
from rasid.store.errors import StoreError
from rasid.store.views import VIEWS

FIRST: Final = """
CREATE TABLE runs (
    run BIGINT, command VARCHAR, source VARCHAR, state VARCHAR, started TIMESTAMP, finished TIMESTAMP,
    coder_version VARCHAR, tables_hash VARCHAR, read BIGINT, added BIGINT, corrected BIGINT, unchanged BIGINT,
    kept BIGINT, rejected BIGINT, recoded BIGINT, events BIGINT, ties BIGINT, message VARCHAR);
CREATE TABLE articles (
    aid BIGINT, id VARCHAR, version INTEGER, live BOOLEAN, hash VARCHAR, date DATE, date_from VARCHAR, title VARCHAR,
    url VARCHAR, source VARCHAR, language VARCHAR, coded BOOLEAN, coder_version VARCHAR, story BIGINT, place VARCHAR,
    country VARCHAR, words INTEGER, found_at VARCHAR, added TIMESTAMP, run BIGINT, notes VARCHAR[], text VARCHAR);
CREATE TABLE originals (aid BIGINT, media VARCHAR, data {blob});
CREATE TABLE reports (
    rid BIGINT, event BIGINT, aid BIGINT, id VARCHAR, live BOOLEAN, n INTEGER, merge_key BIGINT, type VARCHAR,
    mode VARCHAR, actor VARCHAR[], recipient VARCHAR[], aux VARCHAR[], attribution VARCHAR[], context VARCHAR[],
    stance VARCHAR, denial BOOLEAN, trigger VARCHAR, sentence VARCHAR, starts INTEGER, ends INTEGER,
    told_when VARCHAR, date DATE, date_end DATE, date_precision VARCHAR, amount {double}, amount_unit VARCHAR,
    amount_qualifier VARCHAR, amount_of VARCHAR, place VARCHAR, country VARCHAR, place_precision VARCHAR, lat {double},
    lon {double}, cameo VARCHAR, score {double}, confidence {double}, rule VARCHAR, spans VARCHAR, notes VARCHAR[],
    coder_version VARCHAR, run BIGINT);
CREATE TABLE events (
    event BIGINT, id VARCHAR, merge_key BIGINT, type VARCHAR, mode VARCHAR, actor VARCHAR[], recipient VARCHAR[],
    aux VARCHAR[], context VARCHAR[], status VARCHAR, disputed VARCHAR[], asserted_by VARCHAR[], alleged_by VARCHAR[],
    denied_by VARCHAR[], date DATE, date_end DATE, date_precision VARCHAR, told_when VARCHAR, place VARCHAR,
    country VARCHAR, place_precision VARCHAR, lat {double}, lon {double}, amount {double}, amount_low {double},
    amount_high {double}, amount_unit VARCHAR, amount_of VARCHAR, cameo VARCHAR, score {double}, confidence {double},
    reports INTEGER, articles INTEGER, sources INTEGER, first_reported DATE, last_reported DATE, story BIGINT,
    trigger VARCHAR, sentence VARCHAR, aid BIGINT);
CREATE TABLE parties (event BIGINT, role VARCHAR, code VARCHAR);
CREATE TABLE ties (
    tid BIGINT, aid BIGINT, id VARCHAR, live BOOLEAN, n INTEGER, kind VARCHAR, from_actor VARCHAR[],
    to_actor VARCHAR[], attribution VARCHAR[], since VARCHAR, until VARCHAR, trigger VARCHAR, sentence VARCHAR,
    starts INTEGER, ends INTEGER, amount {double}, amount_unit VARCHAR, amount_qualifier VARCHAR, amount_of VARCHAR,
    date DATE, confidence {double}, rule VARCHAR, spans VARCHAR, coder_version VARCHAR, run BIGINT);
CREATE TABLE mentions (
    aid BIGINT, n INTEGER, kind VARCHAR, starts INTEGER, ends INTEGER, text VARCHAR, codes VARCHAR[], value VARCHAR);
CREATE TABLE entities (code VARCHAR, kind VARCHAR, name VARCHAR);
CREATE TABLE places (name VARCHAR, country VARCHAR, precision VARCHAR, lat {double}, lon {double});
CREATE TABLE rejects (run BIGINT, noted TIMESTAMP, found_at VARCHAR, reason VARCHAR);
CREATE TABLE reviews (
    review BIGINT, noted TIMESTAMP, reviewer VARCHAR, decision VARCHAR, article VARCHAR, event VARCHAR, starts INTEGER,
    ends INTEGER, correction VARCHAR, comment VARCHAR);
CREATE TABLE postings (term BIGINT, aid BIGINT);
CREATE TABLE sketches (aid BIGINT, date DATE, terms {blob}, shingles {blob}, facts {blob},
    names {blob}, heads {blob});
CREATE TABLE feeds (
    url VARCHAR, etag VARCHAR, modified VARCHAR, fetched TIMESTAMP, status VARCHAR, failures INTEGER, seen BIGINT);
"""
_FIRST_POSTGRES: Final = """
CREATE UNIQUE INDEX ON articles (aid); CREATE UNIQUE INDEX ON articles (id, hash); CREATE INDEX ON articles (date, id);
CREATE INDEX ON articles (story); CREATE UNIQUE INDEX ON reports (rid); CREATE INDEX ON reports (aid);
CREATE INDEX ON reports (event); CREATE INDEX ON reports (merge_key, date); CREATE UNIQUE INDEX ON events (event);
CREATE INDEX ON events (merge_key, date); CREATE INDEX ON events (date, id); CREATE INDEX ON events USING gin (actor);
CREATE INDEX ON events USING gin (recipient); CREATE INDEX ON parties (event); CREATE INDEX ON parties (code);
CREATE INDEX ON ties (aid); CREATE INDEX ON mentions (aid); CREATE INDEX ON postings (term);
CREATE INDEX ON postings (aid); CREATE INDEX ON sketches (aid); CREATE INDEX ON sketches (date);
CREATE UNIQUE INDEX ON feeds (url); CREATE INDEX ON originals (aid);
"""
_TYPES_OF_OWN: Final = "CREATE TABLE types (type VARCHAR, quad INTEGER, gloss VARCHAR)"
MIGRATIONS: Final[tuple[tuple[str, str], ...]] = ((FIRST, _FIRST_POSTGRES), (_TYPES_OF_OWN, ""))
"""For each version: what both databases run, and what PostgreSQL runs besides (its indexes)."""
VERSION: Final = len(MIGRATIONS)
_TYPES: Final = {
    "duckdb": {"blob": "BLOB", "double": "DOUBLE"},
    "postgresql": {"blob": "BYTEA", "double": "DOUBLE PRECISION"},
}


def version_of(engine: Engine) -> int:
    """The version of a store's tables; 0 for an empty one. Raises StoreError for a database of somebody else's."""
    schema = "current_schema()"
    found = engine.rows(f"SELECT table_name FROM information_schema.tables WHERE table_schema = {schema}")
    names = {row[0] for row in found}
    if "rasid_schema" in names:
        return int(engine.rows("SELECT coalesce(max(version), 0) FROM rasid_schema")[0][0])
    if names & {"articles", "events", "reports", "runs", "ties"}:
        raise StoreError(f"{engine.name} holds other tables of the same names and is no store of Rasid's: take another")
    return 0


def check(engine: Engine) -> int:
    """The version of the store, if this Rasid can work with it; raises StoreError for a newer one."""
    version = version_of(engine)
    if version > VERSION:
        raise StoreError(
            f"{engine.name} was made by a newer Rasid (its tables are of version {version}, this one knows {VERSION}): "
            "`pip install -U rasid`; nothing was changed"
        )
    return version


def migrate(engine: Engine) -> None:
    """Bring the store's tables to `VERSION`, in one transaction; does nothing to one that is there already."""
    if check(engine) == VERSION:
        return
    with engine.transaction():
        engine.lock_for_writing()
        version = check(engine)
        if version == 0:
            engine.run("CREATE TABLE IF NOT EXISTS rasid_schema (version INTEGER, noted TIMESTAMP)")
        for number, (both, postgres) in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(both.format(**_TYPES[engine.dialect])):
                engine.run(statement)
            if engine.dialect == "postgresql":
                for statement in _statements(postgres):
                    engine.run(statement)
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
            engine.run("INSERT INTO rasid_schema VALUES (?, ?)", (number, now))
        for name, sql in VIEWS.items():
            engine.run(f"DROP VIEW IF EXISTS {name}")
            engine.run(f"CREATE VIEW {name} AS {sql}")


def _statements(script: str) -> list[str]:
    return [statement.strip() for statement in script.split(";") if statement.strip()]
