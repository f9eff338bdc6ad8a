"""The replay of a decision: the steps of its way, and the strip that shows them in true time."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

_ZONE = ZoneInfo("Asia/Shanghai")
_LEFT, _RIGHT = 20.0, 1080.0
"""Where the line begins and ends in a strip 1100 wide, of which the range input takes its place from the style sheet."""
_ROOM, _TURN = 150.0, 900.0
_ROW, _ROWS = 13, 3
_HALF = 20.0
"""Half the width of a mark's label, less what stands free beside the line."""
_MOST_TICKS = 8
_BESIDE = 50.0
"""How near to today's label no other stands."""
_MONTHS = (1, 2, 3, 6, 12, 24, 60)
_FEW_DAYS = timedelta(days=45)
_DUE_SET = frozenset(
    {
        "decision.adopted",
        "decision.proposed_for_take_over",
        "decision.take_over_revised",
        "decision.due_changed",
        "decision.extension_granted",
        "decision.carried_over",
    }
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A recorded fact on the way; ``own`` when it is one of the decision itself."""

    number: int
    position: int
    version: int
    at: datetime
    stored: str
    own: bool
    kind: str
    thing: str
    act: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def seconds(self) -> int:
        """When it was recorded, in seconds since 1970."""
        return int(self.at.timestamp())

    @property
    def entered_later(self) -> bool:
        """Whether it was recorded on a later day than that of the act."""
        return str(self.act["on"]) != self.at.date().isoformat()


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A due date on the strip; an ``old`` one no longer holds."""

    x: float
    y: int
    day: date
    old: bool
    ends: bool
    """Whether its label ends at the flag, since there is no room behind it."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The way as a line in true time, as it was known after one of its steps."""

    first: int
    last: int
    value: int
    done: float
    today: float | None
    dots: Sequence[tuple[float, str]]
    flags: Sequence[Flag]
    ticks: Sequence[tuple[float, str]]


def steps_of(items: Sequence[Mapping[str, Any]], decision: str) -> list[Step]:
    """The steps that the items of a dossier or a timeline tell of, in the order of recording."""
    return [_step(number, item, decision) for number, item in enumerate(items, start=1)]


def _step(number: int, item: Mapping[str, Any], decision: str) -> Step:
    kind, _, thing = item["subject"].partition("/")
    return Step(
        number=number,
        position=item["position"],
        version=item["data"]["version"],
        at=datetime.fromisoformat(item["time"]).astimezone(_ZONE),
        stored=item["type"].partition("/")[0],
        own=thing == decision,
        kind=kind,
        thing=thing,
        act=item["data"]["act"],
        body=item["data"]["body"],
    )


def step_at(steps: Sequence[Step], position: int) -> Step | None:
    """The last step up to a position of the log; None before the first."""
    index = bisect_right([step.position for step in steps], position)
    return steps[index - 1] if index else None


def due_dates(steps: Sequence[Step], until: Step) -> list[date]:
    """The due dates that were set up to a step, each as often as it changed; the last one holds."""
    found: list[date] = []
    for step in steps[: until.number]:
        due = step.body.get("due") if step.own and step.stored in _DUE_SET else None
        if due and (not found or found[-1] != date.fromisoformat(due)):
            found.append(date.fromisoformat(due))
    return found


def strip_of(steps: Sequence[Step], here: Step, language: str, today: date | None) -> Strip:
    """The strip after a step; its ends do not depend on the step, so that nothing moves but the playhead."""
    evening = time(18)
    dues = [datetime.combine(day, evening, _ZONE) for day in due_dates(steps, steps[-1])]
    now = [datetime.combine(today, evening, _ZONE)] if today else []
    moments = [*(step.at for step in steps), *dues, *now]
    first, last = min(moments), max(moments)
    room = max((last - first) / 40, timedelta(days=1))
    scale = _Scale(first - room, last + room)
    at = scale.x(now[0]) if now else None
    return Strip(
        first=int(scale.first.timestamp()),
        last=int(scale.last.timestamp()),
        value=here.seconds,
        done=scale.x(here.at),
        today=at,
        dots=[(scale.x(step.at), _look(step, here)) for step in steps],
        flags=list(_flags(due_dates(steps, here), scale)),
        ticks=[
            (x, label)
            for x, label in _ticks(scale, language)
            if _LEFT + _HALF < x < _RIGHT - _HALF and (at is None or abs(x - at) > _BESIDE)
        ],
    )


@dataclass(frozen=True)
class _Scale:
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        """Where a moment lies on the strip."""
        return round(_LEFT + (_RIGHT - _LEFT) * ((at - self.first) / (self.last - self.first)), 1)


def _look(step: Step, here: Step) -> str:
    kinds = [name for name, holds in (("past", step.number <= here.number), ("cur", step is here)) if holds]
    return " ".join([*kinds, *([] if step.own else ["other"])])


def _flags(days: Sequence[date], scale: _Scale) -> Iterator[Flag]:
    """The due dates, the last of them the one that holds; a label that would cover another stands a row higher."""
    taken: list[tuple[int, float, float]] = []
    for day in sorted(set(days), key=lambda each: (each != days[-1], each)):
        x = scale.x(datetime.combine(day, time(18), _ZONE))
        ends = x > _TURN
        left, right = (x - _ROOM, x) if ends else (x, x + _ROOM)
        row = next(row for row in range(len(days)) if all(row != r or right < lo or left > hi for r, lo, hi in taken))
        taken.append((row, left, right))
        yield Flag(x=x, y=22 - row * _ROW, day=day, old=day != days[-1], ends=ends)


def _ticks(scale: _Scale, language: str) -> Iterator[tuple[float, str]]:
    """Where the marks of time lie, and what they say."""
    for day, label in _days(scale, language):
        yield scale.x(datetime.combine(day, time(), _ZONE)), label


def _days(scale: _Scale, language: str) -> Iterator[tuple[date, str]]:
    """The first days of months, or of years, as many as can be read."""
    locale = "zh_Hans_CN" if language == "zh-Hans" else "en_GB"
    first, last = scale.first.date(), scale.last.date()
    if last - first < _FEW_DAYS:
        every = max((last - first).days // _MOST_TICKS, 1)
        shape = "M月d日" if language == "zh-Hans" else "d MMM"
        for days in range(every, (last - first).days, every):
            yield first + timedelta(days=days), format_date(first + timedelta(days=days), shape, locale=locale)
        return
    span = (last.year - first.year) * 12 + last.month - first.month
    months = next((each for each in _MONTHS if span // each <= _MOST_TICKS), _MONTHS[-1])
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if month % months == 0:
            day = date(month // 12, month % 12 + 1, 1)
            shape = _shape(day, language, months)
            yield day, format_date(day, shape, locale=locale)


def _shape(day: date, language: str, months: int) -> str:
    """A tick's label: with its year in January, or where there are few months a year."""
    with_year = day.month == 1 or months >= _MONTHS[3]
    if language == "zh-Hans":
        return "y年M月" if with_year else "M月"
    return "MMM y" if with_year else "MMM"
