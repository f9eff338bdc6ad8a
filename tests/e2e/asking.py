"""Any command with a body of the right types: what is sensible just now, or anything that could be sent."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st

import domain.rules
from application.commands import calls, decisions, institution, meetings, minutes, topics
from application.commands.command import Command
from application.handlers import HANDLERS
from domain.agenda import Paper
from domain.charter_words import Attending
from domain.decision_words import Question
from domain.meeting_roll import AttendanceLine
from domain.minutes_text import CorrectionKind
from domain.rules.rule import Held, Rule
from domain.stream import Attachment
from domain.vocabulary import Hearing, Opinion, Outcome, Presence, Progress, Side
from tests.cast import DUTIES, UNITS
from tests.e2e.town import Town, charter_text
from tests.e2e.year import SCAN, SHEET, settling

Strategy = st.SearchStrategy[Any]

COMMANDS = sorted(HANDLERS, key=lambda command: command.__name__)
SOFT = sorted(
    rule.code
    for module in iter_modules(domain.rules.__path__, "domain.rules.")
    for rule in vars(import_module(module.name)).values()
    if isinstance(rule, Rule) and rule.held is Held.DEPARTURE
)
REASONS = dict.fromkeys(SOFT, "已说明理由")
STRANGER = UUID("00000000-0000-7000-8000-00000000dead")
UNFIT = ("绝密★10年", "内容\x00", "a\u202eb", "\ud800", "机密", "\x1b[31m")
ODD = ("", " ", "=1+1", "👷" * 40, "秘密花园", "长" * 6000, "a\tb\nc", "\ufeff", "é")
PLAIN = ("高温", "请协助解决", "经协商", "已研究", "Working hours")
KEYS = (*UNITS, "new_unit", "moon", "Moon", "财政所", "")
SEATS = (*DUTIES, "head@moon", "gardener", "head", "liaison@finance", "chair@finance", "")
BACK = (
    topics.ReturnTopic,
    topics.WithdrawTopic,
    topics.MergeTopic,
    topics.RefuseTopicAgreement,
    topics.DeclineTopic,
    topics.ReviseTopic,
    topics.DeclareNoConsensus,
    meetings.ReturnDate,
    meetings.ProposePostponement,
    meetings.ProposeCancellation,
    meetings.ReturnChange,
    meetings.AgreeToChange,
    minutes.ReturnMinutes,
    minutes.RedraftMinutes,
    minutes.ReturnCorrection,
    decisions.HandBackDecision,
    decisions.ReturnReport,
    decisions.WithdrawExtension,
    decisions.WithdrawTakeOver,
    decisions.RefuseExtension,
    institution.AdoptCharter,
    institution.CloseUnit,
    institution.LayDownDuty,
    institution.MergeUnit,
    institution.SplitUnit,
)
"""What does not bring a thing further, or upsets much."""
ONWARD = ("Accept", "Agree", "Archive", "Assign", "Discuss", "Hear", "Issue", "Open", "Receive", "SignOff")
"""How the commands begin that bring a thing further."""


@dataclass(frozen=True)
class Asking:
    """The bodies of commands as the town stands. ``wild``: whatever the types allow; else what could be meant."""

    town: Town
    wild: bool = False

    def body(self, kind: type[Command], stream: Any = None) -> Strategy:
        """A command of this kind; about this stream, if it is about one."""
        hints = get_type_hints(kind, include_extras=True)
        given = {} if self.wild else SENSIBLE.get(kind, _nothing)(self.town, stream)
        values = {}
        for field in fields(kind):
            if field.name == kind.TARGET and stream is not None:
                values[field.name] = st.just(stream.id)
            elif field.name in given:
                values[field.name] = given[field.name]
            else:
                found = self.value(field.name, hints[field.name])
                values[field.name] = found if field.default is MISSING else st.just(field.default) | found
        return st.builds(kind, **{name: _strategy(value) for name, value in values.items()})

    def value(self, name: str, hint: Any, *limits: Any) -> Strategy:  # noqa: PLR0911 - one way for each sort of type
        """Any value of a field of this name and type."""
        if get_origin(hint) is Annotated:
            inner, *more = get_args(hint)
            return self.value(name, inner, *limits, *more)
        if get_origin(hint) in {Union, UnionType}:
            return st.one_of(*(self.value(name, each, *limits) for each in get_args(hint)))
        if get_origin(hint) is tuple:
            least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
            each = self.value(name, get_args(hint)[0])
            return st.lists(each, min_size=least, max_size=least + 2, unique=not self.wild).map(tuple)
        if is_dataclass(hint):
            inner_hints = get_type_hints(hint, include_extras=True)
            return st.builds(
                hint, **{field.name: self.value(field.name, inner_hints[field.name]) for field in fields(hint)}
            )
        if issubclass(hint, Enum):
            return st.sampled_from(list(hint))
        return self._plain(name, hint, limits)

    def _plain(self, name: str, hint: type[Any], limits: tuple[Any, ...]) -> Strategy:
        if hint is NoneType:
            return st.none()
        if hint is bool:
            return st.booleans()
        if hint is UUID:
            return st.sampled_from(self._ids(name))
        if hint is date:
            return st.sampled_from(self.days())
        if hint is int:
            return self._number(name, limits)
        if hint is str:
            return st.sampled_from([text for text in self._texts(name, limits) if _within(text, limits)])
        raise TypeError(f"{name} is a {hint}")

    def _ids(self, name: str) -> list[UUID]:
        kinds = {"into": "topic", "supersedes": "decision", "topics": "topic"}
        if name in {"person", "substitute", "guests"}:
            found = [UUID(person) for person in sorted(self.town.ledger.roster.people)]
        elif name in {"suggestion", "suggestions"}:
            found = [each for call in self.town.of_kind("call") for each in self.town.fresh(call).suggestions]
        elif name in {"stream", "to"}:
            found = [*self.town.of_kind("topic"), *self.town.of_kind("decision")]
        else:
            found = self.town.of_kind(kinds.get(name, name))
        return found if found and not self.wild else [*found, STRANGER, *self.town.of_kind("roster")]

    def days(self) -> list[date]:
        """Days around today, and when wild also far ones."""
        today = self.town.clock.today
        near = [today + timedelta(days) for days in (0, 0, 1, 7, 30, 200)]
        far = [date.min, date.max, date(1999, 12, 31), today - timedelta(40), today - timedelta(1)]
        return [*near, *far] if self.wild else near

    def _number(self, name: str, limits: tuple[Any, ...]) -> Strategy:
        least = max((limit.ge for limit in limits if isinstance(limit, Ge)), default=0)
        most = min((limit.le for limit in limits if isinstance(limit, Le)), default=2**53)
        if name in {"year", "held"}:
            year = self.town.clock.today.year
            return st.sampled_from([year, year + 1, *([least, most] if self.wild else [])])
        if name == "size":
            return st.sampled_from([1, 2048])
        return st.sampled_from([1, 1, 2, 3, *([least, most] if self.wild else [])])

    def _texts(self, name: str, limits: tuple[Any, ...]) -> tuple[str, ...]:  # noqa: PLR0911 - by name
        del limits
        odd = (*UNFIT, *ODD) if self.wild else ()
        if name in {"unit", "units", "lead", "assisting", "proposer", "joint_with", "concerned", "into"}:
            return (*KEYS, *odd) if self.wild else tuple(sorted(self.town.ledger.units.open_keys))
        if name in {"duty", "seat", "seats", "asked_by", "delegated_by", "invitee"}:
            return (*SEATS, *odd) if self.wild else tuple(DUTIES)
        if name == "series":
            return ("notice", "minutes", *odd)
        if name == "category":
            return ("labour_safety", "skills", *odd)
        if name == "starts":
            return ("14:00", "09:30", *(("25:00", "14.00", "14:0\x00") if self.wild else ()))
        if name == "sha256":
            return (SHEET, *(("", "g" * 64) if self.wild else ()))
        if name == "items":
            return ("topics", "previous_decisions", *odd)
        if name == "media_type":
            return ("application/pdf", *odd)
        return (*PLAIN, *odd)


def _within(text: str, limits: tuple[Any, ...]) -> bool:
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    most = min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=6000)
    return least <= len(text) <= most


def _strategy(value: Any) -> Strategy:
    return value if isinstance(value, st.SearchStrategy) else st.just(value)


def _some(values: Any, *, most: int = 3) -> Strategy:
    """Some of these, each once."""
    found = list(values)
    if not found:
        return st.just(())
    return st.lists(st.sampled_from(found), unique=True, max_size=most).map(tuple)


def _one(values: Any) -> Strategy:
    """One of these; where there are none, a stranger."""
    return st.sampled_from(list(values) or [STRANGER])


# -- what could be meant -----------------------------------------------------------------------------------------------

Meant = Callable[[Town, Any], dict[str, Any]]


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

OF_KIND: dict[str, tuple[type[Command], ...]] = {
    kind: tuple(c for c in COMMANDS if isclass(c) and c.TARGET == kind)
    for kind in ("topic", "meeting", "minutes", "decision", "call", "invitation")
}
BEGINNING = tuple(command for command in COMMANDS if command.TARGET is None)


def everybody(town: Town) -> Iterator[str]:
    """Everybody on the roll, those who hold a duty today first."""
    roster = town.ledger.roster
    holders = roster.standing(town.clock.today).holders
    seated = dict.fromkeys(person for _, people in sorted(holders.items()) for person in people)
    yield from dict.fromkeys((*seated, *sorted(roster.people)))
