"""How a name is read: a syllable of pinyin for each Chinese character of it, in one spelling however it was typed.

A tone is a mark (yuè) or a digit (yue4; 5 or none: without tone); ü may be typed as v or u:. Kept is the spelling with
marks, in small letters, the syllables apart: ``lǚ yuè``. A syllable is a known beginning with a known ending: that
catches slips, not every sound that Chinese lacks.
"""

import re
from unicodedata import normalize

from domain.errors import Malformed
from domain.rules.rule import Rule

UNFIT = Rule("R-text", "reading_unfit", "A reading is syllables of pinyin, with spaces between them.")
OTHER_LENGTH = Rule(
    "R-text", "reading_of_other_length", "A reading has one syllable for each Chinese character of the name."
)
ERASED = Rule("R-erasure", "reading_of_erased", "Of somebody who was erased nothing is held anew.")

_TONES = "\u0304\u0301\u030c\u0300"
_DIGITS = "012345"
_AS_TYPED = str.maketrans({"v": "u\u0308", "\u0251": "a", "\u0261": "g"})
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:ai?|an|ang|ao|e|ei|en|eng|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou"
    "|u|ua|uai|uan|uang|ue|ui|un|uo|ü|üe|üan|ün)"
    "|a|ai|an|ang|ao|e|ei|en|eng|er|o|ou"
)
_CHARACTERS = (
    range(0x3007, 0x3008),
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
"""The planes and blocks of Chinese characters; by number, for those are younger than any table of their names."""


def is_character(letter: str) -> bool:
    """Whether it is a Chinese character, and has a syllable."""
    return any(ord(letter) in block for block in _CHARACTERS)


def require_reading(reading: str, name: str) -> str:
    """The reading of a name in its one spelling; refused unless each Chinese character has a syllable of pinyin."""
    syllables = [_spelled(each) for each in re.split(r"[\s'’-]+", reading.strip())]
    if None in syllables:
        raise Malformed(UNFIT.code, clause=UNFIT.clause, field="reading", number=syllables.index(None) + 1)
    characters = sum(map(is_character, name))
    if len(syllables) != characters:
        raise Malformed(
            OTHER_LENGTH.code,
            clause=OTHER_LENGTH.clause,
            field="reading",
            characters=characters,
            syllables=len(syllables),
        )
    return " ".join(filter(None, syllables))


def require_named(name: str | None) -> str:
    """The name that is read; refused when it was erased."""
    if name is None:
        raise ERASED.broken()
    return name


def _spelled(typed: str) -> str | None:
    """A syllable in its one spelling; None: it is none."""
    marks = normalize("NFKD", typed).lower().replace("u:", "v").translate(_AS_TYPED)
    tones = [_TONES.index(mark) + 1 for mark in marks if mark in _TONES]
    tones += [int(digit) % 5 for digit in marks[-1:] if digit in _DIGITS]
    letters = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    letters = re.sub("(?<=[jqxy])ü", "u", re.sub("(?<=[nl])ue", "üe", letters.rstrip(_DIGITS) if tones else letters))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return None
    return _toned(letters, tones[0]) if tones and tones[0] else letters


def _toned(letters: str, tone: int) -> str:
    """The mark stands on a or e, on the o of ou, and else on the last vowel."""
    bearing = next((found for sure in ("a", "e", "ou") if (found := letters.find(sure)) >= 0), None)
    at = max(map(letters.rfind, "iouü")) if bearing is None else bearing
    return normalize("NFC", letters[: at + 1] + _TONES[tone - 1] + letters[at + 1 :])
