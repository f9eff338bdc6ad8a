"""``python -m benchmarks.pages``: how long the server takes for each page at 10⁴ events, and how much it sends."""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from starlette.testclient import TestClient

from benchmarks import town
from interfaces.http.app import api
from interfaces.http.guard import SESSION_COOKIE
from interfaces.pages.site import add_pages
from interfaces.services import Services

EVENTS = 10_000
TIMES = 40
_LISTS = ("/", "/meetings", "/topics", "/calls", "/decisions", "/overdue", "/approvals", "/minutes", "/search?q=站点")
_TABLE = """
| page, {events:,} events | median | p95 | gzipped |
|---|---|---|---|"""


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        services = town.founded(Path(folder))
        key, _ = services.log.conference(town.SLUG)
        topics = town.fill(services, EVENTS)
        services.runner.start()
        services.runner.wait(key, services.log.head(key), 600)
        print(_TABLE.format(events=services.log.head(key)), file=sys.stdout)
        for line in _measured(services, key, topics):
            print(line, flush=True)


def _measured(services: Services, key: int, topics: list[UUID]) -> Iterator[str]:
    services.access.accounts.open(key, town.person("li"), "li", by="operator")
    token, _ = services.access.sessions.begin(key, town.person("li"), means="password", strong=True, agent="bench")
    app = api(services)
    add_pages(app)
    with TestClient(app, follow_redirects=False) as client:
        client.headers["cookie"] = f"{SESSION_COOKIE}={token}"
        topic = f"/topics/{topics[0]}"
        for path in (*_LISTS, topic, f"{topic}?at={services.log.head(key)}", f"/do/give_opinion?topic={topics[0]}"):
            spent, content = [], b""
            for _ in range(TIMES):
                begun = perf_counter()
                answer = client.get(path)
                spent.append(perf_counter() - begun)
                content = answer.content
                assert answer.status_code == 200, (path, answer.status_code)  # noqa: PLR2004
            cuts = quantiles(spent, n=20)
            packed = len(gzip.compress(content, 6)) / 1024
            shown = path.replace(str(topics[0]), "…")
            yield f"| `{shown}` | {cuts[9] * 1000:.0f} ms | {cuts[18] * 1000:.0f} ms | {packed:.1f} KiB |"


if __name__ == "__main__":
    main()
