"""Why an event or a tie is coded so: how its sentence was read, and which frame fired."""

from typing import Any

from rasid.explain import explain
from rasid.records import Article
from rasid.store import Store
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service


def add(pages: Pages) -> None:
    """Mount the view."""
    pages.add("/why/{id}", why)


def why(asked: Asked, service: Service) -> View:
    """The explanation of one report's sentence."""
    with service.reader() as store:
        found = _record(store, asked.path("id"))
        if found is None:
            raise Problem(404, "no such event")
        row = store.list("articles", id=found["article"]).rows()[0]
    article = Article(row["id"], row["text"], row["date"], row["title"])
    told = explain(article, service.tables)
    at = found["starts"]
    inside = [one for one in told.sentences if one["span"][0] <= at < one["span"][1]]
    sentence: dict[str, Any] | None = inside[0] if inside else None
    kind = "tie" if "kind" in found else "event"
    values = {"record": found, "sentence": sentence, "kind": kind, "part": asked.text("part") == "1"}
    return View("why.html", values, None, {"record": found, "sentence": sentence})


def _record(store: Store, name: str) -> dict[str, Any] | None:
    for listing in ("reports", "tie_reports"):
        found = store.list(listing, id=name, limit=1).rows()
        if found:
            return dict(found[0])
    return None
