"""Text in, coding out; and why."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rasid.records import Article, record_id
from rasid.store import rows
from rasid.web.api.common import READ_FAULTS, one, reading
from rasid.web.formats import MEDIA, Page, chosen, json_response, respond
from rasid.web.problems import Problem
from rasid.web.service import service_of

router = APIRouter(tags=["coding"], dependencies=[Depends(reading)])


class TextIn(BaseModel):
    """A report, or a sentence."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, StringConstraints(min_length=1)]
    date: dt.date | None = Field(None, description="The day of publication: relative dates are counted from it.")
    title: Annotated[str, StringConstraints(max_length=2000)] | None = None
    id: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None


@router.post("/code", responses={**one("The coding: events, ties, mentions.", 400, 413, *READ_FAULTS)})
def code_text(request: Request, given: TextIn) -> Response:
    """Code a text. As JSON all that was read (as `rasid code --format jsonl`); as CSV or Arrow its events."""
    from rasid.coder import code

    kind = chosen(request)
    article = _article(request, given)
    coding = code(article, service_of(request).tables)
    if kind == "json":
        return json_response(coding.to_json())
    table = rows.table(rows.report_rows(coding, article, 0), {k: v for k, v in rows.REPORTS.items() if k in _SHOWN})
    return respond(request, Page(table))


@router.post("/explain", responses={**one("Each sentence as each layer read it.", 400, 413, *READ_FAULTS)})
def explain_text(request: Request, given: TextIn) -> Response:
    """Why a text is coded as it is: each word's analysis, phrases, clauses, and each frame tried."""
    from rasid.explain import explain

    if chosen(request) != "json":
        raise Problem(406, f"an explanation comes as {MEDIA['json']} only")
    return json_response(explain(_article(request, given), service_of(request).tables).to_json())


_SHOWN = (
    "id", "type", "mode", "actor", "recipient", "aux", "attribution", "context", "stance", "trigger", "sentence",
    "starts", "ends", "told_when", "date", "date_precision", "amount", "amount_unit", "place", "country", "cameo",
    "score", "confidence", "rule",
)  # fmt: skip


def _article(request: Request, given: TextIn) -> Article:
    most = service_of(request).settings.characters
    if len(given.text) > most:
        raise Problem(413, f"a text has {most:,} characters at most; this one has {len(given.text):,}")
    return Article(given.id or record_id("text", given.text), given.text, given.date, given.title)
