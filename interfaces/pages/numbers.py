"""Numbers as people type them, and as stand in addresses."""

_LONGEST = 15


def whole(text: str) -> int | None:
    """The number that stands there in plain digits; None: it is something else, or larger than any of ours."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None
