"""How the system itself stands: its release, how far the views are behind, its proofs, its copies, what this machine shows."""

from datetime import date, datetime
from typing import Any

from fastapi.responses import Response

from interfaces.pages.look import ZONE
from interfaces.pages.shell import Book, Visit

book = Book()
_END = 2**53 - 1
_BACKED_UP, _EXPORTED = "installation.backed_up", "installation.exported"
_FRESH, _STALE = 1, 7
"""Days after which a copy is no longer fresh, and after which it is old."""


@book.page("/status", "status", right="directory")
async def status(visit: Visit) -> Response:
    """The release, and whether everything is as it should be."""
    version = await visit.api.ask("GET", "/version")
    ready = await visit.api.ask("GET", "/readyz")
    conference = await visit.api.get("")
    standing = await visit.api.get("/audit") if visit.may("read") else None
    today = date.fromisoformat(conference["today"])
    return visit.show(
        "status.html",
        version=version.body["version"],
        ready=ready.body,
        is_ready=not ready.failed,
        position=conference["position"],
        edition=conference["edition_in_force"],
        standing=standing,
        copies=[await _newest(visit, fact, today) for fact in (_BACKED_UP, _EXPORTED)] if visit.may("logs") else (),
        scanned=(await visit.api.get("/upkeep"))["files_scanned"] if visit.may("logs") else None,
    )


async def _newest(visit: Visit, fact: str, today: date) -> dict[str, Any]:
    """When a copy was made last, how many days ago, and what to think of it."""
    listed = await visit.api.get("/access", before=_END, fact=fact, limit=1)
    if not listed["items"]:
        return {"fact": fact, "at": None, "days": None, "tone": "bad" if fact == _BACKED_UP else ""}
    at = listed["items"][0]["at"]
    days = (today - datetime.fromisoformat(at).astimezone(ZONE).date()).days
    tone = ("ok" if days <= _FRESH else "warn" if days <= _STALE else "bad") if fact == _BACKED_UP else ""
    return {"fact": fact, "at": at, "days": days, "tone": tone}
