"""The tool as a test runs it: in this process, on a folder of the test's own."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from typer.testing import CliRunner, Result

from application.access.tokens import Token
from application.sqlite import SQLiteLog
from interfaces.bootstrap import open_log
from interfaces.cli import app
from interfaces.cli.folder import entered

TOWN = "chengqiao"
SLUG_UNKNOWN = "elsewhere"


def lianxi(*words: str | Path, lang: str = "en", stdin: str | None = None) -> Result:
    """Run the tool in English, unless another language is named."""
    return CliRunner().invoke(app, ["--lang", lang, *map(str, words)], input=stdin, catch_exceptions=False)


def found(folder: Path) -> tuple[str, str]:
    """A conference in a folder; the person in its office, and the token. It is founded once and then copied."""
    model, person, token = _model()
    shutil.copytree(model, folder, dirs_exist_ok=True)
    return person, token


@cache
def _model() -> tuple[Path, str, str]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    result = lianxi("init", TOWN, "--person", "王小明", "--duty", "union_office_staff", "--data", folder)
    assert result.exit_code == 0, result.stderr
    person, token = (line.split(" ", 1)[1] for line in result.stdout.splitlines())
    return folder, person, token


@contextmanager
def log_of(folder: Path) -> Iterator[SQLiteLog]:
    """The log of a folder, looked at directly."""
    log = open_log(folder)
    try:
        yield log
    finally:
        log.close()


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def held(folder: Path, token: str) -> Token:
    """What a token stands for."""
    with entered(folder, TOWN) as found_in:
        found = found_in.access.tokens.find(token)
    assert found is not None
    return found


def refused(result: Result, code: str) -> bool:
    """Whether the tool refused with this code and a sentence, and left no trace of Python."""
    assert "Traceback" not in result.output
    first, *_ = result.stderr.splitlines()
    return (
        result.exit_code == 1 and first.partition(":")[0].split()[0] == code and bool(first.partition(":")[2].strip())
    )
