"""The words of the pages in both languages: a folder a language, a file an area, a table a page, a key a text."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any


@cache
def texts(language: str) -> Mapping[str, str]:
    """Every text of one language by ``table.key``."""
    found: dict[str, str] = {}
    for file in sorted(files(__name__).joinpath(language).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for table, entries in tomllib.loads(file.read_text("utf-8")).items():
                found |= {f"{table}.{key}": text for key, text in entries.items()}
    return found


class _Counting(Formatter):
    """``{count:day|days}`` is a number with its noun: one day, else days."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_counted, many = format_spec.partition("|")
        if not is_counted:
            return format(value, format_spec)
        return f"{value} {one if str(value) == '1' else many}"


_COUNTING = _Counting()


def text(language: str, key: str, **facts: Any) -> str:
    """One text with its facts filled in, a counted noun in its number. ``KeyError``: there is none."""
    found = texts(language)[key]
    return _COUNTING.vformat(found, (), facts) if facts else found


def has(language: str, key: str) -> bool:
    """Whether there is such a text."""
    return key in texts(language)
