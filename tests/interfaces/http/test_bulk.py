import pytest

from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BASE, OFFICE

TOWN_UNITS = [
    {"name": "open_unit", "body": {"unit": key, "kind": "department", "name_zh": name, "name_en": name}}
    for key, name in (("parks", "公园"), ("roads", "道路"))
]
UNKNOWN_UNIT = {"name": "rename_unit", "body": {"unit": "moon", "name_zh": "月", "name_en": "Moon"}}
CALL = {"name": "open_call", "body": {"year": 2025, "text": "请提出议题。"}}


def done(town, *commands, **more):
    return town.ask(OFFICE, "/commands", {"commands": list(commands)} | more)


class TestCommands:
    def test_are_saved_at_once_under_one_correlation_id(self, town):
        before = town.head
        answer = done(town, *TOWN_UNITS, CALL).json()
        assert (answer["first_position"], answer["position"], answer["dry_run"]) == (before + 1, before + 3, False)
        items = town.get(f"/changes?after={before}").json()["items"]
        assert [item["type"].partition("/")[0] for item in items] == ["units.unit_opened"] * 2 + ["call.opened"]
        assert len({item["data"]["corr"] for item in items}) == 1
        assert len({item["time"] for item in items}) == 1

    def test_keep_a_correlation_id_that_is_given(self, town):
        given = "01957000-0000-7000-8000-0000000000aa"
        before = town.head
        town.ask(OFFICE, "/commands", {"commands": TOWN_UNITS}, x_correlation_id=given)
        items = town.get(f"/changes?after={before}").json()["items"]
        assert [item["data"]["corr"] for item in items] == [given] * 2

    def test_see_what_those_before_them_did(self, town):
        later = {"name": "rename_unit", "body": {"unit": "parks", "name_zh": "绿化所", "name_en": "Greens"}}
        assert done(town, *TOWN_UNITS, later).status_code == 200
        assert town.get("/units/parks").json()["name_zh"] == "绿化所"

    def test_are_all_done_or_none(self, town):
        before = town.head
        told = is_problem(done(town, *TOWN_UNITS, UNKNOWN_UNIT), 409, "unit_unknown")
        assert told["clause"] == "R-known"
        assert town.head == before
        is_problem(town.get("/units/parks"), 404, "unit_unknown")

    def test_of_a_dry_run_change_nothing_and_say_what_would_happen(self, town):
        before = town.head
        answer = done(town, *TOWN_UNITS, CALL, dry_run=True).json()
        assert (answer["position"], answer["dry_run"], answer["state"]) == (0, True, None)
        assert [fact.partition("/")[0] for fact in answer["facts"]] == ["call.opened"] + ["units.unit_opened"] * 2 or (
            [fact.partition("/")[0] for fact in answer["facts"]] == ["units.unit_opened"] * 2 + ["call.opened"]
        )
        assert town.head == before
        assert town.get("/calls").json()["items"] == []

    def test_of_a_dry_run_are_refused_as_they_would_be(self, town):
        is_problem(done(town, *TOWN_UNITS, UNKNOWN_UNIT, dry_run=True), 409, "unit_unknown")

    def test_are_repeated_by_their_key(self, town):
        body = {"commands": TOWN_UNITS}
        first = town.ask(OFFICE, "/commands", body, idempotency_key="k")
        again = town.ask(OFFICE, "/commands", body, idempotency_key="k")
        assert again.content == first.content
        assert again.headers["idempotency-replayed"] == "true"

    def test_are_another_request_when_one_of_them_differs(self, town):
        town.ask(OFFICE, "/commands", {"commands": TOWN_UNITS[:1]}, idempotency_key="k")
        other = town.ask(OFFICE, "/commands", {"commands": TOWN_UNITS}, idempotency_key="k")
        is_problem(other, 422, "key_reused", clause="R-unique")

    def test_of_a_dry_run_take_no_key(self, town):
        body = {"commands": TOWN_UNITS}
        town.ask(OFFICE, "/commands", body | {"dry_run": True}, idempotency_key="k")
        before = town.head
        assert town.ask(OFFICE, "/commands", body, idempotency_key="k").json()["position"] == before + 2

    def test_name_the_version_they_were_decided_on(self, town):
        call = done(town, CALL).json()["id"]
        close = {"name": "close_call", "body": {"call": call}}
        is_problem(done(town, close), 428, "if_match_missing", clause="R-version")
        is_problem(done(town, close | {"version": 7}), 412, "overtaken", clause="R-version")
        assert done(town, close | {"version": 1}).status_code == 200
        assert town.get(f"/calls/{call}").json()["stage"] == "closed"

    @languages
    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({}, "/commands"),
            ({"commands": []}, "/commands"),
            ({"commands": [CALL] * 101}, "/commands"),
            ({"commands": [CALL], "stranger": 1}, "/stranger"),
            ({"commands": [CALL | {"stranger": 1}]}, "/commands/0/stranger"),
            ({"commands": [CALL, {"name": "open_call", "body": {"year": 2025}}]}, "/commands/1/body/text"),
            ({"commands": [{"name": "open_call", "body": CALL["body"] | {"moon": 1}}]}, "/commands/0/body/moon"),
            ({"commands": [CALL | {"version": 0}]}, "/commands/0/version"),
        ],
    )
    def test_made_badly_are_malformed_where_it_says(self, old_town, unchanged, body, pointer, language):
        answer = old_town.ask(OFFICE, "/commands", body, accept_language=language)
        told = is_problem(answer, 422, "malformed", clause="R-text")
        assert pointer in {error["pointer"] for error in told["errors"]}

    def test_of_no_known_name_are_malformed(self, old_town, unchanged):
        told = is_problem(done(old_town, {"name": "fly_to_moon", "body": {}}), 422, "malformed")
        assert told["facts"] == {"field": "commands/0/name", "value": "fly_to_moon"}

    def test_are_asked_of_ones_own_conference(self, old_town, unchanged):
        base = BASE.replace("chengqiao", "nowhere")
        answer = old_town.ask(OFFICE, "/commands", {"commands": TOWN_UNITS}, base=base)
        is_problem(answer, 404, "conference_unknown", clause="R-known")
