import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from interfaces.http import commands
from interfaces.http.commands import digest_of
from tests.interfaces.http.problems import LANGUAGES, is_problem
from tests.interfaces.http.town import OFFICE

PERSON = {"name": "顾阿妹"}


class TestKey:
    def test_gives_the_first_answer_again_and_has_one_effect(self, town):
        first = town.ask(OFFICE, "/people", PERSON, idempotency_key="k")
        head = town.head
        again = town.ask(OFFICE, "/people", PERSON, idempotency_key="k")
        assert (first.status_code, again.status_code) == (201, 201)
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"
        assert again.content == first.content
        assert {name: again.headers[name] for name in ("location", "x-position")} == {
            name: first.headers[name] for name in ("location", "x-position")
        }
        assert town.head == head

    def test_gives_the_state_as_it_was_then(self, town):
        unit = {"unit": "moon", "kind": "department", "name_zh": "月球办", "name_en": "Moon Office"}
        person = town.ask(OFFICE, "/people", PERSON, idempotency_key="k").json()
        town.ask(OFFICE, f"/people/{person['id']}/duties", {"duty": "staff@finance", "since": "2025-01-06"})
        town.ask(OFFICE, "/units", unit)
        again = town.ask(OFFICE, "/people", PERSON, idempotency_key="k").json()
        assert again == person
        assert again["state"]["duties"] == []

    def test_needs_no_version_for_an_answer_that_was_given(self, town):
        call = town.ask(OFFICE, "/calls", {"year": 2025, "text": "请提出议题。"}).json()
        close = f"/calls/{call['id']}/closing"
        first = town.ask(OFFICE, close, {}, if_match='"1"', idempotency_key="k")
        again = town.ask(OFFICE, close, {}, if_match='"1"', idempotency_key="k")
        assert (first.status_code, again.status_code) == (200, 200)
        assert (again.content, again.headers["etag"]) == (first.content, '"2"')

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_stands_for_one_request_only(self, town, language):
        town.ask(OFFICE, "/people", PERSON, idempotency_key="k")
        head = town.head
        for path, body in (("/people", {"name": "唐小燕"}), ("/units", {"unit": "a", "kind": "department"})):
            full = body | ({"name_zh": "甲", "name_en": "A"} if path == "/units" else {})
            answer = town.ask(OFFICE, path, full, idempotency_key="k", accept_language=language)
            told = is_problem(answer, 422, "key_reused", clause="R-unique")
            assert told["facts"]["key"] == "k"
        assert town.head == head

    def test_and_what_was_asked_under_it_cannot_be_found_by_trying(self, town, monkeypatch):
        digests = []

        def spied(*asked):
            digests.append(digest_of(*asked))
            return digests[-1]

        monkeypatch.setattr(commands, "digest_of", spied)
        town.ask(OFFICE, "/people", PERSON, idempotency_key="8f0e3c52-3f2d-4b43-9d5e-2a0d1c7be001")
        with closing(sqlite3.connect(town.services.folder / "log.db")) as db:
            kept = db.execute("SELECT key, digest FROM keys ORDER BY last DESC LIMIT 1").fetchone()
        assert digests
        assert not {*digests, "8f0e3c52-3f2d-4b43-9d5e-2a0d1c7be001"} & {*kept}

    def test_is_each_persons_own(self, town):
        first = town.ask(OFFICE, "/people", PERSON, idempotency_key="k").json()
        other = town.ask("zhou", "/people", PERSON, idempotency_key="k").json()
        assert first["id"] != other["id"]

    def test_is_not_kept_for_a_refusal(self, town):
        is_problem(town.ask("mao", "/people", PERSON, idempotency_key="k"), 403)
        body = {"duty": "staff@finance", "since": "2025-01-06"}
        refused = town.ask(OFFICE, f"/people/{town.people['jiang']}/duties", body, idempotency_key="k")
        is_problem(refused, 409, "duty_held_already")
        assert town.ask(OFFICE, "/people", PERSON, idempotency_key="k").status_code == 201

    def test_may_be_repeated_at_the_same_time(self, town):
        head = town.head
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: town.ask(OFFICE, "/people", PERSON, idempotency_key="k"), range(16)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
        assert town.head == head + 1


class TestVersion:
    def test_that_holds_lets_one_of_two_through(self, town):
        call = town.ask(OFFICE, "/calls", {"year": 2025, "text": "请提出议题。"}).json()
        body = {"deadline": "2025-04-15", "reason": "延长"}
        with ThreadPoolExecutor(8) as pool:
            asked = lambda _: town.ask(OFFICE, f"/calls/{call['id']}/extension", body, if_match='"1"')  # noqa: E731
            answers = list(pool.map(asked, range(8)))
        assert sorted(answer.status_code for answer in answers) == [200, *[412] * 7]
        assert {answer.json()["state"]["version"] for answer in answers} == {2}

    def test_is_not_needed_where_several_seats_answer(self, town):
        planned = town.ask(OFFICE, "/meetings/ordinary", {"year": 2025}).json()
        meeting = f"/meetings/{planned['id']}"
        date = {"day": "2025-06-20", "starts": "14:00", "place": "会议室"}
        town.ask(OFFICE, f"{meeting}/date", date, if_match='"1"')
        with ThreadPoolExecutor(2) as pool:
            asked = lambda who: town.ask(who, f"{meeting}/date/agreements", {"date_version": 1})  # noqa: E731
            answers = list(pool.map(asked, ("sun", "li")))
        assert [answer.status_code for answer in answers] == [200, 200]
        assert town.get(meeting).json()["stage"] == "date_fixed"
