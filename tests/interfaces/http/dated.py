"""A town with a meeting that gets a date, a notice, another date or none; and calendars read back as programs read them."""

from typing import Any

from icalendar import Calendar, Event

from tests.interfaces.http.accounts import Member
from tests.interfaces.http.living import Life
from tests.interfaces.http.town import Town
from tests.interfaces.http.wire import Reply, request

AGENDA = ["briefings", "previous_decisions", "instructions", "other"]
_ORIGIN = "http://localhost:8000"


class Dated:
    """A meeting of 2025, step by step."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.life = Life(town)
        self.life.on("2025-05-26")
        self.id = self.life.ids["meeting"] = self.life.asked("plan_ordinary_meeting")["id"]

    def fixed(self, number: int = 1, day: str = "2025-06-20") -> "Dated":
        """With a date that both heads agreed to."""
        self.life.asked("propose_date", day=day)
        self.life.by_heads("agree_to_date", date_version=number)
        return self

    def noticed(self) -> "Dated":
        """With an agenda, and notice given."""
        self.life.asked("draw_up_agenda", topics=[], items=AGENDA, act=_LEFT_OUT)
        self.life.asked("issue_notice", guests=[], series=None)
        return self

    def put_off(self) -> "Dated":
        """Without a date again."""
        self.life.asked("propose_postponement")
        self.life.by_heads("agree_to_change")
        return self

    def called_off(self, number: int = 1) -> "Dated":
        """Not to be held."""
        self.life.asked("propose_cancellation")
        self.life.by_heads("agree_to_change", change_version=number)
        return self

    @property
    def version(self) -> int:
        """The meeting's own."""
        found: int = self.town.get(f"/meetings/{self.id}").json()["version"]
        return found

    def given(self, who: str = "li", **headers: str) -> Reply:
        """The meeting as a file for a calendar."""
        return self.town.get(f"/meetings/{self.id}/icalendar", who, **headers)

    def answers(self, name: str, who: str, **body: str) -> None:
        """Somebody's answer to his invitation."""
        listed = self.town.get(f"/invitations?meeting={self.id}&person={self.town.people[who]}").json()["items"]
        (found,) = [each["id"] for each in listed if each["stage"] != "lapsed"]
        self.life.asked(name, who, path={"invitation": found}, **body)


_LEFT_OUT = {"departing": dict.fromkeys(("introduction_left_out", "topics_left_out"), "本次会议没有议题")}


class Subscriber:
    """Somebody with an account and a feed, and the program that asks for it."""

    def __init__(self, town: Town, name: str) -> None:
        self.town = town
        self.member = Member(town, name).equipped()
        self.session = self.member.signed_in()
        answer = town.ask(self.session, "/feeds", {"label": "手机"})
        assert answer.status_code == 201, answer.text
        self.made: dict[str, Any] = answer.json()
        self.address = self.made["address"].removeprefix(_ORIGIN)

    @property
    def secret(self) -> str:
        """What signs nobody in, and opens the feed."""
        return str(self.address.rpartition("/")[2].removesuffix(".ics"))

    def asks(self, query: str = "", **headers: str) -> Reply:
        """What the program is answered."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return request(self.town.client, "GET", self.address + query, sent)

    def sees(self) -> dict[str, Event]:
        """The entries of the feed by their ids, but for the one that says when it ends."""
        return {uid: each for uid, each in entries(self.asks()).items() if "/feeds" not in str(each["url"])}


def read(answer: Reply) -> Calendar:
    """A calendar as a program reads it, strictly."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content.decode())
    assert isinstance(calendar, Calendar)
    assert calendar.errors == []
    assert [each.errors for each in calendar.walk() if each.errors] == []
    return calendar


def entries(answer: Reply) -> dict[str, Event]:
    """The entries of a calendar by their ids; no two have the same."""
    found = [each for each in read(answer).walk("VEVENT") if isinstance(each, Event)]
    assert len({each["uid"] for each in found}) == len(found)
    return {str(each["uid"]): each for each in found}


def only(answer: Reply) -> Event:
    """The one entry of a calendar."""
    ((_, found),) = entries(answer).items()
    return found
