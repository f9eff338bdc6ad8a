"""The export package: everything of a conference's log that an auditor takes away, the same bytes for the same position."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from application.durable import sync
from application.log import SYSTEM
from application.proof.publisher import Altered
from application.proof.system import that
from domain.errors import NotFound
from domain.facts import installation as facts
from interfaces.audit.choosing import Choice, choose
from interfaces.audit.packing import Packing
from interfaces.audit.reader import OPERATOR, Reader
from interfaces.services import Services


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that was made: where, of which log and extent, and the digest of its last manifest, which holds all."""

    path: Path
    origin: str
    size: int
    root: str
    openings: str
    digest: str


def export(
    services: Services,
    conference_slug: str,
    target: Path,
    *,
    since: int = 0,
    reader: Reader = OPERATOR,
    position: int | None = None,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> Package:
    """Make the package of a conference in a folder where nothing is, and record that it was made.

    ``since`` leaves out the bundles of records that an earlier package holds; ``tell`` hears how many are written.
    """
    reader.require_whole()
    target = target.absolute()
    require_free(target)
    _require_as_recorded(services, conference_slug)
    choice = choose(services, conference_slug, position)
    if since > choice.log.size:
        raise NotFound("position_unknown", clause="R-known", thing="position", id=since)
    packing = Packing(services, choice, since=since, reader=reader)
    partial = target.with_name(f"{target.name}.partial")
    rmtree(partial, ignore_errors=True)
    try:
        packed = packing.pack(partial, tell)
        _record(services, choice, since, reader, packed.openings)
        partial.rename(target)
        sync(target.parent)
    finally:
        rmtree(partial, ignore_errors=True)
    log = choice.log
    return Package(path=target, origin=log.listed.origin, size=log.size, root=log.root, **packed._asdict())


def require_free(target: Path) -> None:
    """Nothing is overwritten."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(target)


def _require_as_recorded(services: Services, slug: str) -> None:
    """Nothing is signed and given away of a log that is not what was recorded."""
    conference, _ = services.log.conference(slug)
    for each in (conference, SYSTEM):
        listed = services.log.listed(each)
        flaws = list(services.publisher.inspect(listed))
        if flaws:
            raise Altered(listed.origin, flaws)


def _record(services: Services, choice: Choice, since: int, reader: Reader, openings: str) -> None:
    services.publisher.system.record(
        that(
            facts.Exported,
            origin=choice.log.listed.origin,
            size=choice.log.size,
            root=choice.log.root,
            since=since,
            reader=reader.name,
            openings=openings,
        )
    )
