"""What the caller may do with a thing now: every act, open to him or with the refusal it would meet."""

from typing import Any
from uuid import UUID

from fastapi import Request

from application.access.rights import Right
from application.commands.command import Command
from application.desk import Asked
from application.handlers import GUARDS
from application.rights import actions
from domain.errors import NotFound, Refusal
from interfaces import sentences
from interfaces.http.caller import Caller, refusal_of
from interfaces.http.problems import described
from interfaces.http.resources import Kind
from interfaces.http.routes import ROUTES
from interfaces.services import Services


def actions_of(request: Request, parts: Services, who: Caller, kind: Kind, row: str) -> list[dict[str, Any]]:
    """The acts on one thing, in the order of its life."""
    if kind.stream is None:
        return []
    routes = [route for route in ROUTES if route.acts_on(kind.path) and route.command in GUARDS]
    guards = {route.command: GUARDS[route.command] for route in routes}
    language = sentences.chosen(request.headers.get("accept-language"))
    asks = Asked(conference=who.conference, person=who.person, command=Command(), only=who.seat)
    possible = actions(parts.desk, guards, asked=asks, kind=kind.stream, stream=_id(kind, row))
    found = {action.command: _barred(parts, who, action.command) or action.refusal for action in possible}
    base = f"/api/v1/conferences/{who.conference}"
    return [
        {
            "name": route.command.called(),
            "method": "POST",
            "title": sentences.act_title(language, route.command.called()),
            "href": base + route.path.replace("{" + route.parameters[0] + "}", row),
            "needs_version": route.needs_version,
            "allowed": found[route.command] is None,
            "refusal": described(refusal, language) if (refusal := found[route.command]) else None,
        }
        for route in routes
    ]


def _barred(parts: Services, who: Caller, command: type[Command]) -> Refusal | None:
    """The refusal that the caller meets before the act is looked at: his role, or a token that does not carry it."""
    needed = Right.SIGN if command.SIGNS else Right.WRITE
    return None if needed in who.rights else refusal_of(parts, who, needed)


def _id(kind: Kind, row: str) -> UUID:
    try:
        return UUID(row)
    except ValueError:
        raise NotFound(f"{kind.name}_unknown", clause="R-known", thing=kind.name, id=row) from None
