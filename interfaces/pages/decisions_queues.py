"""What of the decisions waits for somebody: to be accepted by the heads, to be explained; what to urge stands beside."""

from collections.abc import Iterable

from fastapi.responses import Response

from interfaces.pages import decisions_urging
from interfaces.pages.decisions_words import Row, wording_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.whole_lists import Taken, as_table, people_called, read

book = Book()
_REPORTED = "text,reports,pending"
_OPEN_STILL = (
    "text,stage,lead,number,year,meeting,binding_since,accounted_until,carried_over,explanations,measures,reports,"
    "due,original_due,course,working_days_left,closed_on"
)
"""What the queues show of a decision."""
book.routes += decisions_urging.book.routes


@book.page("/verify", "verify")
async def verify(visit: Visit) -> Response:
    """The reports that wait for the heads, and those that were returned to be done again."""
    rows, position = await read(visit.get, "/decisions", open=True, sort="due", fields=_REPORTED)
    reported = [row for row in rows if row["reports"]]
    returned = [row for row in reported if row["reports"][-1]["outcome"] == "returned"]
    queues = {"waiting": [row for row in reported if "report" in row["pending"]], "returned": returned}
    return visit.show(
        "verify.html",
        queues=queues,
        offered=await _offered(visit, [*queues["waiting"], *returned]),
        tables=_tables(visit),
        position=position,
        wording=await wording_of(visit, ()),
        names=await _names(visit, [*queues["waiting"], *returned]),
    )


async def _names(visit: Visit, rows: list[Row]) -> dict[str, str | None]:
    """The names of the people; a list of decisions tells their ids alone."""
    return await people_called(visit, rows) if rows and visit.may("directory") else {}


@book.page("/shortfalls", "shortfalls")
async def shortfalls(visit: Visit) -> Response:
    """What is still open after its year: to be explained, explained, carried over."""
    rows, position = await read(visit.get, "/decisions", open=True, sort="due", fields=_OPEN_STILL)
    year = int((await visit.get(""))["today"][:4])
    open_still = [
        row for row in rows if row["binding_since"] and row["course"] != "awaiting_hearing" and row["year"] < year
    ]
    explained = [row for row in open_still if _is_explained(row)]
    queues = {
        "to_explain": [row for row in open_still if row not in explained],
        "explained": explained,
        "carried": [row for row in rows if row["carried_over"]],
    }
    return visit.show(
        "shortfalls.html",
        queues=queues,
        offered=await _offered(visit, queues["to_explain"]),
        tables=_tables(visit),
        position=position,
        wording=await wording_of(visit, [*open_still, *queues["carried"]]),
    )


async def _offered(visit: Visit, rows: Iterable[Row]) -> dict[str, list[str]]:
    """What the visitor may do with each of the decisions now, as the API says."""
    docs = [await visit.get(f"/decisions/{row['id']}") for row in rows]
    return {doc["id"]: [each["name"] for each in doc["actions"] if each["allowed"]] for doc in docs}


def _tables(visit: Visit) -> Taken:
    return as_table(visit, "/decisions", {"open": "true", "sort": "due"})


def _is_explained(row: Row) -> bool:
    """Whether the unit has explained since a meeting last heard it."""
    return any(each["by"]["on"] > (row["accounted_until"] or "") for each in row["explanations"])
