"""Units and people: who sits where since when, who is away, who stands in; one person; one unit."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from fastapi.responses import Response

from interfaces.pages.events import told
from interfaces.pages.form_choices import at_units
from interfaces.pages.measures import enters
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import as_table, by_people, every
from interfaces.pinyin import read, reads

book = Book()
_FOR_ALL = ("enter_person", "open_unit")
_FOR_OTHERS = ("ratify",)
"""What a successor does himself, in the duty that he took up."""
_FOR_ONE = ("take_duty", "lay_down_duty", "record_absence", "name_deputy", "set_reading", "erase_person")
_FOR_UNIT = ("rename_unit", "merge_unit", "split_unit", "close_unit")
_EVENTS, _PEOPLE, _LONGEST = 50, 100, 100
_RANKS = {"head": "heads", "deputy": "deputies", "member": "members"}


@book.page("/people", "people", right="directory")
async def people(visit: Visit) -> Response:
    """The bodies with their seats, the units by kind, and everybody on the roll."""
    names, seats = await names_of(visit), await visit.get("/seats")
    conference = await visit.get("")
    bodies = [seat for body in seats["bodies"] for seat in body["seats"]]
    sitting = [*seats["duties"].values(), *(each["deputies"] for each in bodies), *(each["holders"] for each in bodies)]
    roll = await by_people(visit.get, (person for people in sitting for person in people))
    called = {person: each["name"] for person, each in roll.items()}
    units = await every(visit.get, "/units")
    asked = visit.request.query_params.get("q", "").strip()[:_LONGEST]
    cursor = visit.request.query_params.get("cursor")
    on_roll = await visit.get("/people", sort="name", called=asked, limit=_PEOPLE, cursor=cursor)
    may_enter = await enters(visit)
    taken = visit.request.query_params.get("duty", "") if may_enter else ""
    return visit.show(
        "people.html",
        position=seats["position"],
        bodies=[_body(names, seats, body, roll) for body in seats["bodies"]],
        units=_by_kind(names, seats, units, called),
        closed=[each for each in units if not each["open"]],
        roll=[_on_roll(names, each, conference["today"]) for each in on_roll["items"]],
        more=on_roll["next"],
        tables=as_table(visit, "/people", {"sort": "name", "called": asked}),
        units_table=as_table(visit, "/units"),
        sought=asked,
        taken=taken if taken.partition("@")[0] in names.measures.duties else "",
        deeds=(*(_FOR_ALL if may_enter else ()), *_FOR_OTHERS) if visit.may("write") and not visit.at else (),
        may_enter=may_enter,
        names=names,
    )


@book.page("/people/{person}", "people", right="directory")
async def one_person(visit: Visit, person: str) -> Response:
    """Somebody: the duties he has and had, when he was away, and what he did."""
    names, found = await names_of(visit), await visit.get(f"/people/{quote(person, safe='')}")
    today = (await visit.get(""))["today"]
    done = await _done(visit, names, person)
    return visit.show(
        "person.html",
        person=found,
        now=[_span(names, each) for each in found["duties"] if _covers(each, today)],
        before=[_span(names, each) for each in found["duties"] if _over(each, today)],
        later=[_span(names, each) for each in found["duties"] if each["since"] > today],
        absences=[each | {"now": _covers(each, today)} for each in found["absences"]],
        position=found["position"],
        sound=read(found["name"], found["reading"]) if found["name"] and reads(found["name"]) else "",
        deeds=[deed for deed in _FOR_ONE if _can_be(deed, found)],
        may_enter=await enters(visit),
        **done,
    )


@book.page("/units/{unit}", "people", right="directory")
async def one_unit(visit: Visit, unit: str) -> Response:
    """A unit: its names, who speaks for it, the decisions it leads and the topics it proposed."""
    names, seats = await names_of(visit), await visit.get("/seats")
    found = await visit.get(f"/units/{quote(unit, safe='')}")
    called = seats["names"]
    reads = visit.may("read")
    decisions = await visit.get("/decisions", lead=unit, limit=50) if reads else {"items": [], "next": None}
    topics = await visit.get("/topics", proposer=unit, limit=50) if reads else {"items": [], "next": None}
    return visit.show(
        "unit.html",
        unit=found,
        title=names.unit(unit),
        seats=[*_at_unit(names, seats, unit, called), *_vacant(visit, names, seats, found)],
        decisions=decisions,
        topics=topics,
        reads=reads,
        names=names,
        position=found["position"],
        deeds=_FOR_UNIT,
        may_enter=await enters(visit),
    )


def _can_be(deed: str, person: dict[str, Any]) -> bool:
    """Whether there is anything to enter: a duty to lay down, a name to be read."""
    match deed:
        case "lay_down_duty":
            return any(not each["until"] for each in person["duties"])
        case "set_reading":
            return bool(person["name"] and reads(person["name"]))
    return True


async def _done(visit: Visit, names: Names, person: str) -> dict[str, Any]:
    """What somebody did and what was recorded of him, for who may see what the conference does."""
    if not visit.may("read"):
        return {"events": None, "more": None}
    cursor = visit.request.query_params.get("cursor")
    page = await visit.get(f"/timeline/{quote(person, safe='')}", limit=_EVENTS, cursor=cursor)
    return {"events": [told(each, names, page["names"]) for each in page["items"]], "more": page["next"]}


def _body(names: Names, seats: dict[str, Any], body: dict[str, Any], roll: dict[str, Any]) -> dict[str, Any]:
    rows = [_seat(names, seats, each, roll) for each in body["seats"] if each["duty"] in names.measures.duties]
    kept = names.measures.bodies[body["body"]]
    for row in rows:
        rank = _RANKS[row["rank"]]
        row["rank"] = (
            names.term(kept.ranks[rank]) if rank in kept.ranks else text(names.language, f"people.rank_{rank}")
        )
    return {"title": names.term(kept.name), "key": kept.key, "seats": rows}


def _seat(names: Names, seats: dict[str, Any], seat: dict[str, Any], roll: dict[str, Any]) -> dict[str, Any]:
    absent = set(seats["absent"])
    per_unit = names.measures.duties[seat["duty"]].per_unit
    return {
        "rank": seat["rank"],
        "title": names.seat(seat["duty"]),
        "duty": seat["duty"],
        "side": seat["side"],
        "per_unit": per_unit,
        "holders": [_holder(each, seat["duty"], roll, absent) for each in seat["holders"]],
        "deputies": [_holder(each, seat["duty"], roll, absent) for each in seat["deputies"]],
    }


def _holder(person: str, duty: str, roll: dict[str, Any], absent: set[str]) -> dict[str, Any]:
    known = roll.get(person, {"name": None, "duties": []})
    since = [each["since"] for each in known["duties"] if each["duty"] == duty and not each.get("until")]
    return {"person": person, "name": known["name"], "since": max(since, default=None), "absent": person in absent}


def _by_kind(
    names: Names, seats: dict[str, Any], units: Iterable[dict[str, Any]], called: dict[str, str | None]
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in units:
        if each["open"]:
            row = {"key": each["unit"], "title": names.unit(each["unit"])}
            row |= {"seats": _at_unit(names, seats, each["unit"], called)}
            found.setdefault(each["kind"], []).append(row)
    return found


def _at_unit(names: Names, seats: dict[str, Any], unit: str, called: dict[str, str | None]) -> list[dict[str, Any]]:
    """The seats held at a unit, those of its own and those held once in each."""
    return [
        {
            "title": names.seat(duty.partition("@")[0]),
            "duty": duty,
            "holders": [{"person": each, "name": called.get(each)} for each in people],
        }
        for duty, people in seats["duties"].items()
        if names.measures.unit_of(duty) == unit
    ]


def _vacant(visit: Visit, names: Names, seats: dict[str, Any], unit: dict[str, Any]) -> list[dict[str, Any]]:
    """The seats at a unit that nobody holds."""
    there = [duty for duty, _ in at_units(visit, names.measures.duties, [unit])]
    return [
        {
            "title": names.seat(duty.partition("@")[0]),
            "duty": duty,
            "holders": [],
            "tone": "" if names.measures.duties[duty.partition("@")[0]].many else "warn",
        }
        for duty in there
        if names.measures.unit_of(duty) == unit["unit"] and not seats["duties"].get(duty)
    ]


def _on_roll(names: Names, person: dict[str, Any], today: str) -> dict[str, Any]:
    now = [_span(names, each) for each in person["duties"] if _covers(each, today)]
    away = next((each for each in person["absences"] if _covers(each, today)), None)
    return {"person": person["person"], "name": person["name"], "now": now, "away": away}


def _span(names: Names, span: dict[str, Any]) -> dict[str, Any]:
    return span | {"title": names.seat(span["duty"]), "as_deputy": bool(span.get("as_deputy"))}


def _covers(span: dict[str, Any], day: str) -> bool:
    return bool(span["since"] <= day and (span["until"] is None or day < span["until"]))


def _over(span: dict[str, Any], day: str) -> bool:
    return span["until"] is not None and bool(span["until"] <= day)
