"""One request: who makes it, what they may do, what they sent; and how handlers are wrapped.

A handler is a plain function of a ``Call``; it runs in a thread, for the database and Argon2 wait.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.errors import BotError, ChangedMeanwhile, NoSuchPost
from bot.review import Actor
from bot.review.roles import Role
from bot.store.users import User
from bot.web.languages import Tongue, language_for
from bot.web.site import Site

LARGEST_NUMBER = 2**31 - 1  # PostgreSQL's integer
MOST_FIELDS = 2_000
MOST_BYTES = 1_000_000

Handler = Callable[["Call"], Response]


class Denied(HTTPException):
    """What somebody may not do; told as a page."""


@dataclass(kw_only=True)
class Call:
    """A request with everything that a handler asks of it."""

    request: Request
    site: Site
    form: FormData
    now: datetime
    token: str  # of the session or, before there is one, of the visit
    visit: str
    user: User | None

    @property
    def person(self) -> User:
        """Who is logged in; only asked where somebody must be."""
        assert self.user is not None
        return self.user

    @property
    def actor(self) -> Actor:
        """Who is logged in, as the audit log names them."""
        return Actor(name=self.person.name)

    @cached_property
    def tongue(self) -> Tongue:
        """The language and zone in which the answer speaks."""
        chosen = (self.user.language if self.user else None) or self.request.cookies.get("language")
        accepted = self.request.headers.get("accept-language", "")
        return Tongue(
            language_for(chosen, accepted, self.site.settings.language), self.site.settings.zone
        )

    @property
    def csrf(self) -> str:
        """What a form of this person's must carry."""
        return sha256(f"form:{self.token}".encode()).hexdigest()

    def may(self, least: Role) -> bool:
        """Whether the person's role is enough."""
        return self.user is not None and self.user.role.may(least)

    def number(self, name: str) -> int:
        """A whole number of the path. Raises NoSuchPost for one that is too large to be any."""
        return within(int(self.request.path_params[name]))

    def field(self, name: str, default: str = "") -> str:
        """A field of the form, with line ends as texts have them."""
        value = self.form.get(name, default)
        return value.replace("\r\n", "\n").replace("\0", "") if isinstance(value, str) else default

    def query(self, name: str, default: str = "") -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, default)

    def text(self, message: str, **values: object) -> str:
        """A message in the person's language."""
        return self.tongue.text(message, **values)

    def told(self, said: str) -> str:
        """A sentence that the program says elsewhere, in the person's language."""
        return self.tongue.told(said)

    def says(self, said: str) -> str:
        """The same as a line of its own, with a capital, unless an account's name begins it."""
        told = self.told(said)
        named = any(told.startswith(each.name) for each in self.site.settings.accounts)
        return told if named or "://" in told.split(" ")[0] else told[:1].upper() + told[1:]

    def render(self, template: str, status: int = 200, **values: object) -> Response:
        """A page."""
        site, tongue = self.site, self.tongue
        made = site.templates.get_template(template).render(
            call=self,
            user=self.user,
            t=tongue,
            _=tongue.text,
            n_=tongue.count,
            now=self.now,
            status=status,
            site=site,
            Role=Role,
            **values,
        )
        return HTMLResponse(made, status)

    def go(self, path: str) -> Response:
        """Send the browser to another page of ours."""
        return RedirectResponse(path, 303)


def within(number: int) -> int:
    """A number that the database can look for. Raises NoSuchPost for any other."""
    if number > LARGEST_NUMBER:
        raise NoSuchPost(f"there is no post {number}")
    return number


def own_path(path: str, otherwise: str) -> str:
    """``path`` where it leads to a page of ours, and nowhere else."""
    parts = urlsplit(path)
    plain = not parts.scheme and not parts.netloc and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else otherwise


def page(
    site: Site, handler: Handler, least: Role | None
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a handler that takes at least the role ``least``; None: anybody."""

    async def endpoint(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_answer, site, handler, least, request, form)

    return endpoint


def _answer(
    site: Site, handler: Handler, least: Role | None, request: Request, form: FormData
) -> Response:
    call = _call(site, request, form)
    try:
        if least is not None and not call.may(least):
            response = _denied(call)
        else:
            if request.method not in ("GET", "HEAD"):
                check_form(call)
            response = handler(call)
    except BotError as error:
        response = failure(call, call.told(str(error)), status_of(error))
    except HTTPException as error:
        response = failure(call, call.told(error.detail), error.status_code)
    if "visit" not in request.cookies:
        keep_cookie(site, response, "visit", call.visit)
    return response


def status_of(error: BotError) -> int:
    """The HTTP status that says what kind of error it is."""
    if isinstance(error, NoSuchPost):
        return 404
    return 409 if isinstance(error, ChangedMeanwhile) else 400


def _call(site: Site, request: Request, form: FormData) -> Call:
    now = site.now()
    session = request.cookies.get("session", "")
    user = site.store.sessions.user(session, now) if session else None
    visit = request.cookies.get("visit") or secrets.token_urlsafe(32)
    token = session if user else visit
    if user is None:
        user = _named_by_proxy(site, request)
    return Call(request=request, site=site, form=form, now=now, token=token, visit=visit, user=user)


def _named_by_proxy(site: Site, request: Request) -> User | None:
    """Whom a trusted reverse proxy says it has logged in."""
    web = site.settings.web
    peer = request.client.host if request.client else ""
    if web.proxy_header is None or peer not in web.proxies:
        return None
    name = request.headers.get(web.proxy_header, "")
    user = site.store.users.get(name) if name else None
    return user if user and user.disabled_at is None else None


def _denied(call: Call) -> Response:
    if call.user is not None:
        return failure(call, call.text("Your role does not allow this."), 403)
    if call.request.method == "GET" and not call.request.url.path.startswith("/events"):
        asked = call.request.url.path
        query = f"?{call.request.url.query}" if call.request.url.query else ""
        from urllib.parse import quote

        return call.go(f"/login?to={quote(asked + query)}")
    return failure(call, call.text("You are not logged in."), 401)


def check_form(call: Call) -> None:
    """Raise Denied for a form that did not come from a page that this person was given."""
    request = call.request
    origin = request.headers.get("origin")
    ours = (request.headers.get("host"), urlsplit(call.site.settings.web.url).netloc)
    strange = origin is not None and urlsplit(origin).netloc not in ours
    if strange or request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Denied(403, call.text("This form came from another site."))
    if not hmac.compare_digest(call.field("csrf").encode(), call.csrf.encode()):
        raise Denied(403, call.text("This form is too old: load the page again."))


def failure(call: Call, message: str, status: int) -> Response:
    """A page that says what went wrong in plain words."""
    return call.render("message.html", status, message=message)


def keep_cookie(
    site: Site, response: Response, name: str, value: str, *, max_age: int | None = None
) -> None:
    """Have the browser keep a cookie that no script reads and no other site sends."""
    response.set_cookie(
        name, value, max_age=max_age, httponly=True, samesite="lax", secure=site.tls, path="/"
    )


async def _form(request: Request) -> FormData:
    if request.method in ("GET", "HEAD"):
        return FormData()
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise HTTPException(413, f"a form has no more than {MOST_BYTES} bytes")
    try:
        return await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error


def query_string(values: Mapping[str, str | int | None]) -> str:
    """Parameters of an address, without the empty ones."""
    from urllib.parse import urlencode

    given = {name: value for name, value in values.items() if value not in (None, "", 0)}
    return f"?{urlencode(given)}" if given else ""
