"""Whatever the document lets a client send, the answer is one that the document lets it expect."""

from uuid import UUID

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.interfaces.http.bad import published
from tests.interfaces.http.life import lived
from tests.interfaces.http.living import ROUTE
from tests.interfaces.http.town import OFFICE, SLUG
from tests.interfaces.http.town import town as a_town
from tests.interfaces.http.wire import request

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SERVER = "http://testserver"
SCHEMA = schemathesis.openapi.from_dict(published(), config=SchemathesisConfig())
OPERATIONS = {found.ok().definition.raw["operationId"]: found.ok() for found in SCHEMA.get_all_operations()}
ASKING = {name for name, each in OPERATIONS.items() if {"parameters", "requestBody"} & each.definition.raw.keys()}
"""Those that can be asked badly."""
SECURED = {
    name: each.definition.raw.get("security", SCHEMA.raw_schema["security"]) for name, each in OPERATIONS.items()
}
GUARDED = {name for name, ways in SECURED.items() if ways and {} not in ways}
"""Those that ask who one is."""
STRANGERS = {
    "nobody": {},
    "an unknown token": {"authorization": "Bearer lx_" + "x" * 43},
    "a name": {"authorization": "Basic eA=="},
}
BRIEFLY = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
ONCE = settings(BRIEFLY, max_examples=1)


@pytest.fixture(scope="session")
def going_on():
    """A town that has lived, for these tests alone: it goes on living."""
    with a_town() as town:
        yield lived(town)


def sent(life, case, checks, **headers):
    """Send what was generated, as the office unless told otherwise, and look at the answer as the document says."""
    if case.path.endswith("/changes/stream"):
        case.query = (case.query or {}) | {"until": 0}
    headers = headers or life.town.headers(OFFICE)
    prepared = prepared_of(case, headers | {"accept-encoding": "identity"})
    body = prepared.body or b""
    content = body.encode() if isinstance(body, str) else body
    reply = request(life.town.client, prepared.method, prepared.path_url, dict(prepared.headers), content)
    told = {name: [value] for name, value in reply.headers.items()}
    answer = Response(reply.status_code, told, reply.content, prepared, elapsed=0.0, verify=False)
    case.validate_response(answer, checks=checks)
    return reply


def prepared_of(case, headers):
    """The request as it goes over the wire; what no client can send is passed over."""
    said = case.as_transport_kwargs(base_url=SERVER, headers=headers)
    told = {name: said[name] for name in ("method", "url", "headers", "params", "data", "json") if name in said}
    try:
        prepared = requests.Request(**told).prepare()
        sendable = all(value.encode("latin-1") or True for value in prepared.headers.values())
    except (requests.RequestException, UnicodeEncodeError):
        sendable = False
    assume(sendable)
    return prepared


class TestOperation:
    @pytest.mark.parametrize("name", sorted(OPERATIONS))
    def test_answers_what_fits_as_documented(self, going_on, name):
        known = {"conference": SLUG} | going_on.ids
        target = ROUTE[name].command.TARGET if name in ROUTE and ROUTE[name].needs_version else None

        @BRIEFLY
        @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.POSITIVE))
        def run(case):
            case.path_parameters = {key: known.get(key, value) for key, value in (case.path_parameters or {}).items()}
            if target:
                town = going_on.town
                version = town.services.log.version_of(town.key, UUID(going_on.ids[target]))
                case.headers = {**case.headers, "If-Match": f'"{version}"'}
            sent(going_on, case, CHECKS)

        run()

    @pytest.mark.parametrize("name", sorted(ASKING))
    def test_refuses_what_does_not_fit_as_documented(self, going_on, name):
        @BRIEFLY
        @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def run(case):
            if "conference" in (case.path_parameters or {}):
                case.path_parameters = {**case.path_parameters, "conference": SLUG}
            body = case.meta.components.get(ParameterLocation.BODY)
            spoilt = body is not None and body.mode is GenerationMode.NEGATIVE
            sent(going_on, case, [*CHECKS, negative_data_rejection] if spoilt else CHECKS)

        run()

    @pytest.mark.parametrize("stranger", STRANGERS)
    @pytest.mark.parametrize("name", sorted(GUARDED))
    def test_is_done_for_nobody_who_is_not_signed_in(self, going_on, name, stranger):
        known = {"conference": SLUG} | going_on.ids

        @ONCE
        @given(OPERATIONS[name].as_strategy(generation_mode=GenerationMode.POSITIVE))
        def run(case):
            case.path_parameters = {key: known.get(key, value) for key, value in (case.path_parameters or {}).items()}
            before = going_on.town.head
            reply = sent(going_on, case, CHECKS, accept="*/*", **STRANGERS[stranger])
            assert reply.status_code == 401
            assert going_on.town.head == before

        run()
