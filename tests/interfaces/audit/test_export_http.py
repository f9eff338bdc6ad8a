"""The package over HTTP: the same as a folder, in one file."""

import io
import tarfile

import pytest

from application.log import SYSTEM
from domain.facts import installation as facts
from domain.vocabulary import Side
from interfaces.audit.export import export
from interfaces.audit.reader import Reader
from tests.interfaces.audit.packages import Opened, policy, verified
from tests.interfaces.http.town import SLUG, STRANGER
from tests.interfaces.http.town import town as a_town

PATH = "/audit/export"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    with a_town(tmp_path_factory.mktemp("town") / "data") as town:
        yield town


@pytest.fixture
def answer(town):
    return town.get(PATH, "li", accept_encoding="identity")


def unpacked(answer, where):
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as tar:
        tar.extractall(where, filter="data")
    return where / f"{SLUG}-{answer.headers['x-position']}"


class TestDownload:
    def test_is_a_tar_file(self, town, answer):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-tar")
        assert answer.headers["content-length"] == str(len(answer.content))
        assert answer.headers["content-disposition"] == f'attachment; filename="{SLUG}-{town.head}.tar"'

    def test_holds_the_package_made_for_the_caller(self, town, answer, tmp_path):
        person = town.people["li"]
        reader = Reader(name=person, sides=frozenset({Side.UNION}), person=person)
        made = export(town.services, SLUG, tmp_path / "made", reader=reader)
        assert Opened(unpacked(answer, tmp_path)).files == Opened(made.path).files

    def test_is_sound(self, town, answer, tmp_path):
        assert verified(unpacked(answer, tmp_path), policy(town.services, SLUG)).returncode == 0

    def test_is_the_same_every_time(self, town, answer):
        assert town.get(PATH, "li", accept_encoding="identity").content == answer.content

    def test_says_nothing_of_when_or_by_whom_it_was_made(self, answer):
        with tarfile.open(fileobj=io.BytesIO(answer.content)) as tar:
            entries = tar.getmembers()
        assert {(each.mtime, each.uid, each.gid, each.uname, each.gname) for each in entries} == {(0, 0, 0, "", "")}
        assert [each.name for each in entries] == sorted(each.name for each in entries)

    def test_is_recorded_with_its_reader(self, town, answer):
        recorded = town.services.log.read(SYSTEM, 0, 10_000)
        last = [each.fact for each in recorded if isinstance(each.fact, facts.Exported)][-1]
        assert (last.reader, last.size) == (town.people["li"], int(answer.headers["x-position"]))

    def test_leaves_nothing_in_the_folder(self, town, answer):
        assert answer.content
        assert list(town.services.folder.glob(".export-*")) == []

    def test_can_begin_later_and_end_earlier(self, town, tmp_path):
        [first] = town.services.log.checkpoints(town.key, 1, most=1)
        answer = town.get(f"{PATH}?since=1&position=1", "li", accept_encoding="identity")
        assert (answer.status_code, answer.headers["x-position"]) == (200, str(first.size))
        told = Opened(unpacked(answer, tmp_path)).told
        assert (told["since"], told["size"]) == (1, first.size)

    @pytest.mark.parametrize(
        ("who", "code"), [("sun", "export_not_whole"), ("shen", "export_not_whole"), (STRANGER, "seat_needed")]
    )
    def test_is_refused_to_whom_something_is_withheld(self, town, who, code):
        answer = town.get(PATH, who)
        assert (answer.status_code, answer.json()["code"], answer.json()["clause"]) == (
            403,
            code,
            "R-seat",
        )
        assert answer.json()["detail"]

    def test_is_refused_to_who_is_not_signed_in(self, town):
        assert town.get(PATH, "nobody").status_code == 401

    @pytest.mark.parametrize("query", ["position=99999", "since=99999"])
    def test_knows_no_position_beyond_the_log(self, town, query):
        answer = town.get(f"{PATH}?{query}", "li")
        assert (answer.status_code, answer.json()["code"]) == (404, "position_unknown")
        assert list(town.services.folder.glob(".export-*")) == []
