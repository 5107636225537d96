"""The tables of time, read and indexed."""

import re
from pathlib import Path
from typing import Final

from rasid.arabic.dates.mention import TimePhrase, TimeTables, TimeWord
from rasid.arabic.normalise import normalise
from rasid.arabic.numbers import NumberTables, with_proclitics

KINDS: Final = (
    "day", "told", "not_today", "not_before_today", "modifier", "same", "before_same", "this", "part", "part_after",
    "noon", "period", "season", "unit", "years_of", "decade", "span", "day_by", "about", "sense", "general_noun",
    "name_head", "dated_noun", "named", "era", "era_noun", "month_cue", "corresponding", "of_it", "first_of", "up_to",
    "joiner", "now", "that", "century_name",
)  # fmt: skip
AS_WRITTEN: Final = frozenset(("first_of", "up_to", "joiner", "now", "that", "century_name"))
"""Kinds whose words are listed with what is joined to them."""
_ISO: Final = re.compile(r"\d{4}-\d\d(-\d\d)?")
CORES: Final = frozenset(
    ("month", "weekday", "day", "told", "season", "unit", "years_of", "decade", "span", "day_by", "period")
)


def load(tables_dir: Path, numbers: NumberTables) -> TimeTables:
    """The tables of time under ``tables_dir``. Raises TableError where a table is faulty."""
    from rasid.tables.loader import read_table  # here, for rasid.tables imports this module

    index: dict[str, dict[tuple[tuple[str, ...], str], TimePhrase]] = {}
    about: dict[str, dict[tuple[str, ...], str]] = {kind: {} for kind in (*KINDS, "month", "weekday")}

    def add(phrase: str, word: TimeWord, *, proclitics: bool = True) -> None:
        first, *others = phrase.split()
        rest = tuple(normalise(other) for other in others)
        forms = dict(with_proclitics(first)) if proclitics else {}
        bare = normalise(first)
        for form, joined in ({bare: False} | forms).items():
            is_bare = form == bare
            if word.kind in CORES:
                entries = index.setdefault(form, {})
                known = entries.get((rest, word.kind))
                if known is None or (is_bare and not known.bare):
                    entries[(rest, word.kind)] = TimePhrase(rest, word, is_bare, joined and not is_bare)
            if word.kind != "span":
                about[word.kind].setdefault((form, *rest), word.value)

    for row in read_table(tables_dir / "months.tsv", ("names", "calendar", "month", "evidence"), optional=("source",)):
        if row["evidence"] not in ("strong", "context", "marked") or row["calendar"] not in ("gregorian", "hijri"):
            raise row.fault("evidence is strong, context or marked; calendar gregorian or hijri")
        if not row["month"].isdecimal() or not 1 <= int(row["month"]) <= 12:
            raise row.fault(f"not a month: {row['month']!r}")
        word = TimeWord("month", f"{row['calendar']} {row['month']} {row['evidence']}")
        for name in row.items("names"):
            add(name, word, proclitics=row["evidence"] == "strong")
            if row["evidence"] != "strong":
                add("و" + name, word, proclitics=False)
    for row in read_table(tables_dir / "weekdays.tsv", ("names", "day")):
        if row["day"] not in tuple("1234567"):
            raise row.fault(f"not a day of the week: {row['day']!r}")
        for name in row.items("names"):
            add(name, TimeWord("weekday", row["day"]))
    for row in read_table(tables_dir / "time_words.tsv", ("words", "kind"), optional=("value",)):
        if row["kind"] not in KINDS:
            raise row.fault(f"no such kind: {row['kind']!r}, wanted one of {', '.join(KINDS)}")
        for phrase in row.items("words"):
            if row["kind"] == "named":
                for form, _ in with_proclitics(phrase):
                    before = about["named"].get((form,))
                    about["named"][(form,)] = f"{before}|{row['value']}" if before else row["value"]
            else:
                add(phrase, TimeWord(row["kind"], row["value"]), proclitics=row["kind"] not in AS_WRITTEN)
    phrases: dict[str, tuple[TimePhrase, ...]] = {}
    alike: dict[tuple[TimePhrase, ...], tuple[TimePhrase, ...]] = {}  # one for all forms of a word: they load faster
    for form, entries in index.items():
        told = tuple(sorted(entries.values(), key=lambda phrase: (-len(phrase.rest), not phrase.bare)))
        phrases[form] = alike.setdefault(told, told)
    facts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(tables_dir / "known_acts.tsv", ("acts", "names", "date", "gloss")):
        if not _ISO.fullmatch(row["date"]):
            raise row.fault(f"neither a day nor a month: {row['date']!r}")
        for act in row.items("acts"):
            for name in row.items("names"):
                facts.setdefault(normalise(act), []).append((tuple(normalise(name).split()), row["date"]))
    return TimeTables(phrases, about, numbers, {act: tuple(known) for act, known in facts.items()})
