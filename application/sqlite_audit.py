"""What in SQLite's tables does not agree with the events beside it: asked in SQL, and repaired by nobody."""

from collections.abc import Iterator
from typing import Any

from application.log import Disagreement
from application.sqlite_connections import Readers

_GAPS = """SELECT position FROM
    (SELECT position, ROW_NUMBER() OVER (ORDER BY position) AS number FROM events WHERE conference = ?)
    WHERE position <> number ORDER BY position LIMIT 1"""
_COUNT = "SELECT COUNT(*) FROM events WHERE conference = ?"
_HEAD = """SELECT h.position FROM heads AS h LEFT JOIN events AS e
    ON e.conference = h.conference AND e.position = h.position
    WHERE h.conference = ? AND h.position > 0 AND e.recorded_at IS NOT h.recorded_at"""
_VERSIONS = """SELECT kind, lower(hex(stream)) FROM events WHERE conference = ?
    GROUP BY stream HAVING MAX(version) <> COUNT(*) OR MIN(version) <> 1 OR COUNT(DISTINCT kind) <> 1"""
_TIPS = """SELECT COALESCE(e.kind, s.kind), lower(hex(s.stream)) FROM streams AS s LEFT JOIN events AS e
    ON e.conference = s.conference AND e.stream = s.stream AND e.version = s.version
    WHERE s.conference = ?1 AND (e.leaf IS NOT s.leaf OR e.kind IS NOT s.kind OR s.version <> (SELECT MAX(version)
        FROM events AS l WHERE l.conference = ?1 AND l.stream = s.stream))"""
_NO_TIP = """SELECT DISTINCT kind, lower(hex(stream)) FROM events AS e WHERE conference = ?1
    AND NOT EXISTS (SELECT 1 FROM streams AS s WHERE s.conference = ?1 AND s.stream = e.stream)"""
_TIDE = """SELECT t.position FROM tide AS t LEFT JOIN events AS e
    ON e.conference = t.conference AND e.position = t.position WHERE t.conference = ? AND e.recorded_at IS NOT t.at"""
_EBB = """SELECT position FROM (SELECT position, LAG(position) OVER (ORDER BY at) AS before FROM tide WHERE conference = ?)
    WHERE before >= position"""
_KEYS = """SELECT key FROM keys WHERE conference = ?1
    AND last > (SELECT position FROM heads WHERE conference = ?1)"""
_OPENINGS = """SELECT position FROM openings WHERE conference = ?1
    AND position NOT IN (SELECT position FROM events WHERE conference = ?1)"""


class AuditRows:
    """Tables that are derived from the events, compared with them."""

    _readers: Readers

    def disagreements(self, conference: int) -> Iterator[Disagreement]:
        """Every disagreement between the tables of a log."""
        (count,) = self._readers.one(_COUNT, (conference,))
        (head,) = self._readers.one("SELECT position FROM heads WHERE conference = ?", (conference,)) or (None,)
        if count != head:
            yield Disagreement("heads", f"{head} ≠ {count}")
        for position in self._found(_GAPS, conference):
            yield Disagreement("events", position)
        for table, statement in (
            ("heads", _HEAD),
            ("tide", _TIDE),
            ("tide", _EBB),
            ("keys", _KEYS),
            ("openings", _OPENINGS),
        ):
            for row in self._found(statement, conference):
                yield Disagreement(table, row)
        for table, statement in (("events", _VERSIONS), ("streams", _TIPS), ("streams", _NO_TIP)):
            for kind, stream in self._readers.all(statement, (conference,)):
                yield Disagreement(table, f"{kind}/{stream}")

    def _found(self, statement: str, conference: int) -> list[str]:
        rows: list[tuple[Any, ...]] = self._readers.all(statement, (conference,))
        return [str(row[0]) for row in rows]
