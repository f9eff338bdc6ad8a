"""The local measures as a frozen value: who sits where, who decides what, in which order, and what is left open.

A key that a charter leaves out is ``None`` (未规定) and nothing is refused for it; it never takes another locality's
value. ``assumptions`` names the gaps (G1…G25) that this charter fills by the product's default instead of by its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.charter_words import Attending, Level, Naming, Step, Succession
from domain.vocabulary import Consensus, Side, UnitKind


class How(StrEnum):
    """How several seats decide."""

    ONE_PER_SIDE = "one_per_side"
    ANY = "any"
    ALL = "all"


class Strength(StrEnum):
    """How strongly the measures put something: must, in principle (原则上, 一般, 主要包括), or may (可)."""

    HARD = "hard"
    SOFT = "soft"
    MAY = "may"


@dataclass(frozen=True, kw_only=True)
class Name:
    """A term in the two languages of the house."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class NamedUnit:
    """A unit that the measures themselves name; all others are entered in the register of units only."""

    key: str
    name: Name
    kind: UnitKind


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A share of the work (分工) on which seats hang. ``many``: several people may hold it at once."""

    key: str
    name: Name
    side: Side
    many: bool = False
    unit: str | None = None
    """The unit for which the holder speaks, e.g. the union chair for ``town_union``."""
    per_unit: bool = False
    """Held once in each unit: its seats are written ``duty@unit``, e.g. ``head@finance``."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body and its ranks, each a list of duties."""

    key: str
    name: Name
    heads: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    members_open: bool = False
    """The list of members is an open one (包括)."""
    ranks: Mapping[str, Name] = field(default_factory=dict)
    """What ``heads``, ``deputies`` and ``members`` are called here: 组长, 副组长, 组员, or 召集人."""
    under: str | None = None
    """The body it was set up under (下设)."""
    located_in: str | None = None
    """The unit it sits in (设在)."""

    @property
    def seats(self) -> tuple[str, ...]:
        """Every duty that sits in this body, by rank."""
        return self.heads + self.deputies + self.members


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Who decides: ``seats``, and ``stand_ins`` of the same side on a recorded absence or vacancy [G2, G11]."""

    how: How
    seats: tuple[str, ...]
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Topics:
    """What the measures say of topics."""

    proposers: tuple[Side, ...]
    categories: Mapping[str, Name]
    steps: tuple[Step, ...]
    """The order of ``research``, ``consultation`` and ``approval``; a step left out is not asked for."""
    approval: Panel | None = None
    consensus: Consensus | None = None
    consensus_strength: Strength = Strength.SOFT
    referred_to: str | None = None
    """The duty to which a disagreement of the heads may be referred [G20]."""
    most_per_meeting: int | None = None

    def comes_before(self, step: str, other: str) -> bool:
        """Whether the charter orders ``step`` before ``other``; False when either is not asked for."""
        return step in self.steps and other in self.steps and self.steps.index(step) < self.steps.index(other)


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One item of an agenda template, with the clause that asks for it."""

    key: str
    name: Name
    clause: str
    strength: Strength


@dataclass(frozen=True, kw_only=True)
class AttendanceClass:
    """One class of people at a meeting: duties, units concerned, grassroots unions, or free invitation [S5.3]."""

    key: str
    name: Name
    kind: Attending
    """Who matches two classes counts once, in the higher one."""
    duties: tuple[str, ...] = ()
    """Whose holders belong to the class; duties held in each unit count for the units concerned only."""
    concerned: tuple[UnitKind, ...] = ()
    """Kinds of unit that are represented, by those duties, when a topic concerns them; neither: free invitation."""


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """What the measures say of meetings."""

    naming: Naming = Naming.ORDINAL
    per_year: int | None = None
    per_year_most: int | None = None
    """The upper end where the measures give a range (每年一至二次); None: ``per_year`` is the number."""
    per_year_strength: Strength = Strength.SOFT
    date_fixed_by: Panel | None = None
    principal: str | None = None
    """The duty asked before an extraordinary meeting (商请); None: nobody need be asked."""
    asked_by: tuple[str, ...] = ()
    """The duties that may ask for an extraordinary meeting [G18]; empty: the office."""
    chaired_by: tuple[str, ...] = ()
    chaired_by_strength: Strength = Strength.SOFT
    attendance: tuple[AttendanceClass, ...] = ()
    ordinary_agenda: tuple[AgendaItem, ...] = ()
    extraordinary_agenda: tuple[AgendaItem, ...] = ()
    instructions_by: tuple[Side, ...] = ()
    quorum: int | None = None

    @property
    def most_per_year(self) -> int | None:
        """How many ordinary meetings a year may have; None when the charter says nothing."""
        return self.per_year_most or self.per_year


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What the measures say of minutes. ``sign_off`` are further panels after the review, in order [G6]."""

    reviewed_by: Panel | None = None
    sign_off: tuple[Panel, ...] = ()
    number_series: str | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What the measures say of carrying decisions out."""

    settled_by: Panel | None = None
    """Who changes lead unit and due date [G23], accepts or returns reports [G9] and reopens."""
    union_led_checked_by: str | None = None
    heads_may_complete: bool = False
    next_meeting_hears: bool = False
    extraordinary_hears: bool = False
    report_every_months: int | None = None
    default_months: int | None = None
    due_soon_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Periods a charter may set, in days or working days; None is unset (未规定) and only then nothing is coloured."""

    working_days: bool = True
    opinion: int | None = None
    notice: int | None = None
    papers: int | None = None
    minutes: int | None = None
    report: int | None = None


@dataclass(frozen=True, kw_only=True)
class Charter:
    """One edition of the measures."""

    edition: str
    title: str
    institution: Name
    level: Level
    issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    in_force_on: date | None = None
    time_zone: str = "Asia/Shanghai"
    basis: tuple[str, ...] = ()
    parties: Mapping[Side, Name] = field(default_factory=dict)
    """What the two sides are called here: 镇政府, 办事处, 镇总工会."""
    units: Mapping[str, NamedUnit] = field(default_factory=dict)
    succession: Succession | None = None
    archive_host: Side | None = None
    """The side that keeps the originals (主办); None: both keep the host's retention [G7]."""
    duties: Mapping[str, Duty]
    bodies: Mapping[str, Body]
    office: str
    """The key of the body that runs the conference day by day."""
    topics: Topics
    meetings: Meetings
    minutes: Minutes
    follow_up: FollowUp
    deadlines: Deadlines
    assumptions: Mapping[str, Name]

    def side_of(self, seat: str) -> Side | None:
        """The side a seat speaks for; None when the charter knows no such duty."""
        duty = self.duties.get(seat.partition("@")[0])
        return duty.side if duty else None

    def seats_of_unit(self, unit: str) -> tuple[str, ...]:
        """Every seat that may speak for a unit: those held in each unit, and the duties that belong to this one."""
        duties = self.duties.values()
        return tuple(f"{duty.key}@{unit}" for duty in duties if duty.per_unit) + tuple(
            duty.key for duty in duties if duty.unit == unit
        )

    def unit_of(self, seat: str) -> str | None:
        """The unit a seat speaks for, if it speaks for one."""
        key, _, unit = seat.partition("@")
        duty = self.duties.get(key)
        return unit or (duty.unit if duty else None)

    def above(self, body: str) -> frozenset[str]:
        """Every body that this one stands under, at any remove."""
        found: set[str] = set()
        under = self.bodies[body].under
        while under is not None and under not in found:
            found.add(under)
            under = self.bodies[under].under
        return frozenset(found)

    @property
    def office_seats(self) -> tuple[str, ...]:
        """The duties of the coordination office."""
        return self.bodies[self.office].seats
