"""The trail of each stream: what an auditor must remember of it, with the positions of the records it stands in.

A trail is told an event after the findings, so that an auditor sees the stream as it stood before. It is folded from
the facts alone, survives a history no guard would have let through, and is nobody's to read but the auditors'.
"""

from datetime import date
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from domain.charter_reading import read_charter
from domain.facts import conference, decision, invitation, meeting, minutes, topic
from domain.facts import decision_following as following
from domain.facts import decision_publication as publication
from domain.recorded import Recorded
from domain.stream import Fact
from domain.vocabulary import Hearing, MeetingKind, Outcome
from projections import Doc, Rows, View
from projections.auditors import questions
from projections.auditors.lifecycle import ANY_TIME, BEFORE_WORK, MARKS, OPEN_DECISION, STEPS
from projections.telling import act_of, told

HOUSE = "house"
"""The row for what holds for all streams: time zone and office seats of each edition, the last ordinary meeting."""

_FURTHEST_EAST = "Etc/GMT-14"
"""The clock while no edition is known: by it nothing is dated ahead that is not so by any."""
_HOUSE = (conference.Founded, conference.CharterAdopted, meeting.Closed)
_HOME = (minutes.Drafted, decision.Adopted, invitation.Invited)


_NOTHING_YET: dict[str, Doc] = {
    "topic": {"concerned": [], "side": "", "consensus": "open", "opinions": {}, "opinions_asked": {}},
    "meeting": {"meeting_kind": None, "favourable": None, "date": None},
    "decision": {"lead": None, "due": None, "heard": [], "words": [1, ""], "note": ""},
}
"""What a trail has from its first fact on, whichever that is."""


def digest(text: str) -> str:
    """A text in few signs, to be compared with."""
    return sha256(text.encode()).hexdigest()


def trail_of(rows: Rows, stream: object) -> Doc | None:
    """A stream as it stood before the event that is audited, if it had begun."""
    return rows.get(TRAILS, str(stream))


def trail_before(rows: Rows, event: Recorded) -> Doc:
    """The stream of an event as it stood before it; one that only begins has nothing behind it."""
    return trail_of(rows, event.stream) or _begun(rows, event)


def house_of(rows: Rows) -> Doc:
    """What holds for all streams."""
    return rows.get(TRAILS, HOUSE) or {"zones": {}, "office": {}, "last_ordinary": None}


def positions(trail: Doc | None, *names: str) -> tuple[int, ...]:
    """Where the last facts of these names stand in the log, as far as there are any."""
    at = (trail or {"at": {}})["at"]
    return tuple(sorted({at[name] for name in names if name in at}))


def positions_with(event: Recorded, trail: Doc | None, *names: str) -> tuple[int, ...]:
    """The same, with the event itself where it is one of them."""
    here = (event.position,) if event.fact.TOPIC in names else ()
    return (*positions(trail, *(name for name in names if name != event.fact.TOPIC)), *here)


def recorded_on(rows: Rows, event: Recorded) -> date:
    """The day of recording, by the clock of the edition that the act cites."""
    zones: dict[str, str] = house_of(rows)["zones"]
    here = zones.get(event.fact.trace.under) or next(iter(zones.values()), _FURTHEST_EAST)
    return event.recorded_at.astimezone(ZoneInfo(here)).date()


def _fold(rows: Rows, event: Recorded) -> None:
    _keep_house(rows, event)
    key, day = str(event.stream), event.fact.trace.on.isoformat()
    trail = rows.get(TRAILS, key) or _begun(rows, event)
    _move(trail, event, day)
    questions.fold(trail["asked"], event)
    _remember(trail, event)
    trail["at"][event.fact.TOPIC] = event.position
    trail |= {"version": event.version, "recorded_at": event.recorded_at.isoformat()}
    trail["waits"] = event.kind if _waits(trail) else None
    rows.put(TRAILS, key, trail)


def _waits(trail: Doc) -> bool:
    """Whether a meeting may find it waiting: an open call, a decision not done with, or never heard."""
    if trail["kind"] == "decision":
        return trail["stage"] in OPEN_DECISION or trail["unheard"]
    return bool(trail["stage"] == "open")


def _begun(rows: Rows, event: Recorded) -> Doc:
    fact: Any = event.fact
    home = rows.get(TRAILS, str(event.fact.meeting)) if isinstance(event.fact, _HOME) else None
    dated = event.fact.dated.year if isinstance(event.fact, decision.ProposedForTakeOver) else None
    year = home["year"] if home else getattr(fact, "year", dated)
    return {
        "kind": event.kind,
        "stage": "",
        "year": year or fact.trace.on.year,
        "meeting": told(getattr(fact, "meeting", None)),
        "days": {"begun": fact.trace.on.isoformat(), "adopted": fact.trace.on.isoformat()},
        "at": {},
        "asked": {},
        "unheard": isinstance(fact, decision.Adopted),
        **_NOTHING_YET.get(event.kind, {}),
    }


def _move(trail: Doc, event: Recorded, day: str) -> None:
    """Stand where the step leads; the day is kept on which a stage was reached."""
    step = STEPS.get(event.fact.TOPIC, ANY_TIME)
    before = trail["stage"]
    trail["stage"] = _landing(trail, event.fact, step.to) or before
    if step.to and (step.to == "=" or trail["stage"] != before):
        trail["days"]["stage"] = _last_word(trail, event, day)
    for mark in MARKS.get(event.fact.TOPIC, ()):
        trail["days"][mark] = day


def _last_word(trail: Doc, event: Recorded, day: str) -> str:
    """What follows from agreements dates from the last of them, and not from the one entered last."""
    question = trail["asked"].get(questions.SETTLED.get(event.fact.TOPIC, ""), {"agreements": []})
    days: list[str] = [each["on"] for each in question["agreements"]]
    return max([day, *days])


def _landing(trail: Doc, fact: Fact, to: str) -> str:
    """Where a step leads that does not always lead to the same stage."""
    stage, pool = str(trail["stage"]), str(trail.get("pooled_as", "approved"))
    match fact:
        case topic.Revised():
            to = "submitted" if stage == "approved" else ""
        case topic.Unscheduled():
            to = pool
        case topic.Discussed() if fact.outcome is Outcome.DEFERRED:
            to = "submitted" if fact.agree_anew else pool
        case topic.Minuted():
            to = "minuted" if stage == "discussed" and trail["meeting"] == str(fact.meeting) else ""
        case decision.Minuted():
            to = "binding" if stage == "adopted" else ""
        case decision.Assigned() | decision.Received() | following.ProgressNoted():
            to = to if stage in BEFORE_WORK else ""
        case decision.Heard():
            counts = fact.kind is MeetingKind.ORDINARY or fact.outcome is not Hearing.NOTED
            is_with_unit = "bound" in trail["days"] and stage in OPEN_DECISION - {"handed_back"}
            to = to if counts and is_with_unit else ""
        case decision.LeadChanged():
            to = "binding" if fact.lead != trail["lead"] else ""
        case decision.Reopened():
            to = to if "bound" in trail["days"] else "adopted"
    return "" if to == "=" else to


def _remember(trail: Doc, event: Recorded) -> None:
    match event.kind:
        case "topic":
            _remember_topic(trail, event)
        case "meeting":
            _remember_meeting(trail, event.fact)
        case "decision":
            _remember_decision(trail, event.fact)
        case "conference" if isinstance(event.fact, conference.BoardClosed):
            _forget(trail, "board")
        case _:
            return


def _remember_topic(trail: Doc, event: Recorded) -> None:
    here = act_of(event.fact) | {"position": event.position}
    match event.fact:
        case topic.Submitted() as fact:
            trail |= {"concerned": list(fact.text.concerned), "side": fact.side}
        case topic.Revised() as fact:
            trail |= {"concerned": list(fact.text.concerned), "consensus": "open", "opinions": {}, "opinions_asked": {}}
        case topic.OpinionAsked() as fact:
            trail["opinions_asked"][fact.unit] = here | {"due": told(fact.due)}
        case topic.OpinionGiven() as fact:
            trail["opinions"][fact.unit] = here | {"version": fact.text_version, "opinion": fact.opinion}
        case topic.ConsensusReached() as fact:
            trail["consensus"] = "full" if fact.full else "basic"
        case topic.ConsensusFailed():
            trail["consensus"] = "failed"
        case topic.ConsensusLapsed():
            trail["consensus"] = "open"
        case topic.Scheduled() as fact:
            trail |= {"meeting": str(fact.meeting), "pooled_as": trail.get("left", "approved")}
        case topic.Confirmed() as fact:
            trail["year"] = fact.year
        case _:
            pass
    trail["left"] = trail["stage"]


def _remember_meeting(trail: Doc, fact: Fact) -> None:
    match fact:
        case meeting.Planned():
            trail["meeting_kind"] = fact.kind
        case meeting.PrincipalAsked():
            trail["favourable"] = None
        case meeting.PrincipalAnswered():
            trail["favourable"] = fact.favourable
        case meeting.DateFixed():
            trail["date"] = told(fact.appointment.day)
        case meeting.PapersIssued():
            trail["days"].setdefault("papers", fact.trace.on.isoformat())
        case meeting.Closed():
            trail["days"]["closing"] = fact.trace.on.isoformat()
        case _:
            return


def _remember_decision(trail: Doc, fact: Fact) -> None:
    match fact:
        case decision.Adopted() | decision.ProposedForTakeOver() | decision.TakeOverRevised():
            trail |= {"lead": fact.lead, "due": told(fact.due), "words": [1, digest(fact.text)]}
            trail["days"]["adopted"] = told(getattr(fact, "dated", fact.trace.on))
        case decision.LeadChanged() | decision.Reopened():
            lead = getattr(fact, "lead", None)
            _forget(trail, "assigned received" if lead != trail["lead"] else "")
            trail["lead"] = lead or trail["lead"]
        case decision.AssignmentConfirmed():
            _forget(trail, "received")
        case decision.DueChanged() | following.ExtensionGranted():
            trail["due"] = told(fact.due)
        case decision.CarriedOver():
            _forget(trail, "assigned received")
            trail |= {"lead": fact.lead, "due": told(fact.due)}
        case decision.WordingCorrected():
            trail["words"] = [fact.text_version, digest(fact.text)]
        case publication.PublicationProposed():
            trail["note"] = digest(fact.note)
        case publication.TakenOffBoard():
            _forget(trail, "published")
        case decision.Heard():
            trail["heard"] = [*trail["heard"], str(fact.meeting)]
            trail["unheard"] = trail["unheard"] and fact.kind is not MeetingKind.ORDINARY
        case _:
            return


def _forget(trail: Doc, marks: str) -> None:
    """Let what was done be done anew."""
    for mark in marks.split():
        trail["days"].pop(mark, None)


def _keep_house(rows: Rows, event: Recorded) -> None:
    """Keep who founded it, the time zone and office of an edition, and the day of the last ordinary meeting closed."""
    house = house_of(rows) if isinstance(event.fact, _HOUSE) else {}
    match event.fact:
        case conference.Founded():
            house["founding"] = event.cmd
        case conference.CharterAdopted() as fact:
            charter = read_charter(fact.text)
            house["zones"][fact.edition] = charter.time_zone
            house["office"][fact.edition] = list(charter.office_seats)
        case meeting.Closed():
            trail = trail_before(rows, event)
            if trail["meeting_kind"] != MeetingKind.ORDINARY:
                return
            house["last_ordinary"] = max(house["last_ordinary"] or "", trail["days"].get("opening", "")) or None
        case _:
            return
    rows.put(TRAILS, HOUSE, house)


TRAILS = View(
    name="trails",
    columns={"waits": str},
    fold=_fold,
)
