"""The OpenAPI 3.1 description of the API, made of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
            "schemas": _SCHEMAS,
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
    error: Object = {"$ref": "#/components/schemas/Error"}
    told = _ANSWERS.get(operation.name, {"$ref": "#/components/schemas/Post"})
    return {
        "200": {"description": "done", "content": {"application/json": {"schema": told}}},
        **{
            status: {"description": said, "content": {"application/json": {"schema": error}}}
            for status, said in _ERRORS.items()
        },
    }


def _record(fields: Mapping[str, Value], *, optional: Sequence[str] = ()) -> Object:
    """An object with these fields and no others, all of them there but the ``optional`` ones."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def _list_of(of: Object) -> Object:
    return {"type": "array", "items": of}


_TEXT: Object = {"type": "string"}
_NUMBER: Object = {"type": "integer"}
_MAYBE: Object = {"type": ["string", "null"]}
_MAYBE_TIME: Object = {"type": ["string", "null"], "format": "date-time"}
_STATES: Object = {"type": "string", "enum": [state.value for state in State]}
_KINDS: Object = {"type": "string", "enum": [kind.value for kind in PostKind]}

_CARD = _record(dict.fromkeys(("template", "format", "sha256", "alt_text"), _TEXT))
_LINK_CARD = _record(dict.fromkeys(("url", "title", "description"), _TEXT))
_PIECE = _record(
    {
        "text": _TEXT,
        "length": _NUMBER,
        "cards": _list_of(_CARD),
        "link_card": {"anyOf": [_LINK_CARD, {"type": "null"}]},
    }
)
_CHANGE = _record(
    {
        "at": _TIME,
        "actor": _TEXT,
        "action": _TEXT,
        "from": _MAYBE,
        "to": _STATES,
        "reason": _MAYBE,
        "before": {"type": ["object", "null"]},
        "after": {"type": ["object", "null"]},
    }
)
_POST = _record(
    {
        "id": _NUMBER,
        "state": _STATES,
        "reason": _MAYBE,
        "account": _TEXT,
        "platform": _TEXT,
        "kind": _KINDS,
        "language": _TEXT,
        "text": _TEXT,
        "link": _MAYBE,
        "cost": {"type": ["number", "null"]},
        "article": _record({"title": _TEXT, "url": _MAYBE}),
        "pieces": _list_of(_PIECE),
        "notes": _list_of(_TEXT),
        "warnings": _list_of(_TEXT),
        "variants": _list_of(_record({"kind": _KINDS, "pieces": _list_of(_PIECE)})),
        "due_at": _TIME,
        "expires_at": _TIME,
        "approved_by": _MAYBE,
        "approved_from": _MAYBE_TIME,
        "approved_until": _MAYBE_TIME,
        "content_sha256": _TEXT,
        "seen_sha256": _TEXT,
        "history": {**_list_of(_CHANGE), "description": "where one post is asked for"},
    },
    optional=("history",),
)
_ACCOUNT = _record({"name": _TEXT, "platform": _TEXT, "approvals": _NUMBER})
_SCHEMAS: Object = {"Post": _POST, "Error": _record({"error": _TEXT})}
_ANSWERS: Mapping[str, Object] = {
    "posts": _record({"total": _NUMBER, "posts": _list_of({"$ref": "#/components/schemas/Post"})}),
    "accounts": _list_of(_ACCOUNT),
}
