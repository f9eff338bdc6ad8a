"""What stands around every page: who is signed in, the menu with its counts, the language, the moment that is looked at."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from interfaces import sentences
from interfaces.pages.asking import API, Api, Refused
from interfaces.pages.desk_tasks import SIGNED, distinct
from interfaces.pages.look import LANGUAGE, rendered

THEME = "lianxi-theme"
KEYS = "lianxi-keys"
_THEMES = frozenset({"light", "dark"})
_DECISIONS, _MEETINGS, _INSTITUTION = ("board", "decisions"), ("meetings", "forms"), ("institution",)
SHEETS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("decisions", "overdue", "verify", "shortfalls"), _DECISIONS),
    "meetings": _MEETINGS,
    "minutes": ("meetings", "papers"),
    "documents": _MEETINGS,
    "act": ("board", "matters", "forms"),
    **dict.fromkeys(("people", "charter", "accounts", "account", "tokens", "feeds", "access", "audit"), _INSTITUTION),
    **dict.fromkeys(("findings", "years", "status", "help", "sign_in"), _INSTITUTION),
}
SHEETS_ELSE = ("board", "matters")
"""Which style sheets the pages of an area have beside the one of all pages; those of topics are for all other areas."""
_SIGN_IN = frozenset({"not_signed_in"})
_OWN = "own"
_MENU = (
    ("desk", "/", "read"),
    ("meetings", "/meetings", "read"),
    ("topics", "/topics", "read"),
    ("calls", "/calls", "read"),
    ("decisions", "/decisions", "read"),
    ("overdue", "/overdue", "read"),
    ("verify", "/verify", "read"),
    ("shortfalls", "/shortfalls", "read"),
    ("approvals", "/approvals", "sign"),
    ("minutes", "/minutes", "read"),
    ("documents", "/documents", "read"),
    ("years", "/years", "read"),
    ("findings", "/findings", "read"),
    ("audit", "/audit", "read"),
    ("archive", "/archive", "read"),
    ("people", "/people", "directory"),
    ("accounts", "/accounts", "accounts"),
    ("access", "/access", "logs"),
    ("charter", "/charter", "directory"),
    ("status", "/status", "logs"),
    ("feeds", "/feeds", "read"),
    ("help", "/help", "own"),
)

Page = Callable[..., Awaitable[Response]]
Open = Callable[[Request], Awaitable[Response]]


class Visit:
    """One visit of a page: the API as its visitor may ask it, and what he looks at."""

    def __init__(self, request: Request, language: str, me: dict[str, Any]) -> None:
        self.request = request
        self.language = language
        self.me = me
        self.at = request.query_params.get("at") or None
        self.api = Api(request, language, me["conference"])

    def may(self, right: str) -> bool:
        """Whether the visitor has a right."""
        return right in self.me["rights"]

    async def get(self, path: str, **query: Any) -> Any:
        """What the API shows of the moment that is looked at."""
        return await self.api.get(path, **({"as_of": self.at} | query))

    def show(self, template: str, status: int = 200, **told: Any) -> Response:
        """The page."""
        return rendered(self.request, template, status, visit=self, **told)


def is_here(wanted: str) -> bool:
    """Whether an address that somebody else may have written is a path of this site.

    Browsers drop tabs and line ends from an address and read a backslash as a slash: none of them stands in one of ours.
    """
    return wanted.startswith("/") and not wanted.startswith("//") and wanted.isprintable() and "\\" not in wanted


def language_of(request: Request) -> str:
    """The language chosen on the pages, else that of the browser."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
    return sentences.chosen(chosen or request.headers.get("accept-language"))


class Book:
    """The pages of an area: what is shown at which address, to whom."""

    def __init__(self) -> None:
        self.routes: list[BaseRoute] = []

    def open(self, path: str, method: str = "GET") -> Callable[[Open], Open]:
        """A page for everybody."""

        def add(shown: Open) -> Open:
            self.routes.append(Route(path, shown, methods=[method], include_in_schema=False))
            return shown

        return add

    def page(self, path: str, name: str, *, right: str = "read", method: str = "GET") -> Callable[[Page], Page]:
        """A page for who is signed in; refusals and failures become pages too. ``name`` is its place in the menu."""

        def add(shown: Page) -> Page:
            async def answer(request: Request) -> Response:
                return await _visited(request, shown, name, right)

            self.routes.append(Route(path, answer, methods=[method], include_in_schema=False))
            return shown

        return add


async def _visited(request: Request, shown: Page, name: str, right: str) -> Response:
    language = language_of(request)
    around(request, language, name)
    me = await Api(request, language).ask("GET", f"{API}/session")
    if me.failed:
        return _to_sign_in(request)
    if _must_set_up(me.body) and right != _OWN:
        return RedirectResponse("/account", 303)
    visit = Visit(request, language, me.body)
    await _around(visit, name)
    try:
        answer = await shown(visit, **request.path_params)
    except Refused as refused:
        answer = problem_page(request, refused)
    if given := getattr(request.state, "given", ""):
        answer.headers.append("set-cookie", given)
    return answer


def around(request: Request, language: str, name: str) -> None:
    """What every page shows, to nobody in particular."""
    theme = request.cookies.get(THEME, "")
    query = {key: value for key, value in request.query_params.items() if key != "lang"}
    other = "en" if language == "zh-Hans" else "zh-Hans"
    request.state.shell = {
        "language": language,
        "here": name,
        "sheets": SHEETS.get(name, SHEETS_ELSE),
        "theme": theme if theme in _THEMES else "",
        "keys": "off" if request.cookies.get(KEYS) == "off" else "on",
        "other_language": f"{request.url.path}?{urlencode({**query, 'lang': other})}",
        "path": request.url.path,
        "conference": None,
        "home": "/",
        "called": None,
        "menu": (),
        "visit": None,
        "asked": "",
    }


def problem_page(request: Request, refused: Refused) -> Response:
    """A refusal or failure as a page, in the words of the API."""
    body = refused.answer.body if isinstance(refused.answer.body, dict) else {}
    if body.get("code") in _SIGN_IN:
        return _to_sign_in(request)
    return rendered(request, "problem.html", refused.answer.status, problem=body)


async def _around(visit: Visit, name: str) -> None:
    shell = visit.request.state.shell
    shell["menu"] = [
        {"key": key, "href": href, "here": key == name, "count": 0} for key, href, right in _MENU if visit.may(right)
    ]
    if not visit.may("directory"):
        return
    conference = await visit.api.ask("GET", visit.api.base)
    if not conference.failed:
        shell["conference"] = conference.body
    desk = await visit.api.ask("GET", f"{visit.api.base}/desk") if visit.may("read") else None
    if desk is not None and not desk.failed:
        shell["called"] = desk.body["names"].get(visit.me["person"])
        _count(shell["menu"], desk.body)
        return
    person = await visit.api.ask("GET", f"{visit.api.base}/people/{visit.me['person']}")
    if not person.failed:
        shell["called"] = person.body["name"]


def _count(menu: list[dict[str, Any]], desk: Mapping[str, Any]) -> None:
    """How much waits behind an entry of the menu, now."""
    waiting = distinct(desk["items"])
    counts = {
        "desk": len(waiting),
        "overdue": desk["overdue"],
        "approvals": sum(task["what"] in SIGNED for task in waiting),
    }
    for entry in menu:
        entry["count"] = counts.get(entry["key"], 0)


def _must_set_up(me: dict[str, Any]) -> bool:
    """Whether nothing is open to him but his own account."""
    return bool(me["rights"] == [_OWN])


def _to_sign_in(request: Request) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}" if wanted != "/" else "/sign-in", 303)
