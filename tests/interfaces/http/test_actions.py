import pytest

from application.beginnings import BEGINNINGS
from interfaces.http.examples import EXAMPLES
from interfaces.http.kinds import KINDS
from tests.interfaces.http.living import ROUTE, filled
from tests.interfaces.http.problems import LANGUAGES, is_problem

every_stream = pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.stream], ids=lambda k: k.name)
WHO = ("wang", "sun", "chen", "shen")


def things(town, kind):
    """Of the things of a kind, one at each stage."""
    items = town.get(f"{kind.path}?limit=200").json()["items"]
    return {item["stage"]: item for item in items}.values()


def posted(life, who, action, etag):
    """What comes of the example, posted where the action says."""
    address = action["href"].replace("{suggestion}", life.ids["suggestion"])
    body = filled(EXAMPLES[action["name"]], life.ids)
    return life.town.ask(who, address, body, base="", if_match=etag)


@every_stream
@pytest.mark.parametrize("who", WHO)
class TestActions:
    def test_name_every_command_of_the_thing_and_its_address(self, old_town, kind, who):
        commands = [name for name, route in ROUTE.items() if route.path.startswith(f"{kind.path}/{{{kind.name}}}/")]
        for thing in things(old_town, kind):
            actions = old_town.get(thing["href"], who, base="").json()["actions"]
            assert [action["name"] for action in actions] == commands
            assert all(action["href"].startswith(f"{thing['href']}/") for action in actions)

    def test_foretell_the_refusal(self, life, kind, who, unchanged):
        for thing in things(life.town, kind):
            seen = life.town.get(thing["href"], who, base="")
            for action in seen.json()["actions"]:
                if not action["allowed"]:
                    told = is_problem(posted(life, who, action, seen.headers["etag"]), (403, 404, 409))
                    foretold = action["refusal"]
                    assert (told["code"], told["clause"]) == (foretold["code"], foretold["clause"]), action

    def test_open_what_a_dry_run_does_not_forbid(self, life, kind, who, unchanged):
        for thing in things(life.town, kind):
            actions = life.town.get(thing["href"], who, base="").json()["actions"]
            for action in (each for each in actions if each["allowed"]):
                body = filled(EXAMPLES[action["name"]], life.ids) | in_path(life, kind, thing, action)
                one = {"name": action["name"], "version": thing["version"], "body": body}
                told = life.town.ask(who, "/commands", {"dry_run": True, "commands": [one]}).json()
                assert told.get("code") not in BY_GUARD or told["facts"]["step"] == "merge_into", (action, told)

    def test_are_told_in_both_languages(self, old_town, kind, who):
        for thing in things(old_town, kind):
            said = []
            for language in LANGUAGES:
                actions = old_town.get(thing["href"], who, base="", accept_language=language).json()["actions"]
                refusals = [action["refusal"] for action in actions if action["refusal"]]
                assert all(refusal["title"] and refusal["detail"] and refusal["next"] for refusal in refusals)
                said.append([(refusal["code"], refusal["facts"]) for refusal in refusals])
            assert said[0] == said[1]

    def test_are_none_in_the_past(self, old_town, kind, who):
        for thing in things(old_town, kind):
            past = old_town.get(f"{thing['href']}?as_of={thing['since_position']}", who, base="").json()
            assert past["actions"] == []


class TestBeginnings:
    """What no thing can be asked about: what begins one, and what is entered in the registers."""

    @pytest.mark.parametrize("who", WHO)
    def test_are_told_whole_with_what_each_would_meet(self, life, who, unchanged):
        told = life.town.get("/actions", who).json()
        begun = [name for name, route in ROUTE.items() if route.command in BEGINNINGS and not route.parameters]
        assert [action["name"] for action in told["actions"]] == begun
        for action in told["actions"]:
            if not action["allowed"]:
                met = is_problem(posted(life, who, action, None), (403, 404, 409))
                assert (met["code"], met["clause"]) == (action["refusal"]["code"], action["refusal"]["clause"]), action

    @pytest.mark.parametrize("where", ["/units/finance", "/people/{chen}"])
    def test_of_a_unit_or_somebody_stand_in_it(self, life, where):
        address = where.format(chen=life.town.people["chen"])
        kept = {who: life.town.get(address, who).json()["actions"] for who in ("wang", "chen")}
        assert kept["wang"]
        assert all(each["allowed"] for each in kept["wang"])
        assert {each["refusal"]["code"] for each in kept["chen"]} == {"office_only"}
        assert all(each["href"].startswith(f"/api/v1/conferences/chengqiao{address}/") for each in kept["wang"])

    def test_of_the_past_are_none(self, life):
        assert life.town.get("/units/finance?as_of=20", "wang").json()["actions"] == []


BY_GUARD = {"out_of_order", "office_only", "not_an_approver", "proposer_only", "lead_unit_only", "not_a_reviewer"}
"""Refusals that no body changes."""


def in_path(life, kind, thing, action):
    """The fields that stand in the path of a command."""
    parameters = ROUTE[action["name"]].parameters
    return {name: life.ids[name] for name in parameters} | {parameters[0]: thing["id"]}
