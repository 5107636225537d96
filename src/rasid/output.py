"""Codings as people and programs want them: a table for the terminal, JSON Lines, CSV."""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import IO, Any, Final

from rasid.records import Article, Coding, Event, Span, Tie

CSV_COLUMNS: Final = (
    "article", "article_date", "kind", "id", "type", "mode", "actor", "recipient", "aux", "attribution", "when",
    "where", "country", "trigger", "context", "cameo", "score", "amount", "unit", "since", "until", "confidence",
    "rule", "start", "end", "sentence", "coder_version",
)  # fmt: skip
_LEAST_AROUND: Final = 20  # characters of the sentence shown on either side of the trigger, however narrow the terminal
_PIPED_WIDTH: Final = 140
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"  # keeps right-to-left text from reordering what stands beside it
_BOM: Final = "\ufeff"


def confident(coding: Coding, least: float) -> Coding:
    """The coding without what the coder is less sure of."""
    if least <= 0:
        return coding
    return replace(
        coding,
        events=tuple(event for event in coding.events if event.confidence >= least),
        ties=tuple(tie for tie in coding.ties if tie.confidence >= least),
    )


def json_line(coding: Coding) -> str:
    return json.dumps(coding.to_json(), ensure_ascii=False, separators=(", ", ": "))


def confident_line(coding: Coding, least: float) -> str:
    """The line of JSON without what the coder is less sure of."""
    return json_line(confident(coding, least))


def write_csv(codings: Iterable[tuple[Article, Coding]], out: IO[str]) -> None:
    """One row an event or tie, lists joined with `;`. Without its byte order mark Excel would garble the Arabic."""
    out.write(_BOM)
    writer = csv.DictWriter(out, CSV_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for article, coding in codings:
        shared = {
            "article": coding.id, "article_date": coding.date or "", "coder_version": coding.coder_version,
        }  # fmt: skip
        for event in coding.events:
            writer.writerow(shared | _event_row(event, article.text))
        for tie in coding.ties:
            writer.writerow(shared | _tie_row(tie, article.text))


def _event_row(event: Event, text: str) -> dict[str, Any]:
    return _row(event, text) | {
        "kind": "event", "type": event.type, "mode": event.mode or "", "actor": _list(event.actor),
        "recipient": _list(event.recipient), "aux": _list(event.aux), "when": event.when or "",
        "where": event.where.name if event.where else "", "context": _list(event.context),
        "country": event.where.country or "" if event.where else "", "cameo": event.cameo or "",
        "score": "" if event.score is None else event.score,
    }  # fmt: skip


def _tie_row(tie: Tie, text: str) -> dict[str, Any]:
    return _row(tie, text) | {
        "kind": "tie", "type": tie.kind, "actor": _list(tie.source), "recipient": _list(tie.target),
        "since": tie.since or "", "until": tie.until or "",
    }  # fmt: skip


def _row(item: Event | Tie, text: str) -> dict[str, Any]:
    amount = item.amount.to_json() if item.amount else {}
    return {
        "id": item.id, "attribution": _list(item.attribution), "trigger": _plain(item.trigger),
        "amount": amount.get("value", ""), "unit": amount.get("unit") or "", "confidence": round(item.confidence, 3),
        "rule": item.rule, "start": item.trigger_span.start, "end": item.trigger_span.end,
        "sentence": _plain(item.evidence.cut(text)),
    }  # fmt: skip


def _list(items: Iterable[str]) -> str:
    return ";".join(items)


def _plain(text: str) -> str:
    """One line; and no cell that a spreadsheet would take for a formula."""
    line = " ".join(text.split())
    return "'" + line if line[:1] in ("=", "+", "-", "@") else line


def parties(actor: Iterable[str], recipient: Iterable[str]) -> str:
    """RUS + VNM, or USA → PRK: both sides with an arrow, the parties of a mutual event with a plus."""
    left, right = " + ".join(actor) or "—", " + ".join(recipient)
    return f"{left} → {right}" if right else left


def isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def snippet(text: str, evidence: Span, trigger: Span, width: int) -> tuple[str, str, str]:
    """The sentence before the trigger, the trigger, and what follows, cut at spaces to `width` characters or so."""
    around = max((width - (trigger.end - trigger.start)) // 2, _LEAST_AROUND)
    before = text[max(evidence.start, 0) : trigger.start]
    after = text[trigger.end : min(evidence.end, len(text))]
    spare = max(around - min(len(before), len(after)), 0)  # what the shorter side leaves goes to the longer one
    if len(before) > around + spare:
        before = "… " + before[-around - spare :].partition(" ")[2]
    if len(after) > around + spare:
        after = after[: around + spare].rpartition(" ")[0] + " …"
    before, word, after = (part.replace("\n", " ") for part in (before, trigger.cut(text), after))
    return before, word, after


class TerminalTable:
    """Prints article after article: for each event a line of codes, and under it the sentence, its trigger marked.

    The Arabic stands on lines of its own, isolated, so that no terminal reorders the codes around it.
    """

    def __init__(self, out: IO[str], width: int | None = None, colour: bool | None = None) -> None:
        from rich.console import Console

        self.console = Console(file=out, width=width, highlight=False, force_terminal=colour or None)
        self.colour = self.console.is_terminal and colour is not False and not self.console.no_color
        if width is None and not self.console.is_terminal:
            self.console.width = _PIPED_WIDTH
        self.events = self.ties = self.articles = 0

    def show(self, article: Article, coding: Coding) -> None:
        self.articles += 1
        self.events += len(coding.events)
        self.ties += len(coding.ties)
        heading = [self.styled(coding.id, "bold"), coding.date.isoformat() if coding.date else "no date"]
        heading += [isolated(text) for text in (coding.place.name if coding.place else "", coding.title or "") if text]
        self.line("  ".join(heading))
        rows: list[tuple[list[str], Event | Tie]] = []
        for event in coding.events:
            codes = [event.when or "", event.type, parties(event.actor, event.recipient), " ".join(event.aux)]
            rows.append((codes, event))
        for tie in coding.ties:
            rows.append(([_years(tie), tie.kind, parties(tie.source, tie.target), ""], tie))
        widths = [max((len(codes[column]) for codes, _ in rows), default=0) for column in range(4)]
        for codes, item in rows:
            padded = [code.ljust(width) for code, width in zip(codes, widths, strict=True)]
            padded[1] = self.styled(padded[1], "bold cyan" if isinstance(item, Event) else "bold magenta")
            says = "says " + " + ".join(item.attribution) if item.attribution else ""
            self.line("  " + "  ".join([*padded, says]).rstrip())
            self.line("      " + self.sentence(article.text, item))
        if not rows:
            self.line("  nothing to code")
        for note in coding.notes:
            self.line("  " + self.styled(note, "dim"))
        self.line("")

    def sentence(self, text: str, item: Event | Tie) -> str:
        before, word, after = snippet(text, item.evidence, item.trigger_span, self.console.width - 12)
        return isolated(before + (self.styled(word, "bold yellow") if self.colour else f"«{word}»") + after)

    def styled(self, text: str, style: str) -> str:
        if not self.colour:
            return text
        from rich.style import Style

        return Style.parse(style).render(text)

    def line(self, text: str) -> None:
        self.console.file.write(text + "\n")

    def close(self) -> None:
        counts = (_count(self.articles, "article"), _count(self.events, "event"), _count(self.ties, "tie"))
        self.line(", ".join(counts))


def _years(tie: Tie) -> str:
    return f"{tie.since or ''}–{tie.until or ''}" if tie.since or tie.until else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
