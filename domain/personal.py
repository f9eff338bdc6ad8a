"""Personal values, which stand in no record: where one that can no longer be opened stood."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ErasedValue:
    """A personal value that was erased: the position of its record in the conference's log, and the field."""

    position: int
    path: str
