"""What is fit to be recorded: plain text within its limits, and never a state secret.

Source: R-text (good order); R-secrecy, the law on guarding state secrets (保守国家秘密法 2024, art. 31): a system that is
not classified holds none. The levels on offer are 公开, 内部 and 工作秘密.
"""

import re
import unicodedata

from domain.errors import Malformed
from domain.rules.rule import Rule

UNFIT = Rule("R-text", "text_unfit", "A text has no control characters, lone surrogates or direction marks.")
SECRET = Rule(
    "R-secrecy", "text_marked_secret", "No text marked 秘密, 机密 or 绝密 enters a system that is not classified."
)

_LINE_BREAKS = {"\n", "\t", "\r"}
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKED = re.compile(
    r"(?:^|[\s\[【〔(（《「:：])(?:秘密|机密|绝密)(?:\s*[★☆]|\s*[\]】〕)）》」]|\s*$|\s+\d+\s*年)|(?:秘密|机密|绝密)\s*[★☆]",
    re.MULTILINE,
)


def require_fit(field: str, text: str) -> None:
    """Refuse a text with characters that do not belong in one, or with the marking of a state secret."""
    unfit = [character for character in text if _is_unfit(character)]
    if unfit:
        raise Malformed(UNFIT.code, clause=UNFIT.clause, field=field, characters=[f"U+{ord(c):04X}" for c in unfit[:5]])
    marking = _MARKED.search(unicodedata.normalize("NFKC", text))
    if marking:
        raise Malformed(SECRET.code, clause=SECRET.clause, field=field, marking=marking.group().strip())


def _is_unfit(character: str) -> bool:
    if character in _LINE_BREAKS:
        return False
    return unicodedata.category(character) in {"Cc", "Cs", "Co"} or character in _DIRECTION_MARKS
