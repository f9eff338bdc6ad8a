"""Another conference's name takes the same way through the program as nobody's: the same statements, in the same order.

So neither the time an answer takes nor what it waits for can tell whether a thing is there.
"""

import gc
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from interfaces.http.examples import EXAMPLES
from tests.interfaces.http.bad import targeted
from tests.interfaces.http.foreign import NAMES_NOTHING_IN_PATH, named_elsewhere
from tests.interfaces.http.living import filled
from tests.interfaces.http.neighbours import BESIDE, NOWHERE
from tests.interfaces.http.test_isolation_views import OPERATIONS, READING, address, ids_of, of
from tests.interfaces.http.town import OFFICE

_LITERAL = re.compile(r"x?'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?", re.IGNORECASE)


_TOLD: list[list[str]] = []
"""Where what is asked goes at present."""
_HEARD: dict[int, sqlite3.Connection] = {}
"""The connections that tell what is asked of them. They go on telling: to stop them while a thread asks can block both."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database on behalf of requests, with its values left out."""
    said: list[str] = []
    for each in [each for each in gc.get_objects() if isinstance(each, sqlite3.Connection)]:
        if id(each) not in _HEARD:
            with suppress(sqlite3.ProgrammingError):  # of a closed one nothing is asked
                each.set_trace_callback(_hear)
            _HEARD[id(each)] = each
    _TOLD.append(said)
    try:
        yield said
    finally:
        _TOLD.remove(said)


def _hear(text: str) -> None:
    if threading.current_thread().name.startswith("AnyIO") and "last_used = " not in text:
        for said in _TOLD:
            said.append(_LITERAL.sub("?", text))


def asked(ask, values) -> list[list[str]]:
    """The statements behind each of some requests, once all that is only done at first has been done."""
    found = []
    ask(values[0])
    for value in values:
        with statements() as said:
            ask(value)
        found.append(said)
    return found


@of([operation for operation in READING if operation.in_path[1:]])
class TestView:
    def test_looks_for_the_others_thing_as_for_nobodys(self, operation, pair):
        town, ids = pair.ours.town, ids_of(pair)
        for name in set(operation.in_path) - NAMES_NOTHING_IN_PATH:
            kind = operation.named_by(name)
            values = named_elsewhere(kind, pair.foreign)
            theirs, nobodys = asked(
                lambda value, kind=kind: town.get(address(operation, ids | {kind: value}), base=""), values
            )
            assert theirs == nobodys
            assert theirs


@of(OPERATIONS[::8])
class TestConference:
    def test_of_others_is_looked_for_as_one_that_is_not_there(self, operation, pair):
        town, ids = pair.ours.town, ids_of(pair)

        def ask(conference: str) -> None:
            town.request(operation.method, address(operation, ids, conference), town.headers(OFFICE))

        theirs, nobodys = asked(ask, (BESIDE, NOWHERE))
        assert theirs == nobodys


class TestCommand:
    @targeted
    def test_looks_for_the_others_thing_as_for_nobodys(self, route, pair):
        town, target = pair.ours.town, route.command.TARGET
        body = filled(EXAMPLES[route.command.called()], pair.ours.ids)

        def ask(value: str) -> None:
            named = {name: pair.ours.ids.get(name, "finance") for name in route.parameters} | {target: value}
            answer = town.ask(OFFICE, route.path.format(**named), body, if_match='"1"')
            assert answer.status_code == 404, answer.text

        theirs, nobodys = asked(ask, named_elsewhere(target, pair.foreign))
        assert theirs == nobodys
        assert theirs


class TestStatements:
    def test_are_heard(self, pair):
        with statements() as said:
            assert pair.ours.town.get(f"/topics/{pair.ours.ids['topic']}").status_code == 200
        assert any("topics_now" in each for each in said)
        assert not any(pair.ours.ids["topic"] in each for each in said)
