"""Administrators open accounts and give roles; auditors and archivists read; none of them does any business."""

from datetime import timedelta

import pytest

from application.log import SYSTEM
from domain.facts import installation as facts
from tests.interfaces.http.accounts import API, Member
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import BEGINNING, OFFICE


@pytest.fixture
def admin(town):
    return Member(town, "mao", role="administrator").equipped().signed_in()


def role_of(town, name, role):
    """Somebody without a seat, with a role."""
    entered = town.ask(OFFICE, "/people", {"name": f"{name}同志"})
    town.people[name] = entered.json()["id"]
    return Member(town, name, role=role).equipped().signed_in()


def fact_of(town, kind):
    return [each.fact for each in town.services.log.read(SYSTEM, 0, 100_000) if isinstance(each.fact, kind)]


class TestAdministrator:
    def test_opens_an_account_for_somebody_on_the_roll(self, town, admin):
        body = {"person": town.people["li"], "name": "li.wenxiu"}
        answer = town.ask(admin, "/accounts", body)
        assert answer.status_code == 201
        assert answer.json()["good_for_days"] == 7
        opened = fact_of(town, facts.AccountOpened)[-1]
        assert (opened.person, opened.done_by) == (town.people["li"], town.people["mao"])
        listed = town.get("/accounts", admin).json()["items"]
        assert [(each["name"], each["activated"]) for each in listed] == [("li.wenxiu", False), ("mao", True)]

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"person": "nobody"}, 409, "person_unknown"),
            ({"name": "MAO"}, 409, "login_name_taken"),
            ({"name": "two words"}, 422, "login_name_unfit"),
            ({"role": "auditor"}, 409, "role_beside_seat"),
            ({"role": "mayor"}, 422, "malformed"),
        ],
    )
    def test_is_refused_an_account_that_cannot_be(self, town, admin, change, status, code):
        body = {"person": town.people["li"], "name": "li.wenxiu"} | change
        is_problem(town.ask(admin, "/accounts", body), status, code)

    def test_proves_himself_to_change_accounts_and_not_to_look(self, town, admin):
        town.clock.at += timedelta(minutes=16)
        assert town.get("/accounts", admin).status_code == 200
        body = {"person": town.people["li"], "name": "li.wenxiu"}
        is_problem(town.ask(admin, "/accounts", body), 401, "confirm_yourself", clause="R-access")

    def test_does_no_business_and_sees_none(self, town, admin):
        is_problem(town.get("/topics", admin), 403, "role_without_right", clause="R-role")
        is_problem(town.ask(admin, "/topics", {}), 403, "role_without_right", clause="R-role")
        is_problem(town.get("/changes", admin), 403, "role_without_right")
        assert town.get("/people", admin).status_code == 200

    def test_stays_out_of_business_even_in_a_seat(self, town, admin):
        duty = {"duty": "liaison", "since": BEGINNING.isoformat()}
        assert town.ask(OFFICE, f"/people/{town.people['mao']}/duties", duty).status_code == 200
        is_problem(town.get("/topics", admin), 403, "role_without_right", clause="R-role")

    def test_closes_an_account_and_all_that_stands_for_it(self, town, admin):
        li = Member(town, "li").equipped()
        session = li.signed_in()
        made = town.ask(session, "/tokens", {"scopes": ["read"], "days": 5}).json()["token"]
        assert town.get("/topics", made).status_code == 200
        assert town.ask(admin, f"/accounts/{li.person}/closing").status_code == 204
        for carried in (session, made):
            is_problem(town.get("/topics", carried), 401, "not_signed_in")
        is_problem(li.tries(code=li.shown()), 401, "sign_in_failed")
        assert fact_of(town, facts.AccountClosed)[-1].person == li.person

    def test_ends_the_sessions_and_takes_the_lost_device_of_somebody(self, town, admin):
        li = Member(town, "li").equipped()
        session = li.signed_in()
        assert town.ask(admin, f"/accounts/{li.person}/sessions/end").status_code == 204
        is_problem(town.get("/session", session, base=API), 401, "not_signed_in")
        assert town.ask(admin, f"/accounts/{li.person}/device/removal").status_code == 204
        assert li.tries().status_code == 201

    def test_revokes_the_token_of_anybody_and_issues_none_for_others(self, town, admin):
        li = Member(town, "li").equipped()
        made = town.ask(li.signed_in(), "/tokens", {"scopes": ["read"], "days": 5}).json()
        assert made["id"] in [each["id"] for each in town.get("/tokens", admin).json()["items"]]
        assert town.ask(admin, f"/tokens/{made['id']}/revocation").status_code == 204
        is_problem(town.get("/topics", made["token"]), 401, "not_signed_in")
        body = {"scopes": ["read"], "days": 5, "person": li.person}
        is_problem(town.ask(admin, "/tokens", body), 422, "malformed")

    def test_is_the_only_one_who_may(self, town):
        li = town.people["li"]
        for path in (
            "",
            f"/{li}/code",
            f"/{li}/role",
            f"/{li}/closing",
            f"/{li}/sessions/end",
            f"/{li}/device/removal",
        ):
            body = {"person": li, "name": "x"} if not path else {"role": None} if path.endswith("role") else {}
            is_problem(town.ask(OFFICE, f"/accounts{path}", body), 403, "token_too_narrow")
        session = Member(town, "li").equipped().signed_in()
        is_problem(town.get("/accounts", session), 403, "right_missing", clause="R-access")


class TestAuditor:
    def test_reads_everything_and_writes_nothing(self, town):
        auditor = role_of(town, "lin", "auditor")
        assert town.get("/topics", auditor).status_code == 200
        assert town.get("/audit/records/1", auditor).status_code == 200
        assert town.get("/audit/export", auditor).status_code == 200
        before = town.head
        is_problem(town.ask(auditor, "/topics", {}), 403, "role_without_right", clause="R-role")
        is_problem(town.ask(auditor, "/commands", {"commands": []}), 403, "role_without_right")
        assert town.head == before

    def test_leaves_what_he_read_in_the_record(self, town):
        auditor = role_of(town, "lin", "auditor")
        for _ in range(3):
            town.get("/topics?limit=3", auditor)
        reads = [each for each in fact_of(town, facts.AuditRead) if each.who == town.people["lin"]]
        assert [each.what for each in reads] == ["/api/v1/conferences/chengqiao/topics"]

    def test_sees_who_came_in_and_who_was_kept_out(self, town):
        auditor = role_of(town, "lin", "auditor")
        is_problem(town.get("/topics", Member(town, "li").activated().signed_in()), 403)
        items = town.get("/access", auditor, accept_language="en").json()["items"]
        kept_out = next(each for each in items if each["fact"] == "installation.access_refused")
        assert (kept_out["person"], kept_out["what"]) == (town.people["li"], "list_topics")
        assert kept_out["title"] == "Access refused"
        first, last = items[0]["number"], items[-1]["number"]
        assert town.get(f"/access?after={first}&limit=1", auditor, accept_language="en").json()["items"] == [items[1]]
        assert town.get(f"/access?after={last}", auditor).json()["next"] != first

    def test_sees_the_newest_first_and_of_one_person_or_sort(self, town):
        auditor = role_of(town, "lin", "auditor")
        town.get("/topics", Member(town, "li").activated().signed_in())
        forward = town.get("/access?limit=1000", auditor).json()["items"]
        back = town.get(f"/access?limit=1000&before={forward[-1]['number'] + 1}", auditor).json()["items"]
        assert back == forward[::-1]
        his = town.get(f"/access?person={town.people['li']}", auditor).json()["items"]
        assert his == [each for each in forward if each.get("person") == town.people["li"]]
        (refused,) = town.get("/access?fact=installation.access_refused", auditor).json()["items"]
        assert refused in his

    def test_sees_the_newest_refused_command_first(self, town):
        auditor = role_of(town, "lin", "auditor")
        for unit in ("x", "y", "z"):
            town.ask("li", "/units", {"unit": unit, "kind": "department", "name_zh": "一", "name_en": "x"})
        assert [each["number"] for each in town.get("/refusals?before=3", auditor).json()["items"]] == [2, 1]

    def test_sees_which_commands_were_refused(self, town):
        auditor = role_of(town, "lin", "auditor")
        town.ask("li", "/units", {"unit": "x", "kind": "department", "name_zh": "一", "name_en": "x"})
        (refused,) = town.get("/refusals", auditor).json()["items"]
        assert (refused["person"], refused["command"]) == (town.people["li"], "open_unit")
        is_problem(town.get("/refusals", Member(town, "zhou").equipped().signed_in()), 403, "right_missing")


class TestArchivist:
    def test_reads_the_records_and_neither_logs_nor_accounts(self, town):
        archivist = role_of(town, "lin", "archivist")
        assert town.get("/audit/export", archivist).status_code == 200
        for path in ("/access", "/refusals", "/accounts"):
            is_problem(town.get(path, archivist), 403, "role_without_right", clause="R-role")
        is_problem(town.ask(archivist, "/topics", {}), 403, "role_without_right")


class TestRole:
    def test_that_ends_takes_its_rights_along(self, town, admin):
        auditor = role_of(town, "lin", "auditor")
        assert town.get("/topics", auditor).status_code == 200
        assert town.ask(admin, f"/accounts/{town.people['lin']}/role", {"role": None}).status_code == 200
        is_problem(town.get("/topics", auditor), 403, "seat_needed", clause="R-seat")
        ended = fact_of(town, facts.RoleEnded)[-1]
        assert (ended.person, ended.role, ended.done_by) == (town.people["lin"], "auditor", town.people["mao"])
