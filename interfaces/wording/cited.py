"""A clause as people cite it: 第五条第一款 for S5.1-d; what good order asks, and what fills a gap, in words."""

import re

from domain.clauses import CLAUSES
from interfaces.pages.texts import text

_DIGITS = "一二三四五六七八九"


def cited(language: str, ident: str) -> str:
    """How a clause is cited on a page; what is in no catalogue stays as it is."""
    clause = CLAUSES.get(ident)
    if clause is None:
        return ident
    if not clause.section:
        return text(language, "problem.gap") if clause.default_zh else _words(language, clause.zh, clause.en)
    article, *paragraphs = [_number(language, each) for each in re.findall(f"[{_DIGITS}]", clause.section)] or [""]
    if not article:
        return text(language, "problem.preamble")
    said = text(language, "problem.article", article=article)
    return said + "".join(text(language, "problem.paragraph", paragraph=each) for each in paragraphs)


def _words(language: str, zh: str, en: str) -> str:
    return zh if language == "zh-Hans" else en.rstrip(".")


def _number(language: str, digit: str) -> str:
    return digit if language == "zh-Hans" else str(_DIGITS.index(digit) + 1)
