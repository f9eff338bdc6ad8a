"""Files in a package: those held and rightly named are there, the others are said not to be, and the verifier agrees."""

import pytest

from application.files.register import State
from interfaces.audit.export import export
from tests.application.files.made import PDF
from tests.interfaces.audit.packages import Opened, is_a_bag, policy, verified
from tests.interfaces.http.sending import named, research, send, sha, submit, suggest
from tests.interfaces.http.town import SLUG, town

DIGEST = sha(PDF)
FILE = f"data/attachments/{DIGEST}"


@pytest.fixture
def served():
    with town() as served:
        yield served


def packed(served, where, **more):
    """A package of the town, which its verifier takes."""
    package = Opened(export(served.services, SLUG, where, **more).path)
    answer = verified(package.path, policy(served.services, SLUG))
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout
    assert is_a_bag(package.path)
    return package, answer.stdout


def held(package):
    return [each["held"] for each in package.lines("attachments.jsonl")]


class TestPackage:
    def test_has_a_file_that_was_uploaded_and_named(self, served, tmp_path):
        send(served, "wei")
        research(served, submit(served), PDF)
        package, said = packed(served, tmp_path / "package")
        assert package.files[FILE] == PDF
        [line] = package.lines("attachments.jsonl")
        assert line == {**named(PDF), "held": True, "seq": line["seq"]}
        assert "1 attachments: 1 held and matching, 0 not held" in said

    def test_has_a_file_once_however_often_it_is_named(self, served, tmp_path):
        send(served, "wei")
        send(served, "shen")
        research(served, submit(served), PDF)
        suggest(served, PDF)
        assert held(packed(served, tmp_path / "package")[0]) == [True, True]

    def test_says_of_a_file_that_nobody_uploaded_that_it_is_not_held(self, served, tmp_path):
        research(served, submit(served), PDF)
        package, said = packed(served, tmp_path / "package")
        assert (held(package), FILE in package.files) == ([False], False)
        assert "0 held and matching, 1 not held" in said

    def test_has_no_file_that_no_record_names(self, served, tmp_path):
        send(served, "wei")
        package, _ = packed(served, tmp_path / "package")
        assert (held(package), package.below("data/attachments/")) == ([], set())

    def test_has_no_file_that_was_named_by_who_only_knew_its_digest(self, served, tmp_path):
        send(served, "shen")
        research(served, submit(served), PDF)
        package, _ = packed(served, tmp_path / "package")
        assert (held(package), FILE in package.files) == ([False], False)

    @pytest.mark.parametrize(
        "harm",
        [
            lambda files: files.blobs.path(DIGEST).write_bytes(b"!"),
            lambda files: files.blobs.remove(DIGEST),
            lambda files: files.register.mark(DIGEST, State.INFECTED),
        ],
    )
    def test_has_no_file_that_is_altered_missing_or_infected(self, served, tmp_path, harm):
        send(served, "wei")
        research(served, submit(served), PDF)
        harm(served.services.files)
        package, _ = packed(served, tmp_path / "package")
        assert (held(package), FILE in package.files) == ([False], False)

    def test_has_no_file_whose_size_the_record_tells_otherwise(self, served, tmp_path):
        send(served, "wei")
        topic = submit(served)
        body = {"findings": "走访。", "attachments": [{**named(PDF), "size": 1}]}
        version = served.get(topic, "wei").headers["etag"]
        assert served.ask("wei", f"{topic}/research", body, if_match=version).status_code == 200
        assert held(packed(served, tmp_path / "package")[0]) == [False]

    def test_over_http_has_the_files_too(self, served):
        send(served, "wei")
        research(served, submit(served), PDF)
        answer = served.get("/audit/export", "li")
        assert answer.status_code == 200
        assert FILE.encode() in answer.content
        assert PDF in answer.content
