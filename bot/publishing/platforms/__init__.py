"""The adapters, one file a platform."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from bot.publishing.contract import Access, Forgetful, Memory, Platform, Renewable
from bot.settings import AccountSettings

if TYPE_CHECKING:
    from bot.publishing.transport import Timeouts


class Maker(Protocol):
    """What an adapter's class is called like."""

    def __call__(self, access: Access, *, timeouts: Timeouts | None = None) -> Platform:
        """The adapter of one account."""


# platform → the module and the class of its adapter. Modules load with the first account of theirs.
ADAPTERS = {
    "bluesky": ("bot.publishing.platforms.bluesky", "Bluesky"),
    "discord": ("bot.publishing.platforms.discord", "Discord"),
    "facebook": ("bot.publishing.platforms.facebook", "Facebook"),
    "instagram": ("bot.publishing.platforms.instagram", "Instagram"),
    "linkedin": ("bot.publishing.platforms.linkedin", "LinkedIn"),
    "mastodon": ("bot.publishing.platforms.mastodon", "Mastodon"),
    "telegram": ("bot.publishing.platforms.telegram", "Telegram"),
    "threads": ("bot.publishing.platforms.threads", "Threads"),
    "x": ("bot.publishing.platforms.x", "X"),
}

# The platforms with many servers. Of the others, another address is that of a stand-in.
MANY_SERVERS = ("bluesky", "mastodon")


def adapter(
    account: AccountSettings, *, with_credentials: bool, memory: Memory | None = None
) -> Platform | None:
    """The adapter of an account; None for a platform that cannot be published to yet.

    Without credentials it can prepare, and nothing else. What it wants kept goes to ``memory``.
    """
    if account.platform not in ADAPTERS:
        return None
    access = Access(
        account=account.name,
        credentials=account.credentials if with_credentials else {},
        handle=account.handle,
        server=account.server,
        pictures=account.pictures,
        picture_keys=account.picture_keys if with_credentials else (),
        version=account.version,
        base_url=None if account.platform in MANY_SERVERS else account.server,
        memory=memory or Forgetful(),
    )
    return made(account.platform, access)


def made(platform: str, access: Access, timeouts: Timeouts | None = None) -> Platform:
    """The adapter of ``platform`` for an account that is reached by ``access``."""
    module, name = ADAPTERS[platform]
    make: Maker = getattr(import_module(module), name)
    return make(access, timeouts=timeouts)


def renewable(account: AccountSettings) -> Renewable | None:
    """What is known of the tokens of an account whose tokens run out; None for another one."""
    found: object = adapter(account, with_credentials=False)
    return found if isinstance(found, Renewable) else None
