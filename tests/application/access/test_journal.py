"""What is recorded of comings and goings: by pseudonymous ids, and no more than the log bears."""

from datetime import timedelta

import pytest

from application.access.signing_in import NotKnown
from application.log import SYSTEM
from domain.vocabulary import Role
from tests.application.access.entrance import LI, PASSWORD, SLUG
from tests.cast import person

HOUR = timedelta(hours=1)


@pytest.fixture
def journal(entrance):
    return entrance.access.journal


class TestRefused:
    def reaches(self, entrance, *, after=timedelta(0), who=LI, what="list_accounts", code="seat_needed", where=None):
        entrance.clock.at += after
        where = where or entrance.key
        entrance.access.journal.refused(where, entrance.clock.at, person=who, what=what, code=code)
        return len(entrance.said("access_refused"))

    def test_is_recorded(self, entrance):
        self.reaches(entrance)
        assert entrance.said("access_refused") == [{"person": LI, "what": "list_accounts", "code": "seat_needed"}]

    def test_is_recorded_again_only_after_an_hour(self, entrance):
        assert [self.reaches(entrance) for _ in range(5)] == [1] * 5
        assert self.reaches(entrance, after=HOUR - timedelta(microseconds=1)) == 1
        assert self.reaches(entrance, after=timedelta(microseconds=1)) == 2
        assert self.reaches(entrance, after=timedelta(minutes=59)) == 2

    def test_is_recorded_when_anything_about_it_is_another(self, entrance):
        self.reaches(entrance)
        assert self.reaches(entrance, who=person("wu")) == 2
        assert self.reaches(entrance, what="open_account") == 3
        assert self.reaches(entrance, code="token_too_narrow") == 4
        assert self.reaches(entrance, where=entrance.other) == 5

    def test_is_recorded_though_the_clock_was_set_back_far(self, entrance):
        self.reaches(entrance)
        assert self.reaches(entrance, after=-2 * HOUR) == 2

    def test_takes_no_more_memory_than_it_may(self, entrance, journal, monkeypatch):
        monkeypatch.setattr(journal, "record", lambda *_, **__: None)
        sizes = set()
        for number in range(25_000):
            journal.refused(entrance.key, entrance.clock.at, person=LI, what=str(number), code="x")
            sizes.add(len(journal._told))
        assert max(sizes) == 10_000


class TestRead:
    def test_is_recorded_once_an_hour_for_each_thing(self, entrance, journal):
        for what in ("/topics", "/topics", "/meetings"):
            journal.read(entrance.key, entrance.clock.at, person=LI, what=what)
        entrance.clock.at += HOUR
        journal.read(entrance.key, entrance.clock.at, person=LI, what="/topics")
        assert entrance.said("audit_read") == [
            {"who": LI, "what": "/topics"},
            {"who": LI, "what": "/meetings"},
            {"who": LI, "what": "/topics"},
        ]

    def test_is_recorded_in_so_many_characters(self, entrance, journal):
        journal.read(entrance.key, entrance.clock.at, person=LI, what="/topics/" + "长" * 60_000)
        assert [len(each["what"]) for each in entrance.said("audit_read")] == [200]


class TestRecord:
    def test_names_the_log_of_the_conference_it_is_about(self, entrance):
        entrance.member()
        entrance.access.accounts.open(entrance.other, LI, "li", by="operator")
        origins = [
            each.fact.origin
            for each in entrance.log.read(SYSTEM, 0, 100)
            if each.type == "installation.account_opened/1"
        ]
        assert origins == [entrance.origin, entrance.log.conference("baozhen")[1]]

    def test_holds_no_login_name_no_secret_and_nothing_a_person_wrote(self, entrance):
        given = self.everything(entrance)
        written = b"\n".join(entrance.log.records(SYSTEM))
        assert LI.encode() in written
        assert [each for each in given if each.encode() in written] == []

    def everything(self, entrance):
        """Do whatever is recorded; all that was given or made meanwhile and belongs in no record."""
        access, name, agent, label = entrance.access, "li.na@town.example", "Firefox-of-Li", "李娜的电脑"
        code = access.accounts.open(entrance.key, LI, name, by="operator", role=Role.AUDITOR)
        access.signing_in.activate(SLUG, name, code, PASSWORD)
        secret, address = access.factors.begin(entrance.account(), "Lianxi")
        shown = entrance.shown(secret)
        recovery = access.factors.confirm(entrance.account(), shown)
        entrance.clock.pass_by(seconds=30)
        made, session = access.signing_in.with_password(SLUG, name, PASSWORD, entrance.shown(secret), agent=agent)
        token, _ = access.tokens.issue(entrance.key, LI, by=LI, days=1, label=label)
        for tried in ("wrong-password", "another-wrong-one") * 3:
            with pytest.raises(NotKnown):
                access.signing_in.with_password(SLUG, f"stranger-{len(tried)}", tried, None, agent=agent)
        for _ in range(5):
            with pytest.raises(NotKnown):
                access.signing_in.with_password(SLUG, name, "wrong-password", None, agent=agent)
        again = access.accounts.give_code(entrance.key, LI, by=LI)
        access.accounts.grant(entrance.key, LI, None, seats=(), by=LI)
        access.sessions.end(entrance.key, LI, session.id, by=LI)
        access.factors.remove(entrance.account(), by=LI)
        access.accounts.close(entrance.key, LI, by="operator")
        strangers = ["stranger-14", "stranger-17", "wrong-password", "another-wrong-one"]
        return [name, PASSWORD, code, again, secret, address, made, token, agent, label, *recovery, *strangers]
