"""The pages before and about signing in: sign in, choose a password, sign out; and the look of all pages."""

import re
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from interfaces.pages.asking import API, Api
from interfaces.pages.form_kept import NAME
from interfaces.pages.look import LANGUAGE, rendered
from interfaces.pages.shell import KEYS, THEME, Book, around, is_here, language_of
from interfaces.sentences import LANGUAGES

book = Book()
CONFERENCE = "lianxi-conference"
"""Which conference this browser signed in to last, so that it need not be typed again."""
_THEMES = ("", "light", "dark")
_KEYS = ("on", "off")
_LONG = 365 * 86_400
_ACTIVATED = "activated"
"""What the address of the page to sign in says after a password was chosen."""
_KEPT = re.compile(rf"/do/\w+\?(.*&)?{NAME}=\w+")
"""The address of a form that was sent signed out."""


@book.open("/sign-in")
async def sign_in_page(request: Request) -> Response:
    """Ask who it is."""
    around(request, language_of(request), "sign_in")
    api, only = Api(request, language_of(request)), await only_conference(request)
    listed = await api.ask("GET", f"{API}/sign-in/openid")
    public = bool(only) and not (await api.ask("GET", f"{API}/board/{only}", {"limit": "1"})).failed
    providers = [] if listed.failed else listed.body["items"]
    known = request.query_params.get("conference") or request.cookies.get(CONFERENCE, "")
    wanted = _here(request.query_params.get("next", "/"))
    given = {"conference": known}
    return await _shown(
        request, "sign_in.html", problem=None, given=given, next=wanted, providers=providers, public=public
    )


@book.open("/sign-in", "POST")
async def sign_in(request: Request) -> Response:
    """Sign in; what was typed stays, but for the password."""
    around(request, language_of(request), "sign_in")
    given = await typed(request)
    body: dict[str, Any] = {name: given.get(name, "") for name in ("conference", "name", "password")}
    if given.get("code"):
        body["code"] = given["code"].replace(" ", "")
    answer = await Api(request, language_of(request)).ask("POST", f"{API}/sign-in", body=body)
    if answer.failed:
        kept = {name: given.get(name, "") for name in ("conference", "name")}
        wanted = _here(given.get("next", "/"))
        told = {"problem": answer.body, "given": kept, "next": wanted, "providers": (), "public": False}
        return await _shown(request, "sign_in.html", answer.status, **told)
    inside = RedirectResponse(_here(given.get("next", "/")), 303)
    inside.headers.append("set-cookie", answer.headers["set-cookie"])
    inside.set_cookie(CONFERENCE, body["conference"][:80], max_age=_LONG, samesite="lax", httponly=True, secure=True)
    return inside


@book.open("/activation")
async def activation_page(request: Request) -> Response:
    """Choose a password with the code that was handed over."""
    around(request, language_of(request), "sign_in")
    return await _shown(request, "activation.html", problem=None, given={})


@book.open("/activation", "POST")
async def activate(request: Request) -> Response:
    """The same, done."""
    around(request, language_of(request), "sign_in")
    given = await typed(request)
    problem = None
    if given.get("password") != given.get("again"):
        problem = {"code": "passwords_differ"}
    else:
        body = {name: given.get(name, "") for name in ("conference", "name", "code", "password")}
        answer = await Api(request, language_of(request)).ask("POST", f"{API}/activation", body=body)
        problem = answer.body if answer.failed else None
    if problem is not None:
        kept = {name: given.get(name, "") for name in ("conference", "name", "code")}
        return await _shown(request, "activation.html", 422, problem=problem, given=kept)
    return RedirectResponse(f"/sign-in?{_ACTIVATED}=yes", 303)


@book.open("/sign-out", "POST")
async def sign_out(request: Request) -> Response:
    """End the session."""
    answer = await Api(request, language_of(request)).ask("POST", f"{API}/session/end", body={})
    gone = RedirectResponse("/sign-in", 303)
    for name in ("set-cookie", "clear-site-data"):
        if name in answer.headers:
            gone.headers[name] = answer.headers[name]
    return gone


@book.open("/preferences", "POST")
async def preferences(request: Request) -> Response:
    """The look of the pages, kept in the browser."""
    given = await typed(request)
    back = RedirectResponse(_here(given.get("next", "/")), 303)
    for cookie, name, known in ((THEME, "theme", _THEMES), (KEYS, "keys", _KEYS), (LANGUAGE, "language", LANGUAGES)):
        if given.get(name) in known:
            back.set_cookie(cookie, given[name], max_age=_LONG, samesite="lax", httponly=True)
    return back


async def typed(request: Request) -> dict[str, str]:
    """The fields of a form, the last of a name."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


async def only_conference(request: Request) -> str:
    """The conference of an installation that holds one; with several, whoever comes in says which."""
    answer = await Api(request, language_of(request)).ask("GET", f"{API}/entrance")
    return "" if answer.failed else str(answer.body["conference"] or "")


def _here(wanted: str) -> str:
    """Where somebody wanted to go, if it is of this site; else the first page."""
    return wanted if is_here(wanted) else "/"


async def _shown(request: Request, template: str, status: int = 200, **told: Any) -> Response:
    kept = _KEPT.match(told.get("next", "")) is not None
    shown = {"only": await only_conference(request), "kept": kept, "is_activated": _ACTIVATED in request.query_params}
    return rendered(request, template, status, **shown, **told)
