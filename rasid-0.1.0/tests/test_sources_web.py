"""Feeds, pages, archives from a server of our own: politeness, limits, and no way into the private network."""

import contextlib
import gzip
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import rasid
from rasid.cli import app
from rasid.sources import Document, Reject, read_documents
from rasid.sources.document import Limits
from rasid.sources.fetch import Fetcher, FetchError, Manners
from rasid.sources.guard import ForbiddenAddressError, check_address
from test_sources import PAGE, TEXT

runner = CliRunner()
QUICK = Manners(pause=0, patience=2, total=3, size=1 << 20, retries=2, back_off=0.01, allow_private=True)
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A site that answers as it is told, and notes what it was asked."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def page(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        self.pages[path] = answer
        return self.url + path

    def feed(self, path: str, links: list[str], etag: str = "") -> str:
        day = formatdate(1_709_640_000)
        items = "".join(f"<item><title>خبر</title><link>{link}</link><pubDate>{day}</pubDate></item>" for link in links)
        xml = f'<?xml version="1.0"?><rss version="2.0"><channel><title>الصحيفة</title>{items}</channel></rss>'
        return self.page(path, xml, Content_Type="application/rss+xml", ETag=etag)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            answer = site.pages.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            with contextlib.suppress(OSError):  # the reader has had enough
                answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def ingest(*args: str, status: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["ingest", *args])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def page(number: int) -> str:
    return PAGE.format(charset="utf-8").replace("مياه النيل", f"مياه النيل في الجولة رقم {number}")


def test_a_feed_with_its_pages_is_read_once(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    db = str(tmp_path / "s.duckdb")
    links = [site.page(f"/{n}", page(n)) for n in range(3)]
    feed = site.feed("/rss", links, etag='"one"')
    out, _ = ingest(feed, "--db", db, "--allow-private")
    assert "3 new" in out
    with rasid.open(db) as store:
        rows = store.articles().rows()
        assert {row["id"] for row in rows} == set(links)
        assert {(row["source"], row["date_from"], str(row["date"])) for row in rows} == {
            ("الصحيفة", "page", "2023-03-05")
        }
    site.asked.clear()
    site.feed("/rss", [*links, site.page("/new", page(9))])
    assert "1 new" in ingest(feed, "--db", db, "--allow-private")[0]
    assert site.asked == ["/robots.txt", "/rss", "/new"]


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    feed = site.feed("/rss", [])

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.send_response(304)
            handler.end_headers()
            return
        body = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
        handler.send_response(200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.pages["/rss"] = answer
    db = str(tmp_path / "s.duckdb")
    for expected in ("read", "unchanged"):
        runner.invoke(app, ["ingest", feed, "--db", db, "--allow-private"])
        with rasid.open(db) as store:
            assert store.sql("SELECT status, etag FROM feeds").rows() == [{"status": expected, "etag": '"v1"'}]


def test_robots_txt_is_obeyed(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private/")
    url, other = site.page("/private/1", page(1)), site.page("/public", page(2))
    with Fetcher(QUICK) as fetcher:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.get(url)
        assert fetcher.get(other).body
    assert "/private/1" not in site.asked


def test_a_pause_between_requests(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    with Fetcher(Manners(pause=5, allow_private=True)) as fetcher:
        for n in range(3):
            fetcher.get(site.page(f"/{n}", page(n)))
    assert len(slept) == 3  # robots.txt, then three pages
    assert all(4 < seconds <= 5 for seconds in slept)


def test_a_site_in_trouble_is_tried_again(site: Site) -> None:
    left = [503, 429]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if left:
            handler.send_error(left.pop())
        else:
            handler.send_response(200)
            handler.send_header("Content-Length", "2")
            handler.end_headers()
            handler.wfile.write(b"ok")

    site.pages["/"] = answer
    with Fetcher(QUICK) as fetcher:
        assert fetcher.get(site.url + "/").body == b"ok"
        site.page("/down", "", status=500)
        with pytest.raises(FetchError, match="500"):
            fetcher.get(site.url + "/down")
    assert site.asked.count("/down") == 3


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
     "2002:7f00:1::"],
)  # fmt: skip
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        check_address(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_not(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/",
     "http://[::ffff:127.0.0.1]:{port}/", "http://user@127.0.0.1:{port}/"],
)  # fmt: skip
def test_this_machine_is_not_reached_by_any_name(site: Site, url: str, tmp_path: Path) -> None:
    port = site.url.rpartition(":")[2]
    _, err = ingest(url.format(port=port), "--db", str(tmp_path / "s.duckdb"), status=1)
    assert "rasid: http" in err
    assert site.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "//", "http://"])
def test_redirects_elsewhere_are_refused(site: Site, target: str) -> None:
    url = site.page("/go", "", status=302, Location=target)
    with Fetcher(QUICK) as fetcher, pytest.raises(FetchError):
        fetcher.get(url)


def test_a_redirect_into_the_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public site (so it seems to the guard) sends us on to a private one: refused where the socket is opened."""
    import rasid.sources.guard as guard

    checked: list[str] = []

    def check(address: str) -> None:
        checked.append(address)
        if len(checked) > 2:  # robots.txt and the page came from "public" addresses
            raise ForbiddenAddressError(f"{address} is not a public address")

    monkeypatch.setattr(guard, "check_address", check)
    other = site.url.replace("127.0.0.1", "localhost")
    url = site.page("/go", "", status=302, Location=other + "/secret", Connection="close")
    site.page("/secret", "secret")
    with Fetcher(Manners(pause=0, retries=0)) as fetcher, pytest.raises(FetchError, match="refused"):
        fetcher.get(url)
    assert "/secret" not in site.asked


def test_file_addresses_are_refused(tmp_path: Path) -> None:
    _, err = ingest("file:///etc/passwd", "--db", str(tmp_path / "s.duckdb"), status=1)
    assert "only http and https" in err


def test_an_endless_answer_is_cut_off(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<rss>" + b" " * 100_000)

    site.pages["/endless"] = answer
    with Fetcher(QUICK) as fetcher, pytest.raises(FetchError, match="larger than 1 MB"):
        fetcher.get(site.url + "/endless")


def test_a_dripping_answer_is_cut_off(site: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.05)

    site.pages["/drip"] = answer
    manners = Manners(pause=0, patience=1, total=0.3, retries=0, allow_private=True)
    with Fetcher(manners) as fetcher, pytest.raises(FetchError, match="not done"):
        fetcher.get(site.url + "/drip")


def test_a_bomb_from_the_web(site: Site) -> None:
    url = site.page("/bomb", gzip.compress(b"\0" * (50 << 20)), Content_Encoding="gzip")
    with Fetcher(QUICK) as fetcher, pytest.raises(FetchError, match="larger than"):
        fetcher.get(url)


def test_watch_visits_each_feed(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    db = str(tmp_path / "s.duckdb")
    feeds = [site.feed(f"/{name}", [site.page(f"/{name}/1", page(n))]) for n, name in enumerate("ab")]
    listed = tmp_path / "feeds.toml"
    listed.write_text(f'[[feed]]\nurl = "{feeds[0]}"\nsource = "أ"\n[[feed]]\nurl = "{feeds[1]}"\n')
    for expected in (2, 2):
        result = runner.invoke(app, ["watch", str(listed), "--db", db, "--once", "--allow-private"])
        assert result.exit_code == 0, result.output
        with rasid.open(db) as store:
            assert len(store.articles()) == expected
    with rasid.open(db) as store:
        assert {row["source"] for row in store.articles()} == {"أ", "الصحيفة"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[feed]]\n",
        "feed = 3",
        "[[feed]]\nurl = 'http://a'\ncolour = 1",
        "not toml",
        "every = 'x'\n[[feed]]\nurl='http://a'",
    ],
)
def test_a_wrong_list_of_feeds(tmp_path: Path, text: str) -> None:
    listed = tmp_path / "feeds.toml"
    listed.write_text(text)
    result = runner.invoke(app, ["watch", str(listed), "--db", str(tmp_path / "s.duckdb"), "--once"])
    assert result.exit_code == 2
    assert str(listed) in result.stderr


def warc(path: Path, pages: dict[str, bytes], packed: bool) -> str:
    """A WARC file of our own: responses, and a record that is none."""
    data = b""
    for url, body in {"": b"", **pages}.items():
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )
        kind, content = ("response", http) if url else ("warcinfo", b"software: test\r\n")
        lines = [
            "WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>",
            "WARC-Date: 2024-06-20T10:00:00Z", f"Content-Length: {len(content)}",
        ]  # fmt: skip
        if url:
            lines += [f"WARC-Target-URI: {url}", "Content-Type: application/http; msgtype=response"]
        record = "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"
        data += gzip.compress(record) if packed else record
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_of_pages(tmp_path: Path, packed: bool) -> None:
    html = PAGE.format(charset="utf-8")
    undated = html.replace("2023-03-05T08:00:00Z", "")
    pages = {
        "https://a.example/1": html.encode(),
        "https://a.example/2": undated.encode(),
        "https://a.example/3": b"<p>x",
    }
    found = list(read_documents([warc(tmp_path / ("c.warc.gz" if packed else "c.warc"), pages, packed)]))
    articles = {item.article.id: item for item in found if isinstance(item, Document)}
    assert articles["https://a.example/1"].date_from == "page"
    assert TEXT in articles["https://a.example/1"].article.text
    second = articles["https://a.example/2"]
    assert (str(second.article.date), second.date_from) == ("2024-06-20", "warc")
    assert second.article.source == "a.example"
    assert [item.reason for item in found if isinstance(item, Reject)] == ["no article found in the page"]


def test_a_damaged_archive_keeps_what_is_before(tmp_path: Path) -> None:
    html = PAGE.format(charset="utf-8").encode()
    path = warc(tmp_path / "c.warc.gz", {"https://a.example/1": html, "https://a.example/2": html}, True)
    Path(path).write_bytes(Path(path).read_bytes()[:-40])
    found = list(read_documents([path]))
    assert [item.article.id for item in found if isinstance(item, Document)][:1] == ["https://a.example/1"]


@pytest.mark.parametrize("pack", ["gzip", "zstd"])
def test_packed_files(tmp_path: Path, pack: str) -> None:
    import zstandard

    data = (json.dumps({"id": "a", "text": TEXT}) + "\n").encode()
    packed = gzip.compress(data) if pack == "gzip" else zstandard.compress(data)
    path = tmp_path / f"in.jsonl.{'gz' if pack == 'gzip' else 'zst'}"
    path.write_bytes(packed)
    (item,) = read_documents([path])
    assert isinstance(item, Document)
    assert item.article.text == TEXT
    path.write_bytes(packed[:-8])
    assert any(isinstance(item, Reject) and "damaged" in item.reason for item in read_documents([path]))


def test_a_bomb_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * (8 << 20)))
    found = list(read_documents([path], limits=Limits(expanded=1 << 20)))
    assert "bomb" in str(found[-1])


@pytest.mark.parametrize("name", ["in.csv", "in.tsv", "in"])
def test_tables(tmp_path: Path, name: str) -> None:
    separator = "\t" if name == "in.tsv" else ","
    rows = [
        ["ID", "Date", "Text"],
        ["a", "2024-03-05", f'"{TEXT.replace(chr(44), " ")}"'],
        ["b", "March", TEXT],
        ["c", "", ""],
    ]
    (tmp_path / name).write_text("\ufeff" + "\n".join(separator.join(row) for row in rows))
    first, *rest = read_documents([tmp_path / name])
    assert isinstance(first, Document)
    assert (first.article.id, str(first.article.date)) == ("a", "2024-03-05")
    assert ["ISO 8601" in str(rest[0]), "no text" in str(rest[1])] == [True, True]


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": [1, 2], "text": [TEXT, None], "other": [1, 2]}), path)
    first, second = read_documents([path])
    assert isinstance(first, Document)
    assert first.article.id == "1"
    assert "no text" in str(second)
    path.write_bytes(b"PAR1" + b"x" * 50)
    assert "Parquet" in str(next(read_documents([path])))


def test_five_megabytes_are_kept_and_told(tmp_path: Path) -> None:
    db = str(tmp_path / "s.duckdb")
    (tmp_path / "long.txt").write_text(TEXT * (5_000_000 // len(TEXT.encode())))
    (tmp_path / "short.txt").write_text(TEXT)
    out, _ = ingest(str(tmp_path / "long.txt"), str(tmp_path / "short.txt"), "--db", db)
    assert "2 new" in out
    assert "1 kept" in out
    with rasid.open(db) as store:
        assert sum(len(row["text"].encode()) for row in store.articles()) > 4_900_000
        assert "kept but not coded" in store.sql("SELECT reason FROM rejects").rows()[0]["reason"]


def test_pages_with_scripts(tmp_path: Path) -> None:
    script = "<script>alert('x'); document.write('<p>نص من البرنامج</p>')</script>"
    (tmp_path / "p.html").write_text(PAGE.format(charset="utf-8").replace("<p>", script + "<p onclick='x()'>", 1))
    (item,) = read_documents([tmp_path / "p.html"])
    assert isinstance(item, Document)
    assert "alert" not in item.article.text
    assert TEXT in item.article.text
    assert item.original is not None
    assert io.BytesIO(item.original).read().count(b"<script>") == 1
