"""The tool as a whole: its commands, its languages, its ways to fail."""

import ast
import re
import sqlite3
from pathlib import Path
from string import Formatter

import pytest

import interfaces.cli
from interfaces.cli import speech
from interfaces.cli.audit_words import AUDIT_WORDS
from interfaces.cli.export_words import EXPORT_WORDS
from interfaces.cli.rights_words import RIGHTS_WORDS
from interfaces.cli.words import WORDS
from interfaces.version import VERSION
from tests.interfaces.lianxi import SLUG_UNKNOWN, found, lianxi, refused

COMMANDS = (
    "init",
    "serve",
    "access",
    "demo",
    "token",
    "charter",
    "rules",
    "rights",
    "history",
    "state",
    "diff",
    "explain",
    "dossier",
    "rebuild",
    "backup",
    "restore",
    "erase",
    "audit",
    "witness",
    "version",
)
SOURCES = [path for path in Path(interfaces.cli.__file__).parent.glob("*.py") if path.name != "words.py"]


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


class TestTool:
    def test_says_its_release(self):
        assert lianxi("version").stdout == f"{VERSION}\n"

    def test_lists_every_command_with_its_help(self):
        told = lianxi("--help").stdout
        assert all(re.search(rf"\b{command} +[\u4e00-\u9fff]+", told) for command in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_helps_in_both_languages(self, command):
        told = lianxi(command, "--help").stdout
        assert re.search(r"[\u4e00-\u9fff]+.* · [A-Z]", told)

    def test_does_not_understand_an_unknown_command(self):
        assert lianxi("vote").exit_code == 2
        assert lianxi("version", "--loudly").exit_code == 2


class TestFailure:
    def test_is_told_with_its_code_and_sentence(self, tmp_path):
        found(tmp_path)
        result = lianxi("history", SLUG_UNKNOWN, "--data", tmp_path)
        assert refused(result, "conference_unknown")
        assert result.stdout == ""

    def test_is_told_in_the_language_asked_for(self, tmp_path):
        result = lianxi("rebuild", "--data", tmp_path, lang="zh")
        assert result.stderr.startswith("no_data: ")
        assert "没有数据" in result.stderr

    @pytest.mark.parametrize(("spoken", "told"), [("en_GB.UTF-8", "there is no data"), ("zh_CN.UTF-8", "没有数据")])
    def test_is_told_in_the_language_of_the_environment(self, monkeypatch, tmp_path, spoken, told):
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", spoken)
        speech.speak(None)
        speech.complain(speech.Trouble("no_data", folder=tmp_path))
        assert told in speech.words("no_data", folder=tmp_path)

    def test_of_the_database_is_told_without_a_traceback(self, tmp_path):
        (tmp_path / "log.db").write_bytes(b"no database at all" * 100)
        assert refused(lianxi("history", "chengqiao", "--data", tmp_path), "database_failed")

    def test_of_another_release_is_told_without_a_traceback(self, tmp_path):
        with sqlite3.connect(tmp_path / "log.db") as db:
            db.execute("CREATE TABLE schema (version INTEGER NOT NULL)")
            db.execute("INSERT INTO schema (version) VALUES (999)")
        db.close()
        assert refused(lianxi("history", "chengqiao", "--data", tmp_path), "wrong_schema")

    @pytest.mark.parametrize(
        "command", ["history chengqiao", "token chengqiao --list", "rebuild", "backup copy", "serve"]
    )
    def test_to_find_data_makes_none(self, tmp_path, command):
        nowhere = tmp_path / "nowhere"
        assert refused(lianxi(*command.split(), "--data", nowhere), "no_data")
        assert not nowhere.exists()


class TestWords:
    def test_stand_in_one_place(self):
        assert not AUDIT_WORDS.keys() & EXPORT_WORDS.keys()
        assert not RIGHTS_WORDS.keys() & (AUDIT_WORDS.keys() | EXPORT_WORDS.keys())
        assert WORDS.items() >= {**AUDIT_WORDS, **EXPORT_WORDS, **RIGHTS_WORDS}.items()

    def test_say_the_same_in_both_languages(self):
        assert {code: pair for code, pair in WORDS.items() if fields_of(pair[0]) != fields_of(pair[1])} == {}

    def test_are_chinese_and_english(self):
        plain = {code for code, (zh, _) in WORDS.items() if not re.search(r"[\u4e00-\u9fff]", zh)}
        assert plain == {"charter_read"}

    def test_are_there_for_every_trouble(self):
        raised = {
            node.args[0].value
            for path in SOURCES
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Trouble", "say", "mention", "words"}
            if isinstance(node.args[0], ast.Constant)
        }
        assert raised - set(WORDS) == set()
        assert "no_data" in raised
