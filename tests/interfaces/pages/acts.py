"""What is done before a form is filled in: a topic that was submitted, its research, a meeting with everybody expected."""

from datetime import date

from interfaces.http.examples import EXAMPLES
from interfaces.http.routes import ROUTES
from interfaces.pages.form_fields import fields_of
from interfaces.pages.form_reading import pairs_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
REVISED = EXAMPLES["revise_topic"] | {"concerned": ["finance"]}
SUBMITTED = EXAMPLES["submit_topic"] | {"concerned": ["finance"], "call": None, "suggestions": [], "links": []}
ROUTE = {route.command.called(): route for route in ROUTES}


def topic_of(town):
    """A topic that stands as it was submitted."""
    answer = town.ask("zhou", "/topics", SUBMITTED)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def submitted(**changed):
    """A topic as it is typed."""
    typed: dict[str, list[str]] = {}
    for name, value in pairs_of(fields_of(ROUTE["submit_topic"].command), SUBMITTED | changed):
        typed.setdefault(name, []).append(value)
    return typed


def researched(town, topic):
    """The topic with its research reported, before any unit was asked."""
    version = town.get(f"/topics/{topic}").json()["version"]
    answer = town.ask("zhou", f"/topics/{topic}/research", {"findings": "走访六家企业。"}, if_match=f'"{version}"')
    assert answer.status_code == 200, answer.text


def noticed(town, *, opening=True):
    """A meeting with everybody expected, opened or not yet."""
    meeting = town.ask("wang", "/meetings/ordinary", {"year": 2025}).json()["id"]

    def does(who, path, body):
        version = town.get(f"/meetings/{meeting}").json()["version"]
        answer = town.ask(who, f"/meetings/{meeting}/{path}", body, if_match=f'"{version}"')
        assert answer.status_code == 200, answer.text

    does("wang", "date", EXAMPLES["propose_date"])
    for head in ("sun", "li"):
        does(head, "date/agreements", {"date_version": 1})
    does("wang", "agenda", {})
    town.ask("wang", "/series", EXAMPLES["set_series"])
    does("wang", "notice", {"series": "notice"})
    if opening:
        town.clock.move_to(date(2025, 6, 20))
        does("zhao", "opening", {})
    return meeting
