"""What can go wrong with a store, said to people: what happened, that nothing is damaged, and what to do."""


class StoreError(Exception):
    """A store can't be opened, read or written. The message is one line and names the store.

    >>> str(StoreError("rasid.duckdb is in use by process 12: wait for it or stop it"))
    'rasid.duckdb is in use by process 12: wait for it or stop it'
    """


class StoreBusyError(StoreError):
    """Another process holds the store; trying again later will do."""


class StoreEmptyError(StoreError):
    """There is a database, and nothing of Rasid's in it yet."""


class QueryError(StoreError):
    """A filter, a cursor or a user's own SQL that makes no sense; the message quotes the part at fault."""
