"""The logs as static files for programs of any make (C2SP tlog-tiles), and the verifier to read them with.

Checkpoints and hashes are for everybody; records only for those of the conference from whom nothing is withheld.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from application.log import SYSTEM, Listed
from application.proof.system import that
from application.proof.tiles import NoTile, Tile, contents
from domain.errors import NotEntitled, NotFound
from domain.facts import installation as facts
from domain.vocabulary import Side
from interfaces.audit.bundle import verify_py
from interfaces.http.caller import Caller, caller, services
from interfaces.http.proof import standing_of
from interfaces.http.readers import sight_of
from interfaces.services import Services

router = APIRouter(tags=["log"])
Slug = Annotated[str, Path(max_length=100)]
TilePath = Annotated[str, Path(max_length=100)]
_FOR_EVER = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=1"


@router.get("/logs/{slug}/checkpoint", operation_id="get_checkpoint", response_model=None)
def get_checkpoint(request: Request, slug: Slug) -> Response:
    """Give the latest checkpoint of a log, a signed note; `system` is the installation's own log."""
    parts = services(request)
    latest = parts.publisher.latest(_listed(parts, slug).id)
    if latest is None:
        raise NotFound("checkpoint_unknown", clause="R-known", thing="checkpoint", id=slug)
    headers = {"Cache-Control": _BRIEFLY, "X-Position": str(latest.size)}
    return Response(latest.note, media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/logs/{slug}/standing", operation_id="get_standing", response_model=None)
def get_standing(request: Request, slug: Slug) -> dict[str, object]:
    """Say how far a log is signed and witnessed, and how old that is."""
    parts = services(request)
    return standing_of(parts, _listed(parts, slug).id)


@router.get("/logs/{slug}/tile/{path:path}", operation_id="get_tile", response_model=None)
def get_tile(request: Request, slug: Slug, path: TilePath) -> Response:
    """Give a tile of hashes, or with a token a bundle of records (`entries`)."""
    parts = services(request)
    listed = _listed(parts, slug)
    try:
        tile = Tile.read(f"tile/{path}")
        if tile.holds_entries:
            _require_reader(request, parts, slug, tile)
        latest = parts.publisher.latest(listed.id)
        found = contents(parts.log, listed.id, tile, latest.size if latest else 0)
    except NoTile:
        raise NotFound("tile_unknown", clause="R-known", thing="tile", id=path[:80]) from None
    public = "no-store" if tile.holds_entries else _FOR_EVER if listed.epoch == 1 else _BRIEFLY
    return Response(found, media_type="application/octet-stream", headers={"Cache-Control": public})


@router.get("/verify.py", operation_id="get_verifier", response_model=None)
def get_verifier() -> Response:
    """Give the verifier of exports: one file, the standard library of Python 3.8 and later, and nothing else."""
    source = verify_py().encode()
    digest = f"sha-256=:{b64encode(sha256(source).digest()).decode()}:"
    return Response(source, media_type="text/x-python; charset=utf-8", headers={"Repr-Digest": digest})


def _listed(parts: Services, slug: str) -> Listed:
    found = next((listed for listed in parts.log.logs() if listed.slug == slug), None)
    if found is None:
        raise NotFound("conference_unknown", clause="R-known", thing="conference", id=slug)
    return found


def _require_reader(request: Request, parts: Services, slug: str, tile: Tile) -> None:
    """Somebody of this conference from whom nothing is withheld; that he read is recorded."""
    who = caller(request, slug)
    _require_whole(who)
    origin = parts.log.listed(who.key).origin
    told = that(facts.AuditRead, origin=origin, what=tile.path, who=who.person)
    parts.publisher.system.record(told)


def _require_whole(who: Caller) -> None:
    if who.key == SYSTEM or Side.UNION not in sight_of(who).sides:
        raise NotEntitled("records_withheld", clause="R-seat")
