"""What every command has in common, and the limits of what can be written in one."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen

Line = Annotated[str, MinLen(1), MaxLen(200)]
"""One line: a title, a place, a name."""
Text = Annotated[str, MinLen(1), MaxLen(6000)]
"""Running text that must be there. What is longer goes in as an attachment."""
Remark = Annotated[str, MaxLen(6000)]
"""Running text that may be left empty."""
Key = Annotated[str, MinLen(1), MaxLen(40)]
"""The key of a unit, a category or a number series."""
Seat = Annotated[str, MinLen(1), MaxLen(81)]
"""A duty such as ``liaison`` or ``head@finance``."""
Year = Annotated[int, Ge(1949), Le(2199)]
Version = Annotated[int, Ge(1), Le(1_000_000)]


@dataclass(frozen=True, kw_only=True)
class Command:
    """A request to do one act."""

    TARGET: ClassVar[str | None] = None
    """The field that names the stream the act changes; None when the act begins one or belongs to the institution."""
    VERSIONED: ClassVar[bool] = True
    """Whether a change must name the version it was decided on. Acts of several seats name a text version instead."""
    SIGNS: ClassVar[bool] = False
    """Whether it is a signature, or decides who may sign: done only by somebody who proved who he is a short while ago."""
    TELEPHONE: ClassVar[bool] = False
    """Whether the office may enter it on the word of a telephone call or message [G25]."""

    @classmethod
    def called(cls) -> str:
        """The command's name in snake case, as bulk requests and journals spell it."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def target(self) -> UUID | None:
        """The stream the act changes, if it exists already."""
        found = getattr(self, self.TARGET) if self.TARGET else None
        return found if isinstance(found, UUID) else None
