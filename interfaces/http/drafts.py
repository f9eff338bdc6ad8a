"""One's own drafts: what one has begun to fill in for a command, kept until it is sent, for a month at most."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Path, Query, Request
from pydantic import Field, StringConstraints

from application.drafts import LARGEST, Whose
from domain.errors import NotFound
from domain.rules.wording import require_fit
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.entry_bodies import Closed, told
from interfaces.http.problems import Trouble

router = APIRouter(tags=["drafts"])
_ADDRESS = BASE + "/drafts/{command}"
_Command = Annotated[
    str, Path(max_length=60, pattern="^[a-z_]+$", description="the command that is filled in, as `actions` call it")
]
_About = Annotated[str, Query(max_length=300, description="what it is about, as whoever keeps it says it")]
_Name = Annotated[str, StringConstraints(max_length=200)]
_Value = Annotated[str, StringConstraints(max_length=LARGEST)]


class Typed(Closed):
    """What was typed, by the names of the fields; of a field that is filled in several times, each in its order."""

    values: Annotated[dict[_Name, list[_Value]], Field(description="at most 64 KB of them")]


class Kept(Closed):
    """When a draft was kept."""

    saved_at: str | None


class DraftTold(Kept):
    """A draft, and when it was kept."""

    values: dict[str, list[str]]


@router.put(_ADDRESS, operation_id="keep_draft")
def keep_draft(request: Request, conference: str, command: _Command, body: Typed, about: _About = "") -> Kept:
    """Keep what was typed in the place of what was kept before: no part of the record, and nobody else's to read."""
    whose = _whose(request, conference, command, about)
    for name, values in body.values.items():
        for value in (name, *values):
            require_fit("values", value)
    typed = orjson.dumps(body.values)
    if len(typed) > LARGEST:
        raise Trouble("too_large")
    return Kept(saved_at=told(services(request).drafts.keep(whose, typed)))


@router.get(_ADDRESS, operation_id="get_draft")
def get_draft(request: Request, conference: str, command: _Command, about: _About = "") -> DraftTold:
    """Show what one has kept of a command."""
    draft = services(request).drafts.find(_whose(request, conference, command, about))
    if draft is None:
        raise NotFound("draft_unknown", clause="R-known", thing="draft", id=command)
    return DraftTold(saved_at=told(draft.saved_at), values=orjson.loads(draft.typed))


@router.delete(_ADDRESS, operation_id="drop_draft", status_code=204)
def drop_draft(request: Request, conference: str, command: _Command, about: _About = "") -> None:
    """Keep a draft no longer; where there is none, that is so already."""
    services(request).drafts.drop(_whose(request, conference, command, about))


def _whose(request: Request, conference: str, command: str, about: str) -> Whose:
    who = caller(request, conference)
    return Whose(who.key, who.person, command, about)
