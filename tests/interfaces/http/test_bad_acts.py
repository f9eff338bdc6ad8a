import json
from collections import defaultdict
from datetime import timedelta
from hashlib import sha256
from itertools import cycle
from uuid import UUID

import pytest

from application.access.tokens import Token
from tests.interfaces.http.bad import UNKNOWN, every_route, example, post, published, targeted, versioned
from tests.interfaces.http.problems import LANGUAGES, is_problem
from tests.interfaces.http.town import OFFICE, SLUG, STRANGER

pytestmark = pytest.mark.usefixtures("unchanged", "another_conference")
VIEWS = [
    path for path, methods in published()["paths"].items() if "/conferences/{conference}" in path and "get" in methods
]


@pytest.fixture(scope="session")
def another_conference(old_town):
    """There is one more conference in the same installation, with a token of its own."""
    log, at = old_town.services.log, old_town.clock.at
    key = log.create_conference("baozhen", "lianxi.test", at)
    digest = sha256(b"neighbour").hexdigest()
    token = Token(digest=digest, conference=key, person=UNKNOWN, label="n", created_at=at)
    old_town.services.access.tokens.add(token)


@every_route
class TestAct:
    def test_in_the_future_is_refused(self, route, life):
        tomorrow = (life.town.clock.today + timedelta(days=1)).isoformat()
        for day, language in zip((tomorrow, "9999-12-31"), LANGUAGES, strict=True):
            answer = post(life, route, example(route) | {"act": {"on": day}}, accept_language=language)
            is_problem(answer, 409, "date_in_future", clause="R-dates")

    def test_in_a_seat_one_does_not_hold_is_refused(self, route, life):
        answer = post(life, route, example(route) | {"act": {"seat": "mayor"}})
        is_problem(answer, 403, "seat_not_held", clause="R-seat")

    def test_on_paper_without_the_sheet_is_refused(self, route, life):
        behalf = {"basis": "paper", "person": life.town.people["zhao"]}
        answer = post(life, route, example(route) | {"act": {"behalf": behalf}})
        is_problem(answer, 409, "sheet_missing", clause="R-paper")

    def test_by_telephone_is_refused_but_for_what_it_serves(self, route, life):
        behalf = {"basis": "telephone", "person": life.town.people["mao"]}
        answer = post(life, route, example(route) | {"act": {"behalf": behalf}})
        if not route.command.TELEPHONE:
            is_problem(answer, 409, "not_by_telephone", clause="G25")
        elif not route.needs_version:
            is_problem(answer, (403, 409))

    def test_with_reasons_that_may_not_be_recorded_is_refused(self, route, life):
        for unfit, code in (("机密★", "text_marked_secret"), ("甲\u0007", "text_unfit")):
            answer = post(life, route, example(route) | {"act": {"departing": {"consensus_open": unfit}}})
            told = is_problem(answer, 422, code)
            assert told["facts"]["field"] == "/act/departing/consensus_open"


@every_route
class TestCaller:
    def test_without_a_token_is_not_let_in(self, route, old_town):
        address = route.path.format(**dict.fromkeys(route.parameters, UNKNOWN))
        wrong = (None, "Basic d2FuZw==", "Bearer", "Bearer ", "Bearer no", "bearer\twang")
        for given, language in zip(wrong, cycle(LANGUAGES)):
            answer = old_town.ask(None, address, {"stranger": 1}, authorization=given, accept_language=language)
            is_problem(answer, 401, "not_signed_in")
            assert answer.headers["www-authenticate"] == "Bearer"

    def test_sees_no_other_conference_and_cannot_tell_whether_there_is_one(self, route, old_town):
        address = route.path.format(**dict.fromkeys(route.parameters, UNKNOWN))
        told = []
        for conference in ("baozhen", "nowhere"):
            answer = old_town.ask(OFFICE, address, {"stranger": 1}, base=f"/api/v1/conferences/{conference}")
            told.append(is_problem(answer, 404, "conference_unknown", clause="R-known"))
        first, second = (json.dumps(each | {"trace_id": ""}, ensure_ascii=False) for each in told)
        assert first.replace("baozhen", "nowhere") == second

    def test_without_a_seat_is_not_entitled(self, route, life):
        name = route.command.called()
        is_problem(life.tried[name], 403, "seat_needed", clause="R-seat")
        before, after = life.heads[name]
        assert before == after
        assert (name, "seat_needed") in life.town.kept_out(STRANGER)


class TestToken:
    def test_of_another_conference_opens_nothing_here(self, old_town):
        for path in ("", "/topics", "/changes", "/desk"):
            is_problem(old_town.get(path, "neighbour"), 404, "conference_unknown", clause="R-known")

    def test_that_has_expired_is_none(self, old_town):
        at = old_town.clock.at
        expired = Token(
            digest=sha256(b"expired").hexdigest(),
            conference=old_town.key,
            person=old_town.people[OFFICE],
            label="x",
            created_at=at,
            expires_at=at - timedelta(seconds=1),
        )
        old_town.services.access.tokens.add(expired)
        is_problem(old_town.get("/topics", "expired"), 401, "not_signed_in")

    @pytest.mark.parametrize("path", VIEWS)
    def test_is_asked_for_by_every_view(self, old_town, path):
        address = path.format_map(
            defaultdict(lambda: UNKNOWN, conference=SLUG, year="1", position="1", register="roster")
        )
        is_problem(old_town.get(address, None, base=""), 401, "not_signed_in")
        elsewhere = old_town.get(address.replace(SLUG, "baozhen"), base="")
        is_problem(elsewhere, 404, "conference_unknown", clause="R-known")


class TestVersion:
    @versioned
    def test_that_is_not_named_is_asked_for(self, route, life):
        for language in LANGUAGES:
            answer = post(life, route, example(route), if_match=None, accept_language=language)
            is_problem(answer, 428, "if_match_missing", clause="R-version")

    @versioned
    def test_that_is_none_is_malformed(self, route, life):
        wrong = ("", '""', "*", '"a"', '"-1"', '"1", "2"', '"99999999999"', '"\u00b2"', '"0x1"')
        for given, language in zip(wrong, cycle(LANGUAGES)):
            answer = post(life, route, example(route), if_match=given, accept_language=language)
            is_problem(answer, 400, "if_match_malformed", clause="R-version")

    @versioned
    def test_that_has_moved_comes_with_the_present_state(self, route, life):
        answer = post(life, route, example(route))
        told = is_problem(answer, 412, "overtaken", clause="R-version")
        target = life.ids[route.command.TARGET]
        state = life.town.get(f"/{route.path.split('/')[1]}/{target}").json()
        assert told["state"]["version"] == told["facts"]["version"] == state["version"]
        assert told["state"]["id"] == target
        assert answer.headers["etag"] == f'"{state["version"]}"'


@targeted
class TestThing:
    def test_that_is_not_there_is_not_found(self, route, life):
        path = {route.command.TARGET: UNKNOWN}
        for language in LANGUAGES:
            answer = post(life, route, example(route), path=path, accept_language=language)
            told = is_problem(answer, 404, f"{route.command.TARGET}_unknown", clause="R-known")
            assert told["facts"]["id"] == UNKNOWN

    def test_of_another_kind_is_not_found(self, route, life):
        other = life.ids["decision" if route.command.TARGET == "topic" else "topic"]
        version = life.town.services.log.version_of(life.town.key, UUID(other))
        answer = post(life, route, example(route), path={route.command.TARGET: other}, if_match=f'"{version}"')
        is_problem(answer, 404, f"{route.command.TARGET}_unknown", clause="R-known")

    def test_that_is_no_id_is_malformed(self, route, life):
        told = is_problem(post(life, route, example(route), path={route.command.TARGET: "no-id"}), 422, "malformed")
        assert {"in": "path", "pointer": f"/{route.command.TARGET}"}.items() <= told["errors"][0].items()
