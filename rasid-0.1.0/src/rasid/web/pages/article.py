"""One article: its text with all that was read in it."""

from typing import Any

from rasid.web.api.lists import whole_article
from rasid.web.formats import Page
from rasid.web.pages.marks import marked, marks_of
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.problems import Problem
from rasid.web.service import Service


def add(pages: Pages) -> None:
    """Mount the view."""
    pages.add("/article/{name:path}", article)


def article(asked: Asked, service: Service) -> View:
    """The text, marked, beside its events and ties."""
    import pyarrow as pa

    with service.reader() as store:
        found = whole_article(store, asked.path("name"))
    if found is None:
        raise Problem(404, "no such article")
    table = Page(pa.Table.from_pylist([_flat(event) for event in found["events"]]))
    return View("article.html", shown(found) | {"lit": asked.text("event")}, table, found)


def shown(found: dict[str, Any]) -> dict[str, Any]:
    """What the template needs of an article as `whole_article` gives it."""
    text = found["text"]
    marks = marks_of([*found["events"], *found["ties"]], found["mentions"])
    first, _, rest = text.partition("\n")
    begins = (
        len(first) + len(rest) - len(rest.lstrip("\n")) + 1 if found["title"] and first.strip() == found["title"] else 0
    )
    heading = marked(text, marks, 0, len(first)) if begins else found["title"]
    url = found["url"] if str(found["url"] or "").startswith(("http://", "https://")) else None
    events = sorted(found["events"], key=lambda event: event["starts"])
    return {
        "article": found, "heading": heading, "body": marked(text, marks, begins), "events": events, "url": url,
        "ties": found["ties"],
    }  # fmt: skip


def _flat(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "spans"}
