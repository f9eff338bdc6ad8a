"""One endpoint a command, all alike: sign in, versions, key, the desk, and the state as of the position it made."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from inspect import Parameter, Signature, cleandoc
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from application.access.rights import Right
from application.codec import instant_text, microseconds
from application.commands.command import Command
from application.desk import Asked, Done
from domain.errors import Overtaken
from interfaces.http.bodies import body_of, command_from
from interfaces.http.caller import Caller, caller, require, services
from interfaces.http.erased import files_left
from interfaces.http.examples import example_of
from interfaces.http.kinds import resource
from interfaces.http.problems import Trouble
from interfaces.http.receipts import receipts_of

BASE = "/conferences/{conference}"


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a command is posted, and the kind of resource it changes or begins."""

    path: str
    command: type[Command]
    kind: str
    begins: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The command's fields that stand in the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    def acts_on(self, path: str) -> bool:
        """Whether it is posted below one thing of this path, and needs no other."""
        return self.path.startswith(path + "/{")

    @property
    def needs_version(self) -> bool:
        """Whether If-Match must name the version the change was decided on."""
        return self.command.TARGET is not None and self.command.VERSIONED


def add(router: APIRouter, route: Route) -> None:
    """Add the endpoint of one command."""
    router.add_api_route(
        BASE + route.path,
        _endpoint(route),
        methods=["POST"],
        status_code=201 if route.begins else 200,
        operation_id=route.command.called(),
        summary=(route.command.__doc__ or "").partition("\n")[0],
        description=cleandoc(route.command.__doc__ or ""),
        tags=[route.path.split("/")[1]],
        response_model=None,
        openapi_extra=_extra(route),
    )


def answer(request: Request, who: Caller, kind: str, done: Done) -> dict[str, Any]:
    """What a command's answer says: the positions it made, and to who may look, the resource as of the last of them."""
    parts = services(request)
    if done.last and not parts.runner.wait(who.key, done.last, parts.wait):
        raise Trouble("not_caught_up", position=done.last)
    state = resource(parts, who, kind, done.stream, at=done.last or None) if done.stream and _reads(who) else None
    return {
        "position": done.last,
        "first_position": done.first,
        "recorded_at": instant_text(microseconds(done.at)),
        "facts": list(done.types),
        "id": done.stream,
        "state": state,
        **files_left(parts, who, done),
    }


def _endpoint(route: Route) -> Callable[..., Response]:
    model = body_of(route.command, frozenset(route.parameters))

    def endpoint(request: Request, body: BaseModel, conference: str, **path: Any) -> Response:
        who = caller(request, conference)
        command = command_from(route.command, body, path)
        version = _version(request) if route.needs_version else None
        try:
            done = services(request).desk.do(asked(request, who, command, body, version=version))
        except Overtaken as overtaken:
            if command.target and _reads(who):
                overtaken.facts["state"] = _present(request, who, route.kind, command.target)
            raise
        return _replied(request, who, route, done)

    endpoint.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
            Parameter("conference", Parameter.KEYWORD_ONLY, annotation=str),
            *(Parameter(name, Parameter.KEYWORD_ONLY, annotation=_type_of(name)) for name in route.parameters),
            Parameter("body", Parameter.KEYWORD_ONLY, annotation=model),
        ]
    )
    return endpoint


def _reads(who: Caller) -> bool:
    """Whether what he came with lets him see what he changes: a token may carry the one without the other."""
    return Right.READ in who.rights


def _present(request: Request, who: Caller, kind: str, target: UUID) -> Any:
    """The thing as it stands, with what overtook the caller."""
    parts = services(request)
    parts.runner.wait(who.key, parts.log.head(who.key), parts.wait)
    return resource(parts, who, kind, target, at=None)


def asked(request: Request, who: Caller, command: Command, body: Any, *, version: int | None) -> Asked:
    """A command with the circumstances its body and headers name."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 200:  # noqa: PLR2004 - as the draft standard suggests
        raise Trouble("malformed", field="Idempotency-Key")
    if command.SIGNS:
        require(request, who, Right.SIGN)
    return Asked(
        conference=who.conference,
        person=who.person,
        command=command,
        on=body.act.on,
        seat=body.act.seat,
        only=who.seat,
        behalf=body.act.behalf.value() if body.act.behalf else None,
        departing=body.act.departing,
        version=version,
        key=key,
        digest=digest_of(request, body),
        corr=_correlation(request),
    )


def _version(request: Request) -> int:
    given = request.headers.get("if-match")
    if given is None:
        raise Trouble("if_match_missing")
    number = given.strip().removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004
        raise Trouble("if_match_malformed", given=given[:80])
    return int(number)


def _correlation(request: Request) -> str | None:
    given = request.headers.get("x-correlation-id")
    try:
        return str(UUID(given)) if given else None
    except ValueError:
        raise Trouble("malformed", field="X-Correlation-Id") from None


def digest_of(request: Request, body: BaseModel) -> str:
    """What an idempotency key stands for: the address and the body."""
    return sha256(request.url.path.encode() + b"\0" + orjson.dumps(body.model_dump(mode="json"))).hexdigest()


def _replied(request: Request, who: Caller, route: Route, done: Done) -> Response:
    told = answer(request, who, route.kind, done)
    told["receipts"] = receipts_of(services(request), who.key, done)
    headers = {"X-Position": str(done.last)}
    if done.again:
        headers["Idempotency-Replayed"] = "true"
    state = told["state"]
    if state and "version" in state:
        headers["ETag"] = f'"{state["version"]}"'
    if route.begins and state and "href" in state:
        headers["Location"] = state["href"]
    return Response(orjson.dumps(told), 201 if route.begins else 200, headers, "application/json")


def _type_of(name: str) -> type:
    return str if name == "unit" else UUID


def _extra(route: Route) -> dict[str, Any]:
    headers: list[dict[str, Any]] = [KEY_HEADER]
    if route.needs_version:
        headers.append(_IF_MATCH_HEADER)
    body = {"content": {"application/json": {"example": example_of(route.command)}}}
    return {"parameters": headers, "requestBody": body}


KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "The same key and body gives the first answer again; another body is refused.",
}
_IF_MATCH_HEADER = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The ETag of the state the change was decided on.",
}
