"""The table of ASVS is whole, and what it names is there; so is what the page on security says of the product."""

import ast
import re
import tomllib
from functools import cache

import pytest

from tests.house.locked import HOUSE
from tests.house.test_dangers import by_name, product
from tests.house.test_house import imported

PAGE = HOUSE / "docs/security.md"
TABLE = HOUSE / "docs/security/asvs.md"
LEVELS = tomllib.loads((HOUSE / "tests/house/asvs_levels.toml").read_text())
WANTED = {
    f"{section}.{number}": level
    for section, levels in LEVELS.items()
    for number, level in enumerate(levels, start=1)
    if level != "3"
}
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split(" | ")]
    for line in TABLE.read_text().splitlines()
    if re.match(r"\| \d", line)
]
NOTHING = re.compile(r"(n/a|no): (.{6,})")
NAMED = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:lock|toml|md))(#[\w-]+)?`(?: \(`(\w+)(?:\.(\w+))?)?")
PROOF = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")
CRYPTOGRAPHY = {"argon2", "cryptography", "hashlib", "hmac", "jwt", "pyotp", "secrets", "ssl", "webauthn"}
CONNECTIONS = {
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "urllib.request",
}


def anchors(page):
    return {"#" + re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in headings(page)}


def headings(page):
    return [line for line in page.read_text().splitlines() if line.startswith("#")]


def section(heading):
    """What the page says under a heading."""
    return PAGE.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@cache
def proofs_in(path):
    """The tests of a file, and its classes of tests, as pytest names them."""
    found = {""}
    for node in ast.parse((HOUSE / path).read_text()).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"::{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(f"::{node.name}")
    return found


def astray(text):
    """What a text names that is not there: a file, a heading of a page, or a word in a file."""
    wrong = set()
    for path, anchor, word, inner in NAMED.findall(text):
        target = HOUSE / path
        if not target.exists():
            wrong.add(path)
        elif anchor and anchor not in anchors(target):
            wrong.add(path + anchor)
        elif target.is_file():
            source = target.read_text()
            wrong |= {f"{path} {each}" for each in (word, inner) if each and not re.search(rf"\b{each}\b", source)}
    return wrong


class TestTable:
    def test_has_every_requirement_of_both_levels_once_and_in_order(self):
        assert [(row[0], row[1]) for row in ROWS] == list(WANTED.items())

    def test_counts_as_the_standard_does(self):
        levels = "".join(LEVELS.values())
        assert [levels.count(level) for level in "123"] == [70, 183, 92]

    def test_has_five_cells_in_every_row(self):
        assert [row[0] for row in ROWS if len(row) != 5] == []

    def test_says_what_it_asks_in_twelve_words(self):
        assert [row[0] for row in ROWS if not 1 <= len(row[2].split()) <= 12] == []

    def test_names_a_place_and_a_proof_or_says_why_not(self):
        bare = [
            row[0]
            for row in ROWS
            if not (NOTHING.fullmatch(row[3]) and row[4] == "–")
            and not (NAMED.search(row[3]) and PROOF.fullmatch(row[4]))
        ]
        assert bare == []

    def test_names_nothing_that_is_not_there(self):
        assert {row[0]: wrong for row in ROWS if (wrong := astray(row[3]))} == {}

    def test_names_no_proof_that_is_not_there(self):
        proofs = [(row[0], path, name) for row in ROWS for path, name in PROOF.findall(row[4])]
        missing = [each for each in proofs if not (HOUSE / each[1]).is_file() or each[2] not in proofs_in(each[1])]
        assert missing == []
        assert len(proofs) > 70

    @pytest.mark.parametrize(
        "cell",
        [
            "`domain/nowhere.py`",
            "`docs/security.md#no-such-heading`",
            "`application/vault.py` (`no_such_name`)",
            "`application/proof/signer.py` (`Signer.no_such_name`)",
        ],
    )
    def test_would_be_found_astray(self, cell):
        assert astray(cell)


class TestPage:
    def test_has_the_sections_that_are_referred_to(self):
        wanted = {anchor for row in ROWS for path, anchor, *_ in NAMED.findall(row[3]) if path == by_name(PAGE)} - {""}
        assert wanted <= anchors(PAGE)
        titles = [line.lstrip("# ") for line in headings(PAGE)[1:]]
        assert [title for title in titles if len(section(title)) < 200] == []

    def test_names_nothing_that_is_not_there(self):
        ours = re.sub(r"`(signer/keys|signer/|views/|access/|build/[\w.]+)`", "", PAGE.read_text())
        assert astray(ours) == set()

    def test_names_every_file_that_opens_a_connection(self):
        opening = {by_name(path) for path in product() if imported(path) & CONNECTIONS}
        assert opening
        assert {path for path in opening if f"`{path}`" not in section("Whom it talks to")} == set()

    @pytest.mark.parametrize("severity", ["critical", "high", "medium", "low"])
    def test_says_in_how_many_days_each_severity_is_mended(self, severity):
        assert re.search(rf"^\| {severity}[^|]*\| \d+ days \|", section("What it is made of"), re.MULTILINE)


class TestInventory:
    def test_names_every_file_that_uses_cryptography(self):
        using = {by_name(path) for path in product() if uses_cryptography(path)}
        told = re.findall(r"`([\w/.-]+)`", section("Cryptography"))
        folders = tuple(each for each in told if each.endswith("/"))
        assert using
        assert {path for path in using if path not in told and not path.startswith(folders)} == set()

    def test_finds_no_cipher_but_the_one_that_is_named(self):
        ciphers = {(by_name(path), module) for path in product() for module in imported(path) if ".ciphers" in module}
        assert ciphers == {("application/vault.py", "cryptography.hazmat.primitives.ciphers.aead")}
        assert re.search(r"ciphers\.aead import AESGCM$", (HOUSE / "application/vault.py").read_text(), re.MULTILINE)


def uses_cryptography(path):
    return bool({each.partition(".")[0] for each in imported(path)} & CRYPTOGRAPHY) or "os.urandom" in path.read_text()
