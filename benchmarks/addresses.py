"""Every page there is, with an address in the town that is measured, and who is shown it."""

from collections.abc import Iterator

from benchmarks import sittings, town
from domain.vocabulary import Role

WHO: dict[str, Role | None] = {"li": None, "wang": None, "keeper": Role.ADMINISTRATOR}
"""Who looks: a head, the office, and who looks after the accounts."""
_OF_LI = (
    "/",
    "/meetings",
    "/topics",
    "/calls",
    "/suggestions",
    "/decisions",
    "/decisions?view=board",
    "/overdue",
    "/verify",
    "/shortfalls",
    "/approvals",
    "/minutes",
    "/years",
    "/findings",
    "/audit",
    "/audit/events",
    "/archive",
    "/people",
    "/units/finance",
    "/charter",
    "/calendar",
    "/help",
    "/account",
    "/tokens",
    "/search",
    "/search?q=站点",
    "/search?q=第",
    "/do/submit_topic",
)
_OF_THE_OFFICE = (
    "/",
    "/do/submit_topic",
    "/do/enter_person",
    "/do/take_duty?person={person}",
    "/do/open_call",
    "/do/propose_take_over",
)
_OF_THE_KEEPER = ("/accounts", "/accounts/new", "/access", "/refusals", "/status")
_OF_ALL = ("/sign-in", f"/board/{town.SLUG}")


def pages(lives: int, head: int) -> Iterator[tuple[str, str]]:
    """Who visits what; the things are the last there are, and the meetings and minutes those of the last years."""
    year = lives // town.A_YEAR - 1
    ids = {kind: town.stream_of(kind, lives - 1) for kind in ("topic", "decision")}
    person = {"person": town.person("li")}
    last, held = sittings.meeting_of(year), sittings.meeting_of(year - 1)
    call, minutes = town.stream_of("call", year), town.stream_of("minutes", year - 1)
    things = (f"/topics/{ids['topic']}", f"/decisions/{ids['decision']}", f"/meetings/{held}", f"/minutes/{minutes}")
    of_li = (
        *_OF_LI,
        *things,
        *(f"{page}?at={head - 1}" for page in (*things, "/", "/findings", "/topics", "/decisions")),
        f"/meetings/{last}",
        f"/meetings/{last}/attendance",
        f"/meetings/{last}/live",
        f"/meetings/{last}/sign-in-sheet",
        f"/minutes/{minutes}/circulation",
        f"/calls/{call}",
        f"/suggestions/{town.stream_of('suggestion', sittings.A_SITTING * year)}",
        f"/people/{person['person']}",
        f"/years/{town.TODAY.year - 1}",
        f"/audit/compare?kind=topic&id={ids['topic']}&from=1&to={head}",
        f"/do/give_opinion?topic={ids['topic']}",
        f"/do/check_decision?decision={ids['decision']}",
        f"/do/merge_topic?topic={ids['topic']}",
    )
    of_office = (
        *(path.format(**person) for path in _OF_THE_OFFICE),
        f"/do/draw_up_agenda?meeting={last}",
        f"/do/draft_minutes?meeting={last}",
        f"/do/record_attendance?meeting={last}",
    )
    of_all = (*_OF_ALL, f"/board/{town.SLUG}/{ids['decision']}")
    for who, paths in (("li", of_li), ("wang", of_office), ("keeper", _OF_THE_KEEPER), ("li", of_all)):
        yield from ((who, path) for path in paths)
