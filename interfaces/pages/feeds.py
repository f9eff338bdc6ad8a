"""One's own calendar feeds: addresses for a telephone or a calendar program, made, shown once, revoked."""

from typing import Any

from fastapi.responses import RedirectResponse, Response

from application.access.tokens import LONGEST_DAYS
from interfaces.pages.asking import Answer
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import people_called

book = Book()
_OPENED = {"https": "webcals", "http": "webcal"}
_PROGRAMS = ("iphone", "outlook", "others")


@book.page("/feeds", "feeds", right="own")
async def feeds(visit: Visit) -> Response:
    """The feeds there are, the form of a new one, and how a program is told of it."""
    return await _shown(visit)


@book.page("/feeds", "feeds", right="own", method="POST")
async def make_feed(visit: Visit) -> Response:
    """Make a feed, and show its address this once."""
    form = await visit.request.form()
    given = {name: str(form.get(name) or "").strip() for name in ("label", "days")}
    answer = await visit.api.post("/feeds", given | {"days": whole(given["days"]) or given["days"]})
    return await _shown(visit, answer, given)


@book.page("/feeds/{feed}/revoke", "feeds", right="own", method="POST")
async def revoke(visit: Visit, feed: str) -> Response:
    """Let a feed's address lead nowhere any more."""
    answer = await visit.api.post(f"/feeds/{feed}/revocation", {})
    return await _shown(visit, answer) if answer.failed else RedirectResponse("/feeds?done=revoked", 303)


async def _shown(visit: Visit, answer: Answer | None = None, given: dict[str, str] | None = None) -> Response:
    listed = await visit.api.get("/feeds")
    failed = answer is not None and answer.failed
    everybodys = visit.may("accounts")
    return visit.show(
        "feeds.html",
        answer.status if answer and failed else 200,
        feeds=sorted(listed["items"], key=lambda each: each["created_at"] or "", reverse=True),
        people=await people_called(visit, listed) if everybodys else {},
        longest=LONGEST_DAYS,
        programs=_PROGRAMS,
        problem=answer.body if answer and failed else None,
        made=_addresses(visit, answer.body) if answer and not failed else None,
        given=given if given and failed else {"label": "", "days": str(LONGEST_DAYS)},
        done=visit.request.query_params.get("done", ""),
    )


def _addresses(visit: Visit, made: dict[str, Any]) -> dict[str, Any]:
    """What was made, with the address for the language of the page, and the same as programs open it by themselves.

    ``webcals`` keeps them to TLS: ``webcal`` would let some send the address in clear.
    """
    address = made["address"] + ("" if visit.language == "zh-Hans" else f"?lang={visit.language}")
    scheme, _, rest = address.partition(":")
    return made | {"address": address, "opened": f"{_OPENED[scheme]}:{rest}"}
