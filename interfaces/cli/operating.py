"""``lianxi audit epoch``, ``rotate-key``, ``ask`` and ``cosigned``: what only an operator does with the logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from application.log import SYSTEM, Listed, Signed
from application.proof import merkle
from application.proof.notes import Key, Note
from application.proof.operating import NothingToDeclare, declare_epoch
from application.proof.operating import rotate_key as rotate
from application.proof.publisher import Publisher
from application.proof.witnessing import Request, cosignatures
from domain.facts.installation import EpochDeclared
from interfaces.cli.folder import Data, Slug, published
from interfaces.cli.speech import Trouble, mention, say

_MOST = 1_000
Witness = Annotated[str, typer.Argument(help="政策文件中的见证人 · a witness of the policy", metavar="WITNESS")]


@contextmanager
def _operated(data: Path | None, slug: str) -> Iterator[tuple[Publisher, Listed]]:
    """What signs the logs of a folder, and one of them; ``system`` is the installation's own."""
    with published(data) as (log, publisher):
        yield publisher, log.listed(log.conference(slug)[0])


def epoch(
    conference: Slug,
    *,
    reason: Annotated[str, typer.Option(help="缘由 · why", prompt=False)],
    data: Data = None,
) -> None:
    """声明新的纪元 · Let a log that was put back go on, in a new epoch; what is given up is recorded."""
    with _operated(data, conference) as (publisher, listed):
        if not reason.strip():
            raise Trouble("reason_missing")
        declared = [_declare(publisher, publisher.log.listed(each), reason) for each in sorted({SYSTEM, listed.id})]
        if not any(declared):
            raise Trouble("nothing_to_declare", conference=conference)


def rotate_key(conference: Slug, *, data: Data = None) -> None:
    """更换签名密钥 · Let a new key sign for a log; both keys attest it."""
    with _operated(data, conference) as (publisher, listed):
        rotate(publisher, listed.id)
        publisher.publish_all()
        mention("key_rotated")
        _tell_key(publisher, publisher.log.listed(listed.id))


def ask(conference: Slug, witness: Witness, *, data: Data = None) -> None:
    """写出见证请求 · Write the request to a witness, to be carried to it by hand."""
    with _operated(data, conference) as (publisher, listed):
        key = _party(publisher, witness)
        latest = publisher.publish(listed.id)
        if latest is None:
            raise Trouble("no_checkpoint", conference=conference)
        kept = publisher.log.checkpoints(listed.id, listed.epoch)
        old = max((s.size for s in kept if Note.read(s.note).witnessed_at(key) is not None), default=0)
        proof = merkle.consistency(publisher.log.hashes(listed.id), old, latest.size)
        typer.echo(Request(old, tuple(proof), Note.read(latest.note)).text, nl=False)


def cosigned(
    conference: Slug,
    answer: Annotated[Path, typer.Argument(help="见证人的答复 · the witness's answer", metavar="FILE")],
    *,
    data: Data = None,
) -> None:
    """收取见证签名 · Keep the cosignatures that were carried back."""
    with _operated(data, conference) as (publisher, listed):
        text = answer.read_text(encoding="utf-8")
        for signed in reversed(publisher.log.checkpoints(listed.id, listed.epoch)):
            names = _kept(publisher, listed, signed, text)
            if names:
                say("now_cosigned", size=signed.size, names=", ".join(names))
                return
        raise Trouble("not_cosigned", path=answer)


def _declare(publisher: Publisher, listed: Listed, reason: str) -> bool:
    """Declare what has to be declared of a log, and tell what was recorded of it."""
    before = publisher.log.head(SYSTEM)
    try:
        declare_epoch(publisher, listed.id, reason)
    except NothingToDeclare:
        return False
    for recorded in publisher.log.read(SYSTEM, before, _MOST):
        fact = recorded.fact
        if isinstance(fact, EpochDeclared) and fact.origin == listed.origin:
            mention(
                "epoch_declared", origin=fact.origin, epoch=fact.epoch, size=fact.size, abandoned=fact.abandoned_size
            )
    _tell_key(publisher, publisher.log.listed(listed.id))
    return True


def _tell_key(publisher: Publisher, listed: Listed) -> None:
    """What auditors need, and every witness."""
    vkey = publisher.signer.key(listed.signed_origin).public
    say("new_key", vkey=vkey)
    for name in publisher.policy.witnesses:
        mention("tell_witness", witness=name, vkey=vkey)


def _party(publisher: Publisher, name: str) -> Key:
    found = publisher.policy.witnesses.get(name)
    if found is None:
        raise Trouble("witness_unknown", given=name, known=", ".join(publisher.policy.witnesses) or "–")
    return found.key


def _kept(publisher: Publisher, listed: Listed, signed: Signed, text: str) -> list[str]:
    note = Note.read(signed.note)
    keys = {name: party.key for name, party in publisher.policy.witnesses.items()}
    lines = cosignatures(note, text, keys.values())
    if not lines:
        return []
    publisher.keep_cosignatures(listed.id, signed, lines)
    return [name for name, key in keys.items() if note.with_lines(lines).witnessed_at(key) is not None]
