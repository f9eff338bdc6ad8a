"""The catalogue page: every code a problem can have, with its statuses, its clause and its titles."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from fastapi import APIRouter, Response

from interfaces import sentences

router = APIRouter(prefix="/api/v1", tags=["problems"])


@router.get("/problems", operation_id="list_problems", response_model=None)
def list_problems() -> Response:
    """List every code a problem can have: where its ``type`` leads. Nothing of any conference stands here."""
    items = [dict(entry) | {"title": _titles(entry["code"])} for entry in codes()]
    return Response(orjson.dumps({"items": items}), media_type="application/json")


@cache
def codes() -> tuple[Mapping[str, Any], ...]:
    """Code, statuses and clause of each, as found in the source; a test keeps the file equal to it."""
    return tuple(orjson.loads(files("interfaces.http").joinpath("problem_codes.json").read_bytes()))


def _titles(code: str) -> dict[str, str]:
    return {language: sentences.sentence(language, code, "title", {}) for language in sentences.LANGUAGES}
