"""The package: what is in it is the log as it is kept and proved, and it is the same whenever it is made."""

import json
from contextlib import suppress

import pytest

from application.log import SYSTEM
from application.proof import tiles
from application.proof.notes import Checkpoint, Note
from domain.errors import NotFound
from domain.facts import installation as facts
from interfaces.audit import packing
from interfaces.audit.export import export
from projections.registry import VIEWS
from tests.demonstration import TOWN
from tests.interfaces.audit.packages import TAGS, Opened, demonstration, enter, is_a_bag, root_of


class TestPackage:
    def test_is_laid_out_as_its_form_says(self, whole):
        assert {name for name in whole.files if not name.startswith("data/")} == TAGS
        listed = {"openings.jsonl", "withheld.jsonl", "attachments.jsonl", "state.jsonl", "ocel.json", "package.json"}
        assert {name for name in whole.below("data/") if "/" not in name} == listed
        assert whole.below("data/views/") == {f"{view.name}.jsonl" for view in VIEWS}
        for log in ("log", "system"):
            beside = {name for name in whole.below(f"data/{log}/") if not name.startswith("tile/")}
            assert beside == {"checkpoint", "checkpoints.jsonl"}

    def test_is_a_bag(self, whole):
        assert is_a_bag(whole.path)

    def test_is_for_nobody_else_on_the_machine(self, whole):
        assert whole.path.stat().st_mode & 0o077 == 0

    def test_says_what_it_is(self, whole, demo):
        size = demo.log.head(demo.log.conference(TOWN)[0])
        told = whole.told
        assert (told["format"], told["conference"], told["origin"]) == ("lianxi-export/1", TOWN, f"demo.lianxi/{TOWN}")
        assert (told["size"], told["since"], told["epoch"]) == (size, 0, 1)
        assert (told["reader"], told["openings"]) == ("operator", "all")
        assert told["at"] == json.loads(whole.records()[-1])["recorded_at"]
        assert told["views"] == sorted(view.name for view in VIEWS)

    def test_is_described_for_people_in_both_languages(self, whole):
        text = whole.files["README.md"].decode()
        assert text.index("怎样核验") < text.index("How to verify")
        assert text.count("python3 -I verify.py . --policy") == 2
        assert whole.told["root"] in text

    def test_has_the_records_as_they_are_kept(self, whole, demo):
        assert whole.records() == list(demo.log.records(demo.log.conference(TOWN)[0]))

    def test_has_the_tiles_of_its_size_and_no_others(self, whole, demo):
        sizes = {
            "log": (demo.log.conference(TOWN)[0], whole.told["size"]),
            "system": (SYSTEM, whole.told["system"]["size"]),
        }
        for folder, (log, size) in sizes.items():
            wanted = {tile.path: tiles.contents(demo.log, log, tile, size) for tile in tiles.tiles(size)}
            found = {name: whole.files[f"data/{folder}/{name}"] for name in whole.below(f"data/{folder}/")}
            assert {name: data for name, data in found.items() if name.startswith("tile/")} == wanted

    def test_has_the_root_that_its_records_give(self, whole):
        for log, said in (("log", whole.told), ("system", whole.told["system"])):
            records = whole.records(log)
            checkpoint = Checkpoint.read(Note.read(whole.files[f"data/{log}/checkpoint"].decode()).body)
            assert (checkpoint.size, len(records)) == (said["size"], said["size"])
            assert checkpoint.root == root_of(records)
            assert said["root"] == root_of(records).hex()

    def test_has_every_checkpoint_up_to_its_own(self, whole):
        for log in ("log", "system"):
            kept = whole.lines(f"{log}/checkpoints.jsonl")
            assert [line["size"] for line in kept] == sorted({line["size"] for line in kept})
            assert kept[-1]["note"].encode() == whole.files[f"data/{log}/checkpoint"]

    def test_has_the_state_that_its_root_binds(self, whole):
        lines = whole.files["data/state.jsonl"].splitlines()
        streams = [json.loads(line)["stream"] for line in lines]
        assert streams == sorted(set(streams))
        assert root_of(lines).hex() == whole.told["state_root"]
        last = {json.loads(record)["stream"]: json.loads(record)["version"] for record in whole.records()}
        assert {line["stream"]: line["version"] for line in whole.lines("state.jsonl")} == last

    def test_has_the_records_that_vouch_for_it(self, whole):
        said = [json.loads(record) for record in whole.records("system")]
        size, root = whole.told["size"], whole.told["root"]
        signed = [each["body"] for each in said if each["type"] == "installation.checkpoint_signed/1"]
        rooted = [each["body"] for each in said if each["type"] == "installation.state_rooted/1"]
        origin = whole.told["origin"]
        assert {"epoch": 1, "origin": origin, "root": root, "size": size} in signed
        state = {"origin": origin, "root": whole.told["state_root"], "schema": whole.told["state_schema"], "size": size}
        assert state in rooted

    def test_has_the_views_as_they_are_read(self, whole, demo):
        with demo.views.reading(demo.log.conference(TOWN)[0]) as reading:
            for view in VIEWS:
                rows = reading.page(view, limit=100_000).items
                shown = [{"doc": row.doc, "id": row.id, "since": row.valid_from} for row in rows]
                assert whole.lines(f"views/{view.name}.jsonl") == sorted(shown, key=lambda row: row["id"])

    def test_lists_every_attachment(self, whole):
        named = [
            {"held": False, "seq": record["seq"], **each}
            for record in map(json.loads, whole.records())
            for each in sorted(record["attach"], key=lambda each: each["sha256"])
        ]
        assert whole.lines("attachments.jsonl") == named != []


class TestExport:
    def test_makes_the_same_bytes_whatever_was_recorded_since(self, tmp_path):
        with demonstration(tmp_path / "data") as services:
            first = Opened(export(services, TOWN, tmp_path / "first").path)
            size = first.told["size"]
            enter(services, "甲")
            export(services, TOWN, tmp_path / "between")
            enter(services, "乙")
            services.publisher.publish_all()
            again = Opened(export(services, TOWN, tmp_path / "again", position=size).path)
            assert again.files == first.files

    def test_makes_the_same_bytes_from_another_process(self, tmp_path):
        with demonstration(tmp_path / "data") as services:
            first = Opened(export(services, TOWN, tmp_path / "first").path)
        with demonstration(tmp_path / "data") as services:
            assert Opened(export(services, TOWN, tmp_path / "again").path).files == first.files

    def test_goes_as_far_as_the_first_checkpoint_over_a_position(self, demo, whole, tmp_path):
        made = Opened(export(demo, TOWN, tmp_path / "some", position=700).path)
        sizes = [line["size"] for line in whole.lines("log/checkpoints.jsonl")]
        assert made.told["size"] == next(size for size in sizes if size >= 700)
        assert (
            made.lines("log/checkpoints.jsonl")
            == whole.lines("log/checkpoints.jsonl")[: sizes.index(made.told["size"]) + 1]
        )
        assert made.records() == whole.records()[: made.told["size"]]

    def test_is_recorded_in_the_system_log(self, demo, tmp_path):
        made = export(demo, TOWN, tmp_path / "made", since=300)
        last = demo.log.read(SYSTEM, demo.log.head(SYSTEM) - 1, 1)[0].fact
        assert isinstance(last, facts.Exported)
        assert (last.origin, last.size, last.root) == (made.origin, made.size, made.root)
        assert (last.since, last.reader, last.openings) == (300, "operator", "all")

    @pytest.mark.parametrize("asked", [{"position": 10**9}, {"since": 10**9}])
    def test_knows_no_position_beyond_the_log(self, demo, tmp_path, asked):
        with pytest.raises(NotFound, match="position_unknown"):
            export(demo, TOWN, tmp_path / "made", **asked)

    @pytest.mark.parametrize("slug", ["elsewhere", "system"])
    def test_is_of_a_conference_alone(self, demo, tmp_path, slug):
        with pytest.raises(NotFound, match="conference_unknown"):
            export(demo, slug, tmp_path / "made")

    def test_overwrites_nothing(self, demo, tmp_path):
        (tmp_path / "there").mkdir()
        (tmp_path / "there" / "letter").write_text("dear", "utf-8")
        for there in (tmp_path / "there", tmp_path / "there" / "letter"):
            with pytest.raises(FileExistsError):
                export(demo, TOWN, there)
        assert (tmp_path / "there" / "letter").read_text("utf-8") == "dear"

    def test_fills_an_empty_folder_and_takes_the_place_of_what_was_broken_off(self, demo, whole, tmp_path):
        (tmp_path / "empty").mkdir()
        (tmp_path / "empty.partial" / "data").mkdir(parents=True)
        (tmp_path / "empty.partial" / "data" / "half").write_text("half", "utf-8")
        made = export(demo, TOWN, tmp_path / "empty")
        assert Opened(made.path).files == whole.files
        assert [each.name for each in tmp_path.iterdir()] == ["empty"]

    def test_leaves_nothing_behind_when_it_fails(self, demo, tmp_path, monkeypatch):
        before = demo.log.head(SYSTEM)
        monkeypatch.setattr(packing, "put_views", lambda *_: 1 / 0)
        with suppress(ZeroDivisionError):
            export(demo, TOWN, tmp_path / "made")
        assert list(tmp_path.iterdir()) == []
        assert demo.log.head(SYSTEM) == before

    def test_tells_how_far_it_has_come(self, demo, whole, tmp_path):
        heard = []
        export(demo, TOWN, tmp_path / "made", tell=lambda done, total: heard.append((done, total)))
        size = whole.told["size"]
        assert heard == [*((done, size) for done in range(256, size, 256)), (size, size)]


class TestIncrement:
    def test_leaves_out_what_the_earlier_package_holds(self, whole, later):
        assert later.told["since"] == 600
        assert later.records() == whole.records()[512:]
        assert is_a_bag(later.path)

    def test_has_all_hashes_and_all_else(self, whole, later):
        for folder in ("data/log/tile/0/", "data/log/tile/1/", "data/system/", "data/views/"):
            assert later.below(folder) == whole.below(folder) != set()
        for name in ("data/state.jsonl", "data/log/checkpoint", "data/log/checkpoints.jsonl"):
            assert later.files[name] == whole.files[name]

    def test_opens_what_is_in_its_own_records(self, whole, later):
        for name in ("openings.jsonl", "attachments.jsonl"):
            assert later.lines(name) == [line for line in whole.lines(name) if line["seq"] >= 512]

    def test_holds_no_record_where_nothing_is_new(self, demo, whole, tmp_path):
        size = whole.told["size"]
        nothing = Opened(export(demo, TOWN, tmp_path / "made", since=size).path)
        assert nothing.records() == whole.records()[size - size % 256 :]
