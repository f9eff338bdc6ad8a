"""A direct change of what an installation keeps: what the audit must say of it, which looks find it, and why not all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.live_town import CONFERENCE, ORIGIN, SYSTEM_ORIGIN, Lived

ALL = frozenset({"start", "checkpoint", "audit"})
AUDIT = frozenset({"audit"})
NOWHERE: frozenset[str] = frozenset()
Change = Callable[[Path, Lived], object]


@dataclass(frozen=True)
class Attack:
    """A change; what the audit says of it; and which looks find it, with the reason where not all do."""

    name: str
    change: Change
    says: str = ""
    found: frozenset[str] = ALL
    why: str = field(default="", repr=False)


def sql(*statements: str, conference: int = CONFERENCE, file: str = "log.db") -> Change:
    """Statements in a database of the folder."""

    def change(folder: Path, lived: Lived) -> None:
        path = next(folder.glob(file))
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            for statement in statements:
                rows = db.execute(statement, {"c": conference}).rowcount
                assert rows or not statement.startswith(("UPDATE", "DELETE", "INSERT")), statement

    return change


def both(name: str, says: str, *statements: str) -> Iterator[Attack]:
    """The same in the conference's log and in the installation's own; ``{o}`` is the log's origin."""
    for log, number, origin in ((name, CONFERENCE, ORIGIN), (f"system_{name}", 0, SYSTEM_ORIGIN)):
        yield Attack(log, sql(*statements, conference=number), says.format(o=origin))
