"""What is late, nearly due or not received, and the one form by which the office urges as many units as it chooses."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from fastapi.responses import RedirectResponse, Response

from domain.decision_words import WITH_UNITS
from interfaces.pages import numbers
from interfaces.pages.asking import Answer
from interfaces.pages.decisions_words import SOON, Row, wording_of
from interfaces.pages.measures import is_of_office
from interfaces.pages.shell import Book, Visit
from interfaces.pages.texts import text
from interfaces.pages.whole_lists import as_table, read

book = Book()
_FIELDS = (
    "text,stage,lead,number,year,meeting,binding_since,assigned_on,urges,version,"
    "due,original_due,last_day,course,working_days_left,closed_on"
)
"""What these pages show of a decision."""
_DUE_COUNTS = frozenset({"overdue", "due_soon", "on_course"})
_DONE, _BACK = "done", "back"
_LACKING = 422


@book.page("/overdue", "overdue")
async def overdue(visit: Visit) -> Response:
    """What is late, due within three working days, or assigned and not received."""
    return await _listed(visit, *await _binding(visit), words=text(visit.language, "overdue.usual"))


@book.page("/overdue", "overdue", method="POST")
async def urge_several(visit: Visit) -> Response:
    """Look over whom the office is about to urge and how, and then urge them all in one save."""
    form = await visit.request.form()
    chosen, words = {str(each) for each in form.getlist("decision")}, str(form.get("text") or "").strip()
    step, key = form.get("step"), str(form.get("key") or uuid4())
    rows, position = await _binding(visit)
    urged = [row for row in rows if row["id"] in chosen]
    lacking = [name for name, given in (("decision", urged), ("text", words)) if not given]
    if step == _BACK or lacking:
        lacking = lacking if step != _BACK else []
        return await _listed(visit, rows, position, chosen=chosen, words=words, lacking=lacking)
    seen = {row["id"]: numbers.whole(str(form.get(f"version.{row['id']}") or "")) for row in urged}
    body = {"dry_run": step != _DONE, "commands": [_urging(row, seen[row["id"]], words) for row in urged]}
    answer = await visit.api.post("/commands", body, idempotency_key=key)
    if answer.failed:
        return await _listed(visit, rows, position, chosen=chosen, words=words, answer=answer)
    if step == _DONE:
        return RedirectResponse(f"/overdue?done={answer.body['position']}&did=urge_unit", 303)
    return visit.show("overdue_review.html", urged=urged, words=words, key=key, wording=await wording_of(visit, urged))


async def _listed(
    visit: Visit,
    rows: list[Row],
    position: int,
    *,
    words: str,
    chosen: Collection[str] = (),
    lacking: Collection[str] = (),
    answer: Answer | None = None,
) -> Response:
    wording, queues = await wording_of(visit, rows), _queues(rows)
    all_of = queues.get(visit.request.query_params.get("all", ""), ())
    return visit.show(
        "overdue.html",
        answer.status if answer else _LACKING if lacking else 200,
        queues=queues,
        position=position,
        wording=wording,
        tables=as_table(visit, "/decisions", {"open": "true", "sort": "due"}),
        urges=is_of_office(visit, wording.names.measures) and not visit.at,
        with_units=WITH_UNITS,
        chosen={*chosen, *(row["id"] for row in all_of)},
        words=words,
        lacking=lacking,
        problem=answer.body if answer else None,
    )


async def _binding(visit: Visit) -> tuple[list[Row], int]:
    rows, position = await read(visit.get, "/decisions", open=True, sort="due", fields=_FIELDS)
    return [row for row in rows if row["binding_since"]], position


def _queues(rows: list[Row]) -> dict[str, list[Row]]:
    dated = [row for row in rows if row["course"] in _DUE_COUNTS]
    late = [row for row in dated if row["course"] == "overdue"]
    return {
        "late": late,
        "soon": [row for row in dated if row not in late and row["working_days_left"] <= SOON],
        "unsigned": [row for row in rows if row["stage"] == "assigned"],
    }


def _urging(row: Row, seen: int | None, words: str) -> dict[str, Any]:
    """The command that urges the lead unit, decided on the version that was looked over, or on the present one."""
    body = {"decision": row["id"], "unit": row["lead"], "text": words, "act": {}}
    return {"name": "urge_unit", "version": seen or row["version"], "body": body}
