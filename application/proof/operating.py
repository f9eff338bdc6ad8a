"""What only an operator does with the logs: give one a new key, or let one go on from an older state in a new epoch."""

from application.log import Listed, Log, Signed
from application.proof import merkle
from application.proof.notes import Checkpoint, Note
from application.proof.publisher import Publisher
from application.proof.system import Step, that
from domain.facts import installation as facts


class NothingToDeclare(Exception):
    """The log continues what was signed of it; a new epoch would only hide that nothing is wrong."""


def rotate_key(publisher: Publisher, conference: int) -> str:
    """Let a new key sign for a log, as both keys attest; the new verifier key."""
    with publisher.signer.alone():
        publisher.publish(conference)
        listed = publisher.log.listed(conference)
        _, new = publisher.signer.rotate(listed.signed_origin)
        publisher.introduce(listed)
        return str(new.public)


def declare_epoch(publisher: Publisher, conference: int, reason: str) -> Signed | None:
    """Let a log that was put back, or whose key is lost, go on in a new epoch.

    What was signed of it after the last checkpoint that it still continues is given up, and named for ever. The fact
    comes before the number, so that after a crash between them it is declared once.
    """
    with publisher.signer.alone():
        first = listed = publisher.log.listed(conference)
        while _is_given_up(publisher, listed):
            if publisher.system.state().epochs.get(listed.origin, 1) != listed.epoch + 1:
                publisher.system.record(_declared(publisher, listed, reason))
            publisher.log.begin_epoch(conference)
            listed = publisher.log.listed(conference)
        if listed == first:
            raise NothingToDeclare
        return publisher.publish(conference)


def _is_given_up(publisher: Publisher, listed: Listed) -> bool:
    """Whether the log does not go on in this epoch: it was cut, has been in a later one, or its key is not there."""
    told = publisher.system.state().keys.get(listed.signed_origin)
    keys = [str(key.public) for key in publisher.signer.keys(listed.signed_origin)]
    later = any(signed.startswith(f"{listed.origin}/epoch/") for signed in _after(publisher, listed))
    cut = any(not _continues(publisher.log, listed.id, each) for each in _known(publisher, listed))
    return cut or later or (told is not None and told not in keys)


def _after(publisher: Publisher, listed: Listed) -> list[str]:
    """What was signed after an epoch, of whatever log."""
    return [each for each in publisher.signer.origins() if int(each.partition("/epoch/")[2] or 1) > listed.epoch]


def _known(publisher: Publisher, listed: Listed) -> list[Checkpoint]:
    """What was signed in an epoch; where the signer was lost, what is kept of it."""
    kept = publisher.log.checkpoints(listed.id, listed.epoch)
    signed = publisher.signer.signed(listed.signed_origin)
    return signed or [Checkpoint.read(Note.read(each.note).body) for each in kept]


def _declared(publisher: Publisher, listed: Listed, reason: str) -> Step:
    begun = Checkpoint(listed.signed_origin, 0, merkle.EMPTY)
    signed = [begun, *_known(publisher, listed)]
    base = next(each for each in reversed(signed) if _continues(publisher.log, listed.id, each))
    return that(
        facts.EpochDeclared,
        origin=listed.origin,
        epoch=listed.epoch + 1,
        size=base.size,
        root=base.root.hex(),
        abandoned_size=signed[-1].size,
        abandoned_root=signed[-1].root.hex(),
        reason=reason,
    )


def _continues(log: Log, conference: int, signed: Checkpoint) -> bool:
    return signed.size <= log.head(conference) and merkle.root(log.hashes(conference), signed.size) == signed.root
