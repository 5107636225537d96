"""Connections to public addresses only: whatever a name resolves to is looked at before anything is sent.

The check stands where the socket is opened, so it holds for redirects and for names that change their address between
two look-ups: the address that was checked is the one that is connected to.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx


class ForbiddenAddressError(Exception):
    """An address that a source must not lead us to: this machine, its network, or nothing on the internet."""


def check_address(address: str) -> None:
    """Raises ForbiddenAddressError unless the IP address is a public one.

    >>> check_address("93.184.216.34")
    >>> check_address("::ffff:127.0.0.1")
    Traceback (most recent call last):
    rasid.sources.guard.ForbiddenAddressError: 127.0.0.1 is not a public address
    """
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        nat64 = ipaddress.ip_network("64:ff9b::/96")
        embedded = (
            ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in nat64 else None)
        )
        ip = embedded or ip
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        raise ForbiddenAddressError(f"{ip} is not a public address")


class GuardedTransport(httpx.BaseTransport):
    """httpx's way to the network, past `check_address` unless `allow_private`."""

    def __init__(self, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=_Backend(allow_private), max_connections=20
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    def __init__(self, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as fault:
            raise httpcore.ConnectError(f"no address for {host}: {fault}") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private:
            for address in addresses:
                check_address(address)
        failed: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in addresses:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as fault:
                failed = fault
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise ForbiddenAddressError("no connections to sockets of this machine")

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)
