"""Articles out of files, feeds and archives, told apart by what is in them.

`read_documents` yields a Document for what can be read and a Reject for what can't; it never stops half-way and never
drops anything without saying so. `read_articles` is the same for those who want Arabic articles only.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from rasid.records import Article
from rasid.sources.document import Document, Limits, Reject
from rasid.sources.files import FORMATS, STDIN, Format, read_documents
from rasid.sources.language import why_not_arabic

__all__ = [
    "FORMATS",
    "STDIN",
    "Document",
    "Format",
    "Limits",
    "Reject",
    "arabic_article",
    "read_articles",
    "read_documents",
]


def read_articles(
    paths: Iterable[str | Path], input_format: Format | None = None, date: dt.date | None = None
) -> Iterator[Article | Reject]:
    """The Arabic articles of the files, in order; `-` is standard input. What is not Arabic is a Reject.

    `date` is the day of publication of articles that have none of their own.
    """
    for item in read_documents(paths, input_format, date, arabic=True):
        yield arabic_article(item)


def arabic_article(item: Document | Reject) -> Article | Reject:
    """The article of a document; a Reject where it is not Arabic."""
    if isinstance(item, Reject):
        return item
    reason = why_not_arabic(item.article.text)
    return Reject(item.found_at, reason) if reason else item.article
