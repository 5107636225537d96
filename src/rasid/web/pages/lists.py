"""The record's lists: events, articles, actors, dyads, in pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from rasid.records import TYPES
from rasid.store.query import ListName
from rasid.store.stance import STATUSES
from rasid.web import params
from rasid.web.api.analysis import movers_page
from rasid.web.api.lists import page_of
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service

P = TypeVar("P", bound=params.Paged)
_ROWS: Final = 50
_BRIEF: Final = "id,date,title,source,language,place,words,story"


def add(pages: Pages) -> None:
    """Mount the lists."""
    pages.add("/events", _list("events", params.EventFilters))
    pages.add("/articles", _list("articles", params.ArticleFilters))
    pages.add("/actors", _list("actors", params.EventFilters))
    pages.add("/ties", _list("ties", params.TieFilters))
    pages.add("/dyads", dyads)


def _list(name: ListName, kind: type[params.Paged]) -> Callable[[Asked, Service], View]:
    def build(asked: Asked, service: Service) -> View:
        wanted = checked(asked, kind)
        if name == "articles" and wanted.columns is None:
            wanted.columns = _BRIEF
        with service.reader() as store:
            page = page_of(store, name, wanted)
        values = {"rows": page.table.to_pylist(), "cursor": page.cursor, "types": TYPES, "statuses": STATUSES}
        return View(f"{name}.html", values, page)

    return build


def checked(asked: Asked, kind: type[P]) -> P:
    """The filters of the address, as the API takes them."""
    many = {name for name, found in kind.model_fields.items() if str(found.annotation).startswith("list")}
    given: dict[str, Any] = {}
    for name, value in asked.request.query_params.multi_items():
        if name in ("lang", "part") or not value.strip():
            continue
        if name in many:
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    given.setdefault("limit", _ROWS)
    try:
        return kind.model_validate(given)
    except ValidationError as fault:
        first = fault.errors()[0]
        raise Problem(422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def dyads(asked: Asked, service: Service) -> View:
    """Dyads by how far they moved in a period."""
    since, until = asked.day("since"), asked.day("until")
    with service.reader() as store:
        if since is None:
            last = store.sql("SELECT max(date) AS day FROM v_articles").rows()[0]["day"] or dt.date.today()
            since = (last - dt.timedelta(days=364)).isoformat()
        page = movers_page(store, params.MoversParams.model_validate({"since": since, "until": until, "limit": 200}))
    more = dict(page.more)
    return View("dyads.html", {"rows": page.table.to_pylist(), "since": more["since"], "until": more["until"]}, page)
