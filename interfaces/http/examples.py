"""An example body for every command, as the OpenAPI document shows it; tests send each of them."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from application.commands.command import Command


def example_of(command: type[Command]) -> dict[str, Any]:
    """The example of a command."""
    return EXAMPLES[command.called()]


def example_in_path(name: str) -> str:
    """The example of a parameter that stands in a path."""
    return KEYS.get(name) or IDS[name]


def _read() -> dict[str, Any]:
    return tomllib.loads(files("interfaces.http").joinpath("examples.toml").read_text("utf-8"))


_FILE = _read()
IDS: Mapping[str, str] = _FILE.pop("ids")
"""The things the examples speak of; each id stands for one thing throughout."""
KEYS: Mapping[str, str] = _FILE.pop("keys")
EXAMPLES: Mapping[str, dict[str, Any]] = _FILE
