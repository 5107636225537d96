"""Limits on the size of requests, and headers that every response carries. Plain ASGI: nothing is buffered twice."""

from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasid.web.problems import problem

_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)


class Limits:
    """Refuses bodies of more than `body` bytes, told or not, and adds security headers.

    A response without a Content-Security-Policy of its own (all but the page's) may load nothing at all.
    """

    def __init__(self, app: ASGIApp, body: int) -> None:
        self.app = app
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length")
        if told is not None and (not told.isdigit() or int(told) > self.body):
            response = problem(413, f"a request is {self.body:,} bytes at most")
            await response(scope, receive, send)
            return
        taken = 0
        refused = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self.body:
                    return {"type": "http.disconnect"}
            return message

        async def headed(message: Message) -> None:
            nonlocal refused
            if taken > self.body and not refused:
                refused = True
                await problem(413, f"a request is {self.body:,} bytes at most")(scope, receive, send)
            if refused:
                return
            if message["type"] == "http.response.start":
                headers: list[Any] = list(message.get("headers", []))
                names = {name.lower() for name, _ in headers}
                headers += [pair for pair in _HEADERS if pair[0] not in names]
                if b"content-security-policy" not in names:
                    headers.append((b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"))
                message["headers"] = headers
            await send(message)

        await self.app(scope, counted, headed)
        if taken > self.body and not refused:
            await problem(413, f"a request is {self.body:,} bytes at most")(scope, receive, send)
