import time
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest

from application.log import SYSTEM
from application.proof.notes import Note
from application.proof.policy import Policy
from interfaces.http.problems import MEDIA_TYPE
from tests.application.proof.growing import witness_key
from tests.application.proof.verifying import verified
from tests.interfaces.http.problems import is_problem, languages
from tests.interfaces.http.town import SLUG, town
from tests.interfaces.http.wire import request

READER, GOVERNMENT = "li", "sun"
LOG = f"/logs/{SLUG}"


def public(served, path, **headers):
    """Something that everybody may get, asked for without a token."""
    return request(served.client, "GET", path, headers)


@pytest.fixture
def vkey(old_town):
    return public(old_town, f"{LOG}/standing").json()["vkey"]


class TestReceipt:
    @pytest.mark.parametrize(
        ("command", "fact"),
        [
            ("discuss_topic", "decision.adopted"),
            ("issue_minutes", "minutes.issued"),
            ("issue_correction", "minutes.corrected"),
        ],
    )
    def test_is_in_the_answer_to_what_settles_or_issues(self, life, vkey, command, fact):
        answer = life.sent[command].json()
        assert {each["type"] for each in answer["receipts"]} == {fact}
        for each in answer["receipts"]:
            whole = life.town.get(f"/audit/records/{each['position']}", READER)
            assert verified(each["receipt"], whole.content, vkey) == each["position"] - 1
            assert f'"type":"{fact}/'.encode() in whole.content

    def test_is_in_no_other_answer(self, life):
        named = {name for name, answer in life.sent.items() if answer.json()["receipts"]}
        assert named >= {"discuss_topic", "raise_other_matter", "issue_minutes", "issue_correction"}
        assert "agree_to_topic" not in named
        assert "draft_minutes" not in named

    def test_is_given_for_every_record(self, old_town, vkey, unchanged):
        head = old_town.head
        for position in (1, 2, head // 2, head - 1, head):
            answer = old_town.get(f"/audit/receipts/{position}", READER)
            whole = old_town.get(f"/audit/records/{position}", READER)
            assert answer.headers["x-position"] == whole.headers["x-position"] == str(position)
            assert answer.headers["content-disposition"] == f'attachment; filename="{SLUG}-{position}.tlog-proof"'
            assert verified(answer.text, whole.content, vkey) == position - 1

    @languages
    @pytest.mark.parametrize("path", ["receipts", "records"])
    def test_is_refused_for_no_position_there_is(self, old_town, path, language):
        for position, status, code in (
            (old_town.head + 1, 404, "position_unknown"),
            (0, 422, "malformed"),
            ("x", 422, "malformed"),
        ):
            is_problem(old_town.get(f"/audit/{path}/{position}", READER, accept_language=language), status, code)

    @languages
    def test_is_refused_to_strangers(self, old_town, language):
        for path in ("receipts/1", "records/1", "consistency?old=1&new=2"):
            is_problem(old_town.get(f"/audit/{path}", None, accept_language=language), 401, "not_signed_in")


class TestConsistency:
    def test_is_proved_between_any_two_sizes(self, old_town, unchanged):
        leaves = old_town.services.log.leaves(old_town.key, 0, 9)
        proof = old_town.get("/audit/consistency?old=3&new=7", READER).text
        c, d, g = (sha256(b"\1" + leaves[n] + leaves[n + 1]).digest() for n in (0, 2, 4))
        wanted = [leaves[2], leaves[3], c, sha256(b"\1" + g + leaves[6]).digest()]
        assert [b64decode(line) for line in proof.splitlines()] == wanted
        assert d

    def test_of_the_same_or_the_empty_log_takes_no_proof(self, old_town):
        for sizes in ("old=7&new=7", "old=0&new=7", "old=0&new=0"):
            assert old_town.get(f"/audit/consistency?{sizes}", READER).content == b""

    @languages
    def test_is_refused_beyond_the_log_and_backwards(self, old_town, language):
        for sizes in (f"old=1&new={old_town.head + 1}", "old=9&new=7"):
            is_problem(
                old_town.get(f"/audit/consistency?{sizes}", READER, accept_language=language), 404, "position_unknown"
            )
        for sizes in ("old=-1&new=7", "old=1", "old=x&new=2", "old=1&new=9007199254740992"):
            is_problem(old_town.get(f"/audit/consistency?{sizes}", READER, accept_language=language), 422, "malformed")


class TestStaticLog:
    def test_is_signed_for_everybody(self, old_town):
        for slug in (SLUG, "system"):
            answer = public(old_town, f"/logs/{slug}/checkpoint")
            note = Note.read(answer.text)
            assert note.body.startswith(f"lianxi.test/{slug}\n{answer.headers['x-position']}\n")
            assert answer.headers["cache-control"] == "public, max-age=1"

    def test_leads_from_its_tiles_to_its_root(self, old_town):
        note = public(old_town, f"{LOG}/checkpoint").text
        _, size, root, *_ = note.split("\n")
        full, rest = divmod(int(size), 256)
        paths = [f"{n:03}" for n in range(full)] + [f"{full:03}.p/{rest}"] * bool(rest)
        tiles = [public(old_town, f"{LOG}/tile/0/{path}") for path in paths]
        assert {tile.headers["cache-control"] for tile in tiles} == {"public, max-age=31536000, immutable"}
        row = [tile.content[n : n + 32] for tile in tiles for n in range(0, len(tile.content), 32)]
        while len(row) > 1:
            pairs = [sha256(b"\1" + row[n] + row[n + 1]).digest() for n in range(0, len(row) - 1, 2)]
            row = pairs + row[len(row) - len(row) % 2 :]
        assert row == [b64decode(root)]
        assert public(old_town, f"{LOG}/tile/1/000.p/{full}").content[:32] == _root_of(tiles[0].content)

    def test_gives_records_to_whom_nothing_is_withheld_and_records_that(self, old_town):
        before = _read_by(old_town)
        answer = old_town.get("/tile/entries/000", READER, base=LOG)
        assert answer.headers["cache-control"] == "no-store"
        length = int.from_bytes(answer.content[:2], "big")
        assert answer.content[2 : 2 + length] == old_town.get("/audit/records/1", READER).content
        assert _read_by(old_town) == [*before, (old_town.people[READER], "tile/entries/000")]

    @languages
    def test_withholds_records_from_others(self, old_town, language):
        before = _read_by(old_town)
        for who, status, code in (
            (None, 401, "not_signed_in"),
            (GOVERNMENT, 403, "records_withheld"),
            ("mao", 403, "seat_needed"),
        ):
            is_problem(old_town.get("/tile/entries/000", who, base=LOG, accept_language=language), status, code)
        is_problem(
            old_town.get("/tile/entries/000", READER, base="/logs/system", accept_language=language),
            404,
            "conference_unknown",
        )
        assert _read_by(old_town) == before

    @languages
    @pytest.mark.parametrize(
        "path", ["0/999", "0/000.p/0", "0/000.p/300", "0/x000/000", "9/000", "data/000", "0/0", "entries/999"]
    )
    def test_has_no_other_tiles(self, old_town, path, language):
        is_problem(old_town.get(f"/tile/{path}", READER, base=LOG, accept_language=language), 404, "tile_unknown")

    @languages
    def test_of_no_conference_is_unknown(self, old_town, language):
        for path in ("checkpoint", "standing", "tile/0/000"):
            answer = public(old_town, f"/logs/elsewhere/{path}", **{"accept-language": language})
            is_problem(answer, 404, "conference_unknown")


def _root_of(tile):
    row = [tile[n : n + 32] for n in range(0, len(tile), 32)]
    while len(row) > 1:
        row = [sha256(b"\1" + row[n] + row[n + 1]).digest() for n in range(0, len(row), 2)]
    return row[0]


def _read_by(served):
    facts = (
        each.fact for each in served.services.log.read(SYSTEM, 0, 10**6) if each.type == "installation.audit_read/1"
    )
    return [(fact.who, fact.what) for fact in facts]


class TestStanding:
    def test_says_that_there_is_no_witness(self, old_town):
        told = old_town.get("/audit", READER).json()
        assert told["conference"] == SLUG
        assert (told["quorum"], told["witnesses"], told["witnessed"], told["faults"]) == ("none", [], None, [])
        latest = Note.read(public(old_town, f"{LOG}/checkpoint").text)
        assert Note.read(told["checkpoint"]["note"]).body == latest.body

    def test_says_how_old_the_last_witnessed_checkpoint_is(self, town):
        key = witness_key("union.example/w")
        policy = Policy.read(f"witness union {key.public}\nquorum union\n".encode())
        town.services.publisher.policy = policy
        signed = town.services.publisher.publish(town.key)
        at = int(town.clock.at.timestamp()) - 90
        line = key.cosignature(Note.read(signed.note).body, at)
        town.services.publisher.keep_cosignatures(town.key, signed, line)
        told = public(town, f"{LOG}/standing").json()
        assert (told["quorum"], told["witnesses"]) == ("union", ["union"])
        assert (told["witnessed"]["size"], told["witnessed"]["age_seconds"]) == (signed.size, 90)
        receipt = town.get("/audit/receipts/1", READER).text
        assert "union.example/w" in receipt


class TestVerifier:
    def test_comes_with_its_digest(self, old_town):
        answer = public(old_town, "/verify.py")
        digest = b64encode(sha256(answer.content).digest()).decode()
        assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
        compile(answer.text, "verify.py", "exec")


class TestSuggestion:
    @languages
    def test_of_the_union_is_no_record_for_the_government_side(self, town, language):
        call = town.ask("wang", "/calls", {"year": 2025, "text": "征集议题"}).json()["id"]
        body = {"unit": "sanitation", "text": "请增设饮水点", "sender": "沈师傅", "person": town.people["shen"]}
        position = town.ask("shen", f"/calls/{call}/suggestions", body).json()["position"]
        told = is_problem(
            town.get(f"/audit/records/{position}", GOVERNMENT, accept_language=language), 403, "record_withheld"
        )
        assert "饮水点" not in str(told)
        whole = town.get(f"/audit/records/{position}", READER)
        assert "饮水点" in whole.text
        receipt = town.get(f"/audit/receipts/{position}", GOVERNMENT).text
        assert verified(receipt, whole.content, public(town, f"{LOG}/standing").json()["vkey"]) == position - 1


class TestReadiness:
    def test_is_told_while_the_logs_are_as_recorded(self, old_town):
        assert public(old_town, "/readyz").json()["logs"] == "as recorded"

    def test_ends_when_a_log_is_altered(self):
        with town() as served:
            head = served.head
            while (latest := served.services.publisher.latest(served.key)) is None or latest.size < head:
                time.sleep(0.02)
            served.services.log._writer._db.execute("UPDATE events SET sw = 'x' WHERE conference = 1 AND position = 2")
            served.ask("wang", "/people", {"name": "后来"})
            until = time.monotonic() + 5
            while (answer := public(served, "/readyz")).status_code == 200 and time.monotonic() < until:
                time.sleep(0.02)
            assert (answer.status_code, answer.json()["logs"]) == (503, "not as recorded")
            assert public(served, f"{LOG}/standing").json()["faults"] == [f"record_altered lianxi.test/{SLUG} 2"]
            assert answer.headers["content-type"] != MEDIA_TYPE
            assert served.get(f"/audit/receipts/{head}").status_code == 200
            for language in ("zh-Hans", "en"):
                refused = served.get(f"/audit/receipts/{head + 1}", accept_language=language)
                is_problem(refused, 503, "log_not_sound")
