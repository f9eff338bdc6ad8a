"""One's own tokens, for programs that read or act in one's stead: made, shown once, revoked."""

from typing import Any

from fastapi.responses import RedirectResponse, Response

from application.access.rights import GRANTABLE
from application.access.tokens import LONGEST_DAYS
from interfaces.pages.asking import Answer
from interfaces.pages.names import names_of
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import people_called

book = Book()
_USUAL_DAYS = "90"


@book.page("/tokens", "account", right="own")
async def tokens(visit: Visit) -> Response:
    """The tokens there are, and the form of a new one."""
    return await _shown(visit)


@book.page("/tokens", "account", right="own", method="POST")
async def make_token(visit: Visit) -> Response:
    """Make a token, and show it this once."""
    form = await visit.request.form()
    days = str(form.get("days") or "")
    body = {
        "label": str(form.get("label") or ""),
        "scopes": [str(each) for each in form.getlist("scopes")],
        "seat": str(form.get("seat") or "") or None,
        "days": whole(days) or days,
    }
    answer = await visit.api.post("/tokens", body)
    return await _shown(visit, answer, body | {"days": days})


@book.page("/tokens/{token}/revoke", "account", right="own", method="POST")
async def revoke(visit: Visit, token: str) -> Response:
    """Let a token stand for nobody any more."""
    answer = await visit.api.post(f"/tokens/{token}/revocation", {})
    return await _shown(visit, answer) if answer.failed else RedirectResponse("/tokens?done=revoked", 303)


async def _shown(visit: Visit, answer: Answer | None = None, given: dict[str, Any] | None = None) -> Response:
    listed = await visit.api.get("/tokens")
    failed = answer is not None and answer.failed
    knows = visit.may("directory")
    return visit.show(
        "tokens.html",
        answer.status if answer and failed else 200,
        tokens=sorted(listed["items"], key=lambda each: each["created_at"] or "", reverse=True),
        people=await people_called(visit, listed) if knows else {},
        names=await names_of(visit) if knows else None,
        scopes=[each for each in visit.me["rights"] if each in GRANTABLE],
        longest=LONGEST_DAYS,
        problem=answer.body if answer and failed else None,
        made=answer.body if answer and not failed else None,
        given=given
        if given and failed
        else {"label": "", "scopes": ["directory", "read"], "seat": None, "days": _USUAL_DAYS},
        done=visit.request.query_params.get("done", ""),
    )
