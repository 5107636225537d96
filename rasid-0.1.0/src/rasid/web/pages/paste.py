"""Paste a text: coded at once, nothing kept."""

import datetime as dt
from typing import Any, Final

from rasid.coder import code
from rasid.records import Article, Coding, record_id
from rasid.store import rows
from rasid.web.api.coding import _SHOWN as SHOWN
from rasid.web.formats import Page
from rasid.web.pages.marks import marked, marks_of
from rasid.web.pages.view import Asked, Pages, View
from rasid.web.pages.why import explained
from rasid.web.problems import Problem
from rasid.web.service import Service

EXAMPLE: Final = (
    "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح. وقال وزير الخارجية المصري إن القاهرة ستقدم مساعدات "
    "بقيمة 20 مليون دولار إلى السودان في الأول من مايو 2024، بينما نفت إثيوبيا أنها هددت بقطع العلاقات مع الصومال."
)


def add(pages: Pages) -> None:
    """Mount the view; the text comes by POST."""
    pages.add("/code/why/{id}", paste_why, methods=("POST",), data=False)
    pages.add("/code", paste, methods=("GET", "POST"))


def paste(asked: Asked, service: Service) -> View:
    """The form, and below it what was read in the text."""
    article = _article(asked, service)
    values: dict[str, Any] = {"text": article.text, "date": article.date, "coding": None}
    if not article.text.strip():
        return View("paste.html", values)
    coding = code(article, service.tables)
    table = rows.table(rows.report_rows(coding, article, 0), {k: v for k, v in rows.REPORTS.items() if k in SHOWN})
    values |= {"coding": coding, **_shown(coding, article)}
    return View("paste.html", values, Page(table), coding.to_json())


def paste_why(asked: Asked, service: Service) -> View:
    """Why an event or tie of the pasted text is coded so."""
    article = _article(asked, service)
    coding = code(article, service.tables)
    found = [*rows.report_rows(coding, article, 0), *rows.tie_rows(coding, article, 0)]
    record = next((row for row in found if row["id"] == asked.path("id")), None)
    if record is None:
        raise Problem(404, "no such event in this text")
    return explained(asked, {**record, "title": None, "article": None}, article, service.tables)


def _article(asked: Asked, service: Service) -> Article:
    """The text of the form, or the example."""
    most = service.settings.characters
    text = asked.form.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    if asked.request.method == "GET" and asked.text("example"):
        text = EXAMPLE
    if len(text) > most:
        raise Problem(413, f"a text has {most:,} characters at most; this one has {len(text):,}")
    return Article(record_id("text", text), text, _day(asked.text("date", 10)))


def _shown(coding: Coding, article: Article) -> dict[str, Any]:
    events = rows.report_rows(coding, article, 0)
    for event in events:
        event["status"] = _STATUS.get(event["stance"], "asserted")
    ties = rows.tie_rows(coding, article, 0)
    marks = marks_of([*events, *ties], rows.mention_rows(coding.mentions, article, 0))
    keys = ("amount", "amount_unit", "place", "country", "event_id")
    events = [{**dict.fromkeys(keys), **event} for event in events]
    return {"body": marked(article.text, marks), "events": events, "ties": ties}


_STATUS: Final = {
    "asserts": "asserted", "alleges": "alleged", "denies": "denied", "plans": "planned", "supposes": "hypothetical",
}  # fmt: skip


def _day(told: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(told) if told else None
    except ValueError:
        raise Problem(422, f"{told} is no day like 2024-06-20") from None
