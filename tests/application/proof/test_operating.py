import shutil
from base64 import b64decode

import pytest

from application.log import SYSTEM
from application.proof.notes import Key, Note
from application.proof.operating import NothingToDeclare, declare_epoch, rotate_key
from application.proof.publisher import Altered
from application.proof.signer import Contradiction
from tests.application.proof.publishing import TOWN, House


def put_back(house, copy):
    """An older backup in the place of the log."""
    house.log.close()
    for beside in ("", "-wal", "-shm"):
        (house.folder / f"log.db{beside}").unlink(missing_ok=True)
    shutil.copy(copy, house.folder / "log.db")
    return House(house.folder)


@pytest.fixture
def restored(house, tmp_path):
    """A log that was signed at 2, 4 and 7, and put back as it was at 4."""
    for number, count in enumerate((2, 2, 3)):
        house.grow(count)
        house.publisher.publish_all()
        if number == 1:
            house.log.backup(tmp_path / "copy.db")
    again = put_back(house, tmp_path / "copy.db")
    yield again
    again.log.close()


class TestRotation:
    def test_is_attested_by_both_keys(self, house):
        house.grow()
        house.publish()
        vkey = rotate_key(house.publisher, house.key)
        (told,) = house.said("key_rotated")
        assert told["new"] == vkey == str(house.signer.key(TOWN).public)
        said = f"lianxi/key-rotation/v1\n{told['old']}\n{told['new']}\n".encode()
        for key in ("old", "new"):
            assert Key.read(told[key]).has_signed(said, b64decode(told[f"{key}_signature"]))
        assert house.system.state().keys[TOWN] == vkey

    def test_leaves_what_was_signed_before_good_and_signs_anew(self, house):
        house.grow()
        first = house.publish()
        old = house.signer.key(TOWN).public
        rotate_key(house.publisher, house.key)
        house.grow()
        second = house.publish()
        assert Note.read(first.note).is_signed_by(old)
        assert Note.read(second.note).is_signed_by(house.signer.key(TOWN).public)
        assert not Note.read(second.note).is_signed_by(old)
        assert house.again().flaws() == []

    def test_of_the_installations_own_key_is_told_there_too(self, house):
        house.grow()
        house.publish()
        rotate_key(house.publisher, SYSTEM)
        house.publisher.publish_all()
        assert len(house.said("key_rotated")) == 1
        assert house.flaws() == []


class TestEpoch:
    def test_is_refused_where_nothing_is_wrong(self, house):
        house.grow()
        house.publisher.publish_all()
        for conference in (house.key, SYSTEM):
            with pytest.raises(NothingToDeclare):
                declare_epoch(house.publisher, conference, "因为")
        assert house.said("epoch_declared") == []
        assert house.log.listed(house.key).epoch == 1

    def test_is_needed_after_an_older_backup(self, restored):
        for act in (restored.publisher.require_unbroken, lambda: restored.publisher.publish(SYSTEM)):
            with pytest.raises(Contradiction):
                act()
        restored.grow()
        with pytest.raises(Contradiction) as found:
            restored.publish()
        assert (found.value.origin, found.value.signed, found.value.found) == (TOWN, 7, 5)

    def test_names_what_is_given_up_and_goes_on(self, restored):
        given_up = restored.signer.last(TOWN)
        for conference in (SYSTEM, restored.key):
            declare_epoch(restored.publisher, conference, "磁盘损坏")
        (told,) = (each for each in restored.said("epoch_declared") if each["origin"] == TOWN)
        assert (told["epoch"], told["size"], told["root"]) == (2, 4, restored.own_root(4).hex())
        assert (told["abandoned_size"], told["abandoned_root"]) == (7, given_up.root.hex())
        restored.grow()
        signed = restored.publish()
        assert Note.read(signed.note).body.startswith(f"{TOWN}/epoch/2\n5\n")
        restored.publisher.publish_all()
        restored.publisher.require_unbroken()
        assert restored.flaws() == []
        assert restored.told()[-2:] == [4, 5]

    def test_is_declared_once_where_a_crash_came_between(self, restored, monkeypatch):
        declare_epoch(restored.publisher, SYSTEM, "磁盘损坏")
        with monkeypatch.context() as patch:
            patch.setattr(restored.log, "begin_epoch", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                declare_epoch(restored.publisher, restored.key, "磁盘损坏")
        declare_epoch(restored.publisher, restored.key, "磁盘损坏")
        assert [each["epoch"] for each in restored.said("epoch_declared") if each["origin"] == TOWN] == [2]
        restored.publisher.publish_all()
        assert restored.flaws() == []

    def test_is_declared_for_every_epoch_that_the_log_no_longer_continues(self, restored, tmp_path):
        for conference in (SYSTEM, restored.key):
            declare_epoch(restored.publisher, conference, "磁盘损坏")
        restored.grow()
        restored.publisher.publish_all()
        again = put_back(restored, tmp_path / "copy.db")
        with pytest.raises(Contradiction):
            again.publisher.require_unbroken()
        for conference in (SYSTEM, again.key):
            declare_epoch(again.publisher, conference, "再次")
        assert [each["epoch"] for each in again.said("epoch_declared") if each["origin"] == TOWN] == [2, 3]
        again.publisher.publish_all()
        again.publisher.require_unbroken()
        assert again.flaws() == []
        again.log.close()

    def test_lets_a_log_go_on_whose_signer_is_lost(self, house):
        house.grow(3)
        house.publisher.publish_all()
        shutil.rmtree(house.folder / "signer")
        again = house.again()
        with pytest.raises(Altered, match="key_otherwise"):
            again.publisher.require_unbroken()
        for conference in (SYSTEM, again.key):
            declare_epoch(again.publisher, conference, "密钥遗失")
        (told,) = (each for each in again.said("epoch_declared") if each["origin"] == TOWN)
        assert (told["size"], told["abandoned_size"]) == (3, 3)
        again.publisher.publish_all()
        again.publisher.require_unbroken()
        assert again.flaws() == []
        again.log.close()
