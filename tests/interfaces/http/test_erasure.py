import time

import pytest

from application.log import SYSTEM
from application.proof.rooting import Rooting
from domain.facts.installation import PersonErased
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import BEGINNING, OFFICE, town

NAME, READING, SENDER = "欧阳灵犀", "ōu yáng líng xī", "慕容先生"
BASIS = {"basis": "本人书面申请"}


@pytest.fixture
def held(tmp_path):
    """A town that knows a person by name, on the roll and in a suggestion, when his duty has ended; and his id."""
    with town(tmp_path / "data") as served:
        person = served.ask(OFFICE, "/people", {"name": NAME, "reading": READING}).json()["id"]
        duty = {"duty": "cadre@town_union", "since": BEGINNING.isoformat()}
        assert served.ask(OFFICE, f"/people/{person}/duties", duty).status_code == 200
        call = served.ask(OFFICE, "/calls", {"year": 2025, "text": "征集议题"}).json()["id"]
        body = {"unit": "sanitation", "text": "请增设饮水点", "sender": SENDER, "person": person}
        assert served.ask("shen", f"/calls/{call}/suggestions", body).status_code == 200
        yield served, person


def laid_down(served, person):
    ended = {"duty": "cadre@town_union", "until": served.clock.today.isoformat()}
    found = served.ask(OFFICE, f"/people/{person}/duties/end", ended)
    assert found.status_code == 200, found.text


def told(served):
    facts = [each.fact for each in served.services.log.read(SYSTEM, 0, 10**6)]
    return [(fact.person, fact.values) for fact in facts if isinstance(fact, PersonErased)]


def shown(served, person):
    """All that is shown of a person or to be found."""
    paths = ("/people", f"/people/{person}", "/changes?limit=200", f"/search?q={NAME}", "/suggestions", "/calls")
    return "".join(served.get(path, "li").text for path in paths)


class TestErasure:
    def test_leaves_nothing_of_what_was_held_where_it_was_shown_before(self, held):
        served, person = held
        before = shown(served, person)
        assert NAME in before
        assert READING in before
        laid_down(served, person)
        assert served.ask(OFFICE, f"/people/{person}/erasure", BASIS).status_code == 200
        after = shown(served, person)
        assert NAME not in after
        assert READING not in after
        assert SENDER not in after
        told = served.get(f"/people/{person}", "li").json()
        assert (told["name"], told["reading"]) == (None, None)

    def test_leaves_nothing_of_it_in_any_file(self, held):
        served, person = held
        laid_down(served, person)
        assert served.ask(OFFICE, f"/people/{person}/erasure", BASIS).status_code == 200
        assert served.services.log.held_about(served.key, person) == []
        files = [path for path in served.services.folder.rglob("*") if path.is_file()]
        for value in (NAME, READING, SENDER):
            assert [path.name for path in files if value.encode() in path.read_bytes()] == []

    def test_leaves_the_state_and_every_record_as_they_were(self, held):
        served, person = held
        laid_down(served, person)
        log, head = served.services.log, served.head
        records, root = list(log.records(served.key)), Rooting(log, log.mapper).root(served.key, head)
        served.ask(OFFICE, f"/people/{person}/erasure", BASIS)
        assert list(log.records(served.key))[:head] == records
        assert Rooting(log, log.mapper).root(served.key, head) == root
        assert list(served.services.publisher.inspect(log.listed(served.key))) == []

    def test_is_told_in_the_installations_log_once(self, held):
        served, person = held
        laid_down(served, person)
        served.ask(OFFICE, f"/people/{person}/erasure", BASIS)
        until = time.monotonic() + 5
        while not told(served) and time.monotonic() < until:
            time.sleep(0.02)
        assert [who for who, _ in told(served)] == [person]

    @languages
    def test_is_refused_of_who_performs_a_duty(self, held, language):
        served, person = held
        answer = served.ask(OFFICE, f"/people/{person}/erasure", BASIS, accept_language=language)
        is_problem(answer, 409, "erasure_in_duty", clause="R-erasure")
        assert NAME in shown(served, person)

    @languages
    def test_is_not_undone_by_saying_how_the_name_was_read(self, held, language):
        served, person = held
        laid_down(served, person)
        served.ask(OFFICE, f"/people/{person}/erasure", BASIS)
        answer = served.ask(OFFICE, f"/people/{person}/reading", {"reading": READING}, accept_language=language)
        is_problem(answer, 409, "reading_of_erased", clause="R-erasure")
        assert served.services.log.held_about(served.key, person) == []

    def test_is_not_undone_in_the_same_save(self, held):
        served, person = held
        laid_down(served, person)
        erasing = {"name": "erase_person", "body": {"person": person, **BASIS}}
        reading = {"name": "set_reading", "body": {"person": person, "reading": READING}}
        head = served.head
        for several in ([erasing, reading], [reading, erasing]):
            answer = served.ask(OFFICE, "/commands", {"commands": several})
            is_problem(answer, 409, "erased_in_the_same_save", clause="R-erasure")
        assert served.head == head
        assert list(served.services.publisher.inspect(served.services.log.listed(served.key))) == []

    def test_leaves_no_act_open_that_would_be_refused(self, held):
        served, person = held
        laid_down(served, person)
        refused = {"set_reading": "reading_of_erased", "erase_person": "nothing_to_erase"}
        for met in ({}, refused):
            actions = served.get(f"/people/{person}", OFFICE).json()["actions"]
            assert refused.keys() <= {each["name"] for each in actions}
            assert {each["name"]: each["refusal"]["code"] for each in actions if not each["allowed"]} == met
            served.ask(OFFICE, f"/people/{person}/erasure", BASIS)

    @languages
    def test_is_refused_a_second_time(self, held, language):
        served, person = held
        laid_down(served, person)
        served.ask(OFFICE, f"/people/{person}/erasure", BASIS)
        answer = served.ask(OFFICE, f"/people/{person}/erasure", BASIS, accept_language=language)
        is_problem(answer, 409, "nothing_to_erase", clause="R-erasure")
