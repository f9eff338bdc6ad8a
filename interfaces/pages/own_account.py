"""One's own account: who one is here, what proves it, the passkeys and identities one signs in with, one's sessions."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from fastapi.responses import RedirectResponse, Response

from interfaces.pages.asking import API, Refused
from interfaces.pages.coming_in import typed
from interfaces.pages.names import names_of
from interfaces.pages.shell import Book, Visit

book = Book()
Given = Mapping[str, str]
_DONE_BY_SCRIPT = frozenset({"passkey", "confirmation"})
"""What a script of the page has done with a passkey, and leads back here to be told."""


@book.page("/account", "account", right="own")
async def account(visit: Visit) -> Response:
    """One's own account."""
    done = visit.request.query_params.get("done", "")
    return await _account(visit, done=done if done in _DONE_BY_SCRIPT else "")


@book.page("/account/{what}", "account", right="own", method="POST")
async def change_account(visit: Visit, what: str) -> Response:
    """Change something of it; what is shown once is shown here."""
    if what not in _CHANGES:
        return RedirectResponse("/account", 303)
    given = await typed(visit.request)
    path, body = _CHANGES[what]
    answer = await visit.api.ask("POST", API + path.format(id=quote(given.get("id", ""), safe="")), body=body(given))
    if answer.failed:
        return await _account(visit, answer.status, problem=answer.body)
    visit.me = (await visit.api.ask("GET", f"{API}/session")).body
    page = await _account(visit, done=what, made=answer.body or None)
    if "location" in (answer.body or {}):  # the provider must meet the browser that goes there
        page.headers.append("set-cookie", answer.headers["set-cookie"])
    return page


async def _own(visit: Visit, path: str) -> list[dict[str, Any]]:
    """A list of what is one's own."""
    listed = await visit.api.ask("GET", API + path)
    if listed.failed:
        raise Refused(listed)
    items: list[dict[str, Any]] = listed.body["items"]
    return items


async def _account(visit: Visit, status: int = 200, **told: Any) -> Response:
    shown = {"problem": None, "done": "", "made": None} | told
    seats = visit.me["seats"]
    if visit.may("directory"):
        names = await names_of(visit)
        seats = [names.seat(seat) for seat in seats]
    return visit.show(
        "account.html",
        status,
        me=visit.me,
        seats=seats,
        sessions=await _own(visit, "/sessions"),
        passkeys=await _own(visit, "/account/passkeys"),
        identities=await _own(visit, "/account/identities"),
        providers=await _own(visit, "/sign-in/openid"),
        **shown,
    )


def _only(*names: str) -> Callable[[Given], dict[str, str]]:
    """A body of these fields."""
    return lambda given: {name: given.get(name, "") for name in names}


def _confirmation(given: Given) -> dict[str, str]:
    """The password or a code: either proves who sits there."""
    return {name: given[name] for name in ("password", "code") if given.get(name)}


def _code(given: Given) -> dict[str, str]:
    return {"code": given.get("code", "").replace(" ", "")}


_CHANGES: dict[str, tuple[str, Callable[[Given], dict[str, str]]]] = {
    "confirmation": ("/session/confirmation", _confirmation),
    "confirmation-by": ("/session/confirmation/openid", _only("provider")),
    "password": ("/account/password", _only("current", "new")),
    "device": ("/account/totp", _only()),
    "device-works": ("/account/totp/confirmation", _code),
    "device-away": ("/account/totp/removal", _only()),
    "recovery-codes": ("/account/recovery-codes", _only()),
    "passkey-named": ("/account/passkeys/{id}/label", _only("label")),
    "passkey-away": ("/account/passkeys/{id}/removal", _only()),
    "identity": ("/account/identities", _only("provider")),
    "identity-away": ("/account/identities/{id}/removal", _only()),
    "sessions-end": ("/sessions/end", _only()),
}
"""What can be changed: the operation of the API, and its body from the fields of a form."""
