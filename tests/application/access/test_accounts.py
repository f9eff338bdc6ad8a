"""Accounts: opened with a code that is used once, closed for good or anew."""

from datetime import timedelta

import pytest

from application.access.accounts import CODE_GOOD_FOR
from application.access.signing_in import NotKnown
from domain.errors import Malformed, NotEntitled, NotFound, Overtaken, RuleBroken
from domain.vocabulary import Role
from tests.application.access.entrance import LI, OTHER, PASSWORD, SLUG, at_once, code_of
from tests.cast import person

ANOTHER = "山重水复疑无路又一村"


def activate(entrance, code, password=PASSWORD, *, name="li", slug=SLUG):
    return entrance.access.signing_in.activate(slug, name, code, password)


class TestOpening:
    def test_gives_a_code_that_lets_a_password_be_chosen_once(self, entrance):
        code = entrance.opened()
        activate(entrance, code)
        entrance.signs_in()
        with pytest.raises(NotKnown):
            activate(entrance, code, ANOTHER)
        entrance.signs_in()

    def test_lets_nobody_in_before_that(self, entrance):
        code = entrance.opened()
        for password in ("", code, PASSWORD):
            with pytest.raises(NotKnown):
                entrance.signs_in(password=password)

    def test_is_recorded_with_who_did_it_and_nothing_else(self, entrance):
        entrance.access.accounts.open(entrance.key, LI, "li", by=person("admin"), role=Role.AUDITOR)
        assert entrance.said("account_opened") == [{"person": LI, "done_by": person("admin")}]
        assert entrance.said("role_granted") == [{"person": LI, "role": "auditor", "done_by": person("admin")}]

    def test_is_not_twice(self, entrance):
        code = entrance.opened()
        before = len(entrance.said())
        with pytest.raises(RuleBroken) as refused:
            entrance.access.accounts.open(entrance.key, LI, "li2", by="operator")
        assert code_of(refused) == "account_exists"
        assert entrance.since(before) == []
        activate(entrance, code)

    @pytest.mark.parametrize("name", ["li", "LI", " ｌｉ "])
    def test_is_not_by_the_name_of_another(self, entrance, name):
        entrance.opened()
        with pytest.raises(RuleBroken) as refused:
            entrance.access.accounts.open(entrance.key, person("wu"), name, by="operator")
        assert code_of(refused) == "login_name_taken"
        assert entrance.access.accounts.find(entrance.key, person("wu")) is None

    def test_is_not_by_a_name_of_somebody_who_left(self, entrance):
        entrance.opened()
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        with pytest.raises(RuleBroken, match="login_name_taken"):
            entrance.access.accounts.open(entrance.key, person("wu"), "li", by="operator")

    def test_is_by_the_same_name_in_another_conference(self, entrance):
        entrance.member()
        code = entrance.access.accounts.open(entrance.other, LI, "li", by="operator")
        with pytest.raises(NotKnown):
            activate(entrance, code)
        assert activate(entrance, code, ANOTHER, slug=OTHER).conference == entrance.other
        entrance.signs_in()

    @pytest.mark.parametrize("name", ["", "li wu", "li\0", "li\u200b", "l\u0456", "li\ud800", "x" * 65])
    def test_is_not_by_a_name_that_is_unfit(self, entrance, name):
        with pytest.raises(Malformed, match="login_name_unfit"):
            entrance.access.accounts.open(entrance.key, LI, name, by="operator")
        assert entrance.access.accounts.named(entrance.key, name) is None
        assert entrance.access.accounts.all(entrance.key) == []

    def test_for_two_by_one_name_at_once_is_for_one(self, entrance, beside):
        names = ["li", "wu", "sun", "zhou"]
        found = at_once(
            *[
                lambda who=who, door=(entrance, beside)[number % 2]: door.access.accounts.open(
                    door.key, person(who), "boss", by="operator"
                )
                for number, who in enumerate(names)
            ]
        )
        assert sum(isinstance(each, str) for each in found) == 1
        assert sum(isinstance(each, RuleBroken) and each.code == "login_name_taken" for each in found) == 3
        assert len(entrance.said("account_opened")) == len(entrance.access.accounts.all(entrance.key)) == 1

    def test_of_one_account_at_once_gives_one_code(self, entrance, beside):
        doors = (entrance, beside)
        found = at_once(*[lambda door=doors[number % 2]: door.opened() for number in range(4)])
        (code,) = [each for each in found if isinstance(each, str)]
        activate(entrance, code)

    def test_is_not_done_when_it_cannot_be_recorded(self, entrance, monkeypatch):
        monkeypatch.setattr(entrance.access.journal._system, "record", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            entrance.opened()
        assert entrance.access.accounts.all(entrance.key) == []


class TestCode:
    def test_is_good_for_a_week(self, entrance):
        code = entrance.opened()
        entrance.clock.at += CODE_GOOD_FOR - timedelta(microseconds=1)
        activate(entrance, code)
        code = entrance.access.accounts.give_code(entrance.key, LI, by="operator")
        entrance.clock.at += CODE_GOOD_FOR
        with pytest.raises(NotKnown):
            activate(entrance, code, ANOTHER)

    def test_is_used_once_when_it_is_used_twice_at_once(self, entrance, beside):
        code = entrance.opened()
        choices = [f"{PASSWORD}{number}" for number in range(4)]
        doors = (entrance, beside)
        found = at_once(
            *[
                lambda password=password, door=doors[number % 2]: activate(door, code, password)
                for number, password in enumerate(choices)
            ]
        )
        assert sum(isinstance(each, NotKnown | Overtaken) for each in found) == 3
        (won,) = [number for number, each in enumerate(found) if not isinstance(each, Exception)]
        entrance.signs_in(password=choices[won])
        assert [each["what"] for each in entrance.said("credential_changed")] == ["password"]

    def test_is_not_used_up_by_a_password_that_is_refused(self, entrance):
        code = entrance.opened()
        for _ in range(12):
            with pytest.raises(Malformed, match="password_short"):
                activate(entrance, code, "short")
        activate(entrance, code)

    def test_is_anothers_for_nobody(self, entrance):
        entrance.opened("wu")
        code = entrance.opened()
        with pytest.raises(NotKnown):
            activate(entrance, code, name="wu")

    def test_may_be_copied_with_blanks_around(self, entrance):
        activate(entrance, f" {entrance.opened()}\n")

    def test_that_is_new_takes_the_place_of_the_old_one_and_leaves_the_password(self, entrance):
        entrance.member()
        first = entrance.access.accounts.give_code(entrance.key, LI, by=person("admin"))
        second = entrance.access.accounts.give_code(entrance.key, LI, by=person("admin"))
        entrance.signs_in()
        with pytest.raises(NotKnown):
            activate(entrance, first, ANOTHER)
        activate(entrance, second, ANOTHER)
        with pytest.raises(NotKnown):
            entrance.signs_in()
        entrance.signs_in(password=ANOTHER)

    def test_is_recorded_with_who_gave_it_and_then_the_password_with_whose_it_is(self, entrance):
        entrance.member()
        before = len(entrance.said())
        code = entrance.access.accounts.give_code(entrance.key, LI, by=person("admin"))
        activate(entrance, code, ANOTHER)
        assert entrance.said()[before:] == [
            {"fact": "credential_changed", "person": LI, "what": "code", "done_by": person("admin")},
            {"fact": "credential_changed", "person": LI, "what": "password", "done_by": LI},
        ]

    def test_that_an_administrator_gives_takes_no_factor_away(self, entrance):
        entrance.member()
        secret, _ = entrance.equipped()
        code = entrance.access.accounts.give_code(entrance.key, LI, by=person("admin"))
        activate(entrance, code, ANOTHER)
        with pytest.raises(NotKnown) as refused:
            entrance.signs_in(password=ANOTHER)
        assert code_of(refused) == "code_needed"
        entrance.signs_in(password=ANOTHER, code=entrance.shown(secret))

    def test_ends_the_sessions_when_it_is_used(self, entrance):
        entrance.member()
        made, _ = entrance.signs_in()
        code = entrance.access.accounts.give_code(entrance.key, LI, by="operator")
        assert entrance.access.gate.visitor(made)
        activate(entrance, code, ANOTHER)
        assert entrance.access.gate.visitor(made) is None

    def test_outlives_a_password_that_is_kept_anew(self, entrance, monkeypatch):
        entrance.member()
        code = entrance.access.accounts.give_code(entrance.key, LI, by="operator")
        monkeypatch.setattr("application.access.passwords.is_outdated", lambda _: True)
        before = entrance.account().password
        entrance.signs_in()
        assert entrance.account().password not in {None, before}
        activate(entrance, code, ANOTHER)

    def test_is_given_to_nobody_without_an_open_account(self, entrance):
        with pytest.raises(NotFound) as refused:
            entrance.access.accounts.give_code(entrance.key, LI, by="operator")
        assert code_of(refused) == "account_unknown"
        entrance.opened()
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        with pytest.raises(NotFound):
            entrance.access.accounts.give_code(entrance.key, LI, by="operator")


class TestPassword:
    def test_is_not_put_on_an_account_that_was_closed_meanwhile(self, entrance):
        account = entrance.member()
        entrance.access.accounts.close(entrance.key, LI, by="operator")
        with pytest.raises(Overtaken):
            entrance.access.accounts.choose_password(account, ANOTHER)
        closed = entrance.access.accounts.find(entrance.key, LI)
        assert (closed.password, closed.is_open) == (None, False)

    def test_is_not_the_login_name_with_something(self, entrance):
        code = entrance.opened("zhou")
        with pytest.raises(Malformed, match="password_of_place"):
            activate(entrance, code, "zhou-1234", name="zhou")


class TestRole:
    def grant(self, entrance, role, *, seats=()):
        entrance.access.accounts.grant(entrance.key, LI, role, seats=seats, by=person("admin"))

    def test_is_granted_and_ended_and_recorded_each_time(self, entrance):
        entrance.opened()
        before = len(entrance.said())
        for role in (Role.AUDITOR, Role.AUDITOR, Role.ARCHIVIST, None, None):
            self.grant(entrance, role)
            assert entrance.access.role_of(entrance.key, LI) is role
        told = [(each["fact"], each["role"]) for each in entrance.said()[before:]]
        assert told == [
            ("role_granted", "auditor"),
            ("role_ended", "auditor"),
            ("role_granted", "archivist"),
            ("role_ended", "archivist"),
        ]
        assert {(each["person"], each["done_by"]) for each in entrance.said()[before:]} == {(LI, person("admin"))}

    def test_is_not_given_beside_a_seat(self, entrance):
        entrance.opened()
        with pytest.raises(RuleBroken) as refused:
            self.grant(entrance, Role.AUDITOR, seats=("union_chair",))
        assert (code_of(refused), refused.value.clause) == ("role_beside_seat", "R-role")
        assert entrance.access.role_of(entrance.key, LI) is None
        assert entrance.said("role_granted") == []

    def test_is_given_by_nobody_to_himself_and_laid_down_by_himself(self, entrance):
        entrance.opened(role=Role.ADMINISTRATOR)
        grant, key = entrance.access.accounts.grant, entrance.key
        with pytest.raises(NotEntitled, match="role_for_oneself"):
            grant(key, LI, Role.AUDITOR, seats=(), by=LI)
        grant(key, LI, None, seats=(), by=LI)
        assert entrance.access.role_of(key, LI) is None
        assert [each["role"] for each in entrance.said("role_granted")] == ["administrator"]

    def test_can_be_ended_whatever_seat_he_has_now(self, entrance):
        entrance.opened(role=Role.AUDITOR)
        self.grant(entrance, None, seats=("union_chair",))
        assert entrance.access.role_of(entrance.key, LI) is None

    def test_is_nobodys_without_an_open_account(self, entrance):
        with pytest.raises(NotFound, match="account_unknown"):
            self.grant(entrance, Role.AUDITOR)

    def test_is_of_one_conference(self, entrance):
        entrance.opened(role=Role.ADMINISTRATOR)
        assert entrance.access.role_of(entrance.other, LI) is None

    def test_counts_for_another_process_at_once(self, entrance, beside):
        entrance.opened(role=Role.ADMINISTRATOR)
        assert beside.access.role_of(entrance.key, LI) is Role.ADMINISTRATOR
        self.grant(entrance, None)
        assert beside.access.role_of(entrance.key, LI) is None


class TestAll:
    def test_are_those_of_a_conference_by_name(self, entrance):
        for name in ("wu", "li"):
            entrance.opened(name)
        entrance.access.accounts.open(entrance.other, person("sun"), "sun", by="operator")
        assert [each.name for each in entrance.access.accounts.all(entrance.key)] == ["li", "wu"]
