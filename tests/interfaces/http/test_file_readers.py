"""Who reads a file: who uploaded it, and whoever may read a record that names it; nobody learns that there is one."""

from datetime import timedelta

import pytest

from tests.application.files.made import PDF
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.sending import TOPIC, research, send, sha, submit, suggest

DIGEST = sha(PDF)
FILE = f"/files/{DIGEST}"


def reads(town, who):
    """Whether somebody reads the file; who does not gets what he gets for a digest of nothing."""
    given, told = town.get(FILE, who), town.get(f"{FILE}/about", who)
    if given.status_code == 200:
        assert (given.content, told.json()["sha256"]) == (PDF, DIGEST)
        return True
    for path, answer in ((FILE, given), (f"{FILE}/about", told)):
        nothing = town.get(path.replace(DIGEST, "0" * 64), who)
        plain = is_problem(nothing, 404, "file_unknown")
        hidden = is_problem(answer, 404, "file_unknown")
        for each in (plain, hidden):
            each["facts"].pop("id")
            each.pop("trace_id")
        assert plain == hidden
        assert nothing.headers.keys() == answer.headers.keys()
    return False


def settled(answer):
    """What an upload answers, but for whose it is and when."""
    told = answer.json()
    return answer.status_code, {
        name: told[name] for name in told if name not in {"uploaded_at", "uploaded_by", "kept_until"}
    }


class TestUploader:
    def test_reads_it_and_nobody_else(self, town):
        send(town, "wei")
        assert [reads(town, who) for who in ("wei", "li", "zhao", "wang")] == [True, False, False, False]

    def test_reads_it_for_some_days(self, town):
        send(town, "wei")
        town.clock.at += timedelta(days=7, seconds=1)
        assert not reads(town, "wei")


class TestRecord:
    def test_of_everybodys_lets_everybody_read(self, town):
        topic = submit(town)
        send(town, "wei", path="/files?name=a.pdf")
        research(town, topic, PDF)
        assert all(reads(town, who) for who in ("wei", "li", "zhao", "shen"))
        told = town.get(f"{FILE}/about", "li").json()
        assert (told["name"], told["uploaded_by"]) == ("a.pdf", town.people["wei"])
        town.clock.at += timedelta(days=30)
        assert reads(town, "wei")

    def test_of_one_side_lets_that_side_read(self, town):
        send(town, "shen")
        suggest(town, PDF)
        assert [reads(town, who) for who in ("shen", "li", "zhou")] == [True, True, True]
        assert [reads(town, who) for who in ("zhao", "sun", "wei")] == [False, False, False]

    def test_that_a_topic_takes_up_lets_everybody_read(self, town):
        send(town, "shen")
        suggestion = suggest(town, PDF)
        assert not reads(town, "zhao")
        topic = submit_for_union(town, suggestion)
        assert topic.status_code in (200, 201), topic.text
        assert reads(town, "zhao")

    def test_does_not_give_a_file_to_who_only_knows_its_digest(self, town):
        send(town, "shen")
        suggest(town, PDF)
        topic = submit(town)
        done = research(town, topic, PDF)
        assert "'held': False" in str(done["state"])
        assert [reads(town, who) for who in ("wei", "zhao", "shen", "li")] == [False, False, True, True]

    def test_of_somebody_who_read_it_elsewhere_gives_it_on(self, town):
        send(town, "shen")
        suggest(town, PDF)
        body = {"side": "union", "proposer": "town_union", "year": 2025, **TOPIC}
        topic = f"/topics/{town.ask('zhou', '/topics', body).json()['id']}"
        research(town, topic, PDF, "zhou")
        assert [reads(town, who) for who in ("zhao", "wei", "zhou")] == [True, True, True]

    def test_of_somebody_who_has_it_gives_it_on(self, town):
        send(town, "shen")
        suggest(town, PDF)
        topic = submit(town)
        research(town, topic, PDF)
        assert not reads(town, "zhao")
        send(town, "wei")
        assert reads(town, "zhao")


class TestSameBytes:
    def test_tell_nobody_that_another_has_them(self, town):
        first = settled(send(town, "wei", path="/files?name=a.pdf"))
        second = settled(send(town, "zhou", path="/files?name=a.pdf"))
        assert first == second
        assert first[0] == 201

    def test_tell_nobody_that_a_record_he_may_not_read_names_them(self, town):
        send(town, "shen")
        suggest(town, PDF)
        status, told = settled(send(town, "wei"))
        assert (status, told["named_by"]) == (201, [])
        listed = town.get("/files", "wei").json()["items"]
        assert [(each["sha256"], each["named_by"]) for each in listed] == [(DIGEST, [])]
        town.clock.at += timedelta(days=7, seconds=1)
        assert not reads(town, "wei")
        assert send(town, "wei").status_code == 201

    def test_of_a_record_that_he_reads_are_there_already(self, town):
        topic = submit(town)
        send(town, "wei")
        research(town, topic, PDF)
        answer = send(town, "li")
        assert (answer.status_code, len(answer.json()["named_by"])) == (200, 1)


@pytest.mark.parametrize("days", [6, 7.5, 9])
class TestSweep:
    def test_deletes_what_nobody_named_in_time(self, town, days):
        send(town, "wei")
        town.clock.at += timedelta(days=days)
        assert town.services.sweeper.sweep() == (days > 8)
        assert town.services.files.blobs.holds(DIGEST) == (days < 8)

    def test_keeps_what_a_record_names(self, town, days):
        topic = submit(town)
        send(town, "wei")
        research(town, topic, PDF)
        town.clock.at += timedelta(days=days)
        assert town.services.sweeper.sweep() == 0
        assert reads(town, "zhao")


def submit_for_union(town, suggestion):
    """The town union takes the suggestion up in a topic."""
    body = {"side": "union", "proposer": "town_union", "year": 2025, **TOPIC}
    topic = town.ask("zhou", "/topics", body).json()["id"]
    version = town.get(suggestion.rpartition("/suggestions")[0], "zhou").headers["etag"]
    return town.ask("zhou", f"{suggestion}/topic", {"topic": topic}, if_match=version)
