"""The house is in order: what is locked, packaged, ignored and tracked is what it says it is."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.locked import HOUSE, LOCKS, PIN, locked

PYPROJECT = HOUSE / "pyproject.toml"
PROJECT = tomllib.loads(PYPROJECT.read_text())
PACKAGES = ("domain", "application", "projections", "interfaces")

# Put together here, so that this file does not hold what it forbids.
ONE_MACHINE = re.compile(r"(?<![\w.-])/(?:work|root|home|Users)" + "/")
REGISTRIES = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|debian|crates)" + r"\.(?:org|com|io)\b"
    r"|\bmirrors?\.[\w-]+\.(?:com|cn|org|edu)\b|--(?:extra-)?index-url[ =]|PIP_(?:EXTRA_)?INDEX_URL",
    re.IGNORECASE,
)


def tracked(pattern: str = "*") -> list[Path]:
    """Every file that is, or is about to be, part of the project."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=HOUSE,
        check=True,
        capture_output=True,
        text=True,
    )
    return [HOUSE / name for name in listing.stdout.split("\0") if name and (HOUSE / name).is_file()]


def pins(lock: str) -> dict[str, str]:
    return {each.name: each.version for each in locked(lock)}


def unlocked(requirements: list[str], lock: str) -> list[str]:
    """The requirements that the lock does not meet."""
    found = pins(lock)
    asked = [Requirement(each) for each in requirements]
    return [str(each) for each in asked if found.get(canonicalize_name(each.name), "none") not in each.specifier]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in the text that is tracked."""
    return [
        f"{path.relative_to(HOUSE)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("lock", LOCKS)
class TestLock:
    def test_holds_nothing_but_pins_with_hashes(self, lock):
        beside_pins = PIN.sub("", (HOUSE / lock).read_text()).splitlines()
        assert pins(lock)
        assert [line for line in beside_pins if not line.startswith("#")] == []

    def test_names_no_address_and_no_path(self, lock):
        assert [line for line in (HOUSE / lock).read_text().splitlines() if "/" in line or "--find-links" in line] == []

    def test_meets_what_the_project_runs_and_is_built_with(self, lock):
        assert unlocked(PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"], lock) == []


class TestLocks:
    def test_agree(self):
        run, dev = (pins(lock) for lock in LOCKS)
        assert run.items() <= dev.items()

    def test_meet_what_the_project_is_tested_with(self):
        assert unlocked(PROJECT["project"]["optional-dependencies"]["dev"], "requirements-dev.lock") == []

    def test_are_made_with_the_build_backend(self):
        assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


class TestPackage:
    def test_carries_every_data_file(self):
        data = PROJECT["tool"]["setuptools"]["package-data"]
        carried = {path for package in data for pattern in data[package] for path in (HOUSE / package).glob(pattern)}
        files = {path for package in PACKAGES for path in tracked(package) if path.suffix != ".py"}
        assert files - carried == set()


class TestTrackedFiles:
    def test_name_no_path_of_one_machine(self):
        assert lines_with(ONE_MACHINE) == []

    def test_name_no_registry(self):
        assert lines_with(REGISTRIES) == []

    @pytest.mark.parametrize(
        ("forbidden", "line"),
        [
            (ONE_MACHINE, f"see {HOUSE.root}root/notes"),
            (ONE_MACHINE, f"DATA={HOUSE.root}home/li/demo"),
            (REGISTRIES, "https://" + "pypi" + ".org/simple"),
            (REGISTRIES, "https://mirrors" + ".university.edu.cn/simple"),
            (REGISTRIES, "pip install --index" + "-url https://packages.example/simple"),
            (REGISTRIES, "PIP_INDEX" + "_URL=https://packages.example/simple"),
        ],
    )
    def test_would_be_found_out(self, forbidden, line):
        assert forbidden.search(line)

    def test_are_short_where_they_are_python(self):
        sources = [path for path in tracked("*.py") if not path.is_relative_to(HOUSE / "tests/golden")]
        lengths = {str(path.relative_to(HOUSE)): len(path.read_text().splitlines()) for path in sources}
        assert {name: length for name, length in lengths.items() if length > 300} == {}


class TestLinter:
    def test_leaves_out_no_rule_without_a_reason(self):
        lint = PROJECT["tool"]["ruff"]["lint"]
        ignored = {*lint["ignore"], *(code for codes in lint["per-file-ignores"].values() for code in codes)}
        reasons = dict(re.findall(r'^    "([A-Z]+\d*)", # (\w.+)$', PYPROJECT.read_text(), re.MULTILINE))
        assert ignored - set(reasons) == set()


class TestDomain:
    def test_imports_the_standard_library_and_the_aggregates_of_eventsourcing_only(self):
        allowed = {*sys.stdlib_module_names, "domain"}
        strangers = {
            f"{path.relative_to(HOUSE)}: {module}"
            for path in tracked("domain/*.py")
            for module in imported(path)
            if module.partition(".")[0] not in allowed and module != "eventsourcing.domain"
        }
        assert strangers == set()


def imported(source: Path) -> set[str]:
    """The modules a file imports, wherever in the file."""
    nodes = list(ast.walk(ast.parse(source.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
