"""Fetching politely and safely: robots.txt, a pause per host, conditional requests, limits, retries with back-off."""

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from rasid import __version__
from rasid.sources.guard import ForbiddenAddressError, GuardedTransport

_AGENT: Final = "rasid"
_REDIRECTS: Final = 5
_AGAIN: Final = frozenset((429, 500, 502, 503, 504))
_LONGEST_WAIT: Final = 60.0
_ROBOTS_SIZE: Final = 500_000


class FetchError(Exception):
    """A page that can't be had, and why, in one line."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave towards sites, in seconds and bytes.

    ``pause`` between two requests to a host; ``patience`` for one answer to begin or go on, ``total`` for all of it;
    ``size`` of a page after unpacking; ``retries`` after a failure that may pass, first after ``back_off``.
    """

    pause: float = 1.0
    patience: float = 20.0
    total: float = 60.0
    size: int = 10 << 20
    retries: int = 3
    back_off: float = 1.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address that it came from in the end; ``body`` is None where nothing has changed since."""

    url: str
    body: bytes | None
    kind: str
    etag: str | None
    modified: str | None


@dataclass(slots=True)
class Fetcher:
    """Fetches pages; a context manager that closes its connections."""

    manners: Manners = field(default_factory=Manners)
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _client: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a page, or learn that it has not changed. Raises FetchError."""
        headers = {"If-None-Match": etag or "", "If-Modified-Since": modified or ""}
        return self._follow(url, {name: value for name, value in headers.items() if value}, obey=True)

    def _follow(self, url: str, headers: dict[str, str], *, obey: bool) -> Fetched:
        for _ in range(_REDIRECTS + 1):
            parts = _checked(url)
            if obey and not self._allowed(url):
                raise FetchError("its robots.txt asks not to")
            answer = self._patiently(url, headers, parts.hostname or "")
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise FetchError(f"more than {_REDIRECTS} redirects")

    def _patiently(self, url: str, headers: dict[str, str], host: str) -> Fetched | str:
        """One address, tried again where that may help: the answer, or where it redirects to."""
        wait = self.manners.back_off
        for attempt in range(self.manners.retries + 1):
            self._pause(host, url)
            try:
                return self._once(url, headers)
            except ForbiddenAddressError as fault:
                raise FetchError(f"refused: {fault}") from None
            except _TryAgainError as fault:
                if attempt == self.manners.retries:
                    raise FetchError(str(fault)) from None
                time.sleep(min(fault.after if fault.after is not None else wait, _LONGEST_WAIT))
                wait *= 2
        raise AssertionError("unreachable")

    def _once(self, url: str, headers: dict[str, str]) -> Fetched | str:
        began = time.monotonic()
        try:
            with self._http().stream("GET", url, headers=headers) as answer:
                if answer.has_redirect_location:
                    return answer.headers["location"]
                if answer.status_code in _AGAIN:
                    raise _TryAgainError(
                        f"the site answers {answer.status_code}", _seconds(answer.headers.get("retry-after"))
                    )
                etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
                kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
                if answer.status_code == 304:
                    return Fetched(url, None, kind, etag, modified)
                if answer.status_code != 200:
                    raise FetchError(f"the site answers {answer.status_code}")
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > self.manners.size:
                        raise FetchError(f"larger than {self.manners.size >> 20} MB")
                    if time.monotonic() - began > self.manners.total:
                        raise FetchError(f"not done after {self.manners.total:.0f} seconds")
                return Fetched(url, bytes(body), kind, etag, modified)
        except httpx.DecodingError as fault:
            raise FetchError(f"damaged: {fault}") from None
        except (
            httpx.HTTPError,
            httpcore.TimeoutException,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            OSError,
        ) as fault:
            raise _TryAgainError(f"can't be reached: {fault or type(fault).__name__}") from None
        except (httpx.InvalidURL, ValueError) as fault:
            raise FetchError(f"no address that can be fetched: {fault}") from None

    def _http(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                transport=GuardedTransport(self.manners.allow_private),
                timeout=self.manners.patience,
                headers={"User-Agent": f"{_AGENT}/{__version__}", "Accept-Encoding": "gzip, deflate"},
            )
        return self._client

    def _pause(self, host: str, url: str) -> None:
        robots = self._robots.get(_origin(url))
        pause = self.manners.pause
        if robots is not None:
            pause = max(pause, min(float(robots.crawl_delay(_AGENT) or 0), _LONGEST_WAIT)) if pause else 0.0
        left = self._last.get(host, -_LONGEST_WAIT) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._last[host] = time.monotonic()

    def _allowed(self, url: str) -> bool:
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = None
            try:
                answer = self._follow(f"{origin}/robots.txt", {}, obey=False)
                robots = RobotFileParser()
                robots.parse((answer.body or b"")[:_ROBOTS_SIZE].decode("utf-8", "replace").splitlines())
                self._robots[origin] = robots
            except FetchError:
                pass  # none: everything is allowed; a site that is down says so again
        found = self._robots[origin]
        return found is None or found.can_fetch(_AGENT, url)


class _TryAgainError(Exception):
    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as fault:
        raise FetchError(f"no address that can be fetched: {fault}") from None
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"refused: only http and https are fetched, not {parts.scheme or 'nothing'}:")
    if not parts.hostname:
        raise FetchError("no address that can be fetched: it names no host")
    return parts


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isdigit() else None
