"""What is published says the same everywhere: version, dependencies, lock file."""

import re
import tomllib
from pathlib import Path

from rasid import __version__
from rasid.cli_extras import wanted

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def requirements() -> list[str]:
    extras = [group for name, group in PROJECT["optional-dependencies"].items() if name != "bench"]  # not ours to ship
    return [one for group in (PROJECT["dependencies"], *extras) for one in group if not one.startswith("rasid[")]


def test_the_version_is_the_same_everywhere() -> None:
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_a_lower_bound_and_is_locked_with_a_hash() -> None:
    locked = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+).*\\\n\s+--hash=sha256:", LOCK, re.M))
    for requirement in requirements():
        name, bound = re.match(r"([\w.-]+)(?:\[[^]]*\])?(.*)", requirement).groups()  # type: ignore[union-attr]
        assert bound.startswith(">="), f"{requirement} has no lower bound"
        assert re.sub(r"[_.]", "-", name.lower()) in locked, f"{name} is not in requirements.lock: make lock"


def test_the_lock_names_no_host() -> None:
    assert "://" not in LOCK


def test_a_missing_module_is_answered_with_its_extra() -> None:
    def told(module: str, *words: str) -> str:
        return str(wanted(ModuleNotFoundError(name=module), words))

    assert "pip install 'rasid[web]'" in told("starlette.testclient", "serve", "--db", "x")
    assert "pip install 'rasid[pg]'" in told("psycopg", "events")
    assert wanted(ModuleNotFoundError(name="rasid.nothing"), ["code"]) is None
