"""Acting and recording are two things: who acted keeps his name, who entered it is named beside him with the basis.

Gap: G25 (acts on paper are registered with the signed sheet; the telephone serves only for replies and consultation).
"""

from domain.act import Act
from domain.rules import office
from domain.rules.rule import Rule
from domain.standing import Standing
from domain.vocabulary import Basis

NOT_YOUR_SEAT = Rule("R-seat", "seat_not_held", "Nobody acts in a seat he does not hold that day.")
SHEET_MISSING = Rule("R-paper", "sheet_missing", "An act on paper is registered with the digest of the signed sheet.")
NOT_BY_TELEPHONE = Rule("G25", "not_by_telephone", "By telephone come only replies and consultation.")
OFFICE_ENTERS = Rule("R-paper", "office_enters", "Another's act is entered by the coordination office.")

_BY_WORD = frozenset({Basis.TELEPHONE, Basis.MESSAGE})


def usable_seats(act: Act, today: Standing) -> tuple[str, ...]:
    """The seats the actor may use himself: those he held on the day of the act and holds today.

    Who works in the office today may enter what happened before he came; who has left a post acts in it no more.
    """
    now = today.duties_of(act.by.person)
    return tuple(seat for seat in now if seat in act.by.seats or seat in act.charter.office_seats)


def in_named_seat(act: Act, seat: str | None) -> Act:
    """The act limited to the seat the asker names, or in all his seats when he names none."""
    if seat is None:
        return act
    if seat not in act.by.seats:
        raise NOT_YOUR_SEAT.not_entitled(seat=seat, held=list(act.by.seats))
    return act.seated(seat)


def require_may_enter(act: Act, basis: Basis, *, evidence: str | None, by_telephone: bool) -> Act:
    """The recorder's act in his office seat, for an act the telephone serves for, or with the signed sheet's digest."""
    if basis in _BY_WORD and not by_telephone:
        raise NOT_BY_TELEPHONE.broken(basis=basis)
    if basis not in _BY_WORD and not evidence:
        raise SHEET_MISSING.broken(basis=basis)
    return office.require_office(act, OFFICE_ENTERS)
