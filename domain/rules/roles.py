"""Who is somebody beyond the seats: an administrator, an auditor, an archivist. They serve the conference and do no business."""

from domain.rules.rule import Rule
from domain.vocabulary import Role

ROLE_DOES_NO_BUSINESS = Rule(
    "R-role", "role_does_no_business", "Who administers, audits or archives acts in no matter of the conference."
)
ROLE_BESIDE_SEAT = Rule("R-role", "role_beside_seat", "Who holds a seat of the conference is given no role beside it.")
ROLE_FOR_ONESELF = Rule(
    "R-role", "role_for_oneself", "Nobody gives himself a role: who administers sees no business by it."
)


def require_no_role(role: Role | None) -> None:
    """Refuse an act by somebody with a role, whatever seats he was given meanwhile."""
    if role is not None:
        raise ROLE_DOES_NO_BUSINESS.not_entitled(role=role)


def require_no_seat(role: Role, seats: tuple[str, ...]) -> None:
    """Refuse a role to somebody who sits in the conference."""
    if seats:
        raise ROLE_BESIDE_SEAT.broken(role=role, seats=list(seats))


def require_another(person: str, by: str) -> None:
    """Refuse a role that somebody gives himself; to lay his own down he needs nobody."""
    if person == by:
        raise ROLE_FOR_ONESELF.not_entitled()
