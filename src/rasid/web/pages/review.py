"""The review queue: one event at a time, decided from the keyboard."""

import re
from typing import Any, Final
from urllib.parse import urlencode

from rasid import reviews as book
from rasid.records import AUX
from rasid.store import Store
from rasid.tables.custom import known_types
from rasid.web.api.lists import whole_article
from rasid.web.api.reviews import QueueParams, queue_page
from rasid.web.pages.article import shown
from rasid.web.pages.names import NameBook
from rasid.web.pages.view import Asked, Pages, View, holder
from rasid.web.problems import Problem
from rasid.web.service import Service

_QUEUE: Final = 50
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*(:[A-Z0-9_]+)?")


def add(pages: Pages) -> None:
    """Mount the queue and the agreement of reviewers."""
    pages.add("/review", lambda asked, service: review(asked, service, pages.names), methods=("GET", "POST"))
    pages.add("/agreement", agreement)


def review(asked: Asked, service: Service, names: NameBook) -> View:
    """The event at the queue's head; a decision comes by POST and leads to the next."""
    who = holder(asked.request, service)
    if who is None or not who.may("review"):
        return View(
            "signin.html", {"fault": None, "wrong": False, "back": "/review"}, status=401 if who is None else 403
        )
    if asked.request.method == "POST":
        return _decide(asked, service, who.name, names)
    wanted = _wanted(asked, who.name)
    with service.reader() as store:
        page = queue_page(store, wanted)
        queue = page.table.to_pylist()
        later = asked.text("later", 2000).split()
        left = [event for event in queue if event["id"] not in later] or queue
        head = left[0] if left else None
        article = whole_article(store, head["article"]) if head else None
        agreed = book.agreement(store.engine)
    values: dict[str, Any] = {
        "event": head, "left": len(queue), "types": known_types(), "all_aux": AUX, "agreed": agreed,
        "later": " ".join(later),
        "by": wanted.by, "again": wanted.again, "said": asked.text("said", 20), "article": article,
    }  # fmt: skip
    if head and article:
        own = [r for r in article["events"] if r["event_id"] == head["id"]]
        head["attribution"] = own[0]["attribution"] if own else []
        values |= shown({**article, "events": own, "ties": [], "mentions": []})
    return View("review.html", values, page)


def _wanted(asked: Asked, name: str) -> QueueParams:
    by: Any = asked.among("by", book.SAMPLES, "random")
    return QueueParams.model_validate(
        {"by": by, "number": _QUEUE, "reviewer": name, "again": bool(asked.text("again", 5))}
    )


def _decide(asked: Asked, service: Service, name: str, names: NameBook) -> View:
    decision = asked.among("decision", book.DECISIONS, "")
    kept = {key: asked.text(key, 2000) for key in ("by", "again", "later")}
    event: str | None = asked.text("event")
    changes: dict[str, Any] | None = None
    with service.writer() as store:
        more: dict[str, Any] = {}
        if decision in ("correct", "add"):
            changes = _changes(asked, names)
        if decision == "add":
            event, more = None, _anchor(store, asked)
        book.record(
            store.engine, name, decision, event=event, changes=changes, comment=asked.text("comment", 4000), **more
        )  # fmt: skip
    query = {key: value for key, value in {**kept, "said": decision}.items() if value}
    return View("", go="/review?" + urlencode(query))


def _changes(asked: Asked, names: NameBook) -> dict[str, Any]:
    """The fields of the form; those for parties hold codes with spaces between them, or names."""
    given: dict[str, Any] = {name: _codes(asked.text(name), names) for name in ("actor", "recipient", "attribution")}
    given["aux"] = asked.text("aux").split()
    return {**given, "type": asked.among("type", known_types(), ""), "when": asked.day("when")}


def _codes(told: str, names: NameBook) -> list[str]:
    parts = told.split()
    if all(_CODE.fullmatch(part) for part in parts):
        return parts
    found = names.find(told)
    if not found:
        raise Problem(422, f"{told}: no code of an actor, and no name that we know")
    return found


def _anchor(store: Store, asked: Asked) -> dict[str, Any]:
    """Where a missed event stands: its words must be in the article."""
    name, words = asked.text("article"), asked.text("trigger")
    found = store.list("articles", id=name).rows()
    if not found:
        raise Problem(404, "no such article")
    start = found[0]["text"].find(words) if words else -1
    if start < 0:
        raise Problem(422, f"«{words}» does not stand in the article")
    return {"article": name, "span": (start, start + len(words))}


def agreement(asked: Asked, service: Service) -> View:
    """How far reviewers agree, field by field."""
    with service.reader() as store:
        found = book.agreement(store.engine)
    return View("agreement.html", {"agreed": found}, None, found)
