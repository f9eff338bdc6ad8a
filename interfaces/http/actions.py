"""What the caller may do now, with a thing or without one: every act, open to him or with the refusal it would meet."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from fastapi import Request

from application.access.rights import Right
from application.beginnings import BEGINNINGS, Beginning, about
from application.commands.command import Command
from application.desk import Asked
from application.handlers import GUARDS
from application.rights import Action, actions, beginnings
from domain.errors import NotFound, Refusal
from interfaces import sentences
from interfaces.http.caller import Caller, refusal_of
from interfaces.http.commands import Route
from interfaces.http.problems import described
from interfaces.http.resources import Kind
from interfaces.http.routes import ROUTES
from interfaces.services import Services

_BEGINNING = [route for route in ROUTES if route.command in BEGINNINGS and not route.parameters]


def actions_of(request: Request, parts: Services, who: Caller, kind: Kind, row: str) -> list[dict[str, Any]]:
    """The acts on one thing, in the order of its life; on a unit or a person, what is entered of it in a register."""
    routes = [route for route in ROUTES if route.acts_on(kind.path)]
    if kind.stream is None:
        return _begun(request, parts, who, routes, row, about(row) if kind.named else {})
    guards = {route.command: GUARDS[route.command] for route in routes if route.command in GUARDS}
    possible = actions(parts.desk, guards, asked=_asks(who), kind=kind.stream, stream=_id(kind, row))
    return _told(request, parts, who, possible, routes, row)


def beginnings_of(request: Request, parts: Services, who: Caller) -> list[dict[str, Any]]:
    """The acts that begin a thing, and those of the institution that are about no unit and nobody."""
    return _begun(request, parts, who, _BEGINNING)


def _begun(
    request: Request,
    parts: Services,
    who: Caller,
    routes: Iterable[Route],
    row: str = "",
    besides: Mapping[type[Command], Beginning] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    rules = {**BEGINNINGS, **besides}
    asked = {route.command: rules[route.command] for route in routes if route.command in rules}
    return _told(request, parts, who, beginnings(parts.desk, asked, asked=_asks(who)), routes, row)


def _told(
    request: Request, parts: Services, who: Caller, possible: Iterable[Action], routes: Iterable[Route], row: str
) -> list[dict[str, Any]]:
    language = sentences.chosen(request.headers.get("accept-language"))
    found = {action.command: _barred(parts, who, action.command) or action.refusal for action in possible}
    base = f"/api/v1/conferences/{who.conference}"
    return [
        {
            "name": route.command.called(),
            "method": "POST",
            "title": sentences.act_title(language, route.command.called()),
            "href": base + (route.path.replace("{" + route.parameters[0] + "}", row) if row else route.path),
            "needs_version": route.needs_version,
            "allowed": found[route.command] is None,
            "refusal": described(refusal, language) if (refusal := found[route.command]) else None,
        }
        for route in routes
        if route.command in found
    ]


def _asks(who: Caller) -> Asked:
    return Asked(conference=who.conference, person=who.person, command=Command(), only=who.seat)


def _barred(parts: Services, who: Caller, command: type[Command]) -> Refusal | None:
    """The refusal that the caller meets before the act is looked at: his role, or a token that does not carry it."""
    needed = Right.SIGN if command.SIGNS else Right.WRITE
    return None if needed in who.rights else refusal_of(parts, who, needed)


def _id(kind: Kind, row: str) -> UUID:
    try:
        return UUID(row)
    except ValueError:
        raise NotFound(f"{kind.name}_unknown", clause="R-known", thing=kind.name, id=row) from None
