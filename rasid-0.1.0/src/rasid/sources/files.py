"""Articles out of files and folders: text, pages, JSON Lines, CSV, Parquet, WARC, packed or not, told by content."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal

from rasid.records import Article
from rasid.sources.compressed import SUFFIXES, DamagedError, open_unpacked
from rasid.sources.document import Document, Limits, Reject
from rasid.sources.encoding import UndecodableError, decode
from rasid.sources.language import language_of, why_not_arabic
from rasid.sources.page import decode_page, looks_like_html, read_page
from rasid.sources.rowwise import read_csv, read_json_lines, read_parquet, whole

Format = Literal["text", "html", "jsonl", "csv", "parquet", "warc"]
FORMATS: Final[tuple[Format, ...]] = ("text", "html", "jsonl", "csv", "parquet", "warc")
STDIN: Final = "-"
_HEAD: Final = 65_536
_SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html", ".xhtml": "html", ".csv": "csv",
    ".tsv": "csv", ".parquet": "parquet", ".warc": "warc",
}  # fmt: skip
_HEADING: Final = re.compile(r"[^\n]*(?:^|[,;\t\"])(?:text|body|content|article)(?:[,;\t\"\r\n]|$)", re.IGNORECASE)
_EMPTY: Final = "\ufeff \t\r\n\u200e\u200f"


def read_documents(
    paths: Iterable[str | Path],
    input_format: Format | None = None,
    date: dt.date | None = None,
    limits: Limits | None = None,
    *,
    arabic: bool = False,
) -> Iterator[Document | Reject]:
    """The articles of files and folders (all files in them, by name), in order; ``-`` is standard input.

    Articles in other languages than Arabic come with their `language` set. `date` is the day of publication of
    articles that have none of their own; with `arabic` pages of archives that hold no Arabic are not looked into.
    Never raises for what is in a file: that becomes a Reject.
    """
    limits = limits or Limits()
    taken: set[str] = set()
    for path in paths:
        name = str(path)
        if name == STDIN:
            yield from _read(sys.stdin.buffer, "stdin", input_format, date, taken, limits)
            continue
        found = False
        for file in walk(Path(path)):
            found = True
            yield from read_file(file, input_format, date, taken, limits, arabic=arabic)
        if not found:
            yield Reject(name, "no files in this directory")


def read_file(
    path: Path, wanted: Format | None, day: dt.date | None, taken: set[str], limits: Limits, *, arabic: bool = False
) -> Iterator[Document | Reject]:
    """The articles of one file; for `taken` see `name_for`."""
    name = str(path)
    try:
        kind = wanted or _SUFFIXES.get(path.suffix.lower())
        if kind == "parquet" or (wanted is None and _starts_with(path, b"PAR1")):
            yield from (judged(item) for item in read_parquet(path, name, day))
        elif kind == "warc" or name.endswith(".warc.gz"):
            from rasid.sources.warc import read_warc

            yield from (judged(item) for item in read_warc(path, limits, arabic=arabic))
        else:
            with open_unpacked(path, limits) as file:
                yield from _read(file, name, wanted, day, taken, limits)
    except DamagedError as fault:
        yield Reject(name, str(fault))
    except OSError as fault:
        yield Reject(name, fault.strerror or str(fault))


def unpacked_name(name: str) -> str:
    """A file's name without the ending that says how it is compressed."""
    return name[: name.rindex(".")] if name.lower().endswith(SUFFIXES) else name


def kind_of(path: Path, limits: Limits | None = None) -> Format | None:
    """What a file is, told by its beginning; None for one that is empty or can't be read."""
    known = _SUFFIXES.get(path.suffix.lower())
    if known in ("parquet", "warc") or path.name.lower().endswith(".warc.gz"):
        return known or "warc"
    try:
        with open_unpacked(path, limits or Limits()) as file:
            head = file.read(_HEAD)
    except (DamagedError, OSError):
        return None
    return _detect(head, unpacked_name(str(path))) if head.strip() else None


def walk(path: Path) -> Iterator[Path]:
    """The file, or all files in the folder, by name; hidden ones are passed over."""
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.rglob("*")):
        if inner.is_file() and not any(part.startswith(".") for part in inner.relative_to(path).parts):
            yield inner


def _read(
    file: BinaryIO, name: str, wanted: Format | None, day: dt.date | None, taken: set[str], limits: Limits
) -> Iterator[Document | Reject]:
    head = file.read(_HEAD)
    if not head.strip():
        yield Reject(name, "empty")
        return
    found = wanted or _detect(head, unpacked_name(name))
    if found in ("jsonl", "csv"):
        rowwise = read_json_lines if found == "jsonl" else read_csv
        yield from (judged(item) for item in rowwise(head, file, name, day, limits))
        return
    data = head + file.read(limits.record)
    if len(data) > limits.record:
        yield Reject(name, f"larger than {limits.record >> 20} MB")
        return
    stem = name_for(Path(unpacked_name(name)).stem if name != "stdin" else name, taken)
    yield judged(_single(data, found, name, stem, day))


def _single(data: bytes, kind: str, name: str, stem: str, day: dt.date | None) -> Document | Reject:
    try:
        if kind == "html":
            return read_page(decode_page(data), data, name, stem, day)
        text = decode(data)
    except UndecodableError as fault:
        return Reject(name, str(fault))
    same = text.encode("utf-8", "replace") == data
    article = Article(stem, whole(text), day)
    return Document(article, name, date_from="given" if day else None, original=None if same else data)


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
    if known is None and _HEADING.match(text) and "," in text.partition("\n")[0]:
        return "csv"
    return known or "text"


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def name_for(stem: str, taken: set[str]) -> str:
    """Two files of one name in different folders are two articles."""
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def judged(item: Document | Reject) -> Document | Reject:
    """The document with its language; an empty one is a Reject."""
    if isinstance(item, Reject):
        return item
    text = item.article.text
    if not text.strip(_EMPTY):
        return Reject(item.found_at, "empty")
    if why_not_arabic(text) is None:
        return item
    return Document(
        item.article, item.found_at, language_of(text), item.date_from, item.own_id, item.original, item.media
    )  # fmt: skip
