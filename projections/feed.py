"""Keeping the views up with the logs: a feed of what was recorded, and the runner that folds it as it comes."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Condition, Thread
from typing import NamedTuple, Protocol, Self

from projections import FoldFailed, Misplaced, Placed
from projections.store import ViewStore

BATCH = 500
POLL = 0.25
"""Seconds between looks at all logs, for what other processes wrote."""
SHARE = 20
"""How many times as long as a look took is waited before the next, however many conferences there are."""
LONGEST = 5.0
"""Seconds between attempts at most, where folding fails again and again."""


class Feed(Protocol):
    """The logs of the conferences, as their followers read them: dense positions from 1, in commit order."""

    def conferences(self) -> list[int]: ...
    def head(self, conference: int) -> int: ...
    def read(self, conference: int, after: int, limit: int) -> Sequence[Placed]: ...


class Failure(NamedTuple):
    """What keeps the views of a conference, or of all (None), from coming further. It is tried again at intervals."""

    conference: int | None
    error: Exception
    attempts: int
    again_at: float


class Stalled(Exception):
    """The views cannot come to a position for now. The cause says why."""


def step(store: ViewStore, feed: Feed, conference: int, limit: int = BATCH) -> tuple[int, int]:
    """Fold the next events of a conference; return how far its views have come, and its log.

    Views that are ahead of the log, as after an old backup was restored, begin again. Events before one that cannot be
    folded are folded all the same.
    """
    after = store.position(conference)
    head = feed.head(conference)
    if after > head:
        store.reset(conference)
        after = 0
    if after == head:
        return after, head
    events = feed.read(conference, after, limit)
    try:
        store.apply(conference, after=after, events=events)
    except FoldFailed as failed:
        events = [event for event in events if event.position < failed.position]
        if not events:
            raise
        store.apply(conference, after=after, events=events)
    except Misplaced:
        if store.position(conference) == after:
            raise
    return store.position(conference), head


def catch_up(store: ViewStore, feed: Feed, conference: int) -> int:
    """Fold all that a conference has recorded; return the position reached."""
    position, head = step(store, feed, conference)
    while position < head:
        position, head = step(store, feed, conference)
    return position


class Runner:
    """Keeps a store's views up with the logs, in a thread of its own, from ``start`` to ``stop`` (or in a ``with``).

    A failing fold stops only its own conference: ``failure`` tells, ``wait`` raises, and it is tried again with growing
    intervals. ``newer`` looks for a store that was rebuilt meanwhile; the views switch to it once it has caught up.
    """

    def __init__(
        self,
        store: ViewStore,
        feed: Feed,
        newer: Callable[[ViewStore], ViewStore | None] = lambda _: None,
        *,
        clock: Callable[[], float] = time.monotonic,  # taken when the module is read, so that no test can freeze it
    ) -> None:
        self._store = store
        self._feed = feed
        self._newer = newer
        self._clock = clock
        self._turn = Condition()
        self._due: dict[int, None] = {}
        self._positions: dict[int, int] = {}
        self._failures: dict[int | None, Failure] = {}
        self._behind: int | None = None
        self._look_at = clock()
        self._stopping = False
        self._thread: Thread | None = None

    @property
    def failure(self) -> Failure | None:
        """What keeps some views from coming further, if anything does."""
        return next(iter(self._failures.copy().values()), None)

    @property
    def behind(self) -> int | None:
        """How many events were not yet folded at the last look at all logs; None before the first."""
        return self._behind

    @property
    def ready(self) -> bool:
        """Whether nothing fails and the views were at most a batch behind at the last look."""
        return self.failure is None and self._behind is not None and self._behind <= BATCH

    def start(self) -> None:
        self._stopping = False
        self._thread = Thread(target=self._run, name="projections")
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def poke(self, *conferences: int) -> None:
        """Something was recorded for these conferences, or, where none is named, for any."""
        with self._turn:
            self._due.update(dict.fromkeys(conferences))
            if not conferences:
                self._look_at = self._clock()
            self._turn.notify_all()

    def wait(self, conference: int, position: int, timeout: float = 5.0) -> bool:
        """Return as soon as the conference's views have come to the position, or False after the timeout in seconds.

        Raises Stalled when folding fails.
        """
        with self._turn:
            if self._has_come(conference, position):
                return True
            self.poke(conference)
            self._turn.wait_for(lambda: self._has_come(conference, position) or conference in self._failures, timeout)
            come, failure = self._has_come(conference, position), self._failures.get(conference)
        if failure is not None and not come:
            raise Stalled(conference, position) from failure.error
        return come

    def _has_come(self, conference: int, position: int) -> bool:
        return self._positions.get(conference, 0) >= position

    def _run(self) -> None:
        while not self._stopping:
            with self._turn:
                pause = max(0.0, self._look_at - self._clock())
                self._turn.wait_for(lambda: self._stopping or self._due or self._clock() >= self._look_at, pause)
            if self._clock() >= self._look_at:
                self._look_at = self._clock() + POLL
                self._attempt(None, self._look)
            with self._turn:
                conference = next(iter(self._due), None)
                if conference is not None:
                    del self._due[conference]
            if conference is not None:
                self._attempt(conference, partial(self._advance, conference))

    def _attempt(self, conference: int | None, act: Callable[[], None]) -> None:
        failure = self._failures.get(conference)
        if failure is not None and self._clock() < failure.again_at:
            return
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the other conferences go on
            attempts = 1 if failure is None else failure.attempts + 1
            again_at = self._clock() + min(POLL * 2 ** min(attempts, 10), LONGEST)
            with self._turn:
                self._failures[conference] = Failure(conference, error, attempts, again_at)
                self._turn.notify_all()
        else:
            self._failures.pop(conference, None)

    def _advance(self, conference: int) -> None:
        position, head = step(self._store, self._feed, conference)
        with self._turn:
            self._positions[conference] = position
            if position < head:
                self._due[conference] = None
            self._turn.notify_all()

    def _look(self) -> None:
        """See which logs have gone on, and whether a newer store stands ready."""
        began = self._clock()
        newer = self._newer(self._store)
        if newer is not None:
            self._switch(newer)
        positions = self._store.positions()
        heads = {conference: self._feed.head(conference) for conference in self._feed.conferences()}
        gaps = {c: head - positions.get(c, 0) for c, head in heads.items() if head != positions.get(c, 0)}
        with self._turn:
            self._positions = positions
            self._behind = sum(map(abs, gaps.values()))
            self._due.update(dict.fromkeys(gaps))
            self._turn.notify_all()
        self._look_at = max(self._look_at, self._clock() + SHARE * (self._clock() - began))

    def _switch(self, newer: ViewStore) -> None:
        """Change to the newer store when it has come as far, so that no reader sees the views step back."""
        try:
            for conference in self._feed.conferences():
                catch_up(newer, self._feed, conference)
        except BaseException:
            newer.close()
            raise
        self._store.switch(newer)
