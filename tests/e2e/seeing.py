"""What the views show of a log, folded in any batches, to be compared with another folding of it."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from domain.recorded import Recorded
from projections import years
from projections.decision_register import DECISIONS
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.minutes_file import MINUTES
from projections.registry import VIEWS
from projections.store import Reading, ViewStore
from projections.topic_calls import CALLS
from projections.topic_register import TOPICS

Shown = dict[str, Any]
_ALL = 10**6
STREAMS = {
    "call": CALLS,
    "topic": TOPICS,
    "meeting": MEETINGS,
    "invitation": INVITATIONS,
    "minutes": MINUTES,
    "decision": DECISIONS,
}
"""The view that shows each kind of stream, row by row."""


def folded(path: Path, facts: Sequence[Recorded], chance: Random) -> ViewStore:
    """A store of all views, folded from these facts of one conference in batches of any size."""
    store = ViewStore(path, VIEWS)
    done = 0
    while done < len(facts):
        batch = facts[done : done + chance.choice((1, 2, 3, 7, 40))]
        store.apply(batch[0].conference, after=done, events=batch)
        done += len(batch)
    return store


def shown(reading: Reading) -> Shown:
    """Every row of every view byte for byte, in its order, and what is counted and told across rows."""
    found: Shown = {}
    for view in VIEWS:
        found[view.name] = [tuple(item) for item in reading.page(view, limit=_ALL).items]
        for column in view.indexed:
            found[f"{view.name} by {column}"] = reading.tally(view, column)
    found["years"] = [years.overview(reading, year, date(2027, 3, 1)) for year in range(2025, 2029)]
    return found


def shown_in(store: ViewStore, conference: int, at: int | None = None) -> Shown:
    """What a store shows now, or as of a position."""
    with store.reading(conference, at) as reading:
        return shown(reading)


def shown_from(folder: Path, facts: Sequence[Recorded], chance: Random) -> Shown:
    """What views show that never knew more than these facts."""
    path = folder / f"first-{len(facts)}-{chance.random()}.db"
    with closing(folded(path, facts, chance)) as store:
        return shown_in(store, facts[0].conference if facts else 1)
