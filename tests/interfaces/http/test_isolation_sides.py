"""What the union alone may read is found through no door by anybody else: not by the government, not by another union."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from interfaces.http.examples import EXAMPLES
from interfaces.http.kinds import KINDS
from interfaces.http.routes import ROUTES
from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.canaries import COLLECTOR, OTHERS, SENDER, WORDS, Called, called, done
from tests.interfaces.http.foreign import Operation, operations
from tests.interfaces.http.probing import comparable
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE, SLUG

READING = [operation for operation in operations() if operation.method == "GET"]
SHOWS_IT = {
    "list_changes",
    "stream_changes",
    "list_suggestions",
    "get_suggestion",
    "get_timeline",
    "get_record",
    "get_package",
    "get_file",
}
"""The operations by which the union reads what is its own."""
others = pytest.mark.parametrize("who", OTHERS)


@pytest.fixture(scope="module")
def given():
    with called() as given:
        yield given


def doors(given: Called, operation: Operation) -> Iterator[str]:
    """Every address of an operation at which something of the call might be seen: each thing, point, form and filter."""
    things = {
        "call": (given.call,),
        "suggestion": (given.waiting, given.left),
        "person": (given.person,),
        "unit": ("sanitation",),
    }
    last = given.town.head
    values = {
        "conference": (SLUG,),
        "row": things.get(operation.kind, (UNKNOWN,)),
        "subject": (given.call, given.waiting, given.left, given.person, "unit:sanitation", f"union%2F{given.person}"),
        "digest": (WORDS["digest"],),
        "position": range(last - 9, last + 1),
        "register": ("conference", "roster", "units", "register"),
        "year": ("2025",),
    }
    paths = [operation.path]
    for name in operation.in_path:
        known = values.get(name, (UNKNOWN,))
        paths = [path.replace(f"{{{name}}}", str(value)) for path in paths for value in known]
    for path in paths:
        for query in questions(given, operation):
            yield f"{path}?{urlencode(query)}"


def questions(given: Called, operation: Operation) -> Iterator[dict[str, str]]:
    last, asked = given.town.head, operation.needed()
    if "until" in operation.in_query:
        asked = {"after": "0", "until": str(last)}
    found: dict[str, tuple[str, ...]] = {
        "q": tuple(WORDS.values()),
        "format": ("csv", "xlsx"),
        "as_of": tuple(str(each) for each in range(last - 4, last + 1)),
        "version": ("1", "2", "3", "4"),
        "on": ("2025-01-06",),
        "field": ("suggestions", f"suggestions/{given.waiting}"),
        "fields": ("text,sender,person,attachments,reason",),
        "side": ("union",),
        "call": (given.call,),
        "seat": ("chair@sanitation", "union_chair"),
        "limit": ("200",),
    }
    yield asked
    for name in operation.in_query:
        for value in found.get(name, ()):
            yield asked | {name: value}
    if "words" in operation.in_query:
        yield from (asked | {"format": form, "words": "zh-Hans"} for form in ("csv", "xlsx"))


class TestDoors:
    @others
    @pytest.mark.parametrize("operation", READING, ids=[each.name for each in READING])
    def test_show_nobody_else_the_unions_words(self, operation, who, given):
        for address in doors(given, operation):
            answer = given.town.get(address, who, base="")
            assert answer.status_code in {200, 400, 403, 404, 422}, (address, answer.text)
            assert given.told(answer) - asked_for(address) == set(), address

    @pytest.mark.parametrize("who", [COLLECTOR, SENDER])
    def test_show_them_to_the_union_they_came_from_and_to_who_collects(self, who, given):
        seen = {
            operation.name: found
            for operation in READING
            if (
                found := {
                    word
                    for address in doors(given, operation)
                    for word in given.told(given.town.get(address, who, base="")) - asked_for(address)
                }
            )
        }
        whole = {"get_package"} if who == SENDER else set()
        assert SHOWS_IT - whole <= seen.keys()
        assert {"text", "digest", "reason"} <= seen["list_suggestions"]
        assert all("sender" not in found for name, found in seen.items() if name != "get_package")


def asked_for(address: str) -> set[str]:
    """The words that were in the question."""
    return {name for name, word in WORDS.items() if word in address or quote(word) in address}


class TestPerson:
    @others
    def test_is_not_known_as_who_sent_it(self, who, given):
        path, seen = f"/timeline/{given.person}?limit=1", []
        cursor = ""
        while cursor is not None:
            page = given.town.get(path + (cursor and f"&cursor={quote(cursor)}"), who).json()
            seen += [each["type"].partition("/")[0] for each in page["items"]]
            cursor = page["next"]
        assert seen == ["roster.person_entered"]

    @pytest.mark.parametrize("who", [COLLECTOR, SENDER])
    def test_is_known_as_that_to_who_reads_it(self, who, given):
        seen = [
            each["type"].partition("/")[0] for each in given.town.get(f"/timeline/{given.person}", who).json()["items"]
        ]
        assert seen == ["roster.person_entered", *["call.suggestion_received"] * 2]

    def test_is_not_known_by_what_was_erased_of_him(self):
        with called() as given:
            town = given.town
            done(town.ask(OFFICE, f"/people/{given.person}/erasure", {"basis": "本人申请"}))
            for who, shown in ((COLLECTOR, True), ("sun", False), ("han", False), (SENDER, False)):
                last = town.get(f"/changes?after={town.head - 1}", who).json()["items"][-1]["data"]
                assert ("erased" in last["body"], last["withheld"]) == ((True, []) if shown else (False, ["erased"]))
            is_problem(town.get(f"/audit/records/{town.head}", "sun"), 403, "record_withheld")


class TestRefusal:
    @others
    def test_tells_nothing_of_a_suggestion(self, who, given):
        town = given.town
        for route in ROUTES:
            if not route.path.startswith("/calls/"):
                continue
            for suggestion in (given.waiting, given.left, UNKNOWN):
                path = route.path.format(call=given.call, suggestion=suggestion)
                body = EXAMPLES[route.command.called()] | ({"topic": given.call} if "topic" in route.path else {})
                for version in ('"1"', '"999"'):
                    answer = town.ask(who, path, body, if_match=version)
                    assert answer.status_code in {403, 409, 412, 422, 404}, answer.text
                    assert given.told(answer) == set()

    @others
    def test_is_the_same_for_a_suggestion_there_is_and_one_there_is_not(self, who, given):
        for path, body in (("topic", {"topic": UNKNOWN}), ("refusal", {"reason": "另有安排"})):
            one, other = (
                given.town.ask(who, f"/calls/{given.call}/suggestions/{each}/{path}", body)
                for each in (given.waiting, UNKNOWN)
            )
            assert comparable(one, given.waiting, UNKNOWN) == comparable(other, given.waiting, UNKNOWN)
        one, other = (given.town.get(f"/suggestions/{each}", who) for each in (given.waiting, UNKNOWN))
        assert one.status_code == 404
        assert comparable(one, given.waiting, UNKNOWN) == comparable(other, given.waiting, UNKNOWN)

    def test_tells_nothing_to_who_submits_a_topic_of_it(self, given):
        topic = EXAMPLES["submit_topic"] | {"side": "gov", "proposer": "safety", "concerned": [], "joint_with": None}
        linked = {"links": [{"kind": "takes_up", "to": given.waiting}], "call": None, "suggestions": []}
        for body in (linked, {"links": [], "call": given.call, "suggestions": [given.waiting]}):
            one = {"name": "submit_topic", "body": topic | body}
            answer = given.town.ask("wei", "/commands", {"dry_run": True, "commands": [one]})
            assert given.told(answer) == set(), answer.text
            assert answer.status_code == (200 if body["links"] else 403), answer.text


class TestTakenUp:
    def test_is_everybodys_but_for_why_it_was_not_before(self):
        with called() as given:
            town = given.town
            topic = EXAMPLES["submit_topic"] | {"links": [], "call": given.call, "suggestions": [given.left]}
            before = town.head
            done(town.ask("zhou", "/topics", topic | {"concerned": []}))
            for who in OTHERS:
                row = town.get(f"/suggestions/{given.left}", who).json()
                assert (row["text"], row["side"], row["reason"]) == (WORDS["text"], "joint", None)
                assert given.told(town.get("/changes?limit=200", who)) == set()
                is_problem(town.get(f"/suggestions/{given.left}?as_of={before}", who), 404, "suggestion_unknown")
                assert [row["id"] for row in town.get("/suggestions", who).json()["items"]] == [given.left]
            assert given.told(town.get(f"/suggestions/{given.left}?as_of={before}", COLLECTOR)) >= {"reason"}


class TestGovernment:
    def test_has_nothing_of_its_own(self, given):
        """All that is of one side is the union's. Once there is something of the government's, it needs its own canaries."""
        assert [kind.name for kind in KINDS.values() if kind.one_sided] == ["suggestion"]
        rows = given.town.get("/suggestions", COLLECTOR).json()["items"]
        assert {row["side"] for row in rows} == {"union"}
