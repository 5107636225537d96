"""Webhooks: signed, and only to addresses that they may go to.

The host is resolved once; every address that it has must be a public one, and the connection goes to the address that
was checked, so a name that changes its mind in between (DNS rebinding) gains nothing. Redirects are not followed.

    X-Rasid-Timestamp: 1718841600
    X-Rasid-Signature: v1=<hex of HMAC-SHA256(secret, timestamp + "." + body)>
    Idempotency-Key: <the hit's id>
"""

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import time
from typing import Final
from urllib.parse import urlsplit

from rasid.alerts.rules import AlertError

SECONDS: Final = 10.0
_SHOWN: Final = 200


class DeliveryError(Exception):
    """A hit that was not taken; `final` if trying again is of no use."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


def sign(secret: bytes, timestamp: int, body: bytes) -> str:
    """The signature of a body sent at a time (Unix seconds).

    >>> sign(b"secret", 1718841600, b"{}")[:19]
    'v1=4a62db001957c940'
    """
    return "v1=" + hmac.new(secret, str(timestamp).encode() + b"." + body, hashlib.sha256).hexdigest()


def checked_url(url: object, *, allow_private: bool = False) -> str:
    """The address itself, if it may be one of a webhook; raises AlertError. Names are resolved only on delivery."""
    if not isinstance(url, str) or len(url) > 2000 or not url.isprintable() or " " in url:
        raise AlertError("a webhook is an https address")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AlertError(f"{url} is no address") from None
    if parts.scheme != "https" and not (allow_private and parts.scheme == "http"):
        raise AlertError(f"{url}: a webhook is an https address")
    if not host or parts.username or parts.password:
        raise AlertError(f"{url}: a webhook has a host and no password in its address")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return url
    if not allow_private and not public(literal):
        raise AlertError(f"{url}: webhooks go to public addresses only")
    return url


def public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address belongs to the open internet, also if it wraps an IPv4 address.

    >>> [public(ipaddress.ip_address(a)) for a in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return public(inner)
        if address in _NAT64:
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def post(url: str, body: bytes, hit: str, secret: bytes | None, *, again: bool, allow_private: bool = False) -> None:
    """Deliver a body; returns when the receiver answered 2xx, else raises DeliveryError."""
    try:
        checked_url(url, allow_private=allow_private)
    except AlertError as fault:
        raise DeliveryError(str(fault), final=True) from None
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolve(host, port, allow_private)
    headers = {
        "Content-Type": "application/json", "User-Agent": "rasid", "Idempotency-Key": hit, "Connection": "close",
    }  # fmt: skip
    if again:
        headers["X-Rasid-Redelivery"] = "1"
    if secret:
        stamp = int(time.time())
        headers |= {"X-Rasid-Timestamp": str(stamp), "X-Rasid-Signature": sign(secret, stamp, body)}
    connection = _Pinned(host, port, address, parts.scheme == "https")
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        answer = connection.getresponse()
        status = answer.status
    except (OSError, http.client.HTTPException) as fault:
        raise DeliveryError(f"{host}: {fault or type(fault).__name__}"[:_SHOWN]) from None
    finally:
        connection.close()
    if not 200 <= status < 300:
        why = f"{host} answered {status}" + (" (redirects are not followed)" if 300 <= status < 400 else "")
        raise DeliveryError(why, final=status == 410)


def _resolve(host: str, port: int, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise DeliveryError(f"{host} is not found: {fault}"[:_SHOWN]) from None
    addresses = [str(info[4][0]).partition("%")[0] for info in found]
    if not allow_private:
        for address in addresses:
            if not public(ipaddress.ip_address(address)):
                raise DeliveryError(f"{host} is at {address}: webhooks go to public addresses only")
    return addresses[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._address = address
        self._secure = secure

    def connect(self) -> None:
        made: socket.socket = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(made, server_hostname=self.host) if self._secure else made
