"""The performance: a conference of people who do not exist, played through the door from its founding to a day in 2026."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from application.ports import TimeOrderedIds
from interfaces.bootstrap import LogFeed, build
from interfaces.demo import (
    extraordinary,
    first_call,
    first_follow_up,
    first_meeting,
    first_minutes,
    first_topics,
    made_public,
    second_follow_up,
    second_meeting,
    second_topics,
    setting_up,
    taken_over,
    third_year,
)
from interfaces.demo.signing_in import Player, open_accounts, sign_in
from interfaces.demo.stage import SLUG, Play, SameChance, ScriptedClock
from interfaces.demo.witnessing import Onlookers
from interfaces.services import Services
from projections.feed import catch_up

Tell = Callable[[str, int, int], None]
_SEED = "城桥镇政府与工会联席会议"
_COUNTED = ("topic", "call", "meeting", "minutes", "decision")

SCENES: tuple[tuple[str, Callable[[Play], None]], ...] = (
    ("建账", setting_up.set_up),
    ("接续以前的议定事项", taken_over.take_over),
    ("2024年征集议题", first_call.call_for_topics),
    ("2024年准备议题", first_topics.prepare),
    ("2024年审定议题", first_topics.decide),
    ("第二次会议筹备", first_meeting.convene),
    ("第二次会议", first_meeting.hold),
    ("第二次会议纪要", first_minutes.write),
    ("纪要更正", first_minutes.correct),
    ("交办", first_follow_up.hand_out),
    ("落实和督促检查", first_follow_up.carry_out),
    ("年末报告", first_follow_up.report_all),
    ("2025年征集议题", second_topics.call_for_topics),
    ("2025年准备议题", second_topics.prepare),
    ("会前报告", second_topics.report_before),
    ("第三次会议筹备", second_meeting.convene),
    ("第三次会议", second_meeting.hold),
    ("第三次会议纪要", second_meeting.write),
    ("交办和分工调整", second_follow_up.hand_out),
    ("商请召开临时会议", extraordinary.ask_for_it),
    ("临时会议筹备", extraordinary.convene),
    ("第四次会议（临时）", extraordinary.hold),
    ("会后补录", extraordinary.enter_the_rest),
    ("临时会议纪要", extraordinary.write),
    ("落实和年末报告", second_follow_up.carry_out),
    ("2026年会议取消", third_year.call_off),
    ("年中", third_year.summer),
    ("公开栏", made_public.open_board),
    ("2026年会议重新筹备", third_year.prepare),
    ("今天", third_year.today),
)


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """A conference to look at, and who can sign in to it, by what the script calls them."""

    conference: str
    people: dict[str, Player]
    counts: dict[str, int]
    password: str


def play(folder: Path, *, tell: Tell) -> Demonstration:
    """Play it into a folder; where it stands there already, only let the people sign in anew."""
    if not (folder / "log.db").exists():
        _perform_aside(folder, tell)
    services = build(folder)
    try:
        return _demonstration(services)
    finally:
        services.close()


def perform(services: Services, clock: ScriptedClock, tell: Tell, then: Callable[[], None] = lambda: None) -> Play:
    """Play every scene through the door of these services, and do something after each."""
    stage = Play(services=services, clock=clock)
    for number, (title, scene) in enumerate(SCENES):
        tell(title, number, len(SCENES))
        scene(stage)
        then()
    return stage


def _perform_aside(folder: Path, tell: Tell) -> None:
    """Play it beside the folder and move it there when it is whole: what was broken off is never served."""
    aside = folder.resolve().with_name(f"{folder.resolve().name}.playing")
    rmtree(aside, ignore_errors=True)
    clock, chance = ScriptedClock(setting_up.START), SameChance(_SEED)
    aside.mkdir(parents=True)
    onlookers = Onlookers(aside, clock, SameChance(f"{_SEED}/见证"))
    (aside / "witnesses.policy").write_text(onlookers.policy, encoding="utf-8")
    services = build(aside, clock=clock, ids=TimeOrderedIds(clock, chance), random=chance)
    try:
        perform(services, clock, tell, lambda: onlookers.look(services.publisher, services.rooting))
        tell("视图", len(SCENES) - 1, len(SCENES))
        key, _ = services.log.conference(SLUG)
        catch_up(services.views, LogFeed(services.log), key)
    finally:
        services.close()
    folder.mkdir(parents=True, exist_ok=True)
    rmtree(folder / "views", ignore_errors=True)
    for made in sorted(aside.iterdir(), key=lambda path: path.name == "log.db"):
        made.rename(folder / made.name)
    aside.rmdir()
    tell("完成", len(SCENES), len(SCENES))


def _demonstration(services: Services) -> Demonstration:
    log = services.log
    key, _ = log.conference(SLUG)
    counts = {kind: len(log.streams_of_kind(key, kind)) for kind in _COUNTED}
    people = sign_in(services, SLUG)
    password = open_accounts(services, SLUG, people)
    counted = {"fact": log.head(key), "person": len(people)} | counts
    return Demonstration(conference=SLUG, people=people, counts=counted, password=password)
