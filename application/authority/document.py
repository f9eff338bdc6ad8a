"""The matrix written down: every cell for a program, and the same in few lines for a reader who compares two of them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from application.authority.matrix import KINDS, Answers, Matrix, Row

OPEN = "open"
THE_REST = "*"


class Cell(NamedTuple):
    """One answer: to whom, about which act, in which state."""

    kind: str
    act: str
    state: str
    holder: str
    answer: str
    """``open`` or ``refused``."""
    code: str = ""
    clause: str = ""


def cells(row: Row) -> Iterator[Cell]:
    """Every answer about one act."""
    for state, answers in row.at.items():
        for holder, refusal in answers.items():
            where = (row.kind, row.name, state, holder)
            yield Cell(*where, "refused", refusal.code, refusal.clause or "") if refusal else Cell(*where, OPEN)


def as_document(matrix: Matrix, rows: Sequence[Row]) -> dict[str, Any]:
    """These acts of the matrix, each state with whom the act is open to and who is refused by which rule."""
    return {
        "edition": matrix.charter.edition,
        "acts": [
            {
                "act": row.name,
                "kind": row.kind,
                "signs": row.signs,
                "two_persons": row.needs_two,
                "states": [{"state": state} | _grouped(answers) for state, answers in row.at.items()],
            }
            for row in rows
        ],
    }


def as_lines(matrix: Matrix) -> Iterator[str]:
    """The whole matrix in the fewest lines: states alike are told together, and most of the refused are ``*``."""
    deputies = {holder.key: holder.of for holder in matrix.holders if holder.deputy}
    yield f"edition {matrix.charter.edition}"
    yield f"holders {' '.join(holder.key for holder in matrix.holders if not holder.deputy)}"
    for kind in KINDS:
        yield f"\n{kind}: {' '.join(matrix.states(kind))}"
        for row in matrix.of_kind(kind):
            yield from _of_act(row, deputies)


def _of_act(row: Row, deputies: dict[str, str]) -> Iterator[str]:
    marks = [mark for mark, holds in (("signs", row.signs), ("two persons", row.needs_two)) if holds]
    yield " ".join(["", "", row.name, *(f"({mark})" for mark in marks)])
    alike: dict[tuple[str, ...], list[str]] = {}
    for state, answers in row.at.items():
        alike.setdefault(tuple(_told(answers, deputies)), []).append(state)
    for told, states in alike.items():
        yield f"    {' '.join(states)}"
        yield from (f"      {line}" for line in told)


def _told(answers: Answers, deputies: dict[str, str]) -> Iterator[str]:
    """By answer, who gets it; a deputy is named where his answer is not the one of the seat he acts in."""
    named = {
        holder: _word(answers, holder)
        for holder in answers
        if holder not in deputies or _word(answers, holder) != _word(answers, deputies[holder])
    }
    groups = {word: [holder for holder, each in named.items() if each == word] for word in named.values()}
    largest = max(groups, key=lambda word: len(groups[word]) if word != OPEN else 0)
    for word in sorted(groups, key=lambda word: (word != OPEN, word)):
        yield f"{word}: {THE_REST if word == largest != OPEN else ' '.join(groups[word])}"


def _word(answers: Answers, holder: str) -> str:
    refusal = answers[holder]
    return f"{refusal.code} [{refusal.clause or '-'}]" if refusal else OPEN


def _grouped(answers: Answers) -> dict[str, Any]:
    refused: dict[str, dict[str, Any]] = {}
    for holder, refusal in answers.items():
        if refusal is not None:
            of_code = refused.setdefault(refusal.code, {"code": refusal.code, "clause": refusal.clause, "seats": []})
            of_code["seats"].append(holder)
    return {"open": [holder for holder, refusal in answers.items() if refusal is None], "refused": [*refused.values()]}
