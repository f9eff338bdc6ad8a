"""``python -m benchmarks.pages``: how long the server takes for each page, how often a page asks, how much it sends.

``--kept FOLDER`` keeps what was recorded and folded there for the next run, since that takes far longer than the pages.
"""

import argparse
import gzip
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks import addresses, sittings, town
from interfaces import bootstrap
from interfaces.cli.serving import set_aside
from interfaces.http.app import api
from interfaces.http.guard import SESSION_COOKIE
from interfaces.pages.site import add_pages
from interfaces.services import Services

TIMES = 40
_TABLE = """
| page, {events:,} events | median | p95 | of the processor | asks | gzipped |
|---|---|---|---|---|---|"""


class _Counted:
    """The API within, and how often it was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await self._app(scope, receive, send)


class _Visits(NamedTuple):
    """What the visits of one page took, in seconds, how often it asked each time, and what it sent."""

    spent: list[float]
    worked: list[float]
    asks: float
    sent: bytes


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--only", default="", help="the pages whose address has this in it")
    parser.add_argument("--times", type=int, default=TIMES)
    wanted = parser.parse_args()
    with ExitStack() as stack:
        folder = wanted.kept or Path(stack.enter_context(TemporaryDirectory()))
        services = bootstrap.build(folder) if (folder / "log.db").exists() else town.founded(folder)
        key, _ = services.log.conference(town.SLUG)
        lives = town.live(services, wanted.events)
        sittings.furnish(services, lives)
        sittings.publish(services, lives)
        services.runner.start()
        services.runner.wait(key, services.log.head(key), 3600)
        print(_TABLE.format(events=services.log.head(key)), file=sys.stdout)
        for line in _measured(services, key, lives, wanted):
            print(line, flush=True)


def _measured(services: Services, key: int, lives: int, wanted: argparse.Namespace) -> Iterator[str]:
    app = api(services)
    add_pages(app)
    app.state.within = counted = _Counted(app.state.within)
    tokens = {who: _signed_in(services, key, who) for who in addresses.WHO}
    with TestClient(app, follow_redirects=False) as client:
        set_aside()
        for who, path in addresses.pages(lives, services.log.head(key)):
            if wanted.only not in path:
                continue
            client.headers["cookie"] = f"{SESSION_COOKIE}={tokens[who]}"
            found = _visited(client, path, counted, wanted.times)
            cuts = quantiles(found.spent, n=20)
            packed = len(gzip.compress(found.sent, 6)) / 1024
            times = f"{cuts[9] * 1000:.0f} ms | {cuts[18] * 1000:.0f} ms | {median(found.worked) * 1000:.0f} ms"
            yield f"| `{path}` | {times} | {found.asks:.0f} | {packed:.1f} KiB |"


def _signed_in(services: Services, key: int, who: str) -> str:
    """The session of one of the cast, or of somebody who looks after the accounts."""
    person, accounts = town.person(who), services.access.accounts
    if accounts.find(key, person) is None:
        accounts.open(key, person, who, by="operator")
        if role := addresses.WHO[who]:
            accounts.grant(key, person, role, seats=(), by="operator")
    token, _ = services.access.sessions.begin(key, person, means="password", strong=True, agent="bench")
    return token


def _visited(client: TestClient, path: str, counted: _Counted, times: int) -> _Visits:
    client.get(path)
    spent, worked, asked, content = list[float](), list[float](), counted.asked, b""
    for _ in range(times):
        begun, working = perf_counter(), process_time()
        answer = client.get(path)
        spent.append(perf_counter() - begun)
        worked.append(process_time() - working)
        content = answer.content
        assert answer.status_code == 200, (path, answer.status_code)  # noqa: PLR2004
    return _Visits(spent, worked, (counted.asked - asked) / times, content)


if __name__ == "__main__":
    main()
