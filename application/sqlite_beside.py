"""What SQLite keeps beside the logs: openings of personal values, the journal of refusals."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from application.codec import instant, microseconds
from application.log import Opening, Refused, SealedOpening
from application.sqlite_connections import Readers, Writer
from application.sqlite_schema import empty_wal
from application.sqlite_sheet import OPEN, Sheet
from application.vault import Vault

_OPENED = """SELECT path, person, sealed, commitment FROM openings
    WHERE conference = ? AND commitment IN (SELECT value FROM json_each(?))"""
_EVERY = """SELECT position, path, person, sealed, commitment FROM openings
    WHERE conference = ? AND position <= ? ORDER BY position, path"""
_OF_PERSON = "SELECT position, path FROM openings WHERE conference = ? AND person = ? ORDER BY position, path"
_NO_END = 2**62
_IN_CLEAR = "SELECT conference, position, path, person, salt, value, commitment FROM openings_in_clear"
_HAS_CLEAR = "SELECT 1 FROM sqlite_schema WHERE name = 'openings_in_clear'"
_REFUSE = """INSERT INTO refusals (conference, number, at, person, command, code, clause, key)
    SELECT ?1, COALESCE(MAX(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM refusals WHERE conference = ?1"""
_REFUSALS = """SELECT number, at, person, command, code, clause, key FROM refusals
    WHERE conference = ? AND number > ? ORDER BY number LIMIT ?"""
_REFUSALS_BEFORE = _REFUSALS.replace("number > ? ORDER BY number", "number < ? ORDER BY number DESC")


class Beside:
    """What may be forgotten, and what was never done: no part of any record."""

    _path: Path
    _writer: Writer
    _readers: Readers
    vault: Vault

    def openings(self, conference: int, commitments: Iterable[str]) -> dict[str, Opening]:
        """The openings of these commitments; an erased one is not among them."""
        rows = self._readers.all(_OPENED, (conference, orjson.dumps(list(commitments)).decode()))
        found = (self.vault.open(conference, stored) for stored in map(SealedOpening._make, rows))
        return {opening.commitment: opening for opening in found if opening}

    def opened(self, conference: int, most: int) -> Iterator[tuple[int, Opening | None]]:
        """Every opening up to a position, with the position of its record; None: it cannot be opened."""
        for position, *stored in self._readers.all(_EVERY, (conference, most)):
            yield position, self.vault.open(conference, SealedOpening(*stored))

    def held_about(self, conference: int, person: str) -> list[tuple[int, str]]:
        """The positions and paths of what is held about a person."""
        return self._readers.all(_OF_PERSON, (conference, person))

    def shut_about(self, conference: int) -> list[str]:
        """The people about whom something is held that nobody can open: their keys are gone."""
        rows = self._readers.all(_EVERY, (conference, _NO_END))
        shut = (each for _, *each in rows if self.vault.open(conference, SealedOpening(*each)) is None)
        return sorted({person for _, person, *_ in shut})

    def forget_keys(self, conference: int, people: Iterable[str]) -> None:
        """Destroy the keys of people, and move the deletion of what they opened into the file."""
        for person in people:
            self.vault.forget(conference, person)
        empty_wal(self._path)

    def _seal_what_lies_open(self) -> None:
        """Seal what a release before the first one kept in clear."""

        def seal(sheet: Sheet) -> bool:
            if not sheet.db.execute(_HAS_CLEAR).fetchone():
                return False
            for conference, position, *opening in sheet.db.execute(_IN_CLEAR).fetchall():
                sheet.db.execute(OPEN, (conference, position, *self.vault.seal(conference, Opening(*opening))))
            sheet.db.execute("DROP TABLE openings_in_clear")
            return True

        if self._readers.one(_HAS_CLEAR) and self._writer.write(seal):
            empty_wal(self._path)

    def journal_refusal(  # noqa: PLR0917 - an entry of the journal, column by column
        self,
        conference: int,
        at: datetime,
        person: str,
        command: str,
        code: str,
        clause: str | None,
        key: str | None = None,
    ) -> None:
        """Keep that somebody asked for something and was refused."""
        values = (conference, microseconds(at), person, command, code, clause, key)
        self._write(_REFUSE, values)

    def refusals(self, conference: int, after: int = 0, limit: int = 100) -> list[Refused]:
        """The refused attempts after a number, in order."""
        return self._refusals(_REFUSALS, conference, after, limit)

    def refusals_before(self, conference: int, before: int, limit: int = 100) -> list[Refused]:
        """The refused attempts before a number, the newest first."""
        return self._refusals(_REFUSALS_BEFORE, conference, before, limit)

    def _refusals(self, statement: str, conference: int, number: int, limit: int) -> list[Refused]:
        rows = self._readers.all(statement, (conference, number, limit))
        return [Refused(number, instant(at), *rest) for number, at, *rest in rows]

    def _write(self, statement: str, values: tuple[Any, ...]) -> int:
        return self._writer.write(lambda sheet: sheet.db.execute(statement, values).rowcount)
