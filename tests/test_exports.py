"""Each format is read back by the tools that its users use, and says what the record says."""

import datetime as dt
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from exchange import ARTICLE, CODING, DAY, EVENTS, RECORDS, TIES, VERSION
from rasid.analysis import dyad_month
from rasid.exports import FORMATS, ExportError, Options, Written, export, read_codings, tell
from rasid.exports import gdelt as gdelt_format
from rasid.exports import graphml as graphml_format
from rasid.exports import polecat as polecat_format
from rasid.exports.codes import Codes
from rasid.exports.gdelt import quad_class
from rasid.exports.table import EVENTS as EVENTS_TABLE
from rasid.exports.told import Told, ToldTie, interval
from rasid.imports import READERS
from rasid.output import json_line
from rasid.store.output import write_csv
from rasid.store.query import Rows

REFERENCE_POLECAT = """Event ID	Event Date	Event Type	Event Mode	Intensity	Quad Code	Contexts	Actor Name	Actor Country	Actor COW	Primary Actor Sector	Actor Sectors	Actor Title	Actor Name Raw	Wikipedia Actor ID	Recipient Name	Recipient Country	Recipient COW	Primary Recipient Sector	Recipient Sectors	Recipient Title	Recipient Name Raw	Wikipedia Recipient ID	Placename	City	District	Province	Country	Latitude	Longitude	GeoNames ID	Raw Placename	Feature Type	Source	Publication Date	Story People	Story Organizations	Story Locations	Language	Version"""
REFERENCE_GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL"""


def written(form: str, options: Options | None = None) -> tuple[str, Written]:
    out = io.StringIO()
    told = export(tell(RECORDS), form, out, options or Options())
    return out.getvalue(), told


def told_events() -> dict[str, Told]:
    return {one.id: one for one in tell(RECORDS) if isinstance(one, Told)}


def test_polecat_reads_back_with_its_columns_in_order() -> None:
    text, told = written("polecat")
    frame = pd.read_csv(io.StringIO(text), sep="\t", na_values=["None"], dtype=str)
    assert "\t".join(frame.columns) == REFERENCE_POLECAT
    assert told == Written(5, 6, {"not told as done": 1})
    rows = frame.set_index("Event ID")
    assert list(rows.index) == ["a1", "a2", "a3", "a4", "a6"]
    accuse = rows.loc["a1"]
    assert (accuse["Actor Name"], accuse["Actor Country"], accuse["Actor COW"]) == (
        "United States;United Kingdom", "USA;GBR", "2;200",
    )  # fmt: skip
    assert (accuse["Recipient COW"], accuse["Actor Name Raw"], accuse["Contexts"]) == (
        "731", "واشنطن;ولندن", "diplomatic;military",
    )  # fmt: skip
    assert (accuse["Quad Code"], accuse["Event Mode"], accuse["Intensity"]) == ("VERBAL CONFLICT", "allege", "-3.5")
    assault = rows.loc["a3"]
    assert (assault["City"], assault["Country"], assault["Latitude"]) == ("الموصل", "IRQ", "36.335")
    assert (assault["Primary Actor Sector"], assault["Primary Recipient Sector"]) == ("REB", "GOV")
    meeting = rows.loc["a6"]
    assert (meeting["Actor Country"], meeting["Actor Sectors"]) == ("PSE;None", "REB")
    assert set(rows["Source"]) == {"AFP"}
    assert set(rows["Version"]) == {VERSION}


def test_polecat_leaves_missing_missing() -> None:
    rows = {row["Event ID"]: row for row in polecat_format.rows(told_events().values(), Codes.load())}
    assert [rows[name]["Event Date"] for name in ("a1", "a3", "a4")] == ["None", "None", "2024-06-19"]
    assert rows["a3"]["Actor Name"] == "None"  # armed men of Iraq have no name
    for column in ("Actor Title", "Wikipedia Actor ID", "GeoNames ID", "Story People", "District", "Raw Placename"):
        assert {row[column] for row in rows.values()} == {"None"}
    dated = {row["Event ID"]: row for row in polecat_format.rows(told_events().values(), Codes.load(), "report")}
    assert [dated[name]["Event Date"] for name in ("a1", "a3")] == ["2024-06-20", "None"]  # a3 is dated, to the month


def test_gdelt_has_61_columns_and_no_header() -> None:
    assert tuple(REFERENCE_GDELT.split()) == gdelt_format.COLUMNS
    text, told = written("gdelt")
    frame = pd.read_csv(io.StringIO(text), sep="\t", header=None, names=gdelt_format.COLUMNS, dtype=str)
    assert told.rows == len(frame) == 2 + 1 + 1 + 6 + 2
    assert all(line.count("\t") == 60 for line in text.splitlines())
    assert frame["GLOBALEVENTID"].is_unique
    assert frame["GLOBALEVENTID"].astype("int64").min() > 0
    first, assault = frame.iloc[0], frame.iloc[3]
    assert (first["Actor1Code"], first["Actor1Name"], first["Actor2Code"]) == ("USA", "UNITED STATES", "PRK")
    assert tuple(first[["EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"]]) == (
        "112", "112", "11", "3", "-2.0",
    )  # fmt: skip
    assert first["SOURCEURL"] == ARTICLE.url
    assert tuple(assault[["Actor1Code", "Actor1CountryCode", "Actor1Type1Code"]]) == ("IRQREB", "IRQ", "REB")
    assert tuple(assault[["ActionGeo_Type", "ActionGeo_CountryCode", "ActionGeo_Lat"]]) == ("4", "IZ", "36.335")
    assert tuple(assault[["MonthYear", "Year"]]) == ("202309", "2023")
    assert pd.isna(assault["SQLDATE"])
    assert pd.isna(first[["SQLDATE", "AvgTone", "IsRootEvent", "Actor1EthnicCode", "DATEADDED"]]).all()
    signed = frame[frame["EventCode"] == "057"]
    assert {(row.Actor1Code, row.Actor2Code) for row in signed.itertuples()} == {
        ("RUS", "VNM"), ("VNM", "RUS"), ("RUS", "CHN"), ("CHN", "RUS"), ("VNM", "CHN"), ("CHN", "VNM"),
    }  # fmt: skip
    assert set(signed["SQLDATE"]) == {"20240619"}
    assert set(signed["FractionDate"]) == {"2024.5452"}
    hamas = frame.iloc[-2]
    assert tuple(hamas[["Actor1Code", "Actor1KnownGroupCode", "Actor2Code"]]) == ("PSEREBHMS", "HMS", "IGOUNO")


def test_cameo_expands_dyads_and_keeps_the_reports_date() -> None:
    text, told = written("cameo")
    lines = [line.split("\t") for line in text.splitlines()]
    assert lines[:3] == [
        ["20240620", "USA", "PRK", "112", "-2.0"], ["20240620", "GBR", "PRK", "112", "-2.0"],
        ["20240620", "PRK", "RUS", "072", "8.3"],
    ]  # fmt: skip
    assert ["20240620", "CHN", "VNM", "057", "8.0"] in lines
    assert len(lines) == 2 + 1 + 1 + 6
    assert told.left_out == {"not told as done": 1, "no CAMEO code": 1}
    everything, _ = written("cameo", Options(keep="all"))
    assert "20240620\tISR\t---\t0874\t10.0" in everything
    own_word, told = written("cameo", Options(keep="asserted"))
    assert "072" not in own_word
    assert told.left_out["vouched for by somebody else only"] == 2


def test_goldstein_falls_back_on_the_code_above() -> None:
    codes = Codes.load()
    assert [codes.goldstein(code) for code in ("0874", "1213", "19", None, "99")] == [10.0, -4.0, -10.0, None, None]
    assert [quad_class(code) for code in ("057", "0871", "090", "141", "1823")] == [1, 2, 2, 3, 4]


@pytest.mark.parametrize(
    ("code", "cameo", "cow", "sector"),
    [
        ("YEM", "YEM", 679, "GOV"), ("SRB", "SRB", 345, "GOV"), ("DEU", "DEU", 255, "GOV"), ("XKX", "KSV", 347, "GOV"),
        ("PSE", "PSE", None, "GOV"), ("EGY:CIV", "EGYCVL", 651, "CVL"), ("NATO", "IGOWSTNAT", None, "IGO"),
        ("GCC", "IGO", None, "IGO"), ("WEST", "WST", None, None), ("TALIBAN", "AFGREB", 700, "REB"),
        ("XXX", None, None, None), ("XXX:INS", "REB", None, "REB"), ("NO_SUCH", None, None, None),
        ("ABKHAZIA", None, None, "GOV"),
    ],
)  # fmt: skip
def test_codes_of_other_systems(code: str, cameo: str | None, cow: int | None, sector: str | None) -> None:
    actor = Codes.load().actor(code)
    assert (actor.cameo, actor.cow, actor.sector) == (cameo, cow, sector)


def test_every_state_and_cow_number_stands_once() -> None:
    codes = Codes.load()
    from rasid.tables import FOLDER
    from rasid.tables.loader import read_table

    columns = ("code", "names", "adjectives", "gender", "capital", "seats", "other", "source")
    assert {row["code"] for row in read_table(FOLDER / "states.tsv", columns)} <= set(codes.countries)
    numbers = [country.cow for country in codes.countries.values() if country.cow]
    assert len(numbers) == len(set(numbers)) == 195


def test_plover_json_has_the_manuals_fields() -> None:
    text, told = written("plover-json")
    rows = {row["id"]: row for row in map(json.loads, text.splitlines())}
    assert told.rows == len(rows) == 8
    accuse = rows["a1"]
    assert accuse["source"] == [
        {"code": "USA", "rasid": "USA", "sector": "GOV", "actor_text": "واشنطن"},
        {"code": "GBR", "rasid": "GBR", "sector": "GOV", "actor_text": "ولندن"},
    ]
    assert (accuse["event"], accuse["quad_code"], accuse["event_scale"], accuse["mode"]) == (
        ["ACCUSE"],
        3,
        -3.5,
        "allege",
    )
    assert "date" not in accuse
    assert accuse["published"] == "2024-06-20"
    assault = rows["a3"]
    assert (assault["date"], assault["enddate"], assault["aux"]) == ("2023-09-01", "2023-09-30", ["historical"])
    assert assault["event_loc"] == {
        "name": "الموصل", "latitude": 36.335, "longitude": 43.119, "cc3": "IRQ", "country code": "IQ", "precision": "city",
    }  # fmt: skip
    assert assault["text"] == "وقتل مسلحون 12 جنديا في الموصل في أيلول 2023، بحسب بغداد."
    assert "recipient" not in rows["a4"]
    assert rows["a5"]["aux"] == ["negation"]
    assert (rows["t1"]["tie"], rows["t1"]["date"], rows["t2"]["enddate"]) == ("alliance", "1961-01-01", "2024-06-30")


def test_csv_reads_without_options_and_loses_no_column() -> None:
    text, told = written("csv")
    frame = pd.read_csv(io.StringIO(text))
    assert told.rows == len(frame) == len(EVENTS)
    assert all(name.isidentifier() for name in frame.columns)  # what R takes for names as they are
    assault = frame.set_index("event_id").loc["a3"]
    assert (assault["date"], assault["date_end"], assault["date_precision"]) == ("2023-09-01", "2023-09-30", "month")
    assert (assault["amount"], assault["amount_of"], assault["confidence"]) == (12, "killed", 0.712)
    assert frame["date_precision"].tolist() == ["report", "report", "month", "day", "report", "report"]
    assert not text.startswith("\ufeff")
    assert written("csv", Options(bom=True))[0] == "\ufeff" + text
    assert text.count("\n") == len(EVENTS) + 1


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_our_csv_without_options(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(written("csv")[0], encoding="utf-8")
    frame = dyad_month(
        [{"id": "1", "date": "2024-01-05", "type": "AID", "actor": ["A"], "recipient": ["B"], "status": "asserted", "score": 10.0}],
        [{"date": "2024-01-02"}], ["A", "B"], since=DAY.replace(month=1), until=DAY.replace(month=3),
    )  # fmt: skip
    with (tmp_path / "panel.csv").open("w", encoding="utf-8") as out:
        write_csv([Rows(frame.to_arrow())], out, bom=False)
    script = (
        'd <- read.csv("events.csv"); cat(nrow(d), names(d)[1], class(d$amount), class(d$lat), d$trigger[1], "\\n");'
        'p <- read.csv("panel.csv"); cat(names(p)[1], class(p$read), sum(p$events, na.rm = TRUE), sum(is.na(p$events)), "\\n")'
    )
    ran = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == [
        f"{len(EVENTS)} event_id integer numeric اتهمت ", "actor logical 1 4 ",
    ]  # fmt: skip


def test_csv_of_ties() -> None:
    frame = pd.read_csv(io.StringIO(written("csv-ties")[0]), dtype=str)
    assert frame["tie_id"].tolist() == [tie.id for tie in TIES]
    assert (frame.loc[1, "until"], frame.loc[1, "amount"], frame.loc[0, "from_actor"]) == ("2024-06", "2.5", "RUS;PRK")


def test_csv_cells_are_no_formulas() -> None:
    event = told_events()["a1"]
    from dataclasses import replace

    out = io.StringIO()
    export([replace(event, trigger="=1+1", title="@x")], "csv", out)
    row = pd.read_csv(io.StringIO(out.getvalue())).iloc[0]
    assert (row["trigger"], row["title"]) == ("'=1+1", "'@x")


def test_parquet_is_typed_and_duckdb_reads_it(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "events.parquet"
    with path.open("wb") as out:
        assert export(tell(RECORDS), "parquet", out).rows == len(EVENTS)
    table = pq.read_table(path)
    assert table.column("actor").to_pylist()[0] == ["USA", "GBR"]
    assert table.column("date").to_pylist()[2:4] == [dt.date(2023, 9, 1), dt.date(2024, 6, 19)]
    assert table.column("amount").to_pylist()[0] is None
    query = f"SELECT event_id, date, len(actor) FROM '{path}' WHERE list_contains(recipient, 'PRK')"
    assert duckdb.execute(query).fetchall() == [("a1", DAY, 2)]
    ties = tmp_path / "ties.parquet"
    with ties.open("wb") as out:
        assert export(tell(RECORDS), "parquet-ties", out).rows == 2
    assert pq.read_table(ties).column("to_actor").to_pylist() == [[], ["ARAB_LEAGUE"]]


def test_an_empty_export_is_a_valid_file(tmp_path: Path) -> None:
    for form in FORMATS.values():
        out: Any = io.BytesIO() if form.binary else io.StringIO()
        assert export([], form.name, out).events == 0
    with (tmp_path / "none.parquet").open("wb") as file:
        export([], "parquet", file)
    assert pq.read_table(tmp_path / "none.parquet").num_rows == 0


def test_unknown_format_is_named() -> None:
    with pytest.raises(ExportError, match="no format 'acled'; there are: polecat, gdelt"):
        export([], "acled", io.StringIO())


def test_codings_come_back_from_their_json(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text("\n".join(json_line(coding) for _, coding in RECORDS) + "\n\n", encoding="utf-8")
    back = list(read_codings(path))
    assert [coding.to_json() for _, coding in back] == [coding.to_json() for _, coding in RECORDS]
    told = {one.id: one for one in tell(back)}
    first = told["a1"]
    assert isinstance(first, Told)
    assert first.actor_text == ("واشنطن", "ولندن")  # out of the mentions, where the text is not at hand
    assert (first.url, first.sentence) == (None, None)
    assert isinstance(told["t1"], ToldTie)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Expecting"),
        ('{"id": "a"}', "it has no 'events'"),
        ('{"id": "a", "events": [{}]}', "it has no 'id'"),
        ("3", ""),
    ],
)
def test_a_line_that_is_no_coding_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text(json_line(CODING) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ExportError, match=r"coded\.jsonl:2: not an output of `rasid code --format jsonl`.*" + words):
        list(read_codings(path))


def test_intervals() -> None:
    assert interval("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month")
    assert interval("1995") == (dt.date(1995, 1, 1), dt.date(1995, 12, 31), "year")
    assert interval("soon") == (None, None, "none")


@pytest.mark.parametrize(
    ("section", "columns"),
    [
        ("polecat", polecat_format.COLUMNS), ("gdelt", gdelt_format.COLUMNS), ("csv and parquet", (*EVENTS_TABLE,)),
        ("csv and parquet", ("tie_id", "kind", "from_actor", "to_actor", "since", "until")),
        ("graphml", (*graphml_format.NODE, *graphml_format.EDGE)),
    ],
)  # fmt: skip
def test_every_column_is_documented(section: str, columns: tuple[str, ...]) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    told = guide.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    words = set(re.split(r"[|,`;.:()\n]+\s*|\s+\|\s+", told))
    assert [column for column in columns if column not in {word.strip() for word in words}] == []


def test_every_format_is_documented() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in (*FORMATS, *READERS) if f"`{name}`" not in guide] == []
