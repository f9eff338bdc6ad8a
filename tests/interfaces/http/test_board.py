"""The public board, as somebody without an account sees it."""

from collections.abc import Iterator

import pytest

from domain.facts import decision as facts
from projections.public_board import _STEPS as STEPS
from tests.application.proof.verifying import verified
from tests.interfaces.http.neighbours import BESIDE
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import NAMES, SLUG
from tests.interfaces.http.wire import request

PUBLIC = {
    *("id", "year", "href", "meeting", "number", "text", "corrected", "lead", "assisting", "due", "original_due"),
    *("adopted_on", "closed_on", "carried_over", "standing", "course", "note", "published_on"),
}
"""All that may be public of a decision. To add a word here is to make it public."""


def asked(served, path="", slug=SLUG, **headers):
    """Something that everybody may ask, without a credential."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return request(served.client, "GET", f"/api/v1/board/{slug}{path}", sent)


def keys_in(value) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from keys_in(each)
    for each in value if isinstance(value, list) else ():
        yield from keys_in(each)


@pytest.fixture
def decision(life):
    (agreed,) = [each for each in life.facts("decision.published") if each["data"]["body"]["number"] == 1]
    return agreed["subject"].partition("/")[2]


class TestBoard:
    def test_g10_shows_what_the_heads_published_and_nothing_else(self, life, decision):
        listed = asked(life.town).json()
        assert [item["id"] for item in listed["items"]] == [decision]
        known = life.town.get("/decisions?limit=200", "li").json()["items"]
        assert len(known) > 1
        assert [each["id"] for each in known if each["public"]] == [decision]
        assert (listed["years"], sum(listed["standing"].values())) == ([listed["items"][0]["year"]], 1)

    def test_says_how_it_stands_with_the_position_and_the_day(self, old_town, life, decision):
        answer = asked(old_town, f"/decisions/{decision}")
        told, own = answer.json(), life.town.get(f"/decisions/{decision}", "li").json()
        assert answer.headers["x-position"] == str(told["position"]) == str(old_town.head)
        assert {name: told[name] for name in ("text", "due", "course")} == {
            n: own[n] for n in ("text", "due", "course")
        }
        assert told["lead"]["unit"] == own["lead"]
        assert told["note"] == own["published"]["note"]
        assert told["published_on"] == own["published"]["by"]["on"]
        assert [each["text"] for each in told["corrected"]] == [each["text"] for each in own["earlier_texts"]]
        assert told["corrected"], "a corrigendum is shown with the earlier wording"

    def test_tells_what_may_be_public_and_no_more(self, old_town, decision):
        told = asked(old_town, f"/decisions/{decision}").json()
        assert set(told) == PUBLIC | {"steps", "record", "conference", "name_zh", "name_en", "today", "position"}
        assert set(keys_in(told["steps"])) <= {"fact", "on", "position", "outcome", "due"}

    def test_names_nobody(self, life, decision):
        people = {*NAMES.values(), *life.town.people.values()}
        for path in ("", f"/decisions/{decision}"):
            assert [each for each in people if each in asked(life.town, path).text] == []

    def test_counts_the_years_apart(self, old_town):
        year = asked(old_town).json()["years"][0]
        assert asked(old_town, f"?year={year}").json()["items"]
        assert asked(old_town, f"?year={year + 1}").json()["items"] == []

    def test_may_be_kept_for_a_minute(self, old_town):
        assert asked(old_town).headers["cache-control"] == "public, max-age=60"

    def test_has_steps_for_facts_that_tell_no_reason(self):
        told_by = {fact.TOPIC for fact in STEPS}
        assert {
            facts.ChangeProposed.TOPIC,
            facts.HandedBack.TOPIC,
            "decision.urged",
            "decision.view_added",
        } & told_by == (set())


class TestReceipt:
    def test_proves_every_step_that_is_shown(self, old_town, decision):
        vkey = request(old_town.client, "GET", f"/logs/{SLUG}/standing", {}).json()["vkey"]
        shown = asked(old_town, f"/decisions/{decision}").json()
        assert {"decision.adopted", "decision.minuted", "decision.published", "decision.wording_corrected"} <= {
            step["fact"] for step in shown["steps"]
        }
        for step in shown["steps"]:
            receipt = asked(old_town, f"/decisions/{decision}/receipts/{step['position']}")
            whole = old_town.get(f"/audit/records/{step['position']}", "li")
            assert verified(receipt.text, whole.content, vkey) == step["position"] - 1

    def test_is_of_the_record_with_the_public_words(self, old_town, decision):
        shown = asked(old_town, f"/decisions/{decision}").json()
        whole = asked(old_town, f"/decisions/{decision}/record")
        assert whole.headers["x-position"] == str(shown["record"])
        record = whole.json()
        assert (record["type"], record["stream"]) == ("decision.published/1", f"decision/{decision}")
        assert record["body"]["text"] == shown["corrected"][0]["text"]

    @languages
    def test_is_given_of_no_other_record(self, old_town, decision, language):
        public = {step["position"] for step in asked(old_town, f"/decisions/{decision}").json()["steps"]}
        for position in range(1, old_town.head + 1, 7):
            if position not in public:
                answer = asked(old_town, f"/decisions/{decision}/receipts/{position}", accept_language=language)
                is_problem(answer, 404, "position_unknown")


class TestClosed:
    def test_answers_as_a_conference_that_is_not_there(self, town):
        assert is_problem(asked(town), 404, "board_closed")["title"]
        nobody = asked(town, slug="nowhere")
        assert nobody.status_code == asked(town).status_code
        assert nobody.json()["code"] == "board_closed"

    @languages
    def test_a_decision_not_published_is_as_unknown_as_one_that_is_not_there(self, life, decision, language):
        hidden = [each["id"] for each in life.town.get("/decisions", "li").json()["items"] if not each["public"]]
        for unknown in (*hidden, "0b8bd8a6-4b5c-5bd7-8d3d-6a6b0f3a3a11"):
            for path in ("", "/record", "/receipts/1"):
                answer = asked(life.town, f"/decisions/{unknown}{path}", accept_language=language)
                is_problem(answer, 404, "decision_unknown")

    def test_a_board_is_the_conferences_own(self, pair):
        ours, theirs = asked(pair.ours.town).json()["items"], asked(pair.beside.town, slug=BESIDE).json()["items"]
        assert ours
        assert theirs
        for item in theirs:
            is_problem(asked(pair.ours.town, f"/decisions/{item['id']}"), 404, "decision_unknown")
