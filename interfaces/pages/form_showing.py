"""How a form is shown: with what is known, what was typed, what is wrong, and once more in words before it is recorded."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi.responses import Response
from starlette.datastructures import FormData, QueryParams

from interfaces.http.commands import Route
from interfaces.http.kinds import KINDS
from interfaces.pages.approvals_matter import beside
from interfaces.pages.asking import Answer
from interfaces.pages.form_choices import Choices, choices_of, title_of
from interfaces.pages.form_drafts import place_of
from interfaces.pages.form_faults import DAYS, Fault, days_told, faults_of
from interfaces.pages.form_fields import Field, fields_of
from interfaces.pages.form_kept import SAVED, kept_forms, owner_of
from interfaces.pages.form_listing import set_out
from interfaces.pages.form_offers import OFFERS
from interfaces.pages.form_reading import day_of, pairs_of
from interfaces.pages.form_recipients import recipients_of
from interfaces.pages.form_seeking import Found, found_in
from interfaces.pages.form_sending import Filled, groups_shown
from interfaces.pages.form_starts import Known, given_of, held_by, known_of, starts_of
from interfaces.pages.measures import is_of_office, measures_of
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Visit
from interfaces.pages.topics_view import opinions_of

_PLACES = {
    "institution": ("charter", "/charter"),
    "person": ("people", "/people"),
    "unit": ("people", "/people"),
    "invitation": ("meetings", "/meetings"),
    "minutes": ("minutes", "/minutes"),
}
"""In which part of the menu a thing is, where it is not simply the plural of its kind."""
_BASIS = "act.basis"
"""On what the office enters an act for somebody; who is led to a form for that finds it chosen."""
_OTHER_VERSION, _OVERTAKEN = "other_version", 412


class Sheet:
    """The form of one command for one thing, as its visitor may fill it in."""

    def __init__(self, visit: Visit, route: Route) -> None:
        self.visit = visit
        self.route = route
        self.command = route.command.called()
        self.asked = fields_of(route.command, route.parameters)
        self.query: QueryParams = visit.request.query_params
        self.kind = route.parameters[0] if route.parameters else route.kind
        self.thing: dict[str, Any] | None = None
        self.beginnings: list[dict[str, Any]] = []
        self.invited_to: dict[str, Any] | None = None
        self.known = Known(today="")
        self.choices: Choices = {}
        self.found: dict[str, Found] = {}
        self.in_office = False
        self.names: Names
        self.set_out: dict[str, Any] = {}

    async def open(self) -> "Sheet":
        """Look up all that the form is about. ``Refused``: the thing is not there, or not for him."""
        if self.route.parameters:
            path = f"{KINDS[self.kind].path}/{self.query.get(self.kind) or '-'}"
            self.thing = await self.visit.get(path)
        elif not self.visit.at:
            self.beginnings = (await self.visit.api.get("/actions"))["actions"]
        if self.thing and self.kind == "invitation":
            self.invited_to = await self.visit.get(f"/meetings/{self.thing['meeting']}")
        self.known = await known_of(self.visit, self.thing)
        self.in_office = is_of_office(self.visit, await measures_of(self.visit))
        more = ("signatories", "units") if self.in_office else ()
        self.choices = await choices_of(self.visit, self.asked, self.thing, *more)
        self.names = await names_of(self.visit)
        self.set_out = await set_out(self.visit)
        return self

    @property
    def title(self) -> str:
        """What the thing is called; an invitation by its meeting."""
        named = self.invited_to or self.thing
        return title_of(self.visit, named) if named else ""

    @property
    def opinions(self) -> list[dict[str, Any]] | None:
        """What each unit said of the topic that the form is about."""
        is_topic = self.thing and self.kind == "topic" and "text_version" in self.thing
        return opinions_of(self.thing, self.known.today) if self.thing and is_topic else None

    @property
    def given(self) -> dict[str, Any]:
        """What the thing itself answers, as it stands."""
        return given_of(self.command, self.asked, self.thing)

    @property
    def action(self) -> dict[str, Any] | None:
        """Whether the act is open to the visitor, as the API says."""
        actions = (self.thing or {}).get("actions", self.beginnings)
        return next((each for each in actions if each["name"] == self.command), None)

    @property
    def lacking(self) -> list[str]:
        """The fields in which something must be picked, and there is nothing to pick."""
        picked = (field for field in self.asked if field.required and field.sort == "pick")
        return [field.name for field in picked if not self.choices[field.of]]

    @property
    def back(self) -> str:
        """Where one comes from."""
        return f"{KINDS[self.kind].path}/{self.query[self.kind]}" if self.thing else self.place[1]

    @property
    def place(self) -> tuple[str, str]:
        """Its entry of the menu, and where that leads."""
        return _PLACES.get(self.kind, (f"{self.kind}s", f"/{self.kind}s"))

    def begun(self) -> FormData:
        """What the form holds before anybody types."""
        starts = {
            name: value for name, value in starts_of(self.command, self.known).items() if self._can_be(name, value)
        }
        pairs = pairs_of(self.asked, starts | self.given)
        asked = {field.name: field for field in self.asked}
        typed: list[tuple[str, Any]] = [
            (name, value)
            for name, value in self.query.multi_items()
            if (name in asked and name != self.kind) or name == _BASIS
        ]
        given = {name for name, _ in typed}
        return FormData([*(pair for pair in pairs if pair[0] not in given), *typed])

    def _can_be(self, name: str, value: Any) -> bool:
        """Whether a value can be picked, where the form offers a part only of what there is."""
        of = next((field.of for field in self.asked if field.name == name), "")
        return of not in OFFERS or value in dict(self.choices[of])

    def remarks(self, body: Mapping[str, Any]) -> list[Any]:
        """What is to be said about the dates in a body."""
        return days_told(self.asked, body, self.known.calendars)


def overtaken_by(answer: Answer | None) -> dict[str, Any] | None:
    """The thing as it stands now, where an answer says that the sender had seen an earlier version of it."""
    told = answer.body if answer and answer.status == _OVERTAKEN and isinstance(answer.body, dict) else {}
    now: dict[str, Any] | None = told.get("state")
    return now


async def shown(
    sheet: Sheet,
    filled: Filled | None = None,
    answer: Answer | None = None,
    faults: list[Fault] | None = None,
    *,
    note: str = "",
    left_open: str = "",
    saved_at: str = "",
) -> Response:
    """The form, with what was typed and what stands against it."""
    typed = filled.typed if filled else sheet.begun()
    sheet.found = await found_in(sheet.visit, sheet.asked, typed, sheet.choices)
    present = overtaken_by(answer)
    problem = answer.body if answer and not present else None
    faults = faults if faults is not None else faults_of(answer, sheet.asked)
    later = sheet.given if problem and problem.get("code") == _OTHER_VERSION else {}
    version = (present or sheet.thing or {}).get("version", "") if not filled or present else filled.version
    key = filled.key if filled and not present else str(uuid4())
    kept_forms(sheet.visit.request).show(key, owner_of(sheet.visit.me))
    return sheet.visit.show(
        "act.html",
        answer.status if answer else 422 if faults else 200,
        **await _common(sheet, typed),
        note=note,
        left_open=left_open,
        saved_at=saved_at,
        is_saved=SAVED in sheet.query,
        drafts=place_of(sheet.visit, sheet.command),
        nothing_to_pick=sheet.lacking,
        problem=problem,
        faults=faults,
        bad={fault.anchor: fault.detail for fault in faults},
        later=later,
        given={name: later.get(name) or _first(typed, name, value) for name, value in sheet.given.items()},
        present=present,
        calendars=sheet.known.calendars if _has_days(sheet.asked) else {},
        changes=await _changes(sheet, filled.version if filled else "", present) if present else [],
        differing=_differing(sheet.asked, filled.body, present) if present and filled else [],
        version=str(version) if sheet.route.needs_version else "",
        groups={field.name: groups_shown(typed, field, filled) for field in sheet.asked if field.sort == "group"},
        key=key,
        shut=bool(sheet.visit.at)
        or not sheet.visit.me["seats"]
        or bool(sheet.lacking)
        or bool(sheet.action and not sheet.action["allowed"] and not sheet.in_office and not filled),
        telephone=sheet.route.command.TELEPHONE,
        departures=(problem or {}).get("departures") or (),
    )


async def reviewed(sheet: Sheet, filled: Filled, answer: Answer | None = None) -> Response:
    """Everything once more in words, with what comes of it, before it is recorded."""
    kept_forms(sheet.visit.request).show(filled.key, owner_of(sheet.visit.me))
    await found_in(sheet.visit, sheet.asked, filled.typed, sheet.choices)
    return sheet.visit.show(
        "review.html",
        answer.status if answer else 200,
        **await _common(sheet, filled.typed),
        body=filled.body,
        act=filled.body["act"],
        remarks=sheet.remarks(filled.body),
        held_by=await held_by(sheet.visit, filled.body["duty"]) if sheet.command == "take_duty" else [],
        problem=answer.body if answer else None,
        confirm=answer is not None,
        pairs=[pair for pair in filled.typed.multi_items() if pair[0] not in {"key", "version"}],
        version=filled.version,
        key=filled.key,
        signs=sheet.route.command.SIGNS,
    )


async def _common(sheet: Sheet, typed: FormData) -> dict[str, Any]:
    return {
        "command": sheet.command,
        "kind": sheet.route.kind,
        "place": sheet.place,
        "query": str(sheet.visit.request.url.query),
        "fields": sheet.asked,
        "choices": sheet.choices,
        "found": sheet.found,
        "thing": sheet.thing,
        "names": sheet.names,
        **sheet.set_out,
        "opinions": sheet.opinions,
        "matter": beside(sheet.command, sheet.thing),
        "recipients": await recipients_of(sheet.visit, sheet.command, sheet.thing, day_of(typed, "act.on")),
        "about": sheet.query.get(sheet.kind, ""),
        "thing_title": sheet.title,
        "invited_to": sheet.invited_to,
        "action": sheet.action,
        "back": sheet.back,
        "typed": typed,
        "files": _files(typed),
        "seats": sheet.visit.me["seats"],
        "in_office": sheet.in_office,
    }


def _has_days(asked: tuple[Field, ...]) -> bool:
    return any(part.name in DAYS for field in asked for part in (field, *field.parts))


def _first(typed: FormData, name: str, value: int) -> str:
    return str(typed.get(name) or value)


def _files(typed: FormData) -> dict[str, list[list[str]]]:
    """The files that were uploaded before, by field: digest, size and type."""
    found: dict[str, list[list[str]]] = {}
    for name, value in typed.multi_items():
        if name.endswith(".kept"):
            found.setdefault(name.removesuffix(".kept"), []).append(str(value).split("|"))
    return found


async def _changes(sheet: Sheet, version: str, present: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What others recorded of the thing since the version that was filled in for: by whom, in which act."""
    path = f"{KINDS[sheet.kind].path}/{present['id']}/diff"
    query = {"from": f"v{version}", "to": f"v{present['version']}"}
    answer = await sheet.visit.api.ask("GET", sheet.visit.api.base + path, query=query)
    if answer.failed:
        return []
    names = answer.body["names"]
    return [
        record | {"who": names.get(record["actor"]["person"] or "") or "", "seat": record["actor"]["seat"] or ""}
        for record in answer.body["records"].values()
    ]


def _differing(
    asked: tuple[Field, ...], body: Mapping[str, Any], present: Mapping[str, Any]
) -> list[tuple[Field, Any, Any]]:
    """The fields of which the thing now says something else than was typed: what it says, and what was typed."""
    return [
        (field, present[field.name], body.get(field.name))
        for field in asked
        if field.name in present
        and field.sort not in {"files", "group"}
        and present[field.name] not in (None, "", [])
        and present[field.name] != body.get(field.name)
    ]
