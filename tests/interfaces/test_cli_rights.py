"""``lianxi rights``: who may do what at which stage, for people and for programs."""

import csv
import io
import json

import pytest

from application.authority.matrix import matrix
from domain.charter_reading import built_in
from interfaces.cli.rights_told import holder_name
from interfaces.cli.speech import speak, words
from tests.interfaces.lianxi import SLUG_UNKNOWN, TOWN, found, lianxi, refused


@pytest.fixture(autouse=True)
def _english():
    speak("en")
    yield
    speak(None)


def listed(*options):
    return list(csv.DictReader(io.StringIO(lianxi("rights", *options, "--format", "csv").stdout)))


class TestRights:
    def test_shows_the_acts_on_each_kind_of_thing_with_the_stages_they_are_open_in(self):
        told = lianxi("rights", "--stage", "reviewed").stdout
        assert "stages: 1 reviewed" in told
        (line,) = (line for line in told.splitlines() if "[issue_minutes]" in line)
        assert line.split()[-1] == "1"
        assert "signs" in line

    def test_says_what_deputies_may_do_and_which_stages_are_not_come_to(self):
        told = lianxi("rights")
        assert words("rights_deputies") in told.stdout
        assert "minutes: signed off" in told.stderr

    def test_speaks_chinese(self):
        told = lianxi("rights", "--act", "agree_to_minutes", lang="zh").stdout
        assert told.startswith("审核同意会议纪要 [agree_to_minutes] · 签署 · 须双方两人")
        assert "联系工会工作的行政副镇长 [liaison]" in told

    def test_tells_one_act_with_each_refusal_its_clause_and_sentence(self):
        told = lianxi("rights", "--act", "agree_to_minutes", "--stage", "drafted").stdout
        assert "agreed_already [R-order]" in told
        assert "not_a_reviewer [S5.4-e]: all others" in told
        assert "Two sides need two persons, and nobody agrees for both" in told

    def test_narrows_to_a_seat_wherever_it_is_held(self):
        told = lianxi("rights", "--seat", "head", "--stage", "in_hand").stdout
        assert "[head@lead_unit]" in told
        assert "[liaison]" not in told

    def test_tells_a_deputy_by_his_own_key(self):
        told = lianxi("rights", "--seat", "deputy:liaison", "--act", "agree_to_topic").stdout
        assert "open to: deputy of the deputy mayor liaising with the union [deputy:liaison]" in told

    def test_is_csv_with_a_line_for_each_cell(self):
        lines = listed("--act", "check_decision", "--stage", "in_hand")
        assert {line["state"] for line in lines} >= {"in_hand", "in_hand+union_led"}
        by = {(line["state"], line["holder"]): line for line in lines}
        assert by["in_hand", "union_office_staff"]["answer"] == "open"
        led = by["in_hand+union_led", "union_office_staff"]
        assert (led["answer"], led["code"], led["clause"]) == ("refused", "union_led_checked_elsewhere", "G16")

    def test_is_json_for_programs(self):
        told = json.loads(lianxi("rights", "--act", "adopt_charter", "--format", "json").stdout)
        (act,) = told["acts"]
        assert (told["edition"], act["kind"], act["two_persons"]) == ("chengqiao-1", "institution", False)
        assert "union_office_staff" in act["states"][0]["open"]

    def test_is_that_of_a_conference_under_its_own_measures(self, tmp_path):
        found(tmp_path)
        told = lianxi("rights", TOWN, "--act", "answer_referral", "--format", "csv", "--data", tmp_path).stdout
        assert "topic,answer_referral,submitted+referred,mayor,open,," in told.splitlines()

    def test_is_that_of_a_charter_file(self):
        told = lianxi(
            "rights", "--charter", "example-district", "--act", "agree_to_topic", "--stage", "submitted"
        ).stdout
        assert "[convenor]" in told
        assert "[liaison]" not in told

    def test_names_every_kind_of_holder(self):
        shown = matrix(built_in())
        assert len({holder_name(holder, shown.charter) for holder in shown.holders}) == len(shown.holders)


class TestRefusal:
    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (("--act", "vote"), "rights_unknown_act"),
            (("--seat", "gardener"), "rights_unknown_seat"),
            (("--stage", "asleep"), "rights_unknown_stage"),
            (("chengqiao", "--charter", "chengqiao"), "rights_two_charters"),
            (("--charter", "nowhere.toml"), "charter_not_there"),
        ],
    )
    def test_says_what_is_not_known(self, options, code):
        assert refused(lianxi("rights", *options), code)

    def test_knows_no_other_conference(self, tmp_path):
        found(tmp_path)
        assert refused(lianxi("rights", SLUG_UNKNOWN, "--data", tmp_path), "conference_unknown")
