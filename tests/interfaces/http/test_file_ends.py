"""What becomes of files: of a person who is erased, and of the sheet that an act on paper was entered by."""

import pytest

from application.files.copying import copy_files
from tests.application.files.made import JPEG, PDF
from tests.interfaces.http.problems import is_problem
from tests.interfaces.http.sending import named, research, send, sha, submit
from tests.interfaces.http.town import BEGINNING, OFFICE, town

NAME = "沈桂英病历.pdf"


@pytest.fixture
def leaving():
    """A town where somebody had brought two files, of which a record names one, and then laid down his duty."""
    with town() as served:
        send(served, "wei", path=f"/files?name={NAME}")
        send(served, "wei", JPEG, content_type="image/jpeg")
        research(served, submit(served), PDF)
        ended = {"duty": "head@safety", "until": BEGINNING.isoformat()}
        assert served.ask(OFFICE, f"/people/{served.people['wei']}/duties/end", ended).status_code == 200
        yield served


def erase(served):
    done = served.ask(OFFICE, f"/people/{served.people['wei']}/erasure", {"basis": "本人书面申请"})
    assert done.status_code == 200, done.text
    return done.json()


class TestErasure:
    def test_says_which_files_stay(self, leaving):
        assert erase(leaving)["files_left"] == [sha(PDF)]

    def test_deletes_the_files_that_no_record_names(self, leaving):
        erase(leaving)
        blobs = leaving.services.files.blobs
        assert [blobs.holds(sha(each)) for each in (PDF, JPEG)] == [True, False]

    def test_deletes_the_names(self, leaving):
        assert leaving.get(f"/files/{sha(PDF)}/about", "li").json()["name"] == NAME
        erase(leaving)
        told = leaving.get(f"/files/{sha(PDF)}/about", "li").json()
        assert (told["name"], told["uploaded_by"]) == (None, leaving.people["wei"])
        given = leaving.get(f"/files/{sha(PDF)}", "li")
        assert (given.content, NAME[:3] in given.headers["content-disposition"]) == (PDF, False)
        kept = b"".join(path.read_bytes() for path in leaving.services.folder.glob("files.db*"))
        assert NAME.encode() not in kept

    def test_is_made_good_by_the_sweep_where_it_was_cut_short(self, leaving, monkeypatch):
        monkeypatch.setattr(leaving.services.log, "on_erase", [])
        erase(leaving)
        assert leaving.get(f"/files/{sha(PDF)}/about", "li").json()["name"] == NAME
        assert leaving.services.sweeper.sweep() == 1
        assert leaving.get(f"/files/{sha(PDF)}/about", "li").json()["name"] is None

    def test_takes_nothing_from_others(self, leaving):
        send(leaving, "li", JPEG, content_type="image/jpeg")
        erase(leaving)
        assert leaving.get(f"/files/{sha(JPEG)}", "li").content == JPEG


class TestSheet:
    def test_that_an_act_was_entered_by_is_read_by_whoever_reads_the_act(self):
        with town() as served:
            send(served, OFFICE, JPEG, content_type="image/jpeg")
            is_problem(served.get(f"/files/{sha(JPEG)}", "zhao"), 404, "file_unknown")
            on_paper = {"behalf": {"basis": "paper", "person": served.people["wei"], "evidence": sha(JPEG)}}
            topic = submit(served)
            body = {"findings": "走访。", "attachments": [named(PDF)], "act": on_paper}
            version = served.get(topic, "wei").headers["etag"]
            done = served.ask(OFFICE, f"{topic}/research", body, if_match=version)
            assert done.status_code == 200, done.text
            assert served.get(f"/files/{sha(JPEG)}", "zhao").content == JPEG
            served.clock.at += (served.services.files.limits.shown + served.services.files.limits.grace) * 2
            assert served.services.sweeper.sweep() == 0


class TestCopy:
    def test_leaves_out_what_is_deleted_meanwhile(self, town, tmp_path):
        send(town, "wei")
        files = town.services.files
        copied = copy_files(town.services.folder, tmp_path / "copy")
        original = files.register.backup

        def meanwhile(target):
            original(target)
            files.clear(files.register.uploads(town.key, [sha(PDF)]))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(files.register), "backup", lambda _, target: meanwhile(target))
            assert list(copied) == []
