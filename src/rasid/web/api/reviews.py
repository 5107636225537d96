"""Review as data: decisions taken down, listed, drawn for, compared, exported."""

from typing import Annotated, Any, Literal

import pyarrow as pa
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rasid import reviews as book
from rasid.store import Store
from rasid.web import params
from rasid.web.api.common import READ_FAULTS, WRITE_FAULTS, listed, one, reading, reviewing
from rasid.web.api.lists import with_reviews
from rasid.web.formats import Page, dumps, json_response, respond, tagged, tagged_json
from rasid.web.problems import Problem, documented
from rasid.web.service import service_of
from rasid.web.tokens import Holder

router = APIRouter(prefix="/reviews", tags=["reviews"])
Clean = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Codes = list[params.Code]


class Changes(BaseModel):
    """What shall be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")
    type: params.Type | None = None
    mode: Clean | None = None
    actor: Codes | None = None
    recipient: Codes | None = None
    aux: list[params.Aux] | None = None
    attribution: Codes | None = None
    when: params.Day | None = None
    context: list[Clean] | None = None


class ReviewIn(BaseModel):
    """A decision: accept, correct or reject an event, or add one that was missed."""

    model_config = ConfigDict(extra="forbid")
    decision: Literal["accept", "correct", "reject", "add"]
    event: Clean | None = Field(None, description="The event's id, for all but add.")
    article: Clean | None = Field(None, description="For add: in which article.")
    span: Annotated[list[Annotated[int, Field(ge=0, le=2**31 - 1)]], Field(min_length=2, max_length=2)] | None = Field(
        None, description="For add: where the trigger stands, [start, end) in characters."
    )
    changes: Changes | None = None
    comment: Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")] = ""


@router.post("", status_code=201, responses=one("The decision as it is kept.", 404, *WRITE_FAULTS, status=201))
def decide(request: Request, given: ReviewIn, holder: Annotated[Holder | None, Depends(reviewing)]) -> Response:
    """Take a decision down. It counts at once, in every list and figure; the machine's own coding stays in reports.

    The reviewer is who holds the token.
    """
    changes = given.changes.model_dump(exclude_unset=True) if given.changes else None
    with service_of(request).writer() as store:
        if given.event is not None and not _exists(store, given.event):
            raise Problem(404, f"no event {given.event!r}")
        told = book.record(
            store.engine, holder.name if holder else "", given.decision, event=given.event, article=given.article,
            span=given.span, changes=changes, comment=given.comment,
        )  # fmt: skip
    return json_response(told, 201)


class HistoryParams(params.Paged):
    event: Clean | None = Field(None, description="Decisions about this event.")
    reviewer: Clean | None = Field(None, description="Decisions of this person.")


@router.get("", dependencies=[Depends(reading)], responses=listed("Decisions, the oldest first."))
def decisions(request: Request, asked: Annotated[HistoryParams, Query()]) -> Response:
    """Every decision that was ever taken, with who and when."""
    after = asked.cursor or "0"
    if not after.isdigit() or len(after) > 15 or asked.columns:
        raise Problem(
            422, "that is no cursor of this list" if not asked.columns else "this list has no choice of columns"
        )
    with service_of(request).reader() as store:
        found = book.history(
            store.engine, event=asked.event, reviewer=asked.reviewer, after=int(after), limit=asked.limit + 1
        )  # fmt: skip
    cursor = str(found[asked.limit - 1]["review"]) if len(found) > asked.limit else None
    rows = [
        {**row, **{name: dumps(row[name]).decode() for name in ("machine", "shown")}} for row in found[: asked.limit]
    ]
    return respond(request, Page(pa.Table.from_pylist(rows, _HISTORY), cursor))


_HISTORY = pa.schema([
    ("review", pa.int64()), ("at", pa.timestamp("us")), ("reviewer", pa.string()), ("decision", pa.string()),
    ("event", pa.string()), ("article", pa.string()), ("span", pa.list_(pa.int32())), ("machine", pa.string()),
    ("shown", pa.string()), ("comment", pa.string()), ("root", pa.int64()),
])  # fmt: skip


class QueueParams(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: Literal["random", "confidence", "type"] = Field(
        "random", description="At random, by low confidence, or as many of each type."
    )
    number: int = Field(20, ge=1, le=params.MOST, description="How many.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="The same seed draws the same.")
    type: params.Type | None = Field(None, description="Only events of this type.")
    reviewer: Clean | None = Field(None, description="With again: whoever shall not see the same twice.")
    again: bool = Field(False, description="Also what others have decided on: for agreement.")
    format: Literal["json", "csv", "arrow"] | None = Field(None, description="Instead of the Accept header.")


@router.get("/queue", dependencies=[Depends(reading)], responses=listed("Events to review, in this order."))
def queue(request: Request, asked: Annotated[QueueParams, Query()]) -> Response:
    """Draw events for review: at random, those the coder is least sure of, or evenly by type."""
    with service_of(request).reader() as store:
        page = queue_page(store, asked)
    return respond(request, page)


def queue_page(store: Store, asked: QueueParams) -> Page:
    """The drawn events, in the order in which they were drawn."""
    table = book.draw(
        store, asked.by, number=asked.number, seed=asked.seed, reviewer=asked.reviewer, kind=asked.type,
        again=asked.again,
    )  # fmt: skip
    return Page(with_reviews(store, table))


@router.get("/agreement", dependencies=[Depends(reading)], responses=one("Agreement by field.", *READ_FAULTS))
def agreement(request: Request) -> Response:
    """How far reviewers agree: Krippendorff's alpha for each field, over events that two or more decided on."""
    with service_of(request).reader() as store:
        return tagged_json(request, book.agreement(store.engine))


_GOLD: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One gold record a line.",
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    },
    304: {"description": "What the client has is still right."},
    **documented(*READ_FAULTS),
}


@router.get("/gold", dependencies=[Depends(reading)], responses=_GOLD)
def gold(
    request: Request,
    whole: Annotated[bool, Query(description="Only articles that were gone through entirely.")] = True,
) -> Response:
    """Articles that people have gone through, as gold for `rasid evaluate`; `whole`: only those done entirely."""
    with service_of(request).reader() as store:
        body = b"".join(dumps(record) + b"\n" for record in book.export_gold(store.engine, whole=whole))
    return tagged(request, body, "application/x-ndjson")


def _exists(store: Store, event: str) -> bool:
    return bool(len(store.list("events", id=event, limit=1)) or book.history(store.engine, event=event, limit=1))
