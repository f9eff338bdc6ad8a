"""Each invitee answers for himself, by his seat or in person; the office enters it for him.

A seat's answer may come from whoever holds it that day, and a department's or grassroots union's from one of its own.
"""

from domain.act import Act
from domain.meeting_roll import Expected
from domain.rules.rule import Rule

OWN_REPLY = Rule("R-seat", "not_the_invitee", "An invitation is answered by the invitee, or by his unit for him.")
NOT_HIMSELF = Rule("R-two-persons", "substitute_is_invitee", "A substitute is another person than the invitee.")


def require_invitee(invitee: Expected, act: Act) -> Act:
    """The act narrowed to the invitee's seat, or as it is when a guest without a seat answers."""
    if invitee.seat in act.by.seats and _may_speak(invitee, act):
        return act.seated(invitee.seat)
    if invitee.person is not None and invitee.person == act.by.person:
        return act
    return act.in_one_of(_seats_of_his_unit(invitee, act), OWN_REPLY)


def require_another(substitute: str, invitee: Expected) -> None:
    """Refuse to name the invitee as his own substitute."""
    if substitute == invitee.person:
        raise NOT_HIMSELF.broken(substitute=substitute)


def _may_speak(invitee: Expected, act: Act) -> bool:
    """A duty that several hold is answered for by each of them alone; any other by who holds it that day."""
    duty = act.charter.duties.get(invitee.seat.partition("@")[0])
    return duty is None or not duty.many or act.by.person in {invitee.person, None}


def _seats_of_his_unit(invitee: Expected, act: Act) -> tuple[str, ...]:
    """The seats of the same unit and side, for a duty that is held in each unit."""
    if "@" not in invitee.seat or invitee.unit is None:
        return ()
    side = act.charter.side_of(invitee.seat)
    return tuple(seat for seat in act.charter.seats_of_unit(invitee.unit) if act.charter.side_of(seat) is side)
