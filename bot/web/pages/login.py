"""Logging in and out, invitations, and how somebody wants the pages."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from bot.errors import UsageError
from bot.store.users import User
from bot.web.calls import Call, keep_cookie, own_path
from bot.web.languages import LANGUAGES

_FREE_BY_ADDRESS = 20
_FREE_BY_NAME = 50
_KEPT_LANGUAGE = 365 * 24 * 3600


def show(call: Call) -> Response:
    """The form to log in; who is logged in already goes on."""
    to = own_path(call.query("to"), "/queue")
    return call.go(to) if call.user else call.render("login.html", to=to, problem=None, name="")


def log_in(call: Call) -> Response:
    """Check a password. Too many wrong ones have to wait, told by name and address together."""
    name, to = call.field("name").strip()[:100], own_path(call.field("to"), "/queue")
    wait = max(_waits(call, name), default=timedelta(0))
    if wait:
        return _no(call, name, to, _told(call, wait), 429, wait)
    user = call.site.store.users.get(name)
    kept = user.password if user and user.disabled_at is None else None
    if not call.site.passwords.check(kept, call.field("password")) or user is None:
        for key, _ in _keys(call, name):
            call.site.store.throttles.failed(key, call.now)
        return _no(call, name, to, call.text("Name or password is wrong."), 403)
    call.site.store.throttles.forget(_keys(call, name)[0][0])
    return _begin(call, user, to)


def log_out(call: Call) -> Response:
    """End this browser's session."""
    call.site.store.sessions.end(call.request.cookies.get("session", ""))
    response = call.go("/login")
    response.delete_cookie("session")
    return response


def show_invitation(call: Call) -> Response:
    """The form in which somebody who was invited chooses a password."""
    invited = _invited(call)
    if invited is None:
        return call.render("message.html", 404, message=_RUN_OUT(call))
    return call.render("welcome.html", invited=invited, problem=None)


def accept(call: Call) -> Response:
    """Take the password of somebody who was invited, and log them in."""
    invited, password = _invited(call), call.field("password")
    if invited is None:
        return call.render("message.html", 404, message=_RUN_OUT(call))
    if password != call.field("again"):
        problem = call.text("The two passwords differ.")
        return call.render("welcome.html", 400, invited=invited, problem=problem)
    try:
        hashed = call.site.passwords.hash(password)
    except UsageError as error:
        return call.render("welcome.html", 400, invited=invited, problem=call.told(str(error)))
    token = call.request.path_params["token"]
    user = call.site.store.users.accept(token, hashed, call.now)
    if user is None:
        return call.render("message.html", 404, message=_RUN_OUT(call))
    return _begin(call, user, "/queue")


def me(call: Call) -> Response:
    """How somebody wants the pages, and where they are logged in."""
    return _me(call, None)


def prefer(call: Call) -> Response:
    """Keep the language, and whether keys act."""
    language = call.field("language") if call.field("language") in LANGUAGES else None
    shortcuts = call.field("shortcuts") == "yes"
    call.site.store.users.prefer(call.person.id, language=language, shortcuts=shortcuts)
    return call.go("/me")


def change_password(call: Call) -> Response:
    """Take a new password from who knows the old one; every other session ends."""
    key = _keys(call, call.person.name)[0][0]
    wait = call.site.store.throttles.wait(key, call.now)
    if wait:
        return _me(call, _told(call, wait), 429)
    if not call.site.passwords.check(call.person.password, call.field("old")):
        call.site.store.throttles.failed(key, call.now)
        return _me(call, call.text("The old password is wrong."), 403)
    if call.field("password") != call.field("again"):
        return _me(call, call.text("The two passwords differ."), 400)
    hashed = call.site.passwords.hash(call.field("password"))
    call.site.store.users.set_password(call.person.id, hashed)
    return _begin(call, call.person, "/me")


def end_session(call: Call) -> Response:
    """Log one of one's own browsers out."""
    call.site.store.sessions.end_by_key(call.field("key"), user_id=call.person.id)
    return call.go("/me")


def choose_language(call: Call) -> Response:
    """Keep the language of somebody who may not be logged in."""
    language = call.field("language")
    response = call.go(own_path(call.field("back"), "/queue"))
    if language in LANGUAGES:
        if call.user:
            call.site.store.users.prefer(
                call.user.id, language=language, shortcuts=call.user.shortcuts
            )
        keep_cookie(call.site, response, "language", language, max_age=_KEPT_LANGUAGE)
    return response


def _begin(call: Call, user: User, to: str) -> Response:
    """A new session, and with it a new token: nothing of before opens it."""
    call.site.store.sessions.end(call.request.cookies.get("session", ""))
    agent = call.request.headers.get("user-agent", "")
    token = call.site.store.sessions.begin(user, agent, call.now)
    response = call.go(to)
    keep_cookie(call.site, response, "session", token)
    return response


def _me(call: Call, problem: str | None, status: int = 200) -> Response:
    sessions = call.site.store.sessions.all(call.now, user_id=call.person.id)
    return call.render("me.html", status, sessions=sessions, problem=problem, languages=LANGUAGES)


def _invited(call: Call) -> User | None:
    return call.site.store.users.invited(call.request.path_params["token"], call.now)


def _RUN_OUT(call: Call) -> str:
    return call.text("This invitation was used or has run out: ask an admin for another one.")


def _keys(call: Call, name: str) -> list[tuple[str, int]]:
    """What failures are counted by, each with how many are free."""
    client = call.request.client.host if call.request.client else "nowhere"
    name = name.lower()
    return [
        (f"both:{client}:{name}", 5),
        (f"from:{client}", _FREE_BY_ADDRESS),
        (f"name:{name}", _FREE_BY_NAME),
    ]


def _waits(call: Call, name: str) -> list[timedelta]:
    throttles = call.site.store.throttles
    return [throttles.wait(key, call.now, free=free) for key, free in _keys(call, name)]


def _told(call: Call, wait: timedelta) -> str:
    seconds = int(wait.total_seconds()) + 1
    return call.text("Too many attempts: wait %(seconds)s seconds.", seconds=seconds)


def _no(
    call: Call, name: str, to: str, problem: str, status: int, wait: timedelta | None = None
) -> Response:
    response = call.render("login.html", status, to=to, problem=problem, name=name)
    if wait:
        response.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return response
