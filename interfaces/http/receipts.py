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
from interfaces.http.problems import Trouble
from interfaces.services import Services

_LOOKED_BACK = 500
"""How many checkpoints are looked through for one that the quorum of witnesses saw."""


def receipts_of(parts: Services, conference: int, done: Done) -> list[dict[str, Any]]:
    """The receipts that belong in a command's answer: of what was settled, or issued.

    The command is done whatever the log's standing is; of a log that is not what was signed nobody gets a receipt.
    """
    wanted = [(done.first + place, name) for place, name in enumerate(done.types) if name in AT_ONCE and done.last]
    try:
        return [
            {"position": each, "type": name, "receipt": receipt_of(parts, conference, each)} for each, name in wanted
        ]
    except (Altered, Contradiction, Trouble):
        return []


def receipt_of(parts: Services, conference: int, position: int) -> str:
    """The receipt of a record under the smallest checkpoint that the quorum saw, or else the smallest there is."""
    require_known(parts, conference, position)
    epoch = parts.log.listed(conference).epoch
    kept = parts.log.checkpoints(conference, epoch, covering=position, most=_LOOKED_BACK)
    seen = (signed for signed in kept if _seen_at(parts, signed) is not None)
    signed = next(chain(seen, kept), None) or _signed(parts, conference)
    if signed is None:
        raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
    return receipt(parts.log, conference, position, signed)


def _signed(parts: Services, conference: int) -> Signed | None:
    """A checkpoint of now; nothing more is signed of a log that is not what it was."""
    if conference in parts.watch.faults:
        raise Trouble("log_not_sound")
    return parts.publisher.publish(conference)


def _seen_at(parts: Services, signed: Signed) -> int | None:
    """When the quorum of witnesses had seen a checkpoint, in seconds since 1970."""
    policy = parts.publisher.policy
    return None if policy.quorum == NOBODY else policy.quorum_time(Note.read(signed.note))


def require_known(parts: Services, conference: int, position: int) -> None:
    """Refuse a position that the log has not come to."""
    if position > parts.log.head(conference):
        raise NotFound("position_unknown", clause="R-known", thing="position", id=position)
