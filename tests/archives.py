"""Archives for the tests of runs: the same articles as JSON Lines, Parquet, WARC and pages."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SENTENCES = (
    "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.",
    "استقبل الرئيس المصري نظيره السوداني في القاهرة.",
    "فرض الاتحاد الأوروبي عقوبات على إيران.",
    "قتل ثلاثة مدنيين في قصف إسرائيلي على غزة.",
    "أعلنت تركيا والسعودية تحالفا عسكريا في الرياض يوم الخميس الماضي.",
)
PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{date}T10:00:00Z"></head><body><article><h1>{title}</h1>{body}</article></body></html>"""


def records(count: int) -> list[dict[str, str]]:
    """Articles of three months, no two alike."""
    return [
        {
            "id": f"a{k}",
            "date": str(dt.date(2024, 1 + k % 3, 1 + k % 28)),
            "text": f"{SENTENCES[k % 5]}\n{SENTENCES[(k + 1) % 5]}\nوجاء ذلك في التقرير رقم {k}.",
        }
        for k in range(count)
    ]


def json_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def parquet(path: Path, rows: list[dict[str, Any]], group: int = 7) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=group)
    return path


def warc(path: Path, rows: list[dict[str, str]]) -> Path:
    """One response a record, each packed by itself as crawlers do; between them what is no page, and an English one."""
    import gzip

    def record(url: str, kind: str, body: bytes) -> bytes:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-20T10:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + http + b"\r\n\r\n", 1)

    with path.open("wb") as file:
        for row in rows:
            url = f"https://news.example/{row['id']}"
            file.write(record(url + ".png", "image/png", b"\x89PNG"))
            body = "".join(f"<p>{line}</p>" for line in row["text"].splitlines())
            page = PAGE.format(title=row.get("title", "خبر من الصحيفة"), date=row["date"], body=body)
            file.write(record(url, "text/html; charset=utf-8", page.encode()))
        english = PAGE.format(title="News", date="2024-01-01", body="<p>Nothing here is in Arabic, not a word.</p>" * 3)
        file.write(record("https://news.example/en", "text/html", english.encode()))
    return path
