"""Facts of the register of units."""

from domain.stream import Fact, First
from domain.vocabulary import UnitKind


class Opened(First):
    """The register was opened."""

    TOPIC = "units.opened"


class UnitOpened(Fact):
    """A unit was entered in the register."""

    TOPIC = "units.unit_opened"
    unit: str
    kind: UnitKind
    name_zh: str
    name_en: str


class UnitRenamed(Fact):
    """A unit got another name; its duties are unchanged."""

    TOPIC = "units.unit_renamed"
    unit: str
    name_zh: str
    name_en: str


class UnitMerged(Fact):
    """A unit was merged into another, which takes over all it owes."""

    TOPIC = "units.unit_merged"
    unit: str
    into: str


class UnitSplit(Fact):
    """A unit was split; the first of its successors takes over what is not assigned otherwise."""

    TOPIC = "units.unit_split"
    unit: str
    into: tuple[str, ...]


class UnitClosed(Fact):
    """A unit that owed nothing was closed."""

    TOPIC = "units.unit_closed"
    unit: str
