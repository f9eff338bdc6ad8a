"""A recorded value as people read it: names for keys and ids, days as they are written, nothing for what was not there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from interfaces import sentences
from interfaces.wording.names import Names

_SEATS = frozenset({"seat", "seats", "duty", "duties"})
_UNITS = frozenset({"unit", "units", "lead", "assisting", "concerned", "into", "proposer"})
_LOCALES = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}
_NOTHING = "–"


def in_words(names: Names, called: Mapping[str, str | None], name: str, value: Any) -> str:
    """The value of a field, by what the field is called."""
    if value is None or value in ("", [], date.min.isoformat()):
        return _NOTHING
    if isinstance(value, list):
        between = "、" if names.language == "zh-Hans" else ", "
        return between.join(in_words(names, called, name, each) for each in value)
    if not isinstance(value, str):
        return sentences.word(names.language, str(value).lower() if isinstance(value, bool) else str(value))
    return (
        _named(names, called, name, value) or _day(names.language, value) or sentences.word(names.language, value, name)
    )


def _named(names: Names, called: Mapping[str, str | None], name: str, value: str) -> str:
    """What a key or an id stands for; nothing for other values."""
    if value in called:
        return names.person(value, called)
    if name in _SEATS:
        return names.seat(value)
    return names.unit(value) if name in _UNITS else ""


def _day(language: str, value: str) -> str:
    try:
        return str(format_date(date.fromisoformat(value), "long", locale=_LOCALES[language]))
    except ValueError:
        return ""
