"""The public board in a browser: what the heads published of the decisions and how it stands, for whoever comes by."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from interfaces.pages.asking import API, Answer, Api
from interfaces.pages.look import rendered
from interfaces.pages.shell import Book, around, language_of
from interfaces.pages.texts import text
from interfaces.sentences.called import meeting_called

book = Book()
_TONES = {"completed": "ok", "carried_over": "warn", "ended": "", "superseded": ""}
_STANDINGS = ("being_carried_out", "reported", "accepted", "carried_over", "completed", "ended", "superseded")
_MOST = 50


class Board:
    """The words of a board, in the language of the page."""

    def __init__(self, language: str, slug: str) -> None:
        self._language = language
        self.slug = slug

    def standing(self, told: Mapping[str, Any]) -> tuple[str, str]:
        """Where a decision stands, and the tone of its tag."""
        return self.called(told["standing"]), _TONES.get(told["standing"], "info")

    def called(self, standing: str) -> str:
        """The word for where one stands."""
        return text(self._language, f"board.{standing}")

    def counts(self, standing: Mapping[str, int]) -> list[tuple[str, int]]:
        """How many stand where, in the order of a decision's life."""
        return [(self.called(each), standing[each]) for each in _STANDINGS if each in standing]

    def unit(self, unit: Mapping[str, str]) -> str:
        """The name of a unit."""
        return unit["name_zh" if self._language == "zh-Hans" else "name_en"]

    def units(self, units: list[Mapping[str, str]]) -> str:
        """The names of several."""
        return ("、" if self._language == "zh-Hans" else ", ").join(map(self.unit, units))

    def settled_by(self, told: Mapping[str, Any]) -> str:
        """The meeting that settled it, and its number there."""
        if told["meeting"] is None:
            return text(self._language, "board.taken_over")
        called = meeting_called(self._language, told["meeting"])
        return text(self._language, "board.settled", meeting=called, number=told["number"])

    def receipt(self, decision: str, position: int) -> str:
        """Where the receipt of a step is."""
        return f"{API}/board/{self.slug}/decisions/{decision}/receipts/{position}"

    def record(self, decision: str) -> str:
        """Where the record is that made a decision public."""
        return f"{API}/board/{self.slug}/decisions/{decision}/record"


@book.open("/board/{slug}")
async def board_page(request: Request) -> Response:
    """What is published, the latest first."""
    api, slug = _begun(request)
    query = {name: request.query_params.get(name, "") for name in ("year", "cursor")}
    answer = await api.ask("GET", f"{API}/board/{slug}", {**query, "limit": str(_MOST)})
    return _shown(request, slug, "public_board.html", answer, year=query["year"])


@book.open("/board/{slug}/{decision}")
async def board_decision(request: Request) -> Response:
    """One published decision: its words, its way, and what proves them."""
    api, slug = _begun(request)
    answer = await api.ask("GET", f"{API}/board/{slug}/decisions/{request.path_params['decision']}")
    return _shown(request, slug, "public_decision.html", answer)


def _begun(request: Request) -> tuple[Api, str]:
    language = language_of(request)
    around(request, language, "public")
    return Api(request, language), request.path_params["slug"]


def _shown(request: Request, slug: str, template: str, answer: Answer, **more: Any) -> Response:
    """The page; a board that is closed says so in the words of the API."""
    shell = request.state.shell
    if answer.failed:
        return rendered(request, "problem.html", answer.status, problem=answer.body)
    shell["conference"] = answer.body
    shell["home"] = f"/board/{slug}"
    return rendered(request, template, shown=answer.body, board=Board(shell["language"], slug), **more)
