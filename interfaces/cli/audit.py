"""``lianxi audit``: what an auditor takes away, and what shows that the live installation is what it was."""

import typer

from interfaces.cli import auditing, exporting, operating

audit = typer.Typer(no_args_is_help=True, help="审计 · Look at the logs, prove what is in them, and take them away.")
for command in (
    auditing.verify,
    auditing.status,
    auditing.policy,
    auditing.receipt,
    exporting.export,
    operating.ask,
    operating.cosigned,
    operating.epoch,
    operating.rotate_key,
):
    audit.command()(command)
