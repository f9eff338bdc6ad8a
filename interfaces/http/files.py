"""Files: uploaded as they are, known by their digest, and given out only to keep, never to be shown in place."""

from base64 import b64encode
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from application.codec import instant_text, microseconds
from application.files.blobs import is_digest
from application.files.naming import disposition, given_name
from application.files.register import State
from application.files.store import Brought
from application.files.types import TYPES, declared_type
from domain.errors import NotFound, Refusal, RuleBroken
from interfaces.http.arriving import announced_digest, receive, require_announced_fits
from interfaces.http.caller import Caller, caller, services
from interfaces.http.commands import BASE
from interfaces.http.held import Lookup, Readable
from interfaces.http.problems import Trouble
from interfaces.http.reads import replied
from interfaces.services import Services

router = APIRouter(tags=["files"])
_PIECE = 65_536
_Digest = Annotated[str, Path(max_length=100)]
_Name = Annotated[
    str | None, Query(max_length=500, description="the file's name, where Content-Disposition names none")
]
_HEADERS: dict[str, str] = {
    "Content-Disposition": "the file's name: `attachment; filename*=UTF-8''…` (RFC 6266)",
    "Content-Digest": "`sha-256=:…:` (RFC 9530): refused if the body has another digest",
}
_UPLOAD: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": text}
        for name, text in _HEADERS.items()
    ],
    "requestBody": {
        "required": True,
        "content": {each.media_type: {"schema": {"type": "string", "format": "binary"}} for each in TYPES},
    },
}
_SHOWN = {"application/json": {"schema": {"$ref": "#/components/schemas/FileShown"}}}
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@router.post(
    BASE + "/files",
    operation_id="upload_file",
    status_code=201,
    response_model=None,
    openapi_extra=_UPLOAD,
    responses={200: {"description": "The caller had this file already", "content": _SHOWN}},
)
async def upload_file(request: Request, conference: str, name: _Name = None) -> Response:
    """Upload a file as it is, without a form around it; its digest is what an act then names as an attachment."""
    who, parts = caller(request, conference), services(request)
    try:
        brought = await run_in_threadpool(_announced, request, who, name)
        with parts.files.arriving() as arriving:
            await receive(request, arriving, parts.files.limits.largest)
            upload, again = await run_in_threadpool(parts.files.keep, arriving, brought, Lookup(parts, who).named)
    except Refusal as refused:
        told = (parts.clock.now(), who.person, "upload_file", refused.code, refused.clause)
        await run_in_threadpool(parts.log.journal_refusal, who.key, *told)
        raise
    answer = await run_in_threadpool(_answer, parts, who, upload.digest)
    answer.status_code = 200 if again else 201
    answer.headers["Location"] = _href(who, upload.digest)
    return answer


@router.get(BASE + "/files", operation_id="list_files", response_model=None)
def list_files(request: Request, conference: str) -> Response:
    """List the files that the caller has uploaded and that no record names yet, the earliest first."""
    who, parts = caller(request, conference), services(request)
    own = parts.files.brought_by(who.key, who.person)
    found = Lookup(parts, who).readable([each.digest for each in own])
    items = [_told(parts, who, found[each.digest]) for each in own if not found[each.digest].named_by]
    position = parts.views.position(who.key)
    return replied({"position": position, "items": items}, position)


@router.get(BASE + "/files/{digest}/about", operation_id="describe_file", response_model=None)
def describe_file(request: Request, conference: str, digest: _Digest) -> Response:
    """Say what is known of a file: its types, its size, what a scanner said of it, which records name it."""
    who, parts = caller(request, conference), services(request)
    return _answer(parts, who, digest)


@router.get(BASE + "/files/{digest}", operation_id="get_file", response_class=StreamingResponse)
def get_file(request: Request, conference: str, digest: _Digest) -> StreamingResponse:
    """Give a file to keep, to who uploaded it or may read a record that names it. An infected one is given to nobody."""
    who, parts = caller(request, conference), services(request)
    found = _found(parts, who, digest)
    if found.held.state is State.INFECTED:
        raise RuleBroken("file_infected", clause="R-text", sha256=digest)
    file = parts.files.opened(found.held)
    if file is None:
        raise Trouble("file_altered", sha256=digest)
    headers = {
        **_SAFE,
        "Content-Disposition": disposition(_name(found)),
        "Content-Digest": f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:",
        "Content-Length": str(found.held.size),
    }
    return StreamingResponse(_sent(file), media_type=_media_type(found), headers=headers)


def _announced(request: Request, who: Caller, name: str | None) -> Brought:
    """What the headers say of the upload, refused by them alone where that can be."""
    parts = services(request)
    given = given_name(request.headers.get("content-disposition", "")) or name
    declared = request.headers.get("content-type", "")
    require_announced_fits(request, parts.files.limits.largest)
    declared_type(declared, None)
    brought = Brought(
        conference=who.key,
        person=who.person,
        content_type=declared,
        name=given,
        digest=announced_digest(request),
    )
    parts.files.require_room(brought, Lookup(parts, who).named)
    return brought


def _found(parts: Services, who: Caller, digest: str) -> Readable:
    """The file, if the caller reads it; else the same answer whether or not there is one."""
    found = Lookup(parts, who).readable([digest]).get(digest) if is_digest(digest) else None
    if found is None:
        raise NotFound("file_unknown", clause="R-known", thing="file", id=digest)
    return found


def _answer(parts: Services, who: Caller, digest: str) -> Response:
    position = parts.views.position(who.key)
    return replied(_told(parts, who, _found(parts, who, digest)) | {"position": position}, position)


def _told(parts: Services, who: Caller, found: Readable) -> dict[str, Any]:
    held, upload = found.held, found.upload
    named_by = [row.doc | {"position": row.valid_from} for row in found.named_by]
    own = upload is not None and upload.person == who.person
    until = upload.at + parts.files.limits.shown if upload and own and not named_by else None
    return {
        "sha256": held.digest,
        "size": held.size,
        "media_type": _media_type(found),
        "state": held.state,
        "remarks": held.remarks,
        "name": upload and upload.name,
        "uploaded_by": upload and upload.person,
        "uploaded_at": upload and instant_text(microseconds(upload.at)),
        "kept_until": until and instant_text(microseconds(until)),
        "named_by": [{name: each[name] for name in ("position", "type", "kind", "subject")} for each in named_by],
        "href": _href(who, held.digest),
    }


def _media_type(found: Readable) -> str:
    return found.upload.media_type if found.upload else found.held.media_type


def _name(found: Readable) -> str:
    """The name it was given, or one made of its digest."""
    if found.upload and found.upload.name:
        return found.upload.name
    ending = next(each.endings[0] for each in TYPES if each.media_type == _media_type(found))
    return f"{found.held.digest[:12]}.{ending}"


def _href(who: Caller, digest: str) -> str:
    return f"/api/v1{BASE.format(conference=who.conference)}/files/{digest}"


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
