"""A charter must agree with itself before it is adopted; whatever the locality, nothing here is a matter of taste.

Each function tells the breaches of one rule. They are looked for when a charter is adopted and never again: a charter
that was adopted stays readable although a later release of the product would refuse it.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from domain.charter import AgendaItem, Charter, How, Panel
from domain.charter_words import Step
from domain.clauses import CLAUSES
from domain.errors import RuleBroken
from domain.rules.rule import Rule
from domain.vocabulary import Side

NOBODY_DECIDES = Rule("R-charter", "panel_empty", "Where the charter names who decides, it names somebody.")
ONE_SIDED = Rule("G2", "panel_one_sided", "One per side needs a seat of the government side and one of the union side.")
PARTY_SEAT = Rule("G2", "party_seat_in_panel", "A party seat never supplies a side's agreement.")
EVERY_UNIT = Rule("R-charter", "panel_seat_in_every_unit", "A duty held in each unit decides only for a named unit.")
NO_OFFICE = Rule("R-charter", "office_empty", "Some body with seats runs the conference day by day.")
APPROVAL = Rule("R-charter", "approval_half_said", "Who approves topics is named exactly where approval is a step.")
HEARING = Rule("S5.5-d", "hearing_not_on_agenda", "Where the next meeting hears decisions, its agenda has the item.")
KEY_TWICE = Rule("R-unique", "charter_key_twice", "A key stands for one agenda item or one class of people only.")
UNKNOWN_CLAUSE = Rule("R-known", "clause_unknown", "An agenda item cites a clause that is known.")
UNKNOWN_GAP = Rule("R-known", "gap_unknown", "An assumption fills a gap that is known.")
CIRCLE = Rule("R-charter", "bodies_in_a_circle", "No body stands under itself, at any remove.")


def require_sound(charter: Charter) -> None:
    """Refuse a charter that contradicts itself, naming every contradiction."""
    found = breaches(charter)
    if found:
        first = found[0]
        all_codes = [breach.code for breach in found]
        raise RuleBroken(first.code, clause=first.clause, **first.facts, breaches=all_codes)


def breaches(charter: Charter) -> tuple[RuleBroken, ...]:
    """All that is unsound in a charter; empty when it may be adopted."""
    of_panels = (_of_panel(name, panel, charter) for name, panel in panels(charter))
    return tuple(chain(*of_panels, _of_bodies(charter), _of_topics(charter), _of_agendas(charter), _of_keys(charter)))


def panels(charter: Charter) -> Iterator[tuple[str, Panel]]:
    """Every panel of a charter, by its key in the file."""
    named = {
        "topics.approval": charter.topics.approval,
        "meetings.date_fixed_by": charter.meetings.date_fixed_by,
        "minutes.reviewed_by": charter.minutes.reviewed_by,
        "follow_up.settled_by": charter.follow_up.settled_by,
    }
    yield from ((name, panel) for name, panel in named.items() if panel is not None)
    yield from ((f"minutes.sign_off[{place}]", panel) for place, panel in enumerate(charter.minutes.sign_off, start=1))


def _of_panel(name: str, panel: Panel, charter: Charter) -> Iterator[RuleBroken]:
    everybody = panel.seats + panel.stand_ins
    if not panel.seats:
        yield NOBODY_DECIDES.broken(key=name)
    for seat in everybody:
        duty = charter.duties.get(seat)
        if duty is not None and duty.per_unit:
            yield EVERY_UNIT.broken(key=name, seat=seat)
    if panel.how is How.ONE_PER_SIDE:
        yield from _of_two_sides(name, panel, charter)


def _of_two_sides(name: str, panel: Panel, charter: Charter) -> Iterator[RuleBroken]:
    sides = {charter.side_of(seat) for seat in panel.seats}
    lacking = [side for side in (Side.GOV, Side.UNION) if side not in sides]
    if panel.seats and lacking:
        yield ONE_SIDED.broken(key=name, lacking=lacking)
    for seat in panel.seats + panel.stand_ins:
        if charter.side_of(seat) is Side.PARTY:
            yield PARTY_SEAT.broken(key=name, seat=seat)


def _of_bodies(charter: Charter) -> Iterator[RuleBroken]:
    office = charter.bodies.get(charter.office)
    if office is None or not office.seats:
        yield NO_OFFICE.broken(key="office", body=charter.office)
    for key in charter.bodies:
        if key in charter.above(key):
            yield CIRCLE.broken(key=f"bodies.{key}.under")


def _of_topics(charter: Charter) -> Iterator[RuleBroken]:
    is_step = Step.APPROVAL in charter.topics.steps
    if is_step != (charter.topics.approval is not None):
        yield APPROVAL.broken(key="topics.approval")


def _of_agendas(charter: Charter) -> Iterator[RuleBroken]:
    meetings, follow_up = charter.meetings, charter.follow_up
    for name, template, hears in (
        ("meetings.ordinary_agenda", meetings.ordinary_agenda, follow_up.next_meeting_hears),
        ("meetings.extraordinary_agenda", meetings.extraordinary_agenda, follow_up.extraordinary_hears),
    ):
        if hears and template and all(item.key != "previous_decisions" for item in template):
            yield HEARING.broken(key=name)
        yield from _of_items(name, template)


def _of_items(name: str, template: Iterable[AgendaItem]) -> Iterator[RuleBroken]:
    for place, item in enumerate(template, start=1):
        if item.clause not in CLAUSES:
            yield UNKNOWN_CLAUSE.broken(key=f"{name}[{place}].clause", clause_cited=item.clause)


def _of_keys(charter: Charter) -> Iterator[RuleBroken]:
    meetings = charter.meetings
    for name, rows in (
        ("meetings.attendance", meetings.attendance),
        ("meetings.ordinary_agenda", meetings.ordinary_agenda),
        ("meetings.extraordinary_agenda", meetings.extraordinary_agenda),
    ):
        keys = [row.key for row in rows]
        for place, key in enumerate(keys, start=1):
            if key in keys[: place - 1]:
                yield KEY_TWICE.broken(key=f"{name}[{place}].key", value=key)
    for gap in charter.assumptions:
        if not gap.startswith("G") or gap not in CLAUSES:
            yield UNKNOWN_GAP.broken(key=f"assumptions.{gap}", gap=gap)
