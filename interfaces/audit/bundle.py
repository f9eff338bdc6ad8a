"""Joins the verifier's modules into the one readable file that every export carries."""

import ast
from pathlib import Path

VERSION = "1"
ORDER = (
    *(
        "sentences",
        "codes",
        "remarks",
        "reasons",
        "report",
        "canonical",
        "ed25519",
        "notes",
        "policy",
        "tree",
        "bag",
        "shapes",
        "records",
    ),
    *("package", "log", "keys", "system", "times", "signing", "listing", "contents", "files", "backdating", "tables"),
    *("kept", "compare", "verify", "main"),
)
_FOLDER = Path(__file__).parent / "verifier"
_HEADER = f'''#!/usr/bin/env python3
"""Lianxi 联席 verify.py, version {VERSION}: checks an export package offline, trusting only the policy you bring.

    python3 -I verify.py DIR --policy FILE [--state DIR]
    python3 -I verify.py compare A B --policy FILE [--package DIR]
    python3 -I verify.py receipt FILE --record FILE --policy FILE

Exit code 0: sound; 1: findings; 2: unusable. Python 3.8 or later, standard library only, no network, one file.
It was joined from small modules, in the order in which they use each other; each begins with what it is for.

运行：python3 -I verify.py 包目录 --policy 策略文件 [--state 您自己的目录]
退出码：0 未发现问题；1 有发现；2 无法判断。需要 Python 3.8 或更新版本，仅用标准库，不联网。
请勿使用包中自带的策略；本程序也应从别处取得，并核对其摘要。
"""
'''
_ENTRY = """
if __name__ == "__main__":
    with open(__file__, "rb") as _itself:
        _own = _itself.read()
    sys.exit(main(own=_own))
"""


def verify_py() -> str:
    """The whole verifier as one file."""
    modules = [(_FOLDER / f"{name}.py").read_text(encoding="utf-8") for name in ORDER]
    imports = sorted({line for source in modules for line in _imports(source)}, key=_plain_first)
    bodies = [_body(source) for source in modules]
    return "\n".join([_HEADER, "from __future__ import annotations\n", *imports, *bodies, _ENTRY])


def _imports(source: str) -> list[str]:
    """What a module imports of the standard library."""
    found = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return [ast.unparse(node) for node in found if not _is_inner(node)]


def _body(source: str) -> str:
    """A module without its imports; its docstring becomes a comment."""
    tree = ast.parse(source)
    docstring, *rest = tree.body
    first = next(node for node in rest if not isinstance(node, ast.Import | ast.ImportFrom))
    begin = min([first.lineno, *(each.lineno for each in getattr(first, "decorator_list", []))])
    lines = source.splitlines()[begin - 1 :]
    return "\n".join(["", "", f"# {ast.get_docstring(tree)}", "", *lines]) if docstring else ""


def _is_inner(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and str(node.module).startswith(
        ("interfaces.audit.verifier.", "__future__")
    )


def _plain_first(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
