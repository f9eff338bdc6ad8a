import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from application.files.limits import Limits
from application.files.register import State
from application.files.scanning import ScannerAway
from application.files.store import Brought, Files
from application.log import Unavailable
from domain.errors import Malformed, RuleBroken
from tests.application.files.made import PDF, TEXT

DIGEST = sha256(PDF).hexdigest()
HOUSE = Path(__file__).parents[3]


class HandClock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def now(self):
        return self.at


class Saying:
    """A scanner that says what it is told to."""

    def __init__(self, said=State.CLEAN):
        self.said = said

    def scan(self, path):
        assert path.is_file()
        if self.said is None:
            raise ScannerAway("away")
        return self.said


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def files(tmp_path, clock):
    with closing(Files(tmp_path, clock)) as files:
        yield files


def brought(person="li", conference=1, **more):
    return Brought(**{"conference": conference, "person": person, "content_type": "application/pdf", **more})


def upload(files, content=PDF, *, named=(), **more):
    with files.arriving() as arriving:
        arriving.write(content)
        return files.keep(arriving, brought(**more), lambda digests: set(digests) & set(named))


def lying(files):
    """Every file in the folder, by its path in it."""
    folder = files.blobs._folder
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class TestUpload:
    def test_lies_under_its_digest_for_its_owner_alone(self, files):
        upload(files, name="纪要.pdf")
        assert lying(files) == [f"{DIGEST[:2]}/{DIGEST[2:]}"]
        path = files.blobs.path(DIGEST)
        assert path.read_bytes() == PDF
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_is_known_with_who_brought_it(self, files, clock):
        made, again = upload(files, name="../纪要.pdf")
        assert not again
        assert made[1:] == (DIGEST, "li", clock.at, "application/pdf", "纪要.pdf")
        held = files.register.held(1, [DIGEST])[DIGEST]
        assert (held.size, held.media_type, held.state) == (len(PDF), "application/pdf", State.UNSCANNED)

    def test_of_the_same_bytes_is_there_already_for_him_alone(self, files):
        assert [upload(files)[1], upload(files)[1], upload(files, person="wu")[1]] == [False, True, False]
        assert [upload(files, conference=2)[1], upload(files, person="wu")[1]] == [False, True]
        assert len(lying(files)) == 1

    def test_of_what_he_read_by_a_record_is_there_already(self, files):
        upload(files)
        assert upload(files, person="wu", named=[DIGEST])[1]

    def test_of_what_a_record_names_and_nobody_brought_is_new(self, files):
        assert not upload(files, named=[DIGEST])[1]

    def test_in_another_conference_is_another_file(self, files):
        upload(files)
        assert files.register.held(2, [DIGEST]) == {}

    @pytest.mark.parametrize(
        ("content", "announced", "code"),
        [
            (b"", {}, "file_empty"),
            (PDF, {"digest": "0" * 64}, "file_digest_differs"),
            (PDF, {"name": "a.png"}, "file_type_differs"),
            (TEXT, {}, "file_type_differs"),
            (PDF, {"content_type": "text/html"}, "file_type_not_allowed"),
        ],
    )
    def test_that_is_refused_leaves_nothing(self, files, content, announced, code):
        with pytest.raises(Malformed) as refused:
            upload(files, content, **announced)
        assert refused.value.code == code
        assert lying(files) == []
        assert files.register.all_held() == []

    def test_that_breaks_off_leaves_nothing(self, files):
        def break_off():
            with files.arriving() as arriving:
                arriving.write(PDF)
                assert len(lying(files)) == 1
                raise ConnectionError

        with pytest.raises(ConnectionError):
            break_off()
        assert lying(files) == []

    def test_is_taken_twice_at_once(self, files):
        both = threading.Barrier(2)

        def bring(person):
            with files.arriving() as arriving:
                arriving.write(PDF)
                both.wait()
                files.keep(arriving, brought(person), lambda _: ())

        threads = [threading.Thread(target=bring, args=(person,)) for person in ("li", "wu")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(lying(files)) == 1
        assert {each.person for each in files.register.uploads(1, [DIGEST])} == {"li", "wu"}
        assert files.blobs.is_sound(DIGEST)

    def test_waits_its_turn_where_many_come(self, files):
        places = [files.arriving() for _ in range(8)]
        for place in places:
            place.__enter__()
        with pytest.raises(Unavailable), files.arriving():
            pass
        for place in places:
            place.__exit__(None, None, None)
        upload(files)


class TestQuota:
    def test_is_a_number_of_files_that_no_record_names(self, tmp_path, clock):
        with closing(Files(tmp_path, clock, limits=Limits(files_of_person=1))) as files:
            upload(files)
            with pytest.raises(RuleBroken, match="files_quota"):
                upload(files, PDF + b"2")
            assert upload(files)[1]
            upload(files, PDF + b"2", person="wu")
            upload(files, PDF + b"3", named=[DIGEST])

    def test_is_a_number_of_bytes(self, tmp_path, clock):
        with closing(Files(tmp_path, clock, limits=Limits(bytes_of_person=len(PDF) + 10))) as files:
            upload(files)
            with pytest.raises(RuleBroken, match="files_quota"):
                upload(files, PDF + b"2")
            clock.at += timedelta(days=8)
            upload(files, PDF + b"2")

    def test_is_of_the_whole_conference_too(self, tmp_path, clock):
        with closing(Files(tmp_path, clock, limits=Limits(files_of_conference=1))) as files:
            upload(files)
            with pytest.raises(RuleBroken, match="files_quota"):
                upload(files, PDF + b"2", person="wu")
            upload(files, PDF + b"2", conference=2)


class TestScanner:
    @pytest.mark.parametrize("said", [State.CLEAN, State.UNSCANNED])
    def test_says_what_state_a_file_has(self, tmp_path, clock, said):
        with closing(Files(tmp_path, clock, scanner=Saying(said))) as files:
            upload(files)
            assert files.register.held(1, [DIGEST])[DIGEST].state is said

    @pytest.mark.parametrize(("said", "failure"), [(State.INFECTED, RuleBroken), (None, ScannerAway)])
    def test_lets_nothing_in_that_it_finds_or_cannot_look_at(self, tmp_path, clock, said, failure):
        with closing(Files(tmp_path, clock, scanner=Saying(said))) as files:
            with pytest.raises(failure):
                upload(files)
            assert lying(files) == []

    def test_finds_later_what_it_did_not_know(self, tmp_path, clock):
        scanner = Saying(State.CLEAN)
        with closing(Files(tmp_path, clock, scanner=scanner)) as files:
            upload(files)
            scanner.said = State.INFECTED
            assert files.rescan(DIGEST) is State.INFECTED
            scanner.said = State.CLEAN
            upload(files, person="wu")
            assert files.register.held(1, [DIGEST])[DIGEST].state is State.INFECTED


class TestFile:
    def test_is_given_out_as_it_came(self, files):
        upload(files)
        with files.opened(files.register.held(1, [DIGEST])[DIGEST]) as file:
            assert file.read() == PDF

    @pytest.mark.parametrize("change", [lambda path: path.write_bytes(PDF + b"!"), lambda path: path.unlink()])
    def test_is_not_given_out_when_it_is_no_longer_what_came(self, files, change):
        upload(files)
        change(files.blobs.path(DIGEST))
        assert files.opened(files.register.held(1, [DIGEST])[DIGEST]) is None
        assert not files.blobs.is_sound(DIGEST)

    @pytest.mark.parametrize("digest", ["../../etc/passwd", "A" * 64, "0" * 63, "", "/" * 64])
    def test_is_sought_by_a_digest_and_nothing_else(self, files, digest):
        with pytest.raises(ValueError, match="digest"):
            files.blobs.path(digest)


class TestName:
    def test_is_forgotten_and_leaves_no_trace(self, files, tmp_path):
        upload(files, name="沈桂英的病历.pdf")
        upload(files, name="other.pdf", person="wu")
        files.forget(1, "li")
        assert [each.name for each in files.register.uploads(1, [DIGEST])] == [None, "other.pdf"]
        kept = b"".join(path.read_bytes() for path in tmp_path.glob("files.db*"))
        assert "沈桂英".encode() not in kept
        assert b"other.pdf" in kept


class TestProcessThatDies:
    def test_between_writing_and_naming_leaves_nothing_for_long(self, files, tmp_path):
        script = (
            "import os, sys; sys.path.insert(0, sys.argv[1])\n"
            "from pathlib import Path; from application.files.blobs import Blobs\n"
            "with Blobs(Path(sys.argv[2])).arriving() as arriving:\n"
            "    arriving.write(b'%PDF-1.7'); arriving.file.flush(); os.kill(os.getpid(), 9)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, str(HOUSE), str(tmp_path / "files")], check=False)
        assert done.returncode == -9
        assert len(lying(files)) == 1
        assert files.clear_left() == 1
        assert lying(files) == []

    def test_between_naming_and_noting_leaves_nothing_for_long(self, files):
        with files.arriving() as arriving:
            arriving.write(PDF)
            files.blobs.place(arriving)
        assert files.clear_left() == 1
        assert lying(files) == []

    def test_is_told_from_one_that_still_writes(self, files):
        with files.arriving() as arriving:
            arriving.write(PDF)
            assert files.clear_left() == 0
            files.keep(arriving, brought(), lambda _: ())
        assert files.clear_left() == 0
        assert files.blobs.is_sound(DIGEST)
        assert len(lying(files)) == 1
