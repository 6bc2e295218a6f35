"""The adapters, one file a platform."""

from __future__ import annotations

from bot.publishing.platform import Platform
from bot.settings import AccountSettings


def adapter(account: AccountSettings, *, with_credentials: bool) -> Platform | None:
    """The adapter of an account; None for a platform that cannot be published to yet.

    Without credentials it can prepare, and nothing else.
    """
    if account.platform == "x":
        from bot.publishing.platforms.x import X

        return X(account.credentials if with_credentials else {})
    return None
