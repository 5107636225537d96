"""Web pages: the article in them, with trafilatura."""

import datetime as dt
import json
import re
from typing import Any, Final

from rasid.records import Article
from rasid.sources.document import DateFrom, Document, Reject
from rasid.sources.encoding import decode
from rasid.sources.rowwise import day_of, whole

_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I | re.S
)
_HEAD: Final = 4096


def looks_like_html(text: str) -> bool:
    return _HTML.match(text[:_HEAD]) is not None


def decode_page(data: bytes) -> str:
    """A page's text in the encoding that it declares, else in the one that it has."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # it says what it is not: look at the bytes
    return decode(data)


def extract(html: str) -> dict[str, Any] | None:
    """The article of a page: its `text`, and `title`, `date` (ISO), `url` where the page states them."""
    import trafilatura  # takes half a second: only for those who read pages

    found = trafilatura.extract(
        html,
        output_format="json",
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not found:
        return None
    page: dict[str, Any] = json.loads(found)
    return page if page.get("text") else None


def read_page(html: str, data: bytes | None, where: str, key: str, day: dt.date | None) -> Document | Reject:
    """A page as a Document; `data` are its bytes, to be kept, `day` the date to take where it states none."""
    try:
        page = extract(html)
    except Exception as fault:  # trafilatura and lxml raise many kinds: a page that trips them costs only itself
        return Reject(where, f"the page can't be read: {type(fault).__name__}: {fault}")
    if page is None:
        return Reject(where, "no article found in the page")
    stated = day_of(page.get("date"))
    title, url, source = (whole(page.get(field)) or None for field in ("title", "url", "hostname"))
    date_from: DateFrom | None = "page" if stated else "given" if day else None
    article = Article(key, whole(page["text"]), stated or day, title, url, source)
    return Document(article, where, date_from=date_from, original=data, media="text/html")
