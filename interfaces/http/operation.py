"""How the installation is: alive, ready, and which release."""

from fastapi import APIRouter, Request, Response

from interfaces.http.caller import services
from interfaces.version import VERSION

router = APIRouter(tags=["operation"])
_MOST_LAG = 10_000


@router.get("/healthz", operation_id="healthz")
def healthz() -> dict[str, str]:
    """Say that the process is alive, and nothing more."""
    return {"status": "alive"}


@router.get("/readyz", operation_id="readyz")
def readyz(request: Request, response: Response) -> dict[str, object]:
    """Say whether the store can be written and the views keep up; 503 when not."""
    parts = services(request)
    lag = sum(parts.log.head(kept.id) - parts.views.position(kept.id) for kept in parts.log.conferences())
    ready = parts.runner.failure is None and lag <= _MOST_LAG
    response.status_code = 200 if ready else 503
    return {"status": "ready" if ready else "not ready", "projection_lag_events": lag}


@router.get("/version", operation_id="version")
def version() -> dict[str, str]:
    """Say which release this is."""
    return {"version": VERSION}
