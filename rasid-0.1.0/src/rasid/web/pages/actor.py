"""An actor: its names, its offices and who held them, whom it is warm and cold with."""

from typing import Final

from rasid.analysis import country_page, source
from rasid.web.api.lists import page_of
from rasid.web.formats import Page
from rasid.web.pages import charts
from rasid.web.pages.view import Asked, Pages, View, today
from rasid.web.params import EventFilters
from rasid.web.service import Service

_LATEST: Final = 15
_RANKED: Final = 8
_HELD: Final = 60


def add(pages: Pages) -> None:
    """Mount the view, and the form that leads to it."""
    pages.add("/actor/{code}", lambda asked, service: actor(asked, service, pages))


def actor(asked: Asked, service: Service, pages: Pages) -> View:
    """The actor's page."""
    code = asked.code("code")
    with service.reader() as store:
        events = source.party(store, code)
        sides = [
            page_of(store, "events", EventFilters.model_validate({"limit": _LATEST, side: [code]}))
            for side in ("actor", "recipient")
        ]
    told = country_page(events, code)
    both = {row["id"]: row for page in sides for row in page.table.to_pylist()}
    latest = sorted(both.values(), key=lambda e: (e["date"] is not None, e["date"], e["id"]), reverse=True)[:_LATEST]
    ranked = {name: getattr(told, name).head(_RANKED).to_dicts() for name in ("warmest", "coldest")}
    warm = [row for row in ranked["warmest"] if (row["score_mean"] or 0) > 0]
    cold = [row for row in ranked["coldest"] if (row["score_mean"] or 0) < 0]
    terms = pages.names.terms(code)
    values = {
        "code": code, "figures": told.figures, "warmest": warm, "coldest": cold, "events": latest,
        "terms": terms[:_HELD], "offices": charts.offices(terms, today()),
        "others": pages.names.others(code), "country": pages.names.country(code),
        "partners": told.partners.head(30).to_dicts(),
    }  # fmt: skip
    held = [{"holder": t.holder, "office": t.office, "since": t.since or None, "until": t.until or None} for t in terms]
    data = {**told.to_json(), "names": pages.names.others(code), "offices": held}
    return View("actor.html", values, Page.of(told.partners), data)
