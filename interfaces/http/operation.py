"""How the installation is: alive, ready, and which release."""

from fastapi import APIRouter, Request, Response

from interfaces.http.access_log import state_of
from interfaces.http.caller import services
from interfaces.version import VERSION

router = APIRouter(tags=["operation"])


@router.get("/healthz", operation_id="healthz")
def healthz() -> dict[str, str]:
    """Say that the process is alive, and nothing more."""
    return {"status": "alive"}


@router.get("/readyz", operation_id="readyz")
def readyz(request: Request, response: Response) -> dict[str, object]:
    """Say whether the store can be written, the views keep up and the logs are as recorded; 503 when not.

    An access log that cannot be written is told and keeps nobody out.
    """
    runner, watch = services(request).runner, services(request).watch
    ready = runner.ready and watch.sound
    response.status_code = 200 if ready else 503
    return {
        "status": "ready" if ready else "not ready",
        "projection_lag_events": runner.behind,
        "logs": "as recorded" if watch.sound else "not as recorded",
        "access_log": state_of(request.app.state.access),
    }


@router.get("/version", operation_id="version")
def version() -> dict[str, str]:
    """Say which release this is."""
    return {"version": VERSION}
