"""Telling people: by mail, and by a webhook of a chat or of a program of one's own."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import httpx

from bot import clock
from bot.errors import OutputError
from bot.settings import AlertSettings

TIMEOUT = 15.0  # seconds
LONGEST = 1_900  # characters: Discord takes 2000 in a message

_HERE = ("localhost", "127.0.0.1", "::1")
Telling = Callable[[AlertSettings, str, str], None]  # whom, the subject, the text


def tell(settings: AlertSettings, subject: str, text: str) -> None:
    """Tell everybody. Raises OutputError, without a secret in it, where nobody could be told.

    Where there is nobody to tell, nothing happens.
    """
    ways = [*_ways(settings)]
    problems = []
    for name, way in ways:
        try:
            way(settings, subject, text)
        except (OSError, smtplib.SMTPException, httpx.HTTPError, httpx.InvalidURL) as error:
            problems.append(f"{name}: {plainly(error)}")
    if problems and len(problems) == len(ways):
        raise OutputError("nobody could be told: " + "; ".join(problems))


def reaches_anybody(settings: AlertSettings) -> bool:
    """Whether there is somebody to tell."""
    return any(True for _ in _ways(settings))


def _ways(settings: AlertSettings) -> Iterator[tuple[str, Telling]]:
    if settings.mail and settings.smtp:
        yield "SMTP_URL", _mail
    if settings.webhook:
        yield "ALERT_WEBHOOK", _call


def _mail(settings: AlertSettings, subject: str, text: str) -> None:
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = settings.mail_from or f"bot@{socket.getfqdn()}"
    message["To"] = ", ".join(settings.mail)
    message["Date"] = format_datetime(clock.now())
    message.set_content(text)
    deliver(settings.smtp or "", message)


def deliver(smtp: str, message: EmailMessage) -> None:
    """Give a letter to the mail server that SMTP_URL names.

    Raises OSError and SMTPException, also where a password would go over an open line.
    """
    parts = urlsplit(smtp)
    host, tls = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=TIMEOUT, context=tls
        )
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    with server:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
        elif parts.scheme == "smtp" and parts.username and host not in _HERE:
            raise smtplib.SMTPNotSupportedError(
                "offers no TLS, and the password is not sent without"
            )
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _call(settings: AlertSettings, subject: str, text: str) -> None:
    """Slack and Mattermost read ``text``, Discord ``content``; a program of one's own, both."""
    whole = f"{subject}\n{text}" if text else subject
    short = whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"
    answer = httpx.post(
        settings.webhook or "", json={"text": short, "content": short}, timeout=TIMEOUT
    )
    if answer.is_error:
        raise httpx.HTTPError(f"it answered {answer.status_code}")


def plainly(error: Exception) -> str:
    """What went wrong, without an address in it: a webhook's address is a secret."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the mail server does not take the user and password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"the mail server {error}"
    if isinstance(error, httpx.HTTPError) and str(error).startswith("it answered"):
        return str(error)
    return type(error).__name__
