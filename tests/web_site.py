"""For the tests of the page: a server over the example reports, and one over whatever a test puts in."""

import datetime as dt
import importlib.util
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType

import rasid
from rasid.records import Article
from rasid.sources.document import Document
from rasid.web.tokens import Tokens, default_path

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def script(name: str) -> ModuleType:
    """A module of `scripts/`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
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


def site(db: str, **settings: object) -> AbstractContextManager[str]:
    """A server over a store, as a context that gives its address."""
    server: AbstractContextManager[str] = script("serving").serving(db, **settings)
    return server
