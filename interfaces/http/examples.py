"""An example body for every command, as the OpenAPI document shows it; tests send each of them."""

from typing import Any

from application.commands.command import Command


def example_of(command: type[Command]) -> dict[str, Any]:
    """The example of a command."""
    return EXAMPLES.get(command.called(), {})


EXAMPLES: dict[str, dict[str, Any]] = {}
