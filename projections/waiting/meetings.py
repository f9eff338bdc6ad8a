"""What a meeting waits for."""

from collections.abc import Iterator
from typing import Any

from domain.agenda import BRIEFINGS, INSTRUCTIONS, TOPICS_INTRODUCED
from domain.charter import Charter
from domain.meeting_words import AWAITING_DATE, BEFORE_SESSION, Briefing, Stage
from domain.vocabulary import MeetingKind
from projections.waiting import Task, by_office, by_panel


def waiting(meeting: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """The tasks a meeting makes where it stands."""
    stage = Stage(meeting["stage"])
    if "change" in meeting["pending"]:
        yield from _put("agree_to_change", meeting["pending"]["change"], charter)
    if stage in AWAITING_DATE:
        yield from _date(meeting, charter)
    if stage in BEFORE_SESSION:
        yield from _preparation(meeting, charter)
    if stage is Stage.IN_SESSION:
        yield from _session(meeting, charter)
    if stage in {Stage.IN_SESSION, Stage.CLOSED} and not meeting["minutes_reviewed"]:
        yield from _record(meeting, charter)
    if stage is Stage.CLOSED and meeting["minutes"] is None:
        yield from by_office("draft_minutes", charter)
    if stage is Stage.MINUTES_ISSUED:
        yield from by_office("archive_meeting", charter)


def _date(meeting: dict[str, Any], charter: Charter) -> Iterator[Task]:
    principal = charter.meetings.principal
    asking = meeting["meeting_kind"] == MeetingKind.EXTRAORDINARY and principal is not None
    if asking and not meeting["favourable"]:
        if meeting["principal"] and meeting["principal"][-1]["answer"] is None:
            yield Task(what="answer_as_principal", seat=principal or "", asked=meeting["principal"][-1]["by"]["on"])
        else:
            yield from _askers(charter)
    elif "date" in meeting["pending"]:
        yield from _put("agree_to_date", meeting["pending"]["date"], charter)
    else:
        yield from by_office("propose_date", charter)


def _put(what: str, question: dict[str, Any], charter: Charter) -> Iterator[Task]:
    return by_panel(what, charter.meetings.date_fixed_by, question["agreements"], charter, asked=question["since"])


def _askers(charter: Charter) -> Iterator[Task]:
    for seat in charter.meetings.asked_by or charter.office_seats:
        yield Task(what="ask_principal", seat=seat)


def _preparation(meeting: dict[str, Any], charter: Charter) -> Iterator[Task]:
    if meeting["agenda"]["version"] == 0:
        yield from by_office("draw_up_agenda", charter)
    elif meeting["stage"] == Stage.DATE_FIXED:
        yield from by_office("issue_notice", charter, due=meeting["date"])
    if meeting["agenda"]["version"] and not meeting["papers"] and meeting["date"]:
        yield from by_office("issue_papers", charter, due=meeting["date"])
    if meeting["stage"] == Stage.NOTICED:
        if any(line["person"] and line["delivered"] is None for line in meeting["expected"]):
            noticed = meeting["notices"][-1]["by"]["on"]
            yield from by_office("note_delivery", charter, due=meeting["date"], asked=noticed)
        for seat in charter.meetings.chaired_by or charter.office_seats:
            yield Task(what="open_meeting", seat=seat, due=meeting["date"])


def _session(meeting: dict[str, Any], charter: Charter) -> Iterator[Task]:
    heard = {entry["decision"] for entry in meeting["heard"]}
    for decision in meeting["agenda"]["decisions"]:
        if decision not in heard:
            yield from by_office("hear_decision", charter, about=decision)
    discussed = {entry["topic"] for entry in meeting["discussed"]}
    for topic in meeting["agenda"]["topics"]:
        if topic not in discussed:
            yield from by_office("discuss_topic", charter, about=topic)
    yield Task(what="close_meeting", seat=meeting["chair"]["seat"])


def _record(meeting: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """What the office still enters until the minutes are reviewed."""
    there = {line["person"] or line["seat"] for line in meeting["attendance"]}
    if any((line["person"] or line["seat"]) not in there for line in meeting["expected"]):
        yield from by_office("record_attendance", charter)
    items = meeting["agenda"]["items"]
    given = {entry["briefing"] for entry in meeting["briefings"]}
    for briefing in Briefing if BRIEFINGS in items else ():
        if briefing not in given:
            yield from by_office("give_briefing", charter, about=briefing)
    if TOPICS_INTRODUCED in items and meeting["agenda"]["topics"] and not meeting["introductions"]:
        yield from by_office("introduce_topics", charter)
    instructed = {entry["side"] for entry in meeting["instructions"]}
    for side in charter.meetings.instructions_by if INSTRUCTIONS in items else ():
        if side not in instructed:
            yield from by_office("give_instructions", charter, about=side)
