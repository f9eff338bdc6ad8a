"""The verifier that a package brings takes it as it is, and no other way."""

import json
import shutil
from hashlib import sha256

import pytest

from application.proof.notes import LOG, SigningKey
from application.proof.operating import rotate_key
from interfaces.audit.export import export
from tests.demonstration import TOWN
from tests.interfaces.audit.packages import Opened, demonstration, enter, policy, verified
from tests.interfaces.lianxi import lianxi


def sound(package, given):
    answer = verified(package, given)
    return (answer.returncode, answer.stderr) == (0, "") or pytest.fail(answer.stdout + answer.stderr)


def put_back(backup, data):
    """Restore a backup, and declare that the logs go on from there."""
    assert lianxi("restore", backup, "--replace", "--data", data).exit_code == 0
    assert lianxi("audit", "epoch", TOWN, "--reason", "磁盘损坏", "--data", data).exit_code == 0


def every_key(services):
    """The policy of an auditor who got the key of every epoch that now signs."""
    keys = [f"log {services.publisher.signer.key(each.signed_origin).public}" for each in services.log.logs()]
    return policy(services).rpartition("quorum")[0] + "\n".join([*keys, "quorum none", ""])


@pytest.fixture
def copied(whole, tmp_path):
    """The whole package, to be spoilt."""
    return shutil.copytree(whole.path, tmp_path / "copied")


def entered_anew(package, name):
    """Let the manifests say that a file is as it should be."""
    digests = (package / "manifest-sha256.txt").read_text("utf-8").splitlines()
    digest = sha256((package / name).read_bytes()).hexdigest()
    lines = [f"{digest}  {name}" if line.endswith(f"  {name}") else line for line in digests]
    (package / "manifest-sha256.txt").write_text("\n".join([*lines, ""]), "utf-8")
    tags = (package / "tagmanifest-sha256.txt").read_text("utf-8").splitlines()
    digest = sha256((package / "manifest-sha256.txt").read_bytes()).hexdigest()
    lines = [f"{digest}  manifest-sha256.txt" if line.endswith("  manifest-sha256.txt") else line for line in tags]
    (package / "tagmanifest-sha256.txt").write_text("\n".join([*lines, ""]), "utf-8")


class TestPackage:
    def test_is_sound(self, demo, whole):
        assert sound(whole.path, policy(demo))

    def test_is_sound_as_an_increment(self, demo, later):
        assert sound(later.path, policy(demo))

    def test_is_sound_as_of_an_earlier_position(self, demo, tmp_path):
        assert sound(export(demo, TOWN, tmp_path / "earlier", position=300).path, policy(demo))

    def test_is_sound_where_only_a_later_state_was_rooted(self, tmp_path):
        with demonstration(tmp_path / "data") as services:
            enter(services, "甲")
            services.publisher.publish_all()
            size = services.log.head(services.log.conference(TOWN)[0])
            enter(services, "乙")
            export(services, TOWN, tmp_path / "later")
            first = Opened(export(services, TOWN, tmp_path / "first", position=size).path)
            enter(services, "丙")
            export(services, TOWN, tmp_path / "still_later")
            again = Opened(export(services, TOWN, tmp_path / "again", position=size).path)
            assert first.told["size"] == size
            assert again.files == first.files
            assert sound(first.path, policy(services))

    def test_is_not_sound_when_one_byte_of_a_record_is_another(self, demo, copied):
        bundle = copied / "data/log/tile/entries/001"
        data = bytearray(bundle.read_bytes())
        at = data.index(b"2025")
        data[at + 3] ^= 1
        bundle.write_bytes(data)
        for manifests in ("as they were", "as they would have to be"):
            if manifests != "as they were":
                entered_anew(copied, "data/log/tile/entries/001")
            answer = verified(copied, policy(demo))
            assert (answer.returncode, answer.stderr) == (1, "")
        assert "tile_differs" in answer.stdout or "root_differs" in answer.stdout

    def test_is_not_sound_when_a_file_is_missing_or_added(self, demo, copied):
        (copied / "data/withheld.jsonl").rename(copied / "data/more.jsonl")
        answer = verified(copied, policy(demo))
        assert answer.returncode == 1
        assert "file_missing" in answer.stdout
        assert "file_extra" in answer.stdout

    def test_is_not_sound_under_the_keys_of_others(self, demo, whole):
        origins = (
            line.split(" ")[1].partition("+")[0] for line in policy(demo).splitlines() if line.startswith("log ")
        )
        others = [
            f"log {SigningKey(origin, LOG, bytes([number] * 32)).public}" for number, origin in enumerate(origins)
        ]
        answer = verified(whole.path, "\n".join([*others, "quorum none", ""]))
        assert answer.returncode == 1
        assert "checkpoint_unsigned" in answer.stdout

    def test_is_sound_when_the_key_was_changed(self, tmp_path):
        with demonstration(tmp_path / "data") as services:
            key, _ = services.log.conference(TOWN)
            given = policy(services)
            rotate_key(services.publisher, key)
            enter(services, "甲")
            package = Opened(export(services, TOWN, tmp_path / "package").path)
        assert sound(package.path, given)
        said = [json.loads(record)["type"] for record in package.records("system")]
        assert "installation.key_rotated/1" in said


class TestEpoch:
    """An older backup was put back, and the log goes on from there."""

    @pytest.fixture
    def restored(self, tmp_path):
        data = tmp_path / "data"
        with demonstration(data) as services:
            services.publisher.publish_all()
            enter(services, "甲")
            services.publisher.publish_all()
            services.log.backup(tmp_path / "backup.db")
            enter(services, "乙")
            export(services, TOWN, tmp_path / "given_up")
            services.publisher.publish_all()
        put_back(tmp_path / "backup.db", data)
        with demonstration(data) as services:
            yield services

    def test_has_the_checkpoints_of_before_but_not_those_given_up(self, restored, tmp_path):
        enter(restored, "丙")
        package = Opened(export(restored, TOWN, tmp_path / "package").path)
        given_up = Opened(tmp_path / "given_up")
        assert (package.told["epoch"], package.told["size"]) == (2, given_up.told["size"])
        kept, before = package.lines("log/checkpoints.jsonl"), given_up.lines("log/checkpoints.jsonl")
        assert kept[: len(before) - 1] == before[:-1]
        assert before[-1] not in kept
        assert [line["size"] for line in kept] == sorted(line["size"] for line in kept)
        system = package.lines("system/checkpoints.jsonl")
        assert [line["size"] for line in system] == sorted(line["size"] for line in system)
        assert "/system/epoch/2\n" in system[-1]["note"]

    def test_is_sound(self, restored, tmp_path):
        enter(restored, "丙")
        package = export(restored, TOWN, tmp_path / "package")
        assert sound(package.path, every_key(restored))

    def test_is_sound_after_a_second_restore(self, restored, tmp_path):
        enter(restored, "丙")
        restored.publisher.publish_all()
        restored.log.backup(tmp_path / "second.db")
        enter(restored, "丁")
        restored.publisher.publish_all()
        second = every_key(restored)
        data = tmp_path / "data"
        restored.close()
        put_back(tmp_path / "second.db", data)
        with demonstration(data) as services:
            enter(services, "戊")
            package = Opened(export(services, TOWN, tmp_path / "package").path)
            given = every_key(services)
        assert package.told["epoch"] == 3
        lines = dict.fromkeys([*second.splitlines()[:-1], *given.splitlines()])
        assert sound(package.path, "\n".join([*lines, ""]))

    def test_gives_the_same_bytes_again(self, restored, tmp_path):
        first = Opened(export(restored, TOWN, tmp_path / "first").path)
        enter(restored, "丙")
        restored.publisher.publish_all()
        again = export(restored, TOWN, tmp_path / "again", position=first.told["size"])
        assert Opened(again.path).files == first.files
