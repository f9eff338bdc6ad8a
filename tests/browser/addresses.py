"""Every page there is, from the routes themselves, with an address of the town that has lived, and somebody it is for."""

from collections import Counter
from functools import cache

from fastapi import FastAPI
from starlette.routing import Route

from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from interfaces.pages.site import add_pages
from tests.browser.plain import Plain
from tests.browser.serving import ADMINISTRATOR, AUDITOR, DEPARTMENT, HEADS, OFFICE
from tests.interfaces.http.town import SLUG

_LOOKERS = (OFFICE, *HEADS, DEPARTMENT, AUDITOR, ADMINISTRATOR, None)
_NO_PAGES = ("/static/{name}", "/do/{command}", "/audit/receipt", "/audit/consistency")
"""Files, and forms, which have a list of their own."""
_GIVEN = {"slug": SLUG, "unit": "environment", "year": "2025", "series": "minutes", "language": "zh-Hans"}
_FOUND, _LED_ON = 200, 303


@cache
def pages() -> tuple[str, ...]:
    """The paths of pages that are looked at, as they are declared."""
    app = FastAPI(openapi_url=None)
    add_pages(app)
    routes = [each for each in app.routes if isinstance(each, Route)]
    paths = {each.path for each in routes if "GET" in (each.methods or ()) and each.path not in _NO_PAGES}
    return tuple(sorted(paths))


class Addresses:
    """Addresses of one town: for each declared path one of its things, for each command a form."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self._things = self._most_written_about()

    def of(self, path: str) -> tuple[str, str | None]:
        """An address of a declared path, and the first of the lookers that is shown a page there.

        ``LookupError``: nobody is.
        """
        address = self._filled(path)
        for name in _LOOKERS:
            answer, _ = self.plain.get(name, address)
            if answer.status == _FOUND:
                return address, name
            if answer.status == _LED_ON and name is not None and (target := answer.getheader("location")):
                onward, _ = self.plain.get(name, target)
                if onward.status == _FOUND:
                    return target, name
        raise LookupError(path, address)

    def form(self, command: str) -> str:
        """The form of a command for the thing of its kind that most was written about."""
        named = next(route.parameters for route in ROUTES if route.command.called() == command)
        return f"/do/{command}?" + "&".join(f"{name}={self._things[name]}" for name in named)

    def _filled(self, path: str) -> str:
        parts = path.split("/")
        noun = f"/{parts[1]}"
        kind = next((kind.name for kind in KINDS.values() if kind.path == noun), "")
        of = {"id": self._things.get(kind, ""), "decision": self._things["public"], "kind": "decision"}
        known = _GIVEN | of | {"person": self._things["person"]}
        return "/".join(known[part[1:-1]] if part.startswith("{") else part for part in parts)

    def _most_written_about(self) -> dict[str, str]:
        counted: Counter[tuple[str, str]] = Counter()
        after, head = 0, self.plain.served.head
        while after < head:
            page = self.plain.api(OFFICE, f"/changes?after={after}&limit=200")
            for item in page["items"]:
                kind, _, thing = item["subject"].partition("/")
                counted[kind, thing] += 1
            after = int(str(page["position"]))
        found: dict[str, str] = {}
        for (kind, thing), _ in counted.most_common():
            found.setdefault(kind, thing)
        ids = self.plain.served.ids
        (published,) = self.plain.api(OFFICE, "/decisions?public=true")["items"]
        return found | {
            "public": published["id"],
            "person": self.plain.served.people[DEPARTMENT],
            "suggestion": ids["suggestion"],
            "unit": "environment",
        }


def commands() -> tuple[str, ...]:
    """Every command that has a form."""
    return tuple(route.command.called() for route in ROUTES)
