"""Passwords: how they are kept, and which are refused."""

import re
from threading import Lock
from time import sleep
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from application.access import passwords
from domain.errors import Malformed
from tests.application.access.entrance import PASSWORD, at_once, code_of


class TestHash:
    def test_is_argon2id_with_no_less_than_rfc_9106_asks_of_who_has_little_memory(self):
        found = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$(\S+)\$(\S+)", passwords.hashed(PASSWORD))
        assert found is not None
        memory, times, lanes = (int(each) for each in found.groups()[:3])
        assert (memory >= 64 * 1024, times >= 3, lanes >= 1) == (True, True, True)
        salt, tag = (len(each) * 6 // 8 for each in found.groups()[3:])
        assert (salt, tag) == (16, 32)

    def test_differs_each_time(self):
        assert passwords.hashed(PASSWORD) != passwords.hashed(PASSWORD)

    def test_of_weaker_parameters_is_outdated(self):
        assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD))
        assert not passwords.is_outdated(passwords.hashed(PASSWORD))

    def test_costs_nobody_less_where_there_is_none(self, verified):
        passwords.is_right(PASSWORD, None)
        assert (
            verified[0].rpartition("$")[0].rpartition("$")[0]
            == passwords.hashed("x").rpartition("$")[0].rpartition("$")[0]
        )


@pytest.mark.usefixtures("cheap")
class TestIsRight:
    def test_is_so_for_the_same_password_only(self):
        kept = passwords.hashed(PASSWORD)
        assert passwords.is_right(PASSWORD, kept)
        assert not passwords.is_right(PASSWORD + " ", kept)
        assert not passwords.is_right("", kept)

    def test_tells_cases_apart(self):
        assert not passwords.is_right("langes wort, kurzer sinn", passwords.hashed("Langes Wort, kurzer Sinn"))

    @pytest.mark.parametrize(
        ("chosen", "typed"),
        [
            ("ｐａｓｓｗｏｒｄ：ｗｅｉｔ", "password:weit"),
            ("caf\u00e9 au lait noir", "cafe\u0301 au lait noir"),
            ("\uf9f4中有人在走路呢", "\u6797中有人在走路呢"),
        ],
    )
    def test_does_not_matter_by_which_keyboard_it_was_typed(self, chosen, typed):
        assert passwords.is_right(typed, passwords.hashed(chosen))

    def test_is_never_so_where_there_is_none(self, verified):
        assert not passwords.is_right(PASSWORD, None)
        assert not passwords.is_right("nobody has this password, and checking it takes as long as any other", None)
        assert not passwords.is_right("", None)
        assert len(verified) == 3

    def test_looks_at_the_whole_of_it(self, verified):
        longest = "长短句" * 85 + "尾"
        kept = passwords.hashed(longest)
        assert len(longest) == passwords.LONGEST
        assert passwords.is_right(longest, kept)
        assert not passwords.is_right(longest + "x", kept)
        assert not passwords.is_right(longest * 4000, kept)
        assert not passwords.is_right(longest[:-1], kept)
        assert len(verified) == 4

    @pytest.mark.parametrize("given", ["\ud800" * 9, "ab\udfffcdefgh", "\x00" * 12, "a\x00b"])
    def test_is_not_so_for_what_nobody_can_have_chosen(self, given, verified):
        assert not passwords.is_right(given, passwords.hashed(PASSWORD))
        assert len(verified) == 1

    def test_tells_what_follows_a_nul_apart(self):
        assert not passwords.is_right("before\0other", passwords.hashed("before\0after"))

    def test_is_not_so_for_what_is_no_hash(self):
        assert not passwords.is_right(PASSWORD, "")
        assert not passwords.is_right("no hash at all", "no hash at all")


class TestManyAtOnce:
    def test_wait_for_each_other_so_that_they_need_no_more_memory_than_four(self, monkeypatch):
        running: list[None] = []
        most, lock = [], Lock()

        def slowly(*_):
            with lock:
                running.append(None)
                most.append(len(running))
            sleep(0.01)
            with lock:
                running.pop()
            return True

        monkeypatch.setattr(passwords, "_HASHER", SimpleNamespace(hash=slowly, verify=slowly))
        tries = [lambda: passwords.is_right(PASSWORD, "kept"), lambda: passwords.hashed(PASSWORD)] * 12
        assert at_once(*tries) == [True] * 24
        assert max(most) == 4


class TestGood:
    @pytest.mark.parametrize("password", ["七个字就是短了", "Xk3-9qT", "Xk3-9q\uff34"])
    def test_has_eight_characters(self, password):
        with pytest.raises(Malformed) as refused:
            passwords.require_good(password)
        assert (code_of(refused), refused.value.clause) == ("password_short", "R-access")
        assert refused.value.facts["least"] == 8
        passwords.require_good(password + "再")

    def test_is_counted_in_characters_and_not_in_bytes(self):
        with pytest.raises(Malformed, match="password_short"):
            passwords.require_good("两岸猿声")
        passwords.require_good("两岸猿声啼不住轻" * 32)

    def test_is_counted_as_it_is_kept(self):
        assert len("\ufdfa") == 1
        passwords.require_good("\ufdfa")  # one sign, eighteen characters
        with pytest.raises(Malformed, match="password_long"):
            passwords.require_good("\ufdfa" * 15)

    def test_has_256_characters_at_most(self):
        passwords.require_good("abcdefgh" * 32)
        with pytest.raises(Malformed) as refused:
            passwords.require_good("abcdefgh" * 32 + "a")
        assert (code_of(refused), refused.value.facts["most"]) == ("password_long", 256)

    @pytest.mark.parametrize(
        "password", ["12345678", "password1", "PASSWORD1", "iloveyou", "qwertyuiop", "ｐａｓｓｗｏｒｄ１"]
    )
    def test_is_not_one_of_those_that_leaked_most(self, password):
        with pytest.raises(Malformed, match="password_common"):
            passwords.require_good(password)

    def test_is_none_of_the_first_3000_that_are_long_enough(self):
        assert len(passwords._often_used()) >= 3000

    @pytest.mark.parametrize(
        "password", ["aaaaaaaa", "11111111111111111", "abcabcabcabc", "哈哈哈哈哈哈哈哈", "AaAaAaAaAaAa"]
    )
    def test_is_more_than_a_few_characters_again_and_again(self, password):
        with pytest.raises(Malformed, match="password_common"):
            passwords.require_good(password)

    @pytest.mark.parametrize(
        "password",
        [
            "lianxi2026",
            "LIANXI2026",
            "联席会议2026",
            "工会政府联席会议",
            "gonghui123",
            "chengqiao-1",
            "Chengqiao!",
            "城桥镇城桥镇一二三",
            "ｌｉａｎｘｉ２０２６",
        ],
    )
    def test_is_not_little_but_a_word_of_the_place(self, password):
        with pytest.raises(Malformed, match="password_of_place"):
            passwords.require_good(password, ("chengqiao", "城桥镇"))

    @pytest.mark.parametrize(
        "password", ["lianxilianxi", "lianxiLIANXIlianxi1", "chengqiaolianxi", "联席联席lianxi1", "zhouzhouzhou"]
    )
    def test_is_not_words_of_the_place_repeated_or_put_together(self, password):
        with pytest.raises(Malformed, match="password_of_place"):
            passwords.require_good(password, ("chengqiao", "zhou"))

    def test_may_have_a_word_of_the_place_among_others(self):
        passwords.require_good("lianxi und sonst noch viel", ("chengqiao",))

    @pytest.mark.parametrize("words", [(), ("",), ("z",)])
    def test_is_not_refused_for_a_word_that_is_none(self, words):
        passwords.require_good("zzyzx-road-8", words)

    @pytest.mark.parametrize("password", ["abcdefghijklmn", "ALL CAPITALS HERE", "82910375543219", "都是汉字没有别的"])
    def test_needs_no_kinds_of_characters(self, password):
        passwords.require_good(password)

    def test_is_text(self):
        with pytest.raises(Malformed) as refused:
            passwords.require_good("half a \ud83d and more")
        assert (code_of(refused), refused.value.facts["characters"]) == ("text_unfit", ["U+D83D"])

    def test_is_told_by_no_refusal(self):
        with pytest.raises(Malformed) as refused:
            passwords.require_good("lianxi-Xk3", ("chengqiao",))
        assert "Xk3" not in repr(refused.value.facts)

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=300))
    def test_is_kept_and_known_again_whatever_it_is(self, password):
        try:
            passwords.require_good(password, ("chengqiao",))
        except Malformed:
            return
        assert passwords.SHORTEST <= len(passwords.plain(password)) <= passwords.LONGEST
        assert passwords.plain(password).encode()
