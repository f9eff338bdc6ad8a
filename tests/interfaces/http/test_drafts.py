"""Drafts over HTTP: one's own alone, here and elsewhere; no part of the record; nothing of a state secret."""

import json

import pytest

from application.drafts import Whose
from interfaces.http.guard import SESSION_COOKIE
from tests.interfaces.http.accounts import Member
from tests.interfaces.http.neighbours import BESIDE
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.town import BASE, OFFICE
from tests.interfaces.http.wire import request

FORM = "/drafts/give_opinion?about=topic%3D1"
TYPED = {"values": {"text": ["尚未定稿的意见"], "units": ["finance", "safety"]}}


def keep(town, who, body=TYPED, path=FORM, **headers):
    """Keep a draft as somebody."""
    sent = town.headers(who, content_type="application/json", **headers)
    return request(town.client, "PUT", BASE + path, sent, json.dumps(body).encode())


def drop(town, who, path=FORM):
    return town.request("DELETE", BASE + path, town.headers(who))


class TestDraft:
    def test_is_shown_as_it_was_kept_and_leaves_no_record(self, town):
        before = town.head
        kept = keep(town, "chen")
        assert kept.status_code == 200, kept.text
        assert town.get(FORM, "chen").json() == kept.json() | TYPED
        assert town.head == before
        assert "尚未定稿" not in town.get("/changes?limit=200", "chen").text

    def test_is_gone_when_it_is_dropped_and_may_be_dropped_again(self, town):
        keep(town, "chen")
        assert [drop(town, "chen").status_code for _ in range(2)] == [204, 204]
        is_problem(town.get(FORM, "chen"), 404, "draft_unknown")

    def test_is_nobody_elses(self, town):
        keep(town, "chen")
        for who in (OFFICE, "li"):
            is_problem(town.get(FORM, who), 404, "draft_unknown")
            assert drop(town, who).status_code == 204
        assert town.get(FORM, "chen").status_code == 200

    def test_is_not_to_be_had_by_an_auditor_or_an_administrator(self, town):
        keep(town, "chen")
        for name, role in (("tang", "auditor"), ("mao", "administrator")):
            session = Member(town, name, role=role).equipped().signed_in()
            assert town.get(FORM, session).status_code in {403, 404}
            assert keep(town, session).status_code == 403

    def test_is_not_to_be_had_with_a_token_that_only_reads(self, town):
        keep(town, "chen")
        asked = {"scopes": ["read"], "days": 30}
        reading = town.ask(Member(town, "chen").equipped().signed_in(), "/tokens", asked).json()["token"]
        is_problem(town.get(FORM, reading), 403, "token_too_narrow")

    def test_is_of_ones_own_conference_alone(self, town):
        sent = town.headers("chen", content_type="application/json")
        elsewhere = f"/api/v1/conferences/{BESIDE}{FORM}"
        for method in ("GET", "PUT", "DELETE"):
            content = json.dumps(TYPED).encode() if method == "PUT" else b""
            is_problem(request(town.client, method, elsewhere, sent, content), 404, "conference_unknown")

    def test_is_asked_for_by_who_is_signed_in(self, town):
        is_problem(town.get(FORM, None), 401, "not_signed_in")
        is_problem(keep(town, None), 401, "not_signed_in")
        is_problem(drop(town, None), 401, "not_signed_in")

    def test_is_kept_for_no_other_site(self, town):
        session = Member(town, "chen").equipped().signed_in()
        sent = {"cookie": f"{SESSION_COOKIE}={session}", "content-type": "application/json"}
        for site, status in (("cross-site", 403), ("same-origin", 200)):
            answer = request(
                town.client, "PUT", BASE + FORM, sent | {"sec-fetch-site": site}, json.dumps(TYPED).encode()
            )
            assert answer.status_code == status, answer.text

    def test_is_no_larger_than_64_kilobytes(self, town):
        def of(size):
            return {"values": {"text": ["a" * size]}}

        assert keep(town, "chen", of(65_000)).status_code == 200
        is_problem(keep(town, "chen", of(65_530)), 413, "too_large")

    @pytest.mark.parametrize(("text", "code"), [("秘密★十年", "text_marked_secret"), ("看\u202e见", "text_unfit")])
    def test_holds_no_text_that_no_record_holds(self, town, text, code):
        is_problem(keep(town, "chen", {"values": {"text": [text]}}), 422, code)
        is_problem(town.get(FORM, "chen"), 404, "draft_unknown")

    def test_is_forgotten_when_its_owner_is_erased(self, town):
        keep(town, "chen")
        whose = Whose(town.key, town.people["chen"], "give_opinion", "topic=1")
        assert town.services.drafts.find(whose) is not None
        for forget in town.services.log.on_erase:
            forget(town.key, town.people["chen"])
        assert town.services.drafts.find(whose) is None
