"""The command line tool ``lianxi``: one small module for each group of commands."""

import sqlite3
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from application.log import Unavailable
from application.proof.policy import BadPolicy
from application.proof.publisher import Altered
from application.proof.signer import Contradiction
from application.sqlite_schema import WrongSchema
from domain.errors import Failure
from interfaces.cli import (
    access,
    demonstration,
    deputies,
    dossier,
    erasing,
    founding,
    history,
    keeping,
    replay,
    rights,
    rules,
    serving,
    signing_in,
    tokens,
)
from interfaces.cli.accounts import account
from interfaces.cli.audit import audit
from interfaces.cli.charters import charter
from interfaces.cli.files import file
from interfaces.cli.speech import Trouble, complain, speak
from interfaces.cli.witnessing import witness
from interfaces.settings import BadSetting
from interfaces.version import VERSION
from projections import FoldFailed
from projections.rebuild import Busy

_TOLD: tuple[tuple[type[Exception], str], ...] = (
    (Unavailable, "store_unavailable"),
    (WrongSchema, "wrong_schema"),
    (Busy, "rebuild_busy"),
    (FoldFailed, "view_failed"),
    (sqlite3.Error, "database_failed"),
    (OSError, "system_refused"),
    (BadPolicy, "bad_policy"),
    (Altered, "log_altered"),
    (BadSetting, "bad_setting"),
)


class Language(StrEnum):
    """What the tool can speak."""

    ZH = "zh"
    EN = "en"


class Answering(TyperGroup):
    """Commands whose failures are told in words: 1 when something was refused or is faulty."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command asked for."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (Failure, Trouble) as failure:
            complain(failure)
        except Contradiction as failure:
            told = {"origin": failure.origin, "signed": failure.signed, "found": failure.found}
            complain(Trouble("log_contradicts", **told))
        except tuple(kind for kind, _ in _TOLD) as failure:
            code = next(code for kind, code in _TOLD if isinstance(failure, kind))
            complain(Trouble(code, error=str(failure)))
        raise typer.Exit(1)


app = typer.Typer(
    cls=Answering,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def lianxi(
    *, lang: Annotated[Language | None, typer.Option(help="语言 · language [LANG]", show_default=False)] = None
) -> None:
    """联席 · The record of a government–union joint conference."""
    speak(lang)


def version() -> None:
    """显示版本 · Print the release."""
    typer.echo(VERSION)


for command in (
    founding.init,
    tokens.token,
    deputies.deputy,
    signing_in.sign_in,
    serving.serve,
    access.access,
    demonstration.demo,
    rules.rules,
    rights.rights,
    history.history,
    replay.state,
    replay.diff,
    replay.explain,
    dossier.dossier,
    keeping.rebuild,
    keeping.backup,
    keeping.restore,
    erasing.erase,
    version,
):
    app.command()(command)
app.add_typer(charter, name="charter")
app.add_typer(account, name="account")
app.add_typer(audit, name="audit")
app.add_typer(file, name="file")
app.add_typer(witness, name="witness")


def main() -> None:
    """Run the tool: 0 done, 1 refused or faulty, 2 not understood."""
    app()
