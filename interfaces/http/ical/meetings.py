"""A meeting as an entry of a calendar: one and the same from the day its date is fixed, however often it is put off."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from domain.agenda import TOPICS as DISCUSSION
from domain.charter_words import Attending
from domain.invitation import Stage as Reply
from domain.meeting_words import Stage
from domain.rules.attendance import expected
from domain.vocabulary import MeetingKind
from interfaces import sentences
from interfaces.http.ical.entries import Attendee, Entry, Status
from interfaces.http.ical.setting import Setting
from interfaces.sentences.called import meeting_called
from projections import Doc
from projections.invitations import INVITATIONS
from projections.meeting_file import MEETINGS
from projections.store import Item
from projections.topic_register import TOPICS

_LASTS = timedelta(hours=2)
"""The measures do not say when a meeting ends; so long is kept free for it."""
_OFF = {Stage.CANCELLED: "cancelled", Stage.POSTPONED: "postponed"}
_MOST = 200


def meeting_entry(setting: Setting, item: Item) -> Entry | None:
    """A meeting at the hour that was fixed last; None: none ever was."""
    doc = item.doc
    fixed = next((each for each in reversed(doc["dates"]) if each["outcome"] == "fixed"), None)
    if fixed is None:
        return None
    day = date.fromisoformat(doc["opened_on"] or fixed["day"])
    return Entry(
        uid=item.id,
        sequence=doc["version"],
        stamp=setting.recorded(item),
        begins=datetime.combine(day, time.fromisoformat(fixed["starts"]), setting.zone),
        lasts=_LASTS,
        summary=_summary(setting, doc),
        description=setting.lines(_told(setting, doc)),
        address=f"{setting.origin}/meetings/{item.id}",
        place=fixed["place"],
        status=_status(doc),
        organizer=setting.conference,
    )


def attendees(setting: Setting, meeting: Doc, names: Mapping[str, str | None]) -> tuple[Attendee, ...]:
    """Those on the list of the notice, by name and seat; somebody erased by his seat alone, a vacant seat not at all."""
    return tuple(
        Attendee(
            person=line["person"],
            called=_called(setting, names.get(line["person"]), line["seat"]),
            must=line["kind"] == Attending.ATTEND,
        )
        for line in meeting["expected"]
        if line["person"] and (line["seat"] or names.get(line["person"]))
    )


def meetings_of(setting: Setting, person: str) -> Iterator[Entry]:
    """The meetings at which a person is expected today, of last year and from then on; called off or put off ones too."""
    years = [setting.day.on.year + more for more in (-1, 0, 1)]
    for item in setting.reading.page(MEETINGS, where={"year": years}, limit=_MOST).items:
        entry = meeting_entry(setting, item)
        if entry is not None and _is_expected(setting, item.doc, person):
            yield entry


def _is_expected(setting: Setting, meeting: Doc, person: str) -> bool:
    """Whether he is by the notice and what was answered to it, or while there is none by his duty."""
    invited = [item.doc for item in _invitations(setting, meeting)]
    if any(each["substitute"] == person for each in invited if each["stage"] == Reply.REPLACED):
        return True
    away = {_line(each) for each in invited if each["stage"] in {Reply.ON_LEAVE, Reply.REPLACED}}
    lines = [_line(each) for each in (*meeting["expected"], *invited)]
    if not meeting["expected"]:
        lines += [(each.seat, each.person) for each in expected(setting.charter, setting.standing, ())]
    return any(_is_his(setting, line, person) for line in lines if line not in away)


def _is_his(setting: Setting, line: tuple[str, str | None], person: str) -> bool:
    """Whether a line of the list is a person's today: his who holds its seat, or acts in it for a time; a guest's own."""
    seat, named = line
    if not seat:
        return named == person
    holders = setting.standing.holders_of(seat)
    if person in holders:
        return named == person or named not in holders
    return person in setting.standing.deputies.get(seat, ())


def _invitations(setting: Setting, meeting: Doc) -> list[Item]:
    """What stands under the last notice; of a meeting put off or called off, what lapsed with it."""
    found = setting.reading.page(INVITATIONS, where={"meeting": meeting["id"]}, limit=_MOST).items
    lapsed = meeting["stage"] in _OFF
    return [item for item in found if (item.doc["stage"] == Reply.LAPSED) == lapsed]


def _line(line: Doc) -> tuple[str, str | None]:
    return line["seat"], line["person"]


def _called(setting: Setting, name: str | None, seat: str) -> str:
    if not name or not seat:
        return name or setting.seat(seat)
    return setting.say("attendee", name=name, seat=setting.seat(seat))


def _status(doc: Doc) -> Status:
    if doc["stage"] in _OFF:
        return Status.CANCELLED
    return Status.TENTATIVE if doc["stage"] == Stage.DATE_FIXED else Status.CONFIRMED


def _summary(setting: Setting, doc: Doc) -> str:
    said = setting.say("meeting", called=meeting_called(setting.language, doc))
    return setting.say(_OFF[doc["stage"]], summary=said) if doc["stage"] in _OFF else said


def _told(setting: Setting, doc: Doc) -> Iterator[str]:
    """What is known of it: how it stands, its notice, its agenda, and where more is to be read."""
    if doc["stage"] == Stage.POSTPONED:
        yield setting.say("put_off")
    if doc["stage"] == Stage.DATE_FIXED:
        yield setting.say("no_notice")
    if doc["notice_number"] and doc["stage"] not in _OFF:
        yield setting.say("notice", number=doc["notice_number"])
    if doc["agenda"]["items"] and doc["stage"] != Stage.CANCELLED:
        yield setting.say("agenda")
        yield from _agenda(setting, doc)
    yield setting.say("see", address=f"{setting.origin}/meetings/{doc['id']}")


def _agenda(setting: Setting, doc: Doc) -> Iterator[str]:
    meetings = setting.measures(doc["edition"]).meetings
    own = meetings.extraordinary_agenda if doc["meeting_kind"] == MeetingKind.EXTRAORDINARY else ()
    known = {each.key: setting.term(each.name) for each in (*meetings.ordinary_agenda, *own)}
    for number, key in enumerate(doc["agenda"]["items"], start=1):
        title = known.get(key) or sentences.word(setting.language, key, "item")
        yield setting.say("item", number=str(number), title=title)
        for place, topic in enumerate(doc["agenda"]["topics"] if key == DISCUSSION else (), start=1):
            found = setting.reading.one(TOPICS, topic)
            yield setting.say("topic", number=str(place), title=found.doc["title"] if found else "–")
