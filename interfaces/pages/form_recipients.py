"""Beside the form of a notice: to whom it would go, class by class, and which seats nobody holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.charter_words import Attending
from interfaces.pages.meetings_words import Called
from interfaces.pages.names import names_of
from interfaces.pages.shell import Visit

_ISSUING = "issue_notice"
_RANKS = tuple(Attending)
_UNPROCESSABLE = 422
Line = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """``groups``: a class of those expected, what it is called, its quality and its people; ``vacant``: seats nobody holds."""

    groups: list[tuple[str, str, list[Line]]]
    vacant: list[str]
    people: Mapping[str, str | None]
    counts: list[tuple[str, int]]
    """How many in each quality."""
    may_mend: bool

    @property
    def total(self) -> int:
        """How many people there are."""
        return sum(count for _, count in self.counts)


async def recipients_of(visit: Visit, command: str, thing: Line | None, on: str) -> Recipients | None:
    """Who would get the notice on a day, today where it is empty or no day. None: the form is of something else."""
    if command != _ISSUING or thing is None or thing["expected"]:
        return None
    path = f"{visit.api.base}/meetings/{thing['id']}/expected"
    answer = await visit.api.ask("GET", path, query={"on": on, "as_of": visit.at})
    if answer.status == _UNPROCESSABLE:
        answer = await visit.api.ask("GET", path, query={"as_of": visit.at})
    if answer.failed:
        return None
    words = Called(await names_of(visit), thing["meeting_kind"])
    held = [line for line in answer.body["items"] if line["person"]]
    place = {group: number for number, group in enumerate(words.order)}
    held.sort(key=lambda line: (_RANKS.index(line["kind"]), place.get(line["group"], len(place))))
    runs = groupby(held, key=lambda line: (line["group"], line["kind"]))
    return Recipients(
        groups=[(words.group(group), kind, list(found)) for (group, kind), found in runs],
        vacant=[line["seat"] for line in answer.body["items"] if not line["person"]],
        people=answer.body["names"],
        counts=[(kind, count) for kind in _RANKS if (count := sum(line["kind"] == kind for line in held))],
        may_mend=visit.may("write") and not visit.at,
    )
