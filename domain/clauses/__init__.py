"""Every address a rule, fact, refusal or finding may cite: S the measures, G a gap filled, R our own good order."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.clauses.clause import Clause, Force
from domain.clauses.content import CONTENT
from domain.clauses.foundations import FOUNDATIONS
from domain.clauses.gaps import GAPS
from domain.clauses.good_order import GOOD_ORDER
from domain.clauses.procedure import PROCEDURE

__all__ = ["CLAUSES", "Clause", "Force", "clause"]

CLAUSES: Mapping[str, Clause] = MappingProxyType(
    {each.id: each for each in FOUNDATIONS + CONTENT + PROCEDURE + GAPS + GOOD_ORDER}
)
"""All clauses by id, in the order of the measures, then the gaps, then good order."""


def clause(ident: str) -> Clause:
    """The clause at an address; ``LookupError`` when nothing stands there."""
    return CLAUSES[ident]
