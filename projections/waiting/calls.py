"""What a call for topics waits for."""

from collections.abc import Iterator
from typing import Any

from domain.call import Stage
from domain.charter import Charter
from projections.waiting import Task, by_office, by_unit


def waiting(call: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """Its closing, and the collecting unit's word on each suggestion."""
    if call["stage"] == Stage.OPEN:
        yield from by_office("close_call", charter, due=call["deadline"])
    for suggestion in call["waiting"] if call["collector"] else ():
        yield from by_unit("take_up_suggestion", call["collector"], charter, about=suggestion)
