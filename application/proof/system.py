"""The installation's own log: what is recorded of logs, keys, checkpoints and operators, in the same form as all else."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Any, ParamSpec

from eventsourcing.persistence import EventStore

from application.ledger import institution_id
from application.log import SYSTEM, Batch, Conflict, Lineage, Log
from application.mapper import FactMapper, plain
from application.ports import Clock, Ids
from application.recorder import ConferenceRecorder
from domain.installation import Installation
from domain.stream import Fact
from domain.trace import Actor, Trace

P = ParamSpec("P")
Step = Callable[[Installation, "Deed"], None]
_ATTEMPTS = 12


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What an operator does, or the product by itself: it has no seat, and its day is that of its recording in UTC."""

    at: datetime

    def trace(self, fact: Any) -> Trace:
        """What the fact keeps of it."""
        del fact
        return Trace(by=Actor(person=None), on=self.at.date())


def that(fact: Callable[P, Fact], *args: P.args, **kwargs: P.kwargs) -> Step:
    """A step that records a fact."""

    def step(installation: Installation, deed: Deed) -> None:
        installation.record(deed, fact, *args, **kwargs)

    return step


class SystemLog:
    """Writes the installation's log; several processes may, one after the other."""

    def __init__(self, log: Log, mapper: FactMapper, clock: Clock, ids: Ids) -> None:
        self._log = log
        self._mapper = mapper
        self._clock = clock
        self._ids = ids
        self._turn = RLock()
        self._kept: Installation | None = None

    def state(self) -> Installation:
        """What the installation's log has come to; it is begun if need be."""
        with self._turn:
            return self._caught_up() or self._begun()

    def known(self) -> Installation | None:
        """What the installation's log has come to, if it was begun."""
        with self._turn:
            return self._caught_up()

    def record(self, *steps: Step) -> int:
        """Record facts in one save; the position of the last."""
        with self._turn:
            for _ in range(_ATTEMPTS):
                installation = self.state()
                try:
                    return self._save(installation, steps)
                except Conflict:
                    self._kept = None
        raise Conflict("the installation's log is busy")

    def _save(self, installation: Installation, steps: tuple[Step, ...]) -> int:
        self._kept = None  # spent, whether it is saved or not
        deed = Deed(at=self._clock.now())
        for step in steps:
            step(installation, deed)
        head = self._append(installation, deed)
        self._kept = installation
        return head

    def _begun(self) -> Installation:
        listed = self._log.listed(SYSTEM)
        name, deed = listed.origin.rpartition("/")[0], Deed(at=self._clock.now())
        with suppress(Conflict):  # another process was quicker
            self._append(Installation.begin_with(deed, institution_id(listed.origin, Installation), name=name), deed)
        return self._caught_up() or self.state()

    def _append(self, installation: Installation, deed: Deed) -> int:
        command = str(self._ids.new())
        facts_made = [(Installation.TOPIC, fact) for fact in installation.collect_events() if isinstance(fact, Fact)]
        lineage = Lineage(cmd=command, corr=command)
        return self._log.append(Batch(conference=SYSTEM, facts=facts_made, at=deed.at, lineage=lineage)).last

    def _caught_up(self) -> Installation | None:
        store: EventStore[Any] = EventStore(self._mapper, ConferenceRecorder(self._log, SYSTEM))
        stream = institution_id(self._log.listed(SYSTEM).origin, Installation)
        new = store.get(stream, gt=self._kept.version if self._kept else None)
        self._kept = plain(self._kept, new)
        return self._kept
