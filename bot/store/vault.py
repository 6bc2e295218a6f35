"""Secrets at rest: encrypted with the keys of the settings, and opened nowhere else.

Fernet (AES-128-CBC with HMAC-SHA256, github.com/fernet/spec): the first key closes, every key
opens, so that a new key can be put before the old one and what is kept be closed anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

NO_KEY = "SECRET_KEY is not set, and secrets are kept encrypted only; `bot accounts key` makes one"


def new_key() -> str:
    """A key for ``SECRET_KEY``: 32 random bytes in URL-safe base64."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode("ascii")


class Vault:
    """Closes and opens secrets. Without keys it does neither."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        self._keys = tuple(keys)

    def __repr__(self) -> str:
        return f"Vault({len(self._keys)} keys)"

    def __bool__(self) -> bool:
        """Whether there is a key."""
        return bool(self._keys)

    def close(self, account: str, name: str, value: str) -> str:
        """``value``, encrypted for one account and name. Raises StoreError without a key."""
        plain = json.dumps([account, name, value]).encode()
        return self._fernet().encrypt(plain).decode("ascii")

    def open(self, account: str, name: str, closed: str) -> str:
        """What was closed for that account and name.

        Raises StoreError where no key opens it, and where it was closed for another one: somebody
        has moved it from row to row.
        """
        from cryptography.fernet import InvalidToken

        try:
            whose, what, value = json.loads(self._fernet().decrypt(closed.encode("ascii")))
        except InvalidToken:
            raise StoreError(
                f"what is kept for {account} was encrypted with another SECRET_KEY; put that one "
                "back, after the new one and a comma"
            ) from None
        if (whose, what) != (account, name):
            raise StoreError(f"what is kept for {account} belongs elsewhere: add it anew")
        return str(value)

    def _fernet(self) -> MultiFernet:
        from cryptography.fernet import Fernet, MultiFernet

        if not self._keys:
            raise StoreError(NO_KEY)
        try:
            return MultiFernet([Fernet(key) for key in self._keys])
        except ValueError:
            raise StoreError("SECRET_KEY is no key; `bot accounts key` makes one") from None
