"""What minutes wait for."""

from collections.abc import Iterator
from typing import Any

from domain.charter import Charter, Panel
from domain.minutes import Stage
from projections.waiting import Task, by_office, by_panel


def waiting(minutes: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """The tasks minutes make where they stand."""
    if minutes["stage"] == Stage.RETURNED:
        yield from by_office("redraft_minutes", charter)
    elif minutes["stage"] != Stage.ISSUED:
        names = ("agree_to_minutes", "sign_off_minutes", "issue_minutes")
        yield from _chain(minutes, charter, names, drafted=minutes["drafted_by"]["on"])
    elif minutes["correction"] is not None:
        agree, correction = "agree_to_correction", minutes["corrections"][-1]
        yield from _chain(correction, charter, (agree, agree, "issue_correction"), drafted=correction["by"]["on"])


def _chain(text: dict[str, Any], charter: Charter, names: tuple[str, str, str], *, drafted: str) -> Iterator[Task]:
    """The review, each signature the charter adds, and then the issue."""
    review, sign, issue = names
    steps: tuple[Panel | None, ...] = (charter.minutes.reviewed_by, *charter.minutes.sign_off)
    step = text["step"] if steps[0] is not None else max(text["step"], 1)
    asked = text["passed"][-1]["on"] if text["passed"] else drafted
    if step < len(steps):
        yield from by_panel(sign if step else review, steps[step], text["agreements"], charter, asked=asked)
    else:
        yield from by_office(issue, charter, asked=asked)
