"""The dossier of a decision over HTTP: its whole way, step by step, and what each step changed."""

import jsonschema_rs
import pytest

from tests.golden.published import document
from tests.interfaces.http.bad import UNKNOWN
from tests.interfaces.http.problems import is_problem, languages

WAY = [
    "topic.submitted",
    "topic.agreed",
    "topic.approved",
    "topic.scheduled",
    "meeting.opened",
    "topic.discussed",
    "decision.adopted",
    "meeting.closed",
    "minutes.drafted",
    "minutes.reviewed",
    "minutes.issued",
    "decision.minuted",
    "decision.assigned",
    "decision.reported",
]


@pytest.fixture(scope="module")
def path(life):
    """Where the dossier of a decision is that came of a topic and went far."""
    items = life.town.get("/decisions?origin=topic&limit=200").json()["items"]
    decision = max(items, key=lambda item: item["version"])["id"]
    return f"/decisions/{decision}/dossier"


def steps(town, path, who="wang", **headers):
    answer = town.get(path, who, **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-position"] == str(answer.json()["position"])
    return answer.json()


def types(told):
    return [step["type"].partition("/")[0] for step in told["items"]]


class TestDossier:
    def test_answers_as_the_document_says(self, old_town, path):
        published = document()
        schema = {"$ref": "#/components/schemas/Dossier", "components": published["components"]}
        jsonschema_rs.validator_for(schema).validate(steps(old_town, path))

    def test_leads_the_whole_way_in_the_order_of_recording(self, old_town, path):
        told = steps(old_town, path)
        found = types(told)
        first = [found.index(each) for each in WAY if each in found]
        assert set(WAY) - set(found) == set()
        assert first == sorted(first)
        assert [step["number"] for step in told["items"]] == list(range(1, told["steps"] + 1))
        assert [step["position"] for step in told["items"]] == sorted({step["position"] for step in told["items"]})

    def test_says_what_each_step_changed_in_which_thing(self, old_town, path):
        told = steps(old_town, path, accept_language="en")
        by_type = dict(zip(types(told), told["items"], strict=True))
        adopted = by_type["decision.adopted"]
        assert adopted["title"] == "Decision adopted"
        assert adopted["thing"]["kind"] == "decision"
        assert {"field": "stage", "old": None, "new": "adopted"} in adopted["changes"]
        assert {"field": "stage", "old": "submitted", "new": "approved"} in by_type["topic.approved"]["changes"]
        for step in told["items"]:
            assert old_town.get(step["thing"]["href"], base="").status_code == 200, step["thing"]

    def test_tells_of_the_minutes_only_what_concerns_the_decision(self, old_town, path):
        told = steps(old_town, path)
        drafted = told["items"][types(told).index("minutes.drafted")]
        decisions = {change["new"] for change in drafted["changes"] if change["field"].endswith("/decision")}
        assert decisions
        assert decisions <= set(told["subjects"])

    def test_is_that_of_its_moment(self, old_town, path):
        whole = steps(old_town, path)
        adopted = whole["items"][types(whole).index("decision.adopted")]
        then = steps(old_town, f"{path}?as_of={adopted['position']}")
        assert then["items"] == whole["items"][: len(then["items"])]
        assert then["items"][-1]["position"] == adopted["position"]
        is_problem(old_town.get(f"{path}?as_of={adopted['position'] - 1}"), 404, "decision_unknown")

    def test_comes_page_by_page(self, old_town, path):
        whole, found, cursor = steps(old_town, path), [], ""
        while cursor is not None:
            page = steps(old_town, f"{path}?limit=7{cursor and f'&cursor={cursor}'}")
            assert page["steps"] == whole["steps"]
            found += page["items"]
            cursor = page["next"]
        assert found == whole["items"]

    def test_shows_nobody_of_the_government_side_the_words_of_a_suggestion(self, old_town, path):
        received = [
            (ours, theirs)
            for ours, theirs in zip(
                steps(old_town, path, "li")["items"], steps(old_town, path, "sun")["items"], strict=True
            )
            if ours["type"].startswith("call.suggestion_received")
        ]
        assert received
        for ours, theirs in received:
            assert ours["data"]["body"]["text"]
            assert ours["changes"]
            assert "text" not in theirs["data"]["body"]
            assert theirs["changes"] == []

    @languages
    def test_of_what_is_no_decision_is_refused(self, old_town, life, language):
        for odd in (UNKNOWN, "x", "%00", life.ids["topic"]):
            answer = old_town.get(f"/decisions/{odd}/dossier", accept_language=language)
            is_problem(answer, 404, "decision_unknown", clause="R-known")

    def test_asked_for_badly_is_refused(self, old_town, path):
        for cursor in ("x", "", "-1", "%EF%BC%91", "9" * 20):
            is_problem(old_town.get(f"{path}?cursor={cursor}"), 400, "cursor_malformed")
        is_problem(old_town.get(f"{path}?limit=201"), 422, "malformed")
