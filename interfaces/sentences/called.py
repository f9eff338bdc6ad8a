"""What a meeting is called, wherever it is named: by its year and kind, and from its opening by its ordinal too."""

from collections.abc import Mapping
from typing import Any

from interfaces import sentences

_DIGITS = "〇一二三四五六七八九"
_TEN = 10
_TENS = 100


def numeral(number: int) -> str:
    """A number as Chinese papers write it; from a hundred on in figures."""
    if number >= _TENS or number < 0:
        return str(number)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def meeting_called(language: str, meeting: Mapping[str, Any]) -> str:
    """The name of a meeting; its ordinal is taken when it is opened, and then stands first."""
    facts = {"year": meeting["year"], "kind": sentences.word(language, meeting["meeting_kind"])}
    if not meeting.get("ordinal"):
        called = sentences.word(language, "meeting", "called").format_map(facts)
    else:
        ordinal = numeral(meeting["ordinal"]) if language == "zh-Hans" else str(meeting["ordinal"])
        called = sentences.word(language, "meeting_nth", "called").format_map(facts | {"ordinal": ordinal})
    return called[:1].upper() + called[1:]
