"""What proves the log, for its readers: receipts, proofs that it only grew, single records, and how it stands."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from application.codec import instant_text, microseconds
from application.log import Signed
from application.proof import merkle
from application.proof.receipts import encoded
from domain.errors import NotEntitled, NotFound
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.readers import sight_of, withheld
from interfaces.http.reads import replied
from interfaces.http.receipts import receipt_of, require_known
from interfaces.services import Services

router = APIRouter(tags=["audit"])
Position = Annotated[int, Path(ge=1, le=2**53 - 1)]
Old = Annotated[int, Query(ge=0, le=2**53 - 1, description="the smaller size")]
New = Annotated[int, Query(ge=0, le=2**53 - 1, description="the larger size")]


@router.get(BASE + "/audit", operation_id="get_audit", response_model=None)
def get_audit(request: Request, conference: str) -> Response:
    """Show how far the log is proved: its latest checkpoint, the latest that the quorum of witnesses saw, and its key."""
    who, parts = caller(request, conference), services(request)
    told = standing_of(parts, who.key) | {"conference": conference}
    return replied(told, told["position"])


@router.get(BASE + "/audit/receipts/{position}", operation_id="get_receipt", response_model=None)
def get_receipt(request: Request, conference: str, position: Position) -> Response:
    """Give the receipt of a record: the proof that it is in the log, for good and offline (C2SP tlog-proof)."""
    who, parts = caller(request, conference), services(request)
    text = receipt_of(parts, who.key, position)
    name = f'attachment; filename="{conference}-{position}.tlog-proof"'
    return _text(text, position, **{"Content-Disposition": name})


@router.get(BASE + "/audit/records/{position}", operation_id="get_record", response_model=None)
def get_record(request: Request, conference: str, position: Position) -> Response:
    """Give the exact bytes of a record, which its receipt is about."""
    who, parts = caller(request, conference), services(request)
    require_known(parts, who.key, position)
    (recorded,) = parts.log.read(who.key, position - 1, 1)
    hidden = withheld(recorded, sight_of(who))
    if hidden:
        raise NotEntitled("record_withheld", clause="R-seat", position=position, fields=sorted(hidden))
    (whole,) = parts.log.records(who.key, position - 1, 1)
    return Response(whole, media_type="application/json", headers={"X-Position": str(position)})


@router.get(BASE + "/audit/consistency", operation_id="get_consistency", response_model=None)
def get_consistency(request: Request, conference: str, old: Old, new: New) -> Response:
    """Prove that the log of one size is the beginning of that of another: a hash a line (RFC 6962, 2.1.2)."""
    who, parts = caller(request, conference), services(request)
    if new > parts.log.head(who.key) or old > new:
        raise NotFound("position_unknown", clause="R-known", thing="position", id=max(old, new))
    return _text(encoded(merkle.consistency(parts.log.hashes(who.key), old, new)), new)


def standing_of(parts: Services, conference: int) -> dict[str, Any]:
    """How far a log is proved, and what is not proved without witnesses."""
    listed, latest = parts.log.listed(conference), parts.publisher.latest(conference)
    return {
        "position": parts.log.head(conference),
        "origin": listed.signed_origin,
        "vkey": str(parts.publisher.signer.key(listed.signed_origin).public),
        "epoch": listed.epoch,
        "checkpoint": latest and {"size": latest.size, "signed_at": _at(latest), "note": latest.note},
        "witnesses": sorted(parts.publisher.policy.witnesses),
        "quorum": parts.publisher.policy.quorum,
        "witnessed": _last_seen(parts, conference),
        "asked": parts.publisher.asked.get(conference, {}),
        "doubted_by": list(parts.watch.doubts.get(conference, ())),
        "faults": list(parts.watch.faults.get(conference, ())),
    }


def _last_seen(parts: Services, conference: int) -> dict[str, Any] | None:
    """The largest checkpoint that the quorum saw, and how many seconds ago it did."""
    seen = parts.publisher.seen(conference)
    if seen is None:
        return None
    signed, at = seen
    age = max(0, int((parts.clock.now() - at).total_seconds()))
    return {"size": signed.size, "at": instant_text(microseconds(at)), "age_seconds": age}


def _at(signed: Signed) -> str:
    return instant_text(microseconds(signed.at))


def _text(text: str, position: int, **headers: str) -> Response:
    return Response(text, media_type="text/plain", headers={"X-Position": str(position), **headers})
