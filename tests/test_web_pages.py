"""The page without a browser: every view in both languages, its data, its errors, what it lets nobody do."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rasid.tables import load
from rasid.web.pages.charts import Axis, offices, strip, timeline
from rasid.web.pages.marks import Mark, marked, said
from rasid.web.pages.names import NameBook, Term
from rasid.web.pages.view import number
from rasid.web.pages.wording import word
from rasid.web.pages.worldmap import outlines, project
from web_site import put, site, token

SUMMIT = "summit"
TEXT = "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح. والتقى الرئيس المصري نظيره السوداني في القاهرة."
VIEWS = ("/", "/events", "/articles", "/actors", "/ties", "/dyads", "/network", "/map", "/code", "/code?example=1",
         "/search?q=Egypt", "/search?q=مصر", f"/article/{SUMMIT}", "/actor/EGY", "/dyad/USA/PRK", "/agreement")  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("page") / "page.duckdb")
    put(path, (SUMMIT, "اتهام وقمة", TEXT))
    return path


@pytest.fixture(scope="module")
def web(db: str) -> Iterator[httpx.Client]:
    with site(db) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_in_both_languages(web: httpx.Client, view: str, lang: str) -> None:
    answer = web.get(view, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("view", ["overview", "events", "articles", "actors", "ties", "dyads", "network", "map",
                                  "actor/EGY", "dyad/USA/PRK", f"article/{SUMMIT}"])  # fmt: skip
def test_every_list_is_there_as_data(web: httpx.Client, view: str) -> None:
    found = web.get(f"/{view}.json")
    assert found.status_code == 200
    assert found.headers["content-type"] == "application/json"
    assert found.json()
    table = web.get(f"/{view}.csv")
    assert table.status_code == 200
    assert table.headers["content-type"].startswith("text/csv")


def test_the_data_is_what_the_page_shows(web: httpx.Client) -> None:
    wanted = {"type": "ACCUSE", "text": "بيونغ يانغ"}
    rows = web.get("/events.json", params=wanted).json()["data"]
    assert [(row["actor"], row["recipient"]) for row in rows] == [(["USA"], ["PRK"])]
    assert web.get("/events", params=wanted).text.count('<td class="said"') == 1


def test_the_language_is_kept(web: httpx.Client) -> None:
    with httpx.Client(base_url=web.base_url) as client:
        assert 'lang="ar"' in client.get("/events?lang=ar").text
        assert '<html lang="ar"' in client.get("/map").text


def test_a_dyad_s_events_by_direction(web: httpx.Client) -> None:
    shown = web.get("/dyad/USA/PRK").text
    assert re.search(r"United States</bdi> .*North Korea</bdi> <strong class=\"num\">1</strong>", shown)
    assert "CSV" in shown
    assert "CSV" not in web.get("/agreement").text


def test_two_names_in_the_search_lead_to_their_dyad(web: httpx.Client) -> None:
    for query in ("Washington and North Korea", "واشنطن وبيونغ يانغ"):
        assert 'href="/dyad/USA/PRK"' in web.get("/search", params={"q": query}).text, query
    went = web.get("/dyad", params={"a": "America", "b": "كوريا الشمالية"})
    assert went.status_code == 303
    assert went.headers["location"] == "/dyad/USA/PRK"


def test_errors_are_pages_and_the_api_keeps_its_own(web: httpx.Client) -> None:
    for address, status in (("/nope", 404), ("/article/nope", 404), ("/actor/egy", 404), ("/dyad/EGY/EGY", 422),
                            ("/events?since=now", 422), ("/events?cursor=zz", 422), ("/why/nope", 404)):  # fmt: skip
        answer = web.get(address)
        assert answer.status_code == status, address
        assert "<h1>" in answer.text
        assert "Traceback" not in answer.text
    assert web.get("/article/nope.json").headers["content-type"] == "application/problem+json"
    assert web.get("/v1/nope").headers["content-type"] == "application/problem+json"
    assert web.get("/v1/code").status_code == 405


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    path = str(tmp_path / "empty.duckdb")
    put(path)
    with site(path) as address:
        for view in ("/", "/events", "/articles", "/actors", "/ties", "/dyads", "/network", "/map", "/actor/EGY",
                     "/dyad/EGY/ETH", "/search?q=x"):  # fmt: skip
            answer = httpx.get(address + view)
            assert answer.status_code == 200, view
            assert 'class="empty"' in answer.text, view


def test_why_names_the_rule_and_its_frames(web: httpx.Client) -> None:
    event = web.get(f"/article/{SUMMIT}.json").json()["events"][0]
    answer = web.get(f"/why/{event['id']}")
    assert event["rule"] in answer.text
    assert 'class="fired"' in answer.text
    assert "<html" not in web.get(f"/why/{event['id']}?part=1").text
    assert "chosen by the frame" in answer.text, "how the parties were weighed"
    arabic = web.get(f"/why/{event['id']}", headers={"Accept-Language": "ar"}).text
    for said_so in ("اختاره الإطار", "الأنسب", "باسمه"):
        assert said_so in arabic
    assert "nothing fills" not in arabic
    told = web.get(f"/why/{event['id']}.json").json()["sentence"]["weighed"]
    assert [side["side"] for side in told[0]["sides"]] == ["actor", "recipient"]


def test_a_text_is_coded_and_not_kept(web: httpx.Client) -> None:
    before = web.get("/articles.json").json()["data"]
    form = {"text": TEXT, "date": "2024-06-20"}
    assert 'class="m-trigger"' in web.post("/code", data=form).text
    assert web.post("/code.json", data=form).json()["events"][0]["type"] == "ACCUSE"
    assert web.post("/code.csv", data=form).text.count("\n") >= 3
    event = web.post("/code.json", data=form).json()["events"][0]
    reason = web.post(f"/code/why/{event['id']}?part=1", data=form)
    assert event["rule"] in reason.text
    assert web.post("/code/why/nope", data=form).status_code == 404
    assert web.post("/code", data={"text": TEXT, "date": "soon"}).status_code == 422
    assert web.get("/articles.json").json()["data"] == before


def test_reviewing_needs_a_token_and_our_own_form(web: httpx.Client, db: str) -> None:
    event = web.get("/events.json").json()["data"][0]["id"]
    form = {"decision": "accept", "event": event}
    assert web.get("/review").status_code == 401
    assert web.post("/review", data=form).status_code == 401
    with httpx.Client(base_url=web.base_url) as client:
        assert client.post("/signin", data={"token": "rsd_guess"}).status_code == 401
        went = client.post("/signin", data={"token": token(db, "Amal"), "back": "//elsewhere.example"})
        assert went.headers["location"] == "/review"
        cookie = went.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.post("/review", data=form, headers={"Origin": "https://elsewhere.example"}).status_code == 403
        assert client.post("/review", data=form).status_code == 303
        assert client.get(f"/v1/reviews?event={event}").json()["data"][0]["reviewer"] == "Amal"
        bad = {"decision": "correct", "event": event, "type": "ACCUSE", "actor": "<script>"}
        assert client.post("/review", data=bad).status_code == 422
        missed = {"decision": "add", "article": SUMMIT, "trigger": "لا يوجد", "type": "CONSULT", "actor": "EGY"}
        assert client.post("/review", data=missed).status_code == 422
        assert client.post("/review", data={**missed, "trigger": "والتقى"}).status_code == 303
        named = {
            "decision": "correct",
            "event": event,
            "type": "ACCUSE",
            "actor": "الولايات المتحدة",
            "recipient": "North Korea",
        }
        assert client.post("/review", data=named).status_code == 303
        shown = client.get(f"/v1/reviews?event={event}").json()["data"]
        assert any('"actor":["USA"]' in row["shown"].replace(" ", "") for row in shown), "names are taken for codes"


def test_a_private_server_shows_nothing_without_a_token(db: str, tmp_path: Path) -> None:
    path = str(tmp_path / "private.duckdb")
    put(path, (SUMMIT, "قمة", TEXT))
    with site(path, private=True) as address:
        for view in ("/", "/events", "/events.json", f"/article/{SUMMIT}", "/code"):
            answer = httpx.get(address + view)
            assert answer.status_code == 401, view
            assert "واشنطن" not in answer.text
        with httpx.Client(base_url=address) as client:
            client.post("/signin", data={"token": token(path, "Badr", "read"), "back": "/"})
            assert client.get("/events").status_code == 200


def test_markup_in_texts_names_and_titles_stays_text(tmp_path: Path) -> None:
    path = str(tmp_path / "evil.duckdb")
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    put(path, ("evil", f"قمة {evil}", f"قمة {evil}\nاتهمت واشنطن {evil} بيونغ يانغ بتزويد موسكو بالسلاح."))
    with site(path) as address:
        for view in ("/", "/events", "/articles", "/article/evil", f"/search?q={evil}", f"/events?text={evil}",
                     f"/nope{evil}", "/dyad/USA/PRK"):  # fmt: skip
            shown = httpx.get(address + view).text
            assert "<script>alert" not in shown, view
            assert "<img" not in shown, view
        assert "&lt;script&gt;" in httpx.get(address + "/article/evil").text
        assert "<img" not in httpx.post(address + "/code", data={"text": evil + TEXT}).text


def test_the_overview_s_data_has_all_that_it_shows(web: httpx.Client) -> None:
    told = web.get("/overview.json").json()
    assert {"data", "figures", "moved", "places", "since", "until"} <= told.keys()
    assert told["figures"]["articles"] == 1


def test_right_of_the_last_year_is_all_the_record(web: httpx.Client) -> None:
    for view in ("/network", "/map"):
        assert web.get(view + ".json?year=2999").json() == web.get(view + ".json").json()
        assert web.get(view + ".json?year=2023").json()["data"] == []
    assert web.get("/dyads?until=2024").status_code == web.get("/dyads?since=2024").status_code == 200
    part = web.get("/map?region=africa").text
    assert 'viewBox="0.0 0.0' not in part
    assert web.get("/map?region=mars").text.count('viewBox="0.0 0.0') == 1


def test_a_tie_shows_its_sentence(tmp_path: Path) -> None:
    path = str(tmp_path / "ties.duckdb")
    put(path, ("arms", "سلاح", "وتعد روسيا منذ عقود المورد الرئيسي للسلاح إلى فيتنام."))
    with site(path) as address:
        shown = httpx.get(address + "/ties").text
        assert "<b>المورد</b>" in shown
        found = re.search(r'href="(/article/arms\?event=[0-9a-f]+)#e-', shown)
        assert found
        assert "data-lit" in httpx.get(address + found[1]).text
        assert '<a class="bar' not in httpx.get(address + "/dyad/RUS/VNM").text, "no event, no chart"
        assert httpx.get(address + "/ties?type=alliance").text.count('class="empty"') == 1


def test_a_trigger_far_inside_its_sentence_is_shown() -> None:
    long = "كلمة " * 60 + "قصف المدينة"
    shown = str(said(long, "قصف"))
    assert shown.startswith("… ")
    assert shown.endswith("<b>قصف</b> المدينة")
    assert len(shown) < 120
    assert str(said("<i>", "x")) == str(said("<i>", None)) == "&lt;i&gt;"


def test_figures_are_written_alike() -> None:
    assert [number(v, 1, True) for v in (2.5, -3, 0.0, -0.01)] == ["+2.5", "−3.0", "0.0", "0.0"]


def test_the_machine_s_words_have_names() -> None:
    modes = {key.partition(".")[2] for key in load().scores if "." in key}
    assert sum(word("mode", mode, "ar") == mode for mode in modes) <= 2
    notes = {row.split(" ", 1)[1] for row in load().weights if row[:2] in ("A ", "R ")}
    plain = {note.partition(" rule ")[2] for note in notes if note.startswith(("a rule ", "no rule "))}
    unnamed = {note.split(" ")[0] for note in plain if word("note", note, "ar") == note}
    assert len(unnamed) <= 2, f"words.tsv lacks names for these notes of the weights: {sorted(unnamed)}"


def test_offices_and_holders_over_time() -> None:
    import datetime as dt

    terms = [
        Term("أ", "president", "رئيس", "2000", "2010-06", 0), Term("ب", "president", "رئيس", "2010-06", "", 0),
        Term("ج", "speaker", "رئيس البرلمان", "", "2001", 1), Term("د", "speaker", "رئيس البرلمان", "2030", "", 1),
    ]  # fmt: skip
    drawn = offices(terms, dt.date(2024, 1, 1))
    assert drawn is not None
    assert [line["office"] for line in drawn["lines"]] == ["president"]
    first, second = drawn["lines"][0]["bars"]
    assert first["x"] + first["w"] == pytest.approx(second["x"], abs=0.2)
    assert offices([], dt.date(2024, 1, 1)) is None


def test_marks_may_overlap() -> None:
    shown = str(marked("abcdef", [Mark(0, 4, "actor", "EGY", "e1"), Mark(2, 6, "trigger", owner='e"2')]))
    assert re.sub("<[^>]+>", "", shown) == "abcdef"
    assert 'data-own="e1 e&#34;2"' in shown
    assert shown.count("<mark") == 3


def test_the_map_has_the_states_of_the_tables() -> None:
    codes = {code for code, _ in outlines() if code}
    assert len(codes) > 165
    assert codes <= load().states | {"FLK", "NCL"}
    assert project(180, 0)[0] <= 1000
    assert project(0, 60)[1] < project(0, 0)[1]


def test_names_in_both_languages() -> None:
    book = NameBook(load())
    assert (book.name("EGY", "ar"), book.name("EGY", "en"), book.name("IRQ:INS", "en")) == (
        "مصر", "Egypt", "Iraq · insurgents",
    )  # fmt: skip
    assert book.find("Egypt, Ethiopia") == ["EGY", "ETH"]
    assert book.find("بوتين")[0] == "RUS"
    assert book.find("zzz") == []
    assert book.find("") == []
    assert any(term.office == "president" for term in book.terms("EGY"))


def test_a_chart_of_nothing_and_of_one_day() -> None:
    import datetime as dt

    day = dt.date(2024, 6, 20)
    event = {"id": "e", "date": day, "score": 11.0, "status": "asserted"}
    assert timeline([], []) is None
    assert timeline([{**event, "date": None}], []) is None
    chart = timeline([event, {**event, "id": "f"}], [])
    assert chart is not None
    assert len({(p["x"], p["y"]) for p in chart["points"]}) == 2
    assert [mean["of"] for mean in chart["means"]] == [2]
    assert strip([]) is None
    bars = strip([{"month": 2015 * 12 + 2, "coop": 4, "conf": 1}, {"month": 2025 * 12, "coop": 0, "conf": 2}])
    assert bars is not None
    assert [(bar["coop"], bar["conf"], bar["since"]) for bar in bars["bars"]] == [(4, 1, "2015-03"), (0, 2, "2025-01")]
    assert len(Axis(dt.date(1990, 1, 1), dt.date(2025, 1, 1)).ticks()) <= 9
