"""A conference's log in the shape in which the library's event stores and repositories read it."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from application.log import Log


class ConferenceRecorder(AggregateRecorder):
    """One conference's streams, to be read; light enough to be made for each command."""

    def __init__(self, log: Log, conference: int) -> None:
        self._log = log
        self._conference = conference

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        raise NotImplementedError("facts are recorded by Log.append, with the act that made them")

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The stream's rows; only this conference's, whatever the id."""
        stream = cast("UUID", originator_id)
        rows = self._log.select(self._conference, stream, gt or 0, lte, desc=desc, limit=limit)
        return cast("Sequence[StoredEvent]", rows)
