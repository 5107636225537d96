"""News archives: WARC files as Common Crawl's news crawl publishes them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rasid.sources.document import Document, Limits, Reject
from rasid.sources.encoding import UndecodableError
from rasid.sources.language import has_arabic
from rasid.sources.page import decode_page, read_page
from rasid.sources.rowwise import day_of

_PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(path: Path, limits: Limits, *, after: int = 0, arabic: bool = False) -> Iterator[Document | Reject]:
    """The pages of an archive, by address; packed or not. What is no page (pictures, redirects) is passed over.

    The first `after` pages are passed over unread. With `arabic`, a page that holds hardly an Arabic letter is a Reject
    before its article is looked for, which takes most of the time.
    """
    try:
        from fastwarc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Reject(str(path), "a WARC file: `pip install 'rasid[store]'` to read it")
        return
    number = pages = 0
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
                number += 1
                if not _is_page(record):
                    continue
                pages += 1
                if pages > after:
                    yield _page(record, path, number, limits, arabic)
    except Exception as fault:  # fastwarc raises plain exceptions at damaged blocks
        yield Reject(str(path), f"damaged after record {number}: {type(fault).__name__}: {fault}")
        return
    if not number:
        yield Reject(str(path), "no page in this archive, or no WARC file")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        return False
    return str(record.http_content_type or "").lower().startswith(_PAGES)


def _page(record: Any, path: Path, number: int, limits: Limits, arabic: bool) -> Document | Reject:
    headers = record.http_headers
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    where = f"{path}:{number} {address}"
    data = _unpacked(record.reader.read(limits.record + 1), str(headers.get("Content-Encoding", "")), limits)
    if data is None or len(data) > limits.record:
        return Reject(where, f"larger than {limits.record >> 20} MB, or packed in a way that can't be read")
    try:
        html = decode_page(data)
    except UndecodableError as fault:
        return Reject(where, str(fault))
    if arabic and not has_arabic(html):
        return Reject(where, "not Arabic: hardly an Arabic letter in the page")
    crawled = day_of(str(record.headers.get("WARC-Date", "")).replace("Z", "+00:00"))
    found = read_page(html, data, where, address, None)
    return found if isinstance(found, Reject) else at_address(found, address, crawled)


def at_address(document: Document, address: str, crawled: dt.date | None) -> Document:
    """A page's document under its own address; the day on which it was fetched dates it where nothing else does."""
    from dataclasses import replace
    from urllib.parse import urlsplit

    article = document.article
    date = article.date or crawled
    article = replace(article, id=address, url=address, date=date, source=article.source or urlsplit(address).hostname)
    date_from = document.date_from if document.article.date else "warc" if crawled else None
    return replace(document, article=article, own_id=True, date_from=date_from)


def _unpacked(data: bytes, encoding: str, limits: Limits) -> bytes | None:
    """A body out of its transfer packing; None where that can't be done within the limits."""
    import zlib

    if encoding.lower() in ("", "identity"):
        return data
    if encoding.lower() not in ("gzip", "x-gzip", "deflate"):
        return None
    try:
        return zlib.decompressobj(47).decompress(data, limits.record + 1)
    except zlib.error:
        return data  # many archives have unpacked the body and left the heading
