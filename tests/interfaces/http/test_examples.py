import jsonschema_rs
import pytest

from interfaces import sentences
from interfaces.http.examples import EXAMPLES, IDS, KEYS, example_of
from interfaces.http.routes import ROUTES
from tests.golden.published import document

NAMES = [route.command.called() for route in ROUTES]


@pytest.fixture(scope="module")
def published():
    return document()


def operation(published, name):
    return next(
        found for path in published["paths"].values() for found in path.values() if found["operationId"] == name
    )


class TestExamples:
    def test_are_of_every_command_and_of_nothing_else(self):
        assert sorted(EXAMPLES) == sorted(NAMES)

    def test_name_every_thing_that_a_path_names(self):
        assert {name for route in ROUTES for name in route.parameters} <= IDS.keys() | KEYS.keys()

    def test_speak_of_no_thing_that_has_no_name(self):
        known = set(IDS.values())
        assert {text for text in texts(EXAMPLES) if len(text) == 36 and text.count("-") == 4} <= known


def texts(value):
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


@pytest.mark.parametrize("route", ROUTES, ids=NAMES)
class TestExample:
    def test_is_shown_where_the_command_is_described(self, route, published):
        content = operation(published, route.command.called())["requestBody"]["content"]["application/json"]
        assert content["example"] == example_of(route.command)

    def test_fits_the_schema_that_is_published(self, route, published):
        content = operation(published, route.command.called())["requestBody"]["content"]["application/json"]
        schema = content["schema"] | {"components": published["components"]}
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(content["example"])

    def test_is_done_where_it_fits(self, route, life):
        answer = life.sent[route.command.called()]
        assert answer.status_code == (201 if route.begins else 200), answer.text

    def test_says_what_it_recorded(self, route, life):
        answer = life.sent[route.command.called()].json()
        assert 0 < answer["first_position"] <= answer["position"]
        assert len(answer["facts"]) == answer["position"] - answer["first_position"] + 1
        for language in sentences.LANGUAGES:
            assert all(sentences.fact_title(language, fact) != fact for fact in answer["facts"])
