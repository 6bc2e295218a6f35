"""The part of JSON Schema that X's OpenAPI description uses for what a publisher sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.shared import SHARED

DESCRIPTION = SHARED / "specs" / "x-openapi-subset.json"
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "number": (int, float),
}


@cache
def _description(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def request_problems(route: str, body: object) -> list[str]:
    """What X's description has against this body of a POST; nothing where it is not at hand."""
    if not DESCRIPTION.exists():
        return []
    post = _description(DESCRIPTION)["paths"][route]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    return list(problems(schema, body, "body"))


def query_problems(route: str, query: Mapping[str, str]) -> list[str]:
    """What X's description has against the query of a GET; nothing where it is not at hand."""
    if not DESCRIPTION.exists():
        return []
    description = _description(DESCRIPTION)
    known: dict[str, Any] = {}
    for parameter in description["paths"][route]["get"]["parameters"]:
        if "$ref" in parameter:
            name = parameter["$ref"].rsplit("/", 1)[-1]
            parameter = description["components"]["parameters"][name]
        known[parameter["name"]] = parameter["schema"]
    found = [f"there is no parameter {name}" for name in query if name not in known]
    for name, text in query.items():
        if name in known:
            found += problems(known[name], _parsed(text, known[name]), name)
    return found


def _parsed(text: str, schema: Mapping[str, Any]) -> object:
    match schema.get("type"):
        case "array":
            return text.split(",")
        case "integer":
            return int(text) if text.isdecimal() else text
    return text


def problems(schema: Mapping[str, Any], value: object, where: str) -> Iterator[str]:
    """What is wrong with ``value``, a line each."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield from problems(_description(DESCRIPTION)["components"]["schemas"][name], value, where)
        return
    if "anyOf" in schema:
        tried = [list(problems(each, value, where)) for each in schema["anyOf"]]
        yield from min(tried, key=len)
    kind = schema.get("type")
    if kind and not isinstance(value, _TYPES[kind]):
        yield f"{where} should be {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} should be one of {schema['enum']}"
    if isinstance(value, str):
        yield from _string(schema, value, where)
    elif isinstance(value, int):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{where} is out of bounds"
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where} has {len(value)} items"
        for number, each in enumerate(value):
            yield from problems(schema.get("items", {}), each, f"{where}[{number}]")
    elif isinstance(value, dict):
        yield from _object(schema, value, where)


def _string(schema: Mapping[str, Any], value: str, where: str) -> Iterator[str]:
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{where} is too long"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where} does not match {schema['pattern']}"


def _object(schema: Mapping[str, Any], value: dict[str, Any], where: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}.{name} is missing"
    for name, each in value.items():
        if name in known:
            yield from problems(known[name], each, f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{where}.{name} does not exist"
