"""Two views that say themselves what becomes of their rows."""

from collections.abc import Callable
from dataclasses import dataclass

from projections import Doc, Rows, View


@dataclass(frozen=True)
class Happened:
    """An event that says itself what becomes of which rows: a document, or None for a row that is dropped."""

    position: int
    acts: tuple[tuple[str, str, Doc | None], ...] = ()


def folding(view: Callable[[], View]) -> Callable[[Rows, Happened], None]:
    def fold(rows: Rows, event: Happened) -> None:
        for name, row, doc in event.acts:
            if name == view().name:
                rows.drop(view(), row) if doc is None else rows.put(view(), row, doc)

    return fold


COLUMNS = {"stage": str, "year": int, "open": bool, "text": str}
PAPERS: View = View("papers", COLUMNS, folding(lambda: PAPERS), frozenset({"text"}))
NOTES: View = View("notes", {"stage": str}, folding(lambda: NOTES))
