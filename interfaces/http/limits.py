"""No request body is larger than the limit; a larger one is refused before it is read to its end."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interfaces.http.problems import MEDIA_TYPE

_REFUSED = (
    b'{"type":"/api/v1/problems#too_large","status":413,"code":"too_large",'
    b'"title":"\xe8\xaf\xb7\xe6\xb1\x82\xe8\xbf\x87\xe5\xa4\xa7 / The request is too large","clause":null}'
)


class _TooLarge(Exception):
    pass


class BodyLimit:
    """Counts what arrives, whatever the Content-Length claims."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = 0
        answered = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise _TooLarge
            return message

        async def sending(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared[:20]) > self._most:
            await _refuse(send)
            return
        try:
            await self._app(scope, counted, sending)
        except _TooLarge:
            if not answered:
                await _refuse(send)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})
