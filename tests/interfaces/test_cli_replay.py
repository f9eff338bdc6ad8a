"""``lianxi state``, ``diff``, ``explain`` and ``dossier`` over the demonstration."""

import json

import pytest

from tests import demonstration
from tests.demonstration import TOWN, streams
from tests.interfaces.lianxi import SLUG_UNKNOWN, lianxi, refused

MISSING = "00000000-0000-0000-0000-000000000001"


def told(*words, lang="en"):
    result = lianxi(*words, "--data", demonstration.folder(), lang=lang)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def fails(*words):
    return lianxi(*words, "--data", demonstration.folder())


@pytest.fixture(scope="module")
def topic():
    """A topic that went the whole way: its name, and its facts."""
    facts = next(each for each in streams().values() if each[-1].type.startswith("topic.concluded"))
    return f"topic/{facts[0].stream}", facts


@pytest.fixture(scope="module")
def decision():
    """A decision of the meeting that was completed: its id, and its facts."""
    return next(
        (str(each[0].stream), each)
        for each in streams().values()
        if each[0].type.startswith("decision.adopted") and each[-1].type.startswith("decision.completed")
    )


class TestState:
    def test_is_told_as_it_stands_and_as_it_stood(self, topic):
        name, facts = topic
        assert "stage: concluded" in told("state", TOWN, name)
        for point in ("v1", str(facts[0].position), facts[0].recorded_at.isoformat(), f"{facts[0].fact.trace.on}"):
            stood = told("state", TOWN, name, "--at", point)
            assert "stage: submitted" in stood
            assert "text/title: " in stood

    def test_is_told_in_both_languages(self, topic):
        assert "stage: 已完结" in told("state", TOWN, topic[0], lang="zh")

    def test_of_the_roll_says_who_held_which_duty_on_a_day_by_name(self):
        stood = told("state", TOWN, "roster", "--at", "2025-03-01")
        assert 'that day holders/liaison: ["沈砚秋"]' in stood
        assert "dated later #" in stood

    def test_is_given_as_the_api_has_it(self, topic):
        given = json.loads(told("state", TOWN, topic[0], "--at", "v2", "--json"))
        assert (given["at"]["version"], given["state"]["stage"]) == (2, "returned")
        assert given["last"]["actor"]["person"] in given["names"]


class TestDiff:
    def test_tells_each_field_and_the_records_that_changed_it(self, topic):
        name, facts = topic
        approved = next(each for each in facts if each.type.startswith("topic.approved"))
        lines = told("diff", TOWN, name, "v5", f"v{approved.version}").splitlines()
        change = lines.index("stage: submitted → approved")
        assert lines[change + 1].startswith(f"    #{approved.position}  {approved.fact.trace.on}  Topic approved  ")
        assert "chengqiao-1 G1" in lines[change + 1]

    def test_of_a_day_and_until_now(self, topic):
        name, facts = topic
        day = facts[0].fact.trace.on
        assert "stage: submitted → concluded" in told("diff", TOWN, name, str(day))
        given = json.loads(told("diff", TOWN, name, "v2", "--json"))
        assert given["to"]["version"] == len(facts)
        assert {each["field"] for each in given["fields"]} >= {"stage", "meeting", "outcome"}

    def test_between_a_point_and_itself_is_nothing(self, topic):
        assert len(told("diff", TOWN, topic[0], "v3", "v3").splitlines()) == 1


class TestExplain:
    def test_tells_who_set_a_field_the_last_first(self, topic):
        name, facts = topic
        lines = told("explain", TOWN, name, "stage").splitlines()
        assert lines[1] == "stage: concluded"
        assert lines[2].startswith(f"    concluded  #{facts[-1].position}")
        assert lines[-1].startswith(f"    submitted  #{facts[0].position}")
        assert "S5.1-a" in lines[-1]

    def test_tells_of_every_field_when_none_is_named(self, topic):
        given = json.loads(told("explain", TOWN, topic[0], "--json"))
        assert {"stage", "text/title", "consensus"} <= {each["field"] for each in given["fields"]}
        record = next(iter(given["records"].values()))
        assert {"actor", "authority", "cmd", "cause", "together"} <= record.keys()

    def test_tells_of_the_institution(self):
        assert "units/economy/closed_on: 2025-11-17" in told("explain", TOWN, "units")


class TestDossier:
    def test_leads_from_the_suggestion_to_the_closing(self, decision):
        steps = [json.loads(line) for line in told("dossier", TOWN, decision[0], "--json").splitlines()]
        assert [step["number"] for step in steps] == list(range(1, len(steps) + 1))
        types = [step["type"].partition("/")[0] for step in steps]
        way = ["topic.submitted", "topic.agreed", "topic.scheduled", "meeting.opened", "decision.adopted"]
        way += ["meeting.closed", "minutes.drafted", "minutes.issued", "decision.assigned", "decision.reported"]
        way += ["decision.heard", "decision.completed"]
        assert [types.index(each) for each in way] == sorted(types.index(each) for each in way)
        adopted = steps[types.index("decision.adopted")]
        assert {"field": "stage", "old": None, "new": "adopted"} in adopted["changes"]
        assert adopted["thing"]["kind"] == "decision"

    def test_is_told_in_words(self, decision):
        lines = told("dossier", TOWN, decision[0]).splitlines()
        assert lines[0].startswith("1. #")
        assert any(line.strip() == "stage: heard → completed" for line in lines)

    def test_is_told_as_of_a_moment(self, decision):
        adopted = decision[1][0].position
        then = told("dossier", TOWN, decision[0], "--at", str(adopted))
        assert "decision.adopted" in then
        assert "decision.completed" not in then
        assert refused(fails("dossier", TOWN, decision[0], "--at", str(adopted - 1)), "decision_unknown")


class TestRefusal:
    @pytest.mark.parametrize("command", ["state", "diff", "explain"])
    def test_names_what_is_not_there(self, command, topic):
        more = ["v1"] if command == "diff" else []
        assert refused(fails(command, TOWN, f"topic/{MISSING}", *more), "topic_unknown")
        assert refused(fails(command, TOWN, "moon", *more), "stream_malformed")
        assert refused(fails(command, SLUG_UNKNOWN, topic[0], *more), "conference_unknown")

    def test_names_a_point_or_a_field_that_is_none(self, topic):
        name, _ = topic
        assert refused(fails("state", TOWN, name, "--at", "v99"), "version_unknown")
        assert refused(fails("state", TOWN, name, "--at", "0"), "topic_unknown")
        assert refused(fails("diff", TOWN, name, "gestern"), "point_malformed")
        assert refused(fails("explain", TOWN, name, "colour"), "field_unknown")
        assert refused(fails("dossier", TOWN, MISSING), "decision_unknown")
