import json
import re

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from interfaces import sentences
from interfaces.http import catalogue
from interfaces.http.kinds import KINDS
from interfaces.http.problems import MEDIA_TYPE
from interfaces.http.routes import ROUTES
from tests.golden.problem_codes import codes
from tests.golden.published import CODES, OPENAPI, as_json, document

DOCUMENT = json.loads(OPENAPI.read_text("utf-8"))
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
HOW = "If this is meant: python -m tests.golden.remake, and read what changes."

REPLAYED = {"Behind", "PointShown", "State", "Setting", "Difference", "Diff", "Explanation", "Explained"} | {
    "DossierStep",
    "Dossier",
    "Thing",
    "FieldChange",
}


def resolved(node):
    """What a reference stands for."""
    while "$ref" in node:
        found = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


class TestDocument:
    def test_is_the_one_that_is_kept(self):
        assert as_json(document()) == OPENAPI.read_text("utf-8"), HOW

    def test_is_served_to_everybody(self, old_town):
        answer = old_town.client.get("/api/v1/openapi.json")
        assert answer.status_code == 200
        assert answer.json() == DOCUMENT

    def test_is_openapi_3_1(self):
        assert DOCUMENT["openapi"].startswith("3.1")
        OPENAPI_31_VALIDATOR.validate(DOCUMENT)

    def test_has_every_command_and_every_resource(self):
        assert {route.command.called() for route in ROUTES} <= OPERATIONS.keys()
        assert {f"get_{kind}" for kind in KINDS} <= OPERATIONS.keys()

    def test_refers_to_nothing_that_is_not_there(self):
        for reference in set(re.findall(r'"\$ref":"([^"]+)"', json.dumps(DOCUMENT, separators=(",", ":")))):
            assert resolved({"$ref": reference})

    def test_asks_for_a_token_or_a_session(self):
        assert DOCUMENT["security"] == [{"bearer": []}, {"session": []}]
        assert DOCUMENT["components"]["securitySchemes"]["bearer"] == {"type": "http", "scheme": "bearer"}
        assert {name for name, (_, _, said) in OPERATIONS.items() if "security" in said} == {
            "healthz",
            "readyz",
            "version",
            "sign_in",
            "begin_sign_in_by_passkey",
            "sign_in_by_passkey",
            "begin_sign_in_by_provider",
            "finish_by_provider",
            "list_providers",
            "get_entrance",
            "activate",
            "list_problems",
            "get_verifier",
            "get_checkpoint",
            "get_standing",
            "get_board",
            "get_board_decision",
            "get_board_record",
            "get_board_receipt",
            "get_feed",
            "get_tile",
        }

    def test_describes_every_tag(self):
        described = {tag["name"]: tag["description"] for tag in DOCUMENT["tags"]}
        assert {tag for _, _, operation in OPERATIONS.values() for tag in operation["tags"]} == described.keys()

    def test_has_schemas_that_are_schemas(self):
        for name, schema in DOCUMENT["components"]["schemas"].items():
            jsonschema_rs.validator_for(schema | {"components": DOCUMENT["components"]}), name

    def test_keeps_bodies_closed_all_the_way_down(self):
        open_ones = {
            name
            for name, schema in DOCUMENT["components"]["schemas"].items()
            if schema.get("type") == "object" and schema.get("additionalProperties") is not False
        }
        answered = {
            "Problem",
            "Refusal",
            "Fault",
            "Answer",
            "Receipt",
            "Standing",
            "Record",
            "Board",
            "BoardDecision",
            "Published",
            "ManyDone",
            "Action",
            "Resource",
            "Single",
            "Listed",
            "Seen",
            "Comings",
            "File",
            "Files",
            "FileShown",
            "ExpectedAt",
        }
        assert (
            open_ones == answered | {"Changes", "CloudEvent", "Facts", "Beginnings", "Desk", "Code", "Codes"} | REPLAYED
        )


@pytest.mark.parametrize("name", sorted(OPERATIONS))
class TestOperation:
    def test_says_what_it_does(self, name):
        _, _, operation = OPERATIONS[name]
        assert operation["summary"]
        assert len(operation["tags"]) == 1

    def test_describes_every_parameter(self, name):
        _, path, operation = OPERATIONS[name]
        parameters = [resolved(each) for each in operation.get("parameters", ())]
        assert [each["name"] for each in parameters if not each.get("description")] == []
        assert {each["name"] for each in parameters if each["in"] == "path"} == set(re.findall(r"{(\w+)}", path))

    def test_says_what_it_answers(self, name):
        _, _, operation = OPERATIONS[name]
        status, success = next(each for each in operation["responses"].items() if each[0].startswith("2"))
        assert (status == "204") == ("content" not in success)
        assert all(resolved(content["schema"]) for content in success.get("content", {}).values())

    def test_says_which_problems_it_meets(self, name):
        method, path, operation = OPERATIONS[name]
        said = {status: resolved(each) for status, each in operation["responses"].items() if status >= "400"}
        problems = {status: each for status, each in said.items() if name != "readyz"}
        assert all([*each["content"]] == [MEDIA_TYPE] for each in problems.values())
        if "/conferences/" in path:
            assert {"401", "404", "422"} <= problems.keys()
        if method == "post":
            assert {"403", "409", "413"} <= problems.keys()


class TestCatalogue:
    def test_is_what_the_source_says(self):
        assert as_json(codes()) == CODES.read_text("utf-8"), HOW

    def test_is_open_to_everybody(self, old_town):
        items = old_town.client.get("/api/v1/problems").json()["items"]
        assert [item["code"] for item in items] == [item["code"] for item in catalogue.codes()]
        assert all(item["title"].keys() == set(sentences.LANGUAGES) and item["statuses"] for item in items)

    def test_has_every_sentence_of_every_code(self):
        parts = [(language, part) for language in sentences.LANGUAGES for part in ("title", "detail", "next")]
        listed = [entry["code"] for entry in catalogue.codes()]
        assert [(c, *part) for c in listed for part in parts if not sentences.sentence(part[0], c, part[1], {})] == []
