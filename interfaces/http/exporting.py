"""The export package as one file, for readers from whom no part of a record is withheld."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from interfaces.audit.export import export
from interfaces.audit.reader import Reader
from interfaces.audit.tar import tarred, tarred_size
from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.readers import sight_of

router = APIRouter(tags=["audit"])
_Since = Annotated[
    int, Query(ge=0, le=2**53 - 1, description="leave out the records before it, which an earlier package holds")
]
_Position = Annotated[
    int | None,
    Query(ge=1, le=2**53 - 1, description="up to the first checkpoint that holds this position; now if left out"),
]


@router.get(BASE + "/audit/export", operation_id="get_package", response_class=StreamingResponse)
def get_package(request: Request, conference: str, since: _Since = 0, position: _Position = None) -> StreamingResponse:
    """Export the whole log as a package that verifies offline: a BagIt bag in a tar file, the same bytes every time."""
    who, parts = caller(request, conference), services(request)
    reader = Reader(name=who.person, sides=sight_of(who).sides, person=who.person)
    reader.require_whole()
    with ExitStack() as space:
        folder = Path(space.enter_context(TemporaryDirectory(prefix=".export-", dir=parts.folder)))
        made = export(parts, conference, folder / "package", since=since, reader=reader, position=position)
        name = f"{conference}-{made.size}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.tar"',
            "Content-Length": str(tarred_size(made.path)),
            "X-Position": str(made.size),
        }
        sent = _sent(space.pop_all(), made.path, name)
    return StreamingResponse(sent, media_type="application/x-tar", headers=headers)


def _sent(space: ExitStack, package: Path, name: str) -> Iterator[bytes]:
    with space:
        yield from tarred(package, name)
