"""The application as a server runs it: the API of one installation."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from starlette.middleware.gzip import GZipMiddleware

from interfaces.http import (
    bulk,
    catalogue,
    changes,
    commands,
    dossier,
    exporting,
    problems,
    proof,
    reads,
    replay,
    static_log,
    views,
)
from interfaces.http.caller import caller
from interfaces.http.document import publish
from interfaces.http.kinds import KINDS
from interfaces.http.limits import BodyLimit
from interfaces.http.operation import router as operation
from interfaces.http.routes import ROUTES
from interfaces.services import Services
from interfaces.version import VERSION

_MOST = 1_048_576


def api(services: Services) -> FastAPI:
    """The API over an installation's services."""
    app = FastAPI(
        title="Lianxi 联席",
        version=VERSION,
        lifespan=_lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services = services
    router = APIRouter(prefix="/api/v1", dependencies=[Depends(caller)])
    for included in (bulk.router, changes.router, views.router, dossier.router, proof.router, exporting.router):
        router.include_router(included)
    for kind in KINDS.values():
        reads.add(router, kind)
    replay.add(router)
    for route in ROUTES:
        commands.add(router, route)
    app.include_router(router)
    app.include_router(catalogue.router)
    app.include_router(static_log.router)
    app.include_router(operation)
    problems.install(app)
    publish(app)
    app.add_middleware(BodyLimit, most=_MOST)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.middleware("http")(_trace)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    services.start()
    yield
    services.close()


async def _trace(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    request.state.trace_id = uuid4().hex
    response = await call_next(request)
    response.headers["X-Trace-Id"] = request.state.trace_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
