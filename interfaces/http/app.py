"""The application as a server runs it: the API of one installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from interfaces.http import (
    accounts,
    board,
    bulk,
    catalogue,
    changes,
    comings,
    commands,
    counting,
    dossier,
    drafts,
    entry,
    expecting,
    exporting,
    feed_served,
    feeds,
    files,
    meeting_dates,
    openid,
    own_account,
    passkeys,
    problems,
    proof,
    reads,
    replay,
    static_log,
    tokens,
    upkeep,
    views,
    years,
)
from interfaces.http.access_log import AccessLog
from interfaces.http.caller import caller
from interfaces.http.document import publish
from interfaces.http.door import Door
from interfaces.http.guard import Guard
from interfaces.http.kinds import KINDS
from interfaces.http.limits import BodyLimit
from interfaces.http.operation import router as operation
from interfaces.http.packing import FILES, Packing
from interfaces.http.rates import Rates, counted, tried
from interfaces.http.routes import ROUTES
from interfaces.services import Services
from interfaces.version import VERSION

_MOST = 1_048_576
FORMS = "/do/[a-z_]+"
"""The pages' forms of acts, which bring files along."""
"""Bytes of a body, but for one that is a file."""


def api(
    services: Services,
    *,
    hosts: frozenset[str] | None = None,
    rates: Rates | None = None,
    access: AccessLog | None = None,
) -> FastAPI:
    """The API over an installation's services.

    Any host is good, nothing is counted and no access log kept where these are left out, as in tests; a server has all.
    Whoever started the access log closes it, when all is answered. Streams end when ``state.stopping`` is set.
    """
    app = FastAPI(
        title="Lianxi 联席",
        version=VERSION,
        lifespan=_lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services, app.state.rates, app.state.access, app.state.stopping = services, rates, access, False
    router = APIRouter(prefix="/api/v1", dependencies=[Depends(caller), Depends(counted)])
    for included in (
        bulk.router,
        changes.router,
        views.router,
        years.router,
        dossier.router,
        expecting.router,
        proof.router,
        exporting.router,
        files.router,
        drafts.router,
        meeting_dates.router,
    ):
        router.include_router(included)
    for kind in KINDS.values():
        reads.add(router, kind)
        counting.add(router, kind)
    for included in (tokens.router, feeds.router, accounts.router, comings.router, upkeep.router):
        router.include_router(included)
    replay.add(router)
    for route in ROUTES:
        commands.add(router, route)
    app.include_router(router)
    for included in (entry.router, passkeys.session, openid.session):
        app.include_router(included, dependencies=[Depends(tried)])
    for included in (own_account.router, passkeys.account, openid.account):
        app.include_router(included)
    app.include_router(catalogue.router)
    app.include_router(static_log.router)
    app.include_router(board.router)
    app.include_router(feed_served.router)
    app.include_router(operation)
    problems.install(app)
    publish(app)
    app.add_middleware(
        BodyLimit, most=_MOST, larger=dict.fromkeys((FILES, FORMS), services.files.limits.largest + _MOST)
    )
    app.add_middleware(Packing, minimum_size=1024)
    app.add_middleware(Guard, hosts=hosts, rates=rates)
    app.add_middleware(Door, access=access)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    services.start()
    yield
    services.close()
