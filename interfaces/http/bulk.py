"""Several commands in one save: all of them or none, under one correlation id; a dry run only says what would happen."""

from dataclasses import replace
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from application.desk import Asked
from interfaces.http.bodies import body_of, command_from
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE, KEY_HEADER, answer, asked, digest_of
from interfaces.http.problems import Trouble
from interfaces.http.receipts import receipts_of
from interfaces.http.routes import ROUTES

router = APIRouter(tags=["commands"])
_BY_NAME = {route.command.called(): (route, body_of(route.command, frozenset())) for route in ROUTES}


class OneCommand(BaseModel):
    """One command of a bulk request."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=60, description="as in the operation ids, e.g. `agree_to_topic`")]
    version: Annotated[int, Field(ge=1, lt=10**9)] | None = Field(None, description="as If-Match, where it is needed")
    body: dict[str, Any] = Field(description="the body of the command, with the fields that stand in its path")


class Commands(BaseModel):
    """Commands to be done in this order and saved at once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "dry_run": True,
                "commands": [{"name": "explain_year", "body": {"year": 2024, "explanation": "机构改革，当年未召开"}}],
            }
        },
    )
    dry_run: bool = False
    commands: Annotated[list[OneCommand], Field(min_length=1, max_length=100)]


@router.post(
    BASE + "/commands", operation_id="do_commands", response_model=None, openapi_extra={"parameters": [KEY_HEADER]}
)
def do_commands(request: Request, conference: str, body: Commands) -> Response:
    """Do several commands in one save, all or none; with ``dry_run`` nothing is recorded."""
    who = caller(request, conference)
    several = [_asked(request, who, one, index) for index, one in enumerate(body.commands)]
    key = None if body.dry_run else several[0].key
    several[0] = replace(several[0], key=key, digest=digest_of(request, body))
    done = services(request).desk.do_all(several, dry_run=body.dry_run)
    told = answer(request, who, "", done) | {"dry_run": body.dry_run}
    told["receipts"] = receipts_of(services(request), who.key, done)
    again = {"Idempotency-Replayed": "true"} if done.again else {}
    headers = {"X-Position": str(done.last), **again}
    return Response(orjson.dumps(told), headers=headers, media_type="application/json")


def _asked(request: Request, who: Caller, one: OneCommand, index: int) -> Asked:
    if one.name not in _BY_NAME:
        raise Trouble("malformed", field=f"commands/{index}/name", value=one.name)
    route, model = _BY_NAME[one.name]
    try:
        body = model.model_validate(one.body, strict=False)
    except ValidationError as fault:
        raise RequestValidationError(_faults(fault, index)) from None
    if route.needs_version and one.version is None:
        raise Trouble("if_match_missing", field=f"commands/{index}/version")
    return asked(request, who, command_from(route.command, body, {}), body, version=one.version)


def _faults(fault: ValidationError, index: int) -> list[dict[str, Any]]:
    place = ("body", "commands", index, "body")
    return [{**error, "loc": (*place, *error["loc"])} for error in fault.errors()]
