"""Standing questions: put down, listed, taken back; their hits as a list and as Atom."""

from typing import Annotated, Any, Literal

import pyarrow as pa
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from rasid import alerts as book
from rasid.alerts.feed import MEDIA
from rasid.store import Store
from rasid.web import params
from rasid.web.api.common import READ_FAULTS, WRITE_FAULTS, listed, one, reading, writing
from rasid.web.formats import Page, dumps, json_response, respond, tagged
from rasid.web.problems import Problem, documented
from rasid.web.service import service_of
from rasid.web.tokens import Holder

router = APIRouter(tags=["alerts"])
AlertId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="The alert's id.")]
Format = Annotated[Literal["json", "csv", "arrow"] | None, Query(description="Instead of the Accept header.")]
Limit = Annotated[int, Query(ge=1, le=params.MOST, description="Hits at most.")]
_FEED: dict[int | str, dict[str, Any]] = {
    200: {"description": "An Atom feed.", "content": {"application/atom+xml": {"schema": {"type": "string"}}}},
    304: {"description": "What the client has is still right."},
    **documented(404, *READ_FAULTS),
}


class AlertIn(BaseModel):
    """A rule: filters of events, whom to tell, and perhaps a shift of a dyad's score."""

    model_config = ConfigDict(extra="forbid")
    name: params.Text
    type: list[params.Type] = []
    dyad: list[params.Party] | None = Field(None, min_length=2, max_length=2)
    actor: list[params.Party] = []
    recipient: list[params.Party] = []
    status: list[params.Status] = []
    aux: list[params.Aux] = []
    place: list[params.Text] = []
    text: params.Text | None = None
    source: list[params.Text] = []
    min_confidence: float | None = Field(None, ge=0, le=1)
    min_reports: int | None = Field(None, ge=1, le=1_000_000)
    falls_by: float | None = Field(None, ge=0.1, le=100, description="Deviations; needs a dyad.")
    rises_by: float | None = Field(None, ge=0.1, le=100)
    window: int | None = Field(None, ge=1, le=3650, description="Days.")
    history: int | None = Field(None, ge=5, le=36_500, description="Days.")
    webhook: params.Text | None = Field(None, description="An https address; signed with the secret.")
    secret: params.Text | None = None
    stdout: bool = Field(False, description="A line on the server's standard output.")


def alerts_page(store: Store) -> Page:
    """All alerts."""
    rows = [{**row, "rule": dumps(row["rule"]).decode(), "made": row["made"]} for row in book.listed(store.engine)]
    texts = [(name, pa.string()) for name in ("alert", "name", "rule", "owner")]
    numbers = [(name, pa.int64()) for name in ("hits", "waiting", "failed")]
    return Page(pa.Table.from_pylist(rows, pa.schema([*texts, ("made", pa.timestamp("us")), *numbers])))


def hits_page(store: Store, alert: str | None, limit: int) -> Page:
    """The latest hits of an alert, or of all; one row a hit with its first event."""
    kinds = {
        "hit": pa.string(), "alert": pa.string(), "name": pa.string(), "found": pa.timestamp("us"), "day": pa.date32(),
        "about": pa.string(), "deviations": pa.float64(), "event": pa.string(), "type": pa.string(),
        "actor": pa.list_(pa.string()), "recipient": pa.list_(pa.string()), "status": pa.string(),
        "sentence": pa.string(), "article": pa.string(), "url": pa.string(),
    }  # fmt: skip
    rows = []
    for hit in book.hits(store.engine, alert, limit=limit):
        first = hit["events"][0] if hit["events"] else {}
        row = {
            **hit,
            **{
                name: first.get(name) for name in ("type", "actor", "recipient", "status", "sentence", "article", "url")
            },
        }
        rows.append({**row, "event": first.get("id"), "deviations": hit.get("shift", {}).get("deviations")})
    return Page(pa.Table.from_pylist([{k: row.get(k) for k in kinds} for row in rows], pa.schema(list(kinds.items()))))


@router.get("/alerts", dependencies=[Depends(reading)], responses=listed("All alerts."))
def alerts(request: Request, format: Format = None) -> Response:
    """All standing questions, with how many hits they have and what waits to be delivered."""
    with service_of(request).reader() as store:
        page = alerts_page(store)
    return respond(request, page)


@router.post(
    "/alerts", status_code=201, responses=one("The alert, and the address of its feed.", *WRITE_FAULTS, status=201)
)
def put_down(request: Request, given: AlertIn, holder: Annotated[Holder | None, Depends(writing)]) -> Response:
    """Put a question down, or change the one of the same name. It looks at what comes in from now on."""
    service = service_of(request)
    wanted = {name: value for name, value in given.model_dump().items() if value not in (None, [], False)}
    rule = book.rule_of(wanted, allow_private=service.settings.private_hooks)
    with service.writer() as store:
        alert = book.add(store.engine, rule, owner=holder.name if holder else None)
    feed = f"/v1/alerts/{alert}/feed.atom"
    return json_response(
        {"alert": alert, "rule": rule.to_json(), "feed": feed}, 201, {"Location": f"/v1/alerts/{alert}/hits"}
    )


@router.get("/alerts/hits", dependencies=[Depends(reading)], responses=listed("The latest hits of all alerts."))
def all_hits(request: Request, limit: Limit = 100, format: Format = None) -> Response:
    """The latest hits of all alerts."""
    with service_of(request).reader() as store:
        page = hits_page(store, None, limit)
    return respond(request, page)


@router.get("/alerts/feed.atom", dependencies=[Depends(reading)], responses=_FEED)
def all_feeds(request: Request) -> Response:
    """The latest hits of all alerts as an Atom feed."""
    return _feed(request, None)


@router.get("/alerts/{alert}/hits", dependencies=[Depends(reading)], responses=listed("Its latest hits.", 404))
def hits(request: Request, alert: AlertId, limit: Limit = 100, format: Format = None) -> Response:
    """An alert's latest hits."""
    with service_of(request).reader() as store:
        _known(store, alert)
        page = hits_page(store, alert, limit)
    return respond(request, page)


@router.get("/alerts/{alert}/feed.atom", dependencies=[Depends(reading)], responses=_FEED)
def feed(request: Request, alert: AlertId) -> Response:
    """An alert's latest hits as an Atom feed."""
    return _feed(request, alert)


@router.delete("/alerts/{alert}", status_code=204, responses=documented(404, *WRITE_FAULTS))
def take_back(request: Request, alert: AlertId, holder: Annotated[Holder | None, Depends(writing)]) -> Response:
    """Take an alert back, with its hits."""
    with service_of(request).writer() as store:
        _known(store, alert)
        book.remove(store.engine, alert)
    return Response(status_code=204)


def _feed(request: Request, alert: str | None) -> Response:
    with service_of(request).reader() as store:
        if alert is not None:
            _known(store, alert)
        body = book.feed(store.engine, alert, address=str(request.url))
    return tagged(request, body, MEDIA)


def _known(store: Store, alert: str) -> None:
    if not any(row["alert"] == alert for row in book.listed(store.engine)):
        raise Problem(404, f"no alert {alert!r}")
