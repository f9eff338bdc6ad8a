"""The dossier of a decision: every fact on its way, from the suggestion to the last hearing and the closing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from domain.facts import call, decision, meeting, minutes, topic
from domain.recorded import Recorded
from domain.stream import Fact
from projections.mentions import subjects_of

_OF_THE_MEETING: tuple[type[Fact], ...] = (
    meeting.Planned,
    meeting.PrincipalAsked,
    meeting.PrincipalAnswered,
    meeting.DateFixed,
    meeting.Postponed,
    meeting.Cancelled,
    meeting.NoticeIssued,
    meeting.Opened,
    meeting.Closed,
    meeting.MinutesReviewed,
    meeting.MinutesIssued,
    meeting.Archived,
)
"""What carries a meeting on, and with it everything on its agenda, although it names none of it."""


class Facts(Protocol):
    """The facts of a conference up to a position, as a dossier is put together from them."""

    def of(self, stream: str) -> Sequence[Recorded]:
        """The facts of a stream; none for what is no stream."""
        ...

    def naming(self, subject: str, kind: str | None = None) -> Sequence[Recorded]:
        """The facts that are about a thing or name it, of all kinds of streams or of one."""
        ...


class AllFacts:
    """All facts at hand."""

    def __init__(self, facts: Iterable[Recorded]) -> None:
        self._of: defaultdict[str, list[Recorded]] = defaultdict(list)
        self._naming: defaultdict[str, list[Recorded]] = defaultdict(list)
        for recorded in facts:
            self._of[str(recorded.stream)].append(recorded)
            for subject in dict.fromkeys(subjects_of(recorded)):
                self._naming[subject].append(recorded)

    def of(self, stream: str) -> Sequence[Recorded]:
        """The facts of a stream."""
        return self._of.get(stream, [])

    def naming(self, subject: str, kind: str | None = None) -> Sequence[Recorded]:
        """The facts that are about a thing or name it."""
        return [recorded for recorded in self._naming.get(subject, []) if kind in {None, recorded.kind}]


def subjects_on_the_way(facts: Facts, wanted: str) -> list[str]:
    """The decision, what it came from and took the place of, and so on back; empty when there is no such decision."""
    found: list[str] = []
    ahead = [wanted] if any(recorded.kind == "decision" for recorded in facts.of(wanted)) else []
    while ahead:
        subject = ahead.pop(0)
        if subject not in found:
            found.append(subject)
            ahead += _before(facts, subject)
    return found


def way_of(facts: Facts, subjects: Iterable[str]) -> list[Recorded]:
    """Every fact on the way, in the order of recording: what names a subject, and the meetings and minutes it passed."""
    found = {recorded.position: recorded for subject in subjects for recorded in facts.naming(subject)}
    for passed in {str(recorded.stream): None for recorded in found.values() if recorded.kind == "meeting"}:
        found |= {recorded.position: recorded for recorded in _of_meeting(facts, passed)}
    return [found[position] for position in sorted(found)]


def _before(facts: Facts, subject: str) -> Iterator[str]:
    """Where a decision came from and what it took the place of, or what a topic took up."""
    for recorded in facts.of(subject):
        match recorded.fact:
            case decision.Adopted(origin_id=origin) if origin:
                yield str(origin)
            case topic.Submitted(links=links):
                yield from (str(link.to) for link in links)
    for recorded in facts.naming(subject):
        match recorded.fact:
            case decision.Superseded() if str(recorded.stream) != subject:
                yield str(recorded.stream)
            case call.SuggestionTakenUp(suggestion=suggestion, topic=into) if str(into) == subject:
                yield str(suggestion)


def _of_meeting(facts: Facts, passed: str) -> Iterator[Recorded]:
    """What carried the meeting on, and all of its minutes."""
    yield from (recorded for recorded in facts.of(passed) if isinstance(recorded.fact, _OF_THE_MEETING))
    for recorded in facts.naming(passed, "minutes"):
        if isinstance(recorded.fact, minutes.Drafted):
            yield from facts.of(str(recorded.stream))
