"""Every code as a sentence in Chinese and English: what is wrong, by which rule, and what to do next.

Each language is a folder of files, one an area. A table there is a code, but for four: ``words`` has the closed words
of the field, ``acts`` the titles of commands, ``facts`` those of stored facts, ``inputs`` the faults of values.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh-Hans", "en")

WORDED = frozenset(
    {
        "allowed",
        "answered",
        "basis",
        "before",
        "consensus",
        "expected",
        "fault",
        "item",
        "kind",
        "kinds",
        "lacking",
        "outcome",
        "problem",
        "progress",
        "question",
        "right",
        "role",
        "scopes",
        "side",
        "sides",
        "stage",
        "step",
        "thing",
        "wanted",
    }
)
"""The facts of a refusal that hold closed words; all others, such as keys of units, seats and fields, stay as they are."""

_BETWEEN = {"zh-Hans": "、", "en": ", "}
_NOTHING = "–"


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """All codes of one language: ``title``, ``detail`` with the facts in braces, and ``next``; and the four others."""
    tables: dict[str, Mapping[str, str]] = {}
    for file in files(__name__).joinpath(language).iterdir():
        if file.name.endswith(".toml"):
            tables |= tomllib.loads(file.read_text("utf-8"))
    return tables


def sentence(language: str, code: str, part: str, facts: Mapping[str, Any]) -> str:
    """One part of a code's sentence with its facts filled in; a fact that is missing shows as a dash."""
    template = catalogue(language).get(code, {}).get(part, "")
    return template.format_map(_Shown(language, facts))


def word(language: str, value: str, *within: str) -> str:
    """A closed word as it is said, of the first of ``within`` (a kind of thing, a fact) that has its own; else as it is."""
    words = catalogue(language)["words"]
    keys = (*(f"{each}.{value}" for each in within), value)
    return next((words[key] for key in keys if key in words), value)


def input_fault(language: str, kind: str, message: str, limits: Mapping[str, Any]) -> str:
    """What is wrong with a value of a request: the library's English message, or its kind in another language."""
    template = catalogue(language)["inputs"].get(kind)
    return template.format_map(_Shown(language, limits)) if template else message


def act_title(language: str, command: str) -> str:
    """The title of a command, by its name in snake case."""
    return catalogue(language)["acts"].get(command, command)


def fact_title(language: str, stored: str) -> str:
    """The title of a fact, by its stored name with or without the schema version."""
    return catalogue(language)["facts"].get(stored.partition("/")[0], stored)


def chosen(accept_language: str | None) -> str:
    """The language asked for by an Accept-Language header; Chinese when nothing fits."""
    wanted: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        wanted.append((_quality(parameter), tag.lower()))
    for quality, tag in sorted(wanted, key=lambda pair: -pair[0]):
        if quality > 0 and tag.startswith("en"):
            return "en"
        if quality > 0 and tag.startswith("zh"):
            return "zh-Hans"
    return "zh-Hans"


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


@dataclass(frozen=True)
class _Shown:
    """Facts as words: closed words said, lists joined, what is missing a dash; a thing not found goes by its kind."""

    language: str
    facts: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        value = self.facts.get(name)
        if value is None and name == self.facts.get("thing"):
            value = self.facts.get("id")
        values = value if isinstance(value, list | tuple) else [value]
        said = [self._said(name, each) for each in values if each is not None and each != ""]
        return _BETWEEN[self.language].join(said) or _NOTHING

    def _said(self, name: str, value: Any) -> str:
        if name not in WORDED:
            return fact_title(self.language, str(value))
        plain = str(value).lower() if isinstance(value, bool) else str(value)
        return word(self.language, plain, str(self.facts.get("thing")), name)
