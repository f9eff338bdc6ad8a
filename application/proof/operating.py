"""What only an operator does with the logs: give one a new key, or let one go on from an older state in a new epoch."""

from base64 import b64encode

from application.log import Log, Signed
from application.proof import merkle
from application.proof.notes import Checkpoint
from application.proof.publisher import Publisher
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
    """Let a log that was put back go on in a new epoch.

    What was signed of it after the last checkpoint that it still continues is given up, and named for ever.
    """
    with publisher.turn:
        listed = publisher.log.listed(conference)
        signed = publisher.signer.signed(listed.signed_origin)
        common = [each for each in signed if _continues(publisher.log, conference, each)]
        if len(common) == len(signed):
            raise NothingToDeclare
        base = common[-1] if common else Checkpoint(listed.signed_origin, 0, merkle.EMPTY)
        publisher.log.begin_epoch(conference)
        publisher.system.record(
            that(
                facts.EpochDeclared,
                origin=listed.origin,
                epoch=listed.epoch + 1,
                size=base.size,
                root=base.root.hex(),
                abandoned_size=signed[-1].size,
                abandoned_root=signed[-1].root.hex(),
                reason=reason,
            )
        )
        return publisher.publish(conference)


def _continues(log: Log, conference: int, signed: Checkpoint) -> bool:
    return signed.size <= log.head(conference) and merkle.root(log.hashes(conference), signed.size) == signed.root
