"""Measuring the coder: against gold in our form, and against OEDA's Arabic gold-standard records.

For gold with events: precision, recall and F1 at four strictnesses, and how often each further field is right. For
files of labels: does a sentence hold an event of the type? For files of spans: do the countries agree? Every share has
its 95% bootstrap interval, and beside Rasid's figures stand those of a naive baseline.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rasid.evaluate.detect import detected, table
from rasid.evaluate.gold import Gold, GoldError, read_gold, read_predicted
from rasid.evaluate.intervals import Counts, interval
from rasid.evaluate.score import FIELDS, LEVELS, Error, Tally, base, precision_recall, tally
from rasid.tables import Tables
from rasid.tables.custom import known_types

__all__ = ["Figure", "GoldError", "Report", "Section", "evaluate", "render"]

Coder = Callable[[Gold], dict[str, Any]]
RASID, BASELINE, PREDICTED, DETECTOR = "rasid", "baseline", "predicted", "detector"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its 95% interval."""

    value: float
    interval: tuple[float, float] | None = None

    def to_json(self) -> Any:
        return {
            "value": round(self.value, 3),
            "interval": [round(x, 3) for x in self.interval] if self.interval else None,
        }


@dataclass(slots=True)
class Section:
    """The figures of one coder on the records of one kind."""

    kind: str
    coder: str
    counts: dict[str, int] = field(default_factory=dict)
    figures: dict[str, dict[str, Figure]] = field(default_factory=dict)
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    by_type: dict[str, float] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"gold": self.kind, "coder": self.coder, **self.counts}
        for name, row in self.figures.items():
            told[name] = {key: figure.to_json() for key, figure in row.items()}
        for name, (right, of) in self.fields.items():
            told[name] = {"right": right, "of": of}
        if self.by_type:
            told["dyad_f1_by_type"] = {name: round(value, 2) for name, value in self.by_type.items()}
        return told


@dataclass(slots=True)
class Report:
    sections: list[Section]

    def to_json(self) -> list[dict[str, Any]]:
        return [section.to_json() for section in self.sections]


def evaluate(
    paths: Iterable[Path], predicted: Path | None = None, samples: int = 1000, with_baseline: bool = True
) -> Report:
    """The figures on the gold files, those of one kind (and type) taken together.

    With `predicted` the events of that file are measured and not those that the coder finds now.
    """
    gold = read_gold(paths)
    coders: dict[str, Coder] = {}
    if predicted:
        known = read_predicted(predicted)
        coders[PREDICTED] = lambda record: known.get(record.article.id, {})
    else:
        coders[RASID] = _coder()
    if with_baseline:
        coders[BASELINE] = _baseline()
    groups: dict[tuple[str, str], list[Gold]] = {}
    for record in gold:
        groups.setdefault((record.kind, record.type), []).append(record)
    sections: list[Section] = []
    for (kind, type_), records in groups.items():
        for name, coder in coders.items():
            if kind == "events":
                sections.append(_events(records, coder, name, samples))
            elif kind == "labels":
                sections.append(_labels(records, coder, name, samples, type_))
                if name == RASID and type_ in table():
                    sections.append(_labels(records, coder, DETECTOR, samples, type_))
            else:
                sections.append(_spans(records, coder, name, samples, type_))
    return Report(sections)


def _coder() -> Coder:
    from rasid.coder import code
    from rasid.tables import load

    tables: Tables = load()
    return lambda record: code(record.article, tables).to_json()


def _baseline() -> Coder:
    from rasid.evaluate.baseline import naive
    from rasid.tables import load

    tables: Tables = load()
    return lambda record: naive(record.article, tables)


def _events(records: list[Gold], coder: Coder, name: str, samples: int) -> Section:
    section = Section("events", name)
    bags: list[Tally] = []
    for record in records:
        counts, errors = tally({"events": record.events, "ties": record.ties}, coder(record))
        bags.append(counts)
        section.errors += [Error(kind, record.article.id, event, record.article.text) for kind, event in errors]
    total = sum(bags, Counter())
    section.counts = {
        "records": len(records), "gold_events": total["gold"], "predicted_events": total["predicted"],
        "gold_ties": total["gold ties"], "predicted_ties": total["predicted ties"],
    }  # fmt: skip
    for level in LEVELS:
        section.figures[level] = _three([(b[level], b["predicted"], b["gold"]) for b in bags], samples)
    section.figures["ties"] = _three([(b["ties"], b["predicted ties"], b["gold ties"]) for b in bags], samples)
    section.fields = {name: (total[f"{name} right"], total[f"{name} of"]) for name in FIELDS}
    for type_ in sorted(known_types()):
        seen = total[f"predicted {type_}"], total[f"gold {type_}"]
        if any(seen):
            section.by_type[type_] = precision_recall(total[f"hit {type_}"], *seen)[2]
    return section


def _labels(records: list[Gold], coder: Coder, name: str, samples: int, type_: str) -> Section:
    """Detection: is there an event of the type in the sentence, or (the detector) do its words say so as well?"""
    rows: list[Counts] = []
    for record in records:
        events = coder(record).get("events", [])
        if name == DETECTOR:
            seen = bool(detected(record.article.text, events, type_))
        else:
            seen = any(event["type"] == type_ for event in events)
        rows.append((float(seen and record.positive), float(seen), float(record.positive)))
    section = Section(f"{type_} detection", name)
    section.counts = {
        "records": len(rows),
        "positive": sum(r.positive for r in records),
        "found": int(sum(r[1] for r in rows)),
    }
    section.figures["sentence"] = _three(rows, samples)
    return section


def _spans(records: list[Gold], coder: Coder, name: str, samples: int, type_: str) -> Section:
    """Countries: of the sentences whose labellers named a source (target) country, in how many is it coded as one?

    Precision is over the sentences in which the coder has a country there. A mutual event's parties count for both
    sides; an armed group counts for its country.
    """
    homes = _homes()
    section = Section(f"{type_} countries", name, counts={"records": len(records)})
    codings = [[event for event in coder(record).get("events", []) if event["type"] == type_] for record in records]
    for side, role in (("source", "actor"), ("target", "recipient")):
        rows: list[Counts] = []
        for record, events in zip(records, codings, strict=True):
            wanted = record.sources if side == "source" else record.targets
            found: set[str] = set()
            for event in events:
                codes = event[role] or (event["actor"] if len(event["actor"]) > 1 else [])
                found |= {homes.get(base(code), base(code)) for code in codes}
            found.discard("XXX")
            if wanted:
                rows.append((float(bool(wanted & found)), float(bool(found)), 1.0))
        section.counts[f"with_{side}"] = len(rows)
        section.figures[side] = _three(rows, samples)
    return section


def _homes() -> dict[str, str]:
    """The country of each armed or political group."""
    from rasid.tables import FOLDER
    from rasid.tables.loader import read_table

    path = FOLDER / "groups.tsv"
    columns = ("code", "names", "adjectives", "country", "role", "source")
    return {row["code"]: row["country"] for row in read_table(path, columns)} if path.exists() else {}


def _three(rows: list[Counts], samples: int) -> dict[str, Figure]:
    """Precision, recall and F1 of rows of (hits, predicted, gold)."""
    sums = tuple(map(sum, zip(*rows, strict=True))) if rows else (0.0, 0.0, 0.0)
    figures: dict[str, Figure] = {}
    for place, name in enumerate(("p", "r", "f1")):

        def one(counts: Counts, place: int = place) -> float:
            return precision_recall(counts[0], counts[1], counts[2])[place]

        figures[name] = Figure(one(sums), interval(rows, one, samples))
    return figures


def render(report: Report, out: IO[str], errors: int = 0) -> None:
    """The figures for people, one block for each kind of gold, the coders side by side."""
    kinds = dict.fromkeys(section.kind for section in report.sections)
    for kind in kinds:
        sections = [section for section in report.sections if section.kind == kind]
        counts = sections[0].counts
        fixed = {key: value for key, value in counts.items() if not key.startswith(("predicted", "found"))}
        out.write(f"{kind}: " + ", ".join(f"{value} {key.replace('_', ' ')}" for key, value in fixed.items()) + "\n")
        for section in sections:
            out.write(f"  {section.coder:<12}{'precision':<22}{'recall':<22}F1\n")
            for name, row in section.figures.items():
                out.write(
                    f"    {name:<12}" + "".join(f"{_figure(figure):<22}" for figure in row.values()).rstrip() + "\n"
                )
            if section.fields:
                shares = (f"{name} {right}/{of}" for name, (right, of) in section.fields.items())
                out.write("    fields right: " + ", ".join(shares) + "\n")
            if section.by_type:
                best_first = sorted(section.by_type.items(), key=lambda item: -item[1])
                out.write("    dyad F1: " + ", ".join(f"{name} {value:.2f}" for name, value in best_first) + "\n")
        out.write("\n")
        for error in sections[0].errors[:errors]:
            event = error.event
            out.write(f"{error.kind} {error.id} {event['type']} {event['actor']} -> {event['recipient']}")
            out.write(f" «{event.get('trigger')}»\n  {error.text}\n")


def _figure(figure: Figure) -> str:
    if figure.interval is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} [{figure.interval[0]:.3f}, {figure.interval[1]:.3f}]"
