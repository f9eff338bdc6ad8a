"""What only an operator does with the logs: give one a new key, or let one go on from an older state in a new epoch."""

from base64 import b64encode

from application.log import Log, Signed
from application.proof import merkle
from application.proof.notes import Checkpoint
from application.proof.publisher import Publisher
from application.proof.signer import Contradiction
from application.proof.system import that
from domain.facts import installation as facts


class NothingToDeclare(Exception):
    """The log continues what was signed of it; a new epoch would only hide that nothing is wrong."""


def rotate_key(publisher: Publisher, conference: int) -> str:
    """Let a new key sign for a log, as both keys attest; the new verifier key."""
    with publisher.turn:
        publisher.publish(conference)
        listed = publisher.log.listed(conference)
        old, new = publisher.signer.rotate(listed.signed_origin)
        said = f"lianxi/key-rotation/v1\n{old.public}\n{new.public}\n".encode()
        publisher.system.record(
            that(
                facts.KeyRotated,
                origin=listed.origin,
                old=str(old.public),
                new=str(new.public),
                old_signature=b64encode(old.sign(said)).decode(),
                new_signature=b64encode(new.sign(said)).decode(),
            )
        )
        return str(new.public)


def declare_epoch(publisher: Publisher, conference: int, reason: str) -> Signed | None:
    """Let a log that was put back go on from where it stands, and name what is given up.

    What is there must still be the beginning of what was signed, as far as checkpoints tell.
    """
    log, signer = publisher.log, publisher.signer
    with publisher.turn:
        listed, head = log.listed(conference), log.head(conference)
        last = signer.last(listed.signed_origin)
        if last is None or _continues(log, conference, last, head):
            raise NothingToDeclare
        for earlier in signer.signed(listed.signed_origin):
            if earlier.size <= head and not _continues(log, conference, earlier, head):
                raise Contradiction(listed.origin, earlier.size, head)
        log.begin_epoch(conference)
        publisher.system.record(
            that(
                facts.EpochDeclared,
                origin=listed.origin,
                epoch=listed.epoch + 1,
                size=head,
                root=merkle.root(log.hashes(conference), head).hex(),
                abandoned_size=last.size,
                abandoned_root=last.root.hex(),
                reason=reason,
            )
        )
        return publisher.publish(conference)


def _continues(log: Log, conference: int, signed: Checkpoint, head: int) -> bool:
    return signed.size <= head and merkle.root(log.hashes(conference), signed.size) == signed.root
