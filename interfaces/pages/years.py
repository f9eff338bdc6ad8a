"""Statistics: what each year held, how its decisions stand, and how units kept to their dates."""

from typing import Any

from fastapi.responses import Response

from interfaces.http.tables_columns_logs import rate, summed
from interfaces.pages.measures import enters
from interfaces.pages.names import names_of
from interfaces.pages.numbers import whole
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import as_table

book = Book()
_ORDER = ("done", "awaiting_hearing", "on_course", "due_soon", "no_due_date", "overdue")
_TONES = {"done": "ok", "awaiting_hearing": "wait", "on_course": "go", "due_soon": "soon", "overdue": "bad"}
_WIDTH = 300
_MOST = 5
"""How many years stand beside each other."""


@book.page("/years", "years")
async def years(visit: Visit) -> Response:
    """All years beside each other."""
    listed = await visit.get("/years", limit=_MOST, before=whole(visit.request.query_params.get("before", "")))
    told = listed["items"]
    most = max((each["decisions"]["total"] for each in told), default=0)
    return visit.show(
        "years.html",
        years=[
            each | {"bar": _bar(each["decisions"]["course"], most), "rate": rate(summed(each["decisions"]["units"]))}
            for each in told
        ],
        earlier=listed["next"],
        order=_ORDER,
        tones=_TONES,
        position=listed["position"],
        tables=as_table(visit, "/years"),
        may_enter=await enters(visit),
    )


@book.page("/years/{year}", "years")
async def one_year(visit: Visit, year: str) -> Response:
    """One year: its meetings, topics and decisions, and how each unit kept to its dates."""
    told, names = await visit.get(f"/years/{year}"), await names_of(visit)
    decisions = told["decisions"]
    units = [
        each | {"title": names.unit(each["unit"]), "rate": rate(each), "bar": _punctual(each)}
        for each in decisions["units"]
    ]
    return visit.show(
        "year.html",
        year=told,
        units=units,
        all_units=rate(summed(decisions["units"])),
        course=_bar(decisions["course"], decisions["total"]),
        order=_ORDER,
        tones=_TONES,
        categories=sorted(
            ((names.category(key), count) for key, count in told["topics"]["category"].items()),
            key=lambda pair: -pair[1],
        ),
        explain=visit.may("write") and not visit.at and not any(_is_ordinary(each) for each in told["meetings"]),
        position=told["position"],
        tables=as_table(visit, f"/years/{told['year']}"),
    )


def _is_ordinary(meeting: dict[str, Any]) -> bool:
    return bool(meeting["meeting_kind"] == "ordinary" and meeting["stage"] != "cancelled")


def _bar(course: dict[str, int], most: int) -> list[dict[str, Any]]:
    """The pieces of a bar, by how the decisions stand, on the scale of the largest."""
    return _pieces([(name, course.get(name, 0), _TONES.get(name, "none")) for name in _ORDER], most)


def _punctual(unit: dict[str, Any]) -> list[dict[str, Any]]:
    tones = (("in_time", "ok"), ("late", "soon"), ("overdue", "bad"), ("coming", "go"), ("undated", "none"))
    return _pieces([(how, unit[how], tone) for how, tone in tones], unit["total"])


def _pieces(counted: list[tuple[str, int, str]], most: int) -> list[dict[str, Any]]:
    pieces, x = [], 0.0
    for name, count, tone in counted:
        if count and most:
            width = _WIDTH * count / most
            pieces.append({"name": name, "count": count, "tone": tone, "x": round(x, 1), "width": round(width, 1)})
            x += width
    return pieces
