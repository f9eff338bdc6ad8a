"""What somebody owes by a day, as whole days of a calendar: it is gone as soon as it is done.

Many calendar programs leave out tasks (VTODO); a day they all show.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID, uuid5

from domain.due import WorkingCalendar
from interfaces import sentences
from interfaces.http.ical.entries import Entry
from interfaces.http.ical.setting import Setting
from interfaces.http.kinds import KINDS
from interfaces.sentences.called import meeting_called
from projections import Doc
from projections.decision_register import DECISIONS
from projections.meeting_file import MEETINGS
from projections.work_desk import waiting_for

_REPORT = "report_decision"
_BEFORE_REPORT = frozenset({"receive_decision"})
"""What comes before a report: its day counts already."""
_IS_A_MEETING = frozenset({"open_meeting"})
"""What is owed on the day of a meeting, which is in the calendar itself."""
_MORNING = timedelta(hours=9)
_DAY = timedelta(days=1)
_LONGEST = 60


def duties_of(setting: Setting, person: str) -> Iterator[Entry]:
    """What the seats that a person holds today owe by a day, each once."""
    seen: set[tuple[str, str, str]] = set()
    for task in waiting_for(setting.reading, setting.standing, person):
        what, due = _owed(setting, task)
        which = (what, task["thing"], task["about"] or "")
        if due is not None and what not in _IS_A_MEETING and which not in seen:
            seen.add(which)
            yield from _entry(setting, task, what, due)


def reminders(due: date, calendar: WorkingCalendar, soon: int | None) -> tuple[date, ...]:
    """The working days on which somebody is reminded: the last one until a day, and ``soon`` working days before it."""
    last = _working(due, calendar)
    early = last
    for _ in range(soon or 0):
        early = _working(early - _DAY, calendar)
    return tuple(sorted({early, last}))


def _owed(setting: Setting, task: Doc) -> tuple[str, date | None]:
    """What is owed, and by when: who has still to receive a decision owes the report on it."""
    if task["what"] not in _BEFORE_REPORT:
        return task["what"], date.fromisoformat(task["due"]) if task["due"] else None
    found = setting.reading.one(DECISIONS, task["thing"])
    due = found.doc["due"] if found else None
    return _REPORT, date.fromisoformat(due) if due else None


def _entry(setting: Setting, task: Doc, what: str, due: date) -> Iterator[Entry]:
    kind = KINDS[task["kind"]]
    item = setting.reading.one(kind.view, task["thing"])
    if item is None:
        return
    act = sentences.act_title(setting.language, what)
    title = task["title"] or _meeting(setting, item.doc)
    address = f"{setting.origin}{kind.path}/{task['thing']}"
    days = reminders(due, setting.day.calendar, setting.day.follow_up.due_soon_days)
    yield Entry(
        uid=str(uuid5(UUID(task["thing"]), f"{what}/{task['about'] or ''}")),
        sequence=item.doc["version"],
        stamp=setting.recorded(item),
        begins=due,
        summary=setting.say("due", act=act, title=_short(title)),
        description=setting.lines([_rest(setting, due, days[-1]), setting.say("see", address=address)]),
        address=address,
        reminders=tuple((day - due) + _MORNING for day in days),
    )


def _meeting(setting: Setting, doc: Doc) -> str:
    """The meeting that a thing without a title is, or is of."""
    found = setting.reading.one(MEETINGS, doc.get("meeting") or doc["id"])
    return meeting_called(setting.language, found.doc) if found else ""


def _rest(setting: Setting, due: date, remind: date) -> str:
    """What a due date on a day off means; empty: it is a working day."""
    calendar = setting.day.calendar
    if calendar.is_working(due):
        return ""
    told = {"day": due, "last": calendar.last_day(due), "remind": remind}
    return setting.say("rest_day", **{name: setting.full_day(day) for name, day in told.items()})


def _working(day: date, calendar: WorkingCalendar) -> date:
    """A day, or the last working day before it."""
    while not calendar.is_working(day):
        day -= _DAY
    return day


def _short(title: str) -> str:
    """A title on one line, cut where it is long."""
    said = " ".join(title.split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
