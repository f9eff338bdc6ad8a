"""What a clause is: an address that rules, facts, refusals, findings and pages cite, and the words that stand there."""

from dataclasses import dataclass
from enum import StrEnum

from domain.rules.rule import Held


class Force(StrEnum):
    """How the measures put it: a must, in principle (原则上, 一般, 主要包括), left open, or a principle only."""

    HARD = "H"
    SOFT = "S"
    OPEN = "O"
    PRINCIPLE = "P"


@dataclass(frozen=True)
class Clause:
    """One row of the rulebook.

    The first letter of ``id`` is its source: S the measures, G a gap filled by assumption, R our own good order. Only
    an S clause has a ``section``, and its ``zh`` quotes that section, …… standing for what is left out; ``en`` is the
    rule in a sentence. A gap has what is open in ``zh`` and ``en``, and in the defaults what the product does about it.
    ``held_by`` lists the kinds of holding that fit: the code holds the clause by at least one of them, and a clause
    without any asks nothing that could be held.
    """

    id: str
    zh: str
    en: str
    section: str = ""
    force: tuple[Force, ...] = ()
    held_by: tuple[Held, ...] = ()
    marker: str = ""
    """The word that softens it: 原则上, 一般, 主要包括, 可."""
    default_zh: str = ""
    default_en: str = ""


def hard(ident: str, section: str, zh: str, en: str, *held_by: Held) -> Clause:
    """A must of the measures."""
    return Clause(ident, zh, en, section, (Force.HARD,), held_by)


def soft(ident: str, section: str, marker: str, zh: str, en: str, *held_by: Held) -> Clause:
    """What the measures ask for in principle, ordinarily or as a possibility."""
    return Clause(ident, zh, en, section, (Force.SOFT,), held_by, marker)


def left_open(ident: str, section: str, zh: str, en: str) -> Clause:
    """What the measures mention and do not settle."""
    return Clause(ident, zh, en, section, (Force.OPEN,))


def principle(ident: str, section: str, zh: str, en: str) -> Clause:
    """What the measures declare and no act can be tested against."""
    return Clause(ident, zh, en, section, (Force.PRINCIPLE,))


def gap(ident: str, zh: str, en: str, default_zh: str, default_en: str) -> Clause:
    """What the measures leave open, and what the product does about it."""
    return Clause(ident, zh, en, default_zh=default_zh, default_en=default_en)


def order(ident: str, zh: str, en: str) -> Clause:
    """What good order asks in any register, whatever the measures say."""
    return Clause(ident, zh, en, held_by=(Held.REFUSAL,))
