"""The views of a conference as of a position, as a package holds them."""

from collections.abc import Iterator
from pathlib import Path

from application.record import canonical
from interfaces.audit.bag import Bag
from interfaces.audit.sorting import in_order
from interfaces.services import Services
from projections import View
from projections.feed import Stalled
from projections.registry import VIEWS
from projections.store import Reading

NAMES = tuple(sorted(view.name for view in VIEWS))
_AT_ONCE = 1_000


def put_views(bag: Bag, services: Services, conference: int, position: int, space: Path) -> None:
    """Write every view, its rows by their ids; what is to be sorted may lie in ``space`` meanwhile."""
    wait_for(services, conference, position)
    with services.views.reading(conference, position) as reading:
        for view in VIEWS:
            rows = in_order(_rows(reading, view), space)
            bag.put_lines(f"data/views/{view.name}.jsonl", (row.partition(b"\t")[2] for row in rows))


def wait_for(services: Services, conference: int, position: int) -> None:
    """Return when the views have reached a position."""
    there = services.views.position(conference) >= position
    if not there and not services.runner.wait(conference, position, services.wait):
        raise Stalled(conference, position)


def _rows(reading: Reading, view: View) -> Iterator[bytes]:
    """Each row after its id, by which it is sorted."""
    cursor: str | None = None
    while True:
        page = reading.page(view, cursor=cursor, limit=_AT_ONCE)
        for row in page.items:
            line = canonical({"doc": row.doc, "id": row.id, "since": row.valid_from})
            yield b"%b\t%b" % (row.id.encode(), line)
        if (cursor := page.next) is None:
            return
