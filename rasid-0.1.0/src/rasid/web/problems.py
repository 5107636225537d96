"""Errors as `application/problem+json` (RFC 9457): what went wrong, said to people, with a stable type for programs."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from rasid.alerts import AlertError
from rasid.analysis.frames import AnalysisError
from rasid.reviews import ReviewError
from rasid.store import QueryError, StoreBusyError, StoreError

MEDIA: Final = "application/problem+json"
TITLES: Final[Mapping[int, str]] = {
    400: "Malformed request", 401: "A token is needed", 403: "Not allowed with this token", 404: "Not found",
    405: "Method not allowed", 406: "No such format", 409: "Conflict", 411: "Length required", 413: "Too large",
    415: "Unsupported media type", 422: "The request makes no sense", 500: "Something broke here", 503: "Busy",
    504: "Took too long",
}  # fmt: skip


class ProblemBody(BaseModel):
    """What every error looks like (RFC 9457)."""

    type: str = Field(description="A name for programs, `about:blank` where the status says all.")
    title: str
    status: int
    detail: str = Field(description="What went wrong and what to do, for people.")
    errors: list[dict[str, Any]] = Field(default=[], description="For 422: each part of the request at fault.")


class Problem(Exception):  # noqa: N818 - the RFC's word
    """Raise to answer with a problem."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


def problem(
    status: int, detail: str, *, errors: list[dict[str, Any]] | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response itself."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, dict(headers or {}), media_type=MEDIA)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an endpoint for OpenAPI."""
    schema = {"schema": ProblemBody.model_json_schema()}
    return {status: {"description": TITLES[status], "content": {MEDIA: schema}} for status in sorted(set(statuses))}


def install(app: FastAPI) -> None:
    """Turn every exception into a problem."""

    async def own(_: Request, fault: Exception) -> JSONResponse:
        assert isinstance(fault, Problem)
        return problem(fault.status, fault.detail, headers=fault.headers)

    async def http(_: Request, fault: Exception) -> JSONResponse:
        assert isinstance(fault, HTTPException)
        return problem(fault.status_code, str(fault.detail), headers=fault.headers)

    async def invalid(_: Request, fault: Exception) -> JSONResponse:
        assert isinstance(fault, RequestValidationError)
        errors = [{"where": ".".join(map(str, e["loc"])), "message": e["msg"]} for e in fault.errors()]
        told = "; ".join(f"{e['where']}: {e['message']}" for e in errors[:3])
        return problem(422, told, errors=errors)

    async def senseless(_: Request, fault: Exception) -> JSONResponse:
        return problem(422, str(fault))

    async def store(_: Request, fault: Exception) -> JSONResponse:
        if isinstance(fault, StoreBusyError):
            return problem(503, str(fault), headers={"Retry-After": "5"})
        if "nterrupt" in str(fault) or "cancel" in str(fault):
            return problem(504, "the answer took too long: narrow the question (since, until, actor)")
        return problem(500, str(fault))

    async def broken(_: Request, fault: Exception) -> JSONResponse:
        return problem(500, "an error of ours; the server's log has it")

    app.add_exception_handler(Problem, own)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    for kind in (QueryError, AnalysisError, AlertError, ReviewError):
        app.add_exception_handler(kind, senseless)
    app.add_exception_handler(StoreError, store)
    app.add_exception_handler(Exception, broken)
