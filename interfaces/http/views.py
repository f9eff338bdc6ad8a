"""What is seen across things: the institution, the roll, the work desk, timelines, search."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from domain.errors import NotFound
from interfaces import sentences
from interfaces.http.actions import beginnings_of
from interfaces.http.caller import Caller, caller, services
from interfaces.http.changes import cloud_event
from interfaces.http.commands import BASE
from interfaces.http.kinds import KINDS
from interfaces.http.moments import After, AsOf, Moment, moment
from interfaces.http.problems import Trouble
from interfaces.http.readers import sight_of
from interfaces.http.reads import finished, replied
from interfaces.http.resources import href, names, shown
from interfaces.sentences.called import meeting_called
from interfaces.services import Services
from projections.institution import INSTITUTION, ONLY, charter_of
from projections.mentions import MENTIONS, sought
from projections.overdue import overdue
from projections.people import ROLL, ROSTER, standing_of
from projections.search import TEXTS
from projections.sql import Where
from projections.store import Reading
from projections.work_desk import TASKS, is_due_now, is_his

router = APIRouter()
_LIMIT = Annotated[int, Query(ge=1, le=200)]
_MANY = 200 * 37
"""How long a list of the ids of 200 people or things is."""
_TASKS = 2_000
_MEETING = "meeting"
_CURSOR = Annotated[str | None, Query(max_length=600)]


@router.get(BASE, operation_id="get_conference", response_model=None, tags=["conference"])
def get_conference(request: Request, conference: str, as_of: AsOf = None, after: After = None) -> Response:
    """Show the institution: its name, the edition in force, calendars, explained years."""
    who, parts, then = _asks(request, conference, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        doc = _institution(reading)
        charter = charter_of(doc, then.today)
        doc["editions"] = [{k: v for k, v in edition.items() if k != "text"} for edition in doc["editions"]]
        told = doc | {"conference": conference, "edition_in_force": charter.edition, "today": then.today.isoformat()}
        return replied(told | {"position": reading.position}, reading.position)


@router.get(BASE + "/actions", operation_id="list_beginnings", response_model=None, tags=["conference"])
def list_beginnings(request: Request, conference: str, after: After = None) -> Response:
    """List what can be begun or entered in the registers: each act, open to the caller or with the refusal it would meet.

    What can be done with a thing, a unit or a person stands in its own `actions`.
    """
    who, parts, then = _asks(request, conference, None, after)
    with parts.views.reading(who.key, then.at) as reading:
        return replied({"actions": beginnings_of(request, parts, who), "position": reading.position}, reading.position)


@router.get(BASE + "/charter", operation_id="get_charter", response_model=None, tags=["conference"])
def get_charter(
    request: Request,
    conference: str,
    edition: Annotated[str | None, Query(max_length=100, description="an earlier edition")] = None,
    as_of: AsOf = None,
) -> Response:
    """Show the measures in force, or an earlier edition: the text of the charter file, and the gaps it fills (G1…G25)."""
    who, parts, then = _asks(request, conference, as_of)
    with parts.views.reading(who.key, then.at) as reading:
        doc = _institution(reading)
        wanted = edition or charter_of(doc, then.today).edition
        found = next((kept for kept in doc["editions"] if kept["edition"] == wanted), None)
        if found is None:
            raise NotFound("edition_unknown", clause="R-known", thing="edition", id=wanted)
        return replied(found | {"position": reading.position}, reading.position)


@router.get(BASE + "/seats", operation_id="list_seats", response_model=None, tags=["people"])
def list_seats(request: Request, conference: str, as_of: AsOf = None, after: After = None) -> Response:
    """List the bodies and their seats: the duty each hangs on, who performs it that day, who is away, who deputises."""
    who, parts, then = _asks(request, conference, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        charter = charter_of(_institution(reading), then.today)
        found = reading.one(ROSTER, ROLL)
        standing = standing_of(found.doc if found else None, then.today)
        bodies = [_body(charter, body, standing) for body in charter.bodies.values()]
        others = {duty: list(people) for duty, people in standing.holders.items()}
        told = {
            "bodies": bodies,
            "duties": others,
            "absent": sorted(standing.absent),
            "names": names(parts, who, reading, others),
            "position": reading.position,
        }
        return replied(told, reading.position)


@router.get(BASE + "/names", operation_id="list_names", response_model=None, tags=["people"])
def list_names(
    request: Request,
    conference: str,
    person: Annotated[str, Query(max_length=_MANY, description="ids, separated by commas")] = "",
    as_of: AsOf = None,
    after: After = None,
) -> Response:
    """List what some people are called, by their ids: null for who was erased, nothing for who is not on the roll."""
    who, parts, then = _asks(request, conference, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        told = {"names": names(parts, who, reading, person.split(",")), "position": reading.position}
        return replied(told, reading.position)


@router.get(BASE + "/desk", operation_id="get_desk", response_model=None, tags=["desk"])
def get_desk(
    request: Request,
    conference: str,
    seat: Annotated[str | None, Query(max_length=81, description="another seat's desk; mine if left out")] = None,
    thing: Annotated[
        str | None, Query(max_length=_MANY, description="what things wait for, of whomever: ids, separated by commas")
    ] = None,
    as_of: AsOf = None,
    after: After = None,
) -> Response:
    """Show what waits for whom: for each of my seats, one named seat or some things, what is to be done, since and until when.

    `overdue` is how many decisions of the conference are overdue, whoever has them.
    """
    who, parts, then = _asks(request, conference, as_of, after)
    with parts.views.reading(who.key, then.at) as reading:
        found = reading.one(ROSTER, ROLL)
        standing = standing_of(found.doc if found else None, then.today)
        seats = (seat,) if seat else () if thing else standing.duties_of(who.person)
        where: Where = ({"seat": list(seats)} if seats else {}) | ({"thing": thing.split(",")} if thing else {})
        tasks = [item.doc for item in reading.page(TASKS, where=where, limit=_TASKS).items] if where else []
        titles = _Titles(reading, sentences.chosen(request.headers.get("accept-language")))
        waiting = [
            _task(task, conference, titles)
            for task in tasks
            if is_due_now(task, standing) and (seat or thing or is_his(task, who.person))
        ]
        told = {
            "person": who.person,
            "seats": list(seats),
            "items": waiting,
            "names": names(parts, who, reading, [who.person, waiting]),
            "position": reading.position,
            "today": then.today.isoformat(),
            "overdue": overdue(reading, then.day),
        }
        return replied(told, reading.position)


@router.get(BASE + "/timeline/{subject}", operation_id="get_timeline", response_model=None, tags=["history"])
def get_timeline(
    request: Request, conference: str, subject: str, as_of: AsOf = None, cursor: _CURSOR = None, limit: _LIMIT = 100
) -> Response:
    """List every fact about a topic, meeting, decision, person or unit (``unit:finance``), in the order of recording."""
    who, parts, then = _asks(request, conference, as_of)
    return _facts(parts, who, then, subject, cursor, limit)


@router.get(BASE + "/search", operation_id="search", response_model=None, tags=["search"])
def search(
    request: Request,
    conference: str,
    q: Annotated[str, Query(min_length=1, max_length=100, description="words; one Chinese character is enough")],
    kind: Annotated[str | None, Query(max_length=20)] = None,
    as_of: AsOf = None,
    cursor: _CURSOR = None,
    limit: _LIMIT = 50,
) -> Response:
    """Find topics, meetings and decisions whose text has every word, in Chinese or English."""
    who, parts, then = _asks(request, conference, as_of)
    where = {"kind": kind} if kind else None
    with parts.views.reading(who.key, then.at) as reading:
        try:
            page = reading.contains(TEXTS, "text", q.split(), where=where, cursor=cursor, limit=limit)
        except ValueError:
            raise Trouble("cursor_malformed") from None
        rows = [_hit(reading, conference, item.doc["kind"], item.id, then) for item in page.items]
    return replied({"position": reading.position, "items": rows, "next": page.next}, reading.position)


class _Titles:
    """What things without a title are called: as the meeting that they are, or are of. Each is looked up once."""

    def __init__(self, reading: Reading, language: str) -> None:
        self._reading, self.language = reading, language
        self._known: dict[str, str | None] = {}

    def of(self, kind: str, thing: str) -> str | None:
        """The title of a thing; None: there is no such meeting."""
        if thing not in self._known:
            self._known[thing] = self._found(kind, thing)
        return self._known[thing]

    def _found(self, kind: str, thing: str) -> str | None:
        item = self._reading.one(KINDS[kind].view, thing)
        about = item.doc if item else {}
        if kind == _MEETING:
            return meeting_called(self.language, about) if about else None
        return self.of(_MEETING, about["meeting"]) if about.get("meeting") else None


def _task(task: dict[str, Any], conference: str, titles: _Titles) -> dict[str, Any]:
    """A task in words, with the address of what it is about."""
    title = task["title"]
    return task | {
        "title": titles.of(task["kind"], task["thing"]) if title is None else title,
        "act": sentences.act_title(titles.language, task["what"]),
        "href": href(conference, KINDS[task["kind"]], task["thing"]),
    }


def _hit(reading: Reading, conference: str, kind_name: str, row: str, then: Moment) -> dict[str, Any]:
    kind = KINDS[kind_name]
    item = reading.one(kind.view, row)
    return finished(shown(item, conference, kind), kind, then) if item else {}


def _facts(parts: Services, who: Caller, then: Moment, subject: str, cursor: str | None, limit: int) -> Response:
    sight = sight_of(who)
    with parts.views.reading(who.key, then.at) as reading:
        try:
            page = reading.page(MENTIONS, where={"subject": sought(subject, sight.readers)}, cursor=cursor, limit=limit)
        except ValueError:
            raise Trouble("cursor_malformed") from None
        recorded = parts.log.at(who.key, {item.valid_from for item in page.items})
        events = [cloud_event(event, who, sight) for event in recorded]
        told = {"items": events, "next": page.next, "names": names(parts, who, reading, events)}
    return replied(told | {"subjects": [subject], "position": reading.position}, reading.position)


def _body(charter: Any, body: Any, standing: Any) -> dict[str, Any]:
    ranks = {"head": body.heads, "deputy": body.deputies, "member": body.members}
    seats = [
        {
            "rank": rank,
            "duty": duty,
            "side": charter.side_of(duty),
            "holders": list(standing.holders_of(duty)),
            "deputies": list(standing.deputies.get(duty, ())),
        }
        for rank, duties in ranks.items()
        for duty in duties
    ]
    return {"body": body.key, "name": {"zh": body.name.zh, "en": body.name.en}, "seats": seats}


def _institution(reading: Reading) -> dict[str, Any]:
    found = reading.one(INSTITUTION, ONLY)
    institution = found.doc if found else None
    if institution is None or not institution["editions"]:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id="")
    return institution


def _asks(
    request: Request, conference: str, as_of: str | None, after: int | None = None
) -> tuple[Caller, Services, Moment]:
    who = caller(request, conference)
    parts = services(request)
    return who, parts, moment(parts, who, as_of, after)
