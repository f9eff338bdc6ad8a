"""What each fact says of a decision: where it stands, what is before the heads, what its units have done and owe."""

from collections.abc import Callable
from datetime import date

from domain.decision_words import BEFORE_WORK, WITH_UNITS, Question, Stage
from domain.facts import decision as facts
from domain.facts import decision_following as following
from domain.facts import decision_publication as publication
from domain.vocabulary import Hearing, MeetingKind
from projections import Doc

Tell = Callable[[Doc, Doc], None]

KEPT = {
    Question.TAKE_OVER: "proposals",
    Question.CHANGE: "changes",
    Question.EXTENSION: "extensions",
    Question.REPORT: "reports",
    Question.REOPENING: "reopenings",
    Question.PUBLICATION: "publications",
}
"""Where what was put to the heads stays, with its outcome and the agreements it was given."""
_ARRANGEMENT = ("lead", "lead_side", "assisting", "due")


def _proposed(doc: Doc, told: Doc) -> None:
    """Put a version of a decision from before the record to the heads."""
    dated, version = told["dated"], told.setdefault("text_version", 1)
    document = {"title": told["document"], "dated": dated, "attachments": told["attachments"]}
    doc |= {"stage": Stage.PROPOSED, "text": told["text"], "document": document, "adopted_on": dated}
    doc |= {"year": date.fromisoformat(dated).year, "original_due": None}
    arrange(doc, told)
    _put(doc, Question.TAKE_OVER, told | {"number": version, "returns": []})


def arrange(doc: Doc, told: Doc) -> None:
    """Be carried out by these units until this date; the first date set is the original one."""
    doc |= {name: told[name] for name in _ARRANGEMENT}
    doc["original_due"] = doc["original_due"] or doc["due"]


def _put(doc: Doc, question: Question, told: Doc) -> None:
    """Have something before the heads, in the place of what they had not answered."""
    _answer(doc, question, "replaced", None)
    doc["pending"][question.value] = {"number": told["number"], "since": told["by"]["on"], "agreements": []}
    if question in KEPT:
        doc[KEPT[question]].append(told | {"outcome": None, "answer": None, "agreements": []})


def _answer(doc: Doc, question: Question, outcome: str, told: Doc | None) -> None:
    """Have something before the heads no longer; what they said stays with it."""
    pending = doc["pending"].pop(question, None)
    if pending is not None and question in KEPT:
        doc[KEPT[question]][-1] |= {"outcome": outcome, "answer": told, "agreements": pending["agreements"]}


def _puts(question: Question) -> Tell:
    return lambda doc, told: _put(doc, question, told)


def _answers(question: Question, outcome: str) -> Tell:
    return lambda doc, told: _answer(doc, question, outcome, told)


def _agrees(question: Question) -> Tell:
    def tell(doc: Doc, told: Doc) -> None:
        """An agreement to what is not before the heads is for the auditors to find, not for a view to stop at."""
        if question in doc["pending"]:
            doc["pending"][question]["agreements"].append(told["by"] | {"remark": told.get("remark", "")})

    return tell


def _lapse(doc: Doc) -> None:
    for question in set(doc["pending"]) - {Question.PUBLICATION}:
        _answer(doc, Question(question), "lapsed", None)


def _begin_anew(doc: Doc, stage: Stage) -> None:
    """Stand at the stage, to be assigned anew, with nothing before the heads."""
    _lapse(doc)
    doc |= {"stage": stage, "assigned_on": None, "received_on": None, "confirmed": False}


def _move(doc: Doc, stage: Stage) -> None:
    """Stand at the stage, unless the units are already further on."""
    doc["stage"] = stage if doc["stage"] in BEFORE_WORK else doc["stage"]


def _return_take_over(doc: Doc, told: Doc) -> None:
    doc["proposals"][-1]["returns"].append(told)
    doc["pending"][Question.TAKE_OVER] |= {"since": told["by"]["on"], "agreements": [], "returned": True}


def _taken_over(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.TAKE_OVER, "made", told)
    doc |= {"stage": Stage.BINDING, "binding_since": told["by"]["on"]}


def _minuted(doc: Doc, told: Doc) -> None:
    doc |= {"minutes": told["minutes"], "binding_since": told["by"]["on"]}
    doc["stage"] = Stage.BINDING if doc["stage"] == Stage.ADOPTED else doc["stage"]


def _assigned(doc: Doc, told: Doc) -> None:
    doc["assignments"].append(told | {"received": None, "handed_back": None})
    doc["assigned_on"] = told["by"]["on"]
    _move(doc, Stage.ASSIGNED)


def _received(doc: Doc, told: Doc) -> None:
    doc["assignments"][-1]["received"] = told
    doc["received_on"] = told["by"]["on"]
    _move(doc, Stage.RECEIVED)


def _handed_back(doc: Doc, told: Doc) -> None:
    doc["assignments"][-1]["handed_back"] = told
    doc["stage"] = Stage.HANDED_BACK


def _lead_changed(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.CHANGE, "made", told)
    if told["lead"] != doc["lead"]:
        _begin_anew(doc, Stage.BINDING)
    arrange(doc, told | {"due": doc["due"]})


def _due_changed(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.CHANGE, "made", told)
    arrange(doc, {name: doc[name] for name in _ARRANGEMENT} | {"due": told["due"]})


def _confirmed(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.CHANGE, "made", told)
    doc |= {"stage": Stage.ASSIGNED, "received_on": None, "confirmed": True}


def _progressed(doc: Doc, told: Doc) -> None:
    doc["progress"].append(told)
    _move(doc, Stage.IN_HAND)


def _granted(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.EXTENSION, "made", told)
    doc["due"] = told["due"]


def _reported(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.COMPLETION, "replaced", None)
    _put(doc, Question.REPORT, told | {"forwarded": None})
    doc["stage"] = Stage.REPORTED


def _accepted(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.REPORT, "accepted", told)
    _put(doc, Question.COMPLETION, told)
    doc["stage"] = Stage.ACCEPTED


def _report_returned(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.REPORT, "returned", told)
    doc["stage"] = Stage.IN_HAND


def _heard(doc: Doc, told: Doc) -> None:
    heard = {name: told[name] for name in ("meeting", "outcome", "text", "by")}
    doc["hearings"].append(heard | {"meeting_kind": told["kind"], "since": doc["accounted_until"]})
    if told["kind"] == MeetingKind.ORDINARY or told["outcome"] != Hearing.NOTED:
        doc["accounted_until"] = told["by"]["on"]
        if doc["binding_since"] is not None and doc["stage"] in WITH_UNITS:
            doc["stage"] = Stage.HEARD


def _carried_over(doc: Doc, told: Doc) -> None:
    _begin_anew(doc, Stage.CARRIED_OVER)
    doc["carried_over"] = told["count"]
    doc["measures"].append(told)
    arrange(doc, told)


def _closes(stage: Stage) -> Tell:
    def tell(doc: Doc, told: Doc) -> None:
        agreed = doc["pending"].get(Question.COMPLETION, {}).get("agreements", [])
        doc["closings"].append(told | {"stage": stage, "agreements": agreed if stage is Stage.COMPLETED else []})
        _answer(doc, Question.TAKE_OVER, "withdrawn", told)
        _lapse(doc)
        doc |= {"stage": stage, "closed_on": told["by"]["on"], "superseded_by": told.get("successor")}

    return tell


def _corrected(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.PUBLICATION, "lapsed", None)
    earlier = {"version": doc["text_version"], "text": doc["text"], "corrigendum": told["corrigendum"]}
    doc["earlier_texts"].append(earlier | {"until": told["by"]["on"]})
    doc |= {"text": told["text"], "text_version": told["text_version"]}


def _reopened(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.REOPENING, "made", told)
    _begin_anew(doc, Stage.BINDING if doc["binding_since"] else Stage.ADOPTED)
    doc |= {"closed_on": None, "accounted_until": told["by"]["on"]}


def _published(doc: Doc, told: Doc) -> None:
    _answer(doc, Question.PUBLICATION, "made", told)
    doc |= {"published": told}


def _taken_off_board(doc: Doc, _: Doc) -> None:
    _answer(doc, Question.PUBLICATION, "lapsed", None)
    doc |= {"published": None}


TELL: dict[str, Tell] = {
    facts.ProposedForTakeOver.TOPIC: _proposed,
    facts.TakeOverRevised.TOPIC: _proposed,
    facts.TakeOverAgreed.TOPIC: _agrees(Question.TAKE_OVER),
    facts.TakeOverReturned.TOPIC: _return_take_over,
    facts.TakeOverWithdrawn.TOPIC: _closes(Stage.WITHDRAWN),
    facts.TakenOver.TOPIC: _taken_over,
    facts.Minuted.TOPIC: _minuted,
    facts.Assigned.TOPIC: _assigned,
    facts.Received.TOPIC: _received,
    facts.HandedBack.TOPIC: _handed_back,
    facts.ChangeProposed.TOPIC: _puts(Question.CHANGE),
    facts.ChangeAgreed.TOPIC: _agrees(Question.CHANGE),
    facts.ChangeRefused.TOPIC: _answers(Question.CHANGE, "refused"),
    facts.LeadChanged.TOPIC: _lead_changed,
    facts.DueChanged.TOPIC: _due_changed,
    facts.AssignmentConfirmed.TOPIC: _confirmed,
    facts.Heard.TOPIC: _heard,
    facts.CarriedOver.TOPIC: _carried_over,
    facts.CompletionAgreed.TOPIC: _agrees(Question.COMPLETION),
    facts.Completed.TOPIC: _closes(Stage.COMPLETED),
    facts.Ended.TOPIC: _closes(Stage.ENDED),
    facts.Superseded.TOPIC: _closes(Stage.SUPERSEDED),
    facts.WordingCorrected.TOPIC: _corrected,
    facts.ReopeningProposed.TOPIC: _puts(Question.REOPENING),
    facts.ReopeningAgreed.TOPIC: _agrees(Question.REOPENING),
    facts.ReopeningRefused.TOPIC: _answers(Question.REOPENING, "refused"),
    facts.Reopened.TOPIC: _reopened,
    following.ProgressNoted.TOPIC: _progressed,
    following.Urged.TOPIC: lambda doc, told: doc["urges"].append(told | {"answer": None}),
    following.UrgeAnswered.TOPIC: lambda doc, told: doc["urges"][told["number"] - 1].update(answer=told),
    following.Checked.TOPIC: lambda doc, told: doc["checks"].append(told),
    following.ExtensionAsked.TOPIC: _puts(Question.EXTENSION),
    following.ExtensionWithdrawn.TOPIC: _answers(Question.EXTENSION, "withdrawn"),
    following.ExtensionAgreed.TOPIC: _agrees(Question.EXTENSION),
    following.ExtensionGranted.TOPIC: _granted,
    following.ExtensionRefused.TOPIC: _answers(Question.EXTENSION, "refused"),
    following.Reported.TOPIC: _reported,
    following.ReportForwarded.TOPIC: lambda doc, told: doc["reports"][told["number"] - 1].update(forwarded=told),
    following.ViewAdded.TOPIC: lambda doc, told: doc["views"].append(told),
    following.AcceptanceAgreed.TOPIC: _agrees(Question.REPORT),
    following.ReportAccepted.TOPIC: _accepted,
    following.ReportReturned.TOPIC: _report_returned,
    publication.PublicationProposed.TOPIC: _puts(Question.PUBLICATION),
    publication.PublicationAgreed.TOPIC: _agrees(Question.PUBLICATION),
    publication.Published.TOPIC: _published,
    publication.PublicationRefused.TOPIC: _answers(Question.PUBLICATION, "refused"),
    publication.TakenOffBoard.TOPIC: _taken_off_board,
    following.ShortfallExplained.TOPIC: lambda doc, told: doc["explanations"].append(told),
}
