"""Accounts, for administrators: who may sign in, opened, changed and closed; a code is shown once."""

from typing import Any

from fastapi.responses import RedirectResponse, Response

from domain.vocabulary import Role
from interfaces.pages.asking import Answer, Refused
from interfaces.pages.coming_in import typed
from interfaces.pages.form_people import in_order, offered_of, people_found
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import by_people, people_called

book = Book()
_PATHS = {
    "code": "code",
    "role": "role",
    "end-sessions": "sessions/end",
    "remove-factors": "device/removal",
    "close": "closing",
}
_UNKNOWN = 404


@book.page("/accounts", "accounts", right="accounts")
async def accounts(visit: Visit) -> Response:
    """Every account, the open ones first."""
    listed = await visit.api.get("/accounts")
    people = await by_people(visit.get, (each["person"] for each in listed["items"]))
    place = {each["person"]: number for number, each in enumerate(in_order(people.values()))}
    rows = [each | {"called": people.get(each["person"], {}).get("name")} for each in listed["items"]]
    rows.sort(key=lambda each: place.get(each["person"], len(place)))
    return visit.show(
        "accounts.html",
        open=[each for each in rows if not each["closed_at"]],
        closed=[each for each in rows if each["closed_at"]],
    )


@book.page("/accounts/new", "accounts", right="accounts")
async def new_account(visit: Visit) -> Response:
    """The form of a new account."""
    return await _new(visit)


@book.page("/accounts/new", "accounts", right="accounts", method="POST")
async def open_account(visit: Visit) -> Response:
    """Open it, and show its code this once."""
    given = await typed(visit.request)
    body = {"person": given.get("person", ""), "name": given.get("name", ""), "role": given.get("role") or None}
    answer = await visit.api.post("/accounts", body)
    if answer.failed:
        return await _new(visit, answer, given)
    return await _one(visit, answer.body["person"], done="opened", made=answer.body)


@book.page("/accounts/{person}", "accounts", right="accounts")
async def account(visit: Visit, person: str) -> Response:
    """One account, and what can be done with it."""
    return await _one(visit, person)


@book.page("/accounts/{person}/close", "accounts", right="accounts")
async def close_page(visit: Visit, person: str) -> Response:
    """What closing an account means, before it is done."""
    return await _one(visit, person, closing=True)


@book.page("/accounts/{person}/{what}", "accounts", right="accounts", method="POST")
async def change(visit: Visit, person: str, what: str) -> Response:
    """Change an account; a new code is shown this once."""
    if what not in _PATHS:
        return RedirectResponse(f"/accounts/{person}", 303)
    given = await typed(visit.request)
    body = {"role": given.get("role") or None} if what == "role" else {}
    answer = await visit.api.post(f"/accounts/{person}/{_PATHS[what]}", body)
    if answer.failed:
        return await _one(visit, person, answer.status, problem=answer.body, closing=what == "close")
    made = answer.body if what == "code" else None
    return await _one(visit, person, done=what.replace("-", "_"), made=made)


async def _new(visit: Visit, answer: Answer | None = None, given: dict[str, str] | None = None) -> Response:
    listed = await visit.api.get("/accounts")
    having = {each["person"] for each in listed["items"] if not each["closed_at"]}
    given = given or {"person": visit.request.query_params.get("person", "")}
    sought = visit.request.query_params.get("q", "").strip()[:100]
    offered = await offered_of(visit)
    roll = await people_found(visit, sought) if sought and offered.is_part else offered.people
    if given.get("person") and given["person"] not in {each["person"] for each in roll}:
        roll = [*roll, *(await by_people(visit.api.get, [given["person"]])).values()]
    return visit.show(
        "account_new.html",
        answer.status if answer else 200,
        people=[each for each in roll if each["person"] not in having and each["name"]],
        roles=list(Role),
        given=given,
        sought=sought,
        is_part=offered.is_part,
        problem=answer.body if answer else None,
    )


async def _one(visit: Visit, person: str, status: int = 200, **told: Any) -> Response:
    listed = await visit.api.get("/accounts")
    of_person = [each for each in listed["items"] if each["person"] == person]
    if not of_person:
        raise Refused(await visit.api.ask("GET", f"{visit.api.base}/accounts/{person}"))
    of_person.sort(key=lambda each: each["closed_at"] is not None)
    called = await people_called(visit, person)
    shown = {"problem": None, "done": "", "made": None, "closing": False} | told
    return visit.show(
        "account_one.html", status, account=of_person[0], known_as=called.get(person), roles=list(Role), **shown
    )
