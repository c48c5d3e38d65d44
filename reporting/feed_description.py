"""The description of the API as OpenAPI 3.1, made from the table that also makes its addresses."""

from http import HTTPStatus
from typing import Any

from django.utils import translation

from reporting.feeds import ROUTES, WORD, Route, Schema, list_of, object_of

VERSION = "1"
REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
)
REFUSAL = object_of(status={"type": "integer"}, sentence=WORD)


def answer_schema(route: Route) -> Schema:
    """One page of rows, and the cursor of the next."""
    return object_of(rows=list_of(route.row), next={"type": ["string", "null"]})


def description() -> dict[str, Any]:
    """The whole document, in English: its readers are programs and those who write them."""
    with translation.override("en"):
        return {
            "openapi": "3.1.0",
            "info": {"title": "Ethics Portal: feeds for other systems", "version": VERSION},
            "security": [{"token": []}],
            "paths": {f"/api/v1/{route.path}": {"get": _operation(route)} for route in ROUTES},
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "schemas": {"Refusal": REFUSAL},
            },
        }


def _operation(route: Route) -> dict[str, Any]:
    refusal = {"schema": {"$ref": "#/components/schemas/Refusal"}}
    refused = {
        str(status.value): {"description": status.phrase, "content": {"application/json": refusal}}
        for status in REFUSALS
    }
    answered = {"description": "One page", "content": {"application/json": {"schema": answer_schema(route)}}}
    cursor = {
        "name": "cursor",
        "in": "query",
        "required": False,
        "description": "What the page before gave as `next`.",
        "schema": WORD,
    }
    return {
        "operationId": route.name,
        "summary": str(route.summary),
        "description": f"Needs a token of the scope {route.scope.value}.",
        "parameters": [cursor],
        "responses": {"200": answered, **refused},
    }
