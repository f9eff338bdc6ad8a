"""The command line of ``verify.py``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from interfaces.audit.verifier.compare import check_receipt, compare
from interfaces.audit.verifier.policy import LARGEST_POLICY, Policy, read_policy
from interfaces.audit.verifier.report import Report, Unusable, as_json, as_text, clean
from interfaces.audit.verifier.verify import Options, verify

SOUND, FOUND, UNUSABLE = 0, 1, 2
LARGEST_INPUT = 1024 * 1024
LARGEST_COUNT = 10**9
USAGE = """verify.py DIR --policy FILE [--state DIR] [--slow NAME] [--all-signatures] [--accept-epoch N]
       verify.py compare A B --policy FILE [--package DIR]
       verify.py receipt FILE --record FILE --policy FILE"""


def main(arguments: list[str] | None = None, own: bytes | None = None) -> int:
    """Check, print the report, and say by the exit code: 0 sound, 1 findings, 2 unusable."""
    given = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        asked = _parser(given).parse_args(given)
        report, proof = _run(asked, own)
    except Unusable as error:
        sys.stderr.write(clean(f"verify.py: {error}") + "\n")
        return UNUSABLE
    except Exception as error:  # noqa: BLE001 - whatever a hostile package brings about must not look like a verdict
        sys.stderr.write(clean(f"verify.py: this package could not be read: {error!r}") + "\n")
        return UNUSABLE
    code = SOUND if report.is_sound else FOUND
    if asked.json:
        sys.stdout.write(json.dumps({**as_json(report, code), "proof": proof}, ensure_ascii=False) + "\n")
    else:
        languages = ("zh", "en") if asked.lang == "both" else (asked.lang,)
        sys.stdout.write(as_text(report, languages) + proof)
    return code


def _run(asked: argparse.Namespace, own: bytes | None) -> tuple[Report, str]:
    policy = read_policy(_bytes(asked.policy, LARGEST_POLICY + 1))
    if asked.what == "compare":
        files = ((asked.one, _bytes(asked.one)), (asked.other, _bytes(asked.other)))
        return compare(files, policy, asked.package)
    if asked.what == "receipt":
        return check_receipt(_bytes(asked.file), _bytes(asked.record), policy), ""
    limit = 0 if asked.all_signatures else asked.signatures
    _require_known(asked.slow, policy)
    return verify(
        asked.folder, policy, Options(asked.state, tuple(asked.slow), limit, tuple(asked.accept_epoch)), own
    ), ""


def _parser(given: list[str]) -> argparse.ArgumentParser:
    what = given[0] if given and given[0] in {"compare", "receipt"} else "package"
    parser = argparse.ArgumentParser(prog="verify.py", usage=USAGE, description="Checks what a conference recorded.")
    parser.add_argument(
        "--policy", required=True, metavar="FILE", help="the logs and witnesses you trust, from elsewhere"
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    parser.set_defaults(what=what)
    if what != "package":
        parser.add_argument("command")
    if what == "compare":
        parser.add_argument("one", metavar="A")
        parser.add_argument("other", metavar="B")
        parser.add_argument("--package", metavar="DIR", help="a package that shows how the sizes hang together")
    elif what == "receipt":
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--record", required=True, metavar="FILE")
    else:
        _add_options(parser)
    return parser


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--state", metavar="DIR", help="where what you saw last is kept, and your receipts")
    parser.add_argument("--slow", action="append", default=[], metavar="NAME", help="a witness served by hand")
    parser.add_argument("--signatures", type=_count, default=Options().signatures, metavar="N", help="most to verify")
    parser.add_argument("--all-signatures", action="store_true", help="verify every signature there is")
    parser.add_argument("--accept-epoch", action="append", type=_count, default=[], metavar="N", help="see the finding")


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number < LARGEST_COUNT:
        raise argparse.ArgumentTypeError("a number from 1")
    return number


def _require_known(slow: list[str], policy: Policy) -> None:
    for name in slow:
        if name not in policy.witnesses:
            raise Unusable(f"the policy names no witness {name}")


def _bytes(path: str, most: int = LARGEST_INPUT) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise Unusable(f"{path}: {error}") from None
