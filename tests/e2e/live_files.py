"""What somebody can do to the files beside the log: to the views, to the signer's state, to all of it at once."""

import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.e2e.live_changes import AUDIT, NOWHERE, Attack, Change, sql
from tests.e2e.live_town import ORIGIN, SYSTEM_ORIGIN, Lived


def views() -> Iterator[Attack]:
    """Views prove nothing and are proved by nothing: they are made anew, and compared."""
    why = "a view is not signed: it is compared with one made anew, which takes a replay of all"
    for name, statement in {
        "now": "UPDATE people_now SET doc = replace(doc, '2026', '2027')",
        "past": "UPDATE trails_past SET doc = replace(doc, '2026', '2027')",
        "row_gone": "DELETE FROM roster_now",
        "life_added": "INSERT INTO people_gone SELECT conference, id, created, valid_to, node FROM people_past LIMIT 1",
    }.items():
        yield Attack(f"view_{name}", sql(statement, file="views/*.db"), f"view_differs {ORIGIN}", AUDIT, why)
    for name, move in {"ahead": "+ 1", "behind": "- 1"}.items():
        statement = f"UPDATE positions SET position = position {move}"
        yield Attack(f"view_position_{name}", sql(statement, file="views/*.db"), f"view_differs {ORIGIN}", AUDIT, why)


def signer() -> Iterator[Attack]:
    """The signer's own files, and older copies of everything."""
    yield Attack(
        "signed_last_line_gone", lines("signed", lambda all_: all_[:-1]), f"checkpoint_foreign {SYSTEM_ORIGIN}"
    )
    yield Attack(
        "signed_line_gone",
        lines("signed", lambda all_: [each for each in all_ if f"{ORIGIN} 91 " not in each]),
        f"checkpoint_foreign {ORIGIN} 91",
    )
    root = b64encode(bytes(32)).decode()
    for size in (91, 280):
        spoilt = lines("signed", partial(other_root, size=size))
        yield Attack(f"signed_root_of_{size}", spoilt, f"signed_otherwise {ORIGIN} {size}")
    yield Attack(
        "signed_gone", lambda folder, _: (folder / "signer" / "signed").unlink(), f"checkpoint_foreign {ORIGIN} 280"
    )
    yield Attack(
        "key_replaced",
        lines("keys", lambda all_: [f"{each.split(' ')[0]} {root}" for each in all_]),
        f"key_otherwise {ORIGIN}",
    )
    yield Attack("key_gone", lambda folder, _: (folder / "signer" / "keys").unlink(), f"key_otherwise {ORIGIN}")
    yield Attack("signer_gone", lambda folder, _: shutil.rmtree(folder / "signer"), f"key_otherwise {ORIGIN}")
    yield Attack("older_log", older_log, f"signed_otherwise {ORIGIN} 280")
    within = (
        "nothing in the folder is newer: only the witness knows, and says so when it is asked (test_older_everything)"
    )
    yield Attack("older_everything", older_everything, "", NOWHERE, within)


def lines(name: str, otherwise: Callable[[list[str]], list[str]]) -> Change:
    """A file of the signer with other lines."""

    def change(folder: Path, lived: Lived) -> None:
        path = folder / "signer" / name
        before = path.read_text().splitlines()
        assert otherwise(before) != before
        path.write_text("".join(f"{line}\n" for line in otherwise(before)))

    return change


def other_root(before: list[str], *, size: int) -> list[str]:
    """The lines with another root of a size."""
    line = f"{ORIGIN} {size} "
    return [line + b64encode(bytes(32)).decode() if each.startswith(line) else each for each in before]


def older_log(folder: Path, lived: Lived) -> None:
    """The database alone as it was."""
    shutil.copy(lived.older / "log.db", folder / "log.db")
    shutil.rmtree(folder / "views")


def older_everything(folder: Path, lived: Lived) -> None:
    """The whole folder as it was."""
    shutil.rmtree(folder)
    shutil.copytree(lived.older, folder)
