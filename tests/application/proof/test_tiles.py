from hashlib import sha256

import pytest

from application.proof.inspection import _tiles
from application.proof.tiles import NoTile, Tile, contents, tiles
from tests.application.proof.publishing import house as a_house

SIZE = 70_000
MALFORMED = [
    "tile/0/0", "tile/0/0000", "tile/00/000", "tile/-1/000", "tile/100/000", "tile/0/x000/000", "tile/0/1234/067",
    "tile/0/x001/x234/x067", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/999", "tile/0/000.p/01",
    "tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000/", "tile/0/000.p/1.p/1", "tile/0/../000", "tile/entries/",
    "tile/data/000", "/tile/0/000", "tile/0/００１", "tile/0/0x1", "tile", "tile/0", "", " tile/0/000", "tile/0/000\n",
]  # fmt: skip


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def above(row):
    """The hashes of full tiles over a row, as RFC 6962 has them, and by another way than the product's."""
    found = []
    for begin in range(0, len(row) - 255, 256):
        part = row[begin : begin + 256]
        while len(part) > 1:
            part = [node(part[number], part[number + 1]) for number in range(0, len(part), 2)]
        found += part
    return found


class TestTile:
    @pytest.mark.parametrize(
        ("tile", "path"),
        [
            (Tile(0, 0), "tile/0/000"),
            (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
            (Tile(1, 999), "tile/1/999"),
            (Tile(1, 1_000), "tile/1/x001/000"),
            (Tile(0, 273, 112), "tile/0/273.p/112"),
            (Tile(-1, 1_234_067, 1), "tile/entries/x001/x234/067.p/1"),
            (Tile(63, 0), "tile/63/000"),
        ],
    )
    def test_stands_where_the_specification_says(self, tile, path):
        assert tile.path == path
        assert Tile.read(path) == tile

    @pytest.mark.parametrize("path", MALFORMED)
    def test_is_not_read_from_any_other_spelling(self, path):
        with pytest.raises(NoTile):
            Tile.read(path)


class TestTiles:
    def test_of_70_000_leaves_are_those_of_the_specification(self):
        found = [tile.path for tile in tiles(SIZE)]
        assert found[-4:] == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        assert [path for path in found if path.startswith("tile/entries/")][-1] == "tile/entries/273.p/112"
        assert len(found) == 2 * 274 + 3

    @pytest.mark.parametrize(("size", "last"), [(0, None), (1, "tile/0/000.p/1"), (256, "tile/1/000.p/1")])
    def test_end_with_the_log(self, size, last):
        assert [None, *(tile.path for tile in tiles(size))][-1] == last

    def test_leave_out_the_bundles_before_an_index(self):
        assert [tile.path for tile in tiles(600, 300) if tile.holds_entries] == [
            "tile/entries/001",
            "tile/entries/002.p/88",
        ]


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A log of 70,000 leaves that stand for no records, and its rows of hashes by level."""
    leaves = [sha256(number.to_bytes(4, "big")).digest() for number in range(SIZE)]
    with a_house(tmp_path_factory.mktemp("tiles")) as one:
        rows = [(n, n.to_bytes(16, "big"), leaf) for n, leaf in enumerate(leaves, 1)]
        statement = "INSERT INTO events VALUES (1, ?, 'topic', ?, 1, 'topic.x/1', 1, 'x', ?, x'7b7d')"
        db = one.log._writer._db
        db.execute("BEGIN")
        db.executemany(statement, rows)
        db.execute("UPDATE heads SET position = ?, recorded_at = 1 WHERE conference = 1", (SIZE,))
        db.execute("COMMIT")
        one.log.complete_tiles(one.key, SIZE)
        yield one, [leaves, above(leaves), above(above(leaves))]


class TestContents:
    def test_are_what_an_independent_computation_makes_of_the_leaves(self, grown):
        house, levels = grown
        for tile in tiles(SIZE):
            if not tile.holds_entries:
                row = levels[tile.level][tile.number * 256 :][: tile.width]
                assert contents(house.log, house.key, tile, SIZE) == b"".join(row)

    def test_are_the_same_whether_the_hashes_above_are_kept_or_not(self, grown):
        house, levels = grown
        assert house.log.tile(house.key, 2, 0, 1) == levels[2]
        assert [kept for _, kept in house.log.kept_nodes(house.key, 1, 0, 999)] == levels[1]

    @pytest.mark.parametrize(
        "path", ["tile/0/273", "tile/0/273.p/113", "tile/1/001", "tile/2/000.p/2", "tile/3/000.p/1"]
    )
    def test_are_nothing_beyond_the_size(self, grown, path):
        house, _ = grown
        with pytest.raises(NoTile):
            contents(house.log, house.key, Tile.read(path), SIZE)

    def test_of_a_bundle_are_the_records_each_after_its_length(self, house):
        house.grow(3)
        found = contents(house.log, house.key, Tile(-1, 0, 3), 3)
        for whole in house.log.records(house.key):
            length, found = int.from_bytes(found[:2], "big"), found[2:]
            assert found[:length] == whole
            found = found[length:]
        assert found == b""

    @pytest.mark.parametrize(("level", "number"), [(1, 0), (1, 272), (2, 0)])
    def test_that_were_altered_are_found_at_every_level(self, grown, level, number):
        house, levels = grown
        where, kept = (house.key, level, number), levels[level][number]
        write = house.log._writer._db.execute
        write("UPDATE nodes SET hash = zeroblob(32) WHERE (conference, level, number) = (?, ?, ?)", where)
        found = {(flaw.code, flaw.where) for flaw in _tiles(house.log, house.log.listed(house.key), house.signer)}
        write("UPDATE nodes SET hash = ? WHERE (conference, level, number) = (?, ?, ?)", (kept, *where))
        assert ("tile_altered", f"{level}/{number}") in found
