import json

from tests.interfaces.http.town import SLUG
from tests.interfaces.http.visitor import Visitor
from tests.interfaces.http.year import (
    Year,
    carrying_out,
    collecting,
    concluding,
    convening,
    deciding,
    hearing,
    preparing,
)

READER = "zhou"
KINDS = ("topic", "meeting", "minutes", "decision", "call", "suggestion")


class Album:
    """What was answered at each position: every view of the whole, and the things there were."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.kept = {}
        self.began = visitor.town.head

    def take(self):
        """Keep what is answered now."""
        position = self.visitor.town.head
        self.kept[position] = dict(self.pictures(position))

    def pictures(self, position, **moment):
        """Every picture by its address, without what may be done now."""
        lists = {}
        for view in self.visitor.views():
            answer = self.visitor.shown(READER, view, **moment)
            assert answer.headers["x-position"] == str(position)
            lists[view] = answer.json()
            yield view, answer.content
        yield "search", self.visitor.shown(READER, "search", q="接力站", **moment).content
        for href in self.things(lists):
            yield href, self.single(href, position, **moment)

    def things(self, lists):
        """The address of everything of the kinds looked at, and of two invitations."""
        for kind in KINDS:
            plural = kind if kind == "minutes" else f"{kind}s"
            yield from (item["href"] for item in lists[f"list_{plural}"]["items"])
        yield from (item["href"] for item in lists["list_invitations"]["items"][:2])

    def single(self, href, position, **moment):
        query = f"?as_of={position}" if moment else ""
        doc = self.visitor.seen(READER, href + query).json()
        actions = doc.pop("actions", [])
        assert actions == [] or not moment
        return json.dumps(doc, sort_keys=True)

    def differing(self, position):
        """The addresses at which the past is not what it was."""
        then, now = self.kept[position], dict(self.pictures(position, as_of=position))
        return [address for address in then.keys() | now.keys() if then.get(address) != now.get(address)]


def lived(visitor, album):
    """The whole year, with a picture after every step; now and then an earlier one is compared."""
    first, second = Year(visitor, 2025), Year(visitor, 2026)
    album.take()
    for number, answer in enumerate(story(first, second)):
        assert answer["position"] == visitor.town.head
        album.take()
        if number % 4 == 0:
            assert album.differing(sorted(album.kept)[number * 7 % len(album.kept)]) == []
    return first, second


def story(first, second):
    """A year and the meeting of the next that hears it."""
    yield from collecting(first)
    yield from preparing(first)
    yield from convening(first, "station", "safety")
    yield from deciding(first)
    yield from concluding(first)
    yield from carrying_out(first)
    second.on(2, 2)
    second.href |= {name: href for name, href in first.href.items() if name.startswith("decision")}
    second.id |= {name: each for name, each in first.id.items() if name.startswith("decision")}
    yield second.begins("meeting", "plan_ordinary_meeting", year=2026)
    yield from convening(second)
    yield from hearing(second, 3)
    for side, who in (("gov", "sun"), ("union", "li")):
        person = second.visitor.town.people[who]
        yield second.acts("meeting", "give_instructions", side=side, person=person, text="请继续抓好落实。")
    yield from concluding(second)


def stages(visitor, year, *names):
    return [visitor.seen(READER, year.href[name]).json()["stage"] for name in names]


def positions(visitor):
    """Every position of the feed, page by page."""
    after, head = 0, None
    while after != head:
        page = visitor.lists(READER, "list_changes", after=after, limit=200)
        yield from (item["position"] for item in page["items"])
        after, head = page["position"], page["head"]


class TestYear:
    def test_is_done_by_who_knows_only_the_document_and_every_step_can_be_looked_at_again(self, town):
        visitor = Visitor(town, SLUG)
        album = Album(visitor)
        first, second = lived(visitor, album)
        assert len(album.kept) > 90
        assert stages(visitor, first, "decision 1", "decision 2", "decision 3") == ["completed"] * 3
        assert stages(visitor, first, "station", "safety") == ["concluded"] * 2
        meeting = visitor.seen(READER, second.href["meeting"]).json()
        assert sorted(meeting["agenda"]["decisions"]) == sorted(first.id[f"decision {n}"] for n in (1, 2, 3))
        assert meeting["put_over"] == []
        assert {position: found for position in album.kept if (found := album.differing(position))} == {}
        for position in list(album.kept)[::10]:
            at = town.services.log.time_of(town.key, position).isoformat()
            assert visitor.shown(READER, "list_topics", as_of=at).content == album.kept[position]["list_topics"]
        assert list(positions(visitor)) == list(range(1, town.head + 1))
