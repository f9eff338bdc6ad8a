"""The file of a meeting says what the meeting is, after every fact of its life."""

from datetime import date, timedelta
from typing import Any

from domain.act import Act
from domain.agenda import Appointment, Paper
from domain.meeting import Meeting
from domain.meeting_words import Briefing, Change
from domain.rules import attendance
from domain.vocabulary import Outcome, Presence, Side
from projections.meeting_file import MEETINGS
from tests.cast import act, named, person
from tests.domain.decision_stories import SCAN
from tests.domain.meeting_stories import (
    ADOPTED,
    CONSENSUS,
    DAY,
    DECISIONS,
    ITEMS,
    NOTICED_ON,
    TOPICS,
    a_planned_meeting,
    an_extraordinary_meeting,
    changed,
    closed,
    excused,
    expected,
    hearing,
    held,
    in_session,
    instruct,
    line,
    noticed,
)
from tests.projections.recording import Seen
from tests.projections.town import Town
from tests.projections.walking import Deed, lived, topics_in, topics_of, walked

MISSING = (
    *("year_work_not_briefed", "policies_not_briefed", "union_service_not_briefed", "union_opinions_not_briefed"),
    *("side_gave_no_briefing", "decisions_put_over", "topics_not_introduced", "topics_not_reached"),
    *("side_gave_no_instructions", "consensus_open"),
)


def by(name: str, on: date) -> Act:
    return excused(act(name, on=on), *MISSING)


def heads(verb: str, number: str) -> list[Deed]:
    """One head, or both one after the other, on what is before them."""

    def agree(*names: str) -> Deed:
        def deed(m: Any, on: date) -> None:
            for name in names:
                getattr(m, verb)(by(name, on), **{f"{number}_version": getattr(m, f"{number}_matter").version})

        return deed

    return [agree("sun"), agree("sun", "li"), agree("sun", "li"), agree("li", "sun")]


def proposing(m: Any, on: date) -> None:
    m.propose_date(by("zhou", on), appointment=Appointment(day=on + timedelta(days=3), starts="14:00", place="三楼"))


def returning(verb: str, number: str) -> Deed:
    return lambda m, on: getattr(m, verb)(
        by("li", on), reason="不便", **{f"{number}_version": getattr(m, f"{number}_matter").version}
    )


def opening(m: Any, on: date) -> None:
    at = max(on, m.appointment.day if m.appointment else on)
    m.open(by("sun", at), ordinal=6, delegated_by=None, consensus=CONSENSUS, decisions=m.agenda.decisions)


def entry(verb: str, name: str = "wang", **told: Any) -> Deed:
    return lambda m, on: getattr(m, verb)(by(name, max(on, m.opened_on)), **told)


def striking(m: Any, on: date) -> None:
    m.enter_in_error(by("wang", on), entry=max(m.strikable, default=1), reason="误记")


ENTRIES: list[Deed] = [
    entry("record_attendance", lines=(line("liaison", "sun"), line("mayor", "zhao", Presence.LEAVE))),
    entry("record_attendance", lines=(line("mayor", "zhao", Presence.REPLACED, replaced_by=person("feng")),)),
    *(entry("give_briefing", briefing=briefing, text="通报") for briefing in Briefing),
    entry("hear_decision", **hearing()),
    entry("introduce_topics", summary="两个议题"),
    *(entry("discuss_topic", topic=t, outcome=Outcome.NOTED, summary="已议", adopted=()) for t in TOPICS),
    entry("discuss_topic", topic=TOPICS[0], outcome=Outcome.AGREED, summary="同意", adopted=ADOPTED),
    entry("raise_other_matter", "sun", title="临时事项", reason="紧急", summary="已议", adopted=()),
    lambda m, on: instruct(m, Side.GOV),
    *[striking] * 2,
]
DEEDS: list[Deed] = [
    lambda m, on: m.ask_principal(by("li", on), request="请同意"),
    lambda m, on: m.answer_as_principal(by("zhao", on), favourable=on.day % 3 > 0, answer="知悉"),
    *[proposing] * 2,
    *heads("agree_date", "date"),
    returning("return_date", "date"),
    lambda m, on: m.propose_postponement(by("zhou", on), reason="台风"),
    lambda m, on: m.propose_cancellation(by("zhou", on), reason="台风"),
    *heads("agree_change", "change")[:2],
    *[returning("return_change", "change")] * 2,
    *[lambda m, on: m.draw_up_agenda(by("zhou", on), items=ITEMS, topics=TOPICS[:1], decisions=DECISIONS)] * 2,
    lambda m, on: m.admit_late(by("zhou", on), topic=TOPICS[1], reason="紧急"),
    *[lambda m, on: m.issue_notice(by("zhou", on), number=f"城联{on}", expected=expected())] * 3,
    lambda m, on: m.invite_further(
        by("zhou", on), expected=(attendance.guest(person("model worker")),), reason="请劳模参加"
    ),
    lambda m, on: m.note_delivery(by("wang", on), invitee=person("sun"), manner="送达"),
    lambda m, on: m.issue_papers(
        by("zhou", on), papers=(Paper(title="材料", topic=None, sha256=SCAN.sha256),), attachments=(SCAN,)
    ),
    *[opening] * 3,
    *ENTRIES,
    entry("close", "sun"),
    *[lambda m, on: m.follow_review(by("wang", on), minutes=named("minutes"))] * 2,
    *[lambda m, on: m.follow_issue(by("wang", on), minutes=named("minutes"))] * 2,
    *[lambda m, on: m.archive(by("wang", on), retention="永久")] * 2,
]
BEGINNINGS = [a_planned_meeting, an_extraordinary_meeting, noticed, in_session, held, closed]


NUMBER = "城联〔2026〕1号"


def dated_anew(meeting: Meeting) -> Meeting:
    """The heads fixed another day."""
    meeting.propose_date(
        act("zhou", on=NOTICED_ON), appointment=Appointment(day=DAY + timedelta(days=7), starts="14:00", place="二楼")
    )
    for head in ("sun", "li"):
        meeting.agree_date(act(head, on=NOTICED_ON), date_version=meeting.date_matter.version)
    return meeting


def renoticed(meeting: Meeting) -> Meeting:
    """A second notice was given."""
    meeting.issue_notice(act("zhou", on=NOTICED_ON), number="城联〔2026〕2号", expected=expected())
    return meeting


def meetings() -> list[Meeting]:
    """Meetings of both kinds, each with a long life."""
    days = {a_planned_meeting: date(2026, 4, 20), an_extraordinary_meeting: date(2026, 4, 20), noticed: NOTICED_ON}
    return [
        walked(begin(), DEEDS, seed, steps=90, since=days.get(begin, DAY))  # type: ignore[misc]
        for seed in range(16)
        for begin in BEGINNINGS
    ]


def said(row: dict[str, Any]) -> dict[str, Any]:
    """What the row says of what the stream keeps too."""
    names = (
        *("stage", "open", "meeting_kind", "year", "asked_by", "favourable", "date", "place", "edition", "ordinal"),
        *("notice_number", "not_reached", "put_over", "minutes_reviewed", "adopted", "opened_on", "closed_on"),
    )
    return {
        **{name: row[name] for name in names},
        "date_before_heads": "date" in row["pending"],
        "change": row["changes"][-1]["change"] if "change" in row["pending"] else None,
        "agreed": [given["seat"] for given in row["pending"].get("change", {}).get("agreements", ())],
        "agenda": {name: row["agenda"][name] for name in ("version", "items", "topics", "decisions")},
        "late": [late["topic"] for late in row["late"]],
        "expected": [each["person"] or each["seat"] for each in row["expected"]],
        "delivered": {each["person"] or each["seat"] for each in row["expected"] if each["delivered"]},
        "papers": len(row["papers"]),
        "chair": row["chair"] and (row["chair"]["person"], row["chair"]["seat"]),
        "attendance": [(each["person"], each["presence"]) for each in row["attendance"]],
        "briefings": {each["entry"]: each["briefing"] for each in row["briefings"]},
        "introductions": [each["entry"] for each in row["introductions"]],
        "instructions": {each["entry"]: each["side"] for each in row["instructions"]},
        "discussed": {each["entry"]: (each["topic"], each["outcome"]) for each in row["discussed"]},
        "heard": {each["entry"]: (each["decision"], each["hearing"]) for each in row["heard"]},
    }


def kept(m: Any) -> dict[str, Any]:
    """The same of the stream."""
    day = m.appointment.day if m.appointment else None
    return {
        **{name: getattr(m, name) for name in ("stage", "year", "asked_by", "favourable", "ordinal", "notice_number")},
        "meeting_kind": m.kind,
        "open": m.is_open,
        "date": day and str(day),
        "edition": m.edition_of_notice,
        **{name: [str(key) for key in getattr(m, name)] for name in ("not_reached", "put_over", "late")},
        "place": m.appointment.place if m.appointment else None,
        "minutes_reviewed": m.minutes_reviewed,
        "adopted": [str(key) for key in m.decisions_adopted],
        "opened_on": None if m.opened_on == date.max else str(m.opened_on),
        "closed_on": m.closed_on and str(m.closed_on),
        "date_before_heads": m.proposal is not None,
        "change": m.change,
        "agreed": [given.seat for given in m.change_matter.agreements] if m.change else [],
        "agenda": {
            "version": m.agenda.version,
            "items": list(m.agenda.items),
            "topics": [str(key) for key in m.agenda.topics],
            "decisions": [str(key) for key in m.agenda.decisions],
        },
        "expected": [each.key for each in m.expected],
        "delivered": set(m.delivered),
        "papers": m.papers_version,
        "chair": m.chair and (m.chair, m.chair_seat),
        "attendance": [(each.person, each.presence) for each in m.attendance],
        "briefings": m.briefings,
        "introductions": list(m.introductions),
        "instructions": m.instructions,
        "discussed": {entry: (str(topic), outcome) for entry, (topic, outcome) in m.discussed.items()},
        "heard": {entry: (str(decision), outcome) for entry, (decision, outcome) in m.heard.items()},
    }


class TestMeeting:
    def test_says_after_every_fact_what_the_meeting_is(self, views):
        facts = set()
        for meeting in meetings():
            facts |= topics_in(meeting)
            for row, again in lived(Seen(views), MEETINGS, meeting):
                assert said(row) == kept(again)
        assert facts == topics_of("meeting")

    def test_strikes_a_slip_and_keeps_what_it_said(self, seen):
        meeting = in_session()
        for presence in (Presence.PRESENT, Presence.LEAVE):
            meeting.record_attendance(act("wang", on=DAY), lines=(line("mayor", "zhao", presence),))
        meeting.enter_in_error(act("wang", on=DAY), entry=meeting.version, reason="误记")
        before, after = [row for row, _ in lived(seen, MEETINGS, meeting)][-2:]
        assert [each["presence"] for each in before["attendance"]] == ["leave"]
        assert [each["presence"] for each in after["attendance"]] == ["present"]
        [struck] = after["struck"]
        assert (struck["reason"], struck["what"], struck["was"]["lines"][0]["presence"]) == (
            "误记",
            "attendance_entries",
            "leave",
        )

    def test_keeps_the_date_it_was_put_off_from_and_the_notice_that_is_cited(self, seen):
        meeting = renoticed(dated_anew(changed(noticed(), Change.POSTPONE)))
        row = [row for row, _ in lived(seen, MEETINGS, meeting)][-1]
        assert [(put_off["was"], put_off["reason"]) for put_off in row["postponements"]] == [(str(DAY), "台风")]
        assert [(notice["notice_version"], notice["cites"]) for notice in row["notices"]] == [(1, None), (2, NUMBER)]
        assert [each["outcome"] for each in row["dates"]] == ["fixed", "fixed"]

    def test_names_its_minutes_from_the_draft_on(self, seen):
        town = Town()
        meeting = town.meeting(2025)
        before = len(town.recording.events)
        minutes = town.minutes(meeting)
        seen.fold(town.recording.events)
        assert seen.row(MEETINGS, meeting.id, at=before)["minutes"] is None
        assert seen.row(MEETINGS, meeting.id, at=before + 1)["minutes"] == str(minutes.id)
