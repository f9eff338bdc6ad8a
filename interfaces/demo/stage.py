"""What a demonstration is played with: a clock that goes by the script, chance that is always the same, and the door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from application.commands.command import Command
from application.commands.institution import EnterPerson
from application.desk import Asked, Behalf, Done
from application.ports import Clock
from domain.call import TopicCall
from domain.decision import Decision
from domain.invitation import Invitation
from domain.meeting import Meeting
from domain.meeting_roll import AttendanceLine
from domain.stream import Attachment, Stream
from domain.vocabulary import Basis, Presence
from interfaces.demo.tables import names, readings
from interfaces.services import Services

S = TypeVar("S", bound=Stream)
SLUG = "chengqiao"
_ZONE = ZoneInfo("Asia/Shanghai")
_MORNING = time(8, 30)
_BETWEEN_ACTS = timedelta(minutes=2)


class ScriptedClock(Clock):
    """Tells the time of the script."""

    def __init__(self, start: date) -> None:
        self._now = _morning_of(start)

    def now(self) -> datetime:
        """The instant the script has come to."""
        return self._now.astimezone(ZoneInfo("UTC"))

    @property
    def today(self) -> date:
        """The day the script has come to."""
        return self._now.date()

    def go_to(self, day: date) -> None:
        """Go on to the morning of a later day."""
        if day <= self.today:
            raise ValueError(f"the script is at {self.today} and cannot go to {day}")
        self._now = _morning_of(day)

    def tick(self) -> None:
        """Let the time between two acts pass."""
        self._now += _BETWEEN_ACTS


class SameChance:
    """Bytes without order, the same in every performance."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        """The next bytes; never more than a digest holds."""
        self._drawn += 1
        return sha256(f"{self._seed}/{self._drawn}".encode()).digest()[:size]


@dataclass
class Play:
    """The people of the play by their short names, the things it has brought about, and the door they all go through."""

    services: Services
    clock: ScriptedClock
    people: dict[str, str] = field(default_factory=dict)
    things: dict[str, UUID] = field(default_factory=dict)
    invitations: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def __getitem__(self, thing: str) -> UUID:
        """The id of a thing by its name in the script."""
        return self.things[thing]

    def on(self, day: str) -> None:
        """Go on to a day."""
        self.clock.go_to(date.fromisoformat(day))

    def act(
        self,
        who: str,
        command: Command,
        *,
        on: str | None = None,
        seat: str | None = None,
        behalf: Behalf | None = None,
        because: Mapping[str, str] | None = None,
    ) -> Done:
        """Let one of the people do one act through the door."""
        done = self.services.desk.do(
            Asked(
                conference=SLUG,
                person=self.people[who],
                command=command,
                on=date.fromisoformat(on) if on else None,
                seat=seat,
                behalf=behalf,
                departing=because or {},
            )
        )
        self.clock.tick()
        return done

    def begin(self, thing: str, who: str, command: Command, *, because: Mapping[str, str] | None = None) -> UUID:
        """Let somebody begin a thing that the script calls by a name."""
        done = self.act(who, command, because=because)
        if done.stream is None:
            raise TypeError(f"{command.called()} begins nothing")
        self.things[thing] = done.stream
        return done.stream

    def enter(self, who: str, key: str) -> None:
        """Let somebody of the office enter a person."""
        self.people[key] = str(self.act(who, EnterPerson(name=names()[key], reading=readings().get(key))).stream)

    def settle(
        self, names: Iterable[str], who: str, command: Command, *, because: Mapping[str, str] | None = None
    ) -> None:
        """Let a meeting settle something; its new decisions get these names, in their order."""
        done = self.act(who, command, because=because)
        wanted = tuple(names)
        if done.stream is not None and wanted:
            adopted = self.load(Meeting, done.stream).decisions_adopted
            self.things |= dict(zip(wanted, adopted[-len(wanted) :], strict=True))

    def suggested(self, thing: str, call: str) -> None:
        """Call the suggestion received last by a name."""
        self.things[thing] = list(self.load(TopicCall, self[call]).suggestions)[-1]

    def load(self, kind: type[S], stream: UUID) -> S:
        """A stream as it stands, to look at."""
        return self.services.desk.ledger(SLUG).load(kind, stream)

    def decision(self, thing: str) -> Decision:
        """A decision as it stands."""
        return self.load(Decision, self[thing])

    def person(self, who: str) -> UUID:
        """The id of one of the people, as commands name it."""
        return UUID(self.people[who])

    def notice(self, meeting: UUID) -> None:
        """Learn the invitations of the meeting's latest notice."""
        ledger = self.services.desk.ledger(SLUG)
        version = ledger.load(Meeting, meeting).notice_version
        for invitation in ledger.each(Invitation, still_open=False):
            if invitation.meeting == meeting and invitation.notice_version == version:
                self.invitations[meeting, invitation.invitee.key] = invitation.id

    def invitation(self, meeting: str, who: str) -> UUID:
        """The invitation of one of the people."""
        return self.invitations[self[meeting], self.people[who]]

    def roll(
        self, meeting: str, *, leave: tuple[str, ...] = (), absent: tuple[str, ...] = (), instead: Mapping[str, str]
    ) -> tuple[AttendanceLine, ...]:
        """Everybody expected as there, but for those named."""
        away = {self.people[who]: Presence.LEAVE for who in leave}
        away |= {self.people[who]: Presence.ABSENT for who in absent}
        others = {self.people[who]: self.people[other] for who, other in instead.items()}
        away |= dict.fromkeys(others, Presence.REPLACED)
        return tuple(
            AttendanceLine(
                seat=line.seat,
                person=line.person,
                unit=line.unit,
                kind=line.kind,
                presence=away.get(line.key, Presence.PRESENT),
                replaced_by=others.get(line.key),
            )
            for line in self.load(Meeting, self[meeting]).expected
        )

    def on_paper(self, who: str, sheet: str) -> Behalf:
        """What somebody did on a signed sheet."""
        return Behalf(basis=Basis.PAPER, person=self.people[who], evidence=digest_of(sheet))


def by_telephone(unit: str) -> Behalf:
    """What a unit said on the telephone."""
    return Behalf(basis=Basis.TELEPHONE, unit=unit)


def sheet(title: str, size: int = 180_224) -> Attachment:
    """A scanned sheet or a file; the demonstration keeps only what stands for it."""
    return Attachment(sha256=digest_of(title), size=size, media_type="application/pdf")


def digest_of(title: str) -> str:
    """The digest that stands for a file of the demonstration."""
    return sha256(title.encode()).hexdigest()


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, _MORNING, _ZONE)
