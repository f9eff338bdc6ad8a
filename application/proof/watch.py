"""Watching the logs: whatever is recorded, by this process or another, is under a signed checkpoint within a second."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from application.log import SYSTEM, Unavailable
from application.proof.inspection import Flaw, Stopped
from application.proof.publisher import Altered, Publisher
from application.proof.rooting import Rooting, root_past_days
from application.proof.signer import Contradiction
from application.proof.system import that
from domain.facts import installation as facts

POLL = 0.4
"""Seconds between looks at the heads of all logs."""
HEARTBEAT = 3_600.0
log = logging.getLogger(__name__)


class Watch:
    """Publishes what is new, in a thread of its own, from ``start`` to ``stop``.

    It begins by looking at everything that was ever recorded. A log that is not what it was is told in ``faults`` and
    gets no more checkpoints; the others go on.
    """

    def __init__(
        self,
        publisher: Publisher,
        rooting: Rooting,
        *,
        clock: Callable[[], float] = time.monotonic,  # taken when the module is read, so that no test can freeze it
    ) -> None:
        self.faults: dict[int, tuple[str, ...]] = {}
        self.doubts: dict[int, tuple[str, ...]] = {}
        """Which witnesses say that they have seen another history of a log. Their word alone stops nothing."""
        self._publisher = publisher
        self._rooting = rooting
        self._clock = clock
        self._beat_at = clock() + HEARTBEAT
        self._published: dict[int, int] = {}
        self._stopping = Event()
        self._thread: Thread | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found that is not as it was recorded."""
        return not self.faults

    def start(self) -> None:
        """Begin to watch."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="publishing")
        self._thread.start()

    def stop(self) -> None:
        """End after what is in hand."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> None:
        """Publish every log that has grown, the installation's own last, and show them to the witnesses."""
        heads, logs = self._publisher.log.heads(), self._publisher.log.logs()
        moved = {each.id for each in logs if heads.get(each.id) != self._published.get(each.id, 0)}
        grown = moved - self.faults.keys()
        if grown:
            self._publish([*sorted(grown - {SYSTEM}), SYSTEM])
        for conference in {*grown, SYSTEM} if grown else ():
            self._doubt(conference, self._publisher.cosign(conference))

    def beat(self) -> None:
        """Once an hour, say that the installation is there, look at every log again, and root the days that are past."""
        if self._clock() >= self._beat_at and SYSTEM in self._publisher.log.heads():
            self._beat_at = self._clock() + HEARTBEAT
            self._publisher.system.record(that(facts.Heartbeat))
            self._publish([listed.id for listed in self._publisher.log.conferences()])
            root_past_days(self._publisher, self._rooting, self._publisher.clock.now())

    def inspect_all(self) -> None:
        """Look at everything that was ever recorded."""
        with suppress(Stopped):
            for listed in self._publisher.log.logs():
                self._note(listed.id, list(self._publisher.inspect(listed, self._go_on)))

    def _go_on(self, *_: int) -> None:
        if self._stopping.is_set():
            raise Stopped

    def _run(self) -> None:
        self._guarded(self.inspect_all)
        self._guarded(lambda: root_past_days(self._publisher, self._rooting, self._publisher.clock.now()))
        while not self._stopping.is_set():
            self._guarded(self.beat)
            self._guarded(self.look)
            self._stopping.wait(POLL)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Unavailable:
            log.warning("the store is away; publishing waits")
        except Exception:
            log.exception("publishing failed, and is tried again")

    def _publish(self, conferences: list[int]) -> None:
        """Publish logs that prove to be sound; the installation's own is looked at first, because all write to it."""
        for conference in sorted({*conferences, SYSTEM}):
            self._is_sound(conference, self._publisher.look_again)
        for conference in conferences:
            if self._is_sound(conference, self._publisher.publish):
                latest = self._publisher.latest(conference)
                self._published[conference] = latest.size if latest else 0

    def _is_sound(self, conference: int, act: Callable[[int], object]) -> bool:
        """Whether a log is not faulty, and does not prove to be as this is done with it."""
        if conference in self.faults:
            return False
        try:
            act(conference)
        except Altered as found:
            self._note(conference, list(found.flaws))
        except Contradiction as found:
            self._note(conference, [Flaw("signed_otherwise", found.origin, str(found.signed))])
        except Unavailable:
            if SYSTEM not in self.faults:
                raise
        except Exception:
            if not self._is_explained(conference):
                raise
        return conference not in self.faults

    def _is_explained(self, conference: int) -> bool:
        """Whether what failed is the work of somebody who altered something, which a look at everything shows."""
        if SYSTEM not in self.faults:
            self.inspect_all()
        return not {SYSTEM, conference}.isdisjoint(self.faults)

    def _doubt(self, conference: int, witnesses: tuple[str, ...]) -> None:
        if witnesses and witnesses != self.doubts.get(conference):
            log.error("witnesses have seen another history: %s of log %s", ", ".join(witnesses), conference)
        self.doubts[conference] = witnesses

    def _note(self, conference: int, flaws: list[Flaw]) -> None:
        if flaws:
            self.faults[conference] = tuple(map(str, flaws))
            log.error("a log is not what was recorded: %s", "; ".join(self.faults[conference][:5]))
