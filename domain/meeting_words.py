"""The closed words of a meeting's life, spelt as they are stored."""

from enum import StrEnum

from domain.vocabulary import Side


class Stage(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    DATE_FIXED = "date_fixed"
    NOTICED = "noticed"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    MINUTES_ISSUED = "minutes_issued"
    ARCHIVED = "archived"
    POSTPONED = "postponed"
    """Planned still, but its date is gone: it is fixed anew, and a second notice cites the first."""
    CANCELLED = "cancelled"


AWAITING_DATE = frozenset({Stage.PLANNED, Stage.POSTPONED})
BEFORE_SESSION = frozenset({Stage.PLANNED, Stage.POSTPONED, Stage.DATE_FIXED, Stage.NOTICED})
ON_RECORD = frozenset({Stage.IN_SESSION, Stage.CLOSED})


class Change(StrEnum):
    """What is proposed to become of a meeting whose date was fixed."""

    POSTPONE = "postpone"
    CANCEL = "cancel"


class Briefing(StrEnum):
    """What a side reports on at the beginning of a meeting [S4.1-a…d]."""

    YEAR_WORK = "year_work"
    POLICIES = "policies"
    UNION_SERVICE = "union_service"
    UNION_OPINIONS = "union_opinions"

    @property
    def side(self) -> Side:
        """Whose briefing it is."""
        return Side.GOV if self in {Briefing.YEAR_WORK, Briefing.POLICIES} else Side.UNION
