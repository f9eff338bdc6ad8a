"""What could be meant by each command just now, after a meeting and beside it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from application.commands import calls, decisions, institution, minutes
from application.commands.command import Command
from domain.decision_words import Question
from domain.minutes_text import CorrectionKind
from domain.stream import Attachment
from domain.vocabulary import Progress
from tests.e2e.meaning import Meant
from tests.e2e.picking import one_of
from tests.e2e.town import EDITIONS, Town, charter_text
from tests.e2e.year import SCAN, SHEET

CHARTERS = (*EDITIONS.values(), charter_text("example-district"), charter_text())


def _minuting(town: Town, _: Any) -> dict[str, Any]:
    closed = [meeting for meeting in town.of_kind("meeting") if town.fresh(meeting).closed_on]
    return {"meeting": one_of(closed), "items": ()}


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
        "decision": st.none() | one_of(found.decisions),
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
    return {"suggestion": one_of(call.unanswered)}


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


MEANT: dict[type[Command], Meant] = {
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
    decisions.AgreeToPublication: _numbered(Question.PUBLICATION),
    decisions.RefusePublication: _numbered(Question.PUBLICATION),
    calls.ReceiveSuggestion: _suggesting,
    calls.TakeUpSuggestion: _answering,
    calls.DoNotTakeSuggestion: _answering,
    institution.AdoptCharter: _adopting,
    institution.SetCalendar: _calendar,
    institution.OpenUnit: _opening_unit,
    institution.MergeUnit: lambda _, __: {"into": "safety"},
    institution.SplitUnit: lambda _, __: {"into": ("safety", "human_resources")},
    institution.EnterPerson: lambda _, __: {"name": "职工", "reading": st.sampled_from([None, "zhi2 gong1"])},
    institution.SetReading: lambda _, __: {"reading": st.sampled_from([None, "tong2 zhi4"])},
    institution.TakeDuty: _appointing,
    institution.LayDownDuty: _parting,
    institution.RecordAbsence: _away,
    institution.NameDeputy: _away,
    institution.SetSeries: lambda town, _: {"issuer_code": f"城联{town.head}", "start": st.just(60)},
    institution.SetOrdinals: lambda town, _: {"following": st.sampled_from([10, 20])},
}
