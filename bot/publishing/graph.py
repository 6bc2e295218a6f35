"""What Meta's three platforms share: steps of the Graph API, and what its errors mean.

Sources: developers.facebook.com, "Handling Errors" and "Error Codes" of the Graph API (2026-11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from bot.errors import (
    Duplicate,
    Lapsed,
    NotReady,
    PublishError,
    RateLimited,
    Refused,
    Unauthorized,
    Uncertain,
)
from bot.publishing.content import Content, Gap, content, json_content
from bot.publishing.contract import Step
from bot.publishing.line import Answer, Line, headers_of

BEARER = content("Bearer ", Gap("access_token"))
CONTAINER_KEEPS = timedelta(hours=23)  # a container that is not published expires after a day
READY_AGAIN = timedelta(seconds=3)
PAUSE = timedelta(minutes=15)  # after "too many calls", which says no time
LONG_PAUSE = timedelta(hours=1)  # the day for which posts are counted moves along
CLOCKS = timedelta(minutes=10)  # how far Meta's clocks and ours may be apart
NEWEST = 50  # posts that are looked through

# error code → what it means; all come with 400 or 403, and nothing was done
_TOO_MANY = frozenset({4, 17, 32, 613, 80001, 80002})  # "Error Codes": rate limits
_ENOUGH = frozenset({9})  # Instagram's "Error Codes": as many posts as a day allows
_PASSING = frozenset({-2, -1, 2})  # the same: a timeout, "server error", "try again"
_NOT_FETCHED = frozenset({9004})  # "the media could not be fetched from this URI"
_TOKEN = frozenset({102, 190, 467})  # expired, revoked, invalid
_DUPLICATE = frozenset({506})
# error subcodes of Instagram's "Error Codes", which say more than their codes do
_EXPIRED = frozenset({2207020})  # "generate a new container"
_UNCLEAR = frozenset({2207008})  # "temporary error publishing a container"
_WORKING = frozenset({9007})  # "the media is not ready for publishing"


def write(name: str, url: str, value: Mapping[str, object]) -> Step:
    """A step that posts ``value`` as JSON."""
    body = json_content(value)
    headers = headers_of(url, body, Content_Type="application/json", Authorization=BEARER)
    return Step(name=name, url=content(url), headers=headers, body=body)


def form(name: str, url: str, boundary: str, body: Content) -> Step:
    """A step that posts a form with a file."""
    kind = f"multipart/form-data; boundary={boundary}"
    headers = headers_of(url, body, Content_Type=kind, Authorization=BEARER)
    return Step(name=name, url=content(url), headers=headers, body=body)


def read(name: str, host: str, path: tuple[str | Gap, ...], **fields: object) -> Step:
    """A step that reads ``fields`` of what stands at ``path``."""
    url = content(host, *path, "?" + urlencode(fields))
    headers = headers_of(host, Authorization=BEARER)
    return Step(name=name, method="GET", url=url, headers=headers)


def own_number(line: Line, host: str) -> str:
    """The number of the account that the token is of."""
    with meaning():
        return line.send(read("me", host, ("/me",), fields="id")).text("id")


def remove(host: str, path: str) -> Step:
    """A step that deletes what stands at ``path``."""
    url = host + path
    return replace(read("delete", url, ()), method="DELETE", url=content(url))


@contextmanager
def meaning() -> Iterator[None]:
    """Turn the platform's refusals within into what its error codes mean."""
    try:
        yield
    except Refused as error:
        raise _meant(error) from None


def _meant(error: Refused) -> PublishError:
    said = error.answer.get("error")
    told: Mapping[str, object] = said if isinstance(said, dict) else {}
    code, subcode = told.get("code"), told.get("error_subcode")
    text, status, answer = str(error), error.status, error.answer
    if subcode in _EXPIRED:
        return Lapsed(f"the container has expired: {text}", status=status, answer=answer)
    if code in _TOO_MANY or code in _ENOUGH:
        wait = LONG_PAUSE if code in _ENOUGH else PAUSE
        return RateLimited(f"asked to come back later: {text}", wait, status=status, answer=answer)
    if code in _PASSING or subcode in _UNCLEAR:
        return Uncertain(f"no clear answer: {text}", status=status, answer=answer)
    if code in _NOT_FETCHED:
        mend = f"{text}; a picture must open for everybody under PICTURES_URL"
        return Refused(mend, status=status, answer=answer)
    if code in _WORKING:
        return NotReady(f"at work on a picture: {text}", READY_AGAIN, status=status, answer=answer)
    if code in _TOKEN:
        return Unauthorized(f"the access token is not taken: {text}", status=status, answer=answer)
    if code in _DUPLICATE:
        return Duplicate(text, status=status, answer=answer)
    return error


def is_gone(error: Refused) -> bool:
    """Code 100, subcode 33: what is asked for does not exist, or not for this token."""
    said = error.answer.get("error")
    return isinstance(said, dict) and said.get("error_subcode") == 33


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A post as an account's own list has it."""

    id: str
    text: str
    at: datetime
    url: str | None


def listed(answer: Answer, words: str) -> list[Listed]:
    """The posts of a list, whose words stand in the field ``words``."""
    data = answer.json().get("data")
    if not isinstance(data, list):
        raise Uncertain("the answer is not as documented")
    found = []
    for each in data:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            continue
        at = _moment(str(each.get("timestamp") or each.get("created_time") or ""))
        url = each.get("permalink") or each.get("permalink_url")
        text = str(each.get(words) or "")
        if at is not None:
            found.append(Listed(id=each["id"], text=text, at=at, url=str(url) if url else None))
    return found


def newest_like(
    posts: list[Listed], like: Callable[[Listed], bool], since: datetime
) -> Listed | None:
    """The newest post since then, give or take the clocks, that is like the one that was sent."""
    return next((each for each in posts if each.at >= since - CLOCKS and like(each)), None)


def _moment(text: str) -> datetime | None:
    """``2026-11-25T10:00:00+0000``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
