"""A draft is found by who kept it and nobody else, for a month; the file alone tells nobody anything."""

from contextlib import closing
from datetime import timedelta

import pytest

from application.drafts import LONGEST, MOST, Drafts, Whose
from application.vault import Vault
from tests.application.access.entrance import HandClock

WORDS = "尚未定稿的意见".encode()
MINE = Whose(1, "li", "give_opinion", "topic=1")
OTHERS = [
    MINE._replace(conference=2),
    MINE._replace(person="sun"),
    MINE._replace(command="agree_to_topic"),
    MINE._replace(about="topic=2"),
]


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "keys")


@pytest.fixture
def drafts(tmp_path, clock, vault):
    with closing(Drafts(tmp_path / "drafts.db", clock, vault)) as found:
        yield found


class TestDraft:
    def test_is_found_as_it_was_kept_last(self, drafts, clock):
        drafts.keep(MINE, b"first")
        clock.pass_by(minutes=5)
        drafts.keep(MINE, WORDS)
        assert drafts.find(MINE) == (clock.now(), WORDS)

    @pytest.mark.parametrize("other", OTHERS)
    def test_is_of_one_person_one_command_and_one_thing(self, drafts, other):
        drafts.keep(MINE, WORDS)
        assert drafts.find(other) is None
        drafts.drop(other)
        assert drafts.find(MINE) is not None

    def test_is_gone_when_it_is_dropped(self, drafts):
        drafts.keep(MINE, WORDS)
        drafts.drop(MINE)
        assert drafts.find(MINE) is None

    def test_is_gone_after_a_month(self, drafts, clock):
        drafts.keep(MINE, WORDS)
        clock.at += LONGEST
        assert drafts.find(MINE) is not None
        clock.at += timedelta(seconds=1)
        assert drafts.find(MINE) is None

    def test_leaves_the_file_after_a_month_with_the_next_that_is_kept(self, drafts, clock, tmp_path):
        drafts.keep(MINE, WORDS)
        clock.at += LONGEST + timedelta(days=1)
        drafts.keep(OTHERS[0], WORDS)
        clock.at -= timedelta(days=2)
        assert drafts.find(MINE) is None

    def test_leaves_the_file_after_a_month_with_the_next_start(self, drafts, clock, vault, tmp_path):
        drafts.keep(MINE, WORDS)
        clock.at += LONGEST + timedelta(days=1)
        with closing(Drafts(tmp_path / "drafts.db", clock, vault)):
            clock.at -= timedelta(days=2)
        assert drafts.find(MINE) is None

    def test_makes_the_oldest_go_where_there_are_too_many(self, drafts, clock):
        drafts.keep(OTHERS[1], WORDS)
        for number in range(MOST + 1):
            clock.pass_by(seconds=1)
            drafts.keep(MINE._replace(about=str(number)), WORDS)
        kept = [drafts.find(MINE._replace(about=str(number))) is not None for number in range(MOST + 1)]
        assert kept == [False] + [True] * MOST
        assert drafts.find(OTHERS[1]) is not None

    def test_cannot_be_read_in_the_file(self, drafts, tmp_path):
        drafts.keep(MINE, WORDS)
        assert WORDS not in b"".join(path.read_bytes() for path in tmp_path.glob("drafts.db*"))

    def test_opens_for_nobody_once_its_owner_is_erased(self, drafts, vault):
        drafts.keep(MINE, WORDS)
        vault.forget(MINE.conference, MINE.person)
        assert drafts.find(MINE) is None

    def test_is_forgotten_with_its_owner(self, drafts):
        for whose in (MINE, *OTHERS):
            drafts.keep(whose, WORDS)
        drafts.forget(MINE.conference, MINE.person)
        assert [drafts.find(whose) is not None for whose in (MINE, *OTHERS)] == [False, True, True, False, False]

    def test_is_found_by_another_process(self, drafts, clock, vault, tmp_path):
        drafts.keep(MINE, WORDS)
        with closing(Drafts(tmp_path / "drafts.db", clock, vault)) as beside:
            assert beside.find(MINE) == (clock.now(), WORDS)
