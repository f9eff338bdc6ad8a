"""What we write is read by a program of other make: Go's own packages for transparency logs, on a log in a folder."""

import json
import os
import shutil
import subprocess
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from application.proof.merkle import consistency, inclusion, root_of
from application.proof.notes import LOG, WITNESS, Checkpoint, Note, SigningKey
from application.proof.tiles import Tile, bundled, tiles
from interfaces.audit.export import export
from tests.demonstration import TOWN
from tests.interfaces.audit.packages import demonstration

GO = shutil.which("go")
PACKAGES = Path("/usr/share/gocode")
"""Where a system's own packages of Go lie."""
READER = Path(__file__).parent / "other_make" / "reader.go"
KEY = SigningKey("log.example/chengqiao", LOG, bytes(range(32)))
WITNESSED_BY = SigningKey("union.example/witness", WITNESS, bytes(range(1, 33)))
NOON = 1_750_000_000

pytestmark = pytest.mark.skipif(not GO and not os.environ.get("CI"), reason="there is no Go on this machine")


@dataclass(frozen=True)
class Written:
    """A log in a folder, by its leaves; with its records, if it has them."""

    folder: Path
    leaves: tuple[bytes, ...]
    records: tuple[bytes, ...] = ()

    def hashes(self, height: int, number: int) -> bytes:
        return root_of(self.leaves[number << height : (number + 1) << height])

    def note(self, size: int) -> Note:
        body = Checkpoint(KEY.name, size, root_of(self.leaves[:size])).body
        return Note(body, ()).with_lines(KEY.line(body))

    def put(self, path: str, data: str | bytes) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())

    def contents(self, tile: Tile) -> bytes:
        first = tile.number << 8
        if tile.holds_entries:
            return bundled(self.records[first : first + tile.width])
        return b"".join(self.hashes(8 * tile.level, number) for number in range(first, first + tile.width))

    def write(self, old: int) -> None:
        """As tlog-tiles serves it, with an older checkpoint and proofs of our making beside it."""
        size = len(self.leaves)
        note = self.note(size)
        self.put("checkpoint", note.with_lines(WITNESSED_BY.cosignature(note.body, NOON)).text)
        self.put("checkpoint.old", self.note(old).text)
        for tile in tiles(size):
            if self.records or not tile.holds_entries:
                self.put(tile.path, self.contents(tile))
        proofs = {f"inclusion {index}": inclusion(self.hashes, index, size) for index in (0, old - 1, size - 1)}
        proofs[f"consistency {old}"] = consistency(self.hashes, old, size)
        self.put("proofs", "".join(f"{what} {' '.join(map(spelt, proof))}\n" for what, proof in proofs.items()))


def spelt(found: bytes) -> str:
    return b64encode(found).decode()


def of_records(folder: Path, count: int) -> Written:
    """Records of every length there can be, the longest and the empty one among them."""
    lengths = [(number * 7919) % 900 for number in range(count - 1)] + [65_535]
    records = tuple(str(number).encode().ljust(length, b".")[:length] for number, length in enumerate(lengths))
    return Written(folder, tuple(sha256(b"\0" + record).digest() for record in records), records)


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The reader, compiled against the packages of the system alone."""
    made = tmp_path_factory.mktemp("go") / "reader"
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": ""}
    environment.setdefault("GOCACHE", str(made.parent / "cache"))
    assert GO, "CI must have Go: .ci/run installs it"
    subprocess.run([GO, "build", "-o", made, READER], env=environment, check=True, timeout=300)
    return made


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A log of 600 records, written once."""
    written = of_records(tmp_path_factory.mktemp("recorded"), 600)
    written.write(old=257)
    return written


@pytest.fixture
def read(program):
    """What the reader says of a folder."""

    def read(folder, *witnesses):
        words = [program, folder, str(KEY.public), *(str(key.public) for key in witnesses)]
        return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)

    return read


class TestReaderOfOtherMake:
    def test_believes_a_log_of_records(self, read, recorded):
        told = read(recorded.folder, WITNESSED_BY)
        assert told.stderr == ""
        assert told.stdout.splitlines() == [
            "OK checkpoint 600 signed by 2",
            "OK checkpoint 257 signed by 1",
            "OK root 600",
            "OK grown 257 600",
            "OK leaves 1",
            "OK entries 600",
            "OK inclusion 0",
            "OK inclusion 256",
            "OK inclusion 599",
            "OK consistency 257",
        ]

    def test_believes_a_log_of_three_levels(self, read, tmp_path):
        written = Written(tmp_path, tuple(sha256(number.to_bytes(4, "big")).digest() for number in range(70_000)))
        written.write(old=65_537)
        told = read(tmp_path, WITNESSED_BY)
        assert told.stderr == ""
        assert "OK root 70000" in told.stdout
        assert "OK leaves 71" in told.stdout
        assert "OK consistency 65537" in told.stdout
        assert (tmp_path / "tile/2/000.p/1").exists()

    @pytest.mark.parametrize("size", [1, 2, 255, 256, 257])
    def test_believes_a_log_of_any_size(self, read, tmp_path, size):
        of_records(tmp_path, size).write(old=(size + 1) // 2)
        told = read(tmp_path, WITNESSED_BY)
        assert told.stderr == ""
        assert f"OK entries {size}" in told.stdout

    @pytest.mark.parametrize(
        ("path", "at"),
        [
            ("checkpoint", 30),
            ("tile/0/001", 5000),
            ("tile/0/002.p/88", 100),
            ("tile/1/000.p/2", 40),
            ("tile/entries/000", 900),
            ("tile/entries/002.p/88", 5000),
        ],
    )
    def test_finds_one_byte_changed(self, read, recorded, tmp_path, path, at):
        shutil.copytree(recorded.folder, tmp_path, dirs_exist_ok=True)
        data = bytearray((tmp_path / path).read_bytes())
        data[at] ^= 1
        (tmp_path / path).write_bytes(data)
        assert read(tmp_path).returncode == 1

    def test_believes_the_export_of_the_demonstration(self, program, tmp_path):
        with demonstration(tmp_path / "data") as services:
            key, _ = services.log.conference(TOWN)
            export(services, TOWN, tmp_path / "package")
            folder, hashes = tmp_path / "package" / "data" / "log", services.log.hashes(key)
            earlier, *_, last = map(json.loads, (folder / "checkpoints.jsonl").read_text().splitlines())
            (folder / "checkpoint.old").write_text(earlier["note"])
            proof = consistency(hashes, earlier["size"], last["size"])
            lines = [("consistency", earlier["size"], proof), ("inclusion", 7, inclusion(hashes, 7, last["size"]))]
            (folder / "proofs").write_text(
                "".join(f"{what} {at} {' '.join(map(spelt, way))}\n" for what, at, way in lines)
            )
            vkey = str(services.publisher.signer.key(services.log.listed(key).signed_origin).public)
            witness = str(services.publisher.policy.witnesses["union"].key)
        told = subprocess.run(
            [program, folder, vkey, witness], capture_output=True, text=True, timeout=120, check=False
        )
        assert told.stderr == ""
        assert {f"OK checkpoint {last['size']} signed by 2", f"OK entries {last['size']}", "OK inclusion 7"} <= set(
            told.stdout.splitlines()
        )

    def test_does_not_take_a_stranger_for_the_witness(self, read, recorded):
        stranger = SigningKey(WITNESSED_BY.name, WITNESS, bytes(32))
        assert "1 of 2 have signed" in read(recorded.folder, stranger).stderr
