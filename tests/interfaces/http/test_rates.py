"""How often somebody may ask, and what he is told about it."""

import re
from types import SimpleNamespace

import pytest
from fastapi import Depends, FastAPI, Request

from interfaces.http import problems
from interfaces.http.app import api
from interfaces.http.door import Door
from interfaces.http.guard import Guard
from interfaces.http.rates import Rates, Verdict, Windows, counted, origin_of, rate_headers
from tests.interfaces.http.asking import asked
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BASE, OFFICE

TOKEN = {"authorization": f"Bearer {OFFICE}"}


class Time:
    """Seconds that pass by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time():
    return Time()


def signed_in(request: Request) -> None:
    """Somebody of the conference that a header names."""
    person, _, conference = request.headers.get("x-test-person", "/").partition("/")
    request.state.caller = SimpleNamespace(person=person, conference=conference) if person else None


def app_of(time, **per_minute):
    """A small app behind the real door, with these quotas."""
    rates = Rates({name.replace("_", "-"): quota for name, quota in per_minute.items()}, time)
    app = FastAPI(dependencies=[Depends(signed_in), Depends(counted)])
    app.state.rates = rates
    problems.install(app)
    app.add_middleware(Guard, hosts=None, rates=rates)
    app.add_middleware(Door, access=None)
    app.add_api_route("/{path:path}", lambda path: {"path": path}, methods=["GET", "POST"])
    return app


def statuses(app, times, method="GET", address="/x", *, person="", **how):
    headers = {"x-test-person": person} if person else {}
    return [asked(app, method, address, headers, **how).status_code for _ in range(times)]


class TestByAddress:
    def test_refuses_one_too_many_and_hears_again_when_the_minute_is_over(self, time):
        app = app_of(time, address=3)
        assert statuses(app, 5) == [200, 200, 200, 429, 429]
        time.now += 59.9
        assert statuses(app, 1) == [429]
        time.now += 0.2
        assert statuses(app, 4) == [200, 200, 200, 429]

    def test_counts_each_address_by_itself(self, time):
        app = app_of(time, address=1)
        assert [statuses(app, 2, client=f"192.0.2.{n}") for n in range(3)] == [[200, 429]] * 3

    def test_counts_a_network_of_ipv6_as_one(self, time):
        app = app_of(time, address=2)
        assert statuses(app, 1, client="2001:db8:1:2::1") == [200]
        assert statuses(app, 2, client="2001:db8:1:2:ffff::9") == [200, 429]
        assert statuses(app, 1, client="2001:db8:1:3::1") == [200]

    def test_believes_no_header_about_the_address(self, time):
        app = app_of(time, address=1)
        answers = [asked(app, "GET", "/x", {"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(2)]
        assert answers == [200, 429]

    def test_counts_what_is_refused_too(self, time):
        app = app_of(time, address=2)
        assert statuses(app, 3, "TRACE") == [405, 405, 429]

    @pytest.mark.parametrize(
        ("address", "origin"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("fe80::1%eth0", "fe80000000000000"),
            ("no:address", "no:address"),
            ("x" * 500, "x" * 64),
            ("", ""),
        ],
    )
    def test_takes_an_address_for_whom_it_counts_for(self, address, origin):
        assert origin_of(address) == origin


class TestAtSignIn:
    @pytest.mark.parametrize(
        "address", ["/api/v1/sign-in", "/api/v1/sign-in/passkey", "/api/v1/activation", "/api/v1/session/confirmation"]
    )
    def test_is_stricter(self, time, address):
        app = app_of(time, sign_in=2, address=100)
        assert statuses(app, 3, "POST", address) == [200, 200, 429]
        assert statuses(app, 1, "POST", "/api/v1/other") == [200]

    def test_counts_all_its_addresses_together(self, time):
        app = app_of(time, sign_in=2)
        assert statuses(app, 1, "POST", "/api/v1/activation") == [200]
        assert statuses(app, 2, "POST", "/api/v1/sign-in") == [200, 429]

    def test_is_not_taken_for_what_only_begins_like_it(self, time):
        assert statuses(app_of(time, sign_in=1), 3, address="/api/v1/sign-in-help") == [200] * 3


class TestWithoutSigningIn:
    @pytest.mark.parametrize(
        "address", ["/board/chengqiao", "/api/v1/board/chengqiao/decisions/x", "/api/v1/feeds/lxf_x.ics"]
    )
    def test_is_asked_for_less_often_than_all_else(self, time, address):
        app = app_of(time, public=2, address=100)
        assert statuses(app, 3, address=address) == [200, 200, 429]
        assert statuses(app, 2, address="/board-of-directors") == [200, 200]


class TestByPerson:
    def test_counts_each_person_by_himself_wherever_he_sits(self, time):
        app = app_of(time, default=2)
        assert statuses(app, 1, person="wang/chengqiao", client="192.0.2.1") == [200]
        assert statuses(app, 2, person="wang/chengqiao", client="192.0.2.2") == [200, 429]
        assert statuses(app, 1, person="li/chengqiao", client="192.0.2.2") == [200]

    def test_counts_changes_apart_from_looking(self, time):
        app = app_of(time, default=3, writes=1)
        assert statuses(app, 2, "POST", person="wang/chengqiao") == [200, 429]
        assert statuses(app, 4, person="wang/chengqiao") == [200, 200, 200, 429]

    def test_counts_a_conference_over_all_its_people(self, time):
        app = app_of(time, conference=3)
        assert [statuses(app, 1, person=f"p{n}/chengqiao")[0] for n in range(4)] == [200, 200, 200, 429]
        assert statuses(app, 1, person="p0/elsewhere") == [200]

    def test_counts_nobody_who_is_not_signed_in_so_that_no_stranger_spends_what_is_anothers(self, time):
        app = app_of(time, default=1, conference=1)
        assert statuses(app, 3) == [200] * 3
        assert statuses(app, 1, person="wang/chengqiao") == [200]


class TestAnAnswer:
    def test_says_how_many_more_may_come_and_when_all_may_come_again(self, time):
        app = app_of(time, address=1200, default=600)
        headers = asked(app, "GET", "/x", {"x-test-person": "wang/chengqiao"}).headers
        assert headers["ratelimit-policy"] == '"address";q=1200;w=60, "default";q=600;w=60'
        assert headers["ratelimit"] == '"default";r=599;t=60'
        time.now += 20
        assert (
            asked(app, "GET", "/x", {"x-test-person": "wang/chengqiao"}).headers["ratelimit"] == '"default";r=598;t=40'
        )

    @languages
    def test_that_refuses_says_when_to_ask_again(self, time, language):
        app = app_of(time, address=1)
        statuses(app, 1)
        time.now += 18
        answer = asked(app, "GET", "/x", {"accept-language": language})
        told = is_problem(answer, 429, "too_many_requests")
        assert told["facts"] == {"quota": 1, "seconds": 42}
        assert answer.headers["retry-after"] == "42"
        assert answer.headers["ratelimit"] == '"address";r=0;t=42'
        assert answer.headers["cache-control"] == "no-store"

    def test_names_the_policy_that_refused_even_when_another_is_spent_too(self):
        verdicts = [Verdict("address", 5, 0, 9, within=True), Verdict("sign-in", 2, 0, 7, within=False)]
        assert dict(rate_headers(verdicts))[b"ratelimit"] == b'"sign-in";r=0;t=7'

    def test_says_nothing_where_nothing_is_counted(self, time):
        app = app_of(time, address=0)
        answer = asked(app, "GET", "/x")
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("ratelimit")]


class TestTheRealApi:
    def test_counts_who_is_signed_in_and_has_it_in_every_answer(self, old_town, time):
        app = api(old_town.services, rates=Rates({"default": 2, "writes": 1, "address": 50, "conference": 40}, time))
        answers = [asked(app, "GET", f"{BASE}/topics", TOKEN) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert [each.headers["ratelimit"] for each in answers] == [f'"default";r={n};t=60' for n in (1, 0, 0)]
        assert asked(app, "GET", "/nowhere").headers["ratelimit"] == '"address";r=46;t=60'

    def test_refuses_before_the_body_is_checked(self, old_town, time, unchanged):
        app = api(old_town.services, rates=Rates({"writes": 1}, time))
        headers = TOKEN | {"content-type": "application/json"}
        codes = [asked(app, "POST", f"{BASE}/topics", headers, content=b"{}").json()["code"] for _ in range(2)]
        assert codes == ["malformed", "too_many_requests"]


class TestWindows:
    def test_hold_no_more_keys_than_their_bound(self, time):
        windows = Windows(most=100, clock=time)
        for n in range(10_000):
            windows.incr(f"key{n}", 60)
        assert len(windows) == 100
        assert windows.get("key9999") == 1
        assert windows.get("key0") == 0

    def test_give_up_what_has_ended_before_what_has_not(self, time):
        windows = Windows(most=3, clock=time)
        windows.incr("old", 60)
        time.now += 30
        windows.incr("young", 60)
        time.now += 31
        windows.incr("new", 60)
        assert (len(windows), windows.get("old"), windows.get("young")) == (2, 0, 1)

    def test_can_be_cleared_one_by_one_or_all(self, time):
        windows = Windows(clock=time)
        for key in ("a", "b", "c"):
            windows.incr(key, 60, amount=2)
        windows.clear("a")
        assert [windows.get(key) for key in ("a", "b")] == [0, 2]
        assert windows.reset() == 2
        assert windows.check()
        assert windows.get_expiry("a") == time.now

    def test_hold_no_credential(self, old_town, time):
        rates = Rates({"default": 5, "address": 5, "conference": 5}, time)
        asked(api(old_town.services, rates=rates), "GET", f"{BASE}/topics", TOKEN)
        kept = [key for _, limiter in rates._limits.values() for key in limiter.storage._counts]
        assert len(kept) == 3
        assert not [key for key in kept if re.search(rf"\b{OFFICE}\b", key)]
