"""Who is expected at a meeting, what each of them answered, and how each was there; the sheet they sign; one invitation."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any
from uuid import uuid4

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from interfaces.pages import numbers
from interfaces.pages.asking import Answer
from interfaces.pages.measures import is_of_office
from interfaces.pages.meetings_words import Called, names_for
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table

book = Book()
_MOST = 200
_PRESENCE = {"coming": "present", "on_leave": "leave", "replaced": "replaced"}
_LINE = ("seat", "person", "unit", "kind")


@book.page("/meetings/{id}/attendance", "meetings")
async def attendance_page(visit: Visit, id: str) -> Response:  # noqa: A002 - the name in the address
    """The list of those expected, class by class."""
    return await _attendance(visit, id)


@book.page("/meetings/{id}/attendance", "meetings", method="POST")
async def record_attendance(visit: Visit, id: str) -> Response:  # noqa: A002 - as above
    """Record how everybody was there, as the list was filled in."""
    form = await visit.request.form()
    meeting = await visit.api.get(f"/meetings/{id}")
    body = {"lines": list(_recorded(form, meeting["expected"])), "act": {}}
    headers = {"if_match": f'"{form.get("version", "")}"', "idempotency_key": str(form.get("key") or uuid4())}
    answer = await visit.api.post(f"/meetings/{id}/attendance", body, **headers)
    if answer.failed:
        return await _attendance(visit, id, answer, form)
    return RedirectResponse(f"/meetings/{id}/attendance?done={answer.body['position']}&did=record_attendance", 303)


@book.page("/meetings/{id}/delivery", "meetings", method="POST")
async def note_deliveries(visit: Visit, id: str) -> Response:  # noqa: A002 - as above
    """Note of everybody chosen that the notice reached him, in one save."""
    form = await visit.request.form()
    version, manner = numbers.whole(str(form.get("version") or "")), str(form.get("manner") or "").strip()
    reached = ({"meeting": id, "invitee": str(each), "manner": manner, "act": {}} for each in form.getlist("invitee"))
    body = {"commands": [{"name": "note_delivery", "version": version, "body": each} for each in reached]}
    answer = await visit.api.post("/commands", body, idempotency_key=str(form.get("key") or uuid4()))
    if answer.failed:
        for fault in answer.body.get("errors", ()):
            fault["pointer"] = "/manner" if fault["pointer"].endswith("/manner") else "/invitee"
        return await _attendance(visit, id, answer, form)
    return RedirectResponse(f"/meetings/{id}/attendance?done={answer.body['position']}&did=note_delivery", 303)


@book.page("/meetings/{id}/sign-in-sheet", "meetings")
async def sheet_page(visit: Visit, id: str) -> Response:  # noqa: A002 - as above
    """The sheet that lies at the door."""
    meeting = await visit.get(f"/meetings/{id}")
    told = await _told(visit, meeting)
    return visit.show("meeting_sheet.html", **told)


@book.page("/invitations/{id}", "meetings")
async def invitation_page(visit: Visit, id: str) -> Response:  # noqa: A002 - as above
    """One invitation, with what can be answered to it."""
    invitation = await visit.get(f"/invitations/{id}")
    meeting = await visit.get(f"/meetings/{invitation['meeting']}", as_of=visit.at or invitation["position"])
    names = await names_for(visit, meeting)
    return visit.show(
        "invitation.html",
        invitation=invitation,
        meeting=meeting,
        title=names.meeting(meeting),
        names=names,
        words=Called(names, meeting["meeting_kind"]),
        is_mine=invitation["person"] == visit.me["person"],
        path=f"/invitations/{id}",
    )


async def _attendance(
    visit: Visit,
    meeting_id: str,
    answer: Answer | None = None,
    form: FormData | None = None,
) -> Response:
    meeting = await visit.get(f"/meetings/{meeting_id}")
    told = await _told(visit, meeting)
    actions = {each["name"]: each for each in meeting["actions"]}
    return visit.show(
        "meeting_attendance.html",
        answer.status if answer else 200,
        **told,
        records=actions.get("record_attendance", {}).get("allowed", False),
        invites=actions.get("invite_further", {}).get("allowed", False),
        delivers=actions.get("note_delivery", {}).get("allowed", False) and meeting["opened_on"] is None,
        office=is_of_office(visit, told["names"].measures),
        tables=as_table(visit, "/invitations", {"meeting": meeting_id}),
        problem=answer.body if answer else None,
        form=form,
        key=str(form.get("key") if form else uuid4()),
        path=f"/meetings/{meeting_id}/attendance",
    )


async def _told(visit: Visit, meeting: Mapping[str, Any]) -> dict[str, Any]:
    names = await names_for(visit, meeting)
    listed = await visit.get("/invitations", meeting=meeting["id"], limit=_MOST)
    words = Called(names, meeting["meeting_kind"])
    lines = list(_lines(meeting, listed["items"]))
    place = {group: number for number, group in enumerate(words.order)}
    ranked = sorted(lines, key=lambda line: (place.get(line["group"], len(place)), line["kind"]))
    groups = [(key, list(found)) for key, found in groupby(ranked, key=lambda line: (line["group"], line["kind"]))]
    known = dict(meeting["names"])
    for person in sorted({line["substitute"] for line in lines if line["substitute"]} - set(known)):
        known[person] = (await visit.get(f"/people/{person}"))["name"]
    return {
        "meeting": meeting,
        "title": names.meeting(meeting),
        "names": names,
        "words": words,
        "known": known,
        "groups": [(group, found) for (group, _), found in groups],
        "counts": _counts(lines),
        "lines": lines,
    }


def _lines(meeting: Mapping[str, Any], invitations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Everybody on the list, with the invitation that stands, what was answered to it, and how he was there."""
    standing = {_key(each): each for each in invitations if each["stage"] != "lapsed"}
    there = {line["person"] or line["seat"]: line for line in meeting["attendance"]}
    for number, line in enumerate(meeting["expected"]):
        invitation = standing.get(_key(line))
        recorded = there.get(line["person"] or line["seat"])
        reply = invitation["stage"] if invitation else "invited"
        yield {
            **line,
            "number": number,
            "invitation": invitation,
            "reply": reply,
            "substitute": (recorded or {}).get("replaced_by") or (invitation or {}).get("substitute"),
            "recorded": recorded,
            "presence": recorded["presence"] if recorded else _PRESENCE.get(reply, ""),
        }


def _key(line: Mapping[str, Any]) -> tuple[str, str]:
    return line["person"] or "", "" if line["person"] else line["seat"]


def _counts(lines: list[dict[str, Any]]) -> dict[str, int]:
    """How many answered what, and how many were there in what way."""
    found: dict[str, int] = {"expected": len(lines)}
    for line in lines:
        found[line["reply"]] = found.get(line["reply"], 0) + 1
        if line["recorded"]:
            presence = f"was_{line['presence']}"
            found[presence] = found.get(presence, 0) + 1
    return found


def _recorded(form: FormData, expected: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines that were filled in; a line left open is not recorded, unless everybody else is said to have been there."""
    rest = str(form.get("rest") or "")
    for number, line in enumerate(expected):
        presence = form.get(f"presence.{number}") or (rest if line["person"] else "")
        if presence:
            substitute = str(form.get(f"substitute.{number}") or "") if presence == "replaced" else ""
            yield {name: line[name] for name in _LINE} | {"presence": presence, "replaced_by": substitute or None}
