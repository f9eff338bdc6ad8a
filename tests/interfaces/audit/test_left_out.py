"""What is not a reader's of the installation's own log is left out of his package, and the verifier says so."""

import json
import shutil

import pytest

from application.log import SYSTEM
from interfaces.audit.export import export
from interfaces.audit.reader import OPERATOR
from tests.interfaces.audit.packages import Opened, policy, verified
from tests.interfaces.audit.test_export_http import unpacked
from tests.interfaces.audit.test_export_verified import entered_anew
from tests.interfaces.http.town import SLUG, STRANGER
from tests.interfaces.http.town import town as a_town

LEFT_OUT = "left out, here only as hashes"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A town in which somebody was refused, and the package made for one of its people."""
    where = tmp_path_factory.mktemp("left_out")
    with a_town(where / "data") as town:
        assert town.get("/topics", STRANGER).status_code == 403
        yield town, unpacked(town.get("/audit/export", "li"), where)


@pytest.fixture
def copied(made, tmp_path):
    """The package of that person, to be spoilt."""
    return shutil.copytree(made[1], tmp_path / "copied")


def rewritten(package, name, changed):
    """Let a bundle hold what ``changed`` makes of each record."""
    raw, at, records = (package / name).read_bytes(), 0, []
    while at < len(raw):
        end = at + 2 + int.from_bytes(raw[at : at + 2], "big")
        records.append(changed(raw[at + 2 : end]))
        at = end
    (package / name).write_bytes(b"".join(len(each).to_bytes(2, "big") + each for each in records))
    entered_anew(package, name)


def bundle(package, log):
    [name] = [each.relative_to(package).as_posix() for each in package.glob(f"data/{log}/tile/entries/*.p/*")]
    return name


class TestPackageOfAPerson:
    def test_has_no_record_of_who_came_in_or_was_refused(self, made):
        town, package = made
        types = {json.loads(record)["type"].partition("/")[0] for record in Opened(package).records("system") if record}
        assert "installation.access_refused" in {each.fact.TOPIC for each in town.services.log.read(SYSTEM, 0, 10_000)}
        assert types >= {"installation.begun", "installation.key_introduced", "installation.checkpoint_signed"}
        assert not any(name in each for each in types for name in ("access", "account", "signed_in", "token", "role"))

    def test_is_sound_and_says_what_is_left_out(self, made):
        town, package = made
        answer = verified(package, policy(town.services, SLUG))
        count = Opened(package).records("system").count(b"")
        assert count
        assert answer.returncode == 0, answer.stdout
        assert f"{count} records of the system log are not this reader's" in " ".join(answer.stdout.split())
        assert LEFT_OUT in " ".join(answer.stdout.split())
        assert "the records of the system log that are left out" in answer.stdout.splitlines()[-1]

    def test_of_the_operator_has_all(self, made, tmp_path):
        town, _ = made
        package = export(town.services, SLUG, tmp_path / "whole", reader=OPERATOR).path
        assert b"" not in Opened(package).records("system")
        answer = verified(package, policy(town.services, SLUG))
        assert answer.returncode == 0, answer.stdout
        assert LEFT_OUT not in " ".join(answer.stdout.split())


class TestLeavingOut:
    def test_of_a_checkpoint_is_found(self, made, copied):
        rewritten(copied, bundle(copied, "system"), lambda record: b"" if b"checkpoint_signed" in record else record)
        answer = verified(copied, policy(made[0].services, SLUG))
        assert answer.returncode == 1
        assert "checkpoint_not_in_system" in answer.stdout

    def test_of_the_first_record_is_found(self, made, copied):
        rewritten(copied, bundle(copied, "system"), lambda record: b"" if b"installation.begun" in record else record)
        answer = verified(copied, policy(made[0].services, SLUG))
        assert answer.returncode == 1
        assert "record_prev" in answer.stdout

    def test_of_a_record_of_the_conference_is_found(self, made, copied):
        rewritten(copied, bundle(copied, "log"), lambda record: b"" if b"roster.duty_taken" in record else record)
        answer = verified(copied, policy(made[0].services, SLUG))
        assert answer.returncode == 1
        assert "record_not_canonical" in answer.stdout

    def test_with_another_hash_in_its_place_is_found(self, made, copied):
        place = Opened(copied).records("system").index(b"")
        [tile] = copied.glob("data/system/tile/0/*.p/*")
        hashes = bytearray(tile.read_bytes())
        hashes[32 * place] ^= 1
        tile.write_bytes(hashes)
        entered_anew(copied, tile.relative_to(copied).as_posix())
        answer = verified(copied, policy(made[0].services, SLUG))
        assert answer.returncode == 1
        assert "root_differs" in answer.stdout
