"""An entry of the log of who came in, in words."""

from typing import Any

from interfaces import sentences
from interfaces.pages.texts import has, text


def came_by(language: str, name: str, value: Any) -> str:
    """A value of an entry in words: what somebody proved himself with, why he was kept out, which rights a token has."""
    if name == "code":
        return sentences.sentence(language, str(value), "title", {}) or str(value)
    if name == "scopes":
        return " ".join(sentences.word(language, each) for each in str(value).replace(",", " ").split())
    key = "access.w_" + str(value).replace(" ", "_").replace("+", "_")
    return (
        text(language, key)
        if name in {"means", "what"} and has(language, key)
        else sentences.word(language, str(value))
    )
