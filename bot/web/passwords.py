"""Passwords: Argon2id with the parameters that RFC 9106 names for little memory."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import UsageError

SHORTEST, LONGEST = 12, 256  # NIST SP 800-63B-4 asks for 15 where a password is all there is, or 8
_AT_ONCE = 2  # hashes; each takes 64 MiB


class Passwords:
    """Hashes and checks passwords, a few at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to keep. Raises UsageError for a password that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
        with self._room:
            return self._hasher.hash(password)

    def check(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; takes as long where there is none to compare with."""
        with self._room:
            try:
                self._hasher.verify(kept or self._nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None
