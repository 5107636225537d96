"""Exports: Rasid's records in the formats of the field.

`export` writes a stream of events and ties in one of `FORMATS`; the modules beside this one give the same rows as
Python objects. What each format keeps and loses is told column by column in ``docs/exports.md``.

>>> import io
>>> from rasid.coder import code
>>> from rasid.records import Article
>>> from rasid.tables import load
>>> article = Article("a", "استقبل الرئيس المصري نظيره السوداني.")
>>> out = io.StringIO()
>>> export(tell([(article, code(article, load()))]), "cameo", out).rows
1
>>> out.getvalue()
'\\tEGY\\tSDN\\t043\\t2.8\\n'
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Any, Final

from rasid.exports import cameo, ftm, gdelt, graphml, plover, polecat, table
from rasid.exports.codes import Codes
from rasid.exports.sources import ExportError, from_store, read_codings, record_from_json
from rasid.exports.told import Item, Kept, Record, Told, ToldTie, Undated, events_of, keep, tell

__all__ = [
    "FORMATS", "Codes", "ExportError", "Format", "Item", "Options", "Record", "Told", "ToldTie", "Written", "export",
    "from_store", "keep", "read_codings", "record_from_json", "tell",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """`keep`: which events (None: all where the format can say what did not happen, else what ``happened``);
    `undated`: what stands for the day of an event that the text doesn't date; `bom`: for CSV that Excel opens."""

    keep: Kept | None = None
    undated: Undated = "blank"
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to: rows written, events that went in, and how many of these were left out, by reason."""

    rows: int
    events: int
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: whether it is text, whether it can say that an event did not happen, and what writes it."""

    name: str
    summary: str
    write: Callable[[Iterable[Item], IO[Any], Codes, Options], int]
    binary: bool = False
    says_aux: bool = False
    wants: Callable[[Told], str] | None = None
    """Why an event has no row in it, or empty."""


def _no_cameo(one: Told) -> str:
    return "" if one.cameo else "no CAMEO code"


def _one_sided(one: Told) -> str:
    return "" if next(graphml.edges([one]), None) else "nobody known on one side"


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format(
            "polecat", "POLECAT's 40 columns, tab-separated",
            lambda items, out, codes, options: polecat.write(events_of(items), out, codes, options.undated),
        ),
        Format(
            "gdelt", "GDELT 2.0's 61 columns, tab-separated, no header",
            lambda items, out, codes, options: gdelt.write(events_of(items), out, codes, options.undated),
        ),
        Format(
            "cameo", "date, source, target, CAMEO code, Goldstein score",
            lambda items, out, codes, options: cameo.write(events_of(items), out, codes), wants=_no_cameo,
        ),
        Format(
            "plover-json", "PLOVER's JSON, one event or tie a line",
            lambda items, out, codes, options: plover.write(items, out, codes, options.undated), says_aux=True,
        ),
        Format(
            "csv", "one row an event, for R, Stata, Excel",
            lambda items, out, codes, options: table.write_csv(
                table.event_rows(items, codes), table.EVENTS, out, bom=options.bom
            ),
            says_aux=True,
        ),
        Format(
            "csv-ties", "one row a tie",
            lambda items, out, codes, options: table.write_csv(
                table.tie_rows(items, codes), table.TIES, out, bom=options.bom
            ),
            says_aux=True,
        ),
        Format(
            "parquet", "the columns of csv, typed",
            lambda items, out, codes, options: table.write_parquet(table.event_rows(items, codes), table.EVENTS, out),
            binary=True, says_aux=True,
        ),
        Format(
            "parquet-ties", "the columns of csv-ties, typed",
            lambda items, out, codes, options: table.write_parquet(table.tie_rows(items, codes), table.TIES, out),
            binary=True, says_aux=True,
        ),
        Format(
            "graphml", "a network of actors", lambda items, out, codes, options: graphml.write(items, out, codes),
            says_aux=True, wants=_one_sided,
        ),
        Format(
            "ftm", "FollowTheMoney entities, one a line",
            lambda items, out, codes, options: ftm.write(items, out, codes, options.undated), says_aux=True,
        ),
    )
}  # fmt: skip


def export(
    items: Iterable[Item], form: str, out: IO[Any], options: Options = Options(), codes: Codes | None = None
) -> Written:
    """Write events and ties as `form`, one of `FORMATS`, to a text stream (binary for parquet).

    Raises ExportError for a format that there is none of, or whose library is not installed.
    """
    chosen = FORMATS.get(form)
    if chosen is None:
        raise ExportError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    which: Kept = options.keep or ("all" if chosen.says_aux else "happened")
    count = _Count(which, chosen.wants)
    try:
        rows = chosen.write(count.pass_on(items), out, codes or Codes.load(), options)
    except ModuleNotFoundError as fault:
        raise ExportError(f"{form} needs the package {fault.name}: pip install 'rasid[exports]'") from None
    return Written(rows, count.events, {reason: number for reason, number in count.left_out.items() if number})


class _Count:
    """Lets through what is wanted and counts what is not."""

    def __init__(self, which: Kept, wants: Callable[[Told], str] | None) -> None:
        self.which = which
        self.wants = wants
        self.events = 0
        self.left_out: dict[str, int] = {}

    def pass_on(self, items: Iterable[Item]) -> Iterable[Item]:
        for item in items:
            if isinstance(item, Told):
                self.events += 1
                reason = self._reason(item)
                if reason:
                    self.left_out[reason] = self.left_out.get(reason, 0) + 1
                    continue
            yield item

    def _reason(self, one: Told) -> str:
        if not next(keep([one], self.which), None):
            return "not told as done" if not one.real else "vouched for by somebody else only"
        return self.wants(one) if self.wants else ""
