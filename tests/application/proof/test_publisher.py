import multiprocessing

import pytest

from application.log import SYSTEM
from application.proof.notes import Checkpoint, Note
from application.proof.publisher import Altered
from application.proof.signer import Contradiction
from tests.application.proof.growing import witness_key
from tests.application.proof.publishing import TOWN, House, record_all

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.application.proof.publishing"])


class Crash(Exception):
    """The process ends here."""


def crashing(house, monkeypatch, *where):
    """Publish until the process ends, as it enters one of these methods; then start again."""

    def crash(*what, **more):
        raise Crash

    with monkeypatch.context() as patch:
        for one, name in where:
            patch.setattr(one, name, crash)
        with pytest.raises(Crash):
            house.publish()
    return house.again()


def before_keeping(house):
    return ((house.log, "keep_checkpoint"),)


def before_telling(house):
    return ((house.publisher, "_tell"),)


class TestPublisher:
    def test_signs_nothing_of_an_empty_log(self, house):
        assert house.publisher.publish(house.key) is None
        assert house.signer.last(TOWN) is None
        assert house.told() == []

    def test_covers_everything_that_is_on_the_disk(self, house):
        house.grow(3)
        house.grow(2)
        signed = house.publish()
        found = Checkpoint.read(Note.read(signed.note).body)
        assert (signed.size, found) == (5, Checkpoint(TOWN, 5, house.own_root(5)))
        assert house.publish() == signed

    def test_signs_what_another_process_recorded(self, house):
        house.grow()
        house.publish()
        other = House(house.folder)
        other.grow(4)
        other.log.close()
        assert house.publish().size == 5

    def test_finds_the_smallest_checkpoint_that_holds_a_position(self, house):
        for count in (2, 3, 4):
            house.grow(count)
            house.publish()
        assert [house.publisher.covering(house.key, position).size for position in (1, 2, 3, 5, 6, 9)] == [
            2,
            2,
            5,
            5,
            9,
            9,
        ]
        house.grow()
        assert house.publisher.covering(house.key, 10).size == 10

    def test_tells_every_checkpoint_of_a_conference_once_and_in_order(self, house):
        for count in (2, 3, 1):
            house.grow(count)
            house.publish()
            house.publish()
        house.publisher.publish_all()
        assert [(each["size"], each["root"]) for each in house.said("checkpoint_signed")] == [
            (size, house.own_root(size).hex()) for size in (2, 5, 6)
        ]
        assert house.signer.last(f"{TOWN.rpartition('/')[0]}/system").size == house.log.head(SYSTEM)

    def test_introduces_a_key_before_it_signs(self, house, monkeypatch):
        house.grow()
        known = []
        sign = house.signer.sign

        def signing(*what):
            known.append(house.said("key_introduced"))
            return sign(*what)

        monkeypatch.setattr(house.signer, "sign", signing)
        house.publish()
        ((introduced,),) = known
        assert introduced["vkey"] == str(house.signer.key(TOWN).public)

    def test_keeps_cosignatures_that_came_on_two_ways(self, house):
        house.grow()
        signed = house.publish()
        for name in ("a.example/w", "b.example/w"):
            line = witness_key(name).cosignature(Note.read(signed.note).body, 1_800_000_000)
            house.publisher.keep_cosignatures(house.key, signed, line)
        assert len(Note.read(house.publisher.latest(house.key).note).signatures) == 3


class TestCrash:
    @pytest.mark.parametrize("where", [before_keeping, before_telling])
    @pytest.mark.parametrize("grown_since", [0, 3])
    def test_leaves_no_checkpoint_that_is_not_kept_and_told_once(self, house, monkeypatch, where, grown_since):
        house.grow(2)
        house.publish()
        house.grow(2)
        house = crashing(house, monkeypatch, *where(house))
        assert house.flaws() == []
        if grown_since:
            house.grow(grown_since)
        sizes = sorted({2, 4, 4 + grown_since})
        assert house.publish().size == sizes[-1]
        assert house.kept() == house.told() == sizes
        assert [each.size for each in house.signer.signed(TOWN)] == sizes
        assert house.again().flaws() == []

    def test_leaves_no_change_of_a_key_untold(self, house):
        house.grow()
        house.publish()
        old, new = house.signer.rotate(TOWN)
        house = house.again()
        assert house.flaws() == []
        house.grow()
        house.publish()
        (rotated,) = house.said("key_rotated")
        assert (rotated["old"], rotated["new"]) == (str(old.public), str(new.public))

    def test_leaves_no_checkpoint_of_the_installation_unkept(self, house, monkeypatch):
        house.grow()
        house.publish()
        monkeypatch.setattr(house.log, "keep_checkpoint", lambda *what: (_ for _ in ()).throw(Crash))
        with pytest.raises(Crash):
            house.publisher.publish(SYSTEM)
        house = house.again()
        assert house.flaws() == []
        house.system.record()
        house.grow()
        house.publisher.publish_all()
        assert len(house.log.checkpoints(SYSTEM, 1)) == 2
        assert house.flaws() == []


class TestProcesses:
    def test_that_publish_at_once_agree(self, house):
        house.grow()
        house.publish()
        processes = [PROCESSES.Process(target=record_all, args=(house.folder, 12)) for _ in range(2)]
        for process in processes:
            process.start()
        while any(process.is_alive() for process in processes):
            house.publish()
            assert house.flaws() == []
        assert [process.exitcode for process in processes] == [0, 0]
        house.publish()
        sizes = [each.size for each in house.signer.signed(TOWN)]
        assert house.told() == house.kept() == sizes == sorted(set(sizes))
        assert sizes[-1] == house.log.head(house.key) == 25


class TestRefusal:
    @pytest.fixture
    def grown(self, house):
        house.grow(3)
        house.publish()
        return house

    def spoilt(self, house, statement):
        house.log._writer._db.execute(statement)
        house.grow()
        with pytest.raises((Altered, Contradiction)) as found:
            house.publish()
        assert house.told() == [3]
        return found.value

    def test_names_the_row_that_was_altered_since(self, grown):
        grown.grow()
        found = self.spoilt(grown, "UPDATE events SET sw = 'x' WHERE conference = 1 AND position = 4")
        assert found.flaws == (("record_altered", TOWN, "4"),)

    def test_names_the_size_whose_root_is_another(self, grown):
        found = self.spoilt(grown, "UPDATE events SET leaf = zeroblob(32) WHERE conference = 1 AND position = 2")
        assert (found.origin, found.signed) == (TOWN, 3)

    def test_names_the_key_that_is_another(self, grown):
        for name in ("keys", "signed"):
            (grown.folder / "signer" / name).unlink()
        again = grown.again()
        for act in (again.publisher.require_unbroken, again.publish):
            with pytest.raises(Altered, match="key_otherwise"):
                act()
        assert not (grown.folder / "signer" / "keys").exists()

    @pytest.mark.parametrize("epoch", [2, 3])
    def test_names_the_epoch_that_nobody_declared(self, grown, epoch):
        grown.log._writer._db.execute("UPDATE conferences SET epoch = ? WHERE id = 1", (epoch,))
        for act in (grown.publisher.require_unbroken, grown.publish):
            with pytest.raises((Altered, Contradiction)):
                act()
