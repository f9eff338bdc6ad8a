"""Tokens are narrower than who made them; and what somebody may do follows him out of his seat at once."""

import json
import threading
from datetime import timedelta

import pytest

from tests.interfaces.http.accounts import Member
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import BEGINNING, OFFICE

UNIT = {"unit": "harbour", "kind": "department", "name_zh": "港口办", "name_en": "Harbour office"}


@pytest.fixture
def wang(town):
    return Member(town, OFFICE).equipped()


def made(town, session, **body):
    answer = town.ask(session, "/tokens", {"scopes": ["read"], "days": 30} | body)
    assert answer.status_code == 201, answer.text
    return answer.json()


class TestToken:
    def test_carries_the_rights_it_was_made_with_and_no_others(self, town, wang):
        session = wang.signed_in()
        reads, writes = made(town, session)["token"], made(town, session, scopes=["write"])["token"]
        assert town.get("/units", reads).status_code == 403
        assert town.get("/topics", reads).status_code == 200
        is_problem(town.ask(reads, "/units", UNIT), 403, "token_too_narrow", clause="R-access")
        assert town.ask(writes, "/units", UNIT).status_code == 200
        is_problem(town.get("/topics", writes), 403, "token_too_narrow")
        duty = {"duty": "liaison", "since": BEGINNING.isoformat()}
        told = is_problem(town.ask(writes, f"/people/{town.people['mao']}/duties", duty), 403, "token_too_narrow")
        assert told["facts"]["right"] == "sign"

    def test_does_not_sign_in_a_bulk_request_either(self, town, wang):
        writes = made(town, wang.signed_in(), scopes=["write"])["token"]
        body = {"person": town.people["mao"], "duty": "liaison", "since": BEGINNING.isoformat()}
        several = {"commands": [{"name": "open_unit", "body": UNIT}, {"name": "take_duty", "body": body}]}
        before = town.head
        is_problem(town.ask(writes, "/commands", several), 403, "token_too_narrow")
        assert town.head == before

    def test_is_for_no_longer_than_it_says(self, town, wang):
        token = made(town, wang.signed_in(), days=1)["token"]
        town.clock.at += timedelta(hours=23)
        assert town.get("/topics", token).status_code == 200
        town.clock.at += timedelta(hours=1)
        is_problem(town.get("/topics", token), 401, "not_signed_in")

    def test_is_shown_once_with_when_it_was_used(self, town, wang):
        session = wang.signed_in()
        token = made(town, session, label="夜间导出")
        town.get("/topics", token["token"])
        (listed,) = [each for each in town.get("/tokens", session).json()["items"] if each["label"] == "夜间导出"]
        assert listed["id"] == token["id"]
        assert listed["last_used"]
        assert "token" not in listed

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"scopes": ["accounts"]}, 403, "right_missing"),
            ({"scopes": ["own"]}, 422, "scopes_unfit"),
            ({"scopes": []}, 422, "malformed"),
            ({"days": 367}, 422, "malformed"),
            ({"seat": "mayor"}, 403, "seat_not_held"),
        ],
    )
    def test_cannot_be_wider_than_its_maker(self, town, wang, change, status, code):
        body = {"scopes": ["read"], "days": 30} | change
        is_problem(town.ask(wang.signed_in(), "/tokens", body), status, code)

    def test_makes_no_other_token(self, town, wang):
        token = made(town, wang.signed_in(), scopes=["read", "write", "sign"])["token"]
        is_problem(town.ask(token, "/tokens", {"scopes": ["read"], "days": 366}), 403, "token_too_narrow")

    def test_for_one_seat_acts_and_enters_in_no_other(self, town, wang):
        duty = {"duty": "head@civil_affairs", "since": BEGINNING.isoformat()}
        unit = UNIT | {"unit": "civil_affairs"}
        town.ask(OFFICE, "/units", unit)
        assert town.ask(OFFICE, f"/people/{wang.person}/duties", duty).status_code == 200
        token = made(town, wang.signed_in(), scopes=["write"], seat="head@civil_affairs")["token"]
        is_problem(town.ask(token, "/units", UNIT), 403, "office_only")
        is_problem(town.ask(token, "/units", UNIT | {"act": {"seat": "union_office_staff"}}), 403, "seat_not_held")
        assert town.ask(OFFICE, "/units", UNIT).status_code == 200

    def test_is_told_of_each_act_what_it_would_meet(self, town, wang):
        town.ask(OFFICE, "/units", UNIT)
        duty = {"duty": "head@harbour", "since": BEGINNING.isoformat()}
        assert town.ask(OFFICE, f"/people/{wang.person}/duties", duty).status_code == 200
        call = town.ask(OFFICE, "/calls", {"year": 2025, "text": "征集议题"}).json()["id"]
        session = wang.signed_in()

        def closing(carried):
            acts = town.get(f"/calls/{call}", carried).json()["actions"]
            (refusal,) = (act["refusal"] for act in acts if act["name"] == "close_call")
            return refusal and refusal["code"]

        assert closing(session) is None
        assert closing(made(town, session, scopes=["read", "write"])["token"]) is None
        assert closing(made(town, session)["token"]) == "token_too_narrow"
        assert closing(made(town, session, scopes=["read", "write"], seat="head@harbour")["token"]) == "office_only"

    def test_of_somebody_else_is_not_found(self, town, wang):
        token = made(town, Member(town, "li").equipped().signed_in())
        is_problem(town.ask(wang.signed_in(), f"/tokens/{token['id']}/revocation"), 404, "token_unknown")
        assert town.get("/topics", token["token"]).status_code == 200


class TestSeat:
    def lay_down(self, town, name, duty):
        body = {"duty": duty, "until": town.clock.today.isoformat()}
        answer = town.ask("zheng", f"/people/{town.people[name]}/duties/end", body)
        assert answer.status_code == 200, answer.text

    def test_that_is_laid_down_is_lost_at_the_next_request(self, town, wang):
        session, token = wang.signed_in(), OFFICE
        for carried in (session, token):
            assert town.get("/topics", carried).status_code == 200
        self.lay_down(town, OFFICE, "union_office_staff")
        for carried in (session, token):
            is_problem(town.get("/topics", carried), 403, "seat_needed", clause="R-seat")
            is_problem(town.ask(carried, "/units", UNIT), 403, "seat_needed", clause="R-seat")
        assert town.get("/session", session, base="/api/v1").json()["rights"] == ["own"]

    def test_that_is_lost_while_a_request_is_under_way_refuses_it(self, town):
        """Between the gate and the save the post is laid down by another; the save is decided anew, and refused."""
        handlers = town.services.desk._handlers
        (opens,) = [command for command in handlers if command.__name__ == "OpenUnit"]
        really, lost = handlers[opens], threading.Event()

        def handle(ask, act, ledger):
            done = really(ask, act, ledger)
            if not lost.is_set():
                lost.set()
                self.lay_down(town, OFFICE, "union_office_staff")
            return done

        handlers[opens] = handle
        try:
            is_problem(town.ask(OFFICE, "/units", UNIT), 403, "office_only")
        finally:
            handlers[opens] = really
        assert lost.is_set()
        assert "harbour" not in [each["unit"] for each in town.get("/units", "chen").json()["items"]]

    def test_of_a_deputy_is_his_for_the_days_alone(self, town):
        mao, today = town.people["mao"], town.clock.today
        is_problem(town.get("/topics", "mao"), 403, "seat_needed")
        body = {"duty": "union_chair", "since": today.isoformat(), "until": (today + timedelta(days=2)).isoformat()}
        assert town.ask(OFFICE, f"/people/{mao}/deputyships", body).status_code == 200
        assert town.get("/topics", "mao").status_code == 200
        town.clock.move_to(today + timedelta(days=2))
        is_problem(town.get("/topics", "mao"), 403, "seat_needed")

    def test_of_a_successor_is_his_at_once(self, town):
        duty = {"duty": "union_office_staff", "since": town.clock.today.isoformat()}
        is_problem(town.ask("mao", "/units", UNIT), 403, "seat_needed")
        assert town.ask(OFFICE, f"/people/{town.people['mao']}/duties", duty).status_code == 200
        assert town.ask("mao", "/units", UNIT).status_code == 200

    def test_that_is_lost_ends_the_stream_of_changes(self, town):
        """What was recorded up to then is told; from the next look on, nothing."""
        with town.client.stream(
            "GET",
            f"/api/v1/conferences/chengqiao/changes/stream?after=0&until={town.head + 50}",
            headers=town.headers(OFFICE),
        ) as answer:
            lines = answer.iter_lines()
            next(lines)
            self.lay_down(town, OFFICE, "union_office_staff")
            told = [json.loads(line[6:])["position"] for line in lines if line.startswith("data:")]
        assert max(told) < town.head
