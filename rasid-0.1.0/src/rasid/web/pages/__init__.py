"""The page: server-rendered views over the store, in Arabic and English, with their data at the same addresses."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.convertors import Convertor, register_url_convertor
from starlette.staticfiles import StaticFiles

from rasid.web.pages import actor, article, dyad, lists, overview, paste, pictures, review, signin, why
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service

_STATIC: Final = Path(__file__).parent / "static"


class _Kind(Convertor[str]):
    """The ending of an address that asks for data."""

    regex = "json|csv"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Elsewhere(_Kind):
    """Any address that is not the API's, which says itself what it lacks."""

    regex = "(?!v1(?:/|$)|static/).*"


def install(app: FastAPI, service: Service) -> None:
    """Mount the views and what they load; the API's addresses stay as they are."""
    register_url_convertor("kind", _Kind())
    register_url_convertor("elsewhere", _Elsewhere())
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    pages = Pages(app, service)
    for part in (overview, lists, article, why, dyad, actor, pictures, paste, review):
        part.add(pages)
    signin.add(pages, app, service)
    pages.add("/{rest:elsewhere}", _nothing, data=False)


def _nothing(asked: Asked, service: Service) -> View:
    raise Problem(404, "")


__all__ = ["install"]
