"""``make sbom``: the bill of materials of a lock file in CycloneDX 1.6, reproducible.

Every package stands there with the hashes that its installation is held to, its licence, and what it needs. No time and
no chance go in: the serial number is made from the lock. Licences and needs are read from what is installed, so the
bytes are the same wherever the same Python runs on the same kind of system.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.locked import DEVELOPMENT, HOUSE, RUNTIME, Locked, locked

SPDX: Mapping[str, str] = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
"""What packages of the older kind call their licences, as SPDX calls them."""
BY_HAND: Mapping[str, str] = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # says nothing; it brings axe-core along
    "colorama": "BSD-3-Clause",  # for one system only
    "httpx2-jsfetch": "BSD-3-Clause",  # for one system only
    "pyasn1-modules": "BSD-2-Clause",  # says no more than BSD; its text has two clauses
}
"""Licences that the metadata do not tell, or that of a package that is not installed everywhere."""


def bill(lock: str) -> dict[str, Any]:
    """The bill of materials of a lock file."""
    made = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    project = made["project"]
    product = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"expression": project["license"]}],
    }
    asked = project["dependencies"] + made["build-system"]["requires"]
    asked += project["optional-dependencies"]["dev"] if lock == DEVELOPMENT else []
    components = locked(lock)
    needs = _needs(project["name"], asked, {each.name: each.address for each in components if each.is_here})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, sha256((HOUSE / lock).read_bytes()).hexdigest())}",
        "version": 1,
        "metadata": {"component": product},
        "components": [_component(each) for each in components],
        "dependencies": [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(needs.items())],
    }


def written(lock: str) -> str:
    """The bill of materials as its file holds it."""
    return json.dumps(bill(lock), indent=2, ensure_ascii=False) + "\n"


def licence(package: Locked) -> str:
    """The licence of a package as an SPDX expression; ``LookupError``: nobody says it in a way that is known here."""
    if package.name in BY_HAND:
        return BY_HAND[package.name]
    found = distribution(package.name)
    told = _told(found)
    if told is None:
        raise LookupError(f"{package.name} {package.version} does not say its licence: look, and add it to BY_HAND")
    return SPDX.get(told, told)


def _told(found: Distribution) -> str | None:
    expression, short = (
        next(iter(found.metadata.get_all(name) or []), None) for name in ("License-Expression", "License")
    )
    classified = [
        each.rpartition(" :: ")[2] for each in found.metadata.get_all("Classifier") or [] if "License" in each
    ]
    brief = short if short and short != "UNKNOWN" and "  " not in short and "\n" not in short else None
    return expression or brief or next(iter(classified), None)


def _component(package: Locked) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": package.address,
        "name": package.name,
        "version": package.version,
        "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
        "licenses": [{"expression": licence(package)}],
        "purl": package.address,
    }


def _needs(root: str, asked: Sequence[str], known: Mapping[str, str]) -> dict[str, set[str]]:
    """Who needs whom, from the product down, by the markers that hold here and the extras that are asked for."""
    needs: dict[str, set[str]] = {root: set(), **{address: set() for address in known.values()}}
    ahead = [(root, Requirement(each)) for each in asked]
    seen: set[tuple[str, str]] = set()
    while ahead:
        who, wanted = ahead.pop()
        name = canonicalize_name(wanted.name)
        if name in known:
            needs[who].add(known[name])
            for extra in {"", *wanted.extras} - {extra for package, extra in seen if package == name}:
                seen.add((name, extra))
                ahead += [(known[name], each) for each in _requirements(name, extra)]
    return needs


def _requirements(name: str, extra: str) -> list[Requirement]:
    """What a package asks for, or what it asks for besides when one of its extras is wanted."""
    told = [Requirement(each) for each in distribution(name).requires or []]
    if not extra:
        return [each for each in told if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [each for each in told if each.marker and each.marker.evaluate({"extra": extra})]


def main() -> None:
    """Write the bill of materials into the file that is named."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dev", action="store_true", help="what it is tested and built with, too")
    asked.add_argument("file", type=Path)
    given = asked.parse_args()
    lock = DEVELOPMENT if given.dev else RUNTIME
    given.file.parent.mkdir(parents=True, exist_ok=True)
    given.file.write_text(written(lock), encoding="utf-8")
    sys.stdout.write(f"{given.file}: {len(locked(lock))} packages of {lock}\n")


if __name__ == "__main__":
    main()
