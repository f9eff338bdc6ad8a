"""Every command as a form: filled in, looked over where it cannot be undone, and done, or shown again with nothing lost."""

import asyncio
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from fastapi import HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import URL, FormData
from starlette.routing import Route as Path

from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from interfaces.pages.asking import API, Answer, Api
from interfaces.pages.coming_in import CONFERENCE, only_conference
from interfaces.pages.form_drafts import DISCARD, KEEP, drop, keep, place_at, place_of, restored
from interfaces.pages.form_faults import Fault, faults_of, lacking_faults, length_faults
from interfaces.pages.form_fields import fields_of
from interfaces.pages.form_kept import NAME, SAVED, Kept, address_of, kept_forms, owner_of
from interfaces.pages.form_reading import lacking, moved
from interfaces.pages.form_seeking import FIND, is_roll_sought
from interfaces.pages.form_sending import Filled, confirmed, groups_shown, held, sent, uploaded
from interfaces.pages.form_showing import Sheet, overtaken_by, reviewed, shown
from interfaces.pages.look import rendered
from interfaces.pages.meetings_live import is_beside
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit, around, is_here, language_of

book = Book()
_inner = Book()
_BY_NAME = {route.command.called(): route for route in ROUTES}
_FOR_GOOD = frozenset(
    {
        "close_unit",
        "merge_unit",
        "split_unit",
        "withdraw_topic",
        "merge_topic",
        "open_meeting",
        "close_meeting",
        "enter_in_error",
        "archive_meeting",
        "receive_decision",
        "hand_back_decision",
        "withdraw_take_over",
        "withdraw_extension",
    }
)
"""Acts without a signature that are looked over all the same, for they cannot be undone."""
_UNKNOWN, _CONFIRM = 404, "confirm_yourself"
_DONE, _BACK = "done", "back"
_OPENING = "open_meeting"
_SIGNING_IN = ("conference", "name", "password", "code")
_AFTER = {"set_calendar": "/calendar", "take_duty": "/people", "erase_person": "/people", "open_unit": "/people"}
"""Where acts of the institution show that are not of one thing that stays, and not of the measures."""
_MOST_FIELDS, _LARGEST, _LONGEST = 5_000, 1_000_000, 600.0
"""How many fields a form has; how many bytes of nobody's form are read; how many seconds a form may take to arrive."""
_TOO_SLOW = 408
_AGAIN = 307
_AGAIN_IN, _OF_ANOTHER = "signed_in_again", "of_another"


@book.page("/do/{command}", "act")
async def form_page(visit: Visit, command: str) -> Response:
    """The form of a command, for the thing named in the address, or as it was sent before."""
    if command not in _BY_NAME:
        return _unknown(visit, command)
    sheet, kept = await Sheet(visit, _BY_NAME[command]).open(), kept_forms(visit.request)
    found = kept.find(owner_of(visit.me), sheet.query.get(NAME, ""))
    if found is None:
        name = kept.left_open(owner_of(visit.me), place_of(visit, command))
        left_open = address_of(visit.request, name) if name else ""
        draft = await restored(visit, command, sheet.asked)
        if draft is not None:
            return await shown(sheet, draft.filled, left_open=left_open, saved_at=draft.saved_at)
        return await shown(sheet, left_open=left_open)
    filled = found.filled(sheet.asked)
    if found.over:
        return await reviewed(sheet, filled, found.answer)
    return await shown(sheet, filled, found.answer, found.faults, note=found.note)


@book.open("/do/{command}", "POST")
async def posted(request: Request) -> Response:
    """A filled form; who is signed in no longer signs in again, and what he typed stays."""
    language = language_of(request)
    session = await Api(request, language).ask("GET", f"{API}/session")
    (inner,) = (each for each in _inner.routes if isinstance(each, Path))
    declared = request.headers.get("content-length", "")
    size = whole(declared)
    if session.failed and (size is None or size > _LARGEST):
        return RedirectResponse(f"/sign-in?next={quote(_address(request))}", 303)
    try:
        async with asyncio.timeout(_LONGEST):
            await request.form(max_fields=_MOST_FIELDS)
    except TimeoutError:
        raise HTTPException(_TOO_SLOW, headers={"Connection": "close"}) from None
    try:
        answered: Response = await (_signing_in_again(request, language) if session.failed else inner.endpoint(request))
    finally:
        await request.close()
    return answered


@_inner.page("/do/{command}", "act", method="POST")
async def do(visit: Visit, command: str) -> Response:
    """Do it; what stands against it is told beside what was typed."""
    if command not in _BY_NAME:
        return _unknown(visit, command)
    sheet = await Sheet(visit, _BY_NAME[command]).open()
    form = await visit.request.form()
    files, refused = await uploaded(visit, form, sheet.asked)
    filled = Filled(form, sheet.asked, files)
    if refused:
        name, answer = refused
        told = Fault(anchor=name, name=name.rpartition(".")[2], detail=str(answer.body.get("detail", "")))
        return await _again(sheet, filled, answer=answer, faults=[told])
    if filled.said("step") in {KEEP, DISCARD}:
        return await _as_draft(sheet, filled)
    sought = any(map(filled.said, ("move", "more", FIND))) or (filled.said("step") != _DONE and is_roll_sought(form))
    if sought or filled.said("step") == _BACK or visit.at:
        return await _changed(sheet, filled)
    of_another = kept_forms(visit.request).shown_to(filled.key) not in {None, owner_of(visit.me)}
    if filled.said("signin.name") or of_another:
        return await _again(sheet, filled, note=_OF_ANOTHER if of_another else _AGAIN_IN)
    return await _looked_at(sheet, filled)


async def _changed(sheet: Sheet, filled: Filled) -> Response:
    """Show the form with one more group, what was sought or something a place higher or lower, and lead to it there."""
    what, field = filled.said("move"), filled.said(FIND)
    if what:
        field = ".".join(what.split(" ")[1:])
        answer = await _again(sheet, Filled(moved(filled.form, what), sheet.asked, filled.files), note="moved")
    else:
        field = field or _added(sheet, filled)
        answer = await _again(sheet, filled)
    if field and "location" in answer.headers:
        answer.headers["location"] += f"#f-{quote(field)}"
    return answer


def _added(sheet: Sheet, filled: Filled) -> str:
    """The first field of the group that was asked for; what is put in order is itself led to."""
    name = filled.said("more")
    asked = next((each for each in sheet.asked if each.name == name), None)
    if asked is None or not asked.parts:
        return name
    return f"{name}.{groups_shown(filled.typed, asked, filled) - 1}.{asked.parts[0].name}"


async def _as_draft(sheet: Sheet, filled: Filled) -> Response:
    """Keep a form for later, or what was kept of it no longer; then it stands there as it is opened."""
    visit = sheet.visit
    address = address_of(visit.request)
    if filled.said("step") == DISCARD:
        await drop(visit, sheet.command)
        return RedirectResponse(address, 303)
    if (answer := await keep(visit, sheet.command, filled)).failed:
        return await _again(sheet, filled, answer=answer)
    kept_forms(visit.request).settle(owner_of(visit.me), place_of(visit, sheet.command), "")
    return RedirectResponse(str(URL(address).include_query_params(**{SAVED: "yes"})), 303)


async def _looked_at(sheet: Sheet, filled: Filled) -> Response:
    """Ask for what is lacking, show it all once more where that is due, and do it."""
    language = sheet.visit.language
    faults = lacking_faults(language, lacking(sheet.asked, filled.body))
    if faults := [*faults, *length_faults(language, sheet.asked, filled.body)]:
        return await _again(sheet, filled, faults=faults)
    if filled.said("step") != _DONE and _is_looked_over(sheet, filled):
        return await _again(sheet, filled, over=True)
    return await _done(sheet, filled)


async def _again(sheet: Sheet, filled: Filled, **told: Any) -> Response:
    """Show a form again, or once more in words: at the address where it is kept, so that Back and Reload find it there."""
    name = _keep(sheet, filled, **told)
    if name:
        return RedirectResponse(address_of(sheet.visit.request, name), 303)
    if told.pop("over", False):
        return await reviewed(sheet, filled, **told)
    return await shown(sheet, filled, **told)


def _keep(sheet: Sheet, filled: Filled, **told: Any) -> str:
    """Keep a form under its name or a new one; empty: it is too large."""
    request, owner = sheet.visit.request, owner_of(sheet.visit.me)
    kept, given = kept_forms(request), sheet.query.get(NAME, "")
    name = given if kept.find(owner, given) else uuid4().hex
    about = place_of(sheet.visit, sheet.command)
    form = Kept(owner=owner, about=about, pairs=filled.pairs, files=filled.files, **told)
    return name if kept.keep(name, form) else ""


def _is_looked_over(sheet: Sheet, filled: Filled) -> bool:
    """Whether it is shown once more before it is done: a signature, what stays for good, a date on a day off."""
    command = sheet.route.command
    return command.SIGNS or sheet.command in _FOR_GOOD or any(each.is_rest for each in sheet.remarks(filled.body))


async def _done(sheet: Sheet, filled: Filled) -> Response:
    proof = await confirmed(sheet.visit, filled.form)
    if proof and proof.failed:
        return await _again(sheet, filled, over=True, answer=proof)
    answer = await sent(sheet.visit, sheet.route, filled)
    if (now := overtaken_by(answer)) and is_beside(sheet.command, filled.body, filled.version, now):
        filled.version = str(now["version"])
        answer = await sent(sheet.visit, sheet.route, filled)
    if not answer.failed:
        await drop(sheet.visit, sheet.command)
        name = _keep(sheet, filled, note="done_before", is_done=True) if NAME in sheet.query else ""
        kept_forms(sheet.visit.request).settle(owner_of(sheet.visit.me), place_of(sheet.visit, sheet.command), name)
        return RedirectResponse(_then(sheet, answer), 303)
    if answer.body.get("code") == _CONFIRM:
        return await _again(sheet, filled, over=True, answer=answer)
    return await _again(sheet, filled, answer=answer, faults=faults_of(answer, sheet.asked, filled.body))


def _then(sheet: Sheet, answer: Answer) -> str:
    """Where one goes on: to what was acted on or begun; who opened a meeting, into its room."""
    wanted = sheet.query.get("then", "")
    done, kind = f"?done={answer.body['position']}&did={sheet.command}", sheet.route.kind
    if sheet.command == _OPENING:
        return f"/meetings/{answer.body['id']}/live{done}"
    if is_here(wanted):
        return wanted if "#" in wanted else wanted + (done if "?" not in wanted else f"&{done[1:]}")
    if kind in KINDS:
        return f"{KINDS[kind].path}/{answer.body['id']}{done}"
    return _AFTER.get(sheet.command, sheet.back) + done


def _unknown(visit: Visit, command: str) -> Response:
    return visit.show("problem.html", _UNKNOWN, problem={"code": "route_unknown", "title": command})


async def _signing_in_again(request: Request, language: str) -> Response:
    """Ask who it is, with all that was typed underneath; then the browser sends it once more, as him."""
    around(request, language, "act")
    form = await request.form()
    given = {name: str(form.get(f"signin.{name}") or "").strip() for name in _SIGNING_IN}
    if not given["name"] and (kept := _keep_signed_out(request, form)):
        return RedirectResponse(f"/sign-in?{urlencode({'next': kept})}", 303)
    given["conference"] = given["conference"] or request.cookies.get(CONFERENCE, "")
    answer = None
    if given["name"]:
        body: dict[str, Any] = {name: value for name, value in given.items() if value or name != "code"}
        answer = await Api(request, language).ask("POST", f"{API}/sign-in", body=body)
        if not answer.failed:
            return RedirectResponse(_address(request), _AGAIN, {"set-cookie": answer.headers["set-cookie"]})
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return rendered(
        request,
        "act_again.html",
        answer.status if answer else 401,
        problem=answer.body if answer else None,
        command=request.path_params["command"],
        address=_address(request),
        only=await only_conference(request),
        given=given,
        pairs=[pair for pair in pairs if not pair[0].startswith(("signin.", "confirm."))],
    )


def _keep_signed_out(request: Request, form: FormData) -> str:
    """Keep a form for whom it was shown to, until he has signed in again; its address, or empty: whose it is is not known."""
    kept, route = kept_forms(request), _BY_NAME.get(request.path_params["command"])
    owner = kept.shown_to(str(form.get("key") or ""))
    if owner is None or route is None:
        return ""
    filled = Filled(form, fields_of(route.command, route.parameters), held(form))
    given = request.query_params.get(NAME, "")
    name = given if kept.find(owner, given) else uuid4().hex
    about = place_at(request, owner[0], route.command.called())
    left = Kept(owner=owner, about=about, pairs=filled.pairs, files=filled.files, note=_AGAIN_IN)
    return address_of(request, name) if kept.keep(name, left) else ""


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
