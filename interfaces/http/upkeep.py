"""How the installation is looked after, for who sees its log: whether files are scanned, how far the views are."""

from fastapi import APIRouter, Request
from pydantic import Field

from interfaces.http.caller import caller, services
from interfaces.http.commands import BASE
from interfaces.http.entry_bodies import Closed

router = APIRouter(tags=["accounts"])


class Upkeep(Closed):
    """How the installation is looked after."""

    files_scanned: bool = Field(description="whether a scanner looks at uploaded files")
    views_behind: int = Field(description="how many facts the views have still to take in, over all conferences")


@router.get(BASE + "/upkeep", operation_id="get_upkeep")
def get_upkeep(request: Request, conference: str) -> Upkeep:
    """Show how the installation is looked after."""
    caller(request, conference)
    parts = services(request)
    return Upkeep(files_scanned=parts.files.are_scanned, views_behind=parts.runner.behind or 0)
