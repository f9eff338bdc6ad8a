"""Whatever the document lets a client send, the answer is one that the document lets it expect."""

from uuid import UUID

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from requests.adapters import BaseAdapter
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.interfaces.http.bad import published
from tests.interfaces.http.life import ROUTE, lived
from tests.interfaces.http.town import OFFICE, SLUG
from tests.interfaces.http.town import town as a_town
from tests.interfaces.http.wire import request

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SERVER = "http://testserver"
SCHEMA = schemathesis.openapi.from_dict(published(), config=SchemathesisConfig())
OPERATIONS = {found.ok().definition.raw["operationId"]: found.ok() for found in SCHEMA.get_all_operations()}
BRIEFLY = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


class Wire(BaseAdapter):
    """Sends what schemathesis has prepared straight into a town's app."""

    def __init__(self, town):
        super().__init__()
        self.town = town

    def send(self, prepared, **_):
        body = prepared.body or b""
        content = body.encode() if isinstance(body, str) else body
        address = prepared.path_url
        reply = request(self.town.client, prepared.method, address, dict(prepared.headers), content)
        answer = requests.Response()
        answer.status_code, answer._content, answer.url, answer.request = (
            reply.status_code,
            reply.content,
            prepared.url,
            prepared,
        )
        answer.headers.update(reply.headers)
        return answer

    def close(self):
        """Nothing is open."""


@pytest.fixture(scope="module")
def life():
    with a_town() as town:
        yield lived(town)


@pytest.fixture
def session(life):
    with requests.Session() as session:
        session.mount(SERVER, Wire(life.town))
        yield session


def sent(life, session, case, checks):
    """Send a case as the office, to things there are where it can."""
    headers = life.town.headers(OFFICE)
    answer = case.call(base_url=SERVER, session=session, headers=headers)
    case.validate_response(answer, checks=checks)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
class TestOperation:
    def test_answers_what_fits_as_documented(self, life, session, name):
        operation = OPERATIONS[name]
        path = {"conference": SLUG} | {key: value for key, value in life.ids.items()}

        @BRIEFLY
        @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def run(case):
            for key in case.path_parameters or {}:
                case.path_parameters[key] = path.get(key, case.path_parameters[key])
            route = ROUTE.get(name)
            if route is not None and route.needs_version:
                version = life.town.services.log.version_of(life.town.key, UUID(life.ids[route.command.TARGET]))
                case.headers["If-Match"] = f'"{version}"'
            sent(life, session, case, CHECKS)

        run()

    def test_refuses_what_does_not_fit_as_documented(self, life, session, name):
        @BRIEFLY
        @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def run(case):
            case.path_parameters = (case.path_parameters or {}) | {"conference": SLUG}
            sent(life, session, case, [*CHECKS, negative_data_rejection])

        run()
