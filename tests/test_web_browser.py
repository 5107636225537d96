"""The page in a real browser, over the example reports: each view in both directions and on a narrow screen, checked
for accessibility, for requests that leave the machine and for faults of its scripts; what the keyboard and the pointer
do. With RASID_SHOTS=FOLDER the views are kept there as pictures.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Route, expect, sync_playwright

from web_site import EXAMPLES, put, script, site, token

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no example reports beside the package"),
]
ARTICLE = "/article/2024-06-20_putin-hanoi-pyongyang"
VIEWS = {
    "overview": "/", "events": "/events", "articles": "/articles", "actors": "/actors", "dyads": "/dyads",
    "dyad": "/dyad/RUS/UKR", "actor": "/actor/EGY", "network": "/network", "map": "/map", "article": ARTICLE,
    "paste": "/code?example=1", "review": "/review", "search": "/search?q=Egypt%20Ethiopia", "ties": "/ties", "empty": "/events?since=1950&until=1951",
    "error": "/nope",
}  # fmt: skip
SERIOUS = ("serious", "critical")
SHOTS = os.environ.get("RASID_SHOTS")


class Site:
    """The demonstration's server and a browser to look at it with."""

    def __init__(self, address: str, db: str, browser: Browser) -> None:
        self.address = address
        self.db = db
        self.browser = browser
        self.secret = token(db, "Amal")

    @contextmanager
    def page(
        self, lang: str = "en", width: int = 1280, scheme: str = "light", signed: str | None = None
    ) -> Iterator[Page]:
        """A fresh page, signed in; fails afterwards if a script broke or anything was asked of another machine."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 860}, color_scheme="dark" if scheme == "dark" else "light"
        )  # fmt: skip
        cookies = {"lang": lang, "rasid_token": signed or self.secret}
        context.add_cookies([{"name": n, "value": v, "url": self.address} for n, v in cookies.items()])
        page = context.new_page()
        faults: list[str] = []

        def dismissed(box: Dialog) -> None:
            faults.append(f"dialog: {box.message}")
            box.dismiss()

        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("dialog", dismissed)
        page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith(self.address) else None)
        try:
            yield page
        finally:
            context.close()
        assert not faults

    def open(self, page: Page, path: str) -> None:
        page.goto(self.address + path)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    db = str(tmp_path_factory.mktemp("demo") / "demo.duckdb")
    assert script("demo").fill(db, EXAMPLES) >= 80
    with site(db) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Site(address, db, browser)
        browser.close()


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("en", 1280, "light"), ("ar", 1280, "dark"), ("ar", 390, "light")]
)
def test_views(shown: Site, lang: str, width: int, scheme: str) -> None:
    axe = Axe()
    with shown.page(lang, width, scheme) as page:
        for name, path in VIEWS.items():
            shown.open(page, path)
            assert page.locator("h1").count() == 1, name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the screen"
            found = [
                f"{name}: {v['id']}: {v['nodes'][0]['html'][:160]}"
                for v in axe.run(page, options={"resultTypes": ["violations"]}).response["violations"] if v["impact"] in SERIOUS
            ]  # fmt: skip
            assert found == []
            if SHOTS:
                page.screenshot(path=str(Path(SHOTS) / f"{name}-{lang}-{width}-{scheme}.png"))


def test_pointing_at_a_record_lights_its_words(shown: Site) -> None:
    with shown.page("ar") as page:
        shown.open(page, ARTICLE)
        record = page.locator(".record", has_text="فيتنام").first
        record.hover()
        assert page.locator(".m-trigger.on").inner_text() == record.locator("q").inner_text()
        record.locator(".why").click()
        expect(record.locator(".whybox .fired").first).to_be_visible()
        record.locator(".why").click()
        expect(record.locator(".whybox")).to_have_count(0)


STYLES = """أدانت إثيوبيا مصر.
نفت مصر أنها هددت إثيوبيا.
ومن المقرر أن يزور الرئيس الإثيوبي مصر غدا.
وأعلنت الخارجية السودانية أن مصر هاجمت إثيوبيا."""


def test_a_point_leads_to_its_sentence(shown: Site, tmp_path: Path) -> None:
    path = str(tmp_path / "styles.duckdb")
    put(path, ("styles", "نفي وموعد", STYLES))
    with site(path) as address:
        other = Site(address, path, shown.browser)
        with other.page() as page:
            other.open(page, "/dyad/EGY/ETH")
            for status, filled in (("asserted", True), ("denied", False), ("planned", False), ("alleged", False)):
                drawn = page.locator(f".point.s-{status} circle:not(.hit)").first
                colours = drawn.evaluate("c => [getComputedStyle(c).fill, getComputedStyle(c).stroke]")
                assert (colours[0] == colours[1]) == filled, status
            assert page.locator(".point.s-denied path").count() == 1
            assert page.locator(".point.s-alleged circle:not(.hit)").evaluate(
                "c => getComputedStyle(c).strokeDasharray"
            ) != "none"  # fmt: skip
            point = page.locator(".point.s-denied").first
            assert (point.locator("title").text_content() or "")[:4].isdigit()
            point.focus()
            page.keyboard.press("Enter")
            expect(page.locator(".record.lit q")).to_have_count(1)
            assert page.locator(".m-trigger.on").inner_text() == "هددت"


def test_the_brush_narrows_the_period(shown: Site) -> None:
    with shown.page("ar") as page:
        shown.open(page, "/dyad/RUS/UKR")
        before = page.locator(".point").count()
        box = page.locator(".field").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 100)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 110, steps=4)
        page.mouse.up()
        page.wait_for_url("**since=**")
        expect(page.locator("[data-swap]:not([aria-busy])")).to_have_count(1)
        assert 0 < page.locator(".point").count() < before


@pytest.mark.parametrize("view", ["/network", "/map"])
def test_the_slider_moves_through_the_years(shown: Site, view: str) -> None:
    with shown.page() as page:
        shown.open(page, view)
        slider = page.locator("input[type=range]")
        slider.focus()
        slider.press("Home")
        page.wait_for_url("**year=2015**")
        expect(page.locator("output")).to_have_text("2015")
        assert page.evaluate("document.activeElement.type") == "range"


def test_the_network_lights_who_deals_with_whom(shown: Site) -> None:
    with shown.page() as page:
        shown.open(page, "/network")
        page.locator(".node").first.focus()
        hot = page.locator(".edge.hot").count()
        assert 0 < hot < page.locator(".edge").count()


def test_a_text_is_coded_as_it_is_typed(shown: Site) -> None:
    with shown.page("ar") as page:
        shown.open(page, "/code")
        page.locator("textarea").fill("اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.")
        expect(page.locator(".record")).to_have_count(2)
        assert page.locator(".s-alleged").count() == 1


def test_why_in_a_pasted_text(shown: Site) -> None:
    with shown.page("en") as page:
        shown.open(page, "/code?example=1")
        record = page.locator(".record").nth(1)
        record.locator(".why").click()
        expect(record.locator(".weighed").first).to_contain_text("North Korea")
        expect(record.locator(".weighed .fired").first).to_contain_text("%")


def test_a_tie_s_bar_leads_to_its_sentence(shown: Site, tmp_path: Path) -> None:
    path = str(tmp_path / "bar.duckdb")
    text = "وتعد روسيا منذ عقود المورد الرئيسي للسلاح إلى فيتنام. والتقى الرئيس الروسي نظيره الفيتنامي في هانوي."
    put(path, ("arms", "سلاح", text))
    with site(path) as address:
        other = Site(address, path, shown.browser)
        with other.page("ar") as page:
            other.open(page, "/dyad/RUS/VNM")
            page.locator(".bar").focus()
            page.keyboard.press("Enter")
            expect(page.locator(".record.tie.lit")).to_have_count(1)
            assert page.locator(".m-trigger.on").inner_text() == "المورد"


def test_loading_and_failing_are_told(shown: Site) -> None:
    with shown.page("en") as page:
        shown.open(page, "/network")
        asked: list[Route] = []
        page.route("**/network?year=*", lambda route: asked.append(route))  # held back until we say so
        page.locator("input[type=range]").press("Home")
        expect(page.locator("[data-swap][aria-busy=true] svg")).to_have_count(1)
        asked[0].abort()
        expect(page.locator("[role=alert]")).to_contain_text("did not come")
        expect(page.locator("[data-swap]:not([aria-busy]) svg")).to_have_count(1)
        page.unroute("**/network?year=*")
        page.locator("input[type=range]").press("ArrowRight")
        page.wait_for_url("**year=2016**")
        expect(page.locator("[role=alert]")).to_have_count(0)
        page.locator("input[type=range]").press("End")
        page.wait_for_url("**/network")
        expect(page.locator("output")).to_have_text("All the record")


def test_the_switches(shown: Site) -> None:
    with shown.page("en") as page:
        shown.open(page, "/events?type=ASSAULT")
        page.get_by_role("link", name="العربية").click()
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert "type=ASSAULT" in page.url
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.locator("[data-theme-switch]").click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.reload()
        assert paper != dark == page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_search_from_the_keyboard(shown: Site) -> None:
    with shown.page("en") as page:
        shown.open(page, "/map")
        page.keyboard.press("/")
        page.keyboard.type("Egypt Ethiopia")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search**")
        page.locator(".found a").first.click()
        assert page.url.endswith("/dyad/EGY/ETH")


def test_three_events_reviewed_from_the_keyboard(shown: Site) -> None:
    secret = token(shown.db, "Badr")
    with shown.page("en", signed=secret) as page:
        shown.open(page, "/review?by=confidence")
        first = page.locator(".review .record").get_attribute("id")
        page.keyboard.press("a")
        expect(page.locator(".told")).to_contain_text("Accept")
        assert page.locator(".review .record").get_attribute("id") != first
        page.keyboard.press("r")
        expect(page.locator(".told")).to_contain_text("Reject")
        page.keyboard.press("c")
        expect(page.locator("#correct select")).to_be_focused()
        page.keyboard.type("Protest")
        page.keyboard.press("Tab")
        page.keyboard.type("EGY")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_contain_text("Correct")
        words = (page.locator(".review .text").inner_text() or "").split()[4]
        page.keyboard.press("n")
        expect(page.locator("#add input[name=trigger]")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        page.keyboard.type("Consult")
        page.keyboard.press("Tab")
        page.keyboard.type("مصر")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_contain_text("Add")
        taken = page.request.get(shown.address + "/v1/reviews?reviewer=Badr").json()["data"]
        assert [row["decision"] for row in taken] == ["accept", "reject", "correct", "add"]
        assert '"actor":["EGY"]' in taken[3]["shown"].replace(" ", "")
        assert '"type":"PROTEST"' in taken[2]["shown"].replace(" ", "")
    with shown.page("ar") as page:  # another reviewer comes upon the same events: now there is an agreement
        shown.open(page, "/review?by=confidence&again=1")
        assert page.locator(".m-trigger.on").count() == 1
        for key in "ar":
            at = page.locator(".review .record").get_attribute("id")
            page.keyboard.press(key)
            expect(page.locator(f"#{at}")).to_have_count(0)
        expect(page.locator(".card", has_text="اتفاق المراجعين")).to_contain_text("Amal, Badr")


def test_scripts_in_a_report_never_run(shown: Site, tmp_path: Path) -> None:
    path = str(tmp_path / "evil.duckdb")
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>'
    put(path, ("evil", f"قمة {evil}", f"قمة {evil}\nاتهمت واشنطن {evil} بيونغ يانغ بتزويد موسكو بالسلاح {evil}."))
    with site(path) as address:
        other = Site(address, path, shown.browser)
        with other.page("ar") as page:
            for view in (
                "/",
                "/articles",
                "/article/evil",
                "/review",
                "/dyad/USA/PRK",
                f"/search?q={evil}",
                f"/events?text={evil}",
            ):
                other.open(page, view)
                assert page.locator("main img, main script, [onerror], [onload]").count() == 0, view
            other.open(page, "/code")
            page.locator("textarea").fill(f"اتهمت واشنطن {evil} موسكو.")
            expect(page.locator("[data-swap] article")).to_have_count(1)
            assert page.locator("[data-swap] img").count() == 0
