"""How the matrix is told: acts by kind of thing with the stages in which they are open, and one act in full."""

from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_uppercase

import typer

from application.authority.holders import PARTS, Holder
from application.authority.matrix import ANY_TIME, KINDS, Answers, Matrix, Row
from domain.charter import Charter
from domain.errors import Refusal
from interfaces.cli.speech import grid, language, mention, say, words
from interfaces.sentences import act_title, sentence, word

_MANY = 6
_LETTERS = (*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2)))


def tables(shown: Matrix) -> None:
    """A table for each kind of thing: seats alike share a column, and a cell lists stages by their numbers."""
    say("rights_head", edition=f"{shown.charter.title} [{shown.charter.edition}]")
    for kind in KINDS:
        if rows := shown.of_kind(kind):
            _table(kind, rows, shown)
    _tell_deputies(shown)
    if shown.unreached:
        mention(
            "rights_unreached", states="; ".join(f"{_kind(kind)}: {_state(s, kind)}" for kind, s in shown.unreached)
        )


def in_detail(shown: Matrix) -> None:
    """One act: stage by stage who may do it, and who is refused by which rule, in words."""
    for row in shown.acts:
        typer.echo(" · ".join([f"{act_title(language(), row.name)} [{row.name}]", *_marks(row)]))
        for state, answers in row.at.items():
            typer.echo(f"\n{_state(state, row.kind)} [{state}]")
            for line in _answers(answers, shown):
                typer.echo(f"  {line}")


def holder_name(holder: Holder, charter: Charter) -> str:
    """What a kind of holder is called in the language spoken, under this charter."""
    if not holder.of:
        both = " + ".join(seat_name(seat, charter) for seat in holder.seats)
        return words("holder_both", seats=both) if both else words("holder_nobody")
    seat = seat_name(holder.of, charter)
    if holder.deputy:
        return words("holder_deputy", seat=seat)
    return words("holder_stand_in", seat=seat) if holder.absent else seat


def seat_name(seat: str, charter: Charter) -> str:
    """The duty's name, with the part its unit plays, or else the unit's key."""
    key, _, unit = seat.partition("@")
    name = charter.duties[key].name
    duty = name.en if language() == "en" else name.zh
    part = words(f"part_{unit}") if unit in PARTS else unit
    return words("holder_of_part", duty=duty, part=part) if unit else duty


def _table(kind: str, rows: Sequence[Row], shown: Matrix) -> None:
    states = shown.states(kind)
    typer.echo(f"\n{_kind(kind)}")
    if states != (ANY_TIME,):
        numbered = (f"{number} {_state(state, kind)}" for number, state in enumerate(states, start=1))
        say("rights_states", states=" · ".join(numbered))
    columns = _columns(rows, shown)
    idle = columns.pop((), [])
    for letter, same in zip(_LETTERS, columns.values(), strict=False):
        typer.echo(f"{letter}  {_named(same, shown)}")
    heads = [words("rights_act"), words("rights_mark"), *_LETTERS[: len(columns)]]
    grid(heads, [_line(row, list(columns.values()), states) for row in rows])
    if idle:
        say("rights_nobody", holders=_named(idle, shown))


def _line(row: Row, columns: Sequence[Sequence[Holder]], states: Sequence[str]) -> list[str]:
    title = f"{act_title(language(), row.name)} [{row.name}]"
    return [title, ", ".join(_marks(row)), *(_numbers(row.open_to(same[0].key), states) for same in columns)]


def _columns(rows: Sequence[Row], shown: Matrix) -> dict[tuple[tuple[str, str], ...], list[Holder]]:
    """The holders by what is open to them; a deputy only where nothing else was asked for."""
    alone = [holder for holder in shown.holders if not holder.deputy] or list(shown.holders)
    found: dict[tuple[tuple[str, str], ...], list[Holder]] = {}
    for holder in alone:
        what = tuple((row.name, state) for row in rows for state in row.open_to(holder.key))
        found.setdefault(what, []).append(holder)
    return found


def _numbers(found: Sequence[str], states: Sequence[str]) -> str:
    """The places of these states, runs of them joined: ``1–3 5``."""
    runs: list[list[int]] = []
    for place in (states.index(state) + 1 for state in found):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    if states == (ANY_TIME,):
        return "●" if runs else ""
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _answers(answers: Answers, shown: Matrix) -> Iterator[str]:
    """Whom it is open to, and then each refusal with whom it meets; deputies answer for themselves when asked for."""
    alone = [holder for holder in shown.holders if not holder.deputy] or list(shown.holders)
    groups: dict[str, list[Holder]] = {}
    for holder in alone:
        refusal = answers[holder.key]
        groups.setdefault(refusal.code if refusal else "", []).append(holder)
    if "" in groups:
        yield words("rights_open", holders=_named(groups.pop(""), shown))
    for same in sorted(groups.values(), key=len):
        refusal = answers[same[0].key]
        if refusal is not None:
            yield from _refused(refusal, same, shown)


def _refused(refusal: Refusal, same: Sequence[Holder], shown: Matrix) -> Iterator[str]:
    title, detail = (sentence(language(), refusal.code, part, refusal.facts) for part in ("title", "detail"))
    many = words("rights_others", count=len(same))
    yield f"{refusal.code} [{refusal.clause or '–'}]: {many if len(same) > _MANY else _named(same, shown)}"
    yield f"    {title} · {detail}"


def _tell_deputies(shown: Matrix) -> None:
    """That a deputy may do what the seat may, or where that is not so."""
    deputies = [holder for holder in shown.holders if holder.deputy]
    keys = {holder.key for holder in shown.holders}
    if not all(holder.of in keys for holder in deputies):
        return
    differing = [
        f"{row.name}/{holder.key}"
        for row in shown.acts
        for holder in deputies
        if row.open_to(holder.key) != row.open_to(holder.of)
    ]
    typer.echo("")
    if differing:
        say("rights_deputy_differs", where=", ".join(differing))
    elif deputies:
        say("rights_deputies")


def _named(holders: Sequence[Holder], shown: Matrix) -> str:
    return ", ".join(f"{holder_name(holder, shown.charter)} [{holder.key}]" for holder in holders)


def _marks(row: Row) -> list[str]:
    return [words(mark) for mark, holds in (("rights_signs", row.signs), ("rights_two", row.needs_two)) if holds]


def _kind(kind: str) -> str:
    return words(f"rights_{kind}")


def _state(state: str, kind: str) -> str:
    """A state in words: the stage, and what is before somebody besides."""
    stage, *notes = state.split("+")
    told = words("note_any_time") if stage == ANY_TIME else word(language(), stage, kind)
    return ", ".join([told, *(words(f"note_{note}") for note in notes)])
