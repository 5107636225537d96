"""The application: the API, the page where it is installed, and the worker that answers standing questions."""

import contextlib
import importlib
import importlib.util
import logging
import threading
from collections.abc import AsyncIterator
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware

from rasid import __version__
from rasid.web import problems
from rasid.web.api import router
from rasid.web.formats import tagged_json
from rasid.web.limits import Limits
from rasid.web.service import Service, Settings

log: Final = logging.getLogger("rasid.web")
_PATIENCE: Final = 5.0  # seconds that a delivery at hand may hold up the end
_ROUND: Final = 15.0  # seconds between two looks for deliveries that are due
_DESCRIPTION: Final = """Who did what to whom, read out of Arabic news.

Every list comes as JSON, CSV or Arrow (`Accept` or `?format=`), in pages (`limit`, `cursor`; `Link: …; rel="next"`),
with an `ETag`. Errors are `application/problem+json`. Writing needs a token (`rasid token add`)."""


def create_app(db: str, settings: Settings | None = None) -> FastAPI:
    """The application over a store. It opens the store when it starts and lets go of it when it ends.

    If there is a module `rasid.web.pages`, its `install(app, service)` is called once the store is open: it mounts the
    page and whatever it serves.
    """
    settings = settings or Settings()

    @contextlib.asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        service = Service(db, settings)
        app.state.service = service
        service.tables  # noqa: B018 - loaded before the first request, not in it
        threading.Thread(target=_warm, daemon=True).start()
        worker = _Worker(service) if settings.workers and not settings.read_only else None
        try:
            if _pages is not None:
                _pages.install(app, service)
            yield
        finally:
            if worker:
                worker.stop()
            service.close()

    app = FastAPI(
        title="Rasid", version=__version__, description=_DESCRIPTION, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url="/v1/openapi.json",
    )  # fmt: skip
    problems.install(app)
    app.include_router(router)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware, allow_origins=list(settings.origins), allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"], expose_headers=["ETag", "Link"],
        )  # fmt: skip
    app.add_middleware(Limits, body=settings.body)

    @app.get("/v1", include_in_schema=False)
    def index(request: Request) -> Response:
        paths = sorted(path for path in app.openapi()["paths"] if path != "/v1")
        return tagged_json(request, {"version": __version__, "openapi": "/v1/openapi.json", "paths": paths})

    return app


def _warm() -> None:
    """Import what the first question about a network would otherwise wait for."""
    for name in ("networkx", "scipy.sparse"):
        importlib.import_module(name)


def _load_pages() -> Any:
    if importlib.util.find_spec("rasid.web.pages") is None:
        return None
    return importlib.import_module("rasid.web.pages")


_pages: Any = _load_pages()


class _Worker:
    """Evaluates and delivers alerts in a thread of its own: after every write, and every so often."""

    def __init__(self, service: Service) -> None:
        from rasid import alerts

        self._service = service
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._alerts = alerts
        self._engine = service.store.engine.cursor()
        service.after_write.append(self._wake.set)
        with service.lock():
            alerts.recover(self._engine)
        self._thread = threading.Thread(target=self._run, name="rasid-alerts", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._service.lock():
                    self._alerts.evaluate(self._engine, self._stopped)
                while not self._stopped.is_set():
                    private = self._service.settings.private_hooks
                    if self._alerts.deliver(
                        self._engine, allow_private=private, locked=self._service.lock, stop=self._stopped
                    ) == (0, 0):  # fmt: skip
                        break
            except Exception:
                log.exception("alerts: will try again")
            self._wake.wait(_ROUND)
            self._wake.clear()

    def stop(self) -> None:
        """After the delivery at hand, or without its answer: then the next server repeats it, and says so."""
        self._stopped.set()
        self._wake.set()
        self._thread.join(timeout=_PATIENCE)
        self._engine.close()
