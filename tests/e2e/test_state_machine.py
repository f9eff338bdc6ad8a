"""Whatever is asked, in whatever order: the log stays whole, replay equals life, and every view equals its own past."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from application.commands.command import Command
from application.commands.institution import ExplainYear
from application.desk import Asked, Behalf, Done
from application.handlers import GUARDS
from application.rights import actions
from domain.errors import Failure, KeyReused, Refusal
from domain.vocabulary import Basis
from tests.e2e.asking import BACK, BEGINNING, COMMANDS, OF_KIND, ONWARD, REASONS, Asking, everybody
from tests.e2e.town import HandSet, Town, morning
from tests.e2e.wholeness import Wholeness
from tests.e2e.year import SHEET, STAGES, live

WALKS = int(os.environ.get("LIANXI_WALKS", "3"))
"""How many lives go on from each stage."""
STEPS = int(os.environ.get("LIANXI_STEPS", "70"))
GUARDS_OF_KIND = {kind: {c: GUARDS[c] for c in commands if c in GUARDS} for kind, commands in OF_KIND.items()}
PHASES = [Phase.reuse, Phase.generate, *([Phase.shrink] if "LIANXI_SHRINK" in os.environ else [])]
"""To look for the shortest way to a failure takes minutes; it is done when asked for."""
SETTINGS = settings(
    max_examples=WALKS,
    phases=PHASES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
LIVED: list[tuple[int, str, str]] = [(stages, "", "") for stages in range(len(STAGES) + 1)]
LIVED += [(stages, "", "looser") for stages in (0, 3, 5)] + [(3, "", "stricter")]
LIVED += [(stages, "stricter", "") for stages in (4, 6)]
"""How many stages, under which edition of the measures from the beginning, and which comes into force then."""
FAR = date(2100, 1, 1)
A_KIND = (*OF_KIND, "topic", "topic", "topic", "meeting", "meeting", "meeting", "minutes", "decision", "decision")
HAPPENINGS = {
    "go_on": 30,
    "begin_something": 4,
    "ask_for_anything": 5,
    "try_a_step_that_is_closed": 3,
    "ask_for_several_things_at_once": 2,
    "ask_twice_under_one_key": 2,
    "enter_an_act_on_paper": 2,
    "let_time_pass": 3,
    "come_to_the_day_of_a_meeting": 2,
    "ask_while_the_clock_is_behind": 1,
}


class Life(RuleBasedStateMachine):
    """A town that lived some stages of its year, and then anything happens."""

    def __init__(self, folder: Path, lived: Path) -> None:
        super().__init__()
        self.folder = folder
        self.lived = lived
        self.town: Town
        self.keys = self.steps = 0
        self.tried: Counter[tuple[type[Command], UUID | None]] = Counter()

    # -- the beginning and the end -------------------------------------------------------------------------------------

    @initialize()
    def begin(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.lived, self.folder)
        self.chance = Random(self.lived.name)
        self.town = Town(self.folder, clock=HandSet())
        self.town.know()
        self.whole = Wholeness(self.town)

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        try:
            self.whole.nothing_is_altered()
            self.whole.every_view_equals_its_own_past(self.folder, self.chance)
        finally:
            self.town.close()

    # -- what is done --------------------------------------------------------------------------------------------------

    @rule(data=st.data(), seed=st.integers(0, 2**32))
    def something_happens(self, data: st.DataObject, seed: int) -> None:
        """What, to which thing and by whom is chosen by chance, evenly; the words of it are Hypothesis's."""
        self.steps += 1
        self.chance = Random(f"{self.lived.name}/{seed}/{self.steps}")
        (what,) = self.chance.choices(list(HAPPENINGS), list(HAPPENINGS.values()))
        getattr(self, what)(data)

    def go_on(self, data: st.DataObject) -> None:
        """What somebody may do next with a thing, as the thing itself tells; what was seldom done comes first."""
        found = self.possible(data)
        if found:
            self.do([found])
        else:
            self.begin_something(data)

    def try_a_step_that_is_closed(self, data: st.DataObject) -> None:
        """What ``actions[]`` says is not allowed is refused."""
        kind = self.chance.choice(A_KIND)
        stream = self.some(kind)
        shut = [each for each in self.rights(kind, stream) if each[2]] if stream else []
        if shut and stream:
            person, command, _ = self.chance.choice(shut)
            assert self.do([self.asking(data, person, command, self.town.fresh(stream))]) is None

    def begin_something(self, data: st.DataObject) -> None:
        command = self.seldom(list(BEGINNING))
        asked = self.asking(data, self.town.people["wang"], command)
        proposer = getattr(asked.command, "proposer", None)
        person = {"town_union": "zhou", "safety": "wei"}.get(proposer or "", "wang")
        person = self.town.people[person] if self.chance.random() < 0.8 else self.chance.choice(self.everybody)
        self.do([replace(asked, person=person)])

    def ask_for_anything(self, data: st.DataObject) -> None:
        command, wild = self.chance.choice(COMMANDS), self.chance.random() < 0.5
        stream = self.some(command.TARGET, open_only=False) if command.TARGET else None
        if command.TARGET and stream is None and not wild:
            return
        person = self.chance.choice([*self.everybody, "nobody"])
        about = {
            "on": data.draw(st.none() | st.sampled_from(Asking(self.town, wild=True).days())),
            "seat": data.draw(st.sampled_from([None, None, "liaison", "union_chair", "gardener", ""])),
            "departing": data.draw(st.sampled_from([REASONS, {}, dict.fromkeys(REASONS, " ")])),
            "version": data.draw(st.sampled_from([None, None, 1, 2, 2**40])),
            "behalf": data.draw(st.none() | self.behalves()),
        }
        target = None if stream is None or wild else self.town.fresh(stream)
        self.do([self.town.asked(person, data.draw(Asking(self.town, wild).body(command, target)), **about)])

    def ask_for_several_things_at_once(self, data: st.DataObject) -> None:
        found = [self.possible(data) for _ in range(self.chance.randint(2, 4))]
        if asked := [each for each in found if each is not None]:
            self.do(asked, dry_run=self.chance.random() < 0.5)

    def ask_twice_under_one_key(self, data: st.DataObject) -> None:
        self.keys += 1
        asked = self.possible(data, key=f"key-{self.keys}", digest="one")
        first = self.do([asked]) if asked else None
        if asked is None or first is None:
            return
        before = self.whole.streams()
        assert self.town.desk.do(asked) == replace(first, again=True)
        with pytest.raises(KeyReused):
            self.town.desk.do(replace(asked, digest="other"))
        assert self.whole.streams() == before

    def enter_an_act_on_paper(self, data: st.DataObject) -> None:
        asked = self.possible(data)
        if asked:
            behalf = Behalf(basis=Basis.PAPER, person=asked.person, evidence=SHEET)
            self.do([replace(asked, person=self.town.people["wang"], behalf=behalf)])

    def let_time_pass(self, data: st.DataObject) -> None:
        days, hours = self.chance.choice([0, 1, 1, 3, 10, 45]), self.chance.randrange(24)
        self.town.clock.at += timedelta(days, hours=hours, microseconds=1)

    def come_to_the_day_of_a_meeting(self, data: st.DataObject) -> None:
        del data
        for meeting in map(self.town.fresh, self.town.of_kind("meeting", open_only=True)):
            if meeting.standing_at == "noticed":
                self.town.clock.at = max(self.town.clock.at, morning(min(meeting.appointment.day, FAR)))

    def ask_while_the_clock_is_behind(self, data: st.DataObject) -> None:
        days = self.chance.choice([3, 400])
        self.town.clock.at -= timedelta(days)
        self.do([self.town.asked("wang", ExplainYear(year=2025, explanation="换届"))])
        self.town.clock.at += timedelta(days)

    # -- how it is done ------------------------------------------------------------------------------------------------

    @property
    def everybody(self) -> list[str]:
        return list(everybody(self.town))

    def some(self, kind: str, *, open_only: bool = True) -> UUID | None:
        """A thing of a kind, the last ones more often; None where there is none."""
        found = self.town.of_kind(kind, open_only=open_only)
        return self.chance.choice([*found, *found[-3:] * len(found)]) if found else None

    def possible(self, data: st.DataObject, **more: Any) -> Asked | None:
        """Something that is open to somebody, if there is anything about the thing looked at."""
        for kind in self.chance.choices(A_KIND, k=4):
            stream = self.some(kind, open_only=self.chance.random() < 0.8)
            may: dict[type[Command], list[str]] = {}
            for person, command, refusal in self.rights(kind, stream) if stream else ():
                if refusal is None:
                    may.setdefault(command, []).append(person)
            if may and stream:
                found = self.seldom(list(may), stream)
                return self.asking(data, self.chance.choice(may[found]), found, self.town.fresh(stream), **more)
        return None

    def seldom(self, commands: list[type[Command]], stream: UUID | None = None) -> type[Command]:
        """One of those that were tried least on this thing; what leads on is taken earlier than what leads back."""
        self.chance.shuffle(commands)

        def weight(command: type[Command]) -> int:
            return self.tried[command, stream] + (command in BACK) - 2 * command.__name__.startswith(ONWARD)

        found = self.chance.choice(sorted(commands, key=weight)[:2])
        self.tried[found, stream] += 1
        return found

    def rights(self, kind: str, stream: UUID) -> Iterator[tuple[str, type[Command], Refusal | None]]:
        """Who may do what with a thing, and what stands against it."""
        found = type(self.town.fresh(stream))
        for person in self.everybody:
            told = actions(
                self.town.desk,
                GUARDS_OF_KIND[kind],
                asked=Asked(conference=self.town.slug, person=person, command=Command()),
                kind=found,
                stream=stream,
            )
            for action in told:
                yield person, action.command, action.refusal

    def asking(
        self, data: st.DataObject, person: str, command: type[Command], stream: Any = None, **more: Any
    ) -> Asked:
        """A body that could be meant, with a reason for whatever it departs from."""
        body = data.draw(Asking(self.town).body(command, stream))
        version = stream.version if stream is not None and command.VERSIONED else None
        return self.town.asked(person, body, departing=REASONS, version=version, **more)

    def behalves(self) -> st.SearchStrategy[Behalf]:
        return st.builds(
            Behalf,
            basis=st.sampled_from(list(Basis)),
            person=st.none() | st.sampled_from([*self.everybody, "nobody"]),
            unit=st.none() | st.sampled_from(["finance", "town_union", "moon"]),
            evidence=st.none() | st.just(SHEET),
        )

    def do(self, asked: list[Asked], *, dry_run: bool = False) -> Done | None:
        """Ask the desk; a refusal leaves everything as it was, and what is done is done whole. None: refused."""
        for one in asked:
            note(
                f"{self.town.clock.today} {one.person}: {one.command}, {one.on}, {one.seat}, {one.behalf}, {one.version}"
            )
        before, told = self.whole.streams(), self.whole.refusals()
        self.town.ledgers.clear()
        try:
            done = self.town.desk.do_all(asked, dry_run=dry_run)
        except Failure as failure:
            self.whole.nothing_has_changed(asked, before)
            self.whole.refusal_is_journalled(failure, told)
            self.whole.refusal_can_be_told(failure)
            return None
        if dry_run:
            self.whole.nothing_has_changed(asked, before)
        else:
            self.whole.all_of_it_is_done(done, before)
        assert self.whole.refusals() == told
        return done


@pytest.fixture(scope="module", params=LIVED, ids=lambda lived: "-".join(map(str, lived)).strip("-"))
def lived(request, tmp_path_factory):
    """The town after so many stages of its life, and perhaps a change of its measures."""
    stages, under, then = request.param
    folder = tmp_path_factory.mktemp(f"lived-{stages}{under}{then}-")
    with closing(Town(folder)) as town:
        live(town, stages, under=under, then=then)
    return folder


class TestWhateverIsAsked:
    @pytest.mark.slow
    def test_the_log_stays_whole_and_every_view_equals_its_own_past(self, tmp_path, lived):
        life: Any = partial(Life, tmp_path / "town", lived)
        run_state_machine_as_test(life, settings=SETTINGS)
