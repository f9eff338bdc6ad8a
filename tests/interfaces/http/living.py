"""Somebody who lives through a conference over HTTP, doing each command by its example."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from interfaces.http.examples import EXAMPLES, IDS, KEYS
from interfaces.http.routes import ROUTES
from tests.interfaces.http.town import OFFICE, STRANGER, Town

ROUTE = {route.command.called(): route for route in ROUTES}
HEADS = ("sun", "li")


class Life:
    """What is done by example is kept in ``sent``; what only leads on from one to the next is ``asked``.

    Before each example somebody without any seat has tried the same: ``tried``.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ids: dict[str, str] = {}
        self.sent: dict[str, Any] = {}
        self.tried: dict[str, Any] = {}
        self.heads: dict[str, tuple[int, int]] = {}

    def on(self, day: str) -> None:
        self.town.clock.move_to(date.fromisoformat(day))

    def does(self, name: str, who: str = OFFICE, *, path: dict[str, str] | None = None, **changed: Any) -> Any:
        """Somebody sends the example of a command; only ids stand for others, and numbers the story has counted."""
        before = self.town.head
        self.tried[name] = self.send(name, STRANGER, EXAMPLES[name] | changed, path or {})
        self.heads[name] = (before, self.town.head)
        self.sent[name] = self.send(name, who, EXAMPLES[name] | changed, path or {})
        return self.sent[name].json()

    def asked(self, name: str, who: str = OFFICE, *, path: dict[str, str] | None = None, **changed: Any) -> Any:
        """The same, to lead on: it must be done."""
        answer = self.send(name, who, EXAMPLES[name] | changed, path or {})
        assert answer.status_code in {200, 201}, (name, answer.text)
        return answer.json()

    def by_heads(self, name: str, **changed: Any) -> None:
        """Both heads, one after the other."""
        for head in HEADS:
            self.asked(name, head, **changed)

    def facts(self, name: str) -> Iterator[dict[str, Any]]:
        """What was recorded under a stored name, from the change feed."""
        for item in changes(self.town):
            if item["type"].startswith(f"{name}/"):
                yield item

    def send(self, name: str, who: str, body: dict[str, Any], path: dict[str, str], **headers: str) -> Any:
        """Post a body to where a command belongs, with the version that holds."""
        route = ROUTE[name]
        named = {key: path.get(key) or self.ids.get(key) or KEYS[key] for key in route.parameters}
        address = route.path.format(**named)
        if route.needs_version:
            version = self.town.services.log.version_of(self.town.key, UUID(named[route.command.TARGET or ""]))
            headers["if_match"] = f'"{version}"'
        return self.town.ask(who, address, filled(body, self.ids), **headers)


def changes(town: Town) -> list[dict[str, Any]]:
    """The whole change feed."""
    items: list[dict[str, Any]] = []
    after = 0
    while after < town.head:
        page = town.get(f"/changes?after={after}&limit=200").json()
        items += page["items"]
        after = page["position"]
    return items


def filled(value: Any, ids: dict[str, str]) -> Any:
    """An example with the ids of this conference in it."""
    if isinstance(value, dict):
        return {key: filled(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    names = {given: name for name, given in IDS.items()}
    return ids.get(names[value], value) if value in names else value
