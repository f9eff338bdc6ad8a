"""No command reaches a thing of another conference: its name is answered as one that nobody has, at every step of a life."""

from hashlib import sha256

import pytest

from interfaces.http.routes import ROUTES
from tests.interfaces.http.bad import every_route
from tests.interfaces.http.foreign import (
    IN_BODY,
    IN_PATH,
    NAMES_NOTHING_IN_BODY,
    NAMES_NOTHING_IN_PATH,
    NO_TEXT,
    kind_of,
    name_of,
    operations,
    places,
)
from tests.interfaces.http.neighbours import uploaded
from tests.interfaces.http.probing import Probe, comparable
from tests.interfaces.http.test_isolation_accounts import OF_ACCOUNTS

TWICE = "两镇都有"
"""A file that nothing else is asked about, because ours has it too in the end."""
WITHOUT_A_ROUTE = {"do_commands", "upload_file", "keep_draft", "drop_draft"} | OF_ACCOUNTS
"""Everything else that is sent is tried by ``probing``: through the first. A file is tried below, the rest elsewhere."""
TAKEN_AS_TOLD = {
    ("open_unit", "unit"),
    ("receive_suggestion", "person"),
    ("submit_topic", "links/0/to"),
    ("ratify", "stream"),
    ("issue_notice", "guests/0"),
    ("invite_further", "guests/0"),
    ("invite_further", "seats/0"),
    ("draft_minutes", "items/0/topic"),
    ("redraft_minutes", "items/0/topic"),
}
"""What a body says without its being looked up: the other's name is then a word like any other, and is so recorded."""
WRITING = [operation for operation in operations() if operation.method != "GET"]


def probes_of(pair, route) -> list[Probe]:
    found: list[Probe] = pair.ours.probes[route.command.called()]
    return found


class TestCases:
    def test_are_of_every_operation_that_writes(self, pair):
        assert {operation.name for operation in WRITING} == pair.ours.probes.keys() | WITHOUT_A_ROUTE

    def test_are_of_every_parameter(self):
        named = {name for operation in WRITING for name in operation.in_path}
        assert named <= IN_PATH.keys() | NAMES_NOTHING_IN_PATH
        assert {each["in"] for operation in WRITING for each in operation.parameters.values()} <= {
            "path",
            "header",
            "query",
        }
        assert {name for operation in WRITING for name in operation.in_query} == {"about", "name"}

    def test_are_of_every_string_of_a_body(self):
        found = {name_of(place) for operation in WRITING for place, _ in places(operation.body or {})}
        dates = {
            name_of(place)
            for operation in WRITING
            for place, schema in places(operation.body or {})
            if schema.get("format") == "date"
        }
        assert found - dates <= IN_BODY.keys() | NAMES_NOTHING_IN_BODY
        assert not IN_BODY.keys() & NAMES_NOTHING_IN_BODY


@every_route
class TestCommand:
    def test_was_tried_at_every_place_that_names_something(self, route, pair):
        [operation] = [each for each in WRITING if each.name == route.command.called()]
        wanted = {f"path/{name}" for name in route.parameters}
        wanted |= {
            "/".join(map(str, place)) for place, schema in places(operation.body or {}) if kind_of(place, schema)
        }
        assert wanted == {probe.place for probe in probes_of(pair, route)}

    def test_answers_the_others_name_as_nobodys(self, route, pair):
        for probe in probes_of(pair, route):
            theirs, nobodys = probe.told()
            assert theirs == nobodys, probe.place

    def test_answers_with_nothing_of_the_other(self, route, pair):
        for probe in probes_of(pair, route):
            assert pair.learnt(f"{probe.theirs.text}{probe.theirs.headers}", *probe.sent) == [], probe.place

    def test_refuses_a_path_that_names_the_others(self, route, pair):
        for probe in probes_of(pair, route):
            if probe.place.startswith("path/"):
                assert probe.theirs.status_code in {404, 409}, probe.theirs.text
                assert probe.theirs.json()["code"].endswith(("_unknown", "_not_held")), probe.theirs.text

    def test_refuses_a_body_that_names_the_others_unless_it_is_only_a_word(self, route, pair):
        for probe in probes_of(pair, route):
            if probe.theirs.status_code == 200:
                name = (route.command.called(), probe.place)
                assert name in TAKEN_AS_TOLD or probe.place.endswith("sha256"), probe.theirs.text
            else:
                assert probe.theirs.json()["code"] != "malformed", (probe.place, probe.theirs.text)


class TestTakenAsTold:
    @pytest.mark.parametrize(("name", "place"), sorted(TAKEN_AS_TOLD))
    def test_is_still_so(self, name, place, pair):
        [probe] = [each for each in pair.ours.probes[name] if each.place == place]
        assert probe.theirs.status_code == probe.nobodys.status_code == 200

    def test_is_of_commands_there_are(self):
        assert {name for name, _ in TAKEN_AS_TOLD} <= {route.command.called() for route in ROUTES}


class TestFile:
    def test_that_the_other_has_is_taken_as_one_that_nobody_has(self, pair):
        town, told = pair.ours.town, []
        uploaded(pair.beside.town, "wang", TWICE)
        for text in (TWICE, NO_TEXT):
            answer = town.ask("wang", "/files?name=a.txt", text.encode(), content_type="text/plain")
            digest = sha256(text.encode()).hexdigest()
            status, _, said = comparable(answer, digest)
            told.append((status, {name: value for name, value in said.items() if not name.endswith(("_at", "_until"))}))
        assert told[0][0] == 201
        assert told[0] == told[1]
