"""The OpenAPI document against the running service: no failure, no undocumented answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from tests.integration.service_fakes import Server, server

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
OPERATIONS = [
    "POST /v1/summaries",
    "POST /v1/groups",
    "POST /v1/jobs",
    "GET /v1/jobs/{job_id}",
    "DELETE /v1/jobs/{job_id}",
    "GET /v1/jobs/{job_id}/result",
    "GET /v1/jobs/{job_id}/events",
    "GET /v1/stories",
    "GET /v1/stories/{story_id}",
    "DELETE /v1/articles/{article_id}",
    "GET /healthz",
    "GET /readyz",
    "GET /version",
    "GET /metrics",
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(tmp_path_factory.mktemp("openapi")) as running:
        yield running


@pytest.fixture(scope="module")
def operations(api: Server) -> dict[str, Any]:
    document = schemathesis.openapi.from_url(f"{api.url}/openapi.json")
    found = [result.ok() for result in document.get_all_operations()]
    return {f"{operation.method.upper()} {operation.path}": operation for operation in found}


def test_the_list_is_complete(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(OPERATIONS)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_documented(
    operations: dict[str, Any], name: str, mode: GenerationMode
) -> None:
    """Generated requests, valid and not: status, content type and schema as documented."""
    operation = operations[name]
    # A path alone cannot be wrong: an id that is not one is an id that is not found.
    plain = not (operation.body or operation.headers or operation.query)
    if mode is GenerationMode.NEGATIVE and plain:
        mode = GenerationMode.POSITIVE

    @settings(
        max_examples=3 if plain else 20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, timeout=20)

    check()
