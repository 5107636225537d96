"""What the fuzzer feeds: Arabic that is nearly right, files that are nearly right, and bytes that are nothing.

Random letters exercise little of a coder that reads sentences; so texts are strung together out of real words and
sentences, numbers, dates and rubbish, and files out of good files with edits.
"""

import datetime as dt
import gzip
import io
import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

ROOT: Final = Path(__file__).parent.parent
_GOLD: Final = ROOT / "tests" / "gold" / "sentences.jsonl"
RUBBISH: Final = (
    "(", ")", "((((", "«", "»", '"', "،", "؛", ".", "..", "...", "؟", "!", "-", "–", "/", ":", "ـ", "ـــــ", "\n", "\n\n",
    "\t", "\u200f", "\u202b", "\u202e", "\ufeff", "\u0651", "ًٌٍَُِّْ", "\ud800", "\x00", "\x1b[31m", "👍🏽", "e\u0301",
    "الله", "ﷺ", "ﻻ", "ک", "ی", "=", "{{", "<b>", "&amp;", "%s", "\\", "ا" * 300, "وال" * 50,
)  # fmt: skip
NUMBERS: Final = (
    "0", "1", "12", "2024", "١٢", "٢٠٢٤", "۱۲", "1,000", "1.5", "٣٫٥", "1/2", "²", "Ⅷ", "9" * 40, "9" * 5000, "-5", "%", "50%",
    "مليون", "مليار", "ألف", "مئة", "ثلاثة", "عشرين", "نصف", "ثلثي", "دولار", "قتيل", "30 فبراير", "31/11/2023", "00/00/0000",
    "15 - 8", "20يونيو2024", "يونيو", "حزيران", "رمضان", "1445هـ", "الخميس", "أمس", "غدا", "الماضي", "المقبل", "منذ", "قبل",
    "بعد", "من", "إلى", "حتى", "عام", "سنة", "القرن", "9999", "99999", "عام 0", "عام 9999",
)  # fmt: skip
HEADS: Final = (
    b"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"PAR1",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"WARC/1.0\r\n",
)


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    rows = map(json.loads, _GOLD.read_text(encoding="utf-8").splitlines())
    return tuple(row["text"] for row in rows)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """The words of our coded sentences, and every two hundredth that the tables know."""
    from rasid.tables import load

    said = {word for sentence in sentences() for word in sentence.split()}
    return (*sorted(said), *sorted(load().lexicon.index)[::200])


@lru_cache(maxsize=1)
def pieces() -> tuple[str, ...]:
    """What texts are made of, as often as it is to come: mostly words, also numbers, rubbish and whole sentences."""
    words, said = vocabulary(), sentences()
    tenth = len(words) // 6
    rest = [list * (tenth // len(list) + 1) for list in (RUBBISH, NUMBERS, NUMBERS, said)]
    return (*words, *(piece for list in rest for piece in list[:tenth]))


def texts(most: int = 50) -> st.SearchStrategy[str]:
    """Text of pieces. Two bytes choose a piece, so that many are drawn at once, and a failure still shrinks."""

    def made(chosen: bytes, odd: str, space: str) -> str:
        table = pieces()
        numbers = (int.from_bytes(chosen[at : at + 2]) for at in range(0, len(chosen) - 1, 2))
        return space.join([odd, *(table[number % len(table)] for number in numbers)])

    sizes = st.sampled_from((0, 1, most // 4, most // 2, most))
    chosen = sizes.flatmap(lambda size: st.binary(min_size=2 * size, max_size=2 * size))
    return st.builds(made, chosen, st.text(max_size=5), st.sampled_from((" ", " ", " ", "", "\n")))


def days() -> st.SearchStrategy[dt.date | None]:
    return st.one_of(st.none(), st.dates(), st.dates(dt.date(2000, 1, 1), dt.date(2026, 1, 1)))


def values(leaf: st.SearchStrategy[Any] | None = None) -> st.SearchStrategy[Any]:
    """Anything that JSON can hold, more often what might be meant."""
    leaf = leaf or st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), texts(6), st.sampled_from(NUMBERS),
        st.sampled_from(("USA", "ASSAULT", "2024-06-20", "yes", "future", "")),
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda one: st.one_of(st.lists(one, max_size=4), st.dictionaries(st.text(max_size=6), one, max_size=4)),
        max_leaves=6,
    )


def records(samples: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Good records with some fields gone or replaced by anything."""
    names = sorted({name for sample in samples for name in sample})

    def changed(sample: dict[str, Any], gone: list[str], new: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in (sample | new).items() if key not in gone}

    field = st.sampled_from(names)
    gone = st.lists(field, max_size=2)
    return st.builds(changed, st.sampled_from(samples), gone, st.dictionaries(field, values(), max_size=3))


def lines_of(samples: list[dict[str, Any]]) -> st.SearchStrategy[bytes]:
    """JSON Lines, now and then with a broken line among them."""
    good = st.builds(lambda row: json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), records(samples))
    broken = st.one_of(
        st.binary(max_size=30), st.sampled_from((b"[" * 9000, b'{"a":' * 9000, b"{}", b"[]", b"NaN", b'"x"', b"1e999"))
    )
    return st.builds(b"\n".join, st.lists(st.one_of(good, good, good, broken), max_size=6))


def edited(seeds: list[bytes], most: int = 4) -> st.SearchStrategy[bytes]:
    """Good files with some edits: bytes changed, cut out, doubled, put in; a wrong beginning; cut off."""

    def change(data: bytes, edits: list[tuple[str, float, bytes]], head: bytes) -> bytes:
        for kind, place, new in edits:
            at = int(place * len(data))
            if kind == "put":
                data = data[:at] + new + data[at:]
            elif kind == "over":
                data = data[:at] + new + data[at + len(new) :]
            elif kind == "cut":
                data = data[:at] + data[at + 1 + len(new) * 4 :]
            elif kind == "double":
                data = data[:at] + data[at : at + 200] * 3 + data[at:]
            else:
                data = data[:at]
        return head + data

    kind = st.sampled_from(("put", "over", "over", "over", "cut", "double", "end"))
    new = st.one_of(
        st.binary(max_size=8),
        st.sampled_from(tuple(piece.encode("utf-8", "surrogatepass") for piece in RUBBISH + NUMBERS)),
    )
    edit = st.tuples(kind, st.floats(0, 1), new)
    head = st.one_of(st.just(b""), st.just(b""), st.just(b""), st.sampled_from(HEADS))
    return st.builds(change, st.sampled_from(seeds), st.lists(edit, max_size=most), head)


PAGE: Final = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عنوان الخبر</title>
<meta property="article:published_time" content="2024-06-20T10:00:00Z"><link rel="canonical" href="https://news.example/1">
<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2024-06-20","headline":"عنوان"}}</script></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>عنوان الخبر</h1><time datetime="2024-06-20">20 يونيو</time>{}</article>
<footer>حقوق</footer></body></html>"""
FEED: Final = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>الصحيفة</title><link>https://news.example/</link><item><title>خبر</title><link>https://news.example/1</link>
<pubDate>Thu, 20 Jun 2024 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>{0}</p>]]></content:encoded></item>
<item><guid>2</guid><link>https://news.example/2</link><pubDate>x</pubDate></item></channel></rss>"""
ATOM: Final = """<feed xmlns="http://www.w3.org/2005/Atom"><title>الصحيفة</title><entry><id>urn:1</id><title>خبر</title>
<link href="https://news.example/3"/><updated>2024-06-20T10:00:00Z</updated><content type="html">{0}</content></entry></feed>"""
PETRARCH: Final = """<Sentences><Sentence id="AFP1" date="20010412" evaluate="true"><Text>{0}</Text>
<EventCoding eid="1" eventcode="112" sourcecode="USAGOV" targetcode="PRK"/>
<EventText eid="1" sourcetext="واشنطن" targettext="بيونغ يانغ" eventtext="اتهمت"/></Sentence></Sentences>"""


def pages() -> list[bytes]:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences()[:6])
    page = PAGE.format(body)
    return [
        page.encode(),
        page.replace("utf-8", "windows-1256").encode("cp1256", "replace"),
        page.encode("utf-16"),
        body.encode(),
    ]


def feeds() -> list[bytes]:
    return [form.format(" ".join(sentences()[:4])).encode() for form in (FEED, ATOM)]


def warcs() -> list[bytes]:
    """One archive of two pages, plain and packed record by record."""
    found = []
    for packed in (False, True):
        records = b""
        for number, page in enumerate(pages()[:2]):
            http = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(page)
                + page
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2024-06-20T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            record = head + http + b"\r\n\r\n"
            records += gzip.compress(record, 1) if packed else record
        found.append(records)
    return found


def parquets() -> list[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    rows = [
        {"id": f"p{n}", "date": dt.date(2024, 6, 20), "text": sentence} for n, sentence in enumerate(sentences()[:20])
    ]
    pq.write_table(pa.Table.from_pylist(rows), out)
    return [out.getvalue()]


def packed() -> list[bytes]:
    import zstandard

    lines = jsonl()[0]
    return [gzip.compress(lines, 1), zstandard.ZstdCompressor().compress(lines), gzip.compress(lines[:200], 1) * 2]


def jsonl() -> list[bytes]:
    rows = [
        {"id": f"j{n}", "date": "2024-06-20", "text": sentence, "title": "عنوان"}
        for n, sentence in enumerate(sentences()[:5])
    ]
    return ["\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()]


def read_samples(path: Path, most: int = 20) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()[:most]
    return [json.loads(line) for line in lines]


def table_lines(folder: Path, pattern: str, most: int = 40) -> list[bytes]:
    """Pieces of our own tables, header and some rows, for the readers of users' tables."""
    found = []
    for path in sorted(folder.glob(pattern)):
        lines = [
            line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
        ]
        found.append("\n".join(lines[:most]).encode())
    return found


def repeated(unit: str) -> Callable[[int], str]:
    """A text of about so many pieces: what the probe for superlinear time grows."""
    pieces = max(len(re.findall(r"\S+", unit)), 1)
    return lambda size: unit * (size // pieces)
