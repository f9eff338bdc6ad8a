"""Packages as a test reads them: nothing here is of the product but what a test asks of it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from application.commands.institution import EnterPerson
from application.desk import Asked
from application.log import SYSTEM
from domain.roster import Roster
from interfaces.bootstrap import LogFeed, build
from interfaces.services import Services
from projections.feed import catch_up
from tests.demonstration import TOWN, folder

TAGS = {"README.md", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "verify.py"}


class Opened:
    """The files of a package, by their paths."""

    def __init__(self, path):
        self.path = path
        self.files = {
            each.relative_to(path).as_posix(): each.read_bytes() for each in path.rglob("*") if each.is_file()
        }
        self.told = json.loads(self.files["data/package.json"])

    def below(self, folder):
        return {name.removeprefix(folder) for name in self.files if name.startswith(folder)}

    def lines(self, name):
        raw = self.files[f"data/{name}"].decode()
        assert raw == "" or raw.endswith("\n")
        return [json.loads(line) for line in raw.splitlines()]

    def records(self, log="log"):
        """The records in the bundles, in order."""
        found = []
        for name in sorted(self.below(f"data/{log}/tile/entries/")):
            raw, at = self.files[f"data/{log}/tile/entries/{name}"], 0
            while at < len(raw):
                end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
                found.append(raw[at + 2 : end])
                at = end
        return found


def root_of(leaves):
    """The Merkle tree hash as RFC 6962, 2.1, defines it."""
    if len(leaves) <= 1:
        return sha256(b"\0" + leaves[0] if leaves else b"").digest()
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:middle]) + root_of(leaves[middle:])).digest()


def is_a_bag(path):
    """Whether a folder is a valid bag: each file in just one manifest, with its digest."""
    opened = Opened(path)
    named = {}
    for manifest, payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        for line in opened.files[manifest].decode().splitlines():
            digest, name = line.split("  ")
            assert name not in named
            assert name.startswith("data/") == payload
            named[name] = digest
    present = {name: sha256(data).hexdigest() for name, data in opened.files.items()}
    del present["tagmanifest-sha256.txt"]
    sizes = [len(data) for name, data in opened.files.items() if name.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(sizes)}.{len(sizes)}\n"
    declared = opened.files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    return named == present and declared and oxum in opened.files["bag-info.txt"].decode()


@contextmanager
def demonstration(where: Path) -> Iterator[Services]:
    """The demonstration in a folder of the test's own, as it was left there; its views caught up."""
    if not where.exists():
        shutil.copytree(folder(), where)
    services = build(where)
    try:
        catch_up_views(services)
        yield services
    finally:
        services.close()


def catch_up_views(services):
    catch_up(services.views, LogFeed(services.log), services.log.conference(TOWN)[0])


def enter(services, name):
    """The office enters a person: something happens."""
    office = services.desk.ledger(TOWN).own(Roster).standing(date(2026, 6, 1)).holders["union_office_staff"][0]
    services.desk.do(Asked(conference=TOWN, person=office, command=EnterPerson(name=name)))
    catch_up_views(services)


def policy(services, slug=TOWN, quorum="none"):
    """What an auditor got elsewhere: the keys of both logs."""
    origins = (services.log.listed(services.log.conference(slug)[0]).origin, services.log.listed(SYSTEM).origin)
    lines = [f"log {services.publisher.signer.keys(origin)[0].public}" for origin in origins]
    return "\n".join([*lines, f"quorum {quorum}", ""])


def verified(package, given):
    """Run the verifier that the package brings, as an auditor would."""
    file = package.with_name(f"{package.name}.policy")
    file.write_text(given, "utf-8")
    command = [sys.executable, "-I", "verify.py", ".", "--policy", str(file)]
    return subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
