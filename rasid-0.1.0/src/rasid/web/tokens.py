"""Tokens for writing and, by choice, for reading. Only their hashes are kept, in a file beside the store.

A token is 256 random bits, so a plain hash (BLAKE2b) guards it at rest; it is shown once, when it is made. The file is
read anew whenever it has changed: a token that is withdrawn is refused from the next request on.
"""

import datetime as dt
import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Scope = Literal["read", "write", "review"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "write", "review")
_PREFIX: Final = "rsd_"


class TokenError(ValueError):
    """A token that can't be made or withdrawn; the message says why."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a token belongs to, and what it is good for. Every token may read."""

    name: str
    scopes: frozenset[str]

    def may(self, scope: Scope) -> bool:
        return scope == "read" or scope in self.scopes


class Tokens:
    """The tokens of one store.

    >>> import tempfile
    >>> tokens = Tokens(Path(tempfile.mkdtemp()) / "rasid.tokens")
    >>> secret = tokens.add("Amal", ["review"])
    >>> tokens.holder(secret).name, tokens.holder("rsd_guess")
    ('Amal', None)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._entries: list[dict[str, Any]] = []

    def add(self, name: str, scopes: list[str]) -> str:
        """Make a token and give it back: nobody can read it again. Raises TokenError for a name in use."""
        wrong = [scope for scope in scopes if scope not in SCOPES]
        if wrong or not name.strip():
            raise TokenError(
                f"no scope {', '.join(wrong)}: take {', '.join(SCOPES)}" if wrong else "a token needs a name"
            )
        with self._lock:
            entries = self._read()
            if any(entry["name"] == name for entry in entries):
                raise TokenError(f"{name!r} has a token: withdraw it first")
            secret = _PREFIX + secrets.token_urlsafe(32)
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            entries.append({"name": name, "scopes": sorted(set(scopes)), "hash": _hash(secret), "made": made})
            self._write(entries)
        return secret

    def remove(self, name: str) -> None:
        """Withdraw a token. Raises TokenError where there is none of that name."""
        with self._lock:
            entries = self._read()
            kept = [entry for entry in entries if entry["name"] != name]
            if len(kept) == len(entries):
                raise TokenError(f"no token of the name {name!r}")
            self._write(kept)

    def names(self) -> list[tuple[str, list[str], str]]:
        """Name, scopes and day of each token."""
        with self._lock:
            return [(entry["name"], entry["scopes"], entry["made"]) for entry in self._read()]

    def holder(self, secret: str) -> Holder | None:
        """Who holds this token; takes the same time whether or not it is known."""
        digest = _hash(secret)
        with self._lock:
            entries = self._read()
        found = None
        for entry in entries:
            if hmac.compare_digest(entry["hash"], digest):
                found = Holder(entry["name"], frozenset(entry["scopes"]))
        return found

    def _read(self) -> list[dict[str, Any]]:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._seen, self._entries = None, []
            return []
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._seen:
            try:
                entries = json.loads(self.path.read_text(encoding="utf-8"))["tokens"]
            except (ValueError, KeyError, TypeError) as fault:
                raise TokenError(f"{self.path} is no file of tokens: {fault}") from None
            self._entries, self._seen = entries, stamp
        return list(self._entries)

    def _write(self, entries: list[dict[str, Any]]) -> None:
        """Replace the file whole, readable by its owner only."""
        new = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            json.dump({"tokens": entries}, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        new.replace(self.path)
        self._seen = None


def default_path(db: str) -> Path:
    """Where the tokens of a store are kept: beside its file; for PostgreSQL in the working directory."""
    return Path("rasid.tokens" if "://" in db or db == ":memory:" else f"{db}.tokens")


def _hash(secret: str) -> str:
    return hashlib.blake2b(secret.encode("utf-8", "replace"), digest_size=32).hexdigest()
