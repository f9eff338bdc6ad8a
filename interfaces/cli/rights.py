"""``lianxi rights``: who may do what at which stage, under a conference's measures, a charter file or the built-in one."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from application.authority.document import Cell, as_document, cells
from application.authority.matrix import KINDS, Matrix, Row, matrix
from domain.charter_reading import built_in
from interfaces.cli.charters import MODEL, charter_text, in_force
from interfaces.cli.folder import Data, kept
from interfaces.cli.rights_told import in_detail, tables
from interfaces.cli.speech import Trouble

T = TypeVar("T")


class Format(StrEnum):
    """How the matrix is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def rights(
    conference: Annotated[
        str | None,
        typer.Argument(
            help="会议的名称；不填为内置城桥办法 · a conference; none: the built-in 城桥 measures",
            metavar="CONFERENCE",
            show_default=False,
        ),
    ] = None,
    *,
    charter: Annotated[str | None, typer.Option(help="办法文件 · a charter file", metavar="FILE")] = None,
    act: Annotated[str | None, typer.Option(help="只看一个事项 · one act, agree_to_topic", metavar="NAME")] = None,
    seat: Annotated[str | None, typer.Option(help="只看一个席位 · one seat, liaison or head", metavar="KEY")] = None,
    stage: Annotated[str | None, typer.Option(help="只看一个阶段 · one stage, submitted", metavar="STAGE")] = None,
    form: Annotated[Format, typer.Option("--format", help="格式 · format")] = Format.TABLE,
    data: Data = None,
) -> None:
    """列出谁在哪个阶段可以办什么 · Print who may do what at which stage."""
    if conference and charter:
        raise Trouble("rights_two_charters")
    shown = _narrowed(matrix(_text(conference, charter, data)), act, seat, stage)
    if form is Format.CSV:
        typer.echo(_as_csv(shown), nl=False)
    elif form is Format.JSON:
        typer.echo(json.dumps(as_document(shown, shown.acts), ensure_ascii=False, indent=1))
    elif act is None:
        tables(shown)
    else:
        in_detail(shown)


def _text(conference: str | None, charter: str | None, data: Data) -> str:
    if conference is None:
        return charter_text(charter) if charter else built_in(MODEL)
    with kept(data, conference) as found:
        return in_force(found)


def _narrowed(whole: Matrix, act: str | None, seat: str | None, stage: str | None) -> Matrix:
    """The part of the matrix that was asked for."""
    shown = whole
    if act is not None:
        rows = tuple(row for row in whole.acts if row.name == act)
        shown = replace(shown, unreached=(), acts=_some(rows, "rights_unknown_act", act, ()))
    if seat is not None:
        holders = tuple(each for each in whole.holders if seat in {each.key, each.key.partition("@")[0]})
        known = [each.key for each in whole.holders if not each.deputy]
        shown = replace(shown, holders=_some(holders, "rights_unknown_seat", seat, known))
    if stage is not None:
        known = list(dict.fromkeys(state for kind in KINDS for state in whole.states(kind)))
        rows = tuple(row for each in shown.acts if (row := _at_stage(each, stage)).at)
        shown = replace(shown, unreached=(), acts=_some(rows, "rights_unknown_stage", stage, known))
    keys = {holder.key for holder in shown.holders}
    return replace(shown, acts=tuple(_of_holders(row, keys) for row in shown.acts))


def _at_stage(row: Row, stage: str) -> Row:
    return replace(row, at={state: row.at[state] for state in row.at if stage in {state, state.partition("+")[0]}})


def _of_holders(row: Row, keys: set[str]) -> Row:
    at = {state: {key: answers[key] for key in answers if key in keys} for state, answers in row.at.items()}
    return replace(row, at=at)


def _some(found: tuple[T, ...], trouble: str, given: str, known: Sequence[str]) -> tuple[T, ...]:
    if not found:
        raise Trouble(trouble, given=given, known=", ".join(known))
    return found


def _as_csv(shown: Matrix) -> str:
    written = io.StringIO()
    told = (cell for row in shown.acts for cell in cells(row))
    csv.writer(written, lineterminator="\n").writerows([Cell._fields, *told])
    return written.getvalue()
