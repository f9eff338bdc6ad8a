import pytest

from interfaces.audit.verifier.codes import FINDINGS
from interfaces.audit.verifier.report import as_json, as_text
from tests.interfaces.audit.verifier import (
    attacks_on_files,
    attacks_on_keys,
    attacks_on_records,
    attacks_on_signatures,
)
from tests.interfaces.audit.verifier.scene import ATTACKS, scene_of

MODULES = (attacks_on_files, attacks_on_keys, attacks_on_records, attacks_on_signatures)


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_is_found(name, tmp_path):
    code, on, do = ATTACKS[name]
    scene = scene_of(on)
    do(scene)
    report = scene.report(tmp_path)
    assert code in report.counts
    assert f"[{code}]" in as_text(report, ("zh", "en"))
    assert as_json(report, 1)["sound"] is False


class TestTable:
    def test_has_every_attack_asked_for(self):
        assert len(ATTACKS) >= 45

    def test_brings_every_finding_about(self):
        brought = {code for code, _, _ in ATTACKS.values()}
        assert set(FINDINGS) - brought == set()
