"""Whether what several seats decide was agreed by all that the charter asks, on that text, by two persons, none the drafter.

Clause: S5.2-f, S5.4-e, G1, G2, G6. The panel is the charter's; who was there to sit on it, the roll's that day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.charter import Charter, How, Panel
from domain.facts import minutes
from domain.recorded import Recorded
from domain.rules.rule import Held, Rule
from domain.vocabulary import Side
from projections import Doc, Rows
from projections.auditors import Verdict, charter_for, found
from projections.auditors.questions import AGREED, SETTLED, version_of
from projections.auditors.trails import trail_before
from projections.people import ROLL, ROSTER, standing_of

OTHER_TEXT = Rule(
    "R-version", "agreed_to_other_text", "An agreement was given to another text than the one put.", Held.FINDING
)
OUTSIDE_PANEL = Rule(
    "G2", "agreed_outside_panel", "Somebody agreed in a seat that the charter does not ask.", Held.FINDING
)
STOOD_IN = Rule(
    "G2", "stood_in_without_absence", "A deputy head agreed while a head of that side was there.", Held.FINDING
)
ONE_PERSON = Rule("G2", "one_person_for_both_sides", "One person agreed for both sides.", Held.FINDING)
DRAFTER = Rule("G2", "drafter_agreed_to_own_text", "Who drafted the text agreed to it.", Held.FINDING)
TOPIC = Rule("G1", "approved_without_agreements", "A topic was approved or declined without agreements.", Held.FINDING)
DATE = Rule("S5.2-f", "date_without_agreements", "The date was fixed or given up without agreements.", Held.FINDING)
REVIEW = Rule("S5.4-e", "reviewed_without_agreements", "Minutes passed the review without agreements.", Held.FINDING)
SIGN_OFF = Rule("G6", "signed_off_without_signatures", "Minutes were signed off without signatures.", Held.FINDING)
HEADS = Rule("G2", "settled_without_agreements", "What is the heads' to settle was settled without them.", Held.FINDING)
PUBLISHED = Rule(
    "G10", "published_without_agreements", "The public saw what the heads had not agreed to.", Held.FINDING
)
UNREVIEWED = Rule("S5.4-e", "issued_without_review", "Minutes were issued before they were reviewed.", Held.FINDING)
UNSIGNED = Rule("G6", "issued_without_sign_off", "Minutes were issued before they were signed off.", Held.FINDING)

_SIDES = (Side.GOV, Side.UNION)
_RULES = {
    "approval": TOPIC,
    "decline": TOPIC,
    "date": DATE,
    "review": REVIEW,
    "correction": REVIEW,
    "publication": PUBLISHED,
}


def audit(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """Every agreement, and every act that follows from agreements."""
    name = event.fact.TOPIC
    if name in AGREED:
        yield from _of_agreement(rows, event, AGREED[name])
    elif isinstance(event.fact, minutes.Issued | minutes.Corrected):
        yield from _of_issue(rows, event)
    elif name in SETTLED and getattr(event.fact, "meeting", None) is None:
        yield from _of_settlement(rows, event, SETTLED[name])


def _of_agreement(rows: Rows, event: Recorded, name: str) -> Iterator[Verdict]:
    trail, by = trail_before(rows, event), event.fact.trace.by
    question = trail["asked"].get(name)
    if question is None:
        return
    told = {"what": event.fact.TOPIC, "person": by.person, "seat": by.seat}
    case = _Case(rows, event, question)
    if case.other_text:
        versions = {"version": version_of(event.fact), "present": question["version"]}
        yield found(OTHER_TEXT, event, trail, *case.records, about=event.version, **versions, **told)
    if by.person and by.person == question["drafted_by"]:
        yield found(DRAFTER, event, trail, *case.records, about=event.version, **told)
    if by.person in case.of_other_side:
        yield found(ONE_PERSON, event, trail, *case.records, about=event.version, **told)
    if case.panel and by.seat not in case.panel.seats + case.panel.stand_ins:
        yield found(OUTSIDE_PANEL, event, trail, *case.records, about=event.version, **told)
    elif case.panel and by.seat not in case.panel.seats and case.head_was_there:
        yield found(STOOD_IN, event, trail, *case.records, about=event.version, **told)


def _of_settlement(rows: Rows, event: Recorded, name: str) -> Iterator[Verdict]:
    """What follows from the last agreement needed: the sides, or seats, that are lacking."""
    trail = trail_before(rows, event)
    question = trail["asked"].get(name) or {"version": 0, "agreements": [], "position": None, "drafted_by": None}
    case = _Case(rows, event, question)
    lacking = case.lacking
    if lacking:
        told = {"what": event.fact.TOPIC, "version": question["version"], "lacking": lacking}
        rule = SIGN_OFF if case.step else _RULES.get(name, DATE if event.kind == "meeting" else HEADS)
        yield found(rule, event, trail, *case.records, about=event.version, **told)


def _of_issue(rows: Rows, event: Recorded) -> Iterator[Verdict]:
    """The text issued is the one that passed every step the charter has."""
    trail = trail_before(rows, event)
    name = "review" if isinstance(event.fact, minutes.Issued) else "correction"
    question = trail["asked"].get(name, {"step": 0, "version": 0})
    charter = _charter(rows, event)
    asked = [panel is not None for panel in (charter.minutes.reviewed_by, *charter.minutes.sign_off)]
    open_steps = [step for step, is_asked in enumerate(asked) if is_asked and step >= question["step"]]
    if open_steps:
        records = tuple(trail["at"].values())[-1:]
        rule = UNSIGNED if open_steps[0] else UNREVIEWED
        yield found(rule, event, trail, *records, about=event.version, version=question["version"])


class _Case:
    """One question before a panel, as it stands at an event."""

    def __init__(self, rows: Rows, event: Recorded, question: Doc) -> None:
        self.event, self.question = event, question
        self.step: int = getattr(event.fact, "step", 0)
        self.charter = _charter(rows, event)
        self.panel = _panel(self.charter, event.kind, self.step)
        self._rows = rows
        self.given: list[Doc] = question["agreements"]

    @property
    def records(self) -> tuple[int, ...]:
        put = self.question["position"]
        return (*((put,) if put else ()), *(each["position"] for each in self.given))

    @property
    def other_text(self) -> bool:
        version = version_of(self.event.fact)
        return version is not None and version != self.question["version"]

    @property
    def of_other_side(self) -> set[str]:
        """Who has agreed for another side."""
        by = self.event.fact.trace.by
        one_per_side = self.panel is not None and self.panel.how is How.ONE_PER_SIDE
        return {each["person"] for each in self.given if one_per_side and each["person"] and each["side"] != by.side}

    @property
    def head_was_there(self) -> bool:
        """Whether a head of the side could have agreed himself: there, not the drafter, not of both sides."""
        by, panel = self.event.fact.trace.by, self.panel
        that_day = standing_of(self._rows.get(ROSTER, ROLL), self.event.fact.trace.on)
        used = {self.question["drafted_by"], *(each["person"] for each in self.given if each["side"] != by.side)}
        heads = [seat for seat in panel.seats if self.charter.side_of(seat) is by.side] if panel else []
        there = {person for seat in heads for person in that_day.holders_of(seat)} - that_day.absent - used
        if panel and panel.how is How.ALL:
            return len(there) == len(heads)
        return bool(there)

    @property
    def lacking(self) -> list[str]:
        """The sides whose agreement to this version is missing, or the seats where each has to agree."""
        if self.panel is None:
            return []
        counted = [each for each in self.given if self._counts(each, self.panel)]
        match self.panel.how:
            case How.ANY:
                return [] if counted else list(self.panel.seats)
            case How.ALL:
                return self._uncovered(self.panel, counted)
            case How.ONE_PER_SIDE:
                sides = {each["side"] for each in counted}
                named = {self.charter.side_of(seat) for seat in self.panel.seats}
                return [side for side in _SIDES if side in named and side not in sides]

    def _counts(self, agreement: Doc, panel: Panel) -> bool:
        settled: Any = version_of(self.event.fact)
        version = self.question["version"] if settled is None else settled
        return agreement["version"] in {version, None} and agreement["seat"] in panel.seats + panel.stand_ins

    def _uncovered(self, panel: Panel, counted: list[Doc]) -> list[str]:
        """The seats not given; a stand-in's agreement counts for one seat of its side."""
        left = [seat for seat in panel.seats if seat not in {each["seat"] for each in counted}]
        for each in counted:
            own = [seat for seat in left if self.charter.side_of(seat) == each["side"]]
            if own and each["seat"] not in panel.seats:
                left.remove(own[0])
        return left


def _panel(charter: Charter, kind: str, step: int) -> Panel | None:
    """Who decides; None where the charter names nobody, so that nobody's agreement is needed."""
    if kind == "topic":
        return charter.topics.approval
    if kind == "meeting":
        return charter.meetings.date_fixed_by
    if kind == "minutes":
        steps = (charter.minutes.reviewed_by, *charter.minutes.sign_off)
        return steps[step] if step < len(steps) else None
    return charter.follow_up.settled_by


def _charter(rows: Rows, event: Recorded) -> Charter:
    trace = event.fact.trace
    return charter_for(rows, trace.on or date.min, trace.under)
