"""The two shapes everything recorded is made of: a fact, and the stream of facts that is one thing's life.

A fact is a frozen record with a stored name that never changes. A stream guards in public methods and records; the
private ``@event`` appliers only assign. Nothing here looks at a clock: the instant comes with the act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from inspect import signature
from types import ModuleType
from typing import Any, ClassVar, ParamSpec, Protocol, Self, dataclass_transform
from uuid import UUID

from eventsourcing.domain import AggregateEvent, BaseAggregate, CanInitAggregate, MetaDomainEvent, decorated_funcs

from domain.errors import OutOfOrder
from domain.trace import NOBODY, Trace

P = ParamSpec("P")
_NOWHERE = UUID(int=0)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sealed:
    """A personal value as replay sees it: only its commitment. Readers with the right join the opening."""

    commitment: str


Personal = str | Sealed
"""A field whose value never enters a record in clear; its fact names the subject in ``PERSONAL``."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class FactType(MetaDomainEvent):
    """Makes every fact a frozen, keyword-only record."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        """Build the class and give it the signature of its fields."""
        made: Any = type.__new__(mcs, name, bases, namespace)
        made = dataclass(frozen=True, kw_only=True)(made)
        made.__signature__ = signature(made.__init__)
        return made


class Fact(AggregateEvent, metaclass=FactType):
    """Something that happened, in the past tense, kept for ever.

    ``TOPIC`` is its stored name, ``CLAUSES`` what it rests on, ``GAPS`` the assumptions it relies on where the charter
    is silent, and ``PERSONAL`` maps each personal field to the field naming the person it is about.
    """

    TOPIC: ClassVar[str]
    CLAUSES: ClassVar[tuple[str, ...]] = ()
    GAPS: ClassVar[tuple[str, ...]] = ()
    PERSONAL: ClassVar[dict[str, str]] = {}

    originator_id: UUID = _NOWHERE
    originator_version: int = 0
    timestamp: datetime = _NEVER
    trace: Trace = NOBODY


class First(Fact, CanInitAggregate[UUID]):
    """A fact that begins a stream."""

    originator_topic: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file kept by its digest, outside the record; a fact's ``attachments`` stand in the record's ``attach``."""

    sha256: str
    size: int
    media_type: str


class Circumstances(Protocol):
    """What a fact keeps of the act behind it, and the instant of recording: an ``Act``, or a deed of the operators."""

    @property
    def at(self) -> datetime: ...
    def trace(self, fact: Any) -> Trace: ...


class Stream(BaseAggregate[UUID]):
    """One thing's life as facts."""

    TOPIC: ClassVar[str]

    class Event(Fact):
        """Needed once by the library; facts derive from ``Fact``."""

    def __init_subclass__(cls, *, facts: ModuleType | None = None) -> None:
        """Give the stream every fact of its module, as the library wants them: as attributes of the class.

        The library makes every fact anew for a class that inherits it; the applier beside a part's guards goes with it.
        """
        for name, value in (vars(facts) if facts else {}).items():
            if facts and isinstance(value, FactType) and value.__module__ == facts.__name__:
                setattr(cls, name, value)
        super().__init_subclass__()
        for own in [each for each in vars(cls).values() if isinstance(each, FactType)]:
            inherited = [decorated_funcs[each] for each in own.__mro__ if each in decorated_funcs]
            decorated_funcs.update({own: inherited[0]} if inherited else {})

    @classmethod
    def begin(
        cls, act: Circumstances, stream: UUID, fact: Callable[P, First], *args: P.args, **kwargs: P.kwargs
    ) -> Self:
        """Record the first fact of a new stream."""
        del args
        own = getattr(cls, fact.__name__)
        return cls._create(own, id=stream, timestamp=act.at, trace=act.trace(fact), **kwargs)

    def record(self, act: Circumstances, fact: Callable[P, Fact], *args: P.args, **kwargs: P.kwargs) -> None:
        """Record the next fact; its fields are checked against the fact's own by the type checker."""
        del args
        own = getattr(self, fact.__name__)
        self.trigger_event(own, timestamp=act.at, trace=act.trace(fact), **kwargs)

    def expect(self, fits: bool, step: str, **facts: Any) -> None:  # noqa: FBT001 - reads as a sentence at the call
        """Refuse ``step`` as out of order unless it fits the present state."""
        if not fits:
            raise OutOfOrder(
                "out_of_order", clause="R-order", thing=self.TOPIC, step=step, stage=self.standing_at, **facts
            )

    @property
    def standing_at(self) -> str:
        """The word for where this thing stands, for sentences and lists."""
        return str(getattr(self, "stage", ""))

    @property
    def is_open(self) -> bool:
        """Whether anything remains to be done on it; the institution's own streams are never done."""
        return True
