"""Everything that stands in a document, however deep."""

from collections.abc import Iterator
from typing import Any


def within(document: Any) -> Iterator[Any]:
    """The document itself and every value in it, in no order."""
    left = [document]
    while left:
        value = left.pop()
        yield value
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
