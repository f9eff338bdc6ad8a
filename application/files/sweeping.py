"""Clears away uploads that no record names: at the start, and once a day. What a record names is never deleted."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from threading import Event, Thread

import orjson

from application.files.register import Upload
from application.files.store import Files
from application.ledger import institution_id
from application.log import Listed, Log
from domain.facts import roster
from domain.roster import Roster

DAY = 86_400.0
log = logging.getLogger(__name__)


class Sweeper:
    """Looks at what is overdue, and into the log itself for whatever names it."""

    def __init__(self, files: Files, log: Log) -> None:
        self._files = files
        self._log = log
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Clear away now, and then once a day."""
        self._thread = Thread(target=self._run, name="files", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is in hand."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def sweep(self) -> int:
        """Delete what nobody named in time, what people brought who were erased, and what died on the way."""
        gone = self._files.clear_left()
        for listed in self._log.conferences():
            for person in _erased(self._log, listed):
                gone += self._forget(listed.id, person)
        return gone + self._clear(self._files.overdue())

    def forget(self, conference: int, person: str) -> None:
        """Delete the names that a person gave to files, and those of his files that no record names."""
        self._forget(conference, person)

    def left_of(self, conference: int, person: str) -> list[str]:
        """The files of a person that stay, because a record names them."""
        brought = {each.digest for each in self._files.register.uploads_of(conference, person)}
        return sorted(brought & named_in_log(self._log, conference)) if brought else []

    def _forget(self, conference: int, person: str) -> int:
        brought = self._files.register.uploads_of(conference, person)
        if brought:
            self._files.forget(conference, person)
        return self._clear(brought)

    def _clear(self, uploads: list[Upload]) -> int:
        by_conference: defaultdict[int, list[Upload]] = defaultdict(list)
        for each in uploads:
            by_conference[each.conference].append(each)
        gone = 0
        for conference, brought in by_conference.items():
            named = named_in_log(self._log, conference)
            gone += self._files.clear([each for each in brought if each.digest not in named])
        return gone

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.sweep()
            except Exception:
                log.exception("files could not be cleared away; it is tried again")
            self._stopping.wait(DAY)


def named_in_log(log: Log, conference: int) -> set[str]:
    """The digest of every file that a record of a conference names: attached to it, or as the sheet it was entered by."""
    return {digest for record in log.records(conference) for digest in _named(orjson.loads(record))}


def _erased(log: Log, listed: Listed) -> set[str]:
    """The people of whom the log says that they were erased."""
    roll = log.history(listed.id, institution_id(listed.origin, Roster))
    return {each.fact.person for each in roll if isinstance(each.fact, roster.PersonErased)}


def _named(record: dict[str, object]) -> Iterator[str]:
    attached, entered_by = record["attach"], record["entered_by"]
    if isinstance(attached, list):
        yield from (each["sha256"] for each in attached)
    if isinstance(entered_by, dict) and entered_by.get("evidence"):
        yield entered_by["evidence"]
