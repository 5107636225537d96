"""Articles out of files: plain text, web pages, JSON Lines, told apart by what is in them.

`read_articles` yields an Article for what can be read and a Reject for what can't; it never stops half-way and never
drops anything without saying so.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Literal

from rasid.records import Article
from rasid.sources.encoding import UndecodableError, decode, is_wide
from rasid.sources.language import why_not_arabic
from rasid.sources.page import decode_page, extract, looks_like_html

Format = Literal["text", "html", "jsonl"]
FORMATS: Final[tuple[Format, ...]] = ("text", "html", "jsonl")
STDIN: Final = "-"
_HEAD: Final = 65_536
_SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read: where it stands (file, or file and line) and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def read_articles(
    paths: Iterable[str | Path], input_format: Format | None = None, date: date | None = None
) -> Iterator[Article | Reject]:
    """The articles of the files, in order; `-` is standard input.

    `date` is the day of publication of articles that have none of their own.
    """
    taken: set[str] = set()
    for path in paths:
        name = str(path)
        try:
            if name == STDIN:
                yield from _read(sys.stdin.buffer, "stdin", input_format, date, taken)
            else:
                with Path(path).open("rb") as file:
                    yield from _read(file, name, input_format, date, taken)
        except OSError as fault:
            yield Reject(name, fault.strerror or str(fault))


def _read(
    file: BinaryIO, name: str, wanted: Format | None, day: date | None, taken: set[str]
) -> Iterator[Article | Reject]:
    head = file.read(_HEAD)
    if not head.strip():
        yield Reject(name, "empty")
        return
    found = wanted or _detect(head, name)
    if found == "jsonl":
        yield from _json_lines(_lines(head, file), name, day)
        return
    data = head + file.read()
    try:
        text = decode_page(data) if found == "html" else decode(data)
    except UndecodableError as fault:
        yield Reject(name, str(fault))
        return
    stem = _name_for(Path(name).stem if name != "stdin" else name, taken)
    if found == "html":
        page = extract(text)
        if page is None:
            yield Reject(name, "no article found in the page")
            return
        stated = _day(page.get("date"))
        title, url, source = (page.get(key) or None for key in ("title", "url", "hostname"))
        yield _checked(Article(stem, page["text"], stated or day, title, url, source), name)
    else:
        yield _checked(Article(stem, text, day), name)


def _detect(head: bytes, name: str) -> Format:
    known = _SUFFIXES.get(Path(name).suffix.lower())
    try:
        text = decode(head)
    except UndecodableError:
        text = head.decode("utf-8", "replace")  # the head may end within a letter; the whole is judged later
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("{") and text[1:].lstrip().startswith('"'):
        return "jsonl"
    if looks_like_html(text):
        return "html"
    return known or "text"


def _lines(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """Lines one by one, so that a file may be larger than memory; UTF-16 is turned into UTF-8 whole."""
    if is_wide(head):
        yield from BytesIO(decode(head + file.read()).encode())
        return
    rest = b""
    for line in BytesIO(head):
        if line.endswith(b"\n"):
            yield line
        else:
            rest = line
    for line in file:
        yield rest + line
        rest = b""
    if rest:
        yield rest


def _json_lines(lines: Iterator[bytes], name: str, day: date | None) -> Iterator[Article | Reject]:
    start = 0
    try:
        for number, line in enumerate(lines, 1):
            where = f"{name}:{number}"
            if line.strip():
                try:
                    yield _checked(_article(json.loads(decode(line)), name, number, day), where)
                except UndecodableError as fault:
                    yield Reject(where, str(UndecodableError(start + fault.offset, fault.byte)))
                except json.JSONDecodeError as fault:
                    yield Reject(where, f"not JSON: {fault.msg} at column {fault.colno}")
                except RecursionError:
                    yield Reject(where, "not an article: nested too deeply")
                except ValueError as fault:
                    yield Reject(where, str(fault))
            start += len(line)
    except UndecodableError as fault:
        yield Reject(name, str(fault))


def _article(row: object, name: str, number: int, day: date | None) -> Article:
    if not isinstance(row, dict):
        raise ValueError("not an article: the line is no JSON object")
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError("not an article: it has no text")
    key = row.get("id")
    stated = row.get("date")
    own_day = _day(stated)
    if stated and own_day is None:
        raise ValueError(f"its date is not ISO 8601 (2024-06-20): {stated!r}")
    title, url, source = (_whole(row.get(field)) or None for field in ("title", "url", "source"))
    identity = _whole(str(key)) if key not in (None, "") else f"{Path(name).stem}:{number}"
    return Article(identity, _whole(text), own_day or day, title, url, source)


def _whole(value: object) -> str:
    """A string without half characters (lone surrogates), which JSON allows and no output takes."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return None


def _name_for(stem: str, taken: set[str]) -> str:
    """Two files of one name in different folders are two articles."""
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def _checked(article: Article, where: str) -> Article | Reject:
    if not article.text.strip("\ufeff \t\r\n\u200e\u200f"):
        return Reject(where, "empty")
    reason = why_not_arabic(article.text)
    return Reject(where, reason) if reason else article
