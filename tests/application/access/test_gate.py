"""The gate: who carries what, and who is let in no more."""

import pytest

from application.access.rights import FEED, Right
from domain.errors import Malformed, NotFound
from domain.vocabulary import Role
from tests.application.access.entrance import LI, PASSWORD, SLUG
from tests.cast import person

TABLES = ("sessions", "tokens", "passkeys", "recovery", "identities")


def everything(entrance):
    """A session and a token of somebody with a device and a passkey; what he carries."""
    entrance.member()
    secret, _ = entrance.equipped()
    made, _ = entrance.signs_in(code=entrance.shown(secret))
    token, _ = entrance.access.tokens.issue(entrance.key, LI, by=LI, days=1)
    store, now = entrance.access.store, entrance.clock.at
    store.do("INSERT INTO passkeys VALUES (?, ?, ?, ?, 0, '', ?, NULL)", b"id", entrance.key, LI, b"key", now)
    store.do("INSERT INTO identities VALUES ('https://idp', 'sub', ?, ?, ?)", entrance.key, LI, now)
    return made, token


def kept(entrance, conference=None):
    """The tables in which something is kept of him."""
    where = "SELECT count(*) FROM {} WHERE person = ? AND conference = ?"
    store, of = entrance.access.store, conference or entrance.key
    return [table for table in TABLES if store.one(where.format(table), LI, of)[0]]


class TestVisitor:
    def test_of_a_session_has_every_right_it_can_carry_and_his_role(self, entrance):
        entrance.member(role=Role.AUDITOR)
        made, session = entrance.signs_in()
        visitor = entrance.access.gate.visitor(made)
        assert (visitor.conference, visitor.person, visitor.role) == (entrance.key, LI, Role.AUDITOR)
        assert (visitor.scopes, visitor.seat, visitor.credential) == (frozenset(Right), None, session.id)

    def test_of_a_token_needs_no_account(self, entrance):
        made, _ = entrance.access.tokens.issue(entrance.key, LI, by="operator", days=1)
        visitor = entrance.access.gate.visitor(made)
        assert (visitor.person, visitor.role, visitor.session) == (LI, None, None)

    def test_of_a_token_has_the_role_of_his_account(self, entrance):
        made, _ = entrance.access.tokens.issue(entrance.key, LI, by="operator", days=1)
        entrance.opened(role=Role.ARCHIVIST)
        assert entrance.access.gate.visitor(made).role is Role.ARCHIVIST
        entrance.access.accounts.grant(entrance.key, LI, None, seats=(), by="operator")
        assert entrance.access.gate.visitor(made).role is None

    @pytest.mark.parametrize("carried", ["", " ", "lx_", "lxs_", "lx_" + "A" * 43, "\0", "\ud800", "é" * 10**5])
    def test_is_nobody_who_carries_nothing_good(self, entrance, carried):
        assert entrance.access.gate.visitor(carried) is None

    def test_is_nobody_who_carries_what_is_shown_in_lists(self, entrance):
        made, token = everything(entrance)
        for shown in (entrance.access.sessions.find(made), entrance.access.tokens.find(token)):
            for carried in (shown.id, shown.digest, f"lx_{shown.digest}", f"lxs_{shown.digest}"):
                assert entrance.access.gate.visitor(carried) is None

    def test_is_nobody_who_carries_one_kind_as_the_other(self, entrance):
        made, token = everything(entrance)
        assert entrance.access.gate.visitor("lx_" + made.removeprefix("lxs_")) is None
        assert entrance.access.gate.visitor("lxs_" + token.removeprefix("lx_")) is None


class TestClosing:
    def test_ends_everything_at_once_and_for_every_process(self, entrance, beside):
        carried = everything(entrance)
        assert all(beside.access.gate.visitor(each) for each in carried)
        assert kept(entrance) == list(TABLES)
        entrance.access.accounts.close(entrance.key, LI, by=person("admin"))
        assert [beside.access.gate.visitor(each) for each in carried] == [None, None]
        assert kept(entrance) == []
        row = "SELECT password, code, role, totp, totp_on FROM accounts WHERE person = ?"
        assert entrance.access.store.one(row, LI) == (None, None, None, None, 0)

    def test_is_recorded_with_the_role_that_ends_by_it(self, entrance):
        entrance.member(role=Role.AUDITOR)
        before = len(entrance.said())
        entrance.access.accounts.close(entrance.key, LI, by=person("admin"))
        assert entrance.said()[before:] == [
            {"fact": "role_ended", "person": LI, "role": "auditor", "done_by": person("admin")},
            {"fact": "account_closed", "person": LI, "done_by": person("admin")},
        ]
        with pytest.raises(NotFound, match="account_unknown"):
            entrance.access.accounts.close(entrance.key, LI, by="operator")
        assert len(entrance.said("account_closed")) == 1

    def test_ends_a_token_that_was_made_for_somebody_it_was_closed_to(self, entrance):
        entrance.member()
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        made, _ = entrance.access.tokens.issue(entrance.key, LI, by="operator", days=1)
        assert entrance.access.gate.visitor(made) is None

    def test_leaves_another_conference_alone(self, entrance):
        entrance.member()
        made, _ = entrance.access.tokens.issue(entrance.other, LI, by="operator", days=1)
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        assert entrance.access.gate.visitor(made).conference == entrance.other


class TestOpeningAnew:
    def test_begins_with_nothing(self, entrance):
        everything(entrance)
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        code = entrance.access.accounts.open(entrance.key, LI, "li2", by="operator")
        found = entrance.account()
        assert (found.name, found.has_totp, found.password, found.role) == ("li2", False, None, None)
        entrance.access.signing_in.activate(SLUG, "li2", code, PASSWORD)
        entrance.signs_in("li2")

    def test_lets_nothing_live_again_that_came_in_while_it_was_closed(self, entrance):
        entrance.member()
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        late, _ = entrance.access.sessions.begin(entrance.key, LI, means="password", strong=False, agent="")
        token, _ = entrance.access.tokens.issue(entrance.key, LI, by="operator", days=1)
        entrance.opened()
        assert [entrance.access.gate.visitor(each) for each in (late, token)] == [None, None]
        assert kept(entrance) == []


class TestErasure:
    def test_deletes_all_that_is_kept_of_him_in_that_conference(self, entrance):
        carried = everything(entrance)
        elsewhere, _ = entrance.access.tokens.issue(entrance.other, LI, by="operator", days=1)
        entrance.member("wu")
        before = len(entrance.said())
        for forget in entrance.log.on_erase:
            forget(entrance.key, LI)
        assert [entrance.access.gate.visitor(each) for each in carried] == [None, None]
        assert kept(entrance) == []
        assert entrance.access.accounts.find(entrance.key, LI) is None
        assert entrance.access.gate.visitor(elsewhere)
        entrance.signs_in("wu")
        assert entrance.since(before) == ["signed_in"]


class TestSubscriber:
    def test_is_who_has_the_feed_and_signs_nobody_in(self, entrance):
        entrance.member()
        made, token = entrance.access.tokens.issue(entrance.key, LI, by=LI, days=1, scopes=FEED)
        gate = entrance.access.gate
        assert made.startswith("lxf_")
        assert token.is_feed
        assert gate.visitor(made) is None
        assert gate.subscriber(made).person == LI

    def test_is_nobody_by_what_signs_in(self, entrance):
        made, token = everything(entrance)
        assert [entrance.access.gate.subscriber(each) for each in (made, token, "", "lxf_")] == [None] * 4

    @pytest.mark.parametrize("scopes", [{Right.FEED, Right.READ}, {Right.FEED, Right.OWN}])
    def test_carries_nothing_beside_the_feed(self, entrance, scopes):
        with pytest.raises(Malformed):
            entrance.access.tokens.issue(entrance.key, LI, by=LI, days=1, scopes=scopes)
