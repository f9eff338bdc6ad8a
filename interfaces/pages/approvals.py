"""What asks one's own decision: one card each, with the text to be decided on beside the answers one may give."""

from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from interfaces.pages.approvals_matter import ANSWERS, Matter, matter_of
from interfaces.pages.desk_tasks import SIGNED, Waiting, ordered
from interfaces.pages.form_choices import title_of
from interfaces.pages.names import Names, names_of
from interfaces.pages.shell import Book, Visit
from interfaces.pages.topics_view import holders_of

book = Book()
Doc = dict[str, Any]
_BACK = "/approvals"


@book.page("/approvals", "approvals")
async def approvals(visit: Visit) -> Response:
    """The cards, the most pressing first."""
    desk = await visit.get("/desk")
    conference, names = await visit.get(""), await names_of(visit)
    waiting = [each for each in ordered(desk, conference) if each.task["what"] in SIGNED]
    return visit.show(
        "approvals.html",
        names=names,
        cards=[await _card(visit, each, names) for each in waiting],
        rest=len(desk["items"]) - len(waiting),
        holders=holders_of(await visit.get("/seats")),
        today=desk["today"],
        position=desk["position"],
    )


async def _card(visit: Visit, waiting: Waiting, names: Names) -> Doc:
    task = waiting.task
    thing = await visit.get(waiting.page)
    matter = matter_of(task["what"], thing)
    others = await visit.get("/desk", thing=task["thing"])
    also = [each for each in others["items"] if each["what"] == task["what"] and each["seat"] not in visit.me["seats"]]
    called = names.meeting(thing) if thing["kind"] == "meeting" else title_of(visit, thing)
    return {
        "waiting": waiting,
        "thing": thing,
        "title": called,
        "matter": matter,
        "still": list(dict.fromkeys(each["seat"] for each in also)),
        "answers": _answers(task["what"], thing, matter),
        "topics": [await visit.get(f"/topics/{each}") for each in thing["agenda"]["topics"]]
        if thing["kind"] == "meeting"
        else [],
        "refusal": _refusal(task["what"], thing),
    }


def _answers(what: str, thing: Doc, matter: Matter) -> list[Doc]:
    """The answers open to the visitor, the one that is waited for first, each with the number that is looked at."""
    allowed = {each["name"]: each["title"] for each in thing["actions"] if each["allowed"]}
    asked = {thing["kind"]: thing["id"]} | (dict([matter.number]) if matter.number else {})
    query = urlencode(asked | {"then": _BACK})
    return [
        {"name": name, "title": allowed[name], "href": f"/do/{name}?{query}", "first": name == what}
        for name in (what, *ANSWERS.get(what, ()))
        if name in allowed
    ]


def _refusal(what: str, thing: Doc) -> Doc | None:
    """Why the visitor cannot do what is waited for; None: he can."""
    return next((each["refusal"] for each in thing["actions"] if each["name"] == what and each["refusal"]), None)
