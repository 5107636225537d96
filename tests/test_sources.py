"""Reading: formats told apart, encodings, and a clear word about everything that can't be read."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.records import Article
from rasid.sources import Reject, read_articles
from rasid.sources.encoding import UndecodableError, decode
from rasid.sources.language import why_not_arabic

TEXT = "وصل وزير الخارجية المصري إلى الخرطوم في زيارة تستمر يومين، وقال إن المحادثات مع السودان تتناول مياه النيل."
PAGE = f"""<!DOCTYPE html><html lang="ar"><head><meta charset="{{charset}}"><title>زيارة إلى الخرطوم</title>
<meta property="article:published_time" content="2023-03-05T08:00:00Z"></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>زيارة إلى الخرطوم</h1>
<p>{TEXT}</p><p>{TEXT.replace("الخرطوم", "جوبا")}</p><p>وتستمر المحادثات بين الجانبين حتى مساء الخميس في العاصمة.</p>
</article><footer>حقوق النشر محفوظة</footer></body></html>"""


def write(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def articles(*paths: str) -> list[Article]:
    found = list(read_articles(paths))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def reject(*paths: str) -> Reject:
    (found,) = read_articles(paths)
    assert isinstance(found, Reject)
    return found


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16", "utf-16-le", "utf-16-be", "iso8859-6"]
)
def test_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (article,) = articles(write(tmp_path, "report.txt", TEXT.encode(encoding)))
    assert (article.id, article.text, article.date) == ("report", TEXT, None)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_json_lines_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    lines = "\n".join(json.dumps({"id": name, "date": None, "text": TEXT}, ensure_ascii=False) for name in "ab")
    assert [article.id for article in articles(write(tmp_path, "reports", lines.encode(encoding)))] == ["a", "b"]


def test_page(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, "page", PAGE.format(charset="utf-8")))
    assert TEXT in article.text
    assert "حقوق" not in article.text
    assert article.date == dt.date(2023, 3, 5)
    assert article.title == "زيارة إلى الخرطوم"


def test_page_in_an_old_code_page(tmp_path: Path) -> None:
    page = PAGE.format(charset="windows-1256").encode("windows-1256")
    (article,) = articles(write(tmp_path, "page.html", page))
    assert TEXT in article.text


def test_all_fields_of_json_lines(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "date": "2023-03-05",
        "text": TEXT,
        "title": "عنوان",
        "url": "http://a.example",
        "source": "و",
        "x": 1,
    }
    (article,) = articles(write(tmp_path, "in.jsonl", json.dumps(row)))
    assert article == Article("7", TEXT, dt.date(2023, 3, 5), "عنوان", "http://a.example", "و")


def test_the_given_date_is_for_those_that_have_none(tmp_path: Path) -> None:
    rows = [{"id": "a", "date": None, "text": TEXT}, {"id": "b", "date": "2020-01-02T10:00:00Z", "text": TEXT}]
    path = write(tmp_path, "in.jsonl", "\n".join(map(json.dumps, rows)))
    found = read_articles([path], date=dt.date(2024, 6, 20))
    assert [item.date for item in found if isinstance(item, Article)] == [dt.date(2024, 6, 20), dt.date(2020, 1, 2)]


def test_broken_lines_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": TEXT}, ensure_ascii=False).encode()
    bad = [b'{"id": "x", "text": ', b"[1]", b'{"id": "y"}', b'{"text": "' + "ال".encode() + b'\xff"}', b'{"text": ""}']
    bad.append(json.dumps({"text": TEXT, "date": "20/6/2024"}).encode())
    path = write(tmp_path, "in.jsonl", b"\n".join([good, *bad, b"", good]))
    found = list(read_articles([path]))
    assert [item.id for item in found if isinstance(item, Article)] == ["good", "good"]
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [item.where for item in rejects] == [f"{path}:{number}" for number in range(2, 8)]
    assert "not JSON" in rejects[0].reason
    assert f"offset {sum(len(line) + 1 for line in [good, *bad[:3]]) + 14}" in rejects[3].reason
    assert "20/6/2024" in rejects[5].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff\u200f\n", "empty"),
        ("The minister arrived in Cairo on Monday for talks with his counterpart.", "not Arabic"),
        (
            "وزیر امور خارجه چین در گفتگو با همتای پاکستانی خود بر گسترش روابط دو کشور تاکید کرد و گفت که پکن",
            "another language",
        ),
        ("12345 6789", "no letters"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x00\x01" * 20, "offset 0"),
        (TEXT.encode() + b"\xff\xfe" + TEXT.encode(), f"offset {len(TEXT.encode())}"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes | str, reason: str) -> None:
    path = write(tmp_path, "in.txt", data)
    told = reject(path)
    assert told.where == path
    assert reason in told.reason


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "No such file" in reject(str(tmp_path / "none.txt")).reason
    assert "directory" in reject(str(tmp_path)).reason


def test_same_name_in_two_folders_is_two_articles(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    paths = [write(tmp_path / folder, "report.txt", TEXT) for folder in ("a", "b")]
    assert [article.id for article in articles(*paths)] == ["report", "report-2"]


def test_half_characters_are_replaced_and_offsets_kept(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, "in.jsonl", '{"id": "a", "text": "\\ud83d ' + TEXT + '"}'))
    assert article.text == "\ufffd " + TEXT


def test_a_long_file_of_lines_is_cut_at_the_right_places(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": TEXT}, ensure_ascii=False) for number in range(2000)]
    assert [a.id for a in articles(write(tmp_path, "in.jsonl", "\n".join(lines)))] == [str(n) for n in range(2000)]


def test_persian_letters_in_arabic_are_arabic() -> None:
    assert why_not_arabic(TEXT.replace("ي", "ی").replace("ك", "ک")) is None


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_offset(data: bytes) -> None:
    try:
        text, offset = decode(data), 0
    except UndecodableError as fault:
        text, offset = "", fault.offset
    assert isinstance(text, str)
    assert 0 <= offset <= len(data)


def test_a_heading_that_is_no_csv_is_rejected(tmp_path: Path) -> None:
    (found,) = read_articles([write(tmp_path, "a.csv", "x\rid,date,text\n1,2024-06-20,نص\n")])
    assert isinstance(found, Reject)
    assert "not CSV" in found.reason
