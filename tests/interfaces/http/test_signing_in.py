"""Signing in, being known for a while, and going out; whatever is wrong, nothing is told by the answer."""

from datetime import timedelta

import pytest

from application.log import SYSTEM
from domain.facts import installation as facts
from tests.interfaces.http.accounts import API, PASSWORD, Member
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import SLUG


@pytest.fixture
def li(town):
    return Member(town, "li")


def system_facts(town, kind):
    return [each.fact for each in town.services.log.read(SYSTEM, 0, 100_000) if isinstance(each.fact, kind)]


class TestActivation:
    def test_lets_the_password_be_chosen_once(self, town, li):
        li.activated()
        body = {"conference": SLUG, "name": "li", "code": li.code, "password": "另外一个很长的口令"}
        is_problem(town.ask(None, "/activation", body, base=API), 401, "sign_in_failed", clause="R-access")
        assert li.tries().status_code == 201

    def test_is_over_after_a_week(self, town, li):
        town.clock.at += timedelta(days=7)
        body = {"conference": SLUG, "name": "li", "code": li.code, "password": PASSWORD}
        is_problem(town.ask(None, "/activation", body, base=API), 401, "sign_in_failed")

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("kurz", "password_short"),
            ("password1", "password_common"),
            ("chengqiao1", "password_of_place"),
            ("长" * 257, "password_long"),
        ],
    )
    def test_refuses_a_password_that_is_easily_found(self, town, li, password, code):
        body = {"conference": SLUG, "name": "li", "code": li.code, "password": password}
        is_problem(town.ask(None, "/activation", body, base=API), 422, code, clause="R-access")
        li.activated()

    def test_lets_nobody_in_before_it(self, li):
        is_problem(li.tries(password=li.code), 401, "sign_in_failed")


class TestSignIn:
    def test_tells_nobody_what_was_wrong(self, town, li):
        li.activated()
        wrong = [
            {"name": "li", "password": "not the password"},
            {"name": "nobody", "password": PASSWORD},
            {"conference": "nowhere", "password": PASSWORD},
        ]
        told = [is_problem(li.tries(**each), 401, "sign_in_failed") for each in wrong]
        assert len({str({**each, "trace_id": ""}) for each in told}) == 1

    def test_goes_on_with_the_same_password_for_years(self, town, li):
        li.activated()
        town.clock.at += timedelta(days=1000)
        assert li.tries().status_code == 201

    def test_asks_for_a_code_where_there_is_a_device(self, li):
        li.equipped()
        is_problem(li.tries(), 401, "code_needed")
        is_problem(li.tries(code="000000"), 401, "sign_in_failed")
        shown = li.shown()
        assert li.tries(code=shown).status_code == 201
        is_problem(li.tries(code=shown), 401, "sign_in_failed")

    def test_takes_each_recovery_code_once(self, li):
        li.equipped()
        assert len(li.recovery) == 10
        assert li.tries(code=li.recovery[3].upper()).json()["recovery_codes_left"] == 9
        is_problem(li.tries(code=li.recovery[3]), 401, "sign_in_failed")

    def test_waits_after_five_failures_whoever_it_is(self, town, li):
        li.activated()
        for name in ("li", "nobody"):
            for _ in range(5):
                is_problem(li.tries(name=name, password="wrong"), 401, "sign_in_failed")
            told = is_problem(li.tries(name=name), 429, "tried_too_often")
            assert 0 < told["facts"]["seconds"] <= 60
        assert [(each.person, each.failures) for each in system_facts(town, facts.SignInFailed)] == [
            (li.person, 5),
            ("", 5),
        ]
        town.clock.at += timedelta(seconds=61)
        assert li.tries().status_code == 201

    def test_is_recorded_without_the_login_name(self, town, li):
        li.equipped().signed_in()
        assert system_facts(town, facts.SignedIn)[-1].means == "password+totp"
        records = b"".join(town.services.log.records(SYSTEM))
        assert not any(each.encode() in records for each in (PASSWORD, li.secret, *li.recovery, "127.0.0.1"))

    def test_gives_browsers_a_cookie_that_no_script_reads(self, town, li):
        answer = li.activated().tries(deliver="cookie")
        assert answer.json()["token"] is None
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-lianxi=lxs_")
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain" not in cookie
        assert answer.headers["cache-control"] == "no-store"


class TestSession:
    def test_lets_a_password_alone_see_to_the_account_and_nothing_else(self, town, li):
        token = li.activated().signed_in()
        assert town.get("/session", token, base=API).json()["rights"] == ["own"]
        is_problem(town.get("/topics", token), 403, "second_factor_needed", clause="R-access")
        is_problem(town.ask(token, "/topics", {}), 403, "second_factor_needed")
        is_problem(town.ask(token, "/tokens", {"scopes": ["read"], "days": 1}), 403, "right_missing", clause="R-access")

    def test_acts_in_the_seats_of_its_person(self, town, li):
        told = town.get("/session", li.equipped().signed_in(), base=API).json()
        assert (told["person"], told["conference"]) == (li.person, SLUG)
        assert "union_chair" in told["seats"]
        assert told["rights"] == ["directory", "own", "read", "sign", "write"]

    def test_is_carried_by_a_cookie_too(self, town, li):
        token = li.equipped().signed_in()
        assert town.get("/topics", None, cookie=f"__Host-lianxi={token}").status_code == 200
        assert town.get("/topics", None, cookie=f"lianxi={token}").status_code == 401

    def test_ends_when_nothing_is_asked_for_half_an_hour(self, town, li):
        token = li.equipped().signed_in()
        for _ in range(3):
            town.clock.at += timedelta(minutes=29)
            assert town.get("/session", token, base=API).status_code == 200
        town.clock.at += timedelta(minutes=30)
        is_problem(town.get("/session", token, base=API), 401, "not_signed_in")

    def test_ends_after_twelve_hours_however_busy(self, town, li):
        token, began = li.equipped().signed_in(), town.clock.at
        while town.clock.at - began < timedelta(hours=11, minutes=40):
            town.clock.at += timedelta(minutes=20)
            assert town.get("/session", token, base=API).status_code == 200
        town.clock.at = began + timedelta(hours=12)
        is_problem(town.get("/session", token, base=API), 401, "not_signed_in")

    def test_ends_here_and_not_only_in_the_browser(self, town, li):
        token = li.equipped().signed_in()
        answer = town.ask(token, "/session/end", base=API)
        assert answer.status_code == 204
        assert "cookies" in answer.headers["clear-site-data"]
        is_problem(town.get("/session", token, base=API), 401, "not_signed_in")

    def test_is_listed_and_ended_from_another(self, town, li):
        first, second = li.equipped().signed_in(), li.signed_in()
        listed = town.get("/sessions", second, base=API).json()["items"]
        assert [each["present"] for each in listed] == [False, False, True]
        assert town.ask(second, f"/sessions/{listed[1]['id']}/end", base=API).status_code == 204
        is_problem(town.get("/session", first, base=API), 401, "not_signed_in")
        assert town.ask(second, "/sessions/end", base=API).status_code == 204
        assert len(town.get("/sessions", second, base=API).json()["items"]) == 1

    def test_ends_with_the_next_sign_in_of_the_same_browser(self, town, li):
        former = li.equipped().signed_in()
        body = {"conference": SLUG, "name": "li", "password": PASSWORD, "code": li.shown()}
        answer = town.ask(
            None, "/sign-in", body, base=API, cookie=f"__Host-lianxi={former}", sec_fetch_site="same-origin"
        )
        assert answer.status_code == 201
        is_problem(town.get("/session", former, base=API), 401, "not_signed_in")

    def test_is_not_ended_from_one_left_open(self, town, li):
        token = li.equipped().signed_in()
        town.clock.at += timedelta(minutes=16)
        for path in ("/sessions/end", "/sessions/00/end"):
            is_problem(town.ask(token, path, base=API), 401, "confirm_yourself", clause="R-access")

    def test_of_somebody_else_is_not_found(self, town, li):
        own = li.equipped().signed_in()
        other = Member(town, "zhou").equipped().signed_in()
        (_, session) = town.get("/sessions", other, base=API).json()["items"]
        is_problem(town.ask(own, f"/sessions/{session['id']}/end", base=API), 404, "session_unknown")
        assert town.get("/session", other, base=API).status_code == 200

    def test_opens_no_other_conference(self, town, li):
        token = li.equipped().signed_in()
        is_problem(town.get("/topics", token, base=f"{API}/conferences/elsewhere"), 404, "conference_unknown")


class TestConfirmation:
    def test_is_asked_for_before_signing_when_it_is_long_ago(self, town, li):
        token = li.equipped().signed_in()
        town.clock.at += timedelta(minutes=16)
        body = {"duty": "liaison", "since": "2025-01-07", "until": "2025-01-09"}
        before = town.head
        told = is_problem(town.ask(token, f"/people/{town.people['mao']}/deputyships", body), 401, "confirm_yourself")
        assert told["clause"] == "R-access"
        assert town.head == before
        assert town.get("/topics", token).status_code == 200

    @pytest.mark.parametrize("means", ["password", "code"])
    def test_takes_the_password_or_a_code(self, town, li, means):
        token = li.equipped().signed_in()
        town.clock.at += timedelta(minutes=16)
        is_problem(town.ask(token, "/account/recovery-codes", base=API), 401, "confirm_yourself")
        given = {"password": PASSWORD} if means == "password" else {"code": li.shown()}
        confirmed = town.ask(token, "/session/confirmation", given, base=API).json()["token"]
        assert len(town.ask(confirmed, "/account/recovery-codes", base=API).json()["codes"]) == 10
        is_problem(town.get("/session", token, base=API), 401, "not_signed_in")

    def test_is_not_given_for_something_wrong(self, town, li):
        token = li.equipped().signed_in()
        for body in ({}, {"password": "wrong"}, {"code": "000000"}):
            is_problem(town.ask(token, "/session/confirmation", body, base=API), 401, "sign_in_failed")


class TestAccount:
    def test_changes_its_password_by_who_knows_the_present_one(self, town, li):
        here, there = li.equipped().signed_in(), li.signed_in()
        body = {"current": "wrong", "new": "另外一个很长的口令"}
        is_problem(town.ask(here, "/account/password", body, base=API), 401, "sign_in_failed")
        body["current"] = PASSWORD
        assert town.ask(here, "/account/password", body, base=API).status_code == 204
        is_problem(town.get("/session", there, base=API), 401, "not_signed_in")
        assert town.get("/session", here, base=API).status_code == 200
        is_problem(li.tries(code=li.shown()), 401, "sign_in_failed")
        assert li.tries(password=body["new"], code=li.shown()).status_code == 201

    def test_loses_its_rights_with_its_device(self, town, li):
        here, there = li.equipped().signed_in(), li.signed_in()
        assert town.ask(here, "/account/totp/removal", base=API).status_code == 204
        is_problem(town.get("/session", there, base=API), 401, "not_signed_in")
        assert town.get("/session", here, base=API).json()["rights"] == ["own"]

    def test_has_one_device(self, town, li):
        token = li.equipped().signed_in()
        is_problem(town.ask(token, "/account/totp", base=API), 409, "factor_exists")

    def test_counts_no_device_that_was_not_shown_to_work(self, town, li):
        token = li.activated().signed_in()
        town.ask(token, "/account/totp", base=API)
        is_problem(town.ask(token, "/account/totp/confirmation", {"code": "000000"}, base=API), 422, "code_wrong")
        assert li.tries().status_code == 201

    def test_is_seen_to_in_a_session_and_not_by_a_token(self, town):
        for path in ("/account/totp", "/account/recovery-codes", "/sessions/end", "/session/end"):
            is_problem(town.ask("wang", path, base=API), 403, "session_needed", clause="R-access")
