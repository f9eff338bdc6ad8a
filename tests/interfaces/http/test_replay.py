"""The state of a thing at any point, what differs between two points, and where values come from, over HTTP."""

from urllib.parse import quote

import jsonschema_rs
import pytest

from interfaces.http.kinds import KINDS
from interfaces.http.replay import INSTITUTION, REPLAYED
from tests.golden.published import document
from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import town as a_town

THINGS = [f"{KINDS[name].path}/{{{name}}}" for name in REPLAYED if name in KINDS]
OWN = [f"/institution/{name}" for name in INSTITUTION]
every_thing = pytest.mark.parametrize("path", [*THINGS, *OWN])
TEXT = "高温天气里请增设饮水点"


@pytest.fixture(scope="module")
def answer_of():
    """A validator of what an operation answers."""
    published = document()
    operations = {each["operationId"]: each for path in published["paths"].values() for each in path.values()}

    def validator(operation):
        schema = operations[operation]["responses"]["200"]["content"]["application/json"]["schema"]
        return jsonschema_rs.validator_for(schema | {"components": published["components"]}, validate_formats=True)

    return validator


@pytest.fixture
def at(old_town):
    """Where a thing of the town lives; of each kind the first of the list."""

    def address(path):
        for name, kind in KINDS.items():
            if f"{{{name}}}" in path:
                items = old_town.get(f"{kind.path}?limit=200").json()["items"]
                open_ends = sorted(items, key=lambda item: -item["version"])
                return path.format(**{name: open_ends[0]["id"]})
        return path

    return address


def got(town, path, who="wang", **headers):
    answer = town.get(path, who, **headers)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert answer.headers["x-position"] == str(told["position"])
    return told


def operation(path, act):
    name = next((name for name in KINDS if path.startswith(f"{KINDS[name].path}/")), "institution")
    return f"get_{name}_state" if act == "state" else f"{act}_{name}"


@every_thing
class TestReplay:
    def test_answers_as_the_document_says(self, old_town, at, answer_of, path):
        for act, query in (("state", ""), ("diff", "?from=0"), ("explain", "")):
            answer_of(operation(path, act)).validate(got(old_town, f"{at(path)}/{act}{query}"))

    def test_shows_every_version_as_it_was_at_its_position(self, old_town, at, path):
        thing = at(path)
        last = got(old_town, f"{thing}/state")["at"]["version"]
        for version in range(1, last + 1, max(1, last // 5)):
            by_version = got(old_town, f"{thing}/state?version={version}")
            position = by_version["position"]
            assert by_version["at"] | {"version": version, "position": position} == by_version["at"]
            by_position = got(old_town, f"{thing}/state?as_of={position}")
            assert by_position == by_version
            moment = quote(by_version["at"]["recorded_at"])
            assert got(old_town, f"{thing}/state?as_of={moment}")["at"]["version"] >= version

    def test_tells_differences_that_lead_from_one_state_to_the_other(self, old_town, at, path):
        thing = at(path)
        there, back = (got(old_town, f"{thing}/diff?{query}") for query in ("from=v1", f"from={old_town.head}&to=v1"))
        assert (there["from"]["version"], back["to"]["version"]) == (1, 1)
        assert {each["field"]: (each["old"], each["new"]) for each in there["fields"]} == {
            each["field"]: (each["new"], each["old"]) for each in back["fields"]
        }
        for each in there["fields"]:
            assert each["settings"]
            assert all(str(setting["position"]) in there["records"] for setting in each["settings"])

    def test_explains_every_value_by_who_set_it(self, old_town, at, path):
        told = got(old_town, f"{at(path)}/explain")
        for each in told["fields"]:
            assert each["settings"][0]["new"] == each["value"]
            record = told["records"][str(each["settings"][0]["position"])]
            assert record["actor"]["person"] or record["entered_by"]
            assert record["authority"]["edition"]
            assert record["cmd"]
        one = told["fields"][-1]["field"]
        only = got(old_town, f"{at(path)}/explain?field={quote(one, safe='')}")
        assert told["fields"][-1] in only["fields"]

    def test_names_the_people_it_mentions(self, old_town, at, path):
        told = got(old_town, f"{at(path)}/explain")
        people = {record["actor"]["person"] for record in told["records"].values()} - {None}
        assert people
        assert all(told["names"][person] for person in people)

    @languages
    def test_has_nothing_of_what_is_not_there(self, old_town, at, path, language):
        thing = at(path)
        for query, status, code in (
            ("state?version=9999", 404, "version_unknown"),
            ("state?version=0", 422, "malformed"),
            ("state?on=2026-02-30", 422, "malformed"),
            ("state?as_of=yesterday", 400, "as_of_malformed"),
            ("explain?field=colour", 404, "field_unknown"),
            ("diff", 422, "malformed"),
            ("diff?from=yesterday", 422, "point_malformed"),
            ("diff?from=2026-02-30", 422, "point_malformed"),
            ("diff?from=2026-02-01@noon", 422, "point_malformed"),
            ("diff?from=2026-02-01T09:00:00", 422, "point_malformed"),
            ("diff?from=%EF%BC%91", 422, "point_malformed"),
            ("diff?from=v9999", 404, "version_unknown"),
            ("diff?from=0&to=v9999", 404, "version_unknown"),
        ):
            is_problem(old_town.get(f"{thing}/{query}", accept_language=language), status, code)
        is_problem(old_town.get(f"{thing}/state?as_of=0", accept_language=language), 404, clause="R-known")
        is_problem(old_town.get(f"{thing}/diff?from=0&to=0", accept_language=language), 404, clause="R-known")


class TestThing:
    @pytest.mark.parametrize("path", THINGS)
    def test_of_an_odd_id_is_not_there(self, old_town, path):
        for odd in (UNKNOWN, "nothing", "%00", "%F0%9F%91%B7"):
            thing = path.rpartition("/")[0]
            kind = path.rpartition("/")[2].strip("{}")
            for act in ("state", "explain", "diff?from=1"):
                is_problem(old_town.get(f"{thing}/{odd}/{act}"), 404, f"{kind}_unknown", clause="R-known")

    def test_is_not_shown_as_another_kind(self, old_town, at):
        topic = at("/topics/{topic}").rpartition("/")[2]
        is_problem(old_town.get(f"/meetings/{topic}/state"), 404, "meeting_unknown")

    def test_is_not_shown_to_who_is_not_signed_in(self, old_town, at):
        is_problem(old_town.get(f"{at('/topics/{topic}')}/state", None), 401, "not_signed_in")


class TestBusinessDate:
    def test_shows_what_was_dated_by_then_as_far_as_it_was_known(self, town):
        ask = {"year": 2025, "text": "征集议题"}
        call = town.ask("wang", "/calls", ask).json()["id"]
        town.clock.move_to(town.clock.today.replace(day=20))
        closed = town.ask("wang", f"/calls/{call}/closing", {"act": {"on": "2025-01-15"}}, if_match='"1"')
        assert closed.status_code == 200, closed.text
        position = closed.json()["position"]
        before, after = (got(town, f"/calls/{call}/state?on=2025-01-16&as_of={p}") for p in (position - 1, position))
        assert (before["state"]["stage"], after["state"]["stage"]) == ("open", "closed")
        assert got(town, f"/calls/{call}/state?on=2025-01-14")["left_out"] == [position]
        late = got(town, f"/calls/{call}/diff?from=2025-01-16@{position - 1}&to=2025-01-16")
        assert {each["field"] for each in late["fields"]} == {"stage", "closed_on"}
        assert late["from"]["on"] == late["to"]["on"] == "2025-01-16"

    def test_says_who_held_which_duty(self, old_town):
        told = got(old_town, "/institution/roster/state?on=2025-06-01")
        assert told["of_the_day"]["on"] == "2025-06-01"
        assert told["of_the_day"]["holders"]["mayor"]
        assert got(old_town, "/institution/roster/state")["of_the_day"] is None

    def test_says_which_edition_was_in_force(self, old_town):
        for on, edition in (("2025-06-01", "chengqiao-1"), ("2027-12-31", None)):
            told = got(old_town, f"/institution/conference/state?on={on}")["of_the_day"]["edition_in_force"]
            assert (told == edition) == (edition is not None)


class TestRecord:
    def test_says_what_the_same_command_recorded_beside_it(self, old_town, life):
        told = got(old_town, f"/topics/{life.ids['topic']}/explain?field=stage", accept_language="en")
        discussed = next(each for each in told["records"].values() if each["type"].startswith("topic.discussed"))
        assert discussed["title"] == "Topic discussed and settled"
        beside = {each["type"].partition("/")[0] for each in discussed["together"]}
        assert {"meeting.topic_discussed", "decision.adopted"} <= beside
        assert all(each["position"] != discussed["position"] for each in discussed["together"])


@pytest.fixture
def suggested():
    """A town in which a suggestion waits; the call it came to."""
    with a_town() as served:
        call = served.ask("wang", "/calls", {"year": 2025, "text": "征集议题"}).json()["id"]
        body = {"unit": "sanitation", "text": TEXT, "sender": "沈师傅", "person": served.people["shen"]}
        received = served.ask("shen", f"/calls/{call}/suggestions", body)
        assert received.status_code == 200, received.text
        yield served, f"/calls/{call}"


class TestSuggestion:
    def test_is_in_no_answer_to_the_government_side(self, suggested):
        served, call = suggested
        [row] = served.get("/suggestions", "li").json()["items"]
        assert list(got(served, f"{call}/state", "li")["state"]["suggestions"]) == [row["id"]]
        assert row["id"] in served.get(f"{call}/explain", "li").text
        for act in ("state", "state?on=2025-12-31", "state?version=2", "diff?from=0", "diff?from=v1", "explain"):
            for hidden in (row["id"], TEXT, "沈师傅", "sanitation"):
                assert hidden not in served.get(f"{call}/{act}", "sun").text, (act, hidden)
        assert got(served, f"{call}/state", "sun")["state"]["suggestions"] == {}
        assert got(served, f"{call}/diff?from=v1", "sun")["fields"] == []

    def test_cannot_be_asked_for_by_its_field(self, suggested):
        served, call = suggested
        [row] = served.get("/suggestions", "li").json()["items"]
        field = quote(f"suggestions/{row['id']}", safe="")
        assert got(served, f"{call}/explain?field={field}", "li")["fields"]
        is_problem(served.get(f"{call}/explain?field={field}", "sun"), 404, "field_unknown")

    def test_is_told_in_words_to_nobody(self, suggested):
        served, call = suggested
        for act in ("state", "diff?from=0", "explain"):
            assert TEXT not in served.get(f"{call}/{act}", "li").text


class TestPerson:
    def test_who_was_erased_has_no_name(self, suggested):
        served, _ = suggested
        person = served.people["mao"]
        assert got(served, "/institution/roster/explain?field=people", "li")["names"][person] == "毛小兵"
        erased = served.ask("wang", f"/people/{person}/erasure", {"basis": "本人书面申请"})
        assert erased.status_code == 200, erased.text
        told = got(served, "/institution/roster/explain?field=people", "li")
        assert told["names"][person] is None
        assert "毛小兵" not in served.get("/institution/roster/state", "li").text
