"""The stock library doing comparable bare work: one aggregate, one event a save, no authority, no leaf, no keys."""

from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

BODY = "请政府协调沿街公共设施向户外劳动者开放，并将站点运维经费列入年度预算。" * 3


class Dossier(Aggregate):
    """A thing with notes."""

    @event("Opened")
    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text
        self.notes = 0

    @event("Noted")
    def note(self, text: str, number: int) -> None:
        """Add a note."""
        self.text = text
        self.notes = number


class Stock(Application[UUID]):
    """The library's application on SQLite in WAL, as it comes."""

    name = "stock"


def application(folder: Path) -> Stock:
    """A stock application over a file."""
    folder.mkdir(parents=True, exist_ok=True)
    return Stock(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "stock.db")})


def a_dossier(notes: int) -> Dossier:
    """A dossier of so many events, with texts as long as ours."""
    dossier = Dossier(title="户外劳动者服务站点建设", text=BODY)
    for number in range(notes - 1):
        dossier.note(text=BODY, number=number)
    return dossier


class StockView(SQLiteTrackingRecorder):
    """A view as the library's projections keep one: a row and the position, one transaction an event."""

    def __init__(self, path: Path) -> None:
        super().__init__(SQLiteDatastore(str(path)))
        self.create_table()

    def _create_table(self, c: Any) -> None:
        super()._create_table(c)
        c.execute("CREATE TABLE IF NOT EXISTS view (id TEXT PRIMARY KEY, doc TEXT)")

    def put(self, row: str, doc: str, position: int) -> None:
        """Write one event's row and position."""
        with self.datastore.transaction(commit=True) as c:
            c.execute("INSERT INTO view VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc", (row, doc))
            self._insert_tracking(c, Tracking("stock", position))
