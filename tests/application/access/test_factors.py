"""The second factor: codes by time, each good once, and recovery codes."""

from math import log2
from urllib.parse import parse_qs, urlsplit

import pytest

from application.access.factors import WrongCode
from domain.errors import NotEntitled, OutOfOrder
from tests.application.access.entrance import LI, HandClock, at_once, code_of
from tests.cast import NOW, person

VECTORS = [
    ("1970-01-01T00:00:59", "287082"),
    ("2005-03-18T01:58:29", "081804"),
    ("2005-03-18T01:58:31", "050471"),
    ("2009-02-13T23:31:30", "005924"),
    ("2033-05-18T03:33:20", "279037"),
    ("2603-10-11T11:33:20", "353130"),
]
"""RFC 6238, appendix B, for SHA-1: the last six of its eight digits."""


@pytest.fixture
def li(entrance):
    return entrance.member()


@pytest.fixture
def factors(entrance, li):
    return entrance.access.factors


def begun(entrance, secret=None):
    """Begin to set up a device, with a secret of one's own if need be."""
    made, _ = entrance.access.factors.begin(entrance.account(), "Lianxi")
    if secret is None:
        return made
    locked = entrance.log.vault.lock(entrance.key, LI, secret)
    entrance.access.store.do("UPDATE accounts SET totp = ? WHERE person = ?", locked, LI)
    return None


class TestDevice:
    @pytest.mark.parametrize(("at", "code"), VECTORS)
    def test_shows_what_rfc_6238_says(self, entrance, factors, at, code):
        begun(entrance, b"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        entrance.clock.at = HandClock(NOW.fromisoformat(at + "+00:00")).now()
        with pytest.raises(WrongCode):
            factors.confirm(entrance.account(), f"{(int(code) + 1) % 10**6:06}")
        assert len(factors.confirm(entrance.account(), code)) == 10

    def test_is_set_up_by_an_address_with_its_secret(self, entrance, factors):
        secret, address = factors.begin(entrance.account(), "Lianxi 联席")
        told = parse_qs(urlsplit(address).query)
        assert urlsplit(address).scheme == "otpauth"
        assert (told["secret"], told["issuer"]) == ([secret], ["Lianxi 联席"])
        assert len(secret) == 32

    def test_does_not_count_before_a_code_of_it_was_given(self, entrance, factors):
        secret = begun(entrance)
        assert not entrance.account().has_totp
        assert factors.takes(entrance.account(), entrance.shown(secret)) is None
        entrance.signs_in()

    def test_is_not_confirmed_by_another_code(self, entrance, factors):
        secret = begun(entrance)
        for wrong in ("000000", "", "12345", entrance.shown(secret)[:5], entrance.shown(secret, steps=9)):
            with pytest.raises(WrongCode) as refused:
                factors.confirm(entrance.account(), wrong)
            assert (code_of(refused), refused.value.clause) == ("code_wrong", "R-access")
        assert not entrance.account().has_totp

    def test_is_not_confirmed_where_none_was_begun(self, entrance, factors):
        with pytest.raises(WrongCode):
            factors.confirm(entrance.account(), "123456")

    def test_is_one(self, entrance, factors):
        secret, _ = entrance.equipped()
        for again in (
            lambda: factors.begin(entrance.account(), "Lianxi"),
            lambda: factors.confirm(entrance.account(), entrance.shown(secret)),
        ):
            with pytest.raises(OutOfOrder, match="factor_exists"):
                again()
        assert factors.takes(entrance.account(), entrance.shown(secret)) == "totp"

    def test_is_not_replaced_by_who_began_before_it_was_confirmed(self, entrance, factors):
        stale = entrance.account()
        secret, _ = entrance.equipped()
        factors.begin(stale, "Lianxi")
        assert factors.takes(entrance.account(), entrance.shown(secret)) == "totp"

    def test_is_of_one_person(self, entrance, factors):
        entrance.member("wu")
        secret, codes = entrance.equipped()
        entrance.equipped("wu")
        assert factors.takes(entrance.account("wu"), entrance.shown(secret)) is None
        assert factors.takes(entrance.account("wu"), codes[0]) is None


class TestCode:
    @pytest.mark.parametrize(("steps", "taken"), [(-2, None), (-1, "totp"), (0, "totp"), (1, "totp"), (2, None)])
    def test_is_good_for_a_step_before_and_after(self, entrance, factors, steps, taken):
        secret, _ = entrance.equipped()
        entrance.clock.pass_by(minutes=10)
        assert factors.takes(entrance.account(), entrance.shown(secret, steps=steps)) == taken

    def test_is_good_once(self, entrance, factors):
        secret, _ = entrance.equipped()
        code = entrance.shown(secret)
        assert [factors.takes(entrance.account(), code) for _ in range(3)] == ["totp", None, None]

    def test_that_set_the_device_up_lets_nobody_in(self, entrance, factors):
        secret = begun(entrance)
        code = entrance.shown(secret)
        factors.confirm(entrance.account(), code)
        assert factors.takes(entrance.account(), code) is None

    def test_is_not_good_after_a_later_one(self, entrance, factors):
        secret, _ = entrance.equipped()
        earlier, later = entrance.shown(secret), entrance.shown(secret, steps=1)
        assert factors.takes(entrance.account(), later) == "totp"
        assert factors.takes(entrance.account(), earlier) is None

    def test_is_not_good_again_when_the_clock_goes_back(self, entrance, factors):
        secret, _ = entrance.equipped()
        code = entrance.shown(secret)
        assert factors.takes(entrance.account(), code) == "totp"
        entrance.clock.pass_by(seconds=-30)
        assert factors.takes(entrance.account(), code) is None
        assert factors.takes(entrance.account(), entrance.shown(secret)) is None

    def test_is_good_once_when_it_is_given_many_times_at_once(self, entrance, factors, beside):
        secret, _ = entrance.equipped()
        account, code = entrance.account(), entrance.shown(secret)
        doors = (factors, beside.access.factors)
        found = at_once(*[lambda door=doors[number % 2]: door.takes(account, code) for number in range(12)])
        assert sorted(map(str, found)) == ["None"] * 11 + ["totp"]

    def test_sets_a_device_up_once_when_it_is_given_twice_at_once(self, entrance, factors, beside):
        secret = begun(entrance)
        account, code = entrance.account(), entrance.shown(secret)
        doors = (factors, beside.access.factors)
        found = at_once(*[lambda door=doors[number % 2]: door.confirm(account, code) for number in range(4)])
        (codes,) = [each for each in found if isinstance(each, list)]
        assert sum(isinstance(each, WrongCode) for each in found) == 3
        assert factors.takes(entrance.account(), codes[0]) == "recovery"

    @pytest.mark.parametrize(
        "code", ["", " ", "\ud800" * 6, "１２３４５６７", "9" * 10**6, "12 34 56", "\0", "½½½½½½", "-1"]
    )
    def test_is_nothing_else(self, entrance, factors, code):
        entrance.equipped()
        assert factors.takes(entrance.account(), code) is None

    def test_may_be_typed_wide_and_with_blanks_around(self, entrance, factors):
        secret, _ = entrance.equipped()
        wide = entrance.shown(secret).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
        assert factors.takes(entrance.account(), f" {wide} ") == "totp"

    def test_is_of_no_device_that_was_taken_away_meanwhile(self, entrance, factors):
        secret, _ = entrance.equipped()
        stale = entrance.account()
        factors.remove(stale, by=LI)
        assert factors.takes(stale, entrance.shown(secret)) is None
        assert not entrance.account().has_totp

    def test_is_of_nobody_who_was_erased_meanwhile(self, entrance, factors):
        secret, codes = entrance.equipped()
        stale = entrance.account()
        entrance.access.accounts.forget(entrance.key, LI)
        assert factors.takes(stale, entrance.shown(secret)) is None
        assert factors.takes(stale, codes[0]) is None

    def test_is_worth_nothing_without_the_persons_key(self, entrance, factors):
        secret, _ = entrance.equipped()
        entrance.log.vault.forget(entrance.key, LI)
        assert factors.takes(entrance.account(), entrance.shown(secret)) is None


class TestRecoveryCodes:
    def test_are_ten_of_112_bits_and_more(self, entrance, factors):
        _, codes = entrance.equipped()
        assert len(set(codes)) == 10
        letters = "abcdefghjkmnpqrstuvwxyz23456789"
        assert {sign for code in codes for sign in code} <= set(letters)
        assert {len(code) * log2(len(letters)) > 112 for code in codes} == {True}

    def test_are_good_once_each(self, entrance, factors):
        _, codes = entrance.equipped()
        for left, code in zip(range(9, -1, -1), codes, strict=True):
            assert factors.takes(entrance.account(), code) == "recovery"
            assert factors.takes(entrance.account(), code) is None
            assert factors.recovery_left(entrance.account()) == left

    def test_are_good_once_when_given_many_times_at_once(self, entrance, factors, beside):
        _, codes = entrance.equipped()
        account, doors = entrance.account(), (factors, beside.access.factors)
        found = at_once(*[lambda door=doors[number % 2]: door.takes(account, codes[0]) for number in range(8)])
        assert found.count("recovery") == 1

    def test_may_be_typed_large_and_in_groups(self, entrance, factors):
        _, (first, *_) = entrance.equipped()
        assert factors.takes(entrance.account(), f" {first[:4]}-{first[4:8]}-{first[8:]}".upper()) == "recovery"

    def test_that_are_new_take_the_place_of_the_old_ones(self, entrance, factors):
        _, old = entrance.equipped()
        new = factors.renew_recovery(entrance.account())
        assert not set(old) & set(new)
        assert [factors.takes(entrance.account(), code) for code in old] == [None] * 10
        assert factors.takes(entrance.account(), new[9]) == "recovery"

    def test_are_nobodys_who_has_no_device(self, entrance, factors):
        with pytest.raises(NotEntitled, match="second_factor_needed"):
            factors.renew_recovery(entrance.account())
        assert factors.recovery_left(entrance.account()) == 0

    def test_go_with_the_device(self, entrance, factors):
        _, codes = entrance.equipped()
        factors.remove(entrance.account(), by=LI)
        assert factors.recovery_left(entrance.account()) == 0
        entrance.signs_in()
        entrance.equipped()
        assert [factors.takes(entrance.account(), code) for code in codes] == [None] * 10


class TestRecord:
    def test_tells_of_every_change_with_who_made_it(self, entrance, factors):
        before = len(entrance.said())
        entrance.equipped()
        factors.renew_recovery(entrance.account())
        factors.remove(entrance.account(), by=person("admin"))
        changed = [(each["what"], each["done_by"]) for each in entrance.said()[before:]]
        assert changed == [
            ("totp", LI),
            ("recovery codes", LI),
            ("recovery codes", LI),
            ("totp removed", person("admin")),
        ]
