"""The history as OCEL 2.0: of the shape that the standard gives, and with all that the records relate."""

import json

import jsonschema_rs
import pytest

from interfaces.audit.known import Known
from interfaces.audit.ocel import Ocel

_NAMED = {"type": "object", "required": ["name", "type"], "properties": {"name": {"type": "string"}}}
_VALUE = {"type": ["string", "number", "boolean"]}
_RELATED = {
    "type": "object",
    "required": ["objectId", "qualifier"],
    "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
    "additionalProperties": False,
}
_TYPE = {
    "type": "object",
    "required": ["name", "attributes"],
    "properties": {
        "name": {"type": "string"},
        "attributes": {
            "type": "array",
            "items": _NAMED
            | {
                "properties": {
                    "name": {"type": "string"},
                    "type": {"enum": ["string", "time", "integer", "float", "boolean"]},
                }
            },
        },
    },
    "additionalProperties": False,
}


def _attribute(**more):
    told = {"name": {"type": "string"}, "value": _VALUE, **more}
    return {"type": "object", "required": [*told], "properties": told, "additionalProperties": False}


def _thing(attribute, **more):
    told = {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "attributes": {"type": "array", "items": attribute},
        "relationships": {"type": "array", "items": _RELATED},
        **more,
    }
    return {"type": "object", "required": ["id", "type", *more], "properties": told, "additionalProperties": False}


_TIME = {"type": "string", "format": "date-time"}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["objectTypes", "eventTypes", "objects", "events"],
    "properties": {
        "objectTypes": {"type": "array", "items": _TYPE},
        "eventTypes": {"type": "array", "items": _TYPE},
        "objects": {"type": "array", "items": _thing(_attribute(time=_TIME))},
        "events": {"type": "array", "items": _thing(_attribute(), time=_TIME)},
    },
    "additionalProperties": False,
}
"""The standard's JSON form, written down from its public description."""
_KINDS = {"string": str, "integer": int, "boolean": bool}


@pytest.fixture(scope="module")
def ocel(whole):
    return json.loads(whole.files["data/ocel.json"])


@pytest.fixture(scope="module")
def records(whole):
    return [json.loads(record) for record in whole.records()]


def related(event, qualifier):
    return [each["objectId"] for each in event["relationships"] if each["qualifier"] == qualifier]


class TestDocument:
    def test_has_the_shape_of_the_standard(self, ocel):
        validator = jsonschema_rs.Draft202012Validator(SCHEMA, validate_formats=True)
        assert [str(error) for error in validator.iter_errors(ocel)] == []

    def test_has_the_shape_of_the_standard_when_there_is_nothing(self):
        written: list[bytes] = []
        empty = Ocel(written.append, Known())
        empty.finish()
        found = json.loads(b"".join(written))
        assert jsonschema_rs.is_valid(SCHEMA, found)
        assert found["events"] == found["objects"] == []

    def test_declares_each_type_and_each_attribute_of_it(self, ocel):
        for things, types in (("events", "eventTypes"), ("objects", "objectTypes")):
            declared = {each["name"]: {one["name"]: one["type"] for one in each["attributes"]} for each in ocel[types]}
            assert len(declared) == len(ocel[types])
            for thing in ocel[things]:
                for attribute in thing["attributes"]:
                    kind = _KINDS[declared[thing["type"]][attribute["name"]]]
                    assert type(attribute["value"]) is kind

    def test_has_every_id_once_and_names_no_other(self, ocel):
        for things in ("events", "objects"):
            ids = [each["id"] for each in ocel[things]]
            assert len(set(ids)) == len(ids)
        objects = {each["id"] for each in ocel["objects"]}
        assert {each["objectId"] for event in ocel["events"] for each in event["relationships"]} == objects

    def test_relates_nothing_twice_in_the_same_way(self, ocel):
        for event in ocel["events"]:
            links = [(each["objectId"], each["qualifier"]) for each in event["relationships"]]
            assert len(set(links)) == len(links)


class TestEvent:
    def test_stands_for_each_record(self, ocel, records):
        told = [(each["id"], each["type"], each["time"]) for each in ocel["events"]]
        assert told == [(f"#{each['seq'] + 1}", each["type"], each["recorded_at"]) for each in records]

    def test_is_related_to_its_own_thing_and_to_who_acted(self, ocel, records):
        for event, record in zip(ocel["events"], records, strict=True):
            assert related(event, "subject") == [record["stream"]]
            person = record["actor"]["person"]
            assert related(event, "actor") == ([f"person/{person}"] if person else [])
            entry = record["entered_by"]
            assert related(event, "entered_by") == ([f"person/{entry['person']}"] if entry else [])

    def test_is_related_to_what_its_body_names(self, ocel, records):
        for event, record in zip(ocel["events"], records, strict=True):
            body = record["body"]
            if record["type"].startswith("topic.") and body.get("meeting"):
                assert related(event, "meeting") == [f"meeting/{body['meeting']}"]
            if record["type"].startswith("topic.discussed"):
                assert related(event, "decisions") == [f"decision/{each}" for each in body["decisions"]]
            if record["type"].startswith("decision.adopted"):
                assert related(event, "lead") == [f"unit/{body['lead']}"]
                assert related(event, "assisting") == [f"unit/{each}" for each in body["assisting"]]
            if record["type"].startswith("topic.submitted"):
                assert related(event, "text.concerned") == [f"unit/{each}" for each in body["text"]["concerned"]]
            if record["type"].startswith("roster.duty_taken"):
                assert related(event, "person") == [f"person/{body['person']}"]

    def test_says_how_it_was_done(self, ocel, records):
        for event, record in zip(ocel["events"], records, strict=True):
            values = {each["name"]: each["value"] for each in event["attributes"]}
            assert (values["seq"], values["version"]) == (record["seq"], record["version"])
            assert values["effective_on"] == record["effective_on"]
            assert values["authority.departures"] == len(record["authority"]["departures"])


class TestObject:
    def test_is_of_every_kind_that_the_conference_has(self, ocel):
        kinds = {each["type"] for each in ocel["objects"]}
        assert kinds >= {"topic", "meeting", "decision", "minutes", "call", "unit", "person"}
        assert kinds == {each["id"].partition("/")[0] for each in ocel["objects"]}

    def test_has_the_names_of_a_unit(self, ocel, whole):
        [units] = [
            line["fields"]["units"] for line in whole.lines("state.jsonl") if line["stream"].startswith("units/")
        ]
        found = {each["id"]: each["attributes"] for each in ocel["objects"] if each["type"] == "unit"}
        assert len(found) > 5
        for ident, attributes in found.items():
            values = {each["name"]: each["value"] for each in attributes}
            assert values["name_zh"] == units[ident.removeprefix("unit/")]["name_zh"]

    def test_tells_no_name_of_a_person(self, ocel, whole):
        names = {line["value"] for line in whole.lines("openings.jsonl") if line["path"] == "name"}
        people = [each for each in ocel["objects"] if each["type"] == "person"]
        assert all(each["attributes"] == [] for each in people)
        assert not any(name in json.dumps(people, ensure_ascii=False) for name in names)


class TestIncrement:
    def test_has_the_events_of_the_records_it_holds(self, later, ocel):
        assert json.loads(later.files["data/ocel.json"])["events"] == ocel["events"][512:]
