"""Every SQL statement of the views, and the numbering that lets each view answer as of any position.

A view has three tables. ``<name>_now`` holds its rows as they stand; ``<name>_past`` the versions that have ended, and
``<name>_gone`` the lives of rows that were dropped, both insert-only. An interval [lo, hi) of positions is filed under
one node: the number in it with most trailing zeros. The intervals that hold position p stand only at p's ancestors, at
most one for each bit of the head: found as fast in a long history as in a short one (the relational interval tree).

The statements are plain, for PostgreSQL too; there ``?`` is written ``%s``, BLOB is BYTEA and TEXT is COLLATE "C".
"""
# ruff: noqa: S608 - names of tables and columns were checked when the view was declared; values are always parameters

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from projections.clause import Clause, UpTo, Value

if TYPE_CHECKING:
    from projections import View

Where: TypeAlias = Mapping[str, Value | UpTo | Sequence[Value]]

POSITIONS = "CREATE TABLE IF NOT EXISTS positions (conference BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL)"
ALL_POSITIONS = "SELECT conference, position FROM positions"
POSITION = "SELECT position FROM positions WHERE conference = ?"
MOVE = """INSERT INTO positions (conference, position) VALUES (?, ?)
    ON CONFLICT (conference) DO UPDATE SET position = excluded.position"""
FORGET = "DELETE FROM positions WHERE conference = ?"
BY_CREATION = ("created", "id")
STRETCHES = 16
LITERAL = str.maketrans({mark: f"!{mark}" for mark in "%_!"})


class Index(NamedTuple):
    """An index of a table, each within a conference, and how many rows share its first column, its first two, ..."""

    table: str
    columns: tuple[str, ...]
    shared: tuple[int, ...]
    kind: str = "INDEX"

    @property
    def name(self) -> str:
        return f"{self.table}_by_{self.columns[0]}"

    @property
    def make(self) -> str:
        return f"CREATE {self.kind} IF NOT EXISTS {self.name} ON {self.table} (conference, {_listed(self.columns)})"


class Moment(NamedTuple):
    """What a reading looks at: a conference as of a position. At the head, that is the rows as they stand."""

    conference: int
    at: int
    head: int


class Walk(NamedTuple):
    """An order of rows, all keys in one direction, from after a key on; ``only`` picks the rows it passes."""

    keys: tuple[str, ...]
    descending: bool
    after: tuple[Value, ...] | None
    only: Clause

    @property
    def order(self) -> str:
        return ", ".join(_quoted(key) + " DESC" * self.descending for key in self.keys)

    def rest(self, at: int) -> Clause:
        """The rows still to come. As of a position, those created later need not be looked at."""
        rest, after = self.only, self.after
        if self.keys == BY_CREATION:
            rest &= Clause("created <= ?", (after[0] if after and self.descending else at,))
        if after is not None:
            rest &= Clause(f"({_listed(self.keys)}) {'<' if self.descending else '>'} ({_marks(after)})", after)
        return rest


def walks(column: str | None, after: tuple[Value, ...] | None, *, descending: bool) -> Iterator[Walk]:
    """The order by a column, or by creation, from after a key (value, created, id); rows without a value come last."""
    if column is None:
        yield Walk(BY_CREATION, descending, after and after[1:], Clause())
        return
    if after is None or after[0] is not None:
        yield Walk((column, *BY_CREATION), descending, after, Clause(f"{_quoted(column)} IS NOT NULL"))
        after = None
    yield Walk(BY_CREATION, descending, after and after[1:], Clause(f"{_quoted(column)} IS NULL"))


def node(lo: int, hi: int) -> int:
    """The number in [lo, hi) with most trailing zeros."""
    last = hi - 1
    return last & -(1 << (((lo - 1) ^ last).bit_length() - 1))


def ancestors(position: int, head: int) -> tuple[int, ...]:
    """Every node up to the head under which an interval that holds the position can be filed."""
    lowest = max((position & -position).bit_length() - 1, 0)
    return tuple((position >> k + 1 << k + 1) | 1 << k for k in range(lowest, head.bit_length()))


def tables(view: "View") -> list[str]:
    """The statements that make a view's tables."""
    cells = "".join(f"{_quoted(name)} {'TEXT' if kind is str else 'BIGINT'}, " for name, kind in view.columns.items())
    int_ = "BIGINT NOT NULL"
    key = f"conference {int_}, id TEXT NOT NULL, created {int_}"
    version = f"valid_from {int_}, {cells}doc BLOB NOT NULL"
    made = {"now": version, "past": f"valid_to {int_}, node {int_}, {version}", "gone": f"dropped {int_}, node {int_}"}
    return [f"CREATE TABLE IF NOT EXISTS {view.name}_{table} ({key}, {columns})" for table, columns in made.items()]


def indexes(view: "View") -> list[Index]:
    """What finds a view's rows; what writes them needs only the indexes of ``<name>_now``."""
    now, past, gone = (f"{view.name}_{table}" for table in ("now", "past", "gone"))
    span = ("node", "valid_to", "valid_from")
    return [
        Index(now, ("id",), (10_000, 1), "UNIQUE INDEX"),
        Index(now, BY_CREATION, (10_000, 2, 1)),
        *(Index(now, (column, *BY_CREATION, "valid_from"), (10_000, 500, 2, 1, 1)) for column in view.indexed),
        Index(past, ("id", "valid_from"), (100_000, 20, 1), "UNIQUE INDEX"),
        Index(past, span, (100_000, 50, 2, 1)),
        *(Index(past, (column, *span), (100_000, 5_000, 10, 2, 1)) for column in view.indexed),
        Index(gone, ("node", "dropped", "created"), (10_000, 50, 2, 1)),
    ]


def load(view: "View") -> str:
    """A row as it stands."""
    cells = _listed(("created", "valid_from", *view.columns, "doc"))
    return f"SELECT {cells} FROM {view.name}_now WHERE conference = ? AND id = ?"


def ids(view: "View", conference: int, chosen: Sequence[Clause]) -> Clause:
    """The chosen rows as they stand."""
    return _union("id, created", _alive(view, Moment(conference, 0, 0), chosen))


def upsert(view: "View") -> str:
    """Write a row as it stands now. What is created stays so: a row made again is removed first."""
    changing = ("valid_from", *view.columns, "doc")
    changed = ", ".join(f"{_quoted(column)} = excluded.{_quoted(column)}" for column in changing)
    return f"{_insert(f'{view.name}_now', changing)} ON CONFLICT (conference, id) DO UPDATE SET {changed}"


def remove(view: "View") -> str:
    """Take away a row that was dropped."""
    return f"DELETE FROM {view.name}_now WHERE conference = ? AND id = ?"


def end(view: "View") -> str:
    """File a version that has ended."""
    return _insert(f"{view.name}_past", ("valid_from", "valid_to", "node", *view.columns, "doc"))


def bury(view: "View") -> str:
    """File the life of a row that was dropped."""
    return _insert(f"{view.name}_gone", ("dropped", "node"))


def clear(view: "View") -> list[str]:
    """Forget a conference."""
    return [f"DELETE FROM {view.name}_{table} WHERE conference = ?" for table in ("now", "past", "gone")]


def matching(where: Where) -> list[Clause]:
    """Rows whose columns have a wanted value, None meaning no value, as clauses that exclude each other.

    The few values that one column may have are kept apart: each is a stretch of an index, with its rows in order.
    """
    found = [Clause()]
    for column, wanted in where.items():
        if isinstance(wanted, UpTo):
            found = [clause & Clause(f"{_quoted(column)} <= ?", (wanted.value,)) for clause in found]
            continue
        values = [wanted] if wanted is None or isinstance(wanted, str | int) else [*dict.fromkeys(wanted)]
        apart = len(found) == 1 and 0 < len(values) <= STRETCHES
        terms = [_one_of(column, [value]) for value in values] if apart else [_one_of(column, values)]
        found = [clause & term for clause in found for term in terms]
    return found


def containing(column: str, words: Iterable[str]) -> Clause:
    """Rows whose text contains every word."""
    patterns = tuple(f"%{word.translate(LITERAL)}%" for word in words)
    return Clause(" AND ".join(f"{_quoted(column)} LIKE ? ESCAPE '!'" for _ in patterns), patterns)


def history(view: "View", moment: Moment, row: str) -> Clause:
    """Every version of a row until the moment, the last one first: id, valid_from, doc, and valid_to if it ended."""
    this, until = "conference = ? AND id = ? AND valid_from <= ?", "CASE WHEN valid_to <= ? THEN valid_to END"
    past = f"SELECT id, valid_from, doc, {until} FROM {view.name}_past WHERE {this}"
    now = f"SELECT id, valid_from, doc, NULL FROM {view.name}_now WHERE {this}"
    values = (moment.conference, row, moment.at)
    return Clause(f"{past} UNION ALL {now} ORDER BY valid_from DESC", (moment.at, *values, *values))


def page(view: "View", moment: Moment, chosen: Sequence[Clause], walk: Walk, limit: int) -> Clause:
    """The next rows of a walk: id, valid_from, doc and the walk's keys but the id."""
    tail = f" ORDER BY {walk.order} LIMIT ?"
    narrowed = [clause & walk.rest(moment.at) for clause in chosen]
    if moment.at < moment.head and not (walk.only.text or any(clause.text for clause in chosen)):
        lives = _union("created, id", _lives(view, moment, narrowed[0]), tail, (limit,))
        return _versions(view, moment, lives, walk.order)
    columns = _listed(("id", "valid_from", "doc", *walk.keys[:-1]))
    return _union(columns, _alive(view, moment, narrowed), tail, (limit,))


def count(view: "View", moment: Moment, chosen: Sequence[Clause]) -> Clause:
    """How many rows there were."""
    some = any(clause.text for clause in chosen)
    rows = _union(
        "1", _alive(view, moment, chosen) if some else _lives(view, moment, Clause("created <= ?", (moment.at,)))
    )
    return Clause(f"SELECT COUNT(*) FROM ({rows.text}) AS alive", rows.values)


def tally(view: "View", moment: Moment, chosen: Sequence[Clause], by: str) -> Clause:
    """How many rows there were of each value of a column."""
    rows = _union(_quoted(by), _alive(view, moment, chosen))
    return Clause(f"SELECT {_quoted(by)}, COUNT(*) FROM ({rows.text}) AS alive GROUP BY {_quoted(by)}", rows.values)


def _alive(view: "View", moment: Moment, chosen: Sequence[Clause]) -> list[tuple[str, Clause]]:
    """Where the chosen versions in force at the moment are."""
    here, begun = Clause("conference = ?", (moment.conference,)), Clause("valid_from <= ?", (moment.at,))
    if moment.at == moment.head:
        return [(f"{view.name}_now", here & clause) for clause in chosen]
    sources = {f"{view.name}_now": here & begun, f"{view.name}_past": _filed(moment, "valid_to") & begun}
    return [(table, rows & clause) for clause in chosen for table, rows in sources.items()]


def _lives(view: "View", moment: Moment, narrowed: Clause) -> list[tuple[str, Clause]]:
    """Where the rows that existed at the moment are, whatever they said; created until then, by ``narrowed``."""
    now = (f"{view.name}_now", Clause("conference = ?", (moment.conference,)) & narrowed)
    if moment.at == moment.head:
        return [now]
    return [now, (f"{view.name}_gone", _filed(moment, "dropped") & narrowed)]


def _versions(view: "View", moment: Moment, lives: Clause, order: str) -> Clause:
    """What each of some rows said as of the moment."""
    text = f"""SELECT l.id AS id, COALESCE(n.valid_from, p.valid_from), COALESCE(n.doc, p.doc), l.created AS created
        FROM ({lives.text}) AS l
        LEFT JOIN {view.name}_now AS n ON n.conference = ? AND n.id = l.id AND n.valid_from <= ?
        LEFT JOIN {view.name}_past AS p ON p.conference = ? AND p.id = l.id AND p.valid_from =
            (SELECT MAX(valid_from) FROM {view.name}_past WHERE conference = ? AND id = l.id AND valid_from <= ?)
        ORDER BY {order}"""
    then = (moment.conference, moment.at)
    return Clause(text, (*lives.values, *then, moment.conference, *then))


def _filed(moment: Moment, until: str) -> Clause:
    """What may have begun by the moment, and ended after it."""
    nodes = ancestors(moment.at, moment.head)
    text = f"conference = ? AND node IN ({_marks(nodes)}) AND {until} > ?"
    return Clause(text, (moment.conference, *nodes, moment.at))


def _union(columns: str, sources: list[tuple[str, Clause]], tail: str = "", limit: tuple[int, ...] = ()) -> Clause:
    """The rows of all sources; a tail orders and limits each of them, and their sum."""
    parts = [f"SELECT {columns} FROM {table} WHERE {rows.text}{tail}" for table, rows in sources]
    values = tuple(chain.from_iterable((*rows.values, *limit) for _, rows in sources))
    if len(parts) == 1:
        return Clause(parts[0], values)
    whole = " UNION ALL ".join(f"SELECT * FROM ({part}) AS part{i}" for i, part in enumerate(parts))
    return Clause(whole + tail, values + limit)


def _one_of(column: str, values: Sequence[Value]) -> Clause:
    name, given = _quoted(column), tuple(value for value in values if value is not None)
    terms = [f"{name} IN ({_marks(given)})"] if given else []
    terms += [f"{name} IS NULL"] if len(given) < len(values) else []
    return Clause(f"({' OR '.join(terms) or '1 = 0'})", given)


def _insert(table: str, columns: Sequence[str]) -> str:
    names = ("conference", "id", "created", *columns)
    return f"INSERT INTO {table} ({_listed(names)}) VALUES ({_marks(names)})"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _quoted(name: str) -> str:
    return f'"{name}"'
