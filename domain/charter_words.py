"""The closed words a charter chooses among, spelt as they stand in its file."""

from enum import StrEnum


class Level(StrEnum):
    """At which level a government and its union confer."""

    TOWN = "town"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    ZONE = "zone"
    INDUSTRY = "industry"


class Naming(StrEnum):
    """Whether a meeting is called by its ordinal (第十六次) or by its year (2026年度)."""

    ORDINAL = "ordinal"
    YEAR = "year"


class Attending(StrEnum):
    """In which quality somebody is at a meeting: attending (出席), observing (列席) or invited (邀请参加)."""

    ATTEND = "attend"
    OBSERVE = "observe"
    INVITE = "invite"


class Step(StrEnum):
    """A step on a topic's way to the agenda, in an order the charter gives."""

    RESEARCH = "research"
    CONSULTATION = "consultation"
    APPROVAL = "approval"


class Succession(StrEnum):
    """Who fills a seat that falls vacant: whoever goes on with the duty, or whom the member unit sends."""

    DUTY = "duty"
    UNIT = "unit"
