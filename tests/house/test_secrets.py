"""No tracked file holds a secret: what looks like one stands in ``not_secrets.toml`` with the reason why it is none.

A finding is told as ``file: kind digest``; if it is no secret, its digest goes into that table beside a reason.
"""

import json
import subprocess
import sys
import tomllib
from base64 import b64encode
from random import Random
from string import ascii_letters, ascii_uppercase, digits

import pytest

from tests.house.locked import HOUSE
from tests.house.test_house import tracked

TABLE = HOUSE / "tests/house/not_secrets.toml"
KNOWN = tomllib.loads(TABLE.read_text())
ENTROPY = ("Base64HighEntropyString", "HexHighEntropyString")
ELSEWHERE = (
    *(
        "ArtifactoryDetector",
        "CloudantDetector",
        "DiscordBotTokenDetector",
        "IbmCloudIamDetector",
        "IbmCosHmacDetector",
    ),
    *(
        "IPPublicDetector",
        "MailchimpDetector",
        "OpenAIDetector",
        "SendGridDetector",
        "SlackDetector",
        "SoftlayerDetector",
    ),
    *("SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector"),
)
"""Tokens of services that nobody here has an account with; to look for them takes as long as all else."""
LEFT_OUT = {
    "product": ELSEWHERE,
    "tests": (*ELSEWHERE, "KeywordDetector"),
    "golden": (*ELSEWHERE, "KeywordDetector", *ENTROPY),
}
"""A test says made-up passwords in plain sight; golden files are made by a program and full of digests."""
CHANCE = Random(4)


def part_of(path):
    if path.is_relative_to(HOUSE / "tests/golden"):
        return "golden"
    return "tests" if path.is_relative_to(HOUSE / "tests") else "product"


def found_in(folder, files, part):
    """What looks like a secret: file → digest → kind."""
    without = [word for plugin in LEFT_OUT[part] for word in ("--disable-plugin", plugin)]
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", *without, *files]
    told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    results = json.loads(told.stdout)["results"]
    return {file: {each["hashed_secret"]: each["type"] for each in found} for file, found in results.items()}


def found_everywhere():
    """What looks like a secret in all that is tracked."""
    looked_at = [path for path in tracked() if path != TABLE]
    parts = {part: [str(path.relative_to(HOUSE)) for path in looked_at if part_of(path) == part] for part in LEFT_OUT}
    assert all(parts.values())
    return {file: secrets for part, files in parts.items() for file, secrets in found_in(HOUSE, files, part).items()}


def drawn(alphabet, length):
    return "".join(CHANCE.choices(alphabet, k=length))


LETTERS = ascii_letters + digits
PLANTS = {
    "a token of ours": f'TOKEN = "lx_{drawn(LETTERS, 43)}"',
    "a key in hexadecimal": f'KEY = "{CHANCE.randbytes(32).hex()}"',
    "a key in base64": f'seed: "{b64encode(CHANCE.randbytes(32)).decode()}"',
    "a private key": "-----BEGIN " + "PRIVATE KEY-----",
    "a password": 'password = "' + drawn(LETTERS, 14) + '"',
    "a password in an address": f"https://clerk:{drawn(LETTERS, 12)}@town.example/",
    "a key of a cloud": "AKIA" + drawn(ascii_uppercase + "234567", 16),
    "a signed token": ".".join(
        b64encode(part).decode().rstrip("=") for part in (b'{"alg":"HS256"}', b'{"sub":"1"}', b"x" * 32)
    ),
}


class TestSecrets:
    def test_are_in_no_tracked_file(self):
        listed = {(file, digest) for file, each in KNOWN.items() for digest in each["digests"]}
        there = {
            (file, digest): kind for file, secrets in found_everywhere().items() for digest, kind in secrets.items()
        }
        told = [f"{file}: {kind} {digest}" for (file, digest), kind in there.items() if (file, digest) not in listed]
        assert "\n".join(told) == ""
        assert listed - there.keys() == set(), "no longer there"

    @pytest.mark.parametrize("plant", PLANTS)
    def test_would_be_found_in_the_product(self, tmp_path, plant):
        (tmp_path / "planted.py").write_text(f"{PLANTS[plant]}\n")
        assert set(found_in(tmp_path, ["planted.py"], "product")) == {"planted.py"}

    @pytest.mark.parametrize("plant", sorted(PLANTS.keys() - {"a password"}))
    def test_would_be_found_in_a_test_too(self, tmp_path, plant):
        (tmp_path / "test_planted.py").write_text(f"{PLANTS[plant]}\n")
        assert set(found_in(tmp_path, ["test_planted.py"], "tests")) == {"test_planted.py"}


class TestTable:
    def test_gives_a_reason_for_every_file(self):
        assert [file for file, each in KNOWN.items() if not each["reason"]] == []
