"""Requests that are not as they should be, made from the examples: leaf by leaf, object by object."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from interfaces.http.commands import Route
from interfaces.http.examples import EXAMPLES, KEYS
from interfaces.http.routes import ROUTES
from tests.golden.published import OPENAPI
from tests.interfaces.http.living import Life, filled
from tests.interfaces.http.town import OFFICE
from tests.interfaces.http.wire import Reply

Path = tuple[str | int, ...]
UNKNOWN = "01957000-0000-7000-8000-00000000dead"


def of_routes(routes: list[Route]) -> pytest.MarkDecorator:
    """A test of each of these routes."""
    return pytest.mark.parametrize("route", routes, ids=[route.command.called() for route in routes])


every_route = of_routes(list(ROUTES))
versioned = of_routes([route for route in ROUTES if route.needs_version])
targeted = of_routes([route for route in ROUTES if route.command.TARGET])


def post(
    life: Life, route: Route, body: Any = None, *, path: dict[str, str] | None = None, **headers: str | None
) -> Reply:
    """Post to a route as the office, to things there are, but with a version that is none of theirs; bytes as they are."""
    named = {name: (path or {}).get(name) or life.ids.get(name) or KEYS[name] for name in route.parameters}
    content = body if isinstance(body, bytes) else json.dumps(filled(body, life.ids)).encode()
    return life.town.ask(OFFICE, route.path.format(**named), content, **{"if_match": '"999"'} | headers)


def example(route: Route) -> dict[str, Any]:
    """The example of a route, to be spoilt."""
    return copy.deepcopy(EXAMPLES[route.command.called()])


def spoilt(body: Any, path: Path, value: Any) -> Any:
    """The body with another value at a place."""
    body = copy.deepcopy(body)
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return body


def leaves(route: Route) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every place in a route's example that is no object or list, with its schema."""
    operation = published()["paths"]["/api/v1/conferences/{conference}" + route.path]["post"]
    return _leaves(example(route), operation["requestBody"]["content"]["application/json"]["schema"], ())


def texts(route: Route) -> list[Path]:
    """Every place of a text that is free: no word of a list, no id, no date."""
    bound = {"enum", "const", "format", "pattern"}
    return [path for path, schema in leaves(route) if schema["type"] == "string" and not bound & schema.keys()]


def objects(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every object in a body, the body itself first."""
    if isinstance(value, dict):
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from objects(each, (*path, key))


@cache
def published() -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = json.loads(OPENAPI.read_text("utf-8"))
    return found


def _leaves(value: Any, schema: dict[str, Any], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    schema = _resolved(schema)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, schema["properties"][key], (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, schema["items"], (*path, place))
    else:
        yield path, schema


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        schema = published()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    said = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return _resolved(said[0]) if said else schema
