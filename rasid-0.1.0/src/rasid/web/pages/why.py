"""Why an event or a tie is coded so: which frame fired, how its parties were weighed, how its sentence was read."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rasid.explain import explain
from rasid.records import Article
from rasid.store import Store
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.pages.wording import Lang, word
from rasid.web.problems import Problem
from rasid.web.service import Service

if TYPE_CHECKING:
    from rasid.tables import Tables

_REASONS: Final = 5
_LIGHT: Final = 0.1  # what weighs less says nothing


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
    return explained(asked, found, article, service.tables)


def explained(asked: Asked, record: Mapping[str, Any], article: Article, tables: "Tables") -> View:
    """The explanation of a record of an article, as a page or as a part of one."""
    at, rule = record["starts"], record["rule"]
    sentence = next((s for s in explain(article, tables).sentences if s["span"][0] <= at < s["span"][1]), None)
    here = [one for one in (sentence or {}).get("predicates", ()) if one["span"][0] <= at < one["span"][1]]
    mine = next((one for one in here if any(f["fired"] and f["rule"] == rule for f in one["frames"])), None)
    act = next((one for one in (sentence or {}).get("weighed", ()) if one["span"][0] <= at < one["span"][1]
                and one["rule"] == rule and one["type"] == record.get("type")), None)  # fmt: skip
    others = [one for one in (sentence or {}).get("predicates", ()) if one is not mine and one["frames"]]
    values = {
        "record": record, "sentence": sentence, "kind": "tie" if "kind" in record else "event", "mine": mine,
        "others": others, "act": act, "part": asked.text("part") == "1", "reasons": reasons,
    }  # fmt: skip
    return View("why.html", values, None, {"record": record, "sentence": sentence})


def reasons(notes: Sequence[Mapping[str, Any]], lang: Lang) -> list[tuple[str, float]]:
    """What counted for and against a candidate, in words, alike ones added up, the heaviest first."""
    told: dict[str, float] = {}
    for one in notes:
        text = word("note", one["note"], lang)
        told[text] = told.get(text, 0.0) + one["weight"]
    heavy = [(text, weight) for text, weight in told.items() if abs(weight) >= _LIGHT]
    return sorted(heavy, key=lambda pair: -abs(pair[1]))[:_REASONS]


def _record(store: Store, name: str) -> dict[str, Any] | None:
    for listing in ("reports", "tie_reports"):
        found = store.list(listing, id=name, limit=1).rows()
        if found:
            return dict(found[0])
    return None
