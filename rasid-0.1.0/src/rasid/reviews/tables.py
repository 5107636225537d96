"""The table that says which event each decision is about, today; filled by `settle`, never by people."""

from rasid.store.engine import Engine


def ensure(engine: Engine) -> None:
    """Make the table where it is absent."""
    engine.run(
        "CREATE TABLE IF NOT EXISTS verdicts (root BIGINT, event BIGINT, decision VARCHAR, reviewer VARCHAR, "
        "noted TIMESTAMP, decisions INTEGER)"
    )


def there(engine: Engine, table: str = "verdicts") -> bool:
    """Whether a table is in the store: one that is only read, or that nobody has reviewed, may lack it."""
    return bool(
        engine.rows(
            "SELECT 1 FROM information_schema.tables WHERE table_name = ? AND table_schema = current_schema()", (table,)
        )
    )
