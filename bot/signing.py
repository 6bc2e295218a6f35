"""Addresses that open something for who has them, until a moment: signed, so that nobody makes one.

Each purpose signs with a key of its own that is made of SECRET_KEY. Pure.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

LENGTH = 43  # signs of a signature


def sign(key: str, purpose: str, said: str) -> str:
    """HMAC-SHA256 of what is said, in URL-safe base64, for one purpose."""
    own = hmac.digest(key.encode(), purpose.encode(), hashlib.sha256)
    signed = hmac.digest(own, said.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def is_signed(keys: Iterable[str], purpose: str, said: str, signature: str) -> bool:
    """Whether any of the keys made the signature for that purpose; no key gives up early."""
    given = signature.encode()
    right = [hmac.compare_digest(sign(key, purpose, said).encode(), given) for key in keys]
    return any(right)


def until(end: datetime) -> str:
    """A moment as an address carries it: Unix time, in hexadecimal."""
    return f"{int(end.timestamp()):x}"


def is_over(end: str, now: datetime) -> bool:
    """Whether such a moment has come. Raises ValueError for what is none."""
    return int(end, 16) <= now.timestamp()
