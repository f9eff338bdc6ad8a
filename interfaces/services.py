"""Everything one running installation is made of, put together by ``bootstrap`` and handed to its entry points."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from application.access.access import Access
from application.desk import Desk
from application.drafts import Drafts
from application.files.store import Files
from application.files.sweeping import Sweeper
from application.log import Log
from application.ports import Clock
from application.proof.publisher import Publisher
from application.proof.rooting import Rooting
from application.proof.watch import Watch
from projections.feed import Runner, Stalled
from projections.store import ViewStore


@dataclass(frozen=True, kw_only=True)
class Services:
    """The parts of an installation. ``wait`` is how long, in seconds, an answer waits for the views to catch up."""

    folder: Path
    log: Log
    access: Access
    desk: Desk
    clock: Clock
    views: ViewStore
    runner: Runner
    publisher: Publisher
    rooting: Rooting
    watch: Watch
    files: Files
    drafts: Drafts
    sweeper: Sweeper
    wait: float = 5.0

    def start(self) -> None:
        """Begin to follow the logs and to publish them. What was recorded before is seen first, if that is soon."""
        self.runner.start()
        with suppress(Stalled):
            all(self.runner.wait(each.id, self.log.head(each.id), self.wait) for each in self.log.conferences())
        self.watch.start()
        self.sweeper.start()

    def close(self) -> None:
        """Stop following and close every store."""
        self.sweeper.stop()
        self.watch.stop()
        self.runner.stop()
        self.views.close()
        self.access.close()
        self.files.close()
        self.drafts.close()
        self.log.close()
