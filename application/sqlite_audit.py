"""What in SQLite's tables does not agree with the events beside it: asked in SQL, and repaired by nobody."""

from collections.abc import Iterator
from typing import Any

from application.log import Disagreement
from application.sqlite_connections import Readers

_GAPS = """SELECT position FROM
    (SELECT position, ROW_NUMBER() OVER (ORDER BY position) AS number FROM events WHERE conference = ?)
    WHERE position <> number ORDER BY position LIMIT 1"""
_COUNT = """SELECT (SELECT COUNT(*) FROM events WHERE conference = ?1) AS count,
    (SELECT position FROM heads WHERE conference = ?1) AS head"""
_HEAD = """SELECT h.position FROM heads AS h LEFT JOIN events AS e
    ON e.conference = h.conference AND e.position = h.position
    WHERE h.conference = ? AND h.position > 0 AND e.recorded_at IS NOT h.recorded_at"""
_NAME = "SELECT slug FROM conferences WHERE id = ? AND origin NOT LIKE '%/' || slug"
_VERSIONS = """SELECT kind, lower(hex(stream)) FROM events WHERE conference = ?
    GROUP BY stream HAVING MAX(version) <> COUNT(*) OR MIN(version) <> 1 OR COUNT(DISTINCT kind) <> 1"""
_TIPS = """SELECT COALESCE(e.kind, s.kind), lower(hex(s.stream)) FROM streams AS s LEFT JOIN events AS e
    ON e.conference = s.conference AND e.stream = s.stream AND e.version = s.version
    WHERE s.conference = ?1 AND (e.leaf IS NOT s.leaf OR e.kind IS NOT s.kind OR s.version <> (SELECT MAX(version)
        FROM events AS l WHERE l.conference = ?1 AND l.stream = s.stream))"""
_NO_TIP = """SELECT DISTINCT kind, lower(hex(stream)) FROM events AS e WHERE conference = ?1
    AND NOT EXISTS (SELECT 1 FROM streams AS s WHERE s.conference = ?1 AND s.stream = e.stream)"""
_TIDE = """WITH flood AS (SELECT position, recorded_at AS at FROM (SELECT position, recorded_at, MIN(recorded_at)
        OVER (ORDER BY position DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
        FROM events WHERE conference = ?1) WHERE later IS NULL OR later > recorded_at),
    kept AS (SELECT position, at FROM tide WHERE conference = ?1)
    SELECT position FROM (SELECT * FROM flood EXCEPT SELECT * FROM kept)
    UNION SELECT position FROM (SELECT * FROM kept EXCEPT SELECT * FROM flood) ORDER BY 1"""
_KEYS = """SELECT key FROM keys WHERE conference = ?1
    AND (first < 1 OR last < first - 1 OR last > (SELECT position FROM heads WHERE conference = ?1))"""
_SAID = "json_each(CASE WHEN json_valid(CAST(state AS TEXT)) THEN CAST(state AS TEXT) ELSE '{{}}' END, '$.{}')"
_OPENINGS = f"""WITH committed AS (SELECT position, key AS path, value AS commitment
        FROM events, {_SAID.format("commit")} WHERE conference = ?1),
    gone AS (SELECT value ->> 'position' AS position, value ->> 'path' AS path
        FROM events, {_SAID.format("body.erased")} WHERE conference = ?1 AND events.type LIKE 'roster.person_erased/%'),
    held AS (SELECT position, path, commitment FROM openings WHERE conference = ?1)
    SELECT position FROM (SELECT * FROM committed EXCEPT SELECT * FROM held)
        WHERE (position, path) NOT IN (SELECT position, path FROM gone)
    UNION SELECT position FROM (SELECT * FROM held EXCEPT SELECT * FROM committed)
    UNION SELECT position FROM held WHERE (position, path) IN (SELECT position, path FROM gone) ORDER BY 1"""  # noqa: S608


class AuditRows:
    """Tables that are derived from the events, compared with them."""

    _readers: Readers

    def disagreements(self, conference: int) -> Iterator[Disagreement]:
        """Every disagreement between the tables of a log."""
        count, head = self._readers.one(_COUNT, (conference,))
        if count != head:
            yield Disagreement("heads", f"{head} ≠ {count}")
        for position in self._found(_GAPS, conference):
            yield Disagreement("events", position)
        for table, statement in (
            ("heads", _HEAD),
            ("conferences", _NAME),
            ("tide", _TIDE),
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
