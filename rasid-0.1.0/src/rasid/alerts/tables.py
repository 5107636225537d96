"""The tables of alerts, in the store itself: what is found and what is delivered changes in one transaction."""

from rasid.reviews import tables as reviews
from rasid.store.engine import Engine

_TABLES = """
CREATE TABLE IF NOT EXISTS alerts (
    alert VARCHAR, name VARCHAR, rule VARCHAR, owner VARCHAR, made TIMESTAMP, mark BIGINT);
CREATE TABLE IF NOT EXISTS alert_hits (
    hit VARCHAR, alert VARCHAR, about VARCHAR, found TIMESTAMP, day DATE, body VARCHAR);
CREATE TABLE IF NOT EXISTS alert_deliveries (
    hit VARCHAR, alert VARCHAR, target VARCHAR, state VARCHAR, attempts INTEGER, due TIMESTAMP, sent TIMESTAMP,
    fault VARCHAR);
"""


def ensure(engine: Engine) -> None:
    """Make the tables that alerts and reviews need, where they are absent."""
    for statement in _TABLES.split(";"):
        if statement.strip():
            engine.run(statement)
    reviews.ensure(engine)


def there(engine: Engine) -> bool:
    """Whether the store has alerts at all."""
    return reviews.there(engine, "alerts")
