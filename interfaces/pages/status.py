"""How the system itself stands: its release, the position, how far the views are behind, what is not known here."""

from fastapi.responses import Response

from interfaces.pages.shell import Book, Visit

book = Book()


@book.page("/status", "status", right="directory")
async def status(visit: Visit) -> Response:
    """The release, and whether everything is as it should be."""
    version = await visit.api.ask("GET", "/version")
    ready = await visit.api.ask("GET", "/readyz")
    conference = await visit.api.get("")
    standing = await visit.api.get("/audit") if visit.may("read") else None
    return visit.show(
        "status.html",
        version=version.body["version"],
        ready=ready.body,
        is_ready=not ready.failed,
        position=conference["position"],
        edition=conference["edition_in_force"],
        standing=standing,
    )
