"""The closed words of the field, spelt as they are stored."""

from enum import StrEnum


class Side(StrEnum):
    """Whose seat or topic it is. A party seat never supplies a side's agreement."""

    GOV = "gov"
    UNION = "union"
    PARTY = "party"
    JOINT = "joint"


class Role(StrEnum):
    """What somebody is beyond the seats of the conference. A role does no business."""

    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    ARCHIVIST = "archivist"


class Basis(StrEnum):
    """Why somebody else entered, or did, a seat's act."""

    DEPUTY = "deputy"
    DELEGATION = "delegation"
    PAPER = "paper"
    TELEPHONE = "telephone"
    MESSAGE = "message"
    IMPORT = "import"


class Consensus(StrEnum):
    """How far the parties agree on one text version before the meeting [S5.1-e, G14]."""

    OPEN = "open"
    BASIC = "basic"
    FULL = "full"
    FAILED = "failed"


class Opinion(StrEnum):
    """What a unit concerned answers about a text version [S5.1-d]."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree_with_changes"
    OBJECT = "object"


class Outcome(StrEnum):
    """What the meeting settled about one topic, by consultation and without a vote [S5.4-b4]."""

    AGREED = "agreed"
    AGREED_WITH_CHANGES = "agreed_with_changes"
    NOT_AGREED = "not_agreed"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"

    @property
    def settles(self) -> bool:
        """Whether a decision may follow from it."""
        return self in {Outcome.AGREED, Outcome.AGREED_WITH_CHANGES}


class Hearing(StrEnum):
    """What the meeting settled about a decision it heard [S4.3-a, S4.3-b]."""

    COMPLETED = "completed"
    CARRIED_OVER = "carried_over"
    ENDED = "ended"
    NOTED = "noted"


class Progress(StrEnum):
    """How far a decision is carried out, in the unit's own written words [S5.5-b]."""

    FULLY = "fully"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_POSSIBLE = "not_possible"


class MeetingKind(StrEnum):
    """The yearly meeting, or one called in special circumstances [S5.2-e, S5.2-g]."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class Ground(StrEnum):
    """Why an extraordinary meeting is asked for [S5.2-g]."""

    SPECIAL_CIRCUMSTANCES = "special_circumstances"
    MAJOR_PROBLEM = "major_problem"


class Presence(StrEnum):
    """How somebody expected at a meeting was there."""

    PRESENT = "present"
    LEAVE = "leave"
    ABSENT = "absent"
    REPLACED = "replaced"


class Origin(StrEnum):
    """Where a decision comes from."""

    TOPIC = "topic"
    HEARING = "hearing"
    OTHER_MATTER = "other_matter"
    TAKEN_OVER = "taken_over"


class UnitKind(StrEnum):
    """What sort of unit it is, which says for which side it can propose."""

    DEPARTMENT = "department"
    INSTITUTION = "institution"
    TOWN_UNION = "town_union"
    GRASSROOTS_UNION = "grassroots_union"


class CalendarKind(StrEnum):
    """How sure the calendar of a year is: until the State Council's notice it is provisional."""

    PROVISIONAL = "provisional"
    PUBLISHED = "published"
