"""What set the fields of a stream: between two points (diff), and from the beginning to one (explain)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from application.replay import Course, Point, See, Step, course, everything
from application.replay_fields import changes, is_within, told_fields
from domain.errors import NotFound
from domain.recorded import Recorded


class Setting(NamedTuple):
    """A fact that set a field."""

    recorded: Recorded
    old: Any
    new: Any


class Difference(NamedTuple):
    """A field that differs between two points, and the facts that made it so, the last first."""

    field: str
    old: Any
    new: Any
    settings: tuple[Setting, ...]


class Explanation(NamedTuple):
    """A field, its value, and every fact that ever set it, the last first."""

    field: str
    value: Any
    settings: tuple[Setting, ...]


Settings = dict[str, list[Setting]]


def differences(
    facts: Sequence[Recorded], *, before: Point, after: Point, see: See = everything
) -> tuple[Difference, ...]:
    """What differs between two points, field by field."""
    first, last = course(facts, before, see), course(facts, after, see)
    apart = _settings(_apart(first, last))
    anyhow = _settings((*first.steps, *last.steps))
    return tuple(
        # A fact may tell on a field only through others that count at one of the points: then its last setters stand.
        Difference(field, old, new, tuple(apart.get(field) or anyhow.get(field, [])[:1]))
        for field, old, new in changes(first.state, last.state)
    )


def explanations(
    facts: Sequence[Recorded], point: Point, *, field: str | None = None, see: See = everything
) -> tuple[Explanation, ...]:
    """Where the value of each field comes from, or of one field and its parts."""
    found = course(facts, point, see)
    state, settings = found.state, _settings(found.steps)
    values = told_fields(state)
    names = [name for name in dict.fromkeys([*values, *settings]) if field is None or is_within(name, field)]
    if field is not None and not names and field not in state:
        raise NotFound("field_unknown", clause="R-known", thing="field", id=field, fields=list(state))
    return tuple(Explanation(name, values.get(name), tuple(settings.get(name, ()))) for name in names)


def _settings(steps: Iterable[Step]) -> Settings:
    """By field what set it, the last first; a fact that counts at both points once."""
    found: Settings = defaultdict(list)
    for recorded, changed in sorted({step.recorded.position: step for step in steps}.values(), key=_late_first):
        for field, old, new in changed:
            found[field].append(Setting(recorded, old, new))
    return dict(found)


def _late_first(step: Step) -> int:
    return -step.recorded.position


def _apart(one: Course, other: Course) -> list[Step]:
    """The facts that count at one of the points only."""
    ours, theirs = ({step.recorded.position for step in each.steps} for each in (one, other))
    return [step for step in (*one.steps, *other.steps) if step.recorded.position in ours ^ theirs]
