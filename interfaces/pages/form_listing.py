"""How a list is set out to be picked from: units and their seats by kind, each with its sound, to be found by letters."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from interfaces import sentences
from interfaces.pages.form_choices import SOUGHT, Pairs, open_units, readings_of
from interfaces.pages.form_faults import DAYS, DUE
from interfaces.pages.shell import Visit
from interfaces.pinyin import order

_PARTS = re.compile(r"[A-Za-z]+|[^A-Za-z\s]+")


async def set_out(visit: Visit) -> dict[str, Any]:
    """What the fields of a form are shown with, beside their choices."""
    kinds = {each["unit"]: each["kind"] for each in await open_units(visit)}
    by_kind = partial(sections, language=visit.language, kinds=kinds)
    return {
        "sections": by_kind,
        "sound": partial(sound, readings=readings_of(visit)),
        "told_days": {"all": DAYS, "due": DUE},
        "seeking": SOUGHT,
    }


def sections(pairs: Iterable[tuple[str, str]], *, language: str, kinds: Mapping[str, str]) -> list[tuple[str, Pairs]]:
    """The choices under the kind of unit they are of, in their order; what is of no unit comes first, under nothing."""
    found: dict[str, Pairs] = {"": []}
    for value, said in pairs:
        kind = kinds.get(value.rpartition("@")[2], "")
        found.setdefault(kind, []).append((value, said))
    return [(_heading(language, kind) if kind else "", some) for kind, some in found.items() if some]


def sound(said: str, readings: Mapping[str, tuple[str, str]] | None = None) -> str:
    """The syllables of what something is called; a word of Latin letters is one, and a name is read as it is said to be."""
    name, reading = (readings or {}).get(said, ("", None))
    parts = _PARTS.findall(said.removeprefix(name))
    rest = [part.lower() if part.isascii() else _syllables(part) for part in parts]
    return " ".join([_syllables(name, reading), *rest] if name else rest)


def _syllables(part: str, reading: str | None = None) -> str:
    return " ".join(letters for letters, *_ in order(part, reading))


def _heading(language: str, kind: str) -> str:
    word = sentences.word(language, kind)
    return word[:1].upper() + word[1:]
