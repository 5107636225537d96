"""For the tests of the page: a server over the example reports, and one over whatever a test puts in."""

import datetime as dt
import importlib.util
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import uvicorn

import rasid
from rasid.records import Article
from rasid.sources.document import Document
from rasid.web import Settings, create_app
from rasid.web.tokens import Tokens, default_path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def demo() -> ModuleType:
    """`scripts/demo.py`."""
    spec = importlib.util.spec_from_file_location("demo", ROOT / "scripts" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def token(db: str, name: str, *scopes: str) -> str:
    """A token for the server over `db`."""
    return Tokens(default_path(db)).add(name, list(scopes) or ["review"])


def put(db: str, *articles: tuple[str, str, str]) -> None:
    """Code (id, title, text) into a store."""
    made = [Article(name, text, dt.date(2024, 6, 20), title, None, "paper") for name, title, text in articles]
    with rasid.open(db, read_only=False) as store:
        store.ingest([Document(a, "test", "ar", "given", own_id=True) for a in made])


@contextmanager
def site(db: str, **settings: object) -> Iterator[str]:
    """A server over a store; gives its address."""
    app = create_app(db, Settings(workers=False, **settings))  # type: ignore[arg-type]
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
