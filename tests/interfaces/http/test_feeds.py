"""Calendar feeds: an address that opens one person's dates and nothing else, for a time and for as long as he may."""

import json
from datetime import timedelta

import pytest

from application.log import SYSTEM
from domain.facts import installation as facts
from interfaces.http.access_log import AccessLog, files
from interfaces.http.app import api
from interfaces.http.rates import Rates
from tests.interfaces.http.accounts import API, Member
from tests.interfaces.http.asking import asked
from tests.interfaces.http.dated import Subscriber, entries, read
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import OFFICE, SLUG, STRANGER


@pytest.fixture
def li(town):
    return Subscriber(town, "li")


def recorded(town):
    """What the installation's own log says of tokens."""
    told = town.services.log.read(SYSTEM, 0, 1_000_000)
    return [each.fact for each in told if isinstance(each.fact, facts.TokenIssued | facts.TokenRevoked)]


class TestAddress:
    def test_is_shown_once_and_kept_as_a_digest_alone(self, town, li):
        listed = town.get("/feeds", li.session)
        (feed,) = listed.json()["items"]
        assert feed["id"] == li.made["id"]
        assert "address" not in feed
        assert li.secret not in listed.text
        kept = town.services.access.store.all("SELECT * FROM tokens")
        assert li.secret not in str(kept)

    def test_opens_the_feed_and_says_when_it_was_last_asked(self, town, li):
        assert li.asks().status_code == 200
        assert town.get("/feeds", li.session).json()["items"][0]["last_used"]

    def test_signs_nobody_in(self, town, li):
        for path in ("/topics", "/feeds", "/meetings", ""):
            is_problem(town.get(path, li.secret), 401, "not_signed_in")
        is_problem(town.get("/session", li.secret, base=API), 401, "not_signed_in")
        is_problem(town.ask(li.secret, "/units", {}), 401, "not_signed_in")

    def test_of_a_machine_or_a_session_opens_no_feed(self, town, li):
        token = town.ask(li.session, "/tokens", {"scopes": ["read"], "days": 30}).json()["token"]
        for other in (token, li.session, OFFICE, "lxf_", "lxf_" + "x" * 43):
            answer = town.get(f"/api/v1/feeds/{other}.ics", None, base="")
            is_problem(answer, 404, "feed_unknown")

    def test_is_part_of_no_list_of_tokens(self, town, li):
        assert li.made["id"] not in town.get("/tokens", li.session).text
        is_problem(town.ask(li.session, f"/tokens/{li.made['id']}/revocation"), 404, "token_unknown")
        assert li.asks().status_code == 200

    def test_is_recorded_as_what_it_is(self, town, li):
        town.ask(li.session, f"/feeds/{li.made['id']}/revocation")
        issued, revoked = recorded(town)[-2:]
        assert (issued.token, issued.scopes, issued.person) == (li.made["id"], "feed", li.member.person)
        assert (revoked.token, revoked.done_by) == (li.made["id"], li.member.person)
        assert li.secret not in str([issued, revoked])


class TestEnd:
    def ends(self, li):
        """It leads nowhere, and says no more than an address that never was."""
        never = li.town.get("/api/v1/feeds/lxf_never.ics", None, base="")
        gone = li.asks()
        is_problem(gone, 404, "feed_unknown")
        assert {**gone.json(), "trace_id": ""} == {**never.json(), "trace_id": ""}
        assert li.secret not in gone.text + str(gone.headers)

    def test_comes_by_revocation(self, town, li):
        assert town.ask(li.session, f"/feeds/{li.made['id']}/revocation").status_code == 204
        self.ends(li)
        assert town.get("/feeds", li.session).json()["items"] == []

    def test_comes_on_its_last_day_and_is_told_in_the_feed(self, town, li):
        (end,) = [each for each in read(li.asks()).walk("VEVENT") if "/feeds" in str(each["url"])]
        town.clock.at += timedelta(days=366) - timedelta(minutes=10)
        assert li.asks().status_code == 200
        town.clock.at += timedelta(minutes=10)
        self.ends(li)
        assert end.decoded("dtstart") == town.clock.today

    def test_comes_with_the_account(self, town, li):
        town.services.access.accounts.close(town.key, li.member.person, by="operator")
        self.ends(li)

    def test_comes_with_the_person_being_erased(self, town, li):
        ended = {"duty": "union_chair", "until": town.clock.today.isoformat()}
        assert town.ask(OFFICE, f"/people/{li.member.person}/duties/end", ended).status_code == 200
        erased = town.ask(OFFICE, f"/people/{li.member.person}/erasure", {"basis": "本人书面申请"})
        assert erased.status_code == 200, erased.text
        self.ends(li)

    def test_comes_by_an_administrator_too(self, town, li):
        admin = Member(town, STRANGER, "administrator").equipped().signed_in()
        (feed,) = town.get("/feeds", admin).json()["items"]
        assert feed["person"] == li.member.person
        assert town.ask(admin, f"/feeds/{feed['id']}/revocation").status_code == 204
        self.ends(li)


class TestMaker:
    def test_needs_a_session_and_the_right_to_read(self, town, li):
        is_problem(town.ask(OFFICE, "/feeds", {}), 403, "token_too_narrow")
        admin = Member(town, STRANGER, "administrator").equipped().signed_in()
        is_problem(town.ask(admin, "/feeds", {}), 403, "role_without_right")

    def test_without_a_seat_makes_none(self, town):
        is_problem(town.ask(Member(town, STRANGER).equipped().signed_in(), "/feeds", {}), 403, "seat_needed")

    def test_proved_himself_lately(self, town, li):
        town.clock.at += timedelta(minutes=20)
        is_problem(town.ask(li.session, "/feeds", {}), 401, "confirm_yourself")

    @pytest.mark.parametrize("body", [{"days": 0}, {"days": 367}, {"label": "字" * 81}, {"seat": "union_chair"}])
    def test_is_told_what_does_not_fit(self, town, li, body):
        is_problem(town.ask(li.session, "/feeds", body), 422, "malformed")

    def test_sees_and_ends_his_own_alone(self, town, li):
        sun = Subscriber(town, "sun")
        assert li.made["id"] not in town.get("/feeds", sun.session).text
        is_problem(town.ask(sun.session, f"/feeds/{li.made['id']}/revocation"), 404, "feed_unknown")
        assert li.asks().status_code == 200


class TestAnswer:
    def test_may_be_kept_by_the_program_alone_and_is_asked_for_anew(self, li):
        headers = li.asks().headers
        assert headers["cache-control"] == "private, no-cache"
        assert headers["referrer-policy"] == "no-referrer"
        assert "accept-language" in headers["vary"].lower()

    def test_is_304_while_nothing_has_changed(self, town, li):
        tag = li.asks().headers["etag"]
        town.clock.at += timedelta(hours=5)
        again = li.asks(if_none_match=f'W/{tag}, "other"')
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert li.asks(if_none_match='"other"').status_code == 200
        assert li.asks("?lang=en", if_none_match=tag).status_code == 200

    @languages
    def test_is_in_the_language_of_the_address_or_of_the_program(self, li, language):
        for answer in (li.asks(f"?lang={language}"), li.asks(accept_language=language)):
            assert answer.headers["content-language"] == language
            said = "城桥镇政府与工会联席会议日程" if language == "zh-Hans" else "dates"
            assert said in str(read(answer)["x-wr-calname"])

    def test_is_to_be_looked_at_and_not_answered(self, li):
        calendar = read(li.asks())
        assert (str(calendar["method"]), str(calendar["version"])) == ("PUBLISH", "2.0")
        assert calendar["x-wr-timezone"] == "Asia/Shanghai"

    def test_of_who_has_lost_every_seat_is_empty(self, town, li):
        duty = {"duty": "union_chair", "until": town.clock.today.isoformat()}
        assert town.ask(OFFICE, f"/people/{li.member.person}/duties/end", duty).status_code == 200
        assert li.sees() == {}
        assert len(entries(li.asks())) == 1
        assert town.get("/session", li.session, base=API).json()["rights"] == ["own"]


class TestServer:
    """The feed behind the door of a real server: what is logged of it, and how often it may be asked for."""

    def test_logs_whose_feed_it_was_and_never_its_address(self, town, li, tmp_path):
        access = AccessLog(tmp_path / "access")
        app = api(town.services, access=access)
        paths = (li.address, f"{li.address}/more", f"/feeds/{li.secret}", li.address.removesuffix("s"))
        agent = {"user-agent": f"Calendar/1 {li.made['address']}", "referer": li.made["address"]}
        statuses = [asked(app, "GET", path, agent).status_code for path in paths]
        access.start()
        access.close()
        ((_, file),) = files(access.folder)
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert statuses == [200, 404, 404, 404]
        assert (lines[0]["operation"], lines[0]["ids"]) == ("get_feed", {"secret": "[hidden]"})
        told = (lines[0]["conference"], lines[0]["person"], lines[0]["credential"])
        assert told == (SLUG, li.member.person, li.made["id"])
        assert li.secret[4:] not in file.read_text("utf-8")

    def test_answers_one_feed_so_often_a_minute_from_wherever(self, town, li):
        app = api(town.services, rates=Rates({"feed": 2, "public": 100}))
        other = Subscriber(town, "sun")
        statuses = [asked(app, "GET", li.address, client=f"192.0.2.{n}").status_code for n in range(3)]
        assert statuses == [200, 200, 429]
        assert asked(app, "GET", other.address).status_code == 200
