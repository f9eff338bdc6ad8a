"""What the product is made of is written down, may be used, and is asked after."""

import json
import re
import subprocess
import sys
from uuid import UUID

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.house import sbom
from tests.house.advisories import CLEAN, FOUND, NOT_REACHED, Heard, verdict
from tests.house.locked import DEVELOPMENT, HOUSE, LOCKS, RUNTIME, locked

ALLOWED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0"}
"""Licences under which the product may pass on what it is made of; none asks for the product's own source."""


def named(expression):
    """Every licence that an SPDX expression names, chosen or not."""
    return set(re.findall(r"[\w.+-]+", expression)) - {"AND", "OR", "WITH"}


def answer(*dependencies):
    return json.dumps({"dependencies": dependencies, "fixes": []})


def harmless(name):
    return {"name": name, "version": "1.0", "vulns": []}


def harmful(name):
    return {"name": name, "version": "1.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["1.1"], "aliases": []}]}


def unknown(name):
    return {"name": name, "skip_reason": "not found"}


@pytest.mark.parametrize("lock", LOCKS)
class TestBill:
    def test_names_every_locked_package_with_its_hashes(self, lock):
        told = {each["purl"]: {found["content"] for found in each["hashes"]} for each in sbom.bill(lock)["components"]}
        assert told == {each.address: set(each.hashes) for each in locked(lock)}
        assert all(told.values())

    def test_is_valid(self, lock):
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.written(lock)) is None

    def test_would_be_found_invalid(self, lock):
        spoilt = sbom.bill(lock)
        spoilt["components"][0]["hashes"][0]["alg"] = "CRC-32"
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(spoilt)) is not None

    def test_leads_from_the_product_to_everything_that_is_installed(self, lock):
        needs = {each["ref"]: each["dependsOn"] for each in sbom.bill(lock)["dependencies"]}
        reached, ahead = set(), ["lianxi"]
        while ahead:
            ref = ahead.pop()
            ahead += [each for each in needs[ref] if each not in reached]
            reached |= {ref, *needs[ref]}
        assert {each.address for each in locked(lock) if each.is_here} - reached == set()


class TestMaking:
    def test_gives_the_same_bytes_in_another_process(self, tmp_path):
        made = []
        for seed in ("1", "2"):
            file = tmp_path / seed / "bill.json"
            command = [sys.executable, "-m", "tests.house.sbom", str(file)]
            subprocess.run(command, cwd=HOUSE, env={"PYTHONHASHSEED": seed}, check=True, capture_output=True)
            made.append(file.read_bytes())
        assert made[0] == made[1]

    def test_gives_another_number_to_another_lock(self):
        run, dev = (UUID(sbom.bill(lock)["serialNumber"].removeprefix("urn:uuid:")) for lock in LOCKS)
        assert run != dev


class TestLicence:
    def test_of_everything_in_the_product_is_allowed(self):
        refused = {each.name: sbom.licence(each) for each in locked(RUNTIME) if named(sbom.licence(each)) - ALLOWED}
        assert refused == {}

    def test_of_everything_beside_it_is_no_gpl(self):
        assert [each.name for each in locked(DEVELOPMENT) if "GPL" in sbom.licence(each)] == []

    @pytest.mark.parametrize("expression", ["AGPL-3.0-only", "MIT AND GPL-3.0-or-later", "MIT OR SSPL-1.0"])
    def test_of_another_kind_would_be_found_out(self, expression):
        assert named(expression) - ALLOWED

    def test_is_told_by_hand_only_where_the_package_does_not(self):
        assert set(sbom.BY_HAND) <= {each.name for each in locked(DEVELOPMENT)}


class TestAdvisories:
    def test_that_say_nothing_of_any_package_are_clean(self):
        assert verdict(["a", "b"], Heard.of([answer(harmless("a"), harmless("b"))]))[0] == CLEAN

    def test_that_were_not_reached_are_told_as_such(self):
        code, said = verdict(["a", "b"], Heard.of(["", answer(unknown("a"), unknown("b"))]))
        assert code == NOT_REACHED
        assert said == ["advisories could not be reached: nothing is known about 2 of 2 packages"]

    def test_that_leave_out_a_package_name_it(self):
        code, said = verdict(["a", "b"], Heard.of([answer(harmless("a"), unknown("b"))]))
        assert code == NOT_REACHED
        assert said == ["advisories could not be reached: nothing is known about 1 of 2 packages", "  b"]

    def test_of_one_source_serve_where_another_is_silent(self):
        assert verdict(["a", "b"], Heard.of([answer(harmless("a")), "", answer(harmless("b"))]))[0] == CLEAN

    def test_that_know_something_are_found_though_others_were_not_reached(self):
        code, said = verdict(["a", "b"], Heard.of([answer(harmful("a"), unknown("b"))]))
        assert code == FOUND
        assert said[0] == "a 1.0: CVE-2026-1 (mended in 1.1)"
