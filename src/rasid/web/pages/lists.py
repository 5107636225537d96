"""The record's lists: events, articles, actors, dyads, in pages."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from rasid.records import TIE_KINDS
from rasid.store import Store
from rasid.store.filters import as_date
from rasid.store.query import ListName
from rasid.store.stance import STATUSES
from rasid.tables.custom import known_types
from rasid.web import params
from rasid.web.api.analysis import movers_page
from rasid.web.api.lists import page_of
from rasid.web.formats import Page
from rasid.web.pages.overview import moved_lately
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service

P = TypeVar("P", bound=params.Paged)
_ROWS: Final = 50
_MOVED: Final = 200
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
            rows = page.table.to_pylist()
            if name == "ties":
                _told(store, rows)
        values = {
            "rows": rows, "cursor": page.cursor, "types": known_types(), "statuses": STATUSES, "kinds": TIE_KINDS,
        }  # fmt: skip
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
        if since is None and until is None:
            frame, *period = moved_lately(store)
            page = Page.of(frame.head(_MOVED), since=period[0], until=period[1])
        else:
            if since is None:
                since = (as_date(str(until), last=True) - dt.timedelta(days=364)).isoformat()
            wanted = {"since": since, "until": until, "limit": _MOVED}
            page = movers_page(store, params.MoversParams.model_validate(wanted))
    more = dict(page.more)
    return View("dyads.html", {"rows": page.table.to_pylist(), "since": more["since"], "until": more["until"]}, page)


def _told(store: Store, ties: list[dict[str, Any]]) -> None:
    """Give each tie its latest report: ``sentence``, ``trigger``, ``article``, ``report``."""
    keys = {_key(tie): tie for tie in ties}
    sql = (
        "SELECT kind, from_actor, to_actor, sentence, trigger, article, id FROM v_tie_reports WHERE kind || '|' || "
        f"array_to_string(from_actor, ' ') || '|' || array_to_string(to_actor, ' ') IN ({', '.join('?' * len(keys))}) "
        "ORDER BY date"
    )
    for row in store.sql(sql, list(keys)).rows() if keys else ():
        tie = keys[_key(row)]
        tie |= {"sentence": row["sentence"], "trigger": row["trigger"], "article": row["article"], "report": row["id"]}


def _key(tie: Mapping[str, Any]) -> str:
    return "|".join((tie["kind"], " ".join(tie["from_actor"] or ()), " ".join(tie["to_actor"] or ())))
