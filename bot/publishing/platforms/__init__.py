"""The adapters, one file a platform."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bot.publishing.contract import Access, Platform
from bot.settings import AccountSettings

# platform → the module and the class of its adapter. Modules load with the first account of theirs.
ADAPTERS = {
    "x": ("bot.publishing.platforms.x", "X"),
}


def adapter(account: AccountSettings, *, with_credentials: bool) -> Platform | None:
    """The adapter of an account; None for a platform that cannot be published to yet.

    Without credentials it can prepare, and nothing else.
    """
    if account.platform not in ADAPTERS:
        return None
    credentials = account.credentials if with_credentials else {}
    return made(account.platform, Access(account=account.name, credentials=credentials))


def made(platform: str, access: Access) -> Platform:
    """The adapter of ``platform`` for an account that is reached by ``access``."""
    module, name = ADAPTERS[platform]
    make: Callable[[Access], Platform] = getattr(import_module(module), name)
    return make(access)
