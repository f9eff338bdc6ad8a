"""What is dangerous by its nature does not occur in the product, but in the places that are named here with a reason."""

import ast
import re

import pytest

from tests.house.locked import HOUSE
from tests.house.test_house import PACKAGES, tracked

CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "system",
    "popen",
    "tempfile.mktemp",
    "mktemp",
}
MODULES = {
    "ctypes",
    "ftplib",
    "marshal",
    "pickle",
    "random",
    "shelve",
    "subprocess",
    "telnetlib",
    "xml",
    "xmlrpc",
    "yaml",
}
ALLOWED = {
    "application/access/breached.py": {"sha1"},  # the key of the public lists of breached passwords, not a protection
    "application/files/scanning.py": {"subprocess", "S603"},  # the scanner that the operator names, without a shell
    "interfaces/http/guard.py": {"S104"},  # looks whether an address is that of every interface, and binds none
}
"""Where one of them stands all the same, or a warning of the linter about security is silenced, and what it is."""
WEAK = {"md5", "sha1"}
UNLOOKED = {"S101", "S105", "S106", "S107", "S608"}
"""What the linter may be told to pass over in the product: asserts of types, words that look like passwords, and names
of tables in SQL that are constants or checked. Each place says why."""


def dangers(source):
    """The dangerous things that a source calls, imports or asks for."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            found |= {name} & CALLS
            found |= {
                "shell=True" for each in node.keywords if each.arg == "shell" and ast.unparse(each.value) != "False"
            }
        elif isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0]} & MODULES
            found |= {each.name for each in node.names} & (WEAK | CALLS)
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & WEAK
    return found


def silenced(source):
    """The linter's warnings about security that a source passes over, beside the usual ones."""
    told = re.findall(r"# (?:ruff: )?noqa: ([A-Z0-9, ]+)", source)
    return {code for codes in told for code in re.findall(r"\bS\d{3}\b", codes)} - UNLOOKED


def product():
    return [path for package in PACKAGES for path in tracked(f"{package}/*.py")]


def by_name(path):
    return str(path.relative_to(HOUSE))


class TestProduct:
    def test_holds_nothing_dangerous_but_where_it_is_explained(self):
        found = {by_name(path): dangers(path.read_text()) - ALLOWED.get(by_name(path), set()) for path in product()}
        assert {name: what for name, what in found.items() if what} == {}

    def test_holds_what_is_explained(self):
        sources = {name: (HOUSE / name).read_text() for name in ALLOWED}
        assert {
            name for name, what in ALLOWED.items() if what - dangers(sources[name]) - silenced(sources[name])
        } == set()

    def test_silences_no_other_warning_of_the_linter_about_security(self):
        found = {by_name(path): silenced(path.read_text()) - ALLOWED.get(by_name(path), set()) for path in product()}
        assert {name: codes for name, codes in found.items() if codes} == {}

    @pytest.mark.parametrize(
        ("line", "danger"),
        [
            ("eval(text)", "eval"),
            ("import pickle", "pickle"),
            ("from yaml import load", "yaml"),
            ("from random import choice", "random"),
            ("import xml.etree.ElementTree as tree", "xml"),
            ("run(command, shell=True)", "shell=True"),
            ("run(command, shell=asked)", "shell=True"),
            ("os.system(command)", "os.system"),
            ("from os import system", "system"),
            ("hashlib.md5(password)", "md5"),
            ("from hashlib import sha1", "sha1"),
        ],
    )
    def test_would_be_found_out(self, line, danger):
        assert danger in dangers(line)
