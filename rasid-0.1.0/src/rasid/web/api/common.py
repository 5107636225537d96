"""What the API's modules share: documented responses, and dependencies that say who may."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from rasid.web.formats import MEDIA
from rasid.web.problems import documented
from rasid.web.service import needs
from rasid.web.tokens import Holder

_bearer: Final = HTTPBearer(auto_error=False, description="A token of `rasid token add`.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
PAGE_SCHEMA: Final[dict[str, Any]] = {
    "type": "object", "required": ["data", "next"],
    "properties": {
        "data": {"type": "array", "items": {"type": "object"}},
        "next": {"type": ["string", "null"], "description": "The cursor of the next page."},
    },
}  # fmt: skip
READ_FAULTS: Final = (401, 403, 406, 422, 500, 503, 504)
WRITE_FAULTS: Final = (400, 401, 403, 413, 422, 500, 503, 504)


def listed(description: str, *more: int) -> dict[int | str, dict[str, Any]]:
    """The responses of a list, in its three formats."""
    content: dict[str, Any] = {"application/json": {"schema": PAGE_SCHEMA}}
    content[MEDIA["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[MEDIA["arrow"]] = {"schema": {"type": "string", "format": "binary"}}
    return {
        200: {"description": description, "content": content},
        304: {"description": "What the client has is still right (If-None-Match)."},
        **documented(*READ_FAULTS, *more),
    }


def one(description: str, *faults: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The responses of one object."""
    return {
        status: {"description": description, "content": {"application/json": {"schema": {"type": "object"}}}},
        **documented(*faults),
    }


def reading(request: Request) -> Holder | None:
    """May this request read?"""
    return needs("read")(request)


def writing(request: Request, _: Credentials) -> Holder | None:
    """May this request write?"""
    return needs("write")(request)


def reviewing(request: Request, _: Credentials) -> Holder | None:
    """May this request review?"""
    return needs("review")(request)
