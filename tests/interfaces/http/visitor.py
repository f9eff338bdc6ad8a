"""A client that knows the API from its OpenAPI document alone, and what it may do from ``actions``."""

import json
import re
from typing import Any
from urllib.parse import quote, urlencode

from tests.interfaces.http.town import Town
from tests.interfaces.http.wire import Reply, request

DOCUMENT = "/api/v1/openapi.json"


class Visitor:
    """Finds every address by its operation id or in an answer, and makes up none."""

    def __init__(self, town: Town, conference: str) -> None:
        self.town = town
        self.conference = conference
        self.document = json.loads(request(town.client, "GET", DOCUMENT, {}).content)
        self.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        }

    def begins(self, operation: str, who: str, body: dict[str, Any], **path: str) -> dict[str, Any]:
        """Post a command that no thing's actions name: it begins one, or belongs to the institution."""
        _, address, _ = self.operations[operation]
        return self._posted(operation, who, self._filled(address, path), body)

    def acts(self, operation: str, who: str, href: str, body: dict[str, Any], **rest: str) -> dict[str, Any]:
        """Do what a thing says can be done with it."""
        seen = self.seen(who, href)
        thing = json.loads(seen.content)
        action = next(each for each in thing["actions"] if each["name"] == operation)
        assert action["allowed"], (operation, action["refusal"])
        assert action["refusal"] is None
        headers = {"if-match": seen.headers["etag"]} if self._has(operation, "If-Match") else {}
        return self._posted(operation, who, self._filled(action["href"], rest), body, **headers)

    def lists(self, who: str, operation: str, **query: Any) -> dict[str, Any]:
        """What a view answers."""
        found: dict[str, Any] = self.shown(who, operation, **query).json()
        return found

    def shown(self, who: str, operation: str, path: dict[str, str] | None = None, **query: Any) -> Reply:
        method, address, _ = self.operations[operation]
        assert method == "GET"
        asked = f"?{urlencode(query)}" if query else ""
        return self.seen(who, self._filled(address, path or {}) + asked)

    def seen(self, who: str, href: str) -> Reply:
        """What stands at an address that an answer gave."""
        answer = request(self.town.client, "GET", href, self.town.headers(who))
        assert answer.status_code == 200, answer.text
        return answer

    def views(self) -> list[str]:
        """Every view that shows the whole conference as of a moment: nothing but the moment need be said."""
        return [
            name
            for name, (method, path, operation) in self.operations.items()
            if method == "GET"
            and re.findall(r"{(\w+)}", path) == ["conference"]
            and "as_of" in self._parameters(operation)
            and not any(each.get("required") for each in self._parameters(operation).values() if each["in"] == "query")
        ]

    def _posted(self, operation: str, who: str, address: str, body: dict[str, Any], **headers: str) -> dict[str, Any]:
        self.town.clock.tick()
        sent = self.town.headers(who, **{"content-type": "application/json", **headers})
        answer = request(self.town.client, "POST", address, sent, json.dumps(body).encode())
        assert str(answer.status_code) in self.operations[operation][2]["responses"]
        assert answer.status_code in {200, 201}, (operation, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def _filled(self, address: str, path: dict[str, str]) -> str:
        named = {"conference": self.conference} | path
        return re.sub(r"{(\w+)}", lambda found: quote(named[found[1]], safe=""), address)

    def _has(self, operation: str, parameter: str) -> bool:
        return parameter in self._parameters(self.operations[operation][2])

    def _parameters(self, operation: dict[str, Any]) -> dict[str, Any]:
        """A name stands for one parameter of an operation, wherever the document keeps it."""
        shared = self.document["components"]["parameters"]
        given = operation.get("parameters", ())
        found = [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in given]
        return {each["name"]: each for each in found}
