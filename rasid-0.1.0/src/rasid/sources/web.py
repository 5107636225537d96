"""Articles from the web: RSS and Atom feeds with the pages that they link to, and single pages."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from rasid.records import Article
from rasid.sources.document import Document, Limits, Reject
from rasid.sources.encoding import UndecodableError
from rasid.sources.fetch import Fetched, Fetcher, FetchError
from rasid.sources.files import judged
from rasid.sources.page import decode_page, read_page
from rasid.sources.rowwise import whole
from rasid.sources.warc import at_address

_ENTRIES: Final = 500  # of one feed that are read; the rest comes next time
_FEED: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S | re.I
)
_ENOUGH: Final = 400  # characters of text in a feed that stand for an article whose page can't be had
_TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a site said of a feed last time, so that it need not be sent again."""

    etag: str | None = None
    modified: str | None = None


class Memory(Protocol):
    """What is known from earlier times: the store."""

    def state(self, url: str) -> FeedState: ...

    def remember(self, url: str, state: FeedState, status: str) -> None: ...

    def has(self, addresses: list[str]) -> set[str]: ...


def is_address(source: str) -> bool:
    """Whether a source is to be fetched; also ``file://`` and the like, so that they are refused and not read."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", source) is not None


def read_web(url: str, fetcher: Fetcher, memory: Memory, source: str | None = None) -> Iterator[Document | Reject]:
    """The articles of a feed that are not known yet, or of one page. Never raises for what a site does."""
    state = memory.state(url)
    try:
        answer = fetcher.get(url, state.etag, state.modified)
    except FetchError as fault:
        memory.remember(url, state, str(fault))
        yield Reject(url, str(fault))
        return
    if answer.body is None:
        memory.remember(url, state, "unchanged")
        return
    if not _FEED.match(answer.body[:5000]):
        yield judged(_page(answer, url, None, None, source))
        return
    yield from _entries(answer, url, fetcher, memory, source)
    memory.remember(url, FeedState(answer.etag, answer.modified), "read")


def _entries(
    answer: Fetched, url: str, fetcher: Fetcher, memory: Memory, source: str | None
) -> Iterator[Document | Reject]:
    import feedparser

    feed = feedparser.parse(answer.body, response_headers={"content-location": answer.url}, sanitize_html=True)
    if feed.bozo and not feed.entries:
        yield Reject(url, f"not a feed that can be read: {feed.get('bozo_exception', 'no entries')}")
        return
    entries = [entry for entry in feed.entries[:_ENTRIES] if entry.get("link")]
    known = memory.has([entry.link for entry in entries])
    for entry in entries:
        if entry.link not in known:
            known.add(entry.link)
            yield judged(_entry(entry, fetcher, source or whole(feed.feed.get("title")) or None))


def _entry(entry: Any, fetcher: Fetcher, source: str | None) -> Document | Reject:
    address = str(entry.link)
    day = _day(entry.get("published_parsed") or entry.get("updated_parsed"))
    title = whole(entry.get("title")) or None
    try:
        found = _page(fetcher.get(address), address, day, title, source)
    except FetchError as fault:
        found = Reject(address, str(fault))
    if isinstance(found, Document):
        return found
    text = max((_TAG.sub(" ", whole(part.get("value"))) for part in entry.get("content", [])), key=len, default="")
    if len(text) < _ENOUGH:
        return found
    article = Article(address, text.strip(), day, title, address, source)
    return Document(article, address, date_from="feed" if day else None, own_id=True)


def _page(
    answer: Fetched, address: str, day: dt.date | None, title: str | None, source: str | None
) -> Document | Reject:
    body = answer.body or b""
    if len(body) > Limits().record:
        return Reject(address, "too large")
    try:
        html = decode_page(body)
    except UndecodableError as fault:
        return Reject(address, str(fault))
    found = read_page(html, body, address, address, None)
    if isinstance(found, Reject):
        return found
    document = at_address(found, address, None)
    article = document.article
    article = replace(article, title=article.title or title, source=source or article.source, date=article.date or day)
    return replace(document, article=article, date_from=document.date_from or ("feed" if day else None))


def _day(parsed: Any) -> dt.date | None:
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).date() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
