"""What could be meant by each command just now: the versions that are present, the things that are there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from application.commands import calls, decisions, institution, meetings, minutes, topics
from application.commands.command import Command
from domain.agenda import Paper
from domain.charter_words import Attending
from domain.decision_words import Question
from domain.meeting_roll import AttendanceLine
from domain.minutes_text import CorrectionKind
from domain.stream import Attachment
from domain.vocabulary import Hearing, Opinion, Outcome, Presence, Progress, Side
from tests.e2e.town import STRANGER, Town, charter_text
from tests.e2e.year import SCAN, SHEET, settling

Meant = Callable[[Town, Any], dict[str, Any]]


def meant(kind: type[Command], town: Town, stream: Any) -> dict[str, Any]:
    """Fields of a command, each a value or a strategy; the others may have any plausible value."""
    return SENSIBLE.get(kind, _nothing)(town, stream)


def _some(values: Any, *, most: int = 3) -> st.SearchStrategy[Any]:
    """Some of these, each once."""
    found = list(values)
    if not found:
        return st.just(())
    return st.lists(st.sampled_from(found), unique=True, max_size=most).map(tuple)


def _one(values: Any) -> st.SearchStrategy[Any]:
    """One of these; where there are none, a stranger."""
    return st.sampled_from(list(values) or [STRANGER])


def _nothing(town: Town, stream: Any) -> dict[str, Any]:
    del town, stream
    return {}


def _text_version(_: Town, topic: Any) -> dict[str, Any]:
    return {"text_version": topic.matter.version}


def _submitting(town: Town, _: Any) -> dict[str, Any]:
    sides = [(Side.UNION, "town_union", None), (Side.GOV, "safety", None), (Side.JOINT, "town_union", "safety")]
    side, proposer, joint_with = sides[len(town.of_kind("topic")) % 3]
    calling = next((call for call in map(town.fresh, town.of_kind("call")) if call.unanswered), None)
    taken = st.just(()) if calling is None or side is Side.GOV else _some(calling.unanswered)
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
    return {"items": (), "topics": _some((*meeting.topics, *pool), most=5)}


def _late(town: Town, _: Any) -> dict[str, Any]:
    return {"topic": _one(t for t in town.of_kind("topic") if town.fresh(t).standing_at == "approved")}


def _inviting(town: Town, meeting: Any) -> dict[str, Any]:
    known = {line.person for line in meeting.expected}
    others = [UUID(person) for person in sorted(town.ledger.roster.people - known)]
    return {"guests": _some(others), "seats": (), "series": st.none() | st.just("notice")}


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
        "decision": _one(left),
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
        "topic": _one(left),
        "outcome": chosen,
        "decisions": st.sampled_from(settled) if chosen.settles else (),
    }


def _other_matter(_: Town, __: Any) -> dict[str, Any]:
    return {"decisions": st.just(()) | st.just((settling("即办"),))}


def _instructing(town: Town, _: Any) -> dict[str, Any]:
    holders = town.ledger.roster.standing(town.clock.today).holders
    leading = {Side.GOV: holders.get("mayor", ()), Side.UNION: holders.get("union_chair", ())}
    side = list(leading)[town.head % 2]
    return {"side": side, "person": _one(UUID(person) for person in leading[side])}


def _striking(_: Town, meeting: Any) -> dict[str, Any]:
    return {"entry": st.sampled_from(sorted(meeting.strikable) or [1])}


def _minuting(town: Town, _: Any) -> dict[str, Any]:
    closed = [meeting for meeting in town.of_kind("meeting") if town.fresh(meeting).closed_on]
    return {"meeting": _one(closed), "items": ()}


def _redrafting(_: Town, __: Any) -> dict[str, Any]:
    return {"items": ()}


def _minutes_version(_: Town, found: Any) -> dict[str, Any]:
    return {"text_version": found.clearing.matter.version}


def _correction_version(_: Town, found: Any) -> dict[str, Any]:
    return {"correction_version": found.correction_clearing.matter.version}


def _correcting(_: Town, found: Any) -> dict[str, Any]:
    return {
        "issued": st.sampled_from(["落实", "调整", "无此字样"]),
        "corrected": "推进",
        "decision": st.none() | _one(found.decisions),
        "kind": CorrectionKind.SLIP,
    }


def _issuing(_: Town, __: Any) -> dict[str, Any]:
    return {"series": st.none() | st.just("minutes"), "recipients": ("各部门",)}


def _numbered(question: Question, name: str = "number") -> Meant:
    def meant(_: Town, decision: Any) -> dict[str, Any]:
        pending = decision.pending.get(question)
        return {name: pending.matter.version if pending else 1}

    return meant


def _carrying_out(_: Town, decision: Any) -> dict[str, Any]:
    return {"unit": st.sampled_from([decision.lead, *decision.assisting])}


def _later(town: Town, decision: Any) -> dict[str, Any]:
    return {"due": min(decision.due or town.clock.today, date(2100, 1, 1)) + timedelta(30)}


def _reporting(town: Town, _: Any) -> dict[str, Any]:
    planned = town.head % 4 == 0
    progress = st.just(Progress.PLANNED) if planned else st.sampled_from([Progress.FULLY, Progress.PARTLY])
    return {"progress": progress, "planned_for": date(2027, 1, 31) if planned else None, "attachments": (SCAN,)}


def _taking_over(town: Town, _: Any) -> dict[str, Any]:
    return {
        "dated": town.clock.today - timedelta(200),
        "attachments": (Attachment(sha256=SHEET, size=1, media_type="application/pdf"),),
        "lead": "finance",
        "assisting": (),
    }


def _answering(_: Town, call: Any) -> dict[str, Any]:
    return {"suggestion": _one(call.unanswered)}


def _suggesting(_: Town, __: Any) -> dict[str, Any]:
    return {"unit": "sanitation"}


def _adopting(_: Town, __: Any) -> dict[str, Any]:
    return {"text": st.sampled_from(CHARTERS)}


def _appointing(town: Town, _: Any) -> dict[str, Any]:
    return {"since": st.sampled_from([town.clock.today, town.clock.today + timedelta(3)])}


def _calendar(town: Town, _: Any) -> dict[str, Any]:
    year = town.clock.today.year
    return {"year": year, "days_off": (date(year, 10, 1),), "working_weekends": (date(year, 10, 10),)}


def _opening_unit(town: Town, _: Any) -> dict[str, Any]:
    return {"unit": f"unit_{len(town.ledger.units.units)}"}


def _parting(town: Town, _: Any) -> dict[str, Any]:
    held = town.ledger.roster.standing(town.clock.today).holders
    duty = sorted(held)[town.head % len(held)]
    return {"duty": duty, "person": UUID(held[duty][0]), "until": town.clock.today + timedelta(1)}


def _away(town: Town, _: Any) -> dict[str, Any]:
    today = town.clock.today
    return {"since": st.sampled_from([today, today + timedelta(5)]), "until": today + timedelta(20)}


CHARTERS = (
    charter_text().replace('edition = "chengqiao-1"', 'edition = "chengqiao-2"'),
    charter_text().replace('edition = "chengqiao-1"', 'edition = "chengqiao-3"').replace("[minutes]", "[minutes]\n"),
    charter_text("example-district"),
    charter_text(),
)

SENSIBLE: dict[type[Command], Meant] = {
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
    meetings.NoteDelivery: lambda _, meeting: {"invitee": _one(line.key for line in meeting.expected)},
    meetings.IssuePapers: _papers,
    meetings.OpenMeeting: lambda _, __: {"delegated_by": None, "numbered": st.sampled_from([True, True, False])},
    meetings.RecordAttendance: _attending,
    meetings.HearDecision: _hearing,
    meetings.DiscussTopic: _discussing,
    meetings.RaiseOtherMatter: _other_matter,
    meetings.GiveInstructions: _instructing,
    meetings.EnterInError: _striking,
    meetings.PlanExtraordinaryMeeting: lambda _, __: {"asked_by": "union_chair"},
    minutes.DraftMinutes: _minuting,
    minutes.RedraftMinutes: _redrafting,
    minutes.AgreeToMinutes: _minutes_version,
    minutes.ReturnMinutes: _minutes_version,
    minutes.SignOffMinutes: _minutes_version,
    minutes.IssueMinutes: _issuing,
    minutes.DraftCorrection: _correcting,
    minutes.AgreeToCorrection: _correction_version,
    minutes.ReturnCorrection: _correction_version,
    minutes.IssueCorrection: _issuing,
    decisions.ProposeTakeOver: _taking_over,
    decisions.ReviseTakeOver: _taking_over,
    decisions.AgreeToTakeOver: _numbered(Question.TAKE_OVER, "text_version"),
    decisions.ReturnTakeOver: _numbered(Question.TAKE_OVER, "text_version"),
    decisions.ProposeChange: lambda _, __: {"lead": st.sampled_from(["finance", "safety", "town_union"])},
    decisions.AgreeToDecisionChange: _numbered(Question.CHANGE),
    decisions.RefuseDecisionChange: _numbered(Question.CHANGE),
    decisions.UrgeUnit: _carrying_out,
    decisions.AnswerUrge: lambda _, decision: {"number": max(1, len(decision.urges))},
    decisions.AskExtension: _later,
    decisions.AgreeToExtension: _numbered(Question.EXTENSION),
    decisions.RefuseExtension: _numbered(Question.EXTENSION),
    decisions.ReportDecision: _reporting,
    decisions.ForwardReport: _numbered(Question.REPORT),
    decisions.AcceptReport: _numbered(Question.REPORT),
    decisions.ReturnReport: _numbered(Question.REPORT),
    decisions.AgreeToCompletion: _numbered(Question.COMPLETION),
    decisions.AgreeToReopening: _numbered(Question.REOPENING),
    decisions.RefuseReopening: _numbered(Question.REOPENING),
    calls.ReceiveSuggestion: _suggesting,
    calls.TakeUpSuggestion: _answering,
    calls.DoNotTakeSuggestion: _answering,
    institution.AdoptCharter: _adopting,
    institution.SetCalendar: _calendar,
    institution.OpenUnit: _opening_unit,
    institution.MergeUnit: lambda _, __: {"into": "safety"},
    institution.SplitUnit: lambda _, __: {"into": ("safety", "human_resources")},
    institution.TakeDuty: _appointing,
    institution.LayDownDuty: _parting,
    institution.RecordAbsence: _away,
    institution.NameDeputy: _away,
    institution.SetSeries: lambda town, _: {"issuer_code": f"城联{town.head}", "start": st.just(60)},
    institution.SetOrdinals: lambda town, _: {"following": st.sampled_from([10, 20])},
}
