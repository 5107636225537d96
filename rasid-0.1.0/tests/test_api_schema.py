"""The API against its own OpenAPI document, by schemathesis: what it generates may never break the server.

Each operation gets requests that the document allows and requests that it forbids; every answer must have a status, a
type and a form that the document names, and none may be an error of ours.
"""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip
from schemathesis.core.result import Ok

from api_server import serving, store_file, token
from rasid.web import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = int(os.environ.get("RASID_EXAMPLES", "4"))  # an operation and mode
DOCUMENT = schemathesis.openapi.from_dict(create_app(":memory:").openapi())
OPERATIONS: list[Any] = [found.ok() for found in DOCUMENT.get_all_operations() if isinstance(found, Ok)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    db = store_file(tmp_path_factory.mktemp("schema"))
    secret = token(db, "Schemathesis", "write", "review")
    with serving(db) as (client, _):
        yield str(client.base_url), secret


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "forbidden"])
def test_the_api_keeps_to_its_document(operation: Any, mode: GenerationMode, served: tuple[str, str]) -> None:
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    def run(case: Any) -> None:
        case.call_and_validate(
            base_url=served[0], headers={"Authorization": f"Bearer {served[1]}"}, checks=CHECKS, timeout=30
        )

    try:
        run()
    except hypothesis.errors.Unsatisfiable:
        pytest.skip("the document forbids nothing here")


def test_every_operation_is_documented() -> None:
    assert len(OPERATIONS) >= 25
    for operation in OPERATIONS:
        assert operation.definition.raw.get("summary") or operation.definition.raw.get("description"), operation.label
