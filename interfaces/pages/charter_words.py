"""An edition of the measures in words: for each matter what it says, and where it says nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from domain.charter import AgendaItem, Body, Charter, Deadlines, Name, Panel
from domain.clauses.gaps import GAPS
from interfaces import sentences
from interfaces.pages.texts import text


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is settled on one matter; ``said`` is None where the measures do not settle it."""

    key: str
    said: str | None
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A charter told in one language."""

    language: str
    charter: Charter

    def name(self, name: Name) -> str:
        """A term of the measures."""
        return name.zh if self.language == "zh-Hans" else name.en

    def seat(self, duty: str) -> str:
        """What a duty is called."""
        known = self.charter.duties.get(duty)
        return self.name(known.name) if known else duty

    def seats(self, duties: tuple[str, ...]) -> str | None:
        """Several duties in one phrase."""
        return self._listed(self.seat(each) for each in duties) or None

    def panel(self, panel: Panel | None) -> str | None:
        """Who decides, and who stands in for whom is away."""
        if panel is None:
            return None
        said = self._say(f"how_{panel.how}", seats=self.seats(panel.seats) or "–")
        if not panel.stand_ins:
            return said
        return said + self._say("stand_ins", seats=self.seats(panel.stand_ins) or "–")

    def bodies(self) -> list[dict[str, Any]]:
        """Each body, where it stands, and its ranks."""
        return [
            {
                "name": self.name(body.name),
                "under": self.name(self.charter.bodies[body.under].name) if body.under else None,
                "ranks": [
                    (self._rank(body, rank), self.seats(duties))
                    for rank, duties in (("heads", body.heads), ("deputies", body.deputies), ("members", body.members))
                    if duties
                ],
                "open": body.members_open,
            }
            for body in self.charter.bodies.values()
        ]

    def topics(self) -> list[Row]:
        """What is said of topics."""
        topics = self.charter.topics
        steps = self._listed((self._word(each) for each in topics.steps), " → ")
        consensus = self._word(topics.consensus, "consensus") if topics.consensus else None
        strength = self._say("strength", strength=self._word(topics.consensus_strength)) if consensus else ""
        return [
            Row(key="proposers", said=self._listed(self._word(each) for each in topics.proposers)),
            Row(key="steps", said=steps or None),
            Row(key="consensus", said=consensus and consensus + strength, gaps=("G5", "G14")),
            Row(key="approval", said=self.panel(topics.approval), gaps=("G1", "G2")),
            Row(key="referred_to", said=topics.referred_to and self.seat(topics.referred_to), gaps=("G20",)),
            Row(key="most_per_meeting", said=_number(topics.most_per_meeting)),
        ]

    def meetings(self) -> list[Row]:
        """What is said of meetings."""
        meetings = self.charter.meetings
        most = meetings.per_year_most
        often = f"{meetings.per_year}–{most}" if most else _number(meetings.per_year)
        often = often and often + self._say("strength", strength=self._word(meetings.per_year_strength))
        chair = self.seats(meetings.chaired_by)
        chair = chair and chair + self._say("strength", strength=self._word(meetings.chaired_by_strength))
        return [
            Row(key="per_year", said=often),
            Row(key="date_fixed_by", said=self.panel(meetings.date_fixed_by), gaps=("G2",)),
            Row(key="principal", said=meetings.principal and self.seat(meetings.principal), gaps=("G18",)),
            Row(key="asked_by", said=self.seats(meetings.asked_by), gaps=("G18",)),
            Row(key="chaired_by", said=chair),
            Row(key="quorum", said=_number(meetings.quorum), gaps=("G4",)),
        ]

    def after(self) -> list[Row]:
        """What is said of minutes and of carrying decisions out."""
        minutes, follow_up = self.charter.minutes, self.charter.follow_up
        signed = self._listed((self.panel(each) or "" for each in minutes.sign_off), " → ")
        months = follow_up.default_months
        checked = follow_up.union_led_checked_by
        host = self.charter.archive_host
        return [
            Row(key="reviewed_by", said=self.panel(minutes.reviewed_by), gaps=("G2",)),
            Row(key="sign_off", said=signed or None, gaps=("G6",)),
            Row(key="settled_by", said=self.panel(follow_up.settled_by), gaps=("G9", "G23")),
            Row(key="checked_by", said=checked and self.seat(checked), gaps=("G16",)),
            Row(key="hears", said=self._say("yes" if follow_up.next_meeting_hears else "no"), gaps=("G13",)),
            Row(key="default_months", said=self._say("months", count=months) if months else None, gaps=("G3",)),
            Row(key="archive_host", said=host and self._word(host), gaps=("G7",)),
        ]

    def deadlines(self) -> list[Row]:
        """Each period the measures could set."""
        deadlines = self.charter.deadlines
        unit = "working_days" if deadlines.working_days else "days"
        kept = ((each.name, getattr(deadlines, each.name)) for each in fields(Deadlines) if each.name != "working_days")
        return [
            Row(key=f"deadline_{name}", said=self._say(unit, count=days) if days else None, gaps=("G3",))
            for name, days in kept
        ]

    def agenda(self, items: tuple[AgendaItem, ...]) -> list[dict[str, str]]:
        """An agenda template, item by item."""
        return [
            {"name": self.name(each.name), "clause": each.clause, "strength": self._word(each.strength)}
            for each in items
        ]

    def attendance(self) -> list[dict[str, str]]:
        """The classes of people at a meeting."""
        return [
            {"name": self.name(each.name), "kind": self._word(each.kind), "duties": self.seats(each.duties) or "–"}
            for each in self.charter.meetings.attendance
        ]

    def gaps(self) -> Iterator[dict[str, str | None]]:
        """What the measures leave open, and what the product assumes there under this edition."""
        chinese = self.language == "zh-Hans"
        for each in GAPS:
            assumed = self.charter.assumptions.get(each.id)
            yield {
                "id": each.id,
                "open": each.zh if chinese else each.en,
                "assumed": self.name(assumed) if assumed else None,
            }

    def _listed(self, words: Any, between: str = "") -> str:
        return (between or ("、" if self.language == "zh-Hans" else ", ")).join(words)

    def _word(self, value: Any, *within: str) -> str:
        return sentences.word(self.language, str(value), *within)

    def _rank(self, body: Body, rank: str) -> str:
        """What a rank is called in a body; where the measures do not say, as it is called anywhere."""
        return self.name(body.ranks[rank]) if rank in body.ranks else text(self.language, f"people.rank_{rank}")

    def _say(self, key: str, **facts: Any) -> str:
        return text(self.language, f"charter.{key}", **facts)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
