"""What a decision waits for."""

from collections.abc import Iterator
from typing import Any

from domain.charter import Charter
from domain.decision_words import WITH_UNITS, Question, Stage
from domain.vocabulary import Progress
from projections.waiting import Task, by_office, by_panel, by_unit

_AGREEING = {
    Question.TAKE_OVER: "agree_to_take_over",
    Question.CHANGE: "agree_to_decision_change",
    Question.EXTENSION: "agree_to_extension",
    Question.REPORT: "accept_report",
    Question.REOPENING: "agree_to_reopening",
    Question.PUBLICATION: "agree_to_publication",
}
_TO_REPORT = frozenset({Stage.RECEIVED, Stage.IN_HAND, Stage.HEARD})


def waiting(decision: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """The tasks a decision makes where it stands."""
    yield from _heads(decision, charter)
    if decision["stage"] == Stage.HANDED_BACK and Question.CHANGE not in decision["pending"]:
        yield from by_office("propose_change", charter)
    if decision["stage"] in WITH_UNITS and decision["binding_since"] is not None:
        yield from _office(decision, charter)
        yield from _units(decision, charter)


def _heads(decision: dict[str, Any], charter: Charter) -> Iterator[Task]:
    """What is before the heads, or came back from them."""
    pending = decision["pending"]
    if pending.get(Question.TAKE_OVER, {}).get("returned"):
        yield from by_office("revise_take_over", charter)
        return
    for question, what in _AGREEING.items():
        if question in pending:
            yield from _put(what, pending[question], charter)
    if Question.COMPLETION in pending and charter.follow_up.heads_may_complete and _done(decision):
        yield from _put("agree_to_completion", pending[Question.COMPLETION], charter)


def _put(what: str, question: dict[str, Any], charter: Charter) -> Iterator[Task]:
    return by_panel(what, charter.follow_up.settled_by, question["agreements"], charter, asked=question["since"])


def _office(decision: dict[str, Any], charter: Charter) -> Iterator[Task]:
    if decision["assigned_on"] is None:
        yield from by_office("assign_decision", charter)
    if Question.REPORT in decision["pending"] and decision["reports"][-1]["forwarded"] is None:
        yield from by_office("forward_report", charter, asked=decision["pending"][Question.REPORT]["since"])


def _units(decision: dict[str, Any], charter: Charter) -> Iterator[Task]:
    lead, carrying_out = decision["lead"], {decision["lead"], *decision["assisting"]}
    if decision["stage"] == Stage.ASSIGNED and decision["received_on"] is None:
        yield from by_unit("receive_decision", lead, charter)
    if decision["stage"] in _TO_REPORT:
        yield from by_unit("report_decision", lead, charter, due=decision["due"])
    if _falls_short(decision):
        yield from by_unit("explain_shortfall", lead, charter)
    for urge in decision["urges"]:
        if urge["answer"] is None:
            unit = urge["unit"] if urge["unit"] in carrying_out else lead
            yield from by_unit("answer_urge", unit, charter, about=str(urge["number"]))


def _done(decision: dict[str, Any]) -> bool:
    return bool(decision["reports"]) and decision["reports"][-1]["progress"] == Progress.FULLY


def _falls_short(decision: dict[str, Any]) -> bool:
    """Whether the last word since the decision was last heard is a report of less than all, and not explained."""
    since = decision["accounted_until"] or ""
    reports = [report for report in decision["reports"] if report["by"]["on"] > since]
    explained = any(explanation["by"]["on"] > since for explanation in decision["explanations"])
    return bool(reports) and reports[-1]["progress"] != Progress.FULLY and not explained
