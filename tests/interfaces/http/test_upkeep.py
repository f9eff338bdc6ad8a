"""How the installation is looked after is told to who sees its log, and to nobody who does business."""

from tests.interfaces.http.accounts import Member
from tests.interfaces.http.problems import is_problem


def test_an_auditor_is_told_whether_files_are_scanned(town):
    person = town.ask("wang", "/people", {"name": "林岚"}).json()["id"]
    town.people["lin"] = person
    auditor = Member(town, "lin", "auditor").equipped().signed_in()
    assert town.get("/upkeep", auditor).json()["files_scanned"] is False


def test_a_clerk_is_not(town):
    is_problem(town.get("/upkeep", "wang"), 403, "right_missing")
