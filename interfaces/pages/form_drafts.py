"""What was begun and not sent: kept at the server when one says so, by the script as one types, until it is sent."""

from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.datastructures import FormData

from interfaces.pages.asking import API, Answer
from interfaces.pages.form_fields import Field
from interfaces.pages.form_kept import NAME, SAVED
from interfaces.pages.form_sending import Filled, uploaded
from interfaces.pages.shell import Visit

KEEP, DISCARD = "keep", "discard"
"""What the buttons of a draft say, as the step that is taken."""
_NOT_ABOUT = frozenset({NAME, SAVED, "then", "lang"})
"""What an address says that the form is not about."""
_OF_ONE_SENDING = frozenset({"key", "more", "find"})


class Restored(NamedTuple):
    """A form as it was kept, and when."""

    filled: Filled
    saved_at: str


def place_of(visit: Visit, command: str) -> str:
    """Where the API keeps the draft of a form."""
    return place_at(visit.request, visit.me["conference"], command)


def place_at(request: Request, conference: str, command: str) -> str:
    """The same of a form of this conference, at the address that was asked for."""
    about = urlencode({"about": _about(request)})
    return f"{API}/conferences/{quote(conference, safe='')}/drafts/{command}?{about}"


async def keep(visit: Visit, command: str, filled: Filled) -> Answer:
    """Keep a form as it is now; what came of it."""
    values: dict[str, list[str]] = {}
    for name, value in filled.pairs:
        if value and name not in _OF_ONE_SENDING:
            values.setdefault(name, []).append(value)
    return await _asked("PUT", visit, command, {"values": values})


async def restored(visit: Visit, command: str, asked: tuple[Field, ...]) -> Restored | None:
    """What was kept of a form; None: nothing."""
    answer = await _asked("GET", visit, command)
    if answer.failed:
        return None
    form = FormData([(name, value) for name, values in answer.body["values"].items() for value in values])
    files, _ = await uploaded(visit, form, asked)
    return Restored(Filled(form, asked, files), answer.body["saved_at"])


async def drop(visit: Visit, command: str) -> None:
    """Keep it no longer."""
    await _asked("DELETE", visit, command)


async def _asked(method: str, visit: Visit, command: str, body: Any = None) -> Answer:
    return await visit.api.ask(method, f"{visit.api.base}/drafts/{command}", {"about": _about(visit.request)}, body)


def _about(request: Request) -> str:
    """What a form is about: all that its address says of it."""
    said = request.query_params.multi_items()
    return urlencode(sorted((name, value) for name, value in said if name not in _NOT_ABOUT))
