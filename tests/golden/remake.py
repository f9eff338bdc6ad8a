"""Makes the golden files anew: ``python -m tests.golden.remake``.

Do so when a fact was added or a body has a new schema version, and read the difference before it is committed: what a
released version has written must be readable for ever, so the records of older schema versions stay as they are.
"""

from pathlib import Path

from tests.golden import published, rights
from tests.golden.samples import MAPPER, as_text, lines, names, record_of

HERE = Path(__file__).parent
RECORDS = HERE / "records.jsonl"
NAMES = HERE / "names.json"


def remade(before: str) -> str:
    """A record of every fact as it is written now, and those of older schema versions as they were."""
    now = {name: record_of(name) for name in MAPPER.types}
    schemas = {topic: int(schema) for topic, _, schema in (name.rpartition("/") for name in now)}
    older = {name: line for name, line in lines(before) if _is_older(name, schemas)}
    return "".join(f"{line.decode()}\n" for _, line in sorted((older | now).items()))


def _is_older(name: str, schemas: dict[str, int]) -> bool:
    topic, _, schema = name.rpartition("/")
    return int(schema) < schemas.get(topic, 0)


def main() -> None:
    """Write all files."""
    before = RECORDS.read_text("utf-8") if RECORDS.exists() else ""
    RECORDS.write_text(remade(before), "utf-8")
    NAMES.write_text(as_text(names()), "utf-8")
    published.remake()
    rights.remake()


if __name__ == "__main__":
    main()
