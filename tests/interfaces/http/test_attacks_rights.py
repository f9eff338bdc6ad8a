"""Nobody comes to see more by a way around: not by a token for writing alone, nor by a role he gives himself."""

from tests.interfaces.http.accounts import API, Member
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.sending import TOPIC, submit
from tests.interfaces.http.town import OFFICE


def writing(town, *more):
    """A token of the office that carries the right to write, and these."""
    session = Member(town, OFFICE).equipped().signed_in()
    answer = town.ask(session, "/tokens", {"scopes": ["write", *more], "days": 30})
    assert answer.status_code == 201, answer.text
    return answer.json()["token"]


class TestTokenForWritingAlone:
    def test_is_not_shown_what_it_was_overtaken_by(self, town):
        topic, stale = submit(town), {"reason": "材料不全"}
        assert town.get(topic, OFFICE).json()["version"] == 1
        told = is_problem(town.ask(writing(town), f"{topic}/return", stale, if_match='"9"'), 412, "overtaken")
        assert "state" not in told
        assert TOPIC["request"] not in str(told)

    def test_is_shown_it_where_it_may_read(self, town):
        topic, stale = submit(town), {"reason": "材料不全"}
        answer = town.ask(writing(town, "read"), f"{topic}/return", stale, if_match='"9"')
        assert is_problem(answer, 412, "overtaken")["state"]["request"] == TOPIC["request"]

    def test_learns_of_what_it_did_where_it_is_and_no_more(self, town):
        token = writing(town)
        done = town.ask(token, "/calls", {"year": 2025, "text": "征集议题"})
        assert done.status_code == 201
        assert done.json()["id"]
        assert done.json()["state"] is None
        assert "etag" not in done.headers


class TestAdministrator:
    def test_does_not_make_himself_an_auditor(self, town):
        mao = Member(town, "mao", role="administrator").equipped()
        session = mao.signed_in()
        refused = town.ask(session, f"/accounts/{mao.person}/role", {"role": "auditor"})
        is_problem(refused, 403, "role_for_oneself", clause="R-role")
        is_problem(town.get("/topics", session), 403, "role_without_right")

    def test_lays_his_own_role_down_and_is_nobody_then(self, town):
        mao = Member(town, "mao", role="administrator").equipped()
        session = mao.signed_in()
        assert town.ask(session, f"/accounts/{mao.person}/role", {"role": None}).status_code == 200
        assert town.get("/session", session, base=API).json()["rights"] == ["own"]
