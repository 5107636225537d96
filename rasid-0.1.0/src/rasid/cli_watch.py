"""`rasid watch`: keep following feeds."""

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli_options import DbOption, JobsOption, PrivateOption, TablesOption, fail
from rasid.cli_store import open_for, stopping

if TYPE_CHECKING:
    from rasid.sources.fetch import Fetcher
    from rasid.sources.watch import Feed


def watch_command(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.TOML", help="The feeds: [[feed]] url, source, every.")],
    db: DbOption = "rasid.duckdb",
    jobs: JobsOption = 1,
    once: Annotated[bool, typer.Option("--once", help="Visit each feed once and end (for cron).")] = False,
    allow_private: PrivateOption = False,
    tables: TablesOption = None,
) -> None:
    """Follow feeds: visit each when it is due, keep what is new. Between visits the store is free for others."""
    try:
        from rasid.sources.fetch import Fetcher, Manners
        from rasid.sources.watch import WatchError, read_watch_list
    except ImportError as fault:
        fail(f"watch needs {fault.name}: pip install 'rasid[store]'", 2)
    try:
        listed = read_watch_list(feeds)
    except WatchError as fault:
        fail(str(fault), 2)
    stop = threading.Event()
    due = dict.fromkeys(listed, 0.0)
    with stopping(stop), Fetcher(Manners(allow_private=allow_private)) as fetcher:
        while not stop.is_set():
            now = time.monotonic()
            for feed in [feed for feed in listed if due[feed] <= now]:
                if stop.is_set():
                    break
                _visit(feed, db, fetcher, jobs, stop)
                due[feed] = time.monotonic() + feed.every
            if once:
                return
            stop.wait(max(min(due.values()) - time.monotonic(), 0.0))


def _visit(feed: "Feed", db: str, fetcher: "Fetcher", jobs: int, stop: threading.Event) -> None:
    from rasid.alerts import STDOUT, deliver
    from rasid.sources.web import read_web
    from rasid.store.memory import StoreMemory

    with open_for(db, read_only=False) as store:
        memory = StoreMemory(store.engine)
        documents = list(read_web(feed.url, fetcher, memory, feed.source))
        if documents:
            tally = store.ingest(
                documents,
                source=feed.url,
                jobs=jobs,
                stop=stop,
                on_reject=lambda r: typer.echo(f"rasid: {r}", err=True),
            )
            typer.echo(f"{time.strftime('%H:%M:%S')} {feed.url}: {tally.added} new, {tally.events} events")
            deliver(store.engine, only=STDOUT)
        if not stop.is_set():
            memory.save()
