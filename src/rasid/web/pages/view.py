"""How a view becomes a response: its page in one of two languages, or its data, with errors that people can read."""

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

import jinja2
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from rasid.alerts import AlertError
from rasid.analysis.frames import QUAD_OF, AnalysisError
from rasid.reviews import ReviewError
from rasid.store import QueryError, StoreBusyError, StoreError
from rasid.web.formats import MEDIA, Page, render, tagged, tagged_json
from rasid.web.pages import charts
from rasid.web.pages.marks import said
from rasid.web.pages.names import NameBook
from rasid.web.pages.wording import LANGS, Lang, label, say, word
from rasid.web.problems import TITLES, Problem
from rasid.web.service import Service, holder_of
from rasid.web.tokens import Holder

log: Final = logging.getLogger("rasid.web")
CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
COOKIE: Final = "rasid_token"
_PLAIN: Final = re.compile(r"[A-Za-z0-9/._~-]*")
_YEAR: Final = 365 * 24 * 3600
_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*(:[A-Z0-9_]+)?")


@dataclass(slots=True)
class View:
    """What a page shows: a template with its values, and the data behind it (a table, or one object)."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    table: Page | None = None
    data: Mapping[str, Any] | None = None
    status: int = 200
    go: str | None = None
    """Instead of a page: where to go."""


class Asked:
    """What the address and the form ask for, checked."""

    def __init__(self, request: Request, form: Mapping[str, str] | None = None) -> None:
        self.request = request
        self.form = dict(form or {})

    def text(self, name: str, most: int = 300) -> str:
        value = self.form.get(name, self.request.query_params.get(name, "")).strip()
        if "\x00" in value or len(value) > most:
            raise Problem(422, f"{name}: at most {most:,} characters")
        return value

    def day(self, name: str) -> str | None:
        value = self.text(name, 10)
        if value and not _DAY.fullmatch(value):
            raise Problem(422, f"{name}: a day like 2024-06-20, a month or a year")
        return value or None

    def among(self, name: str, choices: Iterable[str], default: str) -> str:
        value = self.text(name, 60)
        return value if value in choices else default

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def code(self, name: str) -> str:
        value = self.path(name)
        if not _CODE.fullmatch(value) or len(value) > 60:
            raise Problem(404, "no such actor")
        return value


Build = Callable[[Asked, Service], View]


class Pages:
    """The views of one running server."""

    def __init__(self, app: FastAPI, service: Service) -> None:
        self._app = app
        self._service = service
        self.names = NameBook(service.tables)
        self._env = jinja2.Environment(
            loader=jinja2.PackageLoader("rasid.web.pages"), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._env.globals["said"] = said

    def add(self, path: str, build: Build, *, data: bool = True, methods: tuple[str, ...] = ("GET",)) -> None:
        """Serve a view at `path`, and its data at ``path.json`` and ``path.csv``."""

        async def answer(request: Request) -> Response:
            return await self._answer(request, build)

        if data:
            suffixed = "/overview" if path == "/" else path
            self._app.add_route(suffixed + ".{kind:kind}", answer, methods=list(methods), include_in_schema=False)
        self._app.add_route(path, answer, methods=list(methods), include_in_schema=False)

    async def _answer(self, request: Request, build: Build) -> Response:
        kind = request.path_params.get("kind")
        try:
            asked = Asked(request, await form_of(request))
            self._may_read(request)
            view = await run_in_threadpool(build, asked, self._service)
            if kind:
                return _data(request, view, kind)
            if view.go is not None:
                return RedirectResponse(view.go, 303)
            return await run_in_threadpool(self.page, request, view)
        except Exception as fault:
            status, detail = _fault(fault)
            if kind:
                raise Problem(status, detail) from None
            signing_in = status == 401
            shown = {"status": status, "title": TITLES.get(status, ""), "detail": detail}
            template = "signin.html" if signing_in else "error.html"
            return self.page(
                request, View(template, {"fault": shown, "wrong": False, "back": _here(request)}, status=status)
            )

    def _may_read(self, request: Request) -> None:
        if self._service.settings.private and holder(request, self._service) is None:
            raise Problem(401, "this server is private")

    def page(self, request: Request, view: View) -> Response:
        lang = language(request)
        query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "part")]
        person = _quietly(request, self._service)

        def t(key: str) -> str:
            return say(key, lang)

        def name(code: str) -> str:
            return self.names.name(code, lang)

        def address(path: str, **more: Any) -> str:
            kept = {k: str(v) for k, v in more.items() if v not in (None, "")}
            if all(map(_PLAIN.fullmatch, kept.values())):
                return _quoted(path) + ("?" + "&".join(f"{k}={v}" for k, v in kept.items()) if kept else "")
            return _quoted(path) + ("?" + urlencode(kept) if kept else "")

        def same(**more: Any) -> str:
            pairs = [(k, v) for k, v in query if k not in more] + [(k, v) for k, v in more.items() if v is not None]
            return _quoted(request.url.path) + ("?" + urlencode(pairs) if pairs else "")

        def data_at(kind: str) -> str:
            path = "/overview" if request.url.path == "/" else request.url.path
            return _quoted(f"{path}.{kind}") + ("?" + urlencode(query) if query else "")

        other = "en" if lang == "ar" else "ar"
        html = self._env.get_template(view.template).render(
            view.values, t=t, name=name, label=lambda v: label(str(v), lang), lang=lang, other=other,
            dir="rtl" if lang == "ar" else "ltr", theme=request.cookies.get("theme", ""), address=address, same=same,
            data_at=data_at, has_data=view.table is not None or view.data is not None, has_table=view.table is not None,
            path=request.url.path,
            tone=charts.tone, shade=charts.shade, quad=lambda kind: QUAD_OF.get(kind, ""), person=person,
            asked=request.query_params, number=number, word=lambda group, key: word(group, key, lang),
        )  # fmt: skip
        headers = {
            "Content-Security-Policy": CSP,
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie, Accept-Language",
        }
        response = HTMLResponse(html, view.status, headers)
        if request.query_params.get("lang") in LANGS:
            response.set_cookie("lang", lang, max_age=_YEAR, samesite="lax")
        return response


def holder(request: Request, service: Service) -> Holder | None:
    """Who is signed in, by the page's cookie or by a bearer token."""
    secret = request.cookies.get(COOKIE, "")
    return (service.tokens.holder(secret) if secret else None) or holder_of(request)


def language(request: Request) -> Lang:
    """The language of the page: asked for, remembered, or the browser's."""
    for wanted in (request.query_params.get("lang"), request.cookies.get("lang")):
        if wanted in LANGS:
            return "ar" if wanted == "ar" else "en"
    return "ar" if request.headers.get("accept-language", "").lower().startswith("ar") else "en"


def number(value: float | None, digits: int = 1, sign: bool = False) -> Markup | str:
    """A figure as the page writes it: a true minus, always as many digits."""
    if value is None:
        return Markup("&ndash;")
    told = f"{value:{'+' if sign else ''},.{digits}f}".replace("-", "\N{MINUS SIGN}")
    return told if any(c in "123456789" for c in told) else told.lstrip("+\N{MINUS SIGN}")


def _quoted(path: str) -> str:
    """A path for an address; most need nothing, and a chart has hundreds."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/:@!$&'()*+,;=-._~")


def same_site(request: Request) -> bool:
    """Does a form come from our own page?"""
    origin = request.headers.get("origin")
    if origin is not None:
        return origin.partition("://")[2] == request.headers.get("host")
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def form_of(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return {}
    if not same_site(request):
        raise Problem(403, "this form was sent from another site")
    from urllib.parse import parse_qs

    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qs(body, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise Problem(400, "that is no form of ours") from None
    return {name: " ".join(values) for name, values in pairs.items()}


def _quietly(request: Request, service: Service) -> Holder | None:
    try:
        return holder(request, service)
    except Problem:
        return None


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _data(request: Request, view: View, kind: str) -> Response:
    if kind == "json" and view.data is not None:
        return tagged_json(request, view.data)
    if view.table is None:
        raise Problem(404, f"this page has no data as {kind}")
    known = "csv" if kind == "csv" else "json"
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    return tagged(request, render(view.table, "csv" if kind == "csv" else "json"), MEDIA[known], headers)  # type: ignore[index]


def _fault(fault: Exception) -> tuple[int, str]:
    """The status and the words for whatever went wrong."""
    if isinstance(fault, Problem):
        return fault.status, fault.detail
    if isinstance(fault, (QueryError, AnalysisError, AlertError, ReviewError)):
        return 422, str(fault)
    if isinstance(fault, StoreBusyError):
        return 503, str(fault)
    if isinstance(fault, StoreError) and ("nterrupt" in str(fault) or "cancel" in str(fault)):
        return 504, "the answer took too long: narrow the question"
    log.exception("a page broke", exc_info=fault)
    return 500, "an error of ours; the server's log has it"


def today() -> dt.date:
    """Today, where the record has no day of its own."""
    return dt.datetime.now(dt.UTC).date()
