"""Signing in with a token: kept in a cookie that scripts can't read and other sites can't send."""

from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from rasid.web.pages.view import COOKIE, Pages, View, form_of, same_site
from rasid.web.problems import Problem
from rasid.web.service import Service

_DAYS: Final = 30 * 24 * 3600


def add(pages: Pages, app: FastAPI, service: Service) -> None:
    """Mount signing in and out."""

    async def enter(request: Request) -> Response:
        form = await form_of(request)
        secret, back = form.get("token", "").strip(), _inside(form.get("back", "/review"))
        if service.tokens.holder(secret) is None:
            return pages.page(request, View("signin.html", {"fault": None, "wrong": True, "back": back}, status=401))
        response = RedirectResponse(back, 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, secret, max_age=_DAYS, httponly=True, samesite="strict", secure=secure)
        return response

    async def leave(request: Request) -> Response:
        if not same_site(request):
            raise Problem(403, "this form was sent from another site")
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE)
        return response

    app.add_route("/signin", enter, methods=["POST"], include_in_schema=False)
    app.add_route("/signout", leave, methods=["POST"], include_in_schema=False)


def _inside(address: str) -> str:
    """An address on this server, never another's."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/review"
