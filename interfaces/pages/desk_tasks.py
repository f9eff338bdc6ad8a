"""What waits for somebody, as the desk lists it: once each, the most pressing first, with the link that does it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from domain.due import WorkingCalendar
from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from projections.course import calendar_of

SIGNED = frozenset(route.command.called() for route in ROUTES if route.command.SIGNS)
"""The acts that are signatures: what the heads decide."""
_ROUTES = {route.command.called(): route for route in ROUTES}
_ABOUT = {
    "hear_decision": "decision",
    "discuss_topic": "topic",
    "give_briefing": "briefing",
    "answer_urge": "number",
    "give_instructions": "side",
}
_LISTS = {
    "take_up_suggestion": "/calls/{thing}#s-{about}",
    "note_delivery": "/meetings/{thing}/attendance#reached",
    "record_attendance": "/meetings/{thing}/attendance",
}
"""The acts that are done on a list, where those beside it are seen."""
_LATE = "admit_late_topic"
_SOON, _MANY = 3, 3
_OVERDUE, _NEAR, _DECIDE, _REST = range(4)
_TONES = {_OVERDUE: "bad", _NEAR: "warn", _DECIDE: "info", _REST: ""}


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What puts on an agenda a topic that waits for one: an act, and what its form is given beside the topic."""

    act: str
    given: Mapping[str, str]

    def href(self, topic: str, then: str) -> str:
        """The form for one topic."""
        own = {"topic": topic} if self.act == _LATE else {}
        return f"/do/{self.act}?{urlencode({**self.given, **own, 'then': then})}"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One task: how pressing it is, in a tone and the key of a text with its ``days``, and where it is done."""

    task: Mapping[str, Any]
    rank: int
    label: str
    days: int
    href: str
    page: str
    deed: str
    """The act that does it."""
    count: int = 1
    """How many tasks it stands for: the same act on one thing, gathered."""

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _TONES[self.rank]


def distinct(items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each task once, also where two of one's seats could do it."""
    return list({(item["what"], item["thing"], item["about"]): item for item in items}.values())


def ordered(desk: Mapping[str, Any], conference: Mapping[str, Any] | None, ahead: Ahead | None = None) -> list[Waiting]:
    """The tasks of a desk by consequence: overdue, due soon, what others wait for one to decide, the rest; oldest first.

    ``ahead`` is where what waits for an agenda is put on one.
    """
    calendar = calendar_of(dict(conference)) if conference else WorkingCalendar()
    today = date.fromisoformat(desk["today"])
    found = [_waiting(task, today, calendar, ahead) for task in distinct(desk["items"])]
    return sorted(found, key=lambda each: (each.rank, each.task["due"] or "9999", each.task["since"]))


def waits_for_agenda(task: Mapping[str, Any]) -> bool:
    """Whether a task is of a topic that waits for an agenda: its act is one on a meeting."""
    route = _ROUTES[str(task["what"])]
    return task["what"] not in _LISTS and task["kind"] not in {route.kind, *route.parameters}


def deed_of(task: Mapping[str, Any], ahead: Ahead | None) -> str:
    """The act that does a task: of a topic that waits for an agenda, the one that puts it on the one ahead."""
    return ahead.act if ahead and waits_for_agenda(task) else str(task["what"])


def href_of(task: Mapping[str, Any], *, then: str = "/", ahead: Ahead | None = None) -> str:
    """Where a task is done: the form of its act, leading on to ``then``, or the page where one chooses.

    ``ahead`` is where what waits for an agenda is put on one.
    """
    what, kind, thing, about = (str(task[name] or "") for name in ("what", "kind", "thing", "about"))
    if what in _LISTS:
        return _LISTS[what].format(thing=thing, about=about)
    if waits_for_agenda(task):
        return ahead.href(thing, then) if ahead else "/meetings"
    asked = {kind: thing} | ({_ABOUT[what]: about} if about and what in _ABOUT else {})
    return f"/do/{what}?{urlencode(asked | {'then': then})}"


def page_of(kind: str, thing: str, at: str | None = None) -> str:
    """The page of a thing."""
    return f"{KINDS[kind].path}/{thing}" + (f"?at={at}" if at else "")


def gathered(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The tasks in their order, those of one act on one thing as one where they are many: they are done where all are seen."""
    counted = Counter(_deed(each) for each in waiting)
    firsts = {_deed(each): each for each in reversed(waiting)}
    return [
        each if counted[_deed(each)] <= _MANY else _gathered(each, counted[_deed(each)])
        for each in waiting
        if counted[_deed(each)] <= _MANY or each is firsts[_deed(each)]
    ]


def _deed(waiting: Waiting) -> tuple[str, str]:
    return waiting.task["what"], waiting.task["thing"]


def _gathered(first: Waiting, count: int) -> Waiting:
    """What stands for all of them: it leads to the room, or to the page of the thing."""
    href = f"{first.page}/live" if first.task["kind"] == "meeting" else first.page
    return replace(first, href=href, count=count)


def _waiting(task: Mapping[str, Any], today: date, calendar: WorkingCalendar, ahead: Ahead | None) -> Waiting:
    rank, label, days = _pressing(task, today, calendar)
    page = page_of(task["kind"], task["thing"])
    href, deed = href_of(task, ahead=ahead), deed_of(task, ahead)
    return Waiting(task=task, rank=rank, label=label, days=days, href=href, page=page, deed=deed)


def _pressing(task: Mapping[str, Any], today: date, calendar: WorkingCalendar) -> tuple[int, str, int]:
    """How pressing it is: its rank, the text that says so, and the working days in it."""
    if task["due"]:
        last = calendar.last_day(date.fromisoformat(task["due"]))
        left = calendar.working_days(today, last)
        if today > last:
            return _OVERDUE, "overdue", -left
        if left <= _SOON:
            return _NEAR, "soon" if left > 0 else "today", left
    return (_DECIDE, "decide", 0) if task["what"] in SIGNED else (_REST, "waiting", 0)
