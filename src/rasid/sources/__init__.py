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

__all__ = ["FORMATS", "STDIN", "Document", "Format", "Limits", "Reject", "read_articles", "read_documents"]


def read_articles(
    paths: Iterable[str | Path], input_format: Format | None = None, date: dt.date | None = None
) -> Iterator[Article | Reject]:
    """The Arabic articles of the files, in order; `-` is standard input. What is not Arabic is a Reject.

    `date` is the day of publication of articles that have none of their own.
    """
    for item in read_documents(paths, input_format, date):
        if isinstance(item, Reject):
            yield item
            continue
        reason = why_not_arabic(item.article.text)
        yield Reject(item.found_at, reason) if reason else item.article
