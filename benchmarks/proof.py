"""``python -m benchmarks.proof``: what proving costs, at a save, at a checkpoint, for a reader and for an auditor."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from uuid import uuid4

from application.log import SYSTEM
from application.proof import merkle
from application.proof.inspection import inspect
from benchmarks import town
from benchmarks.slices import at_each_size
from domain.stream import Fact
from interfaces.audit import packing
from interfaces.audit.choosing import choose
from interfaces.audit.reader import OPERATOR
from interfaces.services import Services

SLICES = 5


def _at(size: int, folder: Path) -> None:
    services = town.founded(folder / "ours")
    key, _ = services.log.conference(town.SLUG)
    town.fill(services, size)
    print(f"\n## {services.log.head(key):,} events of one conference\n\n| | |\n|---|---|")
    _told("first checkpoint, all tiles made", _once(lambda: services.publisher.publish(key)))
    _a_save(services, key)
    _checkpoints(services, key)
    _proofs(services, key)
    _looking(services, key)
    _state(services, key)
    _verifying(services, key, folder)
    services.close()


def _a_save(services: Services, key: int) -> None:
    """What record and leaf cost of a save of one fact, in turns with whole saves."""
    head = services.log.head(key)
    whole, saved = [], []
    for _ in range(SLICES):
        saved.append(_once(lambda: _save(services, key), 50))
        whole.append(_once(lambda: [merkle.root_of([leaf]) for leaf in _leaves(services, key, head)]) / 256)
    share = median(whole) / median(saved)
    _told("record and leaf of one event, made from its row", median(whole), f"{share:.1%} of a durable save of one")


def _leaves(services: Services, key: int, head: int) -> list[bytes]:
    first = max(0, head - 256)
    list(services.log.altered(key, first, 256))
    return services.log.leaves(key, first, 256)


def _save(services: Services, key: int) -> None:
    topic = town.a_topic(uuid4(), number=0)
    facts = [("topic", fact) for fact in topic.collect_events() if isinstance(fact, Fact)]
    town.append(services.log, key, facts[:1])


def _checkpoints(services: Services, key: int) -> None:
    taken = []
    for _ in range(20):
        _save(services, key)
        taken.append(_once(lambda: services.publisher.publish(key)))
    _told("a checkpoint after one save: looked at, signed, kept, told", median(taken))


def _proofs(services: Services, key: int) -> None:
    head, hashes = services.log.head(key), services.log.hashes(key)
    indexes = [head * step // 100 for step in range(100)]
    included = _once(lambda: [merkle.inclusion(hashes, index, head) for index in indexes]) / 100
    _told("an inclusion proof from tiles", included)
    grown = _once(lambda: [merkle.consistency(hashes, index or 1, head) for index in indexes]) / 100
    _told("a consistency proof from tiles", grown)


def _looking(services: Services, key: int) -> None:
    listed, head = services.log.listed(key), services.log.head(key)
    flaws: list[object] = []
    taken = _once(lambda: flaws.extend(inspect(services.log, listed, services.publisher.signer)))
    _told("looking at everything stored (`lianxi audit verify` without views)", taken, f"{head / taken:,.0f} records/s")
    if flaws:
        raise SystemExit(f"flaws: {flaws[:3]}")


def _state(services: Services, key: int) -> None:
    head = services.log.head(key)
    _told("state root of all streams, the first time", _once(lambda: services.rooting.root(key, head)))
    _save(services, key)
    _told("the same after one more save", _once(lambda: services.rooting.root(key, head + 1)))


def _verifying(services: Services, key: int, folder: Path) -> None:
    """The package without views, which the verifier only looks over, and the verifier in a process of its own."""
    size = services.log.head(key)
    made = _once(lambda: _pack(services, folder / "package"))
    _told("writing the package, OCEL too, without views", made, f"{size / made:,.0f} records/s")
    policy = folder / "policy"
    keys = [services.publisher.signer.key(services.log.listed(log).signed_origin).public for log in (key, SYSTEM)]
    policy.write_text("".join(f"log {each}\n" for each in keys) + "quorum none\n")
    command = [
        sys.executable,
        "-I",
        str(folder / "package" / "verify.py"),
        str(folder / "package"),
        "--policy",
        str(policy),
    ]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    _told(
        "`verify.py` on it, one core",
        taken,
        f"{size / taken:,.0f} records/s, {peak:,.0f} MiB at most, exit {done.returncode}",
    )
    if done.returncode:
        print(done.stdout[-2_000:], done.stderr[-2_000:])


def _pack(services: Services, target: Path) -> None:
    """What ``export`` packs, but for the views: folding them is measured elsewhere."""
    packing.put_views = lambda *_: None
    packing.NAMES = []
    choice = choose(services, town.SLUG, None)
    packing.Packing(services, choice, since=0, reader=OPERATOR).pack(target, lambda *_: None)


def _once(work: Callable[[], object], times: int = 1) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def _told(what: str, seconds: float, more: str = "") -> None:
    units = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
    size, unit = next((each for each in units if seconds >= each[0]), units[-1])
    print(f"| {what} | {seconds / size:,.2f} {unit}{'; ' if more else ''}{more} |", flush=True)


if __name__ == "__main__":
    at_each_size(__doc__, _at)
