"""``lianxi history`` and ``lianxi rules``: what was recorded, and what holds each clause."""

import json

import pytest

from application.record import leaf
from domain.clauses import CLAUSES
from tests.interfaces.lianxi import TOWN, found, lianxi, log_of, refused


@pytest.fixture
def town(tmp_path):
    person, _ = found(tmp_path)
    return tmp_path, person


class TestHistory:
    def test_tells_who_did_what_when_and_in_words(self, town):
        folder, _ = town
        told = lianxi("history", TOWN, "roster", "--data", folder).stdout
        assert "roster.duty_taken/1" in told
        assert "duty: union_office_staff" in told
        assert "王小明" in told

    def test_tells_of_one_stream_only(self, town):
        folder, _ = town
        told = lianxi("history", TOWN, "units", "--data", folder).stdout
        assert told.count("#") == 3
        assert "unit: town_union" in told

    def test_is_found_under_the_streams_id(self, town):
        folder, _ = town
        first = json.loads(lianxi("history", TOWN, "units", "--json", "--data", folder).stdout.splitlines()[0])
        assert lianxi("history", TOWN, first["stream"], "--data", folder).stdout.count("#") == 3

    def test_gives_the_very_records_that_were_hashed(self, town):
        folder, _ = town
        lines = lianxi("history", TOWN, "--json", "--data", folder).stdout.splitlines()
        with log_of(folder) as log:
            key, _ = log.conference(TOWN)
            assert [leaf(line.encode()) for line in lines] == log.leaves(key, 0, 1000)

    def test_begins_after_a_position(self, town):
        folder, _ = town
        lines = lianxi("history", TOWN, "--since", "7", "--json", "--data", folder).stdout.splitlines()
        assert json.loads(lines[0])["seq"] == 7

    def test_tells_what_one_person_did(self, town):
        folder, person = town
        everything = lianxi("history", TOWN, "--data", folder).stdout
        assert lianxi("history", TOWN, "--person", person, "--data", folder).stdout == everything
        assert lianxi("history", TOWN, "--person", "somebody", "--data", folder).stdout == ""

    def test_shows_no_name_that_was_erased(self, town):
        folder, person = town
        with log_of(folder) as log:
            log.forget_keys(log.conference(TOWN)[0], [person])
        told = lianxi("history", TOWN, "roster", "--data", folder).stdout
        assert "王小明" not in told
        assert person in told

    @pytest.mark.parametrize("stream", ["topic", "topic/12", "nonsense", "roster/x"])
    def test_does_not_understand_what_is_no_stream(self, town, stream):
        assert refused(lianxi("history", TOWN, stream, "--data", town[0]), "stream_malformed")

    def test_refuses_a_stream_that_is_not_there(self, town):
        unknown = "topic/00000000-0000-0000-0000-000000000001"
        assert refused(lianxi("history", TOWN, unknown, "--data", town[0]), "topic_unknown")


class TestRules:
    def test_are_told_for_the_whole_rulebook(self):
        told = lianxi("rules").stdout
        assert all(f"\n{ident} " in f"\n{told}" for ident in CLAUSES)

    def test_lead_from_a_clause_to_rule_code_and_test(self):
        told = lianxi("rules", "--clause", "S3-i").stdout
        assert "domain.rules.seats:SUCCESSION" in told
        assert "duty_held_already" in told
        assert "::test_s3_i_" in told

    def test_are_told_in_both_languages(self):
        assert "自然替补" in lianxi("rules", "--clause", "S3-i", lang="zh").stdout
        assert "自然替补" not in lianxi("rules", "--clause", "S3-i").stdout

    def test_are_given_as_json(self):
        (entry,) = json.loads(lianxi("rules", "--clause", "S3-f", "--json").stdout)
        assert {"rule": "domain.rules.office:OFFICE_ONLY", "held": "refusal", "code": "office_only"}.items() <= max(
            entry["rules"], key=lambda rule: rule["code"] == "office_only"
        ).items()

    def test_know_their_clauses(self):
        assert refused(lianxi("rules", "--clause", "S9-z"), "no_such_clause")
