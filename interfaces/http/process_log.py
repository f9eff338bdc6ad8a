"""The process's own log: JSON lines on standard error, with nothing in them that signs anybody in."""

import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from interfaces.http.redaction import shown

_LONGEST = 2_000
_MOST_FRAMES = 20


class JsonLines(logging.Formatter):
    """A line a record. Of an exception it tells the type and where it was raised, never the message: that may hold anything."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": shown(record.getMessage(), _LONGEST),
        }
        trace_id = getattr(record, "trace_id", None)
        if trace_id is not None:
            told["trace_id"] = str(trace_id)
        if record.exc_info and record.exc_info[0] is not None:
            told["exception"] = record.exc_info[0].__qualname__
            told["raised"] = _places(record.exc_info[2])
        return orjson.dumps(told).decode()


def log_to(stream: Any, level: int = logging.WARNING) -> None:
    """Let all logs of this process, the server's too, go to a stream as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=level, force=True)


def _places(raised: TracebackType | None) -> list[str]:
    """The innermost places of a traceback, outermost first: file, line and function, without folders and source."""
    frames = traceback.extract_tb(raised)[-_MOST_FRAMES:]
    return [
        f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in frames
    ]
