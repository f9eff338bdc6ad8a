"""Signing in: whatever is wrong, the answer is the same and costs the same."""

from contextlib import suppress
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from application.access.backoff import TriedTooOften
from application.access.passwords import hashed, is_outdated
from application.access.signing_in import NotKnown
from domain.errors import Malformed, Overtaken
from tests.application.access.entrance import LI, OTHER, PASSWORD, SLUG, at_once, code_of

ANOTHER = "山重水复疑无路又一村"


def fails(entrance, name="li", times=5, **given):
    for _ in range(times):
        with pytest.raises(NotKnown):
            entrance.signs_in(name, **({"password": "wrong" * 3} | given))


@pytest.fixture
def li(entrance):
    return entrance.member()


class TestSigningIn:
    def test_by_password_is_a_session_of_one_factor(self, entrance, li):
        made, session = entrance.signs_in()
        assert (session.person, session.means, session.strong, session.agent) == (LI, "password", False, "Firefox")
        assert entrance.access.gate.visitor(made).person == LI
        assert entrance.said("signed_in") == [{"person": LI, "means": "password"}]

    def test_asks_for_a_code_where_there_is_a_device(self, entrance, li):
        secret, codes = entrance.equipped()
        for given in (None, ""):
            with pytest.raises(NotKnown) as refused:
                entrance.signs_in(code=given)
            assert code_of(refused) == "code_needed"
        assert entrance.signs_in(code=entrance.shown(secret))[1].means == "password+totp"
        _, session = entrance.signs_in(code=codes[0])
        assert (session.means, session.strong) == ("password+recovery", True)

    def test_asks_for_no_code_before_the_password_is_right(self, entrance, li):
        entrance.equipped()
        with pytest.raises(NotKnown) as refused:
            entrance.signs_in(password="wrong" * 3)
        assert code_of(refused) == "sign_in_failed"

    def test_uses_no_code_up_while_the_password_is_wrong(self, entrance, li):
        secret, _ = entrance.equipped()
        fails(entrance, times=1, code=entrance.shown(secret))
        entrance.signs_in(code=entrance.shown(secret))

    @pytest.mark.parametrize("name", ["LI", " li", "ｌｉ"])
    def test_takes_a_name_as_it_is_compared(self, entrance, li, name):
        assert entrance.signs_in(name)[1].person == LI

    def test_keeps_a_password_more_strongly_when_it_was_kept_weakly(self, entrance, li):
        weak = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
        entrance.access.store.do("UPDATE accounts SET password = ?", weak)
        entrance.signs_in()
        kept = entrance.account().password
        assert not is_outdated(kept)
        entrance.signs_in()
        assert entrance.account().password == kept

    def test_is_over_when_the_password_was_changed_while_it_was_looked_at(self, entrance, li, monkeypatch):
        keep = entrance.access.accounts.held

        def changed(account):
            entrance.access.store.do("UPDATE accounts SET password = ?", hashed(ANOTHER))
            return keep(account)

        monkeypatch.setattr(type(entrance.access.accounts), "held", lambda _, account: changed(account))
        with pytest.raises(Overtaken):
            entrance.signs_in()
        assert entrance.access.sessions.all(entrance.key, LI) == []


class TestWhateverIsWrong:
    @pytest.fixture
    def wrong(self, entrance, li):
        """Ways to be nobody, each as what is given to sign in."""
        entrance.opened("wu")
        entrance.member("sun")
        entrance.access.accounts.close(entrance.key, entrance.account("sun").person, by="operator")
        return [
            (SLUG, "li", "wrong" * 3),
            (SLUG, "nobody", PASSWORD),
            ("nowhere", "li", PASSWORD),
            (OTHER, "li", PASSWORD),
            (SLUG, "wu", PASSWORD),
            (SLUG, "sun", PASSWORD),
            (SLUG, "l\ud800i", PASSWORD),
            (SLUG, "li\0", PASSWORD),
            (SLUG, "x" * 10**5, PASSWORD),
            (SLUG, "li", "x" * 10**5),
            (SLUG, "li", "\udfff"),
            (SLUG, "li", PASSWORD + "\0"),
        ]

    def test_answers_the_same_at_the_same_cost(self, entrance, wrong, verified):
        told, costs = [], []
        for slug, name, password in wrong:
            before = len(verified)
            with pytest.raises(NotKnown) as refused:
                entrance.access.signing_in.with_password(slug, name, password, None, agent="")
            told.append((refused.value.code, refused.value.clause, refused.value.facts))
            costs.append(len(verified) - before)
        assert told == [("sign_in_failed", "R-access", {})] * len(wrong)
        assert costs == [1] * len(wrong)
        assert len({kept.rpartition("$")[0].rpartition("$")[0] for kept in verified}) == 1

    def test_answers_the_same_to_who_has_no_right_code_to_activate(self, entrance, wrong, verified):
        told = []
        for slug, name, code in wrong:
            with pytest.raises(NotKnown) as refused:
                entrance.access.signing_in.activate(slug, name, code, "short")
            told.append((refused.value.code, refused.value.facts))
        assert told == [("sign_in_failed", {})] * len(wrong)
        assert verified == []


class TestWaiting:
    def test_is_for_a_name_whether_it_is_somebodys_or_not(self, entrance, li, verified):
        for name in ("li", "nobody"):
            fails(entrance, name)
            looked_at = len(verified)
            with pytest.raises(TriedTooOften) as refused:
                entrance.signs_in(name)
            assert (code_of(refused), refused.value.facts) == ("tried_too_often", {"seconds": 60})
            assert len(verified) == looked_at

    def test_is_for_a_name_however_it_is_written(self, entrance, li):
        for name in ("li", "LI", " li ", "ｌｉ", "Li"):
            fails(entrance, name, times=1)
        with pytest.raises(TriedTooOften):
            entrance.signs_in()

    def test_is_in_one_conference(self, entrance, li):
        entrance.access.accounts.open(entrance.other, LI, "li", by="operator")
        for _ in range(5):
            with pytest.raises(NotKnown):
                entrance.access.signing_in.with_password(OTHER, "li", "wrong" * 3, None, agent="")
        entrance.signs_in()

    def test_is_over_after_a_minute_and_forgotten_by_a_success(self, entrance, li):
        fails(entrance)
        entrance.clock.pass_by(minutes=1)
        entrance.signs_in()
        fails(entrance)

    def test_is_for_activation_too(self, entrance):
        code = entrance.opened()
        for _ in range(5):
            with pytest.raises(NotKnown):
                entrance.access.signing_in.activate(SLUG, "li", "a guess", PASSWORD)
        with pytest.raises(TriedTooOften):
            entrance.access.signing_in.activate(SLUG, "li", code, PASSWORD)

    def test_is_for_codes_though_the_password_is_right_each_time(self, entrance, li):
        secret, _ = entrance.equipped()
        fails(entrance, password=PASSWORD, code="000000")
        with pytest.raises(TriedTooOften):
            entrance.signs_in(code=entrance.shown(secret))
        with pytest.raises(NotKnown, match="code_needed"):
            entrance.signs_in()
        with pytest.raises(TriedTooOften):
            entrance.signs_in(code=entrance.shown(secret))

    def test_is_for_codes_wherever_they_are_given(self, entrance, li):
        secret, _ = entrance.equipped()
        _, session = entrance.signs_in(code=entrance.shown(secret))
        confirm = entrance.access.signing_in.confirm
        for _ in range(4):
            with pytest.raises(NotKnown):
                confirm(entrance.account(), session, code="000000")
            confirm(entrance.account(), session, password=PASSWORD)
        fails(entrance, password=PASSWORD, code="000000", times=1)
        entrance.clock.pass_by(seconds=30)
        with pytest.raises(TriedTooOften):
            confirm(entrance.account(), session, code=entrance.shown(secret))

    def test_lets_five_guesses_through_when_many_come_at_once(self, entrance, beside, li, verified):
        doors = (entrance, beside)
        found = at_once(*[lambda door=doors[number % 2]: door.signs_in(password="wrong" * 3) for number in range(20)])
        assert len(verified) == sum(isinstance(each, NotKnown) for each in found) == 5

    def test_keeps_nobody_who_is_in_from_confirming_himself(self, entrance, li):
        _, session = entrance.signs_in()
        fails(entrance)
        entrance.access.signing_in.confirm(entrance.account(), session, password=PASSWORD)
        entrance.access.signing_in.change_password(SLUG, entrance.account(), session, current=PASSWORD, new=ANOTHER)

    def test_is_not_brought_upon_who_is_in_by_a_name_made_for_it(self, entrance, li):
        secret, _ = entrance.equipped()
        for what in ("code", "password"):
            for slug, name in ((str(entrance.key), f"{LI}\0{what}"), ("own", f"{entrance.key}\0{LI}\0{what}")):
                for _ in range(5):
                    with suppress(NotKnown, TriedTooOften):
                        entrance.access.signing_in.with_password(slug, name, "x", None, agent="")
        entrance.signs_in(code=entrance.shown(secret))

    def test_is_recorded_each_fifth_time_and_names_nobody(self, entrance, li):
        before = len(entrance.said())
        fails(entrance)
        fails(entrance, "nobody")
        for _ in range(5):
            entrance.clock.pass_by(minutes=20)
            fails(entrance, times=1)
        told = entrance.said()[before:]
        assert told == [
            {"fact": "sign_in_failed", "person": LI, "failures": 5},
            {"fact": "sign_in_failed", "person": "", "failures": 5},
            {"fact": "sign_in_failed", "person": LI, "failures": 10},
        ]

    def test_of_names_that_are_nobodys_is_recorded_once_an_hour(self, entrance):
        for number in range(6):
            fails(entrance, f"nobody{number}")
        assert len(entrance.said("sign_in_failed")) == 1
        entrance.clock.at += timedelta(hours=1)
        fails(entrance, "nobody else")
        assert len(entrance.said("sign_in_failed")) == 2


class TestConfirming:
    def test_counts_from_now_on(self, entrance, li):
        _, session = entrance.signs_in()
        entrance.clock.pass_by(minutes=15)
        assert not session.is_confirmed(entrance.clock.at)
        entrance.access.signing_in.confirm(entrance.account(), session, password=PASSWORD)
        (found,) = entrance.access.sessions.all(entrance.key, LI)
        assert (found.is_confirmed(entrance.clock.at), found.strong) == (True, False)

    def test_by_a_code_makes_the_session_one_of_two_factors(self, entrance, li):
        _, session = entrance.signs_in()
        secret, _ = entrance.equipped()
        entrance.access.signing_in.confirm(entrance.account(), session, code=entrance.shown(secret))
        assert entrance.access.sessions.all(entrance.key, LI)[0].strong

    def test_is_not_done_by_what_is_wrong_or_nothing(self, entrance, li):
        secret, _ = entrance.equipped()
        _, session = entrance.signs_in(code=entrance.shown(secret))
        entrance.clock.pass_by(minutes=20)
        for given in ({}, {"password": "wrong" * 3}, {"code": "000000"}, {"password": PASSWORD, "code": "000000"}):
            with pytest.raises(NotKnown):
                entrance.access.signing_in.confirm(entrance.account(), session, **given)
        assert not entrance.access.sessions.all(entrance.key, LI)[0].is_confirmed(entrance.clock.at)


class TestChangingThePassword:
    def test_needs_the_present_one_and_ends_the_other_sessions(self, entrance, li):
        here, session = entrance.signs_in()
        there, _ = entrance.signs_in()
        change = entrance.access.signing_in.change_password
        with pytest.raises(NotKnown):
            change(SLUG, entrance.account(), session, current="wrong" * 3, new=ANOTHER)
        with pytest.raises(Malformed):
            change(SLUG, entrance.account(), session, current=PASSWORD, new="chengqiao12")
        assert entrance.access.gate.visitor(there)
        change(SLUG, entrance.account(), session, current=PASSWORD, new=ANOTHER)
        assert entrance.access.gate.visitor(there) is None
        assert entrance.access.gate.visitor(here).session.digest == session.digest
        fails(entrance, times=1, password=PASSWORD)
        entrance.signs_in(password=ANOTHER)
