"""Given, when, then: stories about streams, told in facts."""

from collections.abc import Callable
from typing import Any, Self

import pytest

from domain.errors import Failure, Refusal
from domain.stream import Fact, Stream


class Story:
    """One stream, what is done to it, and what came of it."""

    def __init__(self, stream: Stream) -> None:
        self.stream: Any = stream
        self.stream.collect_events()
        self.recorded: list[Any] = []
        self.refusal: Failure | None = None

    def when(self, method: Callable[..., None], /, *args: Any, **kwargs: Any) -> Self:
        """Do something to the stream; a refusal is kept for ``then_refused``."""
        self.then_not_refused()
        try:
            method(self.stream, *args, **kwargs)
        except Refusal as refusal:
            self.refusal = refusal
        return self

    def then(self, *facts: type[Fact]) -> Self:
        """Exactly these facts were recorded since the story began or was last asked."""
        self.then_not_refused()
        recorded = list(self.stream.collect_events())
        assert [type(fact).__name__ for fact in recorded] == [fact.__name__ for fact in facts]
        self.recorded = recorded
        return self

    def then_refused(self, code: str, clause: str | None = None) -> Failure:
        """The last act was refused with this code, and nothing was recorded."""
        assert self.refusal is not None, "was not refused"
        assert self.refusal.code == code, self.refusal
        assert clause is None or self.refusal.clause == clause
        assert not self.stream.pending_events
        return self.refusal

    def then_not_refused(self) -> None:
        """Nothing was refused so far."""
        if self.refusal is not None:
            pytest.fail(f"refused: {self.refusal}")


def given(stream: Stream) -> Story:
    """A story that begins with this stream as it is."""
    return Story(stream)
