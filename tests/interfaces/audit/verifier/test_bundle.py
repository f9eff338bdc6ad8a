import ast
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from interfaces.audit import bundle
from interfaces.audit.bundle import ORDER, verify_py
from interfaces.audit.verifier.codes import FINDINGS
from interfaces.audit.verifier.reasons import REASONS
from interfaces.audit.verifier.remarks import REMARKS
from tests.interfaces.audit.verifier.packing import bagged, files, laid_out, policy
from tests.interfaces.audit.verifier.story import honest

MODULES = Path(bundle.__file__).parent / "verifier"


def runs(python: str) -> bool:
    """Whether it is a Python, and not only the name of one."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


NAMED = (shutil.which(f"python3.{minor}") for minor in range(8, 16))
OTHERS = [python for python in NAMED if python and runs(python)] or [sys.executable]
TRAP = """
import runpy, sys
def trap(event, arguments):
    if event.startswith(("socket.", "urllib.", "subprocess.", "os.system", "ctypes.")):
        raise SystemExit(f"caught {event}")
sys.addaudithook(trap)
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
    raise
"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A package that carries the verifier, a policy, and an empty place to run from."""
    folder = tmp_path_factory.mktemp("auditor")
    town = honest()
    laid_out(folder / "package", bagged(files(town)))
    (folder / "policy").write_bytes(policy(town))
    (folder / "verify.py").write_text(verify_py(), encoding="utf-8")
    (folder / "elsewhere").mkdir()
    return folder


def run(scene, *words, python=sys.executable):
    command = [python, "-I", *words, str(scene / "package"), "--policy", str(scene / "policy"), "--json"]
    return subprocess.run(
        command,
        cwd=scene / "elsewhere",
        env={"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class TestBundle:
    def test_joins_every_module_once(self):
        assert sorted(ORDER) == sorted(path.stem for path in MODULES.glob("*.py") if path.stem != "__init__")

    def test_is_python_3_8(self):
        ast.parse(verify_py(), feature_version=(3, 8))

    def test_defines_no_name_twice(self):
        names = Counter(name for node in ast.parse(verify_py()).body for name in defined(node))
        assert [name for name, count in names.items() if count > 1] == []

    def test_imports_the_standard_library_only(self):
        nodes = ast.walk(ast.parse(verify_py()))
        modules = {name for node in nodes for name in imported(node)}
        assert {module.partition(".")[0] for module in modules} - {*sys.stdlib_module_names} == set()

    def test_is_the_same_every_time(self):
        assert verify_py() == verify_py()

    def test_says_how_it_is_run(self):
        assert verify_py().startswith("#!/usr/bin/env python3\n")
        assert "python3 -I verify.py DIR --policy FILE" in (ast.get_docstring(ast.parse(verify_py())) or "")

    def test_runs_alone_from_anywhere(self, scene):
        done = run(scene, str(scene / "verify.py"))
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["sound"] is True

    def test_loads_nothing_but_the_standard_library_and_opens_no_socket(self, scene):
        (scene / "trap.py").write_text(TRAP)
        done = run(scene, "-S", str(scene / "trap.py"), str(scene / "verify.py"))
        loaded = {name.partition(".")[0] for name in done.stderr.split()}
        assert done.returncode == 0
        assert loaded - {*sys.stdlib_module_names, "__main__", "__mp_main__"} == set()
        assert "socket" not in loaded

    @pytest.mark.parametrize("python", OTHERS)
    def test_runs_on_every_python_there_is(self, scene, python):
        done = run(scene, str(scene / "verify.py"), python=python)
        assert (done.returncode, done.stderr) == (0, "")


class TestCodes:
    def test_are_all_used(self):
        source = "".join(path.read_text() for path in MODULES.glob("*.py") if path.stem not in {"codes", "remarks"})
        assert [code for code in {**FINDINGS, **REMARKS} if f'"{code}"' not in source] == []

    def test_give_reasons_that_are_all_known_and_used(self):
        source = "".join(path.read_text() for path in MODULES.glob("*.py") if path.stem != "reasons")
        assert [reason for reason in REASONS if f'"{reason}"' not in source] == []
        assert set(re.findall(r'(?:Broken\(|why=|why = )"(\w+)"', source)) - REASONS.keys() == set()

    def test_say_the_same_facts_in_both_languages(self):
        sentences = {**FINDINGS, **REMARKS}.items()
        assert [code for code, (_, zh, en) in sentences if facts(zh) != facts(en)] == []

    def test_mean_one_thing_each(self):
        assert FINDINGS.keys() & REMARKS.keys() == set()


def facts(sentence):
    return set(re.findall(r"{(\w+)}", sentence))


def defined(node):
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def imported(node):
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        yield node.module
