"""The OpenAPI 3.1 description of the API, made of its table."""

from __future__ import annotations

from bot import __version__
from bot.model import PostKind, State
from bot.web.operations import OPERATIONS, Field, Object, Operation, Value

_TIME: Object = {"type": "string", "format": "date-time"}
_ERRORS: dict[str, str] = {
    "400": "it cannot be done; the error says why",
    "401": "no key, or one that was ended",
    "403": "the key's person may not do this",
    "404": "there is no such post",
    "409": "the post has changed since it was seen",
}


def description(url: str) -> Object:
    """The whole description; ``url`` is where the pages are."""
    paths: dict[str, Value] = {}
    for operation in OPERATIONS:
        methods = paths.setdefault(operation.path, {})
        assert isinstance(methods, dict)
        methods[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Newsroom bot", "version": __version__},
        "servers": [{"url": url}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Post": _post(), "Error": _error()},
        },
    }


def _operation(operation: Operation) -> Object:
    made: Object = {
        "operationId": operation.name or "show",
        "summary": operation.does,
        "description": f"Takes the role {operation.least.value}.",
        "parameters": [*_parameters(operation)],
        "responses": _responses(operation),
    }
    if operation.method == "POST":
        made["requestBody"] = {
            "required": any(field.required for field in operation.fields),
            "content": {"application/json": {"schema": _body(operation)}},
        }
    return made


def _parameters(operation: Operation) -> list[Value]:
    made: list[Value] = []
    if operation.of_post:
        schema: Object = {"type": "integer", "minimum": 1}
        made.append({"name": "post", "in": "path", "required": True, "schema": schema})
    if operation.method == "GET":
        made += [
            {
                "name": field.name,
                "in": "query",
                "required": field.required,
                "schema": _schema(field),
            }
            for field in operation.fields
        ]
    return made


def _body(operation: Operation) -> Object:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _schema(field) for field in operation.fields},
        "required": [field.name for field in operation.fields if field.required],
    }


def _schema(field: Field) -> Object:
    made: Object = {"type": field.type}
    if field.meaning:
        made["description"] = field.meaning
    if field.choices:
        made["enum"] = list(field.choices)
    if field.type == "array":
        made["items"] = {"type": "string"}
    if field.type == "object":
        made["additionalProperties"] = {"type": "string"}
    if field.type == "integer":
        made["minimum"] = 0
    return made


def _responses(operation: Operation) -> Object:
    schema: Object = {"$ref": "#/components/schemas/Post"}
    if operation.name == "posts":
        posts: Object = {"type": "array", "items": schema}
        schema = {"type": "object", "properties": {"total": {"type": "integer"}, "posts": posts}}
    if operation.name == "accounts":
        schema = {"type": "array", "items": {"type": "object"}}
    error: Object = {"$ref": "#/components/schemas/Error"}
    return {
        "200": {"description": "done", "content": {"application/json": {"schema": schema}}},
        **{
            status: {"description": said, "content": {"application/json": {"schema": error}}}
            for status, said in _ERRORS.items()
        },
    }


def _post() -> Object:
    text: Object = {"type": "string"}
    maybe: Object = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "state": {"type": "string", "enum": [state.value for state in State]},
            "kind": {"type": "string", "enum": [kind.value for kind in PostKind]},
            "reason": maybe,
            "account": text,
            "platform": text,
            "language": text,
            "text": text,
            "link": maybe,
            "cost": {"type": ["number", "null"]},
            "due_at": _TIME,
            "expires_at": _TIME,
            "seen_sha256": text,
            "warnings": {"type": "array", "items": text},
        },
        "required": ["id", "state", "account", "platform", "text", "due_at", "seen_sha256"],
    }


def _error() -> Object:
    return {
        "type": "object",
        "properties": {"error": {"type": "string"}},
        "required": ["error"],
    }
