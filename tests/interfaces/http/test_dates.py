"""Days at the ends of the calendar break nothing, whether an act is dated so or a thing is due then."""

from uuid import UUID

import pytest

from interfaces.http.kinds import KINDS
from tests.interfaces.http.bad import every_route, example
from tests.interfaces.http.living import Life, filled
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import OFFICE

LAST = "9999-12-31"


@every_route
class TestAct:
    @pytest.mark.parametrize("day", ["0001-01-01", "1949-10-01", "2024-02-29"])
    def test_long_ago_is_done_or_refused(self, route, life, unchanged, day):
        named = {name: life.ids.get(name, "finance") for name in route.parameters}
        body = filled(example(route), life.ids) | named | {"act": {"on": day}}
        target = life.ids.get(route.command.TARGET or "")
        version = life.town.services.log.version_of(life.town.key, UUID(target)) if target else None
        one = {"name": route.command.called(), "body": body, "version": version}
        answer = life.town.ask(OFFICE, "/commands", {"dry_run": True, "commands": [one]})
        if answer.status_code != 200:
            is_problem(answer, (403, 409, 422))


class TestDay:
    @pytest.mark.parametrize("day", [LAST, "2025-01-06", "0001-01-01"])
    def test_that_something_is_due_may_be_any(self, town, day):
        life = Life(town)
        life.asked("open_unit")
        life.ids["meeting"] = life.asked("plan_ordinary_meeting")["id"]
        if day > "2025":
            life.ids["call"] = life.asked("open_call", deadline=day)["id"]
        life.ids["decision"] = life.asked("propose_take_over", due=day)["id"]
        life.by_heads("agree_to_take_over")
        life.asked("assign_decision")
        for name, kind in KINDS.items():
            for item in town.get(kind.path).json()["items"]:
                assert town.get(item["href"], base="").status_code == 200, name
        for path in ("/desk", "/years/2025", "/seats", "/search?q=职工", f"/timeline/{life.ids['decision']}"):
            assert town.get(path).status_code == 200

    def test_that_a_later_date_is_asked_for_has_an_end(self, town):
        life = Life(town)
        life.asked("open_unit")
        life.asked("take_duty", duty="head@environment", path={"person": town.people["zhu"]})
        life.ids["decision"] = life.asked("propose_take_over", due=LAST)["id"]
        life.by_heads("agree_to_take_over")
        life.does("ask_extension", "zhu", due=LAST)
        is_problem(life.sent["ask_extension"], 422, "extension_not_later", clause="R-dates")
