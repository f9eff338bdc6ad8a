"""Sessions: ended by idleness, by age, or by somebody; known by a random token alone."""

from datetime import timedelta

import pytest

from application.access.sessions import ABSOLUTE, CONFIRMED_FOR, IDLE, PREFIX
from domain.errors import NotFound
from tests.application.access.entrance import LI, code_of
from tests.cast import person

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def sessions(entrance):
    entrance.member()
    return entrance.access.sessions


def begin(entrance, who=LI, **told):
    given = {"means": "password", "strong": False, "agent": "Firefox"} | told
    return entrance.access.sessions.begin(entrance.key, who, **given)


class TestSession:
    def test_is_known_by_a_token_of_256_random_bits_that_is_new_each_time(self, entrance, sessions):
        made = [begin(entrance)[0] for _ in range(20)]
        assert len(set(made)) == 20
        assert all(each.startswith(PREFIX) and len(each) == len(PREFIX) + 43 for each in made)
        assert len({sessions.find(each).digest for each in made}) == 20

    def test_is_nothing_the_browser_could_bring(self, entrance, sessions):
        for carried in ("", PREFIX, PREFIX + "x" * 43, "\ud800", "x" * 10**5, begin(entrance)[1].digest):
            assert sessions.find(carried) is None
            assert entrance.access.gate.visitor(carried) is None

    def test_ends_when_nothing_is_asked_in_it_for_half_an_hour(self, entrance, sessions):
        made, _ = begin(entrance)
        entrance.clock.at += IDLE - MOMENT
        assert sessions.find(made)
        entrance.clock.at += IDLE - MOMENT
        assert sessions.find(made)
        entrance.clock.at += IDLE
        assert sessions.find(made) is None

    def test_ends_after_twelve_hours_whatever_is_asked_in_it(self, entrance, sessions):
        made, session = begin(entrance)
        for _ in range(47):
            entrance.clock.pass_by(minutes=15)
            assert sessions.find(made)
        entrance.clock.at = session.begun_at + ABSOLUTE - MOMENT
        assert sessions.find(made).ends_at == session.begun_at + ABSOLUTE
        entrance.clock.at += MOMENT
        assert sessions.find(made) is None
        assert sessions.all(entrance.key, LI) == []

    def test_is_written_down_as_seen_once_a_minute(self, entrance, sessions):
        made, session = begin(entrance)
        entrance.clock.at += timedelta(minutes=1) - MOMENT
        sessions.find(made)
        assert sessions.find(made).seen_at == session.begun_at
        entrance.clock.at += MOMENT
        sessions.find(made)
        assert sessions.find(made).seen_at == entrance.clock.at

    def test_is_confirmed_for_a_quarter_of_an_hour(self, entrance, sessions):
        made, session = begin(entrance)
        at = session.begun_at + CONFIRMED_FOR
        assert (session.is_confirmed(at - MOMENT), session.is_confirmed(at)) == (True, False)
        entrance.clock.at = at
        sessions.confirm(session)
        found = sessions.find(made)
        assert (found.is_confirmed(at), found.strong) == (True, False)
        sessions.confirm(session, strong=True)
        assert sessions.find(made).strong
        sessions.confirm(sessions.find(made))
        assert sessions.find(made).strong

    def test_that_has_ended_is_not_begun_again_by_confirming_it(self, entrance, sessions):
        made, session = begin(entrance)
        sessions.end(entrance.key, LI, session.id, by=LI)
        sessions.confirm(session, strong=True)
        assert sessions.find(made) is None

    def test_keeps_so_much_of_what_the_browser_says_it_is(self, entrance, sessions):
        assert begin(entrance, agent="x" * 5000)[1].agent == "x" * 200

    def test_is_gone_from_the_file_when_another_begins_after_its_end(self, entrance, sessions):
        begin(entrance)
        entrance.clock.at += IDLE + MOMENT
        begin(entrance)
        assert entrance.access.store.one("SELECT count(*) FROM sessions") == (1,)

    def test_is_known_to_every_process(self, entrance, sessions, beside):
        made, session = begin(entrance)
        assert beside.access.sessions.find(made) == session
        beside.access.sessions.end(entrance.key, LI, session.id, by=LI)
        assert sessions.find(made) is None


class TestEnding:
    def test_ends_the_one_that_begins_so(self, entrance, sessions):
        here, first = begin(entrance)
        entrance.clock.pass_by(seconds=1)
        there, second = begin(entrance)
        assert sessions.all(entrance.key, LI) == [first, second]
        sessions.end(entrance.key, LI, second.id, by=LI)
        assert (sessions.find(here), sessions.find(there)) == (first, None)
        assert entrance.said("session_ended") == [{"person": LI, "done_by": LI}]

    def test_ends_none_by_a_beginning_that_is_nothings_or_of_several(self, entrance, sessions):
        made = [begin(entrance)[0] for _ in range(17)]
        firsts = [sessions.find(each).digest[0] for each in made]
        several = next(each for each in firsts if firsts.count(each) > 1)
        for beginning in ("", several, "x", "%", "_" * 12):
            with pytest.raises(NotFound) as refused:
                sessions.end(entrance.key, LI, beginning, by=LI)
            assert code_of(refused) == "session_unknown"
        assert len(sessions.all(entrance.key, LI)) == 17
        assert entrance.said("session_ended") == []

    def test_ends_not_the_only_one_by_no_beginning(self, entrance, sessions):
        _, session = begin(entrance)
        with pytest.raises(NotFound):
            sessions.end(entrance.key, LI, "", by=LI)
        assert sessions.all(entrance.key, LI) == [session]

    def test_ends_nobody_elses(self, entrance, sessions):
        entrance.member("wu")
        _, theirs = begin(entrance, person("wu"))
        _, elsewhere = sessions.begin(entrance.other, LI, means="password", strong=False, agent="")
        for session in (theirs, elsewhere):
            with pytest.raises(NotFound):
                sessions.end(entrance.key, LI, session.digest, by=LI)
        sessions.end_all(entrance.key, LI, by=LI)
        assert sessions.all(entrance.key, person("wu")) == [theirs]
        assert sessions.all(entrance.other, LI) == [elsewhere]

    def test_ends_all(self, entrance, sessions):
        made = [begin(entrance)[0] for _ in range(3)]
        assert sessions.end_all(entrance.key, LI, by=person("admin")) == 3
        assert [sessions.find(each) for each in made] == [None] * 3
        assert entrance.said("session_ended") == [{"person": LI, "done_by": person("admin")}]

    def test_ends_all_but_one(self, entrance, sessions):
        (here, session), (there, _) = begin(entrance), begin(entrance)
        assert sessions.end_all(entrance.key, LI, by=LI, but=session.digest) == 1
        assert (sessions.find(here), sessions.find(there)) == (session, None)

    def test_of_none_is_not_recorded(self, entrance, sessions):
        assert sessions.end_all(entrance.key, LI, by=LI) == 0
        assert entrance.said("session_ended") == []

    def test_is_not_done_when_it_cannot_be_recorded(self, entrance, sessions, monkeypatch):
        made, session = begin(entrance)
        monkeypatch.setattr(entrance.access.journal._system, "record", lambda *_: 1 / 0)
        for end in (
            lambda: sessions.end(entrance.key, LI, session.id, by=LI),
            lambda: sessions.end_all(entrance.key, LI, by=LI),
            lambda: begin(entrance),
        ):
            with pytest.raises(ZeroDivisionError):
                end()
        assert sessions.all(entrance.key, LI) == [session]
        assert sessions.find(made)
