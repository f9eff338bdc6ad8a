"""The file of a meeting: one row a meeting, from its planning to the archive, with all that was entered in it."""

from collections.abc import Callable
from typing import Any

from domain.facts import meeting as facts
from domain.facts import minutes
from domain.meeting_words import Stage
from domain.recorded import Recorded
from projections import Doc, Rows, View
from projections.telling import act_of, body_of, departures_of

Tell = Callable[[Doc, Doc], None]

_DONE = frozenset({Stage.ARCHIVED, Stage.CANCELLED})
_STAGES = {
    facts.DateFixed.TOPIC: Stage.DATE_FIXED,
    facts.NoticeIssued.TOPIC: Stage.NOTICED,
    facts.Postponed.TOPIC: Stage.POSTPONED,
    facts.Cancelled.TOPIC: Stage.CANCELLED,
    facts.Opened.TOPIC: Stage.IN_SESSION,
    facts.Closed.TOPIC: Stage.CLOSED,
    facts.MinutesIssued.TOPIC: Stage.MINUTES_ISSUED,
    facts.Archived.TOPIC: Stage.ARCHIVED,
}
STRIKABLE = ("attendance_entries", "briefings", "introductions", "discussed", "instructions")
"""The lists of entries that may be struck as slips of the recorder."""


def _fold(rows: Rows, event: Recorded) -> None:
    if event.kind == "minutes" and isinstance(event.fact, minutes.Drafted):
        _give_minutes(rows, event, event.fact)
    if event.kind != "meeting":
        return
    fact, key = event.fact, str(event.stream)
    told = body_of(fact) | {"by": act_of(fact)}
    doc = rows.get(MEETINGS, key) or _planned(key, told)
    doc |= {"version": event.version, "updated_on": told["by"]["on"]}
    doc["departures"] += departures_of(fact)
    doc["stage"] = _STAGES.get(fact.TOPIC, doc["stage"])
    doc["edition"] = fact.trace.under if fact.TOPIC == facts.NoticeIssued.TOPIC else doc["edition"]
    if fact.TOPIC in _TELL:
        _TELL[fact.TOPIC](doc, told)
    doc["open"] = doc["stage"] not in _DONE
    rows.put(MEETINGS, key, doc)


def _give_minutes(rows: Rows, event: Recorded, fact: minutes.Drafted) -> None:
    """Say which minutes are the meeting's as soon as they are drafted."""
    doc = rows.get(MEETINGS, str(fact.meeting))
    if doc is not None:
        rows.put(MEETINGS, str(fact.meeting), doc | {"minutes": str(event.stream)})


def _planned(key: str, told: Doc) -> Doc:
    return {
        "id": key,
        "kind": "meeting",
        "stage": Stage.PLANNED,
        "meeting_kind": told["kind"],
        "year": told["year"],
        "planned_on": told["by"]["on"],
        "planned_by": told["by"],
        "asked_by": told["asked_by"],
        "ground": told["ground"],
        "reason": told["reason"],
        "principal": [],
        "favourable": None,
        "pending": {},
        "dates": [],
        "changes": [],
        "postponements": [],
        "cancellation": None,
        **_without_date(),
        "agenda": {"version": 0, "items": [], "topics": [], "decisions": []},
        "notices": [],
        "notice_number": None,
        "papers": [],
        "ordinal": None,
        "chair": None,
        "opened_on": None,
        "attendance": [],
        **{name: [] for name in (*STRIKABLE, "heard", "other_matters", "adopted", "struck")},
        "closed_on": None,
        "not_reached": [],
        "put_over": [],
        "minutes_reviewed": False,
        "minutes": None,
        "archive": None,
        "departures": [],
    }


def _without_date() -> Doc:
    """What a meeting has neither before its date is fixed nor after it was put off."""
    return {"date": None, "starts": None, "place": None, "edition": None, "expected": [], "late": []}


def _asked(doc: Doc, told: Doc) -> None:
    doc["principal"].append(told | {"answer": None})
    doc["favourable"] = None


def _answered(doc: Doc, told: Doc) -> None:
    doc["principal"][-1]["answer"] = told
    doc["favourable"] = told["favourable"]


def _proposed(question: str, kept: str) -> Tell:
    """Put a date or a change to those who settle it."""

    def tell(doc: Doc, told: Doc) -> None:
        number, appointment = told.pop(f"{question}_version"), told.pop("appointment", {})
        item = {"number": number, **told, **appointment, "outcome": None, "answer": None, "agreements": []}
        doc[kept].append(item)
        doc["pending"][question] = {"number": number, "since": told["by"]["on"], "agreements": []}

    return tell


def _agreed(question: str) -> Tell:
    def tell(doc: Doc, told: Doc) -> None:
        if question in doc["pending"]:
            doc["pending"][question]["agreements"].append(told["by"])

    return tell


def _returned(question: str, kept: str) -> Tell:
    def tell(doc: Doc, told: Doc) -> None:
        _settle(doc, question, kept, "returned", told)

    return tell


def _settle(doc: Doc, question: str, kept: str, outcome: str, told: Doc | None = None) -> None:
    """Have a date or a change before nobody any longer; its agreements stay with it."""
    pending = doc["pending"].pop(question, None)
    if pending is not None:
        doc[kept][-1] |= {"outcome": outcome, "answer": told, "agreements": pending["agreements"]}


def _fixed(doc: Doc, told: Doc) -> None:
    _settle(doc, "date", "dates", "fixed")
    appointment = told["appointment"]
    doc |= {"date": appointment["day"], "starts": appointment["starts"], "place": appointment["place"]}


def _postponed(doc: Doc, told: Doc) -> None:
    _settle(doc, "change", "changes", "made")
    doc["postponements"].append(told | {"was": doc["date"]})
    doc |= _without_date()


def _cancelled(doc: Doc, told: Doc) -> None:
    _settle(doc, "change", "changes", "made")
    _settle(doc, "date", "dates", "lapsed")
    doc["cancellation"] = told


def _agenda(doc: Doc, told: Doc) -> None:
    doc["agenda"] = told["agenda"] | {"drawn_up": told["by"]}


def _admitted(doc: Doc, told: Doc) -> None:
    doc["agenda"]["topics"].append(told["topic"])
    doc["late"].append(told)


def _noticed(doc: Doc, told: Doc) -> None:
    expected = told.pop("expected")
    doc["notices"].append(told)
    doc |= {"notice_number": told["number"], "expected": [line | {"delivered": None} for line in expected]}


def _invited(doc: Doc, told: Doc) -> None:
    doc["expected"] += [line | {"delivered": None, "further": told["reason"]} for line in told["expected"]]


def _delivered(doc: Doc, told: Doc) -> None:
    for line in doc["expected"]:
        if told["invitee"] in {line["person"], line["seat"]}:
            line["delivered"] = {"manner": told["manner"], "by": told["by"]}


def _opened(doc: Doc, told: Doc) -> None:
    _settle(doc, "change", "changes", "lapsed")
    by = told["by"]
    doc["chair"] = {"person": by["person"], "seat": by["seat"], "delegated_by": told["delegated_by"]}
    doc |= {"ordinal": told["ordinal"], "opened_on": by["on"]}
    doc["agenda"]["decisions"] = told["decisions"]


def _entered(kept: str) -> Tell:
    """Add an entry, known by the version it was made at."""

    def tell(doc: Doc, told: Doc) -> None:
        doc[kept].append({"entry": doc["version"], **told})
        doc["adopted"] += told.get("adopted", [])
        doc["attendance"] = _as_it_stands(doc["attendance_entries"])

    return tell


def _struck(doc: Doc, told: Doc) -> None:
    for kept in STRIKABLE:
        for entry in [entry for entry in doc[kept] if entry["entry"] == told["entry"]]:
            doc[kept].remove(entry)
            doc["struck"].append(told | {"what": kept, "was": entry})
    doc["attendance"] = _as_it_stands(doc["attendance_entries"])


def _as_it_stands(entries: list[Doc]) -> list[Any]:
    """How everybody was there: of one person, or one vacant seat, what was entered last."""
    lines = [line for entry in entries for line in entry["lines"]]
    return list({line["person"] or line["seat"]: line for line in lines}.values())


def _closed(doc: Doc, told: Doc) -> None:
    doc |= {"closed_on": told["by"]["on"], "not_reached": told["not_reached"], "put_over": told["put_over"]}


def _reviewed(doc: Doc, told: Doc) -> None:
    doc |= {"minutes_reviewed": True, "minutes": told["minutes"]}


_TELL: dict[str, Tell] = {
    facts.PrincipalAsked.TOPIC: _asked,
    facts.PrincipalAnswered.TOPIC: _answered,
    facts.DateProposed.TOPIC: _proposed("date", "dates"),
    facts.DateAgreed.TOPIC: _agreed("date"),
    facts.DateReturned.TOPIC: _returned("date", "dates"),
    facts.DateFixed.TOPIC: _fixed,
    facts.ChangeProposed.TOPIC: _proposed("change", "changes"),
    facts.ChangeAgreed.TOPIC: _agreed("change"),
    facts.ChangeReturned.TOPIC: _returned("change", "changes"),
    facts.Postponed.TOPIC: _postponed,
    facts.Cancelled.TOPIC: _cancelled,
    facts.AgendaDrawnUp.TOPIC: _agenda,
    facts.AdmittedLate.TOPIC: _admitted,
    facts.NoticeIssued.TOPIC: _noticed,
    facts.InvitedFurther.TOPIC: _invited,
    facts.NoticeDelivered.TOPIC: _delivered,
    facts.PapersIssued.TOPIC: lambda doc, told: doc["papers"].append(told),
    facts.Opened.TOPIC: _opened,
    facts.AttendanceRecorded.TOPIC: _entered("attendance_entries"),
    facts.BriefingGiven.TOPIC: _entered("briefings"),
    facts.DecisionHeard.TOPIC: _entered("heard"),
    facts.TopicsIntroduced.TOPIC: _entered("introductions"),
    facts.TopicDiscussed.TOPIC: _entered("discussed"),
    facts.OtherMatterRaised.TOPIC: _entered("other_matters"),
    facts.InstructionsGiven.TOPIC: _entered("instructions"),
    facts.EnteredInError.TOPIC: _struck,
    facts.Closed.TOPIC: _closed,
    facts.MinutesReviewed.TOPIC: _reviewed,
    facts.MinutesIssued.TOPIC: _reviewed,
    facts.Archived.TOPIC: lambda doc, told: doc.update(archive=told),
}

MEETINGS = View(
    name="meetings",
    columns={"meeting_kind": str, "stage": str, "year": int, "date": str, "ordinal": int, "open": bool},
    fold=_fold,
)
