"""Passwords known from leaks, looked up in a sorted file."""

from hashlib import sha1

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.access.breached import Breached
from domain.errors import Malformed
from tests.application.access.entrance import SLUG, Entrance, code_of

LEAKED = ["correct horse", "battery staple", "Tr0ub4dor&3", "城桥城桥城桥城桥", "hunter2hunter2", "letmein-please"]


def digest(password: str) -> str:
    return sha1(password.encode()).hexdigest().upper()


def a_list(path, *, form="{}", end="\n", last="\n", leaked=LEAKED):
    lines = [form.format(each) for each in sorted(digest(password) for password in leaked)]
    path.write_bytes((end.join(lines) + (last if lines else "")).encode())
    return Breached(path)


class TestBreached:
    @pytest.mark.parametrize(
        ("form", "end", "last"),
        [
            ("{}", "\n", "\n"),
            ("{}", "\n", ""),
            ("{}", "\r\n", "\r\n"),
            ("{}:12", "\n", "\n"),
            ("{}:3730471", "\r\n", ""),
            ("{}", "\n", "\n\n\n"),
            ("{}:1", "\r\n", "\r\n\r\n"),
        ],
    )
    def test_holds_every_one_of_the_list_however_its_lines_end(self, tmp_path, form, end, last):
        listed = a_list(tmp_path / "list", form=form, end=end, last=last)
        assert [password for password in LEAKED if not listed.holds(password)] == []
        assert not any(listed.holds(other) for other in ("", "correct horse ", "Correct horse", "something else"))

    def test_holds_those_of_a_list_in_small_letters(self, tmp_path):
        path = tmp_path / "list"
        a_list(path)
        path.write_text(path.read_text().lower())
        assert all(Breached(path).holds(password) for password in LEAKED)

    @pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n"])
    def test_holds_none_of_an_empty_list(self, tmp_path, text):
        (tmp_path / "list").write_text(text)
        assert not Breached(tmp_path / "list").holds("correct horse")

    def test_holds_the_only_one(self, tmp_path):
        assert a_list(tmp_path / "list", leaked=["only one"], last="\n\n").holds("only one")

    def test_holds_none_where_there_is_no_list(self):
        assert not Breached(None).holds("correct horse")

    def test_knows_it_by_whichever_keyboard_it_was_typed(self, tmp_path):
        assert a_list(tmp_path / "list").holds("ｃｏｒｒｅｃｔ　ｈｏｒｓｅ")

    def test_does_not_pass_over_a_list_that_is_gone(self, tmp_path):
        with pytest.raises(OSError, match="list"):
            Breached(tmp_path / "list").holds("correct horse")

    @given(leaked=st.sets(st.integers(0, 10**6), max_size=40), others=st.sets(st.integers(0, 10**6), max_size=20))
    def test_holds_exactly_what_is_listed(self, tmp_path_factory, leaked, others):
        listed = a_list(tmp_path_factory.getbasetemp() / "any", form="{}:7", leaked=[str(each) for each in leaked])
        found = {each for each in leaked | others if listed.holds(str(each))}
        assert found == leaked


class TestChoosing:
    def test_refuses_what_is_listed(self, tmp_path):
        a_list(tmp_path / "list")
        entrance = Entrance(tmp_path, breached=tmp_path / "list")
        code = entrance.opened()
        with pytest.raises(Malformed) as refused:
            entrance.access.signing_in.activate(SLUG, "li", code, "correct horse")
        assert (code_of(refused), refused.value.clause) == ("password_breached", "R-access")
        assert entrance.account().password is None
        entrance.access.signing_in.activate(SLUG, "li", code, "correct horses")
        entrance.close()
