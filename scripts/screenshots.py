"""Pictures of every view of the page in both languages, over the example reports, for the documentation.

    python scripts/screenshots.py docs/img            the pictures that the documentation shows
    python scripts/screenshots.py FOLDER --all        every view also narrow, dark and in its whole length
    python scripts/screenshots.py FOLDER --only dyad  one view

Needs Chromium (Debian: apt-get install chromium).
"""

import argparse
import io
import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from demo import fill
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serving

from rasid.web.tokens import Tokens, default_path

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT, NARROW = 1280, 860, 390
COLOURS = 96
LOOKS = ("wide", "dark", "narrow", "long")
ARTICLE = "/article/2024-06-20_putin-hanoi-pyongyang"
REVIEWERS = ("Amal", "Badr")


def why(page: Page) -> None:
    """Open the explanation of the first event and light its words."""
    first = page.locator(".record").first
    first.locator(".why").click()
    first.locator(".whybox").wait_for()
    first.hover()


def pointed(page: Page) -> None:
    """Point at an event, so that its words are lit."""
    page.locator(".record").nth(1).hover()


def starred(page: Page) -> None:
    """Point at the busiest actor of the network."""
    page.locator(".node").first.hover()


def nothing(page: Page) -> None:
    """Leave the view as it is."""


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "overview": ("/", nothing), "article": (ARTICLE, pointed), "why": (ARTICLE, why),
    "dyad": ("{dyad}", nothing), "bars": ("{bars}", nothing),
    "mideast": ("/map?region=mideast", nothing),
    "network": ("/network", starred), "map": ("/map", nothing), "actor": ("/actor/EGY", nothing),
    "paste": ("/code?example=1", nothing), "review": ("/review?by=confidence&again=1", nothing),
    "search": ("/search?q={q}", nothing), "events": ("/events", nothing), "articles": ("/articles", nothing),
    "actors": ("/actors", nothing), "dyads": ("/dyads", nothing), "ties": ("/ties", nothing),
    "empty": ("/events?since=1950&until=1951", nothing), "error": ("/nope", nothing),
    "signin": ("/review", nothing),
}  # fmt: skip
MORE = (("overview", "dark"), ("dyad", "dark"), ("overview", "narrow"), ("article", "narrow"), ("review", "narrow"))
ASKED = {"en": "Egypt Ethiopia", "ar": "مصر وإثيوبيا"}


def decide(address: str, secrets: list[str]) -> None:
    """Some decisions of two reviewers, so that there is an agreement to be shown."""
    events = httpx.get(f"{address}/v1/events?limit=24&type=CONSULT").json()["data"]
    for number, event in enumerate(events):
        for who, secret in enumerate(secrets):
            body = {"decision": "accept", "event": event["id"]}
            if number % (5 + 2 * who) == 1:
                changes = {"type": "AGREE", "actor": event["actor"], "recipient": event["recipient"]}
                body |= {"decision": "correct", "changes": changes}  # type: ignore[dict-item]
            headers = {"Authorization": f"Bearer {secret}"}
            httpx.post(f"{address}/v1/reviews", json=body, headers=headers).raise_for_status()


@lru_cache(maxsize=1)
def dyads(address: str) -> dict[str, str]:
    """Two dyads worth showing: the one whose events have most statuses, and the busiest with a tie."""
    tied = {
        frozenset((tie["from_actor"][0], tie["to_actor"][0]))
        for tie in httpx.get(f"{address}/v1/ties?limit=1000").json()["data"]
        if tie["from_actor"] and tie["to_actor"]
    }
    found: dict[frozenset[str], list[str]] = {}
    for event in every(f"{address}/v1/events"):
        for pair in itertools.product(event["actor"], event["recipient"] or event["actor"]):
            found.setdefault(frozenset(pair), []).append(event["status"])
    pairs = {tuple(sorted(pair)): statuses for pair, statuses in found.items() if len(pair) == 2}
    shown = {"asserted", "planned", "denied", "alleged"}
    rich = max(pairs, key=lambda pair: (len(set(pairs[pair]) & shown), len(pairs[pair]), pair))
    busy = max(pairs, key=lambda pair: (frozenset(pair) in tied, len(pairs[pair]), pair))
    return {"dyad": f"/dyad/{rich[0]}/{rich[1]}", "bars": f"/dyad/{busy[0]}/{busy[1]}"}


def every(address: str) -> Iterator[dict[str, Any]]:
    """All rows of a list of the API."""
    cursor = ""
    while cursor is not None:
        page = httpx.get(address, params={"limit": 1000, **({"cursor": cursor} if cursor else {})}).json()
        yield from page["data"]
        cursor = page["next"]


def shoot(browser: Browser, address: str, secret: str, name: str, lang: str, look: str, path: Path) -> None:
    """One view, as `look` says (wide, dark, narrow, long), as a small PNG."""
    where, then = VIEWS[name]
    width = NARROW if look == "narrow" else WIDTH
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme="dark" if look == "dark" else "light"
    )  # fmt: skip
    cookies = {"lang": lang} | ({} if name == "signin" else {"rasid_token": secret})
    context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
    page = context.new_page()
    page.goto(address + where.format(q=ASKED[lang], **dyads(address)))
    then(page)
    page.evaluate("document.fonts.ready")
    raw = page.screenshot(full_page=look in ("long", "narrow"), animations="disabled")
    picture = Image.open(io.BytesIO(raw)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, (2 if look == "narrow" else 3) * HEIGHT)))
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    context.close()


def main() -> None:
    """Code the examples, serve them, take the pictures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--all", action="store_true")
    asked.add_argument("--only", nargs="*", choices=VIEWS, default=list(VIEWS))
    given = asked.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("there is no Chromium here (Debian: apt-get install chromium)")
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "demo.duckdb")
        fill(db, ROOT / "examples")
        secrets = [Tokens(default_path(db)).add(name, ["review"]) for name in REVIEWERS]
        with serving(db) as address, sync_playwright() as player:
            decide(address, secrets)
            browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name in given.only:
                for lang in ("ar", "en"):
                    for look in LOOKS:
                        if not (given.all or look == "wide" or (name, look) in MORE):
                            continue
                        path = given.folder / f"{name}-{lang}{'' if look == 'wide' else '-' + look}.png"
                        shoot(browser, address, secrets[0], name, lang, look, path)
                        print(path, f"{path.stat().st_size >> 10} KB")
            browser.close()


if __name__ == "__main__":
    main()
