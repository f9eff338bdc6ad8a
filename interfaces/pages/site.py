"""The pages of an installation, put onto its API."""

from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.responses import Response

from interfaces.pages import (
    acting,
    approvals,
    archive,
    board,
    calls,
    coming_in,
    decisions,
    decisions_queues,
    desk,
    documents,
    institution,
    meetings,
    minutes,
    own_account,
    searching,
    topics,
)
from interfaces.pages.asking import within
from interfaces.pages.look import statics
from interfaces.pages.shell import Book

_SORTS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_HOUR = "public, max-age=3600"
book = Book()


def add_pages(app: FastAPI) -> None:
    """Let an API be read and used in a browser too."""
    app.state.within = within(app)
    for each in (
        book,
        coming_in.book,
        own_account.book,
        acting.book,
        decisions.book,
        decisions_queues.book,
        desk.book,
        *institution.BOOKS,
        topics.book,
        calls.book,
        approvals.book,
        archive.book,
        documents.book,
        board.book,
        searching.book,
        meetings.book,
        minutes.book,
    ):
        app.router.routes.extend(each.routes)


@book.open("/static/{name}")
async def static_file(request: Request) -> Response:
    """What pages load: styles and scripts of our own, and nothing from elsewhere."""
    name = request.path_params["name"]
    content = statics().get(name)
    if content is None:
        return Response(status_code=404)
    tag = f'"{sha256(content).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": _HOUR})
    return Response(content, media_type=_SORTS[name.rpartition(".")[2]], headers={"ETag": tag, "Cache-Control": _HOUR})
