"""The pages' actions for programs: JSON, a key of ``bot users key`` as a bearer token."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.errors import BotError, UsageError
from bot.review import Actor
from bot.web.calls import status_of, within
from bot.web.operations import Ask, Field, Operation, Value
from bot.web.site import Site

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
}
LONGEST_TEXT = 100_000


def endpoint(site: Site, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
    """What answers an operation."""

    async def answer(request: Request) -> Response:
        body = await request.body()
        return await run_in_threadpool(_answer, site, operation, request, body)

    return answer


def _answer(site: Site, operation: Operation, request: Request, body: bytes) -> Response:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    user = site.store.users.of_key(token) if scheme.lower() == "bearer" and token else None
    if user is None:
        said = "give a key as `Authorization: Bearer …`; `bot users key` makes one"
        return refusal(said, 401, {"WWW-Authenticate": "Bearer"})
    if not user.role.may(operation.least):
        return refusal(f"this takes the role {operation.least.value}", 403)
    try:
        asked = Ask(
            site=site,
            actor=Actor(name=user.name),
            now=site.now(),
            post_id=within(int(request.path_params.get("post", 0))),
            given=_given(operation, request, body),
        )
        return JSONResponse(operation.handler(asked))
    except BotError as error:
        return refusal(str(error), status_of(error))


def _given(operation: Operation, request: Request, body: bytes) -> dict[str, Value]:
    """The fields of a request, checked. Raises UsageError naming what is wrong."""
    raw = dict(_of_query(operation, request)) if operation.method == "GET" else _of_body(body)
    known = {field.name: field for field in operation.fields}
    for name in raw:
        if name not in known:
            raise UsageError(f"there is no field {name!r}; there is {', '.join(known) or 'none'}")
    for field in operation.fields:
        _check(field, raw)
    return {name: value for name, value in raw.items() if value is not None}


def _of_query(operation: Operation, request: Request) -> dict[str, Value]:
    numbers = {field.name for field in operation.fields if field.type == "integer"}
    made: dict[str, Value] = {}
    for name, text in request.query_params.items():
        number = name in numbers and text.isascii() and text.isdecimal() and len(text) < 10
        made[name] = int(text) if number else text
    return made


def _of_body(body: bytes) -> dict[str, Value]:
    if not body.strip():
        return {}
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError("the body should be JSON") from error
    if not isinstance(raw, dict):
        raise UsageError("the body should be a JSON object")
    return raw


def _check(field: Field, raw: Mapping[str, Value]) -> None:
    value = raw.get(field.name)
    if value is None:
        if field.required:
            raise UsageError(f"{field.name} is missing")
        return
    right = isinstance(value, TYPES[field.type]) and (
        field.type == "boolean" or not isinstance(value, bool)
    )
    if not right or not _is_storable(value):
        raise UsageError(f"{field.name} should be of type {field.type}")
    if isinstance(value, int) and not 0 <= value < 2**31:
        raise UsageError(f"{field.name} is out of range")
    if field.choices and value not in field.choices:
        raise UsageError(f"{field.name} should be one of {', '.join(field.choices)}")
    if field.required and isinstance(value, str) and not value.strip():
        raise UsageError(f"{field.name} is empty")


def _is_storable(value: Value) -> bool:
    """Whether a text is one that can be kept: no NUL, no half of a character, no endless one."""
    if isinstance(value, str):
        plain = "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
        return plain and len(value) <= LONGEST_TEXT
    if isinstance(value, list):
        return all(isinstance(each, str) and _is_storable(each) for each in value)
    if isinstance(value, dict):
        return all(_is_storable(each) for each in value.values())
    return True


def refusal(message: str, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Why nothing was done, as every refusal of the API says it."""
    return JSONResponse({"error": message}, status, headers)
