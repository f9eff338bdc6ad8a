"""Nothing is refused, found, recorded or asked without words for it, in both languages."""

import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from importlib.resources import files
from pkgutil import walk_packages
from string import Formatter

import pytest

import domain
import interfaces.sentences
from application.handlers import HANDLERS
from application.mapper import FactMapper, all_streams
from domain.due import DueState
from domain.errors import NotFound, ReasonNeeded, RuleBroken
from domain.rules import every_rule
from domain.rules.rule import Held
from interfaces.http.problems import described
from interfaces.sentences import LANGUAGES, act_title, catalogue, fact_title, sentence, word
from projections.course import AWAITING_HEARING, DONE, NO_DUE_DATE
from tests.interfaces.codes_in_source import codes, facts_of, kinds, steps

NO_CODES = frozenset({"words", "acts", "facts", "inputs"})
PARTS = ("title", "detail", "next")
HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
OF_OTHER_LEVELS = re.compile("督查|督办")

both = pytest.mark.parametrize("language", LANGUAGES)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def told(language: str, code: str) -> set[str]:
    """The facts that a code's sentences tell."""
    return set().union(*map(placeholders, catalogue(language)[code].values()))


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Everything that is written in a language, and where it stands."""
    for table, entries in catalogue(language).items():
        yield from ((f"{table}.{key}", text) for key, text in entries.items())


def words_of_the_field() -> set[str]:
    """Every value of every closed word of the domain."""
    modules = [import_module(info.name) for info in walk_packages(domain.__path__, "domain.")]
    found = [thing for module in modules for thing in vars(module).values() if isinstance(thing, type)]
    return {member.value for thing in found if issubclass(thing, StrEnum) for member in thing}


class TestEveryCode:
    @both
    def test_has_a_sentence_and_no_sentence_is_left_over(self, language):
        assert set(catalogue(language)) - NO_CODES == codes()

    @both
    @pytest.mark.parametrize("code", sorted(codes()))
    def test_says_what_is_refused_why_and_what_to_do_next(self, language, code):
        stop = "。" if language == "zh-Hans" else "."
        assert tuple(catalogue(language)[code]) == PARTS
        title, *sentences = catalogue(language)[code].values()
        assert title
        assert not title.endswith(stop)
        assert not placeholders(title)
        assert all(text.endswith(stop) for text in sentences)

    @both
    @pytest.mark.parametrize("code", sorted(codes()))
    def test_tells_no_fact_that_it_is_not_given(self, language, code):
        assert told(language, code) <= facts_of(code)

    @pytest.mark.parametrize("code", sorted(codes()))
    def test_tells_the_same_facts_in_both_languages(self, code):
        assert told("zh-Hans", code) == told("en", code)

    @both
    def test_of_a_soft_rule_says_that_a_reason_will_do(self, language):
        soft = [code for code, rule in every_rule().items() if rule.held is Held.DEPARTURE]
        asked = "理由" if language == "zh-Hans" else "reason"
        assert [code for code in soft if asked not in catalogue(language)[code]["next"]] == []

    @both
    def test_stands_in_one_file(self, language):
        folder = files(interfaces.sentences).joinpath(language)
        tables = [table for file in folder.iterdir() for table in tomllib.loads(file.read_text("utf-8"))]
        assert sorted(tables) == sorted(set(tables))


class TestEveryTitle:
    @both
    def test_of_an_act_is_there(self, language):
        assert set(catalogue(language)["acts"]) == {command.called() for command in HANDLERS}

    @both
    def test_of_a_fact_is_there(self, language):
        assert set(catalogue(language)["facts"]) == {stored.partition("/")[0] for stored in FactMapper().types}

    def test_is_found_by_the_name_that_is_stored(self):
        assert fact_title("zh-Hans", "topic.approved/1") == "审定议题"
        assert fact_title("en", "topic.approved") == "Topic approved"
        assert act_title("en", "sign_off_minutes") == "Sign the minutes off"
        assert act_title("en", "fly_to_the_moon") == "fly_to_the_moon"


class TestEveryWord:
    @both
    def test_of_the_field_can_be_said(self, language):
        said = {key.rpartition(".")[2] for key in catalogue(language)["words"]}
        assert words_of_the_field() - said == set()

    @both
    def test_for_a_kind_of_thing_can_be_said(self, language):
        assert kinds() - set(catalogue(language)["words"]) == set()

    @both
    def test_for_a_step_can_be_said(self, language):
        within = {"step", *(stream.TOPIC for stream in all_streams())}
        said = {key.partition(".")[2] for key in catalogue(language)["words"] if key.partition(".")[0] in within}
        assert steps() - said == set()

    @both
    def test_for_the_course_of_a_decision_can_be_said(self, language):
        said = {key.removeprefix("course.") for key in catalogue(language)["words"]}
        assert {*DueState, DONE, NO_DUE_DATE, AWAITING_HEARING} - said == set()

    def test_is_the_same_in_both_languages(self):
        zh, en = (list(catalogue(language)["words"]) for language in LANGUAGES)
        assert zh == en

    def test_may_have_a_meaning_of_its_own_for_a_thing(self):
        assert word("zh-Hans", "closed", "call") == "已截止"
        assert word("zh-Hans", "closed", "meeting", "stage") == "已闭会"
        assert word("en", "closed") == "closed"
        assert word("en", "head@finance") == "head@finance"


class TestEveryText:
    def test_in_chinese_keeps_to_the_words_of_a_town(self):
        assert [where for where, text in texts("zh-Hans") if OF_OTHER_LEVELS.search(text)] == []

    def test_in_chinese_is_chinese_and_in_english_english(self):
        assert [where for where, text in texts("en") if HAN.search(text)] == []
        assert [where for where, text in texts("zh-Hans") if not HAN.search(text)] == []


class TestASentence:
    def test_says_closed_words_and_leaves_keys_as_they_are(self):
        facts = {"thing": "topic", "step": "agree", "stage": "approved"}
        assert sentence("zh-Hans", "out_of_order", "detail", facts) == "议题目前为“已审定”，此时不能办理“同意审定”。"
        named = {"unit": "department", "seats": ["head@department"]}
        assert "lead unit, department; its seats are: head@department." in sentence(
            "en", "lead_unit_only", "detail", named
        )

    def test_joins_lists_as_its_language_does(self):
        facts = {"sides": ["gov", "union"]}
        assert "政府方、工会方未作部署" in sentence("zh-Hans", "side_gave_no_instructions", "detail", facts)
        assert "government side, union side" in sentence("en", "side_gave_no_instructions", "detail", facts)

    @pytest.mark.parametrize("facts", [{}, {"seats": []}, {"seats": None}])
    def test_shows_a_dash_for_what_is_missing_or_empty(self, facts):
        assert sentence("en", "office_only", "detail", facts).endswith("whose seats are: –.")

    def test_names_a_thing_that_is_not_found_by_its_kind(self):
        gone = NotFound("unit_unknown", clause="R-known", thing="unit", id="finance")
        assert "单位“finance”" in described(gone, "zh-Hans")["detail"]

    def test_says_whether_an_answer_came(self):
        facts = {"principal": "mayor", "answered": False}
        assert "mayor: there is no answer yet." in sentence("en", "principal_not_favourable", "detail", facts)

    def test_of_a_reason_that_is_needed_says_where_to_give_it(self):
        asked = described(ReasonNeeded([RuleBroken("consensus_open", clause="S5.1-e", topics=["a"])]), "en")
        assert "act.departing: {code: reason}" in asked["next"]
        assert [each["code"] for each in asked["departures"]] == ["consensus_open"]

    def test_of_an_unknown_code_is_empty(self):
        assert not sentence("en", "no_such_code", "title", {})
