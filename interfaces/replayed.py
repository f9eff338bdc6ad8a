"""Replay as the API and the tool tell it: states, what differs, where values come from, with the records behind them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from application.audited import audit_value
from application.log import Log
from application.replay import Course, Point, See, course, everything, of_the_day, unfolding
from application.replay_fields import Change
from application.replay_points import require_version
from application.replay_setting import Setting, differences, explanations
from domain.errors import NotFound
from domain.recorded import Recorded
from interfaces import sentences

Doc = dict[str, Any]


@dataclass(frozen=True)
class History:
    """The facts of one stream, as far as ``see`` shows what they made of it; titles are in ``language``."""

    log: Log
    conference: int
    kind: str
    stream: UUID
    facts: Sequence[Recorded]
    language: str
    see: See = everything

    def state(self, point: Point) -> Doc:
        """The state at a point."""
        require_version(self.facts, point)
        found = self._begun(point)
        changing = [step.recorded for step in found.steps if step.changes or step is found.steps[0]]
        return self._thing() | {
            "at": self._shown(point),
            "state": found.state,
            "of_the_day": of_the_day(self.facts, point),
            "left_out": [recorded.position for recorded in found.left_out],
            "last": self.record(changing[-1]),
        }

    def diff(self, before: Point, after: Point) -> Doc:
        """What differs between two points, field by field, with the records that made it so."""
        require_version(self.facts, before)
        require_version(self.facts, after)
        self._begun(after)
        found = differences(self.facts, before=before, after=after, see=self.see)
        fields = [
            {"field": each.field, "old": each.old, "new": each.new, "settings": _told(each.settings)} for each in found
        ]
        points = {"from": self._shown(before), "to": self._shown(after)}
        return self._thing() | points | {"fields": fields, "records": self._records(each.settings for each in found)}

    def explain(self, point: Point, field: str | None) -> Doc:
        """Where every value at a point comes from, or that of one field."""
        require_version(self.facts, point)
        self._begun(point)
        found = explanations(self.facts, point, field=field, see=self.see)
        fields = [{"field": each.field, "value": each.value, "settings": _told(each.settings)} for each in found]
        records = self._records(each.settings for each in found)
        return self._thing() | {"at": self._shown(point), "fields": fields, "records": records}

    def record(self, recorded: Recorded) -> Doc:
        """A record as what it did is read: who, by what authority, caused by what, and what came with it."""
        trace, entry = recorded.fact.trace, recorded.fact.trace.entered_by
        beside = together(self.log, self.conference, recorded)
        return _titled(recorded, self.language) | {
            "recorded_at": time_of(recorded),
            "version": recorded.version,
            "actor": {"seat": trace.by.seat} | {n: v for n, v in audit_value(trace.by).items() if n != "seats"},
            "effective_on": trace.on.isoformat(),
            "entered_by": entry and {"person": entry.person, "seat": entry.seat, "basis": entry.basis.value},
            "authority": {
                "edition": trace.under,
                "clauses": list(recorded.fact.CLAUSES),
                "assumptions": list(trace.assumptions),
                "departures": audit_value(trace.departures),
            },
            "cmd": recorded.cmd,
            "cause": recorded.cause,
            "corr": recorded.corr,
            "together": [_titled(each, self.language) for each in beside],
        }

    def _records(self, found: Iterable[Iterable[Setting]]) -> Doc:
        records = {setting.recorded.position: setting.recorded for settings in found for setting in settings}
        return {str(position): self.record(records[position]) for position in sorted(records)}

    def _thing(self) -> Doc:
        return {"kind": self.kind, "id": str(self.stream)}

    def _begun(self, point: Point) -> Course:
        found = course(self.facts, point, self.see)
        if not found.steps:
            raise NotFound(f"{self.kind}_unknown", clause="R-known", thing=self.kind, id=str(self.stream))
        return found

    def _shown(self, point: Point) -> Doc:
        counted = [recorded for recorded, _ in unfolding(self.facts, point)]
        last = counted[-1] if counted else None
        return {
            "version": last.version if last else 0,
            "position": last.position if last else 0,
            "recorded_at": last and time_of(last),
            "on": audit_value(point.on),
        }


def together(log: Log, conference: int, recorded: Recorded) -> list[Recorded]:
    """What the same command recorded beside it: one save stands in one piece of the log."""
    reach = 1
    while True:
        first = max(recorded.position - reach, 1)
        wanted = recorded.position + reach - first + 1
        around = log.read(conference, first - 1, wanted)
        mine = [each for each in around if each.cmd == recorded.cmd]
        begins = mine[0].position > first or first == 1
        if begins and (mine[-1] is not around[-1] or len(around) < wanted):
            return [each for each in mine if each.position != recorded.position]
        reach *= 4


def time_of(recorded: Recorded) -> str:
    """When it was recorded, as records have it."""
    return str(audit_value(recorded.recorded_at))


def _titled(recorded: Recorded, language: str) -> Doc:
    return {
        "position": recorded.position,
        "type": recorded.type,
        "title": sentences.fact_title(language, recorded.type),
        "subject": f"{recorded.kind}/{recorded.stream}",
    }


def _told(settings: Iterable[Setting]) -> list[Doc]:
    return [{"position": each.recorded.position, "old": each.old, "new": each.new} for each in settings]


def steps_of(
    way: Iterable[Recorded],
    facts_of: Callable[[str], Sequence[Recorded]],
    subjects: Collection[str],
    language: str,
    see: See = everything,
) -> Iterator[tuple[Recorded, Doc]]:
    """The steps of a dossier: what each is called, the thing it happened to, and what it changed there."""
    changed: dict[str, dict[int, tuple[Change, ...]]] = {}
    for recorded in way:
        stream = str(recorded.stream)
        if stream not in changed:
            steps = course(facts_of(stream), Point(), see).steps
            changed[stream] = {step.recorded.position: step.changes for step in steps}
        found = changed[stream].get(recorded.position, ())
        concerning = found if stream in subjects else _concerning(found, subjects)
        yield (
            recorded,
            {
                "title": sentences.fact_title(language, recorded.type),
                "thing": {"kind": recorded.kind, "id": stream},
                "changes": [change._asdict() for change in concerning if change.old is not None or change.new],
            },
        )


def _concerning(changes: Sequence[Change], subjects: Collection[str]) -> list[Change]:
    """Of a thing that has to do with much else: its plain fields, and the parts that name a subject."""
    named = {_part_of(change) for change in changes if _names(change, subjects)}
    return [change for change in changes if "/" not in change.field or _part_of(change) in named]


def _names(change: Change, subjects: Collection[str]) -> bool:
    values = [change.old, change.new]
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return any(text in subjects for text in (*change.field.split("/"), *texts))


def _part_of(change: Change) -> str:
    return change.field.rpartition("/")[0]
