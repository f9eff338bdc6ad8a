import json

import pytest

from interfaces.audit.verifier.main import main
from tests.interfaces.audit.verifier.packing import bagged, files, laid_out, policy
from tests.interfaces.audit.verifier.signing_keys import Signer, receipt
from tests.interfaces.audit.verifier.story import ORIGIN, SIZE, Town, honest


@pytest.fixture
def desk(tmp_path, capsys):
    """Files of the auditor, and the verifier run over them."""
    return Desk(tmp_path, capsys)


class Desk:
    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        self.town = honest()
        self.write("policy", policy(self.town))

    def write(self, name, raw):
        (self.folder / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return str(self.folder / name)

    def package(self, payload=None):
        return str(laid_out(self.folder / "package", bagged(payload or files(self.town))))

    def run(self, *words):
        code = main([*words, "--policy", str(self.folder / "policy")])
        self.told = self.capsys.readouterr()
        return code


def altered():
    town = honest()
    payload = files(town)
    payload["data/log/tile/entries/000"] = payload["data/log/tile/entries/000"].replace(b'"n":7,', b'"n":8,')
    return payload


class TestPackage:
    def test_that_is_sound_is_0(self, desk):
        assert desk.run(desk.package()) == 0
        assert "未发现问题" in desk.told.out
        assert "nothing was found" in desk.told.out

    def test_says_in_the_last_line_what_is_not_proved(self, desk):
        desk.run(desk.package(), "--lang", "en")
        last = desk.told.out.splitlines()[-1]
        assert "nothing was found; not proved: " in last
        assert "no state kept before" in last
        assert "not recomputed" in last
        assert "quorum none" not in last
        assert "increment" not in last

    def test_that_is_an_increment_seen_for_the_first_time_says_so(self, desk):
        assert desk.run(desk.package(files(desk.town, 270))) == 0
        assert "an increment" in desk.told.out.splitlines()[-1]
        assert "增量包" in desk.told.out.splitlines()[-1]

    def test_compared_with_what_was_kept_no_longer_says_that_a_tail_may_be_cut(self, desk):
        package, kept = desk.package(), str(desk.folder / "kept")
        assert [desk.run(package, "--state", kept, "--lang", "en") for _ in range(2)] == [0, 0]
        assert "no state kept" not in desk.told.out.splitlines()[-1]

    def test_with_a_finding_is_1_and_the_record_is_named(self, desk):
        assert desk.run(desk.package(altered())) == 1
        assert "[leaf_differs] conference seq 7 topic/" in desk.told.out

    def test_is_reported_under_four_headings(self, desk):
        desk.run(desk.package())
        headings = [line for line in desk.told.out.splitlines() if line.startswith("==")]
        assert [heading.split()[1] for heading in headings] == ["真实性", "完整性", "可用性", "安全性"]

    @pytest.mark.parametrize(("lang", "said", "unsaid"), [("zh", "结论", "Verdict"), ("en", "Verdict", "结论")])
    def test_is_told_in_one_language(self, desk, lang, said, unsaid):
        desk.run(desk.package(), "--lang", lang)
        assert said in desk.told.out
        assert unsaid not in desk.told.out

    def test_is_told_as_json(self, desk):
        assert desk.run(desk.package(altered()), "--json") == 1
        told = json.loads(desk.told.out)
        leaf = next(each for each in told["findings"] if each["code"] == "leaf_differs")
        assert (told["sound"], told["exit"], leaf["where"]["seq"], leaf["where"]["type"]) == (
            False,
            1,
            7,
            "topic.noted/1",
        )

    def test_of_the_verifier_itself_may_be_another(self, desk):
        assert main([desk.package(), "--policy", str(desk.folder / "policy")], own=b"another") == 0
        assert "is not the one that is running" in desk.capsys.readouterr().out

    def test_takes_a_limit_or_none(self, desk):
        assert desk.run(desk.package(), "--all-signatures", "--slow", "archive") == 0

    def test_tells_nothing_that_commands_a_terminal(self, desk):
        payload = files(desk.town)
        payload["data/log/checkpoint"] = payload["data/log/checkpoint"].replace(
            ORIGIN.encode(), "\u202e\x7f\u200b".encode()
        )
        desk.run(desk.package(payload))
        assert all(letter.isprintable() or letter == "\n" for letter in desk.told.out)


class TestUnusable:
    def test_is_a_package_that_is_not_there(self, desk):
        assert desk.run(str(desk.folder / "nowhere")) == 2

    def test_is_a_witness_unknown(self, desk):
        assert desk.run(desk.package(), "--slow", "nobody") == 2

    def test_is_a_policy_that_is_not_there(self, desk):
        assert main([desk.package(), "--policy", str(desk.folder / "nowhere")]) == 2

    def test_is_what_the_auditor_keeps_when_it_is_spoilt(self, desk):
        (desk.folder / "kept").mkdir()
        (desk.folder / "kept" / "lianxi.example_2f_chengqiao.checkpoint").write_text("spoilt")
        assert desk.run(desk.package(), "--state", str(desk.folder / "kept")) == 2
        assert "cannot be read" in desk.told.err

    @pytest.mark.parametrize("words", [[], ["x", "--signatures", "0"], ["x", "--accept-epoch", "²"], ["compare", "a"]])
    def test_are_words_that_make_no_sense(self, desk, words):
        with pytest.raises(SystemExit, match="2"):
            desk.run(*words)

    def test_is_what_nobody_thought_of(self, desk, monkeypatch):
        def fail(*_):
            raise ZeroDivisionError

        monkeypatch.setattr("interfaces.audit.verifier.main.verify", fail)
        assert desk.run(desk.package()) == 2
        assert "could not be read" in desk.told.err


class TestCompare:
    def test_finds_a_split_view_and_prints_the_proof(self, desk):
        other = honest(twists={290: {"sw": "0.1.1"}})
        one, two = desk.town.notes[-1][1], other.notes[-1][1]
        assert desk.run("compare", desk.write("a", one), desk.write("b", two)) == 1
        assert "split_view" in desk.told.out
        assert one in desk.told.out
        assert two in desk.told.out

    def test_takes_receipts_too(self, desk):
        other = honest(twists={290: {"sw": "0.1.1"}})
        held = receipt(5, other.log.leaves, other.notes[-1][1])
        assert desk.run("compare", desk.write("a", desk.town.notes[-1][1]), desk.write("b", held), "--json") == 1
        assert json.loads(desk.told.out)["proof"].count(f"{SIZE}\n") == 2

    def test_says_that_one_is_the_other(self, desk):
        note = desk.town.notes[-1][1]
        assert desk.run("compare", desk.write("a", note), desk.write("b", note)) == 0

    def test_cannot_tell_of_two_sizes_without_a_package(self, desk):
        notes = dict(desk.town.notes)
        words = "compare", desk.write("a", notes[100]), desk.write("b", notes[SIZE])
        assert desk.run(*words) == 2
        assert "--package" in desk.told.err
        assert desk.run(*words, "--package", desk.package()) == 0

    def test_finds_that_one_is_no_beginning_of_the_other(self, desk):
        other = dict(honest(twists={90: {"sw": "0.1.1"}}).notes)
        words = "compare", desk.write("a", other[100]), desk.write("b", dict(desk.town.notes)[SIZE])
        assert desk.run(*words, "--package", desk.package()) == 1
        assert "history_rewritten" in desk.told.out

    def test_cannot_tell_of_what_is_not_signed(self, desk):
        other = honest(town=Town(key=Signer(ORIGIN, seed="mallory")))
        words = desk.write("a", other.notes[-1][1]), desk.write("b", desk.town.notes[-1][1])
        assert desk.run("compare", *words) == 2
        assert "no signature" in desk.told.err

    def test_cannot_tell_of_two_logs(self, desk):
        words = desk.write("a", desk.town.notes[-1][1]), desk.write("b", desk.town.system_notes[-1][1])
        assert desk.run("compare", *words) == 2

    def test_cannot_tell_from_a_package_that_is_none(self, desk):
        notes = dict(desk.town.notes)
        (desk.folder / "empty").mkdir()
        words = "compare", desk.write("a", notes[100]), desk.write("b", notes[SIZE])
        assert desk.run(*words, "--package", str(desk.folder / "empty")) == 2


class TestReceipt:
    def check(self, desk, held, record):
        return desk.run("receipt", desk.write("r", held), "--record", desk.write("x", record))

    def test_of_a_record_holds(self, desk):
        held = receipt(99, desk.town.log.leaves, desk.town.notes[-1][1])
        assert self.check(desk, held, desk.town.log.records[99]) == 0
        assert self.check(desk, held, desk.town.log.records[99] + b"\n") == 0

    @pytest.mark.parametrize("seq", [98, 100])
    def test_of_another_record_does_not(self, desk, seq):
        held = receipt(99, desk.town.log.leaves, desk.town.notes[-1][1])
        assert self.check(desk, held, desk.town.log.records[seq]) == 1

    def test_that_few_witnessed_does_not(self, desk):
        town = honest(witnesses=("gov",))
        held = receipt(99, town.log.leaves, town.notes[-1][1])
        assert self.check(desk, held, town.log.records[99]) == 1
        assert "quorum" in desk.told.out

    @pytest.mark.parametrize(
        "held", ["", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nextra x\nindex 1\n\n\n\n"]
    )
    def test_that_is_none_does_not(self, desk, held):
        assert self.check(desk, held, b"{}") == 1
