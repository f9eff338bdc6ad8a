"""What can be picked in a form: what its rule would take, and no more."""

import re

import pytest

from application.beginnings import BEGINNINGS
from domain.charter_reading import built_in, read_charter
from interfaces.http.examples import EXAMPLES, KEYS
from interfaces.pages.form_offers import OFFERS, There
from tests.interfaces.http.life import lived
from tests.interfaces.http.living import ROUTE
from tests.interfaces.pages.reading import Browser
from tests.interfaces.pages.story import served


@pytest.fixture(scope="module")
def life():
    """A town that has lived; forms are only looked at."""
    with served() as town:
        yield lived(town)


def offered(life, who, address, field):
    page = Browser(life.town, who).get(address)
    assert page.status == 200
    select = re.search(rf'<select id="f-{field}".*?</select>', page.html, re.DOTALL)
    if select:
        return [value for value in re.findall(r'<option value="([^"]*)"', select[0]) if value]
    return re.findall(rf'<input type="checkbox" id="[^"]*" name="{field}" value="([^"]*)"', page.html)


class TestSeats:
    def test_are_not_offered_at_a_town_union_that_has_duties_of_its_own(self, life):
        seats = offered(life, "wang", f"/do/take_duty?person={life.town.people['mao']}", "duty")
        assert {"union_chair", "head@finance", "chair@sanitation"} <= set(seats)
        assert not {seat for seat in seats if seat.endswith("@town_union")}
        assert not {"chair@finance", "head@sanitation"} & set(seats)

    def test_to_lay_down_are_those_that_are_held(self, life):
        person = life.town.people["chen"]
        assert offered(life, "wang", f"/do/lay_down_duty?person={person}", "duty") == ["head@finance"]
        assert "head@finance" not in offered(life, "wang", f"/do/take_duty?person={person}", "duty")

    def test_there_are_none_to_lay_down_for_who_holds_none(self, life):
        page = Browser(life.town, "wang").get(f"/do/lay_down_duty?person={life.town.people['mao']}")
        assert "没有可以选择的“卸任的分工”" in page.text
        assert "multipart/form-data" not in page.html

    def test_to_deputise_are_those_of_ones_own_side(self, life):
        of_gov = offered(life, "wang", f"/do/name_deputy?person={life.town.people['chen']}", "duty")
        assert {"liaison", "head@safety"} <= set(of_gov)
        assert not {"union_chair", "head@finance"} & set(of_gov)
        assert "union_chair" in offered(life, "wang", f"/do/name_deputy?person={life.town.people['mao']}", "duty")

    def test_that_ask_for_a_meeting_or_hand_it_over_are_those_of_the_measures(self, life):
        askers = offered(life, "wang", "/do/plan_extraordinary_meeting", "asked_by")
        assert {"pg_office_director", "union_office_staff"} <= set(askers)  # where the measures name none, the office
        assert not {"mayor", "union_chair", "head@finance"} & set(askers)
        chairs = offered(life, "wang", f"/do/open_meeting?meeting={life.ids['meeting']}", "delegated_by")
        assert "mayor" in chairs
        assert "head@finance" not in chairs


class TestUnits:
    def test_that_bring_topics_are_ones_own(self, life):
        assert offered(life, "chen", "/do/submit_topic", "proposer") == ["finance"]
        office = offered(life, "wang", "/do/submit_topic", "proposer")
        assert {"finance", "town_union"} <= set(office)
        assert "sanitation" not in office

    def test_of_a_grassroots_union_bring_none(self, life):
        assert "没有可以选择的“提出单位”" in Browser(life.town, "shen").get("/do/submit_topic").text

    def test_that_are_asked_are_those_concerned(self, life):
        topic = life.ids["topic"]
        units = life.town.get(f"/topics/{topic}").json()["concerned"]
        assert set(offered(life, "wang", f"/do/ask_opinion?topic={topic}", "unit")) == set(units)

    def test_that_are_urged_carry_it_out(self, life):
        decision = life.ids["decision"]
        doc = life.town.get(f"/decisions/{decision}").json()
        asked = offered(life, "wang", f"/do/urge_unit?decision={decision}", "unit")
        assert set(asked) == {doc["lead"], *doc["assisting"]}

    def test_that_take_over_are_others_of_the_same_side(self, life):
        units = offered(life, "wang", "/do/merge_unit?unit=finance", "into")
        assert "safety" in units
        assert not {"finance", "town_union", "sanitation"} & set(units)

    @pytest.mark.parametrize(
        ("own", "found"),
        [
            (None, {"sanitation", "logistics"}),
            ({"town_union"}, {"sanitation", "logistics"}),
            ({"sanitation"}, {"sanitation"}),
        ],
    )
    def test_that_send_suggestions_are_grassroots_unions(self, own, found):
        kinds = {"finance": "department", "sanitation": "grassroots_union", "logistics": "grassroots_union"}
        units = [{"unit": unit, "kind": kind} for unit, kind in kinds.items()]
        call = {"collector": "town_union"}
        there = There(thing=call, units=units, people=(), measures=read_charter(built_in()), own=own)
        _, senders = OFFERS["senders"]
        assert senders(there, kinds) == found


class TestPeople:
    def test_who_give_instructions_lead_a_side(self, life):
        address = f"/do/give_instructions?meeting={life.ids['meeting']}"
        people = life.town.people
        found = offered(life, "wang", address, "person")
        assert {people["zhao"], people["li"]} <= set(found)
        assert people["chen"] not in found

    def test_for_whom_the_office_enters_have_had_a_duty(self, life):
        found = offered(life, "wang", f"/do/give_opinion?topic={life.ids['topic']}", r"act\.person")
        assert life.town.people["chen"] in found
        assert life.town.people["mao"] not in found


BEGUN = sorted(command.called() for command in BEGINNINGS)
OPEN_TO_CHEN = {"ratify", "submit_topic"}


class TestWhatTheOfficeAloneEnters:
    @pytest.mark.parametrize(
        "command", [each for each in BEGUN if each not in {*OPEN_TO_CHEN, "open_board"}]
    )  # it is open
    def test_is_refused_to_others_and_no_form_is_offered_to_them(self, life, command):
        sent = life.send(command, "chen", EXAMPLES[command], {})
        assert sent.status_code == 403, sent.text
        route = ROUTE[command]
        ids = {**KEYS, "person": life.town.people["gu"], **life.ids}
        page = Browser(life.town, "chen").get(
            f"/do/{command}?" + "&".join(f"{name}={ids[name]}" for name in route.parameters)
        )
        assert sent.json()["title"] in page.text
        assert "multipart/form-data" not in page.html

    def test_is_offered_on_the_pages_to_the_office_alone(self, life):
        person = life.town.people["chen"]
        offered = {who: Browser(life.town, who).get(f"/people/{person}").links() for who in ("wang", "chen")}
        assert [link for link in offered["wang"] if link.startswith("/do/take_duty")]
        assert not [link for link in offered["chen"] if link.startswith("/do/")]

    def test_is_to_lay_down_a_duty_only_for_who_holds_one(self, life):
        pages = {who: Browser(life.town, "wang").get(f"/people/{life.town.people[who]}") for who in ("chen", "mao")}
        found = {who: [link for link in page.links() if "/do/lay_down_duty" in link] for who, page in pages.items()}
        assert found["chen"]
        assert not found["mao"]
