"""Every text of a command is looked at once, at the door, before anything is decided."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from application.commands.command import Command
from domain.rules.wording import require_fit


def require_fit_command(command: Command) -> None:
    """Refuse a command with a text that is not fit to be recorded; the refusal names the field."""
    for field, text in _texts("", command):
        require_fit(field, text)


def require_fit_reasons(departing: Mapping[str, str]) -> None:
    """The same for the reasons given for departing from soft rules."""
    for code, reason in departing.items():
        require_fit(f"/act/departing/{code}", reason)


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(f"{path}/{index}", item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(f"{path}/{field.name}", getattr(value, field.name))
