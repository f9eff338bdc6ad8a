"""What could be meant by each command just now, before and in a meeting: present versions, things that are there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from application.commands import meetings, topics
from application.commands.command import Command
from domain.agenda import Paper
from domain.charter_words import Attending
from domain.meeting_roll import AttendanceLine
from domain.vocabulary import Hearing, Opinion, Outcome, Presence, Side
from tests.e2e.picking import one_of, some_of
from tests.e2e.town import STRANGER, Town
from tests.e2e.year import SCAN, SHEET, settling

Meant = Callable[[Town, Any], dict[str, Any]]
"""Fields of a command, each a value or a strategy; the others may have any plausible value."""


def _text_version(_: Town, topic: Any) -> dict[str, Any]:
    return {"text_version": topic.matter.version}


def _submitting(town: Town, _: Any) -> dict[str, Any]:
    sides = [(Side.UNION, "town_union", None), (Side.GOV, "safety", None), (Side.JOINT, "town_union", "safety")]
    side, proposer, joint_with = sides[len(town.of_kind("topic")) % 3]
    calling = next((call for call in map(town.fresh, town.of_kind("call")) if call.unanswered), None)
    taken = st.just(()) if calling is None or side is Side.GOV else some_of(calling.unanswered)
    return {
        "side": side,
        "proposer": proposer,
        "joint_with": joint_with,
        "concerned": ("finance", "town_union" if side is Side.GOV else "safety"),
        "call": calling.id if calling else None,
        "suggestions": taken,
        "links": (),
    }


def _date_version(_: Town, meeting: Any) -> dict[str, Any]:
    return {"date_version": meeting.date_matter.version}


def _change_version(_: Town, meeting: Any) -> dict[str, Any]:
    return {"change_version": meeting.change_matter.version}


def _agenda(town: Town, meeting: Any) -> dict[str, Any]:
    pool = [topic for topic in town.of_kind("topic", open_only=True) if town.fresh(topic).standing_at == "approved"]
    return {"items": (), "topics": some_of((*meeting.topics, *pool), most=5)}


def _late(town: Town, _: Any) -> dict[str, Any]:
    return {"topic": one_of(t for t in town.of_kind("topic") if town.fresh(t).standing_at == "approved")}


def _inviting(town: Town, meeting: Any) -> dict[str, Any]:
    known = {line.person for line in meeting.expected}
    others = [UUID(person) for person in sorted(town.ledger.roster.people - known)]
    return {"guests": some_of(others), "seats": (), "series": st.none() | st.just("notice")}


def _further(town: Town, meeting: Any) -> dict[str, Any]:
    return {"guests": _inviting(town, meeting)["guests"], "seats": ()}


def _papers(_: Town, meeting: Any) -> dict[str, Any]:
    paper = Paper(title="材料", topic=next(iter(meeting.topics), None), sha256=SHEET)
    return {"papers": (paper,), "attachments": (SCAN,)}


def _attending(_: Town, meeting: Any) -> dict[str, Any]:
    def line(one: Any, presence: Presence) -> AttendanceLine:
        other = meeting.expected[0].person if presence is Presence.REPLACED else None
        return AttendanceLine(
            seat=one.seat, person=one.person, unit=one.unit, kind=one.kind, presence=presence, replaced_by=other
        )

    lines = [line(one, Presence.PRESENT) for one in meeting.expected]
    guest = AttendanceLine(
        seat="", person=str(STRANGER), unit=None, kind=Attending.INVITE, presence=Presence.LEAVE, replaced_by=None
    )
    return {"lines": st.sampled_from([tuple(lines), (*lines[:3], guest)])}


def _hearing(_: Town, meeting: Any) -> dict[str, Any]:
    left = [decision for decision in meeting.agenda.decisions if decision not in meeting.hearings]
    return {
        "decision": one_of(left),
        "hearing": st.sampled_from([*Hearing, Hearing.COMPLETED]),
        "measure": "分两步",
        "lead": st.none() | st.just("finance"),
        "decisions": st.just(()) | st.just((settling("另行落实"),)),
    }


def _discussing(town: Town, meeting: Any) -> dict[str, Any]:
    left = [topic for topic in meeting.topics if topic not in meeting.outcomes]
    outcome = [Outcome.AGREED, Outcome.AGREED_WITH_CHANGES, Outcome.AGREED, Outcome.DEFERRED, Outcome.NOTED]
    chosen = outcome[town.head % len(outcome)]
    earlier = [each for each in town.of_kind("decision", open_only=True) if town.fresh(each).meeting != meeting.id]
    superseding = [
        meetings.NewDecision(text="代替前项", lead="safety", supersedes=decision) for decision in earlier[:2]
    ]
    settled = [(settling("按期落实"), settling("增设站点")), tuple(superseding), (settling("一并落实"),)]
    return {
        "topic": one_of(left),
        "outcome": chosen,
        "decisions": st.sampled_from(settled) if chosen.settles else (),
    }


def _other_matter(_: Town, __: Any) -> dict[str, Any]:
    return {"decisions": st.just(()) | st.just((settling("即办"),))}


def _instructing(town: Town, _: Any) -> dict[str, Any]:
    holders = town.ledger.roster.standing(town.clock.today).holders
    leading = {Side.GOV: holders.get("mayor", ()), Side.UNION: holders.get("union_chair", ())}
    side = list(leading)[town.head % 2]
    return {"side": side, "person": one_of(UUID(person) for person in leading[side])}


def _striking(_: Town, meeting: Any) -> dict[str, Any]:
    return {"entry": st.sampled_from(sorted(meeting.strikable) or [1])}


MEANT: dict[type[Command], Meant] = {
    topics.SubmitTopic: _submitting,
    topics.ReviseTopic: lambda town, topic: {"concerned": topic.text.concerned},
    topics.NoteConsultation: lambda _, topic: {"unit": st.sampled_from(topic.text.concerned or ("finance",))},
    topics.AskOpinion: lambda _, topic: {"unit": st.sampled_from(topic.text.concerned or ("finance",))},
    topics.GiveOpinion: lambda town, topic: (
        _text_version(town, topic) | {"opinion": st.sampled_from([*[Opinion.AGREE] * 3, *Opinion])}
    ),
    topics.DeclareConsensus: lambda town, topic: _text_version(town, topic) | {"full": False},
    topics.DeclareNoConsensus: _text_version,
    topics.AgreeToTopic: _text_version,
    topics.RefuseTopicAgreement: _text_version,
    meetings.ProposeDate: lambda town, _: {"day": town.clock.today + timedelta(20)},
    meetings.AgreeToDate: _date_version,
    meetings.ReturnDate: _date_version,
    meetings.AgreeToChange: _change_version,
    meetings.ReturnChange: _change_version,
    meetings.DrawUpAgenda: _agenda,
    meetings.AdmitLateTopic: _late,
    meetings.IssueNotice: _inviting,
    meetings.InviteFurther: _further,
    meetings.NoteDelivery: lambda _, meeting: {"invitee": one_of(line.key for line in meeting.expected)},
    meetings.IssuePapers: _papers,
    meetings.OpenMeeting: lambda _, __: {"delegated_by": None, "numbered": st.sampled_from([True, True, False])},
    meetings.RecordAttendance: _attending,
    meetings.HearDecision: _hearing,
    meetings.DiscussTopic: _discussing,
    meetings.RaiseOtherMatter: _other_matter,
    meetings.GiveInstructions: _instructing,
    meetings.EnterInError: _striking,
    meetings.PlanExtraordinaryMeeting: lambda _, __: {"asked_by": "union_chair"},
}
