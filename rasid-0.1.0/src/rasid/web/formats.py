"""One mechanism for every list: a page of rows, answered as JSON, CSV or Arrow, with an ETag and a link to the next.

An endpoint makes a `Page`; `respond` does the rest. The format is that of `?format=` or of the `Accept` header.
"""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from rasid.web.problems import Problem

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

Format = Literal["json", "csv", "arrow"]
MEDIA: Final[Mapping[Format, str]] = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "arrow": "application/vnd.apache.arrow.stream",
}  # fmt: skip
_BARE: Final = {kind.partition(";")[0]: name for name, kind in MEDIA.items()}
_BOM: Final = "\ufeff"  # without it Excel garbles the Arabic
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class Page:
    """Rows with what belongs to them.

    ``table``: Arrow; ``cursor``: of the next page; ``more``: further keys of the JSON answer (a chart's changes, a
    network's nodes), which CSV and Arrow leave out.
    """

    table: "pa.Table"
    cursor: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: "pl.DataFrame", **more: Any) -> "Page":
        """A page out of a polars frame."""
        import polars as pl

        return cls(frame.to_arrow(compat_level=pl.CompatLevel.oldest()), None, more)


def chosen(request: Request) -> Format:
    """The format that the request asks for; raises Problem 406 for one that we don't have."""
    named = request.query_params.get("format")
    if named is not None:
        for known in MEDIA:
            if known == named:
                return known
        raise Problem(406, f"no format {named!r}: take json, csv or arrow")
    accepted = request.headers.get("accept", "*/*")
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")):
        media, *options = part.strip().split(";")
        weight = next((o.strip()[2:] for o in options if o.strip().startswith("q=")), "1")
        try:
            ranked.append((-float(weight), place, media.strip().lower()))
        except ValueError:
            continue
    for weighed, _, media in sorted(ranked):
        if weighed == 0:
            continue
        if media in _BARE:
            return _BARE[media]
        if media in ("*/*", "application/*", "application/problem+json", ""):
            return "json"
        if media == "text/*":
            return "csv"
    raise Problem(406, f"can't answer as {accepted}: we have {', '.join(_BARE)}")


def respond(request: Request, page: Page) -> Response:
    """Answer with a page in the format asked for; 304 where the client has it already."""
    kind = chosen(request)
    body = render(page, kind)
    headers = {"Vary": "Accept, Authorization", "Cache-Control": "private, no-cache"}
    if page.cursor is not None:
        following = request.url.include_query_params(cursor=page.cursor)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    if kind == "csv":
        name = request.url.path.strip("/").replace("/", "-") or "rasid"
        headers["Content-Disposition"] = f'inline; filename="{_ascii(name)}.csv"'
    return tagged(request, body, MEDIA[kind], headers)


def tagged(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """A response with a strong ETag, or 304 if it equals what the client has."""
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    all_headers = {**(headers or {}), "ETag": tag}
    known = request.headers.get("if-none-match", "")
    if known and (known.strip() == "*" or tag in [t.strip().removeprefix("W/") for t in known.split(",")]):
        return Response(status_code=304, headers=all_headers)
    return Response(body, media_type=media, headers=all_headers)


def tagged_json(request: Request, value: Any) -> Response:
    """One object as JSON, with an ETag."""
    headers = {"Vary": "Accept, Authorization", "Cache-Control": "private, no-cache"}
    return tagged(request, dumps(value), MEDIA["json"], headers)


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """One object as JSON, without an ETag: the answer to a POST."""
    return JSONResponse(json.loads(dumps(value)), status, dict(headers or {}))


def render(page: Page, kind: Format) -> bytes:
    """The bytes of a page."""
    if kind == "arrow":
        import pyarrow as pa

        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, page.table.schema) as writer:
            writer.write_table(page.table)
        return sink.getvalue()
    rows = page.table.to_pylist()
    if kind == "csv":
        return _csv(page.table.column_names, rows)
    return dumps({"data": rows, "next": page.cursor, **page.more})


def dumps(value: Any) -> bytes:
    """JSON as we write it: Arabic as it is, days and times in ISO 8601, no NaN."""
    return json.dumps(value, ensure_ascii=False, default=_plain, separators=(",", ":"), allow_nan=False).encode(
        "utf-8", "replace"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat() + ("Z" if value.tzinfo is None else "")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def _csv(columns: Sequence[str], rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, tuple)):
        value = ";".join(map(str, value))
    elif isinstance(value, dict):
        value = dumps(value).decode()
    elif isinstance(value, (dt.date, dt.datetime)):
        value = _plain(value)
    text = str(value).replace("\x00", "")
    return "'" + text if text[:1] in _FORMULA else text


def _ascii(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
