"""``lianxi audit export``: the package that an auditor takes away."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from application.access.rights import reads_whole
from domain.roster import Roster
from domain.rules.seats import require_known_person
from domain.vocabulary import Side
from interfaces.audit.export import Package, require_free
from interfaces.audit.export import export as made
from interfaces.audit.reader import OPERATOR, Reader
from interfaces.bootstrap import LogFeed, build
from interfaces.cli.folder import Data, Slug, holding
from interfaces.cli.speech import Trouble, mention, progress, say
from interfaces.http.sight import Sight
from interfaces.services import Services
from projections.feed import Stalled, catch_up

Position = Annotated[
    int | None,
    typer.Option(min=1, help="截至此位置 · up to a position [now]", metavar="POSITION", show_default=False),
]
Person = Annotated[
    UUID | None,
    typer.Option("--for", help="只打开此人自己的信息 · open what is about this person alone", metavar="PERSON_ID"),
]


def export(
    conference: Slug,
    *,
    to: Annotated[Path, typer.Option("--to", help="写入的新文件夹 · a new folder to write", metavar="DIR")],
    since: Annotated[
        int, typer.Option(min=0, help="此前的记录在更早的包里 · earlier records are in an earlier package")
    ] = 0,
    position: Position = None,
    person: Person = None,
    data: Data = None,
) -> None:
    """导出供审计的完整记录包 · Write the package an auditor takes away and verifies offline."""
    _require_free(to)
    services = build(holding(data))
    try:
        key, _ = services.log.conference(conference)
        with progress("catching_up"):
            catch_up(services.views, LogFeed(services.log), key)
        services.runner.start()
        reader = _reader(services, conference, key, person)
        with progress("exporting") as steps:
            package = made(services, conference, to, since=since, reader=reader, position=position, tell=steps.move)
    except Stalled as fault:
        raise Trouble("view_failed", error=fault.__cause__ or fault) from fault
    finally:
        services.close()
    _tell(package)


def _require_free(to: Path) -> None:
    try:
        require_free(to)
    except FileExistsError as fault:
        raise Trouble("target_exists", path=to) from fault


def _reader(services: Services, slug: str, key: int, person: UUID | None) -> Reader:
    """The operator, or a person in the seats that he holds today."""
    if person is None:
        return OPERATOR
    named = str(person)
    require_known_person(named, services.desk.ledger(slug).own(Roster).people)
    if reads_whole(services.access.role_of(key, named)):
        return Reader(name=named, sides=frozenset(Side), person=named)
    seated = services.desk.seated(slug, named)
    return Reader(name=named, sides=Sight.of(seated.charter, seated.seats).sides, person=named)


def _tell(package: Package) -> None:
    say("package_made", **vars(package))
    mention("package_next", path=package.path)
