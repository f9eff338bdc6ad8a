"""Receipts of records: in the answer to what settles or issues something, and for whoever asks for one later."""

from itertools import chain
from typing import Any

from application.desk import Done
from application.log import Signed
from application.proof.notes import Note
from application.proof.policy import NOBODY
from application.proof.publisher import Altered
from application.proof.receipts import AT_ONCE, receipt
from application.proof.signer import Contradiction
from domain.errors import NotFound
from interfaces.http.caller import Caller
from interfaces.http.problems import Trouble
from interfaces.services import Services

_LOOKED_BACK = 500
"""How many checkpoints are looked through for one that the quorum of witnesses saw."""


def receipts_of(parts: Services, who: Caller, done: Done) -> list[dict[str, Any]]:
    """The receipts that belong in a command's answer: of what was settled, or issued.

    The command is done whatever the log's standing is; of a log that is not what was signed nobody gets a receipt.
    """
    wanted = [(done.first + place, name) for place, name in enumerate(done.types) if name in AT_ONCE and done.last]
    try:
        return [{"position": each, "type": name, "receipt": receipt_of(parts, who, each)} for each, name in wanted]
    except (Altered, Contradiction, Trouble):
        return []


def receipt_of(parts: Services, who: Caller, position: int) -> str:
    """The receipt of a record under the smallest checkpoint that the quorum saw, or else the smallest there is."""
    require_known(parts, who, position)
    epoch = parts.log.listed(who.key).epoch
    kept = parts.log.checkpoints(who.key, epoch, covering=position, most=_LOOKED_BACK)
    seen = (signed for signed in kept if _seen_at(parts, signed) is not None)
    signed = next(chain(seen, kept), None) or _signed(parts, who)
    if signed is None:
        raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
    return receipt(parts.log, who.key, position, signed)


def _signed(parts: Services, who: Caller) -> Signed | None:
    """A checkpoint of now; nothing more is signed of a log that is not what it was."""
    if who.key in parts.watch.faults:
        raise Trouble("log_not_sound")
    return parts.publisher.publish(who.key)


def _seen_at(parts: Services, signed: Signed) -> int | None:
    """When the quorum of witnesses had seen a checkpoint, in seconds since 1970."""
    policy = parts.publisher.policy
    return None if policy.quorum == NOBODY else policy.quorum_time(Note.read(signed.note))


def require_known(parts: Services, who: Caller, position: int) -> None:
    """Refuse a position that the log has not come to."""
    if position > parts.log.head(who.key):
        raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
