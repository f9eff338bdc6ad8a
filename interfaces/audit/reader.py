"""For whom a package is made, and what of it he may read."""

from dataclasses import dataclass

from application.log import Opening
from domain.errors import NotEntitled
from domain.vocabulary import Side


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader by the name the package has for him; a ``person`` is shown what is held about himself alone."""

    name: str
    sides: frozenset[Side]
    person: str | None = None

    def may_open(self, opening: Opening) -> bool:
        """Whether a personal value is shown to him."""
        return self.person in {None, opening.person}

    def require_whole(self) -> None:
        """Records are exported whole or not at all: there is no package for one from whom parts of them are withheld."""
        if Side.UNION not in self.sides:
            raise NotEntitled("export_not_whole", clause="R-seat", reader=self.name)


OPERATOR = Reader(name="operator", sides=frozenset(Side))
