"""Web addresses as people and pages write them."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_SCHEME = re.compile(r"^(?:https?):", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=//)[^/?#]*@")
_CONTROL = re.compile(r"[\x00-\x20\x7f\s]+")
# Second labels under which countries register names (co.uk, com.br …): the registrable name has
# three labels there. From the Public Suffix List's ICANN section, the kinds that news sites use.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gouv", "gov", "net", "nom", "org"})


def is_url(spec: str) -> bool:
    """Whether an editor's word for a source is a web address and no path."""
    return bool(_SCHEME.match(spec)) or "://" in spec


def shown(url: str) -> str:
    """``url`` as it may be printed: one line, not endless, and without a password."""
    line = _CONTROL.sub(" ", _USERINFO.sub("", url)).strip()
    return line if len(line) <= 200 else line[:199] + "…"


def absolute(base: str | None, reference: object) -> str | None:
    """``reference`` as an http(s) URL, seen from ``base``; None where it is none."""
    if not isinstance(reference, str) or not reference.strip():
        return None
    try:
        url = urljoin(base or "", _CONTROL.sub("", reference))
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return url


def host_of(url: str) -> str:
    """The host of ``url`` in lower case, "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def same_site(first: str, second: str) -> bool:
    """Whether two URLs belong to one registrable name (``fr.example.com``, ``example.com``)."""
    return _site(host_of(first)) == _site(host_of(second)) != ""


def _site(host: str) -> str:
    labels = host.rstrip(".").split(".")
    if host.replace(".", "").isdecimal() or ":" in host:
        return host
    wide = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if wide else -2 :])
