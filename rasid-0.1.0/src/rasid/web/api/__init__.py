"""The API, version 1: everything under `/v1`. One module a subject; each only asks and answers."""

from fastapi import APIRouter

from rasid.web.api import alerts, analysis, coding, lists, reviews

router = APIRouter(prefix="/v1")
for part in (coding, lists, analysis, alerts, reviews):
    router.include_router(part.router)

__all__ = ["router"]
