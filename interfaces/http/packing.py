"""Answers are packed with gzip on their way, but for files: their Content-Digest is of the bytes that are sent."""

import re

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

FILES = r"/api/v1/conferences/[^/]+/files(/.*)?"
_FILES = re.compile(FILES)


class Packing(GZipMiddleware):
    """Packs every answer that is worth it and is no file."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if _FILES.fullmatch(scope.get("path", "")):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
