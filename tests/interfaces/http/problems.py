"""What every problem document must be, whatever it says."""

from typing import Any

import pytest

from interfaces.http.problems import MEDIA_TYPE
from interfaces.sentences import LANGUAGES
from tests.interfaces.http.wire import Reply

languages = pytest.mark.parametrize("language", LANGUAGES)


def is_problem(
    answer: Reply, status: int | tuple[int, ...], code: str | None = None, *, clause: str | None = "any"
) -> dict[str, Any]:
    """The problem of an answer, when it is one, of this status, code and clause, and told in the language asked for."""
    told: dict[str, Any] = answer.json()
    assert answer.status_code in (status if isinstance(status, tuple) else (status,)), (answer.status_code, told)
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert code in {None, told["code"]}, told
    assert clause in {"any", told["clause"]}, told
    assert told["status"] == answer.status_code
    assert told["type"] == f"/api/v1/problems#{told['code']}"
    assert told["trace_id"] == answer.headers["x-trace-id"]
    _is_told_in(answer.headers["content-language"], told, answer.asked.get("accept-language"))
    return told


def _is_told_in(language: str, told: dict[str, Any], asked: str | None) -> None:
    assert language == ("en" if asked == "en" else "zh-Hans")
    for part in ("title", "detail", "next"):
        assert told[part].strip(), (part, told)
    for said in (told["title"], *(error["detail"] for error in told.get("errors", ()))):
        assert any("\u4e00" <= character <= "\u9fff" for character in said) == (language == "zh-Hans"), (said, told)
