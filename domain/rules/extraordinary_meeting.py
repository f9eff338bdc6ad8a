"""In special circumstances or on a major problem the conference meets, once the principal leader has been asked.

Clause: S5.2-g (如遇特殊情况或重大问题，经向政府主要领导商请后，适时召开). Who asks, and that the answer must be
favourable, is not said: gap G18. A charter that names no principal (``None``) asks nobody.
"""

from domain.act import Act
from domain.charter import Charter
from domain.rules import office
from domain.rules.rule import Rule
from domain.vocabulary import MeetingKind

NOT_ASKED = Rule(
    "S5.2-g", "principal_not_asked", "An extraordinary meeting is convened after asking the government's principal."
)
NOT_FAVOURABLE = Rule("G18", "principal_not_favourable", "Without a favourable answer no date is fixed.")
ASKERS = Rule("G18", "not_an_asker", "An extraordinary meeting is asked for by the duties the charter names.")
PRINCIPAL_ANSWERS = Rule("S5.2-g", "not_the_principal", "The government's principal leader answers the request.")
ASKED_OF_NOBODY = Rule("R-order", "principal_not_to_be_asked", "Only an extraordinary meeting waits for a principal.")


def require_asker(act: Act) -> Act:
    """The act narrowed to a duty that may ask for an extraordinary meeting; none named: the office."""
    seats = act.charter.meetings.asked_by
    return act.in_one_of(seats, ASKERS) if seats else office.require_office(act, ASKERS)


def require_planner(act: Act) -> Act:
    """The act narrowed to the office, or to a duty that may ask for the meeting."""
    if set(act.by.seats) & set(act.charter.office_seats):
        return office.require_office(act)
    return require_asker(act)


def require_names_asker(asked_by: str, charter: Charter) -> None:
    """The meeting is asked for in a duty that may ask."""
    seats = charter.meetings.asked_by or charter.office_seats
    if asked_by not in seats:
        raise ASKERS.broken(asked_by=asked_by, seats=list(seats))


def require_to_be_asked(kind: MeetingKind, charter: Charter) -> None:
    """Refuse to ask for a meeting that needs nobody's answer."""
    if kind is not MeetingKind.EXTRAORDINARY or charter.meetings.principal is None:
        raise ASKED_OF_NOBODY.broken(kind=kind)


def require_principal(act: Act) -> Act:
    """The act narrowed to the duty of the government's principal leader."""
    return act.in_one_of([act.charter.meetings.principal or ""], PRINCIPAL_ANSWERS)


def require_favourable(kind: MeetingKind, charter: Charter, *, asked: bool, favourable: bool | None) -> None:
    """Refuse to go on with an extraordinary meeting until the principal was asked and answered favourably."""
    if kind is not MeetingKind.EXTRAORDINARY or charter.meetings.principal is None:
        return
    if not asked:
        raise NOT_ASKED.broken(principal=charter.meetings.principal)
    if not favourable:
        raise NOT_FAVOURABLE.broken(principal=charter.meetings.principal, answered=favourable is not None)
