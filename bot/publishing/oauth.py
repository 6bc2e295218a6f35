"""Tokens that take the place of others, and when they run out (RFC 6749, 5.1 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.errors import NotSent, Uncertain
from bot.publishing.content import Gap, content
from bot.publishing.contract import Step
from bot.publishing.line import QUOTED, Answer, headers_of
from bot.store.records import FreshToken

_LONGEST = timedelta(days=3650)


def ask(name: str, url: str, fields: Mapping[str, str], secrets: Mapping[str, str]) -> Step:
    """A step that posts a form: ``fields`` as they are, ``secrets`` by field as names of gaps."""
    parts: list[str | Gap] = []
    for field, value in fields.items():
        parts += [f"{field}={value}&"]
    for field, secret in secrets.items():
        parts += [f"{field}=", Gap(QUOTED + secret), "&"]
    body = content(*parts[:-1])
    kind = "application/x-www-form-urlencoded"
    headers = headers_of(url, body, Content_Type=kind)
    return Step(name=name, url=content(url), headers=headers, body=body)


def fresh_token(answer: Answer, name: str = "access_token", life: str = "expires_in") -> FreshToken:
    """The token of that name in an answer, which tells its life in seconds under ``life``.

    Raises Uncertain where there is none that could be sent.
    """
    value = answer.text(name)
    try:
        content(Gap(name)).filled({name: value})
    except NotSent:
        raise Uncertain("no clear answer: the new token has signs that no token has") from None
    seconds = answer.json().get(life)
    if not isinstance(seconds, int) or not 0 < seconds < _LONGEST.total_seconds():
        return FreshToken(value=value)
    return FreshToken(value=value, lives=timedelta(seconds=seconds))


def moment(value: object) -> datetime | None:
    """Unix time as Meta and LinkedIn tell when a token runs out; 0 or nothing: it does not."""
    if not isinstance(value, int) or not 0 < value < 32_503_680_000:
        return None
    return datetime.fromtimestamp(value, UTC)
