"""Which records name which files: those attached to a fact, and the sheet that an act was entered by.

What a suggestion brought is read by whoever reads the suggestion, so its row says which one it was; every other file is
read by all of the conference. ``namers`` are who acted and who entered it.
"""

from collections.abc import Iterator

from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.withheld import withheld_of


def _fold(rows: Rows, event: Recorded) -> None:
    trace = event.fact.trace
    entered_by = trace.entered_by
    hidden = str(getattr(event.fact, "suggestion", "") or "") if withheld_of(event.fact) else ""
    common: Doc = {
        "type": event.type,
        "kind": event.kind,
        "subject": str(event.stream),
        "suggestion": hidden or None,
        "namers": sorted({each for each in (trace.by.person, entered_by and entered_by.person) if each}),
    }
    for file in _files(event):
        rows.put(NAMED_FILES, f"{event.position}/{file['sha256']}", file | common)


def _files(event: Recorded) -> Iterator[Doc]:
    entered_by = event.fact.trace.entered_by
    if entered_by and entered_by.evidence:
        yield {"sha256": entered_by.evidence, "size": None, "media_type": None}
    for each in getattr(event.fact, "attachments", ()):
        yield {"sha256": each.sha256, "size": each.size, "media_type": each.media_type}


NAMED_FILES = View(name="named_files", columns={"sha256": str}, fold=_fold)
