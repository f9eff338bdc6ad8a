from collections.abc import Iterator
from contextlib import closing

import pytest
from argon2 import PasswordHasher

from application.access import passwords
from tests.application.access.entrance import Entrance


@pytest.fixture
def cheap(monkeypatch):
    """Passwords that are kept at little cost, which is all the same to most tests."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setattr(passwords, "_NOBODYS", hasher.hash("nobody's"))


@pytest.fixture
def entrance(tmp_path, cheap) -> Iterator[Entrance]:
    """Two conferences that nobody can sign in to yet."""
    with closing(Entrance(tmp_path)) as one:
        yield one


@pytest.fixture
def beside(entrance) -> Iterator[Entrance]:
    """The same folder, as another process has it open."""
    with closing(entrance.beside()) as one:
        yield one


@pytest.fixture
def verified(monkeypatch) -> list[str]:
    """What passwords were compared with, each costing what argon2 costs."""
    found: list[str] = []
    hasher = passwords._HASHER

    class Counting:
        hash = staticmethod(hasher.hash)
        check_needs_rehash = staticmethod(hasher.check_needs_rehash)

        @staticmethod
        def verify(kept: str, given: str) -> bool:
            found.append(kept)
            return hasher.verify(kept, given)

    monkeypatch.setattr(passwords, "_HASHER", Counting)
    return found
