"""Every command as a form: filled in, looked at by the API, and either done or shown again with nothing lost."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from interfaces.pages.asking import Answer
from interfaces.pages.form_choices import choices_of, title_of
from interfaces.pages.form_fields import Field, fields_of
from interfaces.pages.form_reading import body_of, day_of, groups
from interfaces.pages.form_versions import number_of
from interfaces.pages.shell import Book, Visit

book = Book()
_BY_NAME = {route.command.called(): route for route in ROUTES}
_OVERTAKEN, _UNKNOWN = 412, 404
_HOME = {"institution": "/charter", "person": "/people"}


@book.page("/do/{command}", "act")
async def form_page(visit: Visit, command: str) -> Response:
    """The form of a command, for the thing named in the address."""
    return await _shown(visit, command, visit.request.query_params, None)


@book.page("/do/{command}", "act", method="POST")
async def do(visit: Visit, command: str) -> Response:
    """Do it; what stands against it is told beside what was typed."""
    form = await visit.request.form()
    if command not in _BY_NAME or form.get("more"):
        return await _shown(visit, command, visit.request.query_params, None, form)
    route, path = _BY_NAME[command], _path(command, visit.request.query_params)
    asked = fields_of(route.command, route.parameters)
    files, refused = await _uploaded(visit, form, asked)
    if refused:
        return await _shown(visit, command, visit.request.query_params, refused, form)
    body = body_of(form, asked, files) | {"act": _act(form)}
    headers = {"idempotency_key": str(form.get("key") or uuid4())}
    if form.get("version"):
        headers["if_match"] = f'"{form["version"]}"'
    answer = await visit.api.post(route.path.format_map(path), body, **headers)
    if answer.failed:
        return await _shown(visit, command, visit.request.query_params, answer, form, files)
    return RedirectResponse(_then(visit, route.kind, answer), 303)


async def _shown(  # noqa: PLR0917 - what is shown, and what was typed
    visit: Visit,
    command: str,
    query: Mapping[str, str],
    answer: Answer | None,
    form: FormData | None = None,
    files: Mapping[str, Any] | None = None,
) -> Response:
    if command not in _BY_NAME:
        return visit.show("problem.html", _UNKNOWN, problem={"code": "route_unknown", "title": command})
    route = _BY_NAME[command]
    asked = fields_of(route.command, route.parameters)
    thing = await _thing(visit, route.kind, query)
    given = _given(command, asked, thing, query)
    present = answer.body.get("state") if answer and answer.status == _OVERTAKEN else None
    return visit.show(
        "act.html",
        answer.status if answer else 200,
        command=command,
        query=str(visit.request.url.query),
        fields=[field for field in asked if field.name not in given],
        given=given,
        choices=await choices_of(visit, asked),
        thing=thing,
        thing_title=title_of(visit, thing) if thing else "",
        action=_action(thing, command),
        kind=route.kind,
        back=_href(route.kind, thing),
        problem=answer.body if answer else None,
        bad=_bad(answer),
        present=present,
        version=str((present or thing or {"version": ""})["version"]) if route.needs_version else "",
        form=form,
        groups={field.name: _groups(form, field) for field in asked if field.sort == "group"},
        key=str(form.get("key") if form and not present else uuid4()),
        day=day_of,
        files=files or {},
        start=_start(visit, query),
        seats=visit.me["seats"],
    )


async def _thing(visit: Visit, kind: str, query: Mapping[str, str]) -> dict[str, Any] | None:
    """The thing that the address names, as it stands."""
    of = KINDS.get(kind)
    row = query.get(kind) if of else None
    if of is None or not row:
        return None
    found: dict[str, Any] = await visit.api.get(f"{of.path}/{row}")
    return found


async def _uploaded(
    visit: Visit, form: FormData, asked: tuple[Field, ...]
) -> tuple[dict[str, list[Any]], Answer | None]:
    """The files of the form as attachments, those uploaded before among them; or why one was not taken."""
    found: dict[str, list[Any]] = {}
    for field in (each for each in asked if each.sort == "files"):
        kept = [str(each).split("|") for each in form.getlist(f"{field.name}.kept")]
        found[field.name] = [{"sha256": sha, "size": int(size), "media_type": kind} for sha, size, kind in kept]
        for file in form.getlist(field.name):
            if not isinstance(file, UploadFile) or not file.filename:
                continue
            answer = await visit.api.ask(
                "POST",
                f"{visit.api.base}/files",
                query={"name": file.filename},
                body=await file.read(),
                content_type=file.content_type or "application/octet-stream",
            )
            if answer.failed:
                return found, answer
            told = answer.body
            found[field.name].append({"sha256": told["sha256"], "size": told["size"], "media_type": told["media_type"]})
    return found, None


def _act(form: FormData) -> dict[str, Any]:
    """The circumstances: the day, the seat, for whom it is entered, and the reasons for departing."""
    act: dict[str, Any] = {}
    if day := day_of(form, "act.on"):
        act["on"] = day
    if form.get("act.seat"):
        act["seat"] = form["act.seat"]
    if form.get("act.basis"):
        given = {name: str(form.get(f"act.{name}") or "") for name in ("basis", "person", "unit", "evidence")}
        act["behalf"] = {name: value for name, value in given.items() if value}
    reasons = {
        str(name)[len("departing.") :]: str(value) for name, value in form.items() if str(name).startswith("departing.")
    }
    act["departing"] = {code: reason for code, reason in reasons.items() if reason.strip()}
    return act


def _path(command: str, query: Mapping[str, str]) -> dict[str, str]:
    return {name: query.get(name, "-") for name in _BY_NAME[command].parameters}


def _then(visit: Visit, kind: str, answer: Answer) -> str:
    """Where one goes on: to what was acted on or begun."""
    row = answer.body.get("id")
    wanted = visit.request.query_params.get("then", "")
    if wanted.startswith("/") and not wanted.startswith("//"):
        return wanted
    return (
        f"{KINDS[kind].path}/{row}?done={answer.body['position']}"
        if kind in KINDS and kind != "person"
        else _HOME[kind]
    )


def _href(kind: str, thing: dict[str, Any] | None) -> str:
    if thing and kind in KINDS:
        return f"{KINDS[kind].path}/{thing['id']}"
    return KINDS[kind].path if kind in KINDS else _HOME[kind]


def _given(
    command: str, asked: tuple[Field, ...], thing: dict[str, Any] | None, query: Mapping[str, str]
) -> dict[str, int]:
    """What need not be asked: the version of the text, the number of what is before somebody."""
    numbers = {field.name: number_of(command, field.name, thing, query) for field in asked if field.sort == "number"}
    return {name: number for name, number in numbers.items() if number is not None}


def _action(thing: dict[str, Any] | None, command: str) -> dict[str, Any] | None:
    actions = (thing or {}).get("actions", ())
    return next((each for each in actions if each["name"] == command), None)


def _bad(answer: Answer | None) -> dict[str, str]:
    """What is wrong with each field, by its name on the form."""
    errors = answer.body.get("errors", ()) if answer else ()
    found = {each["pointer"].strip("/").replace("/", "."): each["detail"] for each in errors}
    fact = answer.body.get("facts", {}).get("field") if answer else None
    return found | ({str(fact).strip("/").replace("/", "."): answer.body["detail"]} if fact and answer else {})


def _groups(form: FormData | None, field: Field) -> int:
    shown = groups(form, field.name) if form else int(field.required)
    return shown + (1 if form and form.get("more") == field.name else 0) or 1


def _start(visit: Visit, query: Mapping[str, str]) -> dict[str, str]:
    """What the address already says of the fields."""
    del visit
    return {name: value for name, value in query.items() if name not in {"then", "lang", "at"}}
