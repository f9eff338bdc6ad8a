"""How what is found is put into words: a heading, and a sentence in Chinese and English."""

from __future__ import annotations

from typing import NamedTuple

HEADINGS = {
    "authenticity": ("真实性", "Authenticity"),
    "integrity": ("完整性", "Integrity and completeness"),
    "usability": ("可用性", "Usability"),
    "security": ("安全性", "Security"),
}


class Sentence(NamedTuple):
    """Under which heading, and what is said; facts stand in braces."""

    heading: str
    zh: str
    en: str


def sentences_in(text: str) -> dict[str, Sentence]:
    """The sentences of a text: a heading in brackets, a code, and below it both languages; deeper lines go on."""
    found: dict[str, list[str]] = {}
    heading = code = ""
    for line in text.strip().split("\n"):
        if line.startswith("["):
            heading = line[1:-1]
        elif line.startswith("    "):
            spoken = found[code]
            spoken[-1] += (" " if len(spoken) > 2 else "") + line.strip()  # noqa: PLR2004 - Chinese needs no space
        elif line.startswith("  "):
            found[code].append(line.strip())
        else:
            code = line
            found[code] = [heading]
    return {code: Sentence(*spoken) for code, spoken in found.items()}
