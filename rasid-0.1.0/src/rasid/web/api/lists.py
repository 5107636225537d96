"""The lists of the store, articles taken in, and one article, event or actor by its name."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Final

import pyarrow as pa
from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rasid.records import Article, record_id
from rasid.reviews import history, tables
from rasid.sources.document import Document
from rasid.sources.language import language_of
from rasid.store import Store
from rasid.store.query import ListName
from rasid.web import params
from rasid.web.api.common import READ_FAULTS, WRITE_FAULTS, listed, one, reading, writing
from rasid.web.formats import Page, json_response, respond, tagged_json
from rasid.web.params import Asked, Paged
from rasid.web.problems import Problem
from rasid.web.service import service_of
from rasid.web.tokens import Holder

router = APIRouter(tags=["record"])
Name = Annotated[str, Path(min_length=1, max_length=300, pattern=r"^[^\x00/]+$", description="Its id.")]
_MOST_ARTICLES: Final = 200
_MOST_EVENTS: Final = 100_000  # of one article: a limit, for the faster way


def page_of(store: Store, name: ListName, asked: Paged) -> Page:
    """A page of one of the store's lists: what the API, the page and anything else show."""
    rows = store.list(name, limit=asked.limit, cursor=asked.cursor, columns=asked.chosen(), **asked.filters())
    table = rows.arrow()
    if name == "events" and "id" in table.column_names and asked.columns is None:
        table = with_reviews(store, table)
    return Page(table, rows.cursor)


def with_reviews(store: Store, table: pa.Table) -> pa.Table:
    """Events with a column ``review``: the last decision about each (accept, correct, add), or null."""
    ids = table.column("id").to_pylist()
    known: dict[str, str] = {}
    if ids and tables.there(store.engine):
        marks = ", ".join("?" * len(ids))
        sql = (
            f"SELECT e.id, v.decision FROM verdicts v JOIN (SELECT id, event FROM v_events WHERE id IN ({marks})) e "
            "ON e.event = v.event"
        )
        known = {row["id"]: row["decision"] for row in store.sql(sql, ids)} if _reviewed(store) else {}
    return table.append_column("review", pa.array([known.get(name) for name in ids], pa.string()))


def _reviewed(store: Store) -> bool:
    return bool(store.engine.rows("SELECT 1 FROM verdicts LIMIT 1"))


def _list(request: Request, name: ListName, asked: Paged) -> Response:
    with service_of(request).reader() as store:
        page = page_of(store, name, asked)
    return respond(request, page)


@router.get("/articles", dependencies=[Depends(reading)], responses=listed("Articles, the newest first."))
def articles(request: Request, asked: Annotated[params.ArticleFilters, Asked]) -> Response:
    """Articles in their latest versions. Without `columns` their texts come along."""
    return _list(request, "articles", asked)


@router.get("/events", dependencies=[Depends(reading)], responses=listed("Events, the newest first."))
def events(request: Request, asked: Annotated[params.EventFilters, Asked]) -> Response:
    """Events, each once however many articles report it; what people decided is in `review` and already counted."""
    return _list(request, "events", asked)


@router.get("/reports", dependencies=[Depends(reading)], responses=listed("Reports of events, the newest first."))
def reports(request: Request, asked: Annotated[params.ReportFilters, Asked]) -> Response:
    """Each report of each event with its words and spans: the machine's coding, as it is."""
    return _list(request, "reports", asked)


@router.get("/ties", dependencies=[Depends(reading)], responses=listed("Ties, those most reported first."))
def ties(request: Request, asked: Annotated[params.TieFilters, Asked]) -> Response:
    """Standing relations, summed up over their reports."""
    return _list(request, "ties", asked)


@router.get("/tie-reports", dependencies=[Depends(reading)], responses=listed("Reports of ties, the newest first."))
def tie_reports(request: Request, asked: Annotated[params.TieFilters, Asked]) -> Response:
    """Each report of each tie with its words."""
    return _list(request, "tie_reports", asked)


@router.get("/actors", dependencies=[Depends(reading)], responses=listed("Actors, the busiest first."))
def actors(request: Request, asked: Annotated[params.EventFilters, Asked]) -> Response:
    """Who takes part in the events that the filters leave."""
    return _list(request, "actors", asked)


@router.get(
    "/articles/{name}", dependencies=[Depends(reading)],
    responses=one("The article with its events, ties and mentions.", 404, *READ_FAULTS),
)  # fmt: skip
def article(request: Request, name: Name) -> Response:
    """One article: its text, and all that was read in it, with spans."""
    with service_of(request).reader() as store:
        found = whole_article(store, name)
    if found is None:
        raise Problem(404, f"no article {name!r}")
    return tagged_json(request, found)


def whole_article(store: Store, name: str) -> dict[str, Any] | None:
    """The article's row with ``events`` (its reports), ``ties`` and ``mentions``; None where there is none."""
    found = store.list("articles", id=name).rows()
    if not found:
        return None
    sql = (
        "SELECT m.kind, m.text, m.starts, m.ends, m.codes, m.value FROM mentions m "
        "JOIN (SELECT aid FROM v_articles WHERE id = ?) a ON a.aid = m.aid ORDER BY m.starts, m.n"
    )
    return {
        **found[0], "events": store.list("reports", limit=_MOST_EVENTS, article=name).rows(),
        "ties": store.list("tie_reports", article=name).rows(), "mentions": store.sql(sql, (name,)).rows(),
    }  # fmt: skip


@router.get(
    "/events/{name}", dependencies=[Depends(reading)],
    responses=one("The event with its reports and decisions.", 404, *READ_FAULTS),
)  # fmt: skip
def event(request: Request, name: Name) -> Response:
    """One event: every report of it, who asserts, alleges or denies it, and every decision about it."""
    with service_of(request).reader() as store:
        found = store.list("events", id=name)
        decisions = history(store.engine, event=name)
        if not len(found) and not decisions:
            raise Problem(404, f"no event {name!r}")
        shown = with_reviews(store, found.arrow()).to_pylist()[0] if len(found) else {"id": name, "review": "reject"}
        told = store.list("reports", event=name).rows() if len(found) else []
    return tagged_json(request, {**shown, "told_by": told, "decisions": decisions})


class ArticleIn(BaseModel):
    """A report to be kept and coded."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00]*$")]
    id: Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00/]+$")] | None = None
    date: dt.date | None = None
    title: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] | None = None
    url: Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\x00\s]+$")] | None = None
    source: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")] | None = None


class ArticlesIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    articles: list[ArticleIn] = Field(min_length=1, max_length=_MOST_ARTICLES)


@router.post("/articles", responses=one("What became of them.", *WRITE_FAULTS))
def take_in(request: Request, given: ArticlesIn, holder: Annotated[Holder | None, Depends(writing)]) -> Response:
    """Keep and code articles, as `rasid ingest` does: the same again changes nothing, a correction makes a version."""
    service = service_of(request)
    most = service.settings.characters
    for one_of_them in given.articles:
        if len(one_of_them.text) > most:
            raise Problem(413, f"a text has {most:,} characters at most")
    with service.writer() as store:
        tally = store.ingest(_documents(given.articles), source=f"API: {holder.name if holder else ''}")
    names = ("read", "added", "corrected", "unchanged", "kept", "rejected", "events", "ties")
    return json_response({name: getattr(tally, name) for name in names})


def _documents(given: Sequence[ArticleIn]) -> list[Document]:
    return [
        Document(
            Article(a.id or record_id("text", a.text), a.text, a.date, a.title, a.url, a.source), "API",
            language_of(a.text), "given" if a.date else None,
            own_id=a.id is not None,
        )
        for a in given
    ]  # fmt: skip
