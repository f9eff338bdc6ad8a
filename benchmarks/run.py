"""``python -m benchmarks.run``: the first baseline, ours beside the stock library in one run, as a table."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from starlette.testclient import TestClient

from application.access.tokens import Token
from application.commands.topics import NoteConsultation
from application.desk import Asked
from benchmarks import stock, town
from benchmarks.slices import at_each_size, interleaved, row
from domain.stream import Fact
from domain.topic import Topic
from interfaces.http.app import api
from interfaces.services import Services

SLICES = 5
TABLE = """
| {title} | Lianxi | {other} | ratio |
|---|---|---|---|"""


def _at(size: int, folder: Path) -> None:
    services = town.founded(folder / "ours")
    key, _ = services.log.conference(town.SLUG)
    topics = town.fill(services, size)
    application = stock.application(folder / "stock")
    print(f"\n## {services.log.head(key):,} events of one conference", file=sys.stdout)
    print(TABLE.format(title="a second; median (spread) of 5 slices", other="stock eventsourcing"))
    _commands(services, topics, application)
    _loads(services, topics, application)
    _projection(services, folder)
    services.runner.start()
    services.runner.wait(key, services.log.head(key), 600)
    head = services.log.head(key)
    log, views = (folder / "ours" / "log.db").stat().st_size, services.views.path.stat().st_size
    print(f"\nLog {log / head:,.0f} bytes an event, views {views / head:,.0f}.")
    _reads(services, topics)
    application.close()


def _commands(services: Services, topics: list[UUID], application: stock.Stock) -> None:
    fresh = iter(_fresh(services, 4_000))

    def ours(times: int = 40) -> int:
        for _ in range(times):
            services.desk.do(_consult(next(fresh)))
        return times

    def theirs(times: int = 40) -> int:
        for _ in range(times):
            application.save(stock.a_dossier(1))
        return times

    del topics
    one = interleaved(SLICES, ours=ours, stock=theirs)
    print(row("commands, durable, 1 thread (ours with authority, leaf, journal; stock bare save)", *one))
    with ThreadPoolExecutor(14) as pool:

        def spread(work: Callable[[int], int]) -> int:
            return sum(pool.map(work, [8] * 14))

        many = interleaved(SLICES, ours=lambda: spread(ours), stock=lambda: spread(theirs))
    print(row("the same, 14 threads, one conference", *many))


def _fresh(services: Services, count: int) -> list[UUID]:
    """Topics of a few facts, one a command, so that commands do not meet on one stream."""
    key, _ = services.log.conference(town.SLUG)
    ids = []
    for start in range(0, count, 100):
        facts: list[tuple[str, Fact]] = []
        for number in range(start, start + 100):
            topic = town.a_topic(uuid4(), number=number)
            ids.append(topic.id)
            facts += [("topic", fact) for fact in topic.collect_events() if isinstance(fact, Fact)]
        town.append(services.log, key, facts)
    return ids


def _consult(topic: UUID) -> Asked:
    command = NoteConsultation(topic=topic, unit="finance", manner="会商", said=stock.BODY)
    return Asked(conference=town.SLUG, person=town.person("li"), command=command)


def _loads(services: Services, topics: list[UUID], application: stock.Stock) -> None:
    dossiers = [stock.a_dossier(town.EVENTS_OF_A_TOPIC) for _ in range(50)]
    application.save(*dossiers)
    ids = [dossier.id for dossier in dossiers]

    def ours() -> int:
        ledger = services.desk.ledger(town.SLUG)
        for topic in topics[:50]:
            ledger.load(Topic, topic)
        return min(50, len(topics))

    def theirs() -> int:
        for dossier in ids:
            application.repository.get(dossier)
        return 50

    print(row("loads of a stream of 10 facts", *interleaved(SLICES, ours=ours, stock=theirs)))


def _projection(services: Services, folder: Path) -> None:
    key, _ = services.log.conference(town.SLUG)
    view = stock.StockView(folder / "view.db")
    view.put("0", stock.BODY, 1)
    position = 1

    def ours() -> int:
        after = services.views.position(key)
        events = services.log.read(key, after, 500)
        services.views.apply(key, after=after, events=events)
        return len(events)

    def theirs() -> int:
        nonlocal position
        for _ in range(200):
            position += 1
            view.put(str(position % 20), stock.BODY, position)
        return 200

    slices = min(SLICES, (services.log.head(key) // 500) - 2)
    found = interleaved(slices, ours=ours, stock=theirs)
    print(row("events projected (ours into all views; stock one view)", *found))


def _reads(services: Services, topics: list[UUID]) -> None:
    token = Token(
        digest=sha256(b"bench").hexdigest(),
        conference=services.log.conference(town.SLUG)[0],
        person=town.person("li"),
        label="bench",
        created_at=services.clock.now(),
    )
    services.access.tokens.add(token)
    half = services.log.head(token.conference) // 2
    base = f"/api/v1/conferences/{town.SLUG}"
    with TestClient(api(services)) as client:
        client.headers["Authorization"] = "Bearer bench"

        def get(path: str) -> Callable[[], int]:
            def read(times: int = 20) -> int:
                for _ in range(times):
                    assert client.get(base + path).status_code == 200  # noqa: PLR2004
                return times

            return read

        print(TABLE.format(title="HTTP reads in process, a second", other="the same as of half the history"))
        page = "/topics?stage=approved&limit=50"
        _pair("a filtered page of 50 topics", get(page), get(f"{page}&as_of={half}"))
        _pair("one topic", get(f"/topics/{topics[0]}"), get(f"/topics/{topics[0]}?as_of={half}"))
        _pair("search", get("/search?q=站点"), get(f"/search?q=站点&as_of={half}"))
        _pair("a year", get("/years/2025"), get(f"/years/2025?as_of={half}"))


def _pair(what: str, now: Callable[[], int], then: Callable[[], int]) -> None:
    live, past = interleaved(SLICES, now=now, then=then)
    print(row(what, live, past))


if __name__ == "__main__":
    at_each_size(__doc__, _at)
