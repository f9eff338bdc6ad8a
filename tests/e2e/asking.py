"""Any command with a body of the right types: what is sensible just now, or anything that could be sent."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st

import domain.rules
from application.commands import decisions, institution, meetings, minutes, topics
from application.commands.command import Command
from application.handlers import HANDLERS
from domain.rules.rule import Held, Rule
from tests.cast import DUTIES, UNITS
from tests.e2e import meaning, meaning_later
from tests.e2e.town import STRANGER, Town
from tests.e2e.year import SHEET

Strategy = st.SearchStrategy[Any]

MEANT = meaning.MEANT | meaning_later.MEANT
COMMANDS = sorted(HANDLERS, key=lambda command: command.__name__)
SOFT = sorted(
    rule.code
    for module in iter_modules(domain.rules.__path__, "domain.rules.")
    for rule in vars(import_module(module.name)).values()
    if isinstance(rule, Rule) and rule.held is Held.DEPARTURE
)
REASONS = dict.fromkeys(SOFT, "已说明理由")
UNFIT = ("绝密★10年", "内容\x00", "a\u202eb", "\ud800", "机密", "\x1b[31m")
ODD = ("", " ", "=1+1", "👷" * 40, "秘密花园", "长" * 6000, "a\tb\nc", "\ufeff", "é")
PLAIN = ("高温", "请协助解决", "经协商", "已研究", "Working hours")
KEYS = (*UNITS, "new_unit", "moon", "Moon", "财政所", "")
SEATS = (*DUTIES, "head@moon", "gardener", "head", "liaison@finance", "chair@finance", "")
BACK = (
    topics.ReturnTopic,
    topics.WithdrawTopic,
    topics.MergeTopic,
    topics.RefuseTopicAgreement,
    topics.DeclineTopic,
    topics.ReviseTopic,
    topics.DeclareNoConsensus,
    meetings.ReturnDate,
    meetings.ProposePostponement,
    meetings.ProposeCancellation,
    meetings.ReturnChange,
    meetings.AgreeToChange,
    minutes.ReturnMinutes,
    minutes.RedraftMinutes,
    minutes.ReturnCorrection,
    decisions.HandBackDecision,
    decisions.ReturnReport,
    decisions.WithdrawExtension,
    decisions.WithdrawTakeOver,
    decisions.RefuseExtension,
    institution.AdoptCharter,
    institution.CloseUnit,
    institution.LayDownDuty,
    institution.MergeUnit,
    institution.SplitUnit,
)
"""What does not bring a thing further, or upsets much."""
ONWARD = ("Accept", "Agree", "Archive", "Assign", "Discuss", "Hear", "Issue", "Open", "Receive", "SignOff")
"""How the commands begin that bring a thing further."""


@dataclass(frozen=True)
class Asking:
    """The bodies of commands as the town stands. ``wild``: whatever the types allow; else what could be meant."""

    town: Town
    wild: bool = False

    def body(self, kind: type[Command], stream: Any = None) -> Strategy:
        """A command of this kind; about this stream, if it is about one."""
        hints = get_type_hints(kind, include_extras=True)
        meant = MEANT.get(kind)
        given = meant(self.town, stream) if meant and not self.wild else {}
        values = {}
        for field in fields(kind):
            if field.name == kind.TARGET and stream is not None:
                values[field.name] = st.just(stream.id)
            elif field.name in given:
                values[field.name] = given[field.name]
            else:
                found = self.value(field.name, hints[field.name])
                values[field.name] = found if field.default is MISSING else st.just(field.default) | found
        return st.builds(kind, **{name: _strategy(value) for name, value in values.items()})

    def value(self, name: str, hint: Any, *limits: Any) -> Strategy:
        """Any value of a field of this name and type."""
        if get_origin(hint) is Annotated:
            inner, *more = get_args(hint)
            return self.value(name, inner, *limits, *more)
        if get_origin(hint) in {Union, UnionType}:
            return st.one_of(*(self.value(name, each, *limits) for each in get_args(hint)))
        if get_origin(hint) is tuple:
            least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
            each = self.value(name, get_args(hint)[0])
            return st.lists(each, min_size=least, max_size=least + 2, unique=not self.wild).map(tuple)
        if isinstance(hint, type) and is_dataclass(hint):
            inner_hints = get_type_hints(hint, include_extras=True)
            return st.builds(
                hint, **{field.name: self.value(field.name, inner_hints[field.name]) for field in fields(hint)}
            )
        if issubclass(hint, Enum):
            return st.sampled_from(list(hint))
        return self._plain(name, hint, limits)

    def _plain(self, name: str, hint: type[Any], limits: tuple[Any, ...]) -> Strategy:
        if hint is NoneType:
            return st.none()
        if hint is bool:
            return st.booleans()
        if hint is UUID:
            return st.sampled_from(self._ids(name))
        if hint is date:
            return st.sampled_from(self.days())
        if hint is int:
            return self._number(name, limits)
        if hint is str:
            return st.sampled_from([text for text in self._texts(name, limits) if _within(text, limits)])
        raise TypeError(f"{name} is a {hint}")

    def _ids(self, name: str) -> list[UUID]:
        kinds = {"into": "topic", "supersedes": "decision", "topics": "topic"}
        if name in {"person", "substitute", "guests"}:
            found = [UUID(person) for person in sorted(self.town.ledger.roster.people)]
        elif name in {"suggestion", "suggestions"}:
            found = [each for call in self.town.of_kind("call") for each in self.town.fresh(call).suggestions]
        elif name in {"stream", "to"}:
            found = [*self.town.of_kind("topic"), *self.town.of_kind("decision")]
        else:
            found = self.town.of_kind(kinds.get(name, name))
        return found if found and not self.wild else [*found, STRANGER, *self.town.of_kind("roster")]

    def days(self) -> list[date]:
        """Days around today, and when wild also far ones."""
        today = self.town.clock.today
        near = [today + timedelta(days) for days in (0, 0, 1, 7, 30, 200)]
        far = [date.min, date.max, date(1999, 12, 31), today - timedelta(40), today - timedelta(1)]
        return [*near, *far] if self.wild else near

    def _number(self, name: str, limits: tuple[Any, ...]) -> Strategy:
        least = max((int(str(limit.ge)) for limit in limits if isinstance(limit, Ge)), default=0)
        most = min((int(str(limit.le)) for limit in limits if isinstance(limit, Le)), default=2**53)
        if name in {"year", "held"}:
            year = self.town.clock.today.year
            return st.sampled_from([year, year + 1, *([least, most] if self.wild else [])])
        if name == "size":
            return st.sampled_from([1, 2048])
        return st.sampled_from([1, 1, 2, 3, *([least, most] if self.wild else [])])

    def _texts(self, name: str, limits: tuple[Any, ...]) -> tuple[str, ...]:  # noqa: PLR0911 - by name
        del limits
        odd = (*UNFIT, *ODD) if self.wild else ()
        if name in {"unit", "units", "lead", "assisting", "proposer", "joint_with", "concerned", "into"}:
            return (*KEYS, *odd) if self.wild else tuple(sorted(self.town.ledger.units.open_keys))
        if name in {"duty", "seat", "seats", "asked_by", "delegated_by", "invitee"}:
            return (*SEATS, *odd) if self.wild else tuple(DUTIES)
        if name == "series":
            return ("notice", "minutes", *odd)
        if name == "category":
            return ("labour_safety", "skills", *odd)
        if name == "starts":
            return ("14:00", "09:30", *(("25:00", "14.00", "14:0\x00") if self.wild else ()))
        if name == "sha256":
            return (SHEET, *(("", "g" * 64) if self.wild else ()))
        if name == "items":
            return ("topics", "previous_decisions", *odd)
        if name == "media_type":
            return ("application/pdf", *odd)
        return (*PLAIN, *odd)


def _within(text: str, limits: tuple[Any, ...]) -> bool:
    least = max((limit.min_length for limit in limits if isinstance(limit, MinLen)), default=0)
    most = min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=6000)
    return least <= len(text) <= most


def _strategy(value: Any) -> Strategy:
    return value if isinstance(value, st.SearchStrategy) else st.just(value)


OF_KIND: dict[str, tuple[type[Command], ...]] = {
    kind: tuple(command for command in COMMANDS if command.TARGET and kind == command.TARGET)
    for kind in ("topic", "meeting", "minutes", "decision", "call", "invitation")
}
BEGINNING = tuple(command for command in COMMANDS if command.TARGET is None)


def everybody(town: Town) -> Iterator[str]:
    """Everybody on the roll, those who hold a duty today first."""
    roster = town.ledger.roster
    holders = roster.standing(town.clock.today).holders
    seated = dict.fromkeys(person for _, people in sorted(holders.items()) for person in people)
    yield from dict.fromkeys((*seated, *sorted(roster.people)))
