"""Every SQL statement of the views, and the numbering that lets each view answer as of any position.

A view has three tables. ``<name>_now`` holds its rows as they stand; ``<name>_past`` the versions that have ended, and
``<name>_gone`` the lives of rows that were dropped, both insert-only. An interval [lo, hi) of positions is filed under
one node: the number in it with most trailing zeros. The intervals that hold position p stand only at p's ancestors, at
most one for each bit of the head, so finding them costs as little in a long history as in a short one (the relational
interval tree).

The statements are plain, for PostgreSQL too; there ``?`` is written ``%s``, BLOB is BYTEA and TEXT is COLLATE "C".
"""
# ruff: noqa: S608 - names of tables and columns were checked when the view was declared; values are always parameters

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Value: TypeAlias = str | int | None
Where: TypeAlias = Mapping[str, Value | Sequence[Value]]

POSITIONS = """CREATE TABLE IF NOT EXISTS positions (
    conference BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL)"""
ALL_POSITIONS = "SELECT conference, position FROM positions"
POSITION = "SELECT position FROM positions WHERE conference = ?"
MOVE = """INSERT INTO positions (conference, position) VALUES (?, ?)
    ON CONFLICT (conference) DO UPDATE SET position = excluded.position"""
FORGET = "DELETE FROM positions WHERE conference = ?"


class Shape(Protocol):
    """What the statements need to know of a view."""

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> Mapping[str, type]: ...
    @property
    def indexed(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Clause:
    """A piece of SQL with its parameters."""

    text: str = ""
    values: tuple[Value, ...] = ()

    def __and__(self, other: "Clause") -> "Clause":
        joint = " AND " if self.text and other.text else ""
        return Clause(self.text + joint + other.text, self.values + other.values)


@dataclass(frozen=True)
class Moment:
    """What a reading looks at: a conference as it stands (``at`` is None), or as of a position before its head."""

    conference: int
    head: int
    at: int | None = None


@dataclass(frozen=True)
class Walk:
    """An order of rows, all keys in one direction, from after a key on; ``only`` picks the rows it passes."""

    keys: tuple[str, ...]
    descending: bool
    only: Clause = Clause()
    after: tuple[Value, ...] | None = None

    @property
    def order(self) -> str:
        return ", ".join(f"{_quoted(key)}{' DESC' * self.descending}" for key in self.keys)

    def rest(self, at: int | None) -> Clause:
        """The rows still to come. As of a position, those created later are passed by in the index."""
        after, bound = self.after, Clause()
        if at is not None and self.keys == BY_CREATION:
            if not self.descending:
                bound = Clause("created <= ?", (at,))
            elif after is None:
                after = (at + 1, "")
        if after is None:
            return self.only & bound
        keys, sign = ", ".join(map(_quoted, self.keys)), "<" if self.descending else ">"
        return self.only & bound & Clause(f"({keys}) {sign} ({_marks(after)})", after)


BY_CREATION = ("created", "id")


def walks(column: str | None, after: tuple[Value, ...] | None, *, descending: bool) -> Iterator[Walk]:
    """The walks that make an order by a column, or by creation: rows without a value come last in either direction."""
    if column is None:
        yield Walk(BY_CREATION, descending, after=after)
        return
    name = _quoted(column)
    if after is None or after[0] is not None:
        yield Walk((column, *BY_CREATION), descending, Clause(f"{name} IS NOT NULL"), after)
        after = None
    yield Walk(BY_CREATION, descending, Clause(f"{name} IS NULL"), after and after[1:])


def node(lo: int, hi: int) -> int:
    """The number in [lo, hi) with most trailing zeros."""
    last = hi - 1
    return last & -(1 << (((lo - 1) ^ last).bit_length() - 1))


def ancestors(position: int, head: int) -> list[int]:
    """Every node up to the head under which an interval that holds the position can be filed."""
    lowest = max((position & -position).bit_length() - 1, 0)
    return [(position >> k + 1 << k + 1) | 1 << k for k in range(lowest, head.bit_length())]


def tables(view: Shape) -> list[str]:
    """The statements that make a view's tables and indexes."""
    name = view.name
    key = "conference BIGINT NOT NULL, id TEXT NOT NULL, created BIGINT NOT NULL"
    cells = "".join(f", {_quoted(column)} {'TEXT' if kind is str else 'BIGINT'}" for column, kind in view.columns.items())
    made = [
        f"CREATE TABLE IF NOT EXISTS {name}_now ({key}, valid_from BIGINT NOT NULL{cells}, doc BLOB NOT NULL,"
        " PRIMARY KEY (conference, id))",
        f"CREATE TABLE IF NOT EXISTS {name}_past ({key}, valid_from BIGINT NOT NULL, valid_to BIGINT NOT NULL,"
        f" node BIGINT NOT NULL{cells}, doc BLOB NOT NULL, PRIMARY KEY (conference, id, valid_from))",
        f"CREATE TABLE IF NOT EXISTS {name}_gone ({key}, dropped BIGINT NOT NULL, node BIGINT NOT NULL,"
        " PRIMARY KEY (conference, id, created))",
        _index(f"{name}_now", "created", "id"),
        _index(f"{name}_past", "node", "valid_to", "valid_from"),
        _index(f"{name}_gone", "node", "dropped", "created"),
    ]
    for column in view.indexed:
        made.append(_index(f"{name}_now", column, "created", "id", "valid_from"))
        made.append(_index(f"{name}_past", column, "node", "valid_to", "valid_from"))
    return made


def _index(table: str, *columns: str) -> str:
    listed = ", ".join(map(_quoted, columns))
    return f"CREATE INDEX IF NOT EXISTS {table}_by_{columns[0]} ON {table} (conference, {listed})"


def load(view: Shape) -> str:
    return f"SELECT created, valid_from, {_cells(view)}doc FROM {view.name}_now WHERE conference = ? AND id = ?"


def upsert(view: Shape) -> str:
    """Write a row as it stands now. What is created stays so: a row made again is removed first."""
    changed = ", ".join(f"{_quoted(c)} = excluded.{_quoted(c)}" for c in ("valid_from", *view.columns, "doc"))
    return (
        f"INSERT INTO {view.name}_now (conference, id, created, valid_from, {_cells(view)}doc)"
        f" VALUES (?, ?, ?, ?, {'?, ' * len(view.columns)}?) ON CONFLICT (conference, id) DO UPDATE SET {changed}"
    )


def remove(view: Shape) -> str:
    return f"DELETE FROM {view.name}_now WHERE conference = ? AND id = ?"


def end(view: Shape) -> str:
    """File a version that has ended."""
    return (
        f"INSERT INTO {view.name}_past (conference, id, created, valid_from, valid_to, node, {_cells(view)}doc)"
        f" VALUES (?, ?, ?, ?, ?, ?, {'?, ' * len(view.columns)}?)"
    )


def bury(view: Shape) -> str:
    """File the life of a row that was dropped."""
    return f"INSERT INTO {view.name}_gone (conference, id, created, dropped, node) VALUES (?, ?, ?, ?, ?)"


def clear(view: Shape) -> list[str]:
    return [f"DELETE FROM {view.name}_{table} WHERE conference = ?" for table in ("now", "past", "gone")]


def matching(where: Where) -> Clause:
    """Rows whose columns have one of the wanted values; a None among them means no value."""
    found = Clause()
    for column, wanted in where.items():
        values = [wanted] if wanted is None or isinstance(wanted, str | int) else wanted
        given = tuple(value for value in values if value is not None)
        terms = [f"{_quoted(column)} IN ({_marks(given)})"] if given else []
        terms += [f"{_quoted(column)} IS NULL"] if len(given) < len(values) else []
        found &= Clause(f"({' OR '.join(terms) or '1 = 0'})", given)
    return found


def containing(column: str, words: Iterable[str]) -> Clause:
    """Rows whose text contains every word."""
    found = Clause()
    for word in words:
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found &= Clause(f"{_quoted(column)} LIKE ? ESCAPE '\\'", (f"%{escaped}%",))
    return found


def ids(view: Shape, conference: int, chosen: Clause) -> Clause:
    there = Clause("conference = ?", (conference,)) & chosen
    return Clause(f"SELECT id, created FROM {view.name}_now WHERE {there.text}", there.values)


def one(view: Shape, moment: Moment, row: str) -> Clause:
    """The version of a row that was in force."""
    at = moment.head if moment.at is None else moment.at
    this = Clause("conference = ? AND id = ? AND valid_from <= ?", (moment.conference, row, at))
    sources = [(f"{view.name}_now", this)]
    if moment.at is not None:
        sources.append((f"{view.name}_past", this & Clause("valid_to > ?", (at,))))
    return _union("id, valid_from, doc", sources, " ORDER BY valid_from DESC LIMIT ?", 1)


def history(view: Shape, moment: Moment, row: str) -> Clause:
    """Every version of a row until the moment, the first one first."""
    at = moment.head if moment.at is None else moment.at
    this = Clause("conference = ? AND id = ? AND valid_from <= ?", (moment.conference, row, at))
    past = f"SELECT valid_from, valid_to, doc FROM {view.name}_past WHERE {this.text}"
    now = f"SELECT valid_from, NULL, doc FROM {view.name}_now WHERE {this.text}"
    return Clause(f"{past} UNION ALL {now} ORDER BY 1", this.values * 2)


def page(view: Shape, moment: Moment, chosen: Clause, walk: Walk, limit: int) -> Clause:
    """The next rows of a walk: id, valid_from, doc and the walk's keys."""
    tail = f" ORDER BY {walk.order} LIMIT ?"
    narrowed = chosen & walk.rest(moment.at)
    if moment.at is not None and not (chosen & walk.only).text:
        lives = _union("created, id", _lives(view, moment, narrowed), tail, limit)
        return _versions(view, moment, lives, walk.order)
    columns = "id, valid_from, doc, " + ", ".join(_quoted(key) for key in walk.keys if key != "id")
    return _union(columns, _alive(view, moment, narrowed), tail, limit)


def count(view: Shape, moment: Moment, chosen: Clause) -> Clause:
    sources = _alive(view, moment, chosen) if chosen.text else _lives(view, moment, _created_until(moment))
    rows = _union("1", sources)
    return Clause(f"SELECT COUNT(*) FROM ({rows.text}) AS alive", rows.values)


def tally(view: Shape, moment: Moment, chosen: Clause, by: str) -> Clause:
    rows = _union(_quoted(by), _alive(view, moment, chosen))
    return Clause(f"SELECT {_quoted(by)}, COUNT(*) FROM ({rows.text}) AS alive GROUP BY {_quoted(by)}", rows.values)


def _alive(view: Shape, moment: Moment, chosen: Clause) -> list[tuple[str, Clause]]:
    """Where the versions in force at the moment are, narrowed to the chosen ones."""
    here = Clause("conference = ?", (moment.conference,))
    if moment.at is None:
        return [(f"{view.name}_now", here & chosen)]
    begun = Clause("valid_from <= ?", (moment.at,))
    past = here & _filed(moment) & Clause("valid_to > ?", (moment.at,)) & begun
    return [(f"{view.name}_now", here & begun & chosen), (f"{view.name}_past", past & chosen)]


def _lives(view: Shape, moment: Moment, narrowed: Clause) -> list[tuple[str, Clause]]:
    """Where the rows that existed at the moment are, whatever they said; created until then, by ``narrowed``."""
    here = Clause("conference = ?", (moment.conference,))
    if moment.at is None:
        return [(f"{view.name}_now", here & narrowed)]
    gone = here & _filed(moment) & Clause("dropped > ?", (moment.at,))
    return [(f"{view.name}_now", here & narrowed), (f"{view.name}_gone", gone & narrowed)]


def _versions(view: Shape, moment: Moment, lives: Clause, order: str) -> Clause:
    """What each of some rows said as of the moment."""
    conference, at = moment.conference, moment.at
    text = f"""SELECT l.id AS id, COALESCE(n.valid_from, p.valid_from), COALESCE(n.doc, p.doc), l.created AS created
        FROM ({lives.text}) AS l
        LEFT JOIN {view.name}_now AS n ON n.conference = ? AND n.id = l.id AND n.valid_from <= ?
        LEFT JOIN {view.name}_past AS p ON p.conference = ? AND p.id = l.id AND p.valid_from =
            (SELECT MAX(valid_from) FROM {view.name}_past WHERE conference = ? AND id = l.id AND valid_from <= ?)
        ORDER BY {order}"""
    return Clause(text, (*lives.values, conference, at, conference, conference, at))


def _filed(moment: Moment) -> Clause:
    nodes = tuple(ancestors(moment.at or 0, moment.head))
    return Clause(f"node IN ({_marks(nodes)})", nodes)


def _union(columns: str, sources: list[tuple[str, Clause]], tail: str = "", limit: int | None = None) -> Clause:
    """The rows of all sources; a tail orders and limits each of them, and their sum."""
    end = () if limit is None else (limit,)
    parts = [f"SELECT {columns} FROM {table} WHERE {clause.text}{tail}" for table, clause in sources]
    values = tuple(value for _, clause in sources for value in (*clause.values, *end))
    if len(parts) == 1:
        return Clause(parts[0], values)
    whole = " UNION ALL ".join(f"SELECT * FROM ({part}) AS part{i}" for i, part in enumerate(parts))
    return Clause(whole + tail, values + end)


def _created_until(moment: Moment) -> Clause:
    return Clause() if moment.at is None else Clause("created <= ?", (moment.at,))


def _cells(view: Shape) -> str:
    return "".join(f"{_quoted(column)}, " for column in view.columns)


def _marks(values: Sequence[Value]) -> str:
    return ", ".join("?" * len(values))


def _quoted(name: str) -> str:
    return f'"{name}"'
