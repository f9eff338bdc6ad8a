"""How a filled form goes to the API: its files first, then who sits there where that is asked, then the command."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.datastructures import FormData, UploadFile

from interfaces.http.commands import Route
from interfaces.pages.asking import API, Answer
from interfaces.pages.form_fields import Field
from interfaces.pages.form_reading import MOST_GROUPS, Files, Pairs, body_of, day_of, groups, named, typed_of
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Visit

EVIDENCE = "act.evidence"
_BEHALF = ("basis", "person", "unit")
_DEPARTING = "departing."
_KEPT = ".kept"
_BESIDE = (_DEPARTING, "find.")
_FOLDED = frozenset({"links", "items"})
"""Groups of which there is none until one is asked for."""
_KEPT_NAMES = ("key", "version", "act.seat", "act.on.y", "act.on.m", "act.on.d", *(f"act.{name}" for name in _BEHALF))


class Filled:
    """A form as it came in: ``body`` for the command, ``typed`` to show it again with nothing lost, ``pairs`` to keep it."""

    def __init__(self, form: FormData, asked: tuple[Field, ...], files: Files) -> None:
        self.form = form
        self.files = files
        self.body = body_of(form, asked, files) | {"act": _act(form, files)}
        self.key = str(form.get("key") or uuid4())
        self.version = str(form.get("version") or "")
        kept = [(f"{EVIDENCE}.kept", _kept(each)) for each in files.get(EVIDENCE, ())]
        self.typed = FormData([*typed_of(form, asked, files), *kept, *_circumstances(form)])

    @property
    def pairs(self) -> Pairs:
        """All that makes it the same form again; no password is in it."""
        typed = [(name, value) for name, value in self.typed.multi_items() if isinstance(value, str)]
        return [("key", self.key), ("more", self.said("more")), ("find", self.said("find")), *typed]

    def said(self, name: str) -> str:
        """One thing that was typed or pressed beside the fields."""
        return str(self.form.get(name) or "")


def groups_shown(typed: FormData, field: Field, filled: Filled | None) -> int:
    """How many groups of a field are shown: those with something in them, one more if asked for, and those sought in."""
    before = groups(typed, field.name) if f"{field.name}.count" in typed else 0
    if filled is not None:
        sought = (filled.said("find"), *(name.removeprefix("find.") for name in typed if name.startswith("find.")))
        indices = [whole(name.split(".")[1]) for name in sought if name.startswith(f"{field.name}.")]
        before = max(before + (filled.said("more") == field.name), *(1 + (each or 0) for each in indices), 0)
    return min(before, MOST_GROUPS) or int(field.name not in _FOLDED)


async def uploaded(
    visit: Visit, form: FormData, asked: tuple[Field, ...]
) -> tuple[dict[str, list[dict[str, Any]]], tuple[str, Answer] | None]:
    """The files of a form by field, those uploaded before among them; and the field and why one was not taken."""
    found: dict[str, list[dict[str, Any]]] = {}
    refused = None
    wanted = [name for name, field in named(asked, form) if field.sort in {"files", "file"}]
    for name in (*wanted, EVIDENCE):
        found[name] = [_read(str(each)) for each in form.getlist(f"{name}.kept")]
        for file in form.getlist(name):
            if isinstance(file, UploadFile) and file.filename:
                answer = await _upload(visit, file)
                if answer.failed:
                    refused = name, answer
                else:
                    found[name].append({part: answer.body[part] for part in ("sha256", "size", "media_type")})
    _attach(found)
    return found, refused


def held(form: FormData) -> dict[str, list[dict[str, Any]]]:
    """The files of a form that were uploaded before, by field; one chosen since is not among them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, value in form.multi_items():
        if name.endswith(_KEPT):
            found.setdefault(name.removesuffix(_KEPT), []).append(_read(str(value)))
    return found


async def confirmed(visit: Visit, form: FormData) -> Answer | None:
    """Prove who sits there, where the form says so; None: it does not."""
    given = {name: str(form.get(f"confirm.{name}") or "").strip() for name in ("password", "code")}
    body = {name: value.replace(" ", "") if name == "code" else value for name, value in given.items() if value}
    return await visit.api.ask("POST", f"{API}/session/confirmation", body=body) if body else None


async def sent(visit: Visit, route: Route, filled: Filled) -> Answer:
    """What came of the command."""
    headers = {"idempotency_key": filled.key}
    if filled.version:
        headers["if_match"] = f'"{filled.version}"'
    path = {name: visit.request.query_params.get(name, "-") for name in route.parameters}
    return await visit.api.post(route.path.format_map(path), filled.body, **headers)


def _act(form: FormData, files: Files) -> dict[str, Any]:
    """The circumstances: the day, the seat, for whom it is entered, and the reasons for departing."""
    act: dict[str, Any] = {}
    if day := day_of(form, "act.on"):
        act["on"] = day
    if form.get("act.seat"):
        act["seat"] = str(form["act.seat"])
    if form.get("act.basis"):
        sheet = [str(each["sha256"]) for each in files.get(EVIDENCE, ())][-1:]
        given = {name: str(form.get(f"act.{name}") or "") for name in _BEHALF} | {"evidence": "".join(sheet)}
        act["behalf"] = {name: value for name, value in given.items() if value}
    reasons = {name[len(_DEPARTING) :]: value for name, value in _departing(form)}
    act["departing"] = {code: reason for code, reason in reasons.items() if reason.strip()}
    return act


def _departing(form: FormData) -> Pairs:
    return [(name, str(value)) for name, value in form.multi_items() if name.startswith(_DEPARTING)]


def _beside(form: FormData) -> Pairs:
    """The reasons for departing, and the words that fields were sought by."""
    return [(name, str(value)) for name, value in form.multi_items() if name.startswith(_BESIDE) and value]


def _circumstances(form: FormData) -> Pairs:
    return [(name, str(form.get(name) or "")) for name in _KEPT_NAMES if form.get(name)] + _beside(form)


def _attach(found: dict[str, list[dict[str, Any]]]) -> None:
    """The files of single papers are attachments too."""
    attached = found.get("attachments", [])
    for name, files in found.items():
        if name.endswith(".sha256"):
            known = {each["sha256"] for each in attached}
            attached += [each for each in files if each["size"] and each["sha256"] not in known]


async def _upload(visit: Visit, file: UploadFile) -> Answer:
    return await visit.api.ask(
        "POST",
        f"{visit.api.base}/files",
        query={"name": file.filename},
        body=await file.read(),
        content_type=file.content_type or "application/octet-stream",
    )


def _kept(file: Mapping[str, Any]) -> str:
    return f"{file['sha256']}|{file['size']}|{file['media_type']}"


def _read(kept: str) -> dict[str, Any]:
    sha256, size, media_type = (*kept.split("|", 2), "", "")[:3]
    return {"sha256": sha256, "size": whole(size) or 0, "media_type": media_type}
