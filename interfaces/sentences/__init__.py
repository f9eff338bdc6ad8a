"""Every code as a sentence in Chinese and English: what is wrong, by which rule, and what to do next."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh-Hans", "en")


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """All codes of one language: ``title``, ``detail`` with the facts in braces, and ``next``."""
    text = files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def sentence(language: str, code: str, part: str, facts: Mapping[str, Any]) -> str:
    """One part of a code's sentence with its facts filled in; a fact that is missing shows as a dash."""
    template = catalogue(language).get(code, {}).get(part, "")
    return template.format_map(_Shown(facts))


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


class _Shown(dict[str, Any]):
    """Facts as words: lists joined, missing ones a dash."""

    def __missing__(self, key: str) -> str:
        return "–"

    def __getitem__(self, key: str) -> str:
        value = dict.get(self, key, "–")
        return "、".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
