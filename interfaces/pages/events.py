"""A recorded fact as lists of them show it: what, who in which seat, when, and the thing it is about."""

from collections.abc import Mapping
from typing import Any

from interfaces.http.kinds import KINDS
from interfaces.pages.names import Names

_WORDS = ("title", "text", "reason", "summary", "findings", "remark", "explanation")
_LONGEST = 60
_HOME = {"roster": "/people", "units": "/people", "conference": "/charter", "register": "/charter"}


def told(event: Mapping[str, Any], names: Names, called: Mapping[str, str | None]) -> dict[str, Any]:
    """A CloudEvent of the API as a row."""
    kind, _, row = event["subject"].partition("/")
    act = event["data"]["act"]
    return {
        "position": event["position"],
        "time": event["time"],
        "fact": event["type"],
        "kind": kind,
        "href": place(kind, row),
        "by": names.by(act, called),
        "person": act.get("person"),
        "on": act.get("on"),
        "entered_by": names.person(act["entered_by"]["person"], called) if _entered(act) else None,
        "said": _said(event["data"]["body"]),
        "departures": len(event["data"]["departures"]),
        "withheld": bool(event["data"].get("withheld")),
    }


def place(kind: str, row: str) -> str:
    """The page of a thing; of the institution's registers, the page that shows what they hold."""
    if kind in _HOME:
        return _HOME[kind]
    return f"{KINDS[kind].path}/{row}" if kind in KINDS else ""


def _entered(act: Mapping[str, Any]) -> bool:
    entered = act.get("entered_by")
    return isinstance(entered, dict) and bool(entered.get("person"))


def _said(body: Mapping[str, Any]) -> str:
    """The words that tell the fact from others of its sort, cut to a line."""
    said = next((body[name] for name in _WORDS if isinstance(body.get(name), str) and body[name]), "")
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
