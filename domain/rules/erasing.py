"""What is held about a person is erased for a stated reason, once he performs no duty; the record says what went.

Clause: R-erasure (个人信息保护法第四十七条).
"""

from collections.abc import Collection, Iterable, Sequence

from domain.rules.rule import Rule
from domain.stream import Fact

IN_DUTY = Rule("R-erasure", "erasure_in_duty", "Nothing is erased about somebody who still performs a duty.")
WITHOUT_BASIS = Rule("R-erasure", "erasure_without_basis", "Erasure has a basis, and says it.")
HELD_ANEW = Rule("R-erasure", "erased_in_the_same_save", "What is erased is not held anew in the same save.")
NOTHING_HELD = Rule("R-erasure", "nothing_to_erase", "What is erased is held.")


def require_out_of_duty(person: str, duties: Collection[str]) -> None:
    """Refuse to erase the name of somebody who performs a duty, or will."""
    if duties:
        raise IN_DUTY.broken(person=person, duties=sorted(duties))


def require_basis(basis: str) -> None:
    """Refuse to erase for no reason."""
    if not basis.strip():
        raise WITHOUT_BASIS.broken()


def require_not_held_anew(facts: Iterable[Fact], erased: Collection[str]) -> None:
    """Refuse a save that tells anew, of somebody it erases, what nobody could open any more."""
    for fact in facts:
        for value, about in fact.PERSONAL.items():
            person = str(getattr(fact, about))
            if getattr(fact, value) is not None and person in erased:
                raise HELD_ANEW.broken(person=person)


def require_held(person: str, held: Sequence[object]) -> None:
    """Refuse to erase what is not there."""
    if not held:
        raise NOTHING_HELD.broken(person=person)
