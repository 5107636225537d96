"""Other people's gold: each format in small, written as its makers write it, and what comes of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from exchange import RECORDS
from rasid.evaluate import evaluate
from rasid.exports import export, tell
from rasid.imports import GoldImportError, Imported, guess, read
from rasid.imports.rows import actor_of, plover_of

CSV = """accept,event_type,id,label,reject,text,total
0,ASSAULT,7c2c,easy no,3,"قالت الشرطة، أمس، إنها أغلقت الطريق.",3
2,ASSAULT,64ab,yes,0,قتل مسلحون جنديا.,2
1,ASSAULT,99e0,hard no,2,"بدأ ""المسلسل"" منذ عام.",3
"""
SPANS: list[dict[str, Any]] = [
    {
        "source": "AAW", "_id": {"$oid": "5b52"}, "text": "هاجم مفجرون سياسيين.", "source_gold": "مفجرون",
        "spans": [
            {
                "source_actor": ["مفجرون"], "verb": ["هاجم"], "target_actor": ["سياسيين"],
                "source_role": {"main": "PAK", "role": "UAF"}, "target_role": {"main": "None", "role": "GOV"},
            }
        ],
    }
]  # fmt: skip
XML = """<?xml version='1.0' encoding='utf-8'?>
<Validation>
<Environment><Verbfile>verbs.txt</Verbfile></Environment>
<Sentences>
<!-- a comment -->
<Sentence category="DEMO" date="19950101" id="D-1" evaluate="true">
<EventCoding eventcode="112" sourcecode="USAGOV" targetcode="IRN" />
<EventCoding eventcode="112" sourcecode="USAGOV" targetcode="SYR" />
<PLEvent {"event": "012", "source": [{"code": "ARN"}]}>
<Text>
اتهمت واشنطن إيران
وسوريا.
</Text>
<Parse>1	x	y</Parse></Sentence>
<Sentence category="DEMO" date="19950103" id="D-2">
<EventCoding eventcode="042" sourcecode="EGYGOV" targetcode="SDN" />
<EventCoding eventcode="043" sourcecode="SDN" targetcode="EGYGOV" />
<EventCoding eventcode="190" sourcecode="---REB" targetcode="IRQMIL" />
<Text>زار وزير مصري السودان.</Text></Sentence>
<Sentence category="protest" date="19940611" id="D-3" evaluate="true">
<EventText eid="0" eventtext="تظاهر" sourcetext="عمال" targettext=""/>
<EventCoding eid="0" eventcode="141_Demonstrate_or_rally" plover="" sourcecode="" targetcode=""/>
<Text>تظاهر عمال.</Text></Sentence>
<Sentence date="19950105" id="D-4"><EventCoding noevents="true"/><Text>لا شيء.</Text></Sentence>
<Sentence date="19950105" id="D-5"><EventCoding eventcode="012" sourcecode="A" targetcode="B"/><Text>قال.</Text></Sentence>
<Sentence date="19950105" id="D-6" evaluate="false"><EventCoding eventcode="1"/><Text>قال.</Text></Sentence>
</Sentences>
</Validation>
"""
PLOVER = """{
    "id": "GSR-1",
    "date": "2000-01-01",
    "source": [{"actorText": "مجري", "code": "HUN", "sector": "GOV"}, {"actorText": "روماني", "code": "ROU"}],
    "event": "AGREE", "eventText": "اتفق, }", "context": "", "mode": "", "target": "",
    "text": "{اتفق مسؤولون مجريون ورومانيون على التعاون.}",
    "comment": "Compound actor",
},
{
    "id": "M-1", "date": "2000-01-01", "source": [{"code": "IRQ", "sector": "REB"}], "recipient": [{"code": "IGO"}],
    "event": ["DEMAND", "ASSAULT"], "context": ["military"], "mode": "assist",
    "text": "طالب المسلحون.",
},
"""


def imported(tmp_path: Path, name: str, text: str, form: str | None = None, kind: str | None = None) -> Imported:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path, form, kind)


def test_labels_become_labels(tmp_path: Path) -> None:
    rows = imported(tmp_path, "assault_gsr.csv", CSV).rows
    assert [row["label"] for row in rows] == ["easy no", "yes", "difficult no"]
    assert rows[2]["text"] == 'بدأ "المسلسل" منذ عام.'
    assert (rows[0]["accept"], rows[0]["reject"], rows[0]["id"]) == (0, 3, "7c2c")


@pytest.mark.parametrize("form", ["list", "lines", "one"])
def test_spans_however_they_are_strung(tmp_path: Path, form: str) -> None:
    text = {
        "list": json.dumps(SPANS), "lines": "\n".join(map(json.dumps, SPANS)), "one": json.dumps(SPANS[0], indent=1),
    }[form]  # fmt: skip
    (row,) = imported(tmp_path, "assault_spans.json", text).rows
    assert (row["_id"], row["event_type"]) == ("5b52", "ASSAULT")
    assert row["spans"][0]["source_role"] == {"main": "PAK", "role": "UAF"}


def test_the_type_of_spans_can_be_said(tmp_path: Path) -> None:
    assert imported(tmp_path, "x.json", json.dumps(SPANS), kind="protest").rows[0]["event_type"] == "PROTEST"
    with pytest.raises(GoldImportError, match=r"x\.json: record 1: no event_type"):
        read(tmp_path / "x.json")


def test_petrarch_dyads_are_laid_together(tmp_path: Path) -> None:
    found = imported(tmp_path, "v.xml", XML)
    rows = {row["id"]: row for row in found.rows}
    assert list(rows) == ["D-1", "D-2", "D-3", "D-4"]
    assert found.left_out == {"coded 01 or 02, which PLOVER has not": 1, "not for evaluation": 1}
    assert (rows["D-1"]["date"], rows["D-1"]["text"]) == ("1995-01-01", "اتهمت واشنطن إيران وسوريا.")
    sides = {name: [(e["type"], e["actor"], e["recipient"]) for e in row["events"]] for name, row in rows.items()}
    assert sides == {
        "D-1": [("ACCUSE", ["USA"], ["IRN", "SYR"])],
        "D-2": [("CONSULT", ["EGY"], ["SDN"]), ("ASSAULT", ["XXX:INS"], ["IRQ"])],
        "D-3": [("PROTEST", ["XXX"], [])],
        "D-4": [],
    }
    assert (rows["D-3"]["events"][0]["trigger"], rows["D-3"]["events"][0]["mode"]) == ("تظاهر", "demo")


def test_plover_records_of_both_drafts(tmp_path: Path) -> None:
    found = imported(tmp_path, "plover.txt", PLOVER)
    first, second = found.rows
    assert first["text"] == "اتفق مسؤولون مجريون ورومانيون على التعاون."
    (agreed,) = first["events"]
    assert (agreed["type"], agreed["actor"], agreed["recipient"], agreed["trigger"]) == (
        "AGREE",
        ["HUN", "ROU"],
        [],
        "اتفق, }",
    )
    assert [event["type"] for event in second["events"]] == ["REQUEST", "ASSAULT"]
    assert (second["events"][0]["actor"], second["events"][0]["recipient"]) == (["IRQ:INS"], ["XXX"])


def test_our_own_plover_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    with path.open("w", encoding="utf-8") as out:
        export(tell(RECORDS), "plover-json", out)
    rows = read(path).rows
    coding = RECORDS[0][1]
    events = [event for row in rows for event in row["events"]]
    for event, back in zip(coding.events, events, strict=True):
        told = event.to_json()
        for key in ("type", "actor", "recipient", "aux", "attribution", "context", "when", "amount", "mode", "cameo"):
            assert back[key] == told[key], key
    assert [tie["kind"] for row in rows for tie in row["ties"]] == ["alliance", "membership"]
    assert {row["date"] for row in rows} == {"2024-06-20"}


def test_evaluate_scores_what_was_imported(tmp_path: Path) -> None:
    files = [
        ("a.jsonl", imported(tmp_path, "assault_gsr.csv", CSV)),
        ("b.jsonl", imported(tmp_path, "assault_spans.json", json.dumps(SPANS))),
        ("c.jsonl", imported(tmp_path, "v.xml", XML)),
        ("d.jsonl", imported(tmp_path, "plover.txt", PLOVER)),
    ]
    paths: list[Path] = []
    for name, found in files:
        paths.append(tmp_path / name)
        paths[-1].write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in found.rows), encoding="utf-8")
    gold = [row for name, found in files[2:] for row in found.rows]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in gold), encoding="utf-8")
    sections = {s.kind: s for s in evaluate(paths, predicted=predicted, samples=0, with_baseline=False).sections}
    assert set(sections) == {"events", "ASSAULT detection", "ASSAULT countries"}
    assert sections["events"].figures["exact"]["f1"].value == 1.0


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "id,label\n1,yes\n", r"a\.csv:1: no column text, event_type"),
        ("a.csv", CSV.replace("easy no", "perhaps"), r"a\.csv:2: label is one of"),
        ("a.csv", CSV.replace(",ASSAULT,64ab", ",WAR,64ab"), r"a\.csv:3: 'WAR' is none of PLOVER's types"),
        ("a.xml", "<Sentences><Sentence></Sentences>", r"a\.xml:1: not XML"),
        ("a.xml", "<a/>", r"no <Sentence>"),
        ("a.xml", XML.replace("19950103", "3 Jan"), r"sentence D-2: date is YYYYMMDD"),
        ("a.xml", XML.replace("190", "FIGHT"), r"sentence D-2: eventcode is a CAMEO code, not 'FIGHT'"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "declares entities"),
        ("a.json", '[{"id": 1, "event": "AID"}]', r"a\.json: record 1: no text"),
        ("a.json", '[{"id": 1, "event": "HUG", "text": "x"}]', r"there is no type HUG"),
        ("a.json", '[{"id": 1,\n "event" "x"}]', r"a\.json:2: not JSON"),
        ("a.json", '[{"id": 1, "event": "AID", "text": "x", "date": "soon"}]', r"date is YYYY-MM-DD, not 'soon'"),
        ("a.txt", "hello", "neither CSV with a label column, nor JSON, nor XML"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(GoldImportError, match=words):
        imported(tmp_path, name, text)


def test_formats_are_told_by_content(tmp_path: Path) -> None:
    for name, text, form in (
        ("1", CSV, "gsr-csv"), ("2", json.dumps(SPANS), "gsr-spans"), ("3", XML, "petrarch-xml"), ("4", PLOVER, "plover-json"),
    ):  # fmt: skip
        (tmp_path / name).write_text("\ufeff" + text, encoding="utf-8")
        assert guess(tmp_path / name) == form


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV.encode("windows-1256"))
    with pytest.raises(GoldImportError, match="not UTF-8"):
        read(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("cameo", "ours"),
    [
        ("TMP", "TLS"), ("ROM", "ROU"), ("IGOEUREEC", "EU"), ("AFGREB", "AFG:INS"), ("EGYOPPMUS", "EGY:OPP"), ("", "XXX"),
        ("NGOHRI", "XXX:NGO"), ("TALIBAN", "TALIBAN"), ("PSEREBHMS", "HAMAS"), ("SAUMED", "SAU:MED"),
    ],
)  # fmt: skip
def test_actors_of_cameo(cameo: str, ours: str) -> None:
    assert actor_of(cameo) == ours


def test_codes_of_cameo() -> None:
    assert plover_of("0841") == ("RETREAT", "release", ("legal",))
    assert plover_of("175") == ("ASSAULT", None, ("pro_autocracy", "military"))
    assert plover_of("1411") == ("PROTEST", "demo", ("executive",))
    assert (plover_of("14"), plover_of("02")) == (("PROTEST", None, ()), None)


def test_a_count_that_is_no_plain_number_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("id,text,label,event_type,accept,reject\n1,نص,yes,ACCUSE,²3,0\n", encoding="utf-8")
    (row,) = read(path, "gsr-csv").rows
    assert "accept" not in row
    assert row["reject"] == 0
