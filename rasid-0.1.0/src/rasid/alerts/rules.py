"""Rules: what an alert asks and whom it tells, out of a TOML file or a request.

[[alert]]
name = "The dam"
type = ["THREATEN", "MOBILIZE"]
dyad = ["EGY", "ETH"]
webhook = "https://example.org/hook"
secret_env = "RASID_HOOK_SECRET"

[[alert]]
name = "Cooling"
dyad = ["USA", "CHN"]
falls_by = 2.0          # deviations
stdout = true
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rasid.records import record_id
from rasid.store.filters import EVENTS

STDOUT: Final = "stdout"
_SHIFT: Final = ("falls_by", "rises_by")
_DAYS: Final = ("window", "history")
_OWN: Final = ("name", "webhook", "secret", "secret_env", STDOUT, *_SHIFT, *_DAYS)
_LONGEST: Final = 200


class AlertError(ValueError):
    """A rule that makes no sense, or an alert that isn't there; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One standing question.

    ``wanted``: filters of events (those of `rasid events`). Without ``falls_by`` and ``rises_by`` every event that they
    let through is a hit, once. With one of them the sum of a dyad's scores over the last ``window`` days is held
    against those of the windows before, ``history`` days back: a hit where it lies so many standard deviations below
    (above) their mean; not again until a window later.
    """

    name: str
    wanted: Mapping[str, Any]
    webhook: str | None = None
    secret: str | None = None
    secret_env: str | None = None
    stdout: bool = False
    falls_by: float | None = None
    rises_by: float | None = None
    window: int = 30
    history: int = 365

    @property
    def alert(self) -> str:
        """The alert's id: that of its name."""
        return record_id("alert", self.name)

    @property
    def shifts(self) -> bool:
        return self.falls_by is not None or self.rises_by is not None

    @property
    def targets(self) -> list[str]:
        """Where its hits are to be delivered; the feed needs no delivery."""
        return ([self.webhook] if self.webhook else []) + ([STDOUT] if self.stdout else [])

    def key(self) -> bytes | None:
        """The secret that signs its webhooks."""
        secret = os.environ.get(self.secret_env) if self.secret_env else self.secret
        return secret.encode() if secret else None

    def to_json(self, *, secrets: bool = False) -> dict[str, Any]:
        """The rule as it was given; without its secret unless `secrets`."""
        out: dict[str, Any] = {"name": self.name, **self.wanted}
        for name in ("webhook", "secret_env", *_SHIFT):
            if getattr(self, name) is not None:
                out[name] = getattr(self, name)
        if self.stdout:
            out[STDOUT] = True
        if self.shifts:
            out |= {"window": self.window, "history": self.history}
        if secrets and self.secret:
            out["secret"] = self.secret
        return out


def rule_of(given: Mapping[str, Any], *, allow_private: bool = False) -> Rule:
    """A rule out of plain data; raises AlertError. `allow_private`: its webhook may go to a private address."""
    from rasid.alerts.webhook import checked_url

    name = given.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > _LONGEST:
        raise AlertError("an alert needs a name (200 characters at most)")
    wanted = {key: value for key, value in given.items() if key not in _OWN and value not in (None, [], ())}
    for key, value in wanted.items():
        if key not in EVENTS:
            raise AlertError(f"{name}: no filter {key!r}; there are: {', '.join(sorted(EVENTS))}, {', '.join(_OWN)}")
        if not _plain(value):
            raise AlertError(f"{name}: {key} is a text, a number or a list of these")
    numbers: dict[str, Any] = {}
    for key in _SHIFT:
        if given.get(key) is not None:
            numbers[key] = _number(name, key, given[key], 0.1, 100)
    for key in _DAYS:
        if given.get(key) is not None:
            numbers[key] = int(_number(name, key, given[key], 1, 36_500))
    if numbers.keys() & set(_SHIFT) and not _two(wanted.get("dyad")):
        raise AlertError(f'{name}: a score is a dyad\'s: dyad = ["EGY", "ETH"]')
    if not wanted:
        raise AlertError(f"{name}: what shall it look for? Give a filter: type, dyad, actor, text …")
    if given.get("history") is not None and numbers["history"] < 5 * numbers.get("window", 30):
        raise AlertError(f"{name}: a history is at least five windows long")
    webhook = given.get("webhook")
    if webhook is not None:
        webhook = checked_url(webhook, allow_private=allow_private)
    for key in ("secret", "secret_env"):
        if given.get(key) is not None and not isinstance(given[key], str):
            raise AlertError(f"{name}: {key} is a text")
    if not isinstance(given.get(STDOUT, False), bool):
        raise AlertError(f"{name}: stdout is true or false")
    return Rule(
        name.strip(), wanted, webhook, given.get("secret"), given.get("secret_env"), given.get(STDOUT, False), **numbers
    )


def read_rules(path: Path, *, allow_private: bool = False) -> list[Rule]:
    """The rules of a TOML file; raises AlertError with the file's name."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("alert", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise AlertError(f"{path}: {fault}") from None
    if not isinstance(found, list) or not found:
        raise AlertError(f"{path}: no [[alert]] in it")
    rules: dict[str, Rule] = {}
    for given in found:
        try:
            rule = rule_of(given, allow_private=allow_private)
        except AlertError as fault:
            raise AlertError(f"{path}: {fault}") from None
        if rule.alert in rules:
            raise AlertError(f"{path}: two alerts of the name {rule.name!r}")
        rules[rule.alert] = rule
    return list(rules.values())


def _plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(isinstance(item, (str, int, float)) for item in value)
    return isinstance(value, (str, int, float))


def _two(dyad: Any) -> bool:
    return isinstance(dyad, (list, tuple)) and len(dyad) == 2 and all(isinstance(code, str) for code in dyad)


def _number(name: str, key: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise AlertError(f"{name}: {key} is a number from {low:g} to {high:g}")
    return float(value)
