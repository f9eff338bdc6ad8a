"""The four who live a year of the conference at one window: each comes in once a day, and clicks what he sees."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date

from tests.browser.clicking import Hand, Values, hand_of
from tests.browser.serving import HEADS, OFFICE
from tests.browser.visiting import Window

CLERK = OFFICE
MAYOR_SIDE, UNION_SIDE = HEADS
DEPARTMENT = "chen"
TITLE = "关于增设户外职工爱心接力站的议题"
STATION = "年内建成户外职工爱心接力站三处。"
CARE = "制定爱心接力站日常管理办法。"
MEETING = "年度例会"
SPEAKERS = {"gov": "孙立群", "union": "李文秀"}
USUAL: Values = {"text": "通报有关工作情况。", "summary": "会议同意。"}
"""What is entered of a matter of which nothing else is said."""


class People:
    """Who is in today, and where each of them goes; everybody keeps his window over the year, and comes in anew each day."""

    def __init__(self, window: Window, year: ExitStack) -> None:
        self.window = window
        self._year = year
        self._hands: dict[str, Hand] = {}
        self._in: set[str] = set()
        self._last = ""

    def on(self, year: int, month: int, day: int) -> None:
        """Another day, and nobody is in yet."""
        self.go_home()
        self.window.served.clock.move_to(date(year, month, day))

    def go_home(self) -> None:
        """Everybody leaves, and nobody saw anything break or reach out."""
        for hand in self._hands.values():
            assert hand.visit.complaints == []
            assert hand.visit.hosts == {hand.visit.served.address.removeprefix("http://")}
        self._in.clear()

    def __call__(self, name: str) -> Hand:
        """Somebody at his desk; he comes in at the front door when he is first needed that day."""
        if name not in self._hands:
            self._hands[name] = self._year.enter_context(hand_of(self.window, name))
        elif name not in self._in:
            self._hands[name].visit.come_in(name)
        self._in.add(name)
        self._last = name
        return self._hands[name]

    def desk(self, name: str, command: str, **values: str | list[str]) -> Hand:
        """Somebody does what waits on his desk, which he need not ask for again while he is at it alone."""
        alone = self._last == name
        hand = self(name)
        return (hand if alone and hand.is_at("/") else hand.menu("desk")).act(command, **values)

    def heads(self, command: str) -> None:
        """Both heads sign what is put to them, one after the other."""
        for head in HEADS:
            self(head).menu("approvals").act(command)

    def at_topic(self, name: str, command: str, **values: str | list[str]) -> Hand:
        """Somebody goes to the topic and does something there."""
        return self(name).menu("topics").follow(TITLE).act(command, **values)

    def at_meeting(self, name: str, command: str, **values: str | list[str]) -> Hand:
        """Somebody goes to the meeting that is latest, and does something there."""
        return self(name).menu("meetings").follow(MEETING).act(command, **values)

    def at_decision(self, name: str, decision: str, command: str, **values: str | list[str]) -> Hand:
        """Somebody goes to a decision and does something there."""
        return self(name).menu("decisions").follow(decision).act(command, **values)

    def stage(self, decision: str) -> str:
        """Where a decision stands, as the API says."""
        listed = self.window.plain.api(CLERK, "/decisions")["items"]
        [found] = [each for each in listed if each["text"] == decision]
        return str(found["stage"])


def in_room(clerk: Hand, said: Mapping[str, Values]) -> None:
    """The clerk in the room enters what each item of the agenda waits for, by the form under it; ``said`` by the matter's name."""
    clerk.menu("meetings").follow(MEETING).follow("进入会场")
    for index in range(clerk.page.locator(".room nav a").count()):
        clerk.go(clerk.page.locator(".room nav a").nth(index))
        while clerk.page.locator(".room nav a[aria-current] .tag.warn").count():
            clerk.filled(_said(clerk, said)).done()


def _said(clerk: Hand, said: Mapping[str, Values]) -> Values:
    matter = clerk.page.locator(".matters a[aria-current]")
    form = clerk.page.locator("main form.form")
    side = form.locator("[name=side]")
    speaker: Values = {"person": SPEAKERS[str(side.get_attribute("value"))]} if side.count() else {}
    given = said.get(matter.inner_text() if matter.count() else "", USUAL)
    return speaker | {name: each for name, each in given.items() if form.locator(f'[name^="{name[:9]}"]').count()}
