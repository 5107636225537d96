"""A server over a store in a thread of this process, at a free port: for pictures of the page and for its tests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from rasid.web import Settings, create_app


@contextmanager
def serving(db: str, **settings: object) -> Iterator[str]:
    """The address of a server over `db`, which runs while the context does."""
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
