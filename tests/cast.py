"""The people of the town, its units, and the acts they do: named once, used in every story."""

from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from uuid import UUID, uuid5

from domain.act import Act
from domain.charter import Charter
from domain.charter_reading import read_charter
from domain.standing import Standing
from domain.trace import Actor, Entry
from domain.units import Unit
from domain.vocabulary import UnitKind

TODAY = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
_NAMES = UUID("5f0c9a54-53d0-4b0e-8a8f-6d2b6a0f7c11")


def person(name: str) -> str:
    """The pseudonymous id of a member of the cast."""
    return str(uuid5(_NAMES, name))


def named(name: str) -> UUID:
    """A steady id for a thing in a story: a topic, a meeting, a decision."""
    return uuid5(_NAMES, f"thing/{name}")


# Who performs which duty. The town: mayor Zhao, deputy secretary Qian, liaison Sun, union chair Li, vice-chair Zhou,
# office director Wu, clerks Zheng (government) and Wang (union); finance, human resources and safety have heads.
DUTIES = {
    "mayor": "zhao",
    "party_deputy": "qian",
    "liaison": "sun",
    "vice_mayor": "feng",
    "union_chair": "li",
    "union_vice_chair": "zhou",
    "pg_office_director": "wu",
    "gov_office_staff": "zheng",
    "union_office_staff": "wang",
    "head@finance": "chen",
    "head@human_resources": "chu",
    "head@safety": "wei",
    "staff@finance": "jiang",
    "chair@sanitation": "shen",
    "chair@logistics": "han",
}

UNITS = {
    "finance": Unit(key="finance", kind=UnitKind.DEPARTMENT, name_zh="财政所", name_en="Finance Office"),
    "human_resources": Unit(
        key="human_resources", kind=UnitKind.DEPARTMENT, name_zh="社会事务办", name_en="Human Resources Office"
    ),
    "safety": Unit(key="safety", kind=UnitKind.DEPARTMENT, name_zh="安全办", name_en="Work Safety Office"),
    "pg_office": Unit(
        key="pg_office", kind=UnitKind.DEPARTMENT, name_zh="党政办", name_en="Party-and-Government Office"
    ),
    "town_union": Unit(key="town_union", kind=UnitKind.TOWN_UNION, name_zh="镇总工会", name_en="Town Union"),
    "sanitation": Unit(
        key="sanitation", kind=UnitKind.GRASSROOTS_UNION, name_zh="环卫工会", name_en="Sanitation Union"
    ),
    "logistics": Unit(key="logistics", kind=UnitKind.GRASSROOTS_UNION, name_zh="物流工会", name_en="Logistics Union"),
}


@cache
def charter(name: str = "chengqiao") -> Charter:
    """A charter that comes with the product."""
    return read_charter(files("domain.charters").joinpath(f"{name}.toml").read_text("utf-8"))


def standing(
    *, without: tuple[str, ...] = (), absent: tuple[str, ...] = (), also: dict[str, str] | None = None
) -> Standing:
    """The duties of the day: some vacant, some people away, some duties held by others than usual."""
    duties = {duty: name for duty, name in DUTIES.items() if duty not in without} | (also or {})
    return Standing(
        on=TODAY,
        holders={duty: (person(name),) for duty, name in duties.items()},
        absent=frozenset(person(name) for name in absent),
    )


def act(
    name: str,
    *,
    on: date = TODAY,
    seat: str | None = None,
    under: Charter | None = None,
    at: Standing | None = None,
    entered_by: Entry | None = None,
    **departing: str,
) -> Act:
    """An act of one of the cast, in all the seats held or the one named; keyword arguments excuse departures."""
    that_day = at or standing()
    seats = (seat,) if seat else that_day.duties_of(person(name))
    return Act(
        by=Actor(person=person(name), seats=seats),
        on=on,
        at=NOW,
        today=TODAY,
        charter=under or charter(),
        standing=that_day,
        entered_by=entered_by,
        departing=departing,
    )
