"""What the API publishes of itself: its OpenAPI document, and its codes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from interfaces import bootstrap
from interfaces.http import catalogue
from interfaces.http.app import api
from tests.golden.problem_codes import codes

OPENAPI = Path(__file__).parent / "openapi.json"
CODES = Path(catalogue.__file__).with_name("problem_codes.json")


def document() -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    with TemporaryDirectory() as folder:
        services = bootstrap.build(Path(folder))
        try:
            return api(services).openapi()
        finally:
            services.close()


def as_json(value: Any) -> str:
    """JSON to be read and compared line by line."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"


def remake() -> None:
    """Write both files anew."""
    CODES.write_text(as_json(codes()), "utf-8")
    OPENAPI.write_text(as_json(document()), "utf-8")
