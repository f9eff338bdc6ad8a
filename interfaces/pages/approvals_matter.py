"""What somebody decides on, put together for one card: the texts to be read, the facts beside them, who has agreed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from interfaces.pages.meetings_words import how_moved

Doc = dict[str, Any]
Line = tuple[str, str, Any]
"""The key of a label, the sort of value (``text``, ``day``, ``unit``, ``units``, ``word``, ``by``), and the value."""

ANSWERS: dict[str, tuple[str, ...]] = {
    "agree_to_topic": ("refuse_topic_agreement", "refer_topic", "decline_topic"),
    "agree_to_date": ("return_date",),
    "agree_to_change": ("return_change",),
    "agree_to_minutes": ("return_minutes",),
    "sign_off_minutes": ("return_minutes",),
    "agree_to_correction": ("return_correction",),
    "agree_to_take_over": ("return_take_over",),
    "agree_to_decision_change": ("refuse_decision_change",),
    "agree_to_extension": ("refuse_extension",),
    "accept_report": ("return_report",),
    "agree_to_reopening": ("refuse_reopening",),
    "agree_to_publication": ("refuse_publication",),
}
"""The other answers that one may give instead of the act that is waited for."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is decided on: texts to be read, facts, files, the agreements so far, and the number it goes by."""

    texts: list[Line]
    facts: list[Line]
    files: list[Doc] = field(default_factory=list)
    agreements: list[Doc] = field(default_factory=list)
    number: tuple[str, int] | None = None


def beside(command: str, thing: Doc | None) -> Matter | None:
    """What stands beside the form of an act: what it agrees to, refuses or returns; None where it does none of that."""
    what = next((each for each, others in _ANSWERED.items() if command in (each, *others)), None)
    if what is None or thing is None or not _is_put(what, thing):
        return None
    return matter_of(what, thing)


def _is_put(what: str, thing: Doc) -> bool:
    """Whether it is before somebody now."""
    question = {"agree_to_date": "date", "agree_to_change": "change"} | _QUESTIONS
    if what == "agree_to_correction":
        return bool(thing["correction"])
    return what not in question or question[what] in thing["pending"]


def matter_of(what: str, thing: Doc) -> Matter:
    """What an act decides on, as the thing has it now."""
    if thing["kind"] == "decision" and what in _QUESTIONS:
        return _decision(_QUESTIONS[what], thing)
    if what in {"agree_to_change", "return_change"}:
        return _change(thing)
    if what == "agree_to_correction":
        return _correction(thing)
    return _MATTERS[thing["kind"]](thing)


def _topic(topic: Doc) -> Matter:
    opinions = [each for each in topic["opinions"] if each["text_version"] == topic["text_version"]]
    given = [("opinion", "opinion", each) for each in opinions]
    views = [("dissent", "text", topic["dissent"])] if topic["dissent"] else []
    referral = [("referral", "text", each["reason"]) for each in topic["referrals"][-1:] if each.get("reason")]
    return Matter(
        texts=[("request", "text", topic["request"]), ("background", "text", topic["background"]), *views, *referral],
        facts=[
            ("proposer", "unit", topic["proposer"]),
            ("concerned", "units", topic["concerned"]),
            ("consensus", "consensus", topic["consensus"]),
            *given,
            *(("research", "text", each["findings"]) for each in topic["research"][-1:]),
        ],
        files=[file for each in topic["research"] for file in each["attachments"]],
        agreements=topic["agreements"],
        number=("text_version", topic["text_version"]),
    )


def _meeting(meeting: Doc) -> Matter:
    asked = meeting["principal"][-1:]
    date = [each for each in meeting["dates"][-1:] if each["outcome"] is None]
    pending, before = meeting["pending"].get("date"), meeting["postponements"][-1:]
    return Matter(
        texts=[
            *(("asked_day", "full_day", each["day"]) for each in date),
            *(("principal_request", "text", each["request"]) for each in asked if each["answer"] is None),
            *([("reason", "text", meeting["reason"])] if meeting["reason"] else []),
        ],
        facts=[
            *(line for each in date for line in _appointment(each)),
            *((how_moved(was["was"], each["day"]), "day", was["was"]) for each in date for was in before),
            *([("ground", "word", meeting["ground"])] if meeting["ground"] else []),
            ("agenda", "agenda", meeting["agenda"]),
        ],
        agreements=pending["agreements"] if pending else [],
        number=("date_version", pending["number"]) if pending else None,
    )


def _appointment(date: Doc) -> Iterator[Line]:
    yield "starts", "text", date["starts"]
    yield "place", "text", date["place"]
    yield "put_by", "by", date["by"]


def _change(meeting: Doc) -> Matter:
    change, pending = meeting["changes"][-1], meeting["pending"].get("change")
    return Matter(
        texts=[("change", "word", change["change"]), ("reason", "text", change["reason"])],
        facts=[("now_on", "day", meeting["date"]), ("put_by", "by", change["by"])],
        agreements=pending["agreements"] if pending else [],
        number=("change_version", pending["number"]) if pending else None,
    )


def _minutes(minutes: Doc) -> Matter:
    header = minutes["header"]
    return Matter(
        texts=[("minutes_items", "items", minutes["items"]), ("minutes_decisions", "arranged", minutes["decisions"])],
        facts=[
            ("held_on", "full_day", header["held_on"]),
            ("place", "text", header["place"]),
            ("put_by", "by", minutes["drafted_by"]),
        ],
        agreements=minutes["agreements"],
        number=("text_version", minutes["text_version"]),
    )


def _correction(minutes: Doc) -> Matter:
    slip = minutes["corrections"][-1]
    return Matter(
        texts=[("issued_words", "text", slip["issued"]), ("corrected", "text", slip["corrected"])],
        facts=[("where", "text", slip["where"]), ("reason", "text", slip["reason"]), ("put_by", "by", slip["by"])],
        agreements=slip["agreements"],
        number=("correction_version", slip["number"]),
    )


def _decision(question: str, decision: Doc) -> Matter:
    pending = decision["pending"].get(question)
    texts, facts, files = _ASKED[question](decision)
    return Matter(
        texts=[("decision", "text", decision["text"]), *texts],
        facts=[("lead", "unit", decision["lead"]), *_due(decision), *facts],
        files=files,
        agreements=pending["agreements"] if pending else [],
        number=("text_version" if question == "take_over" else "number", pending["number"]) if pending else None,
    )


def _due(decision: Doc) -> list[Line]:
    return [("due", "day", decision["due"])] if decision["due"] else []


_Asked = tuple[list[Line], list[Line], list[Doc]]


def _extension(decision: Doc) -> _Asked:
    asked = decision["extensions"][-1]
    late = [("asked_late", "day", asked["by"]["on"])] if asked["late"] else []
    return (
        [("asked_due", "full_day", asked["due"]), ("reason", "text", asked["reason"])],
        [("put_by", "by", asked["by"]), *late],
        [],
    )


def _report(decision: Doc) -> _Asked:
    report = decision["reports"][-1]
    remark = [("forwarded", "text", report["forwarded"]["remark"])] if (report["forwarded"] or {}).get("remark") else []
    planned = [("planned_for", "day", report["planned_for"])] if report["planned_for"] else []
    checks = [("check", "text", each["finding"]) for each in decision["checks"][-1:]]
    return (
        [("report", "text", report["text"]), *remark],
        [("progress", "word", report["progress"]), *planned, ("put_by", "by", report["by"]), *checks],
        report["attachments"],
    )


def _arrangement(decision: Doc) -> _Asked:
    asked = decision["changes"][-1]
    return (
        [("new_lead", "unit", asked["lead"]), ("new_due", "day", asked["due"]), ("reason", "text", asked["reason"])],
        [("new_assisting", "units", asked["assisting"]), ("put_by", "by", asked["by"])],
        [],
    )


def _take_over(decision: Doc) -> _Asked:
    document = decision["document"]
    return (
        [("document", "text", document["title"])],
        [("dated", "day", document["dated"]), ("assisting", "units", decision["assisting"])],
        document["attachments"],
    )


def _reopening(decision: Doc) -> _Asked:
    asked = decision["reopenings"][-1]
    return [("reason", "text", asked["reason"])], [("put_by", "by", asked["by"])], []


def _publication(decision: Doc) -> _Asked:
    asked = decision["publications"][-1]
    words: list[Line] = [("review", "text", asked["review"]), ("note", "text", asked["note"])]
    return words, [("put_by", "by", asked["by"])], []


_ASKED: dict[str, Callable[[Doc], _Asked]] = {
    "extension": _extension,
    "report": _report,
    "completion": _report,
    "change": _arrangement,
    "take_over": _take_over,
    "reopening": _reopening,
    "publication": _publication,
}
_QUESTIONS = {
    "agree_to_take_over": "take_over",
    "agree_to_decision_change": "change",
    "agree_to_extension": "extension",
    "accept_report": "report",
    "agree_to_completion": "completion",
    "agree_to_reopening": "reopening",
    "agree_to_publication": "publication",
}
_MATTERS: dict[str, Callable[[Doc], Matter]] = {"topic": _topic, "meeting": _meeting, "minutes": _minutes}
_ANSWERED = {what: others for what, others in ANSWERS.items() if what != "agree_to_topic"} | {
    "agree_to_completion": (),
    "answer_as_principal": (),
}
"""The acts beside whose form it stands; a topic stands there whole."""
