"""Every platform with one account on loopback: the real Bluesky, stand-ins for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.publishing.contract import Access, Platform
from bot.publishing.platforms import made
from bot.publishing.transport import Timeouts
from tests.publishing.accounts import PATIENT
from tests.standins import bluesky, containers, discord, facebook, linkedin, mastodon, telegram, x
from tests.standins.graph import ACCOUNT, TOKEN
from tests.standins.server import StandIn, serving

S = TypeVar("S", bound=StandIn)


@dataclass(frozen=True, kw_only=True)
class Side:
    """A platform on loopback, and how to reach it.

    ``upload_route`` is where the first request goes that readers do not see; empty where all are
    seen. ``finds`` is whether a post can be looked up. ``place``
    is where the platform fetches pictures, by file name; None where it is sent them.
    """

    name: str
    far: StandIn
    access: Access
    upload_route: str = ""
    finds: bool = True
    place: MutableMapping[str, bytes] | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must appear nowhere."""
        return (*self.access.credentials.values(), *self.far.secrets)

    def platform(self, base_url: str | None = None, timeouts: Timeouts = PATIENT) -> Platform:
        """An adapter, which remembers what the one before it did."""
        access = replace(self.access, base_url=base_url) if base_url else self.access
        return made(self.name, access, timeouts=timeouts)


Opened = Callable[[Callable[[], bluesky.Account]], AbstractContextManager[Side]]


def x_side(far: x.X) -> Side:
    """X and its stand-in."""
    access = Access(account="main", credentials=x.CREDENTIALS, base_url=far.base_url)
    return Side(name="x", far=far, access=access, upload_route=x.UPLOAD)


def bluesky_side(far: bluesky.Bluesky) -> Side:
    """Bluesky and an account on the real server."""
    access = replace(far.account.access, base_url=far.base_url)
    return Side(name="bluesky", far=far, access=access, upload_route=bluesky.UPLOAD)


def mastodon_side(far: mastodon.Mastodon) -> Side:
    """Mastodon and its stand-in."""
    access = Access(
        account="main",
        credentials={"access_token": mastodon.TOKEN},
        server="https://mastodon.test",
        base_url=far.base_url,
    )
    return Side(name="mastodon", far=far, access=access, upload_route=mastodon.UPLOAD)


def _containers_side(name: str, far: containers.Containers) -> Side:
    access = Access(
        account="main",
        credentials={"access_token": TOKEN},
        handle=ACCOUNT,
        pictures=containers.PLACE,
        base_url=far.base_url,
    )
    route = f"/{far.version}/{ACCOUNT}/{far.edge}"
    return Side(name=name, far=far, access=access, upload_route=route, place=far.place)


def _facebook_side(far: facebook.Facebook) -> Side:
    access = Access(
        account="main",
        credentials={"access_token": TOKEN},
        handle=ACCOUNT,
        base_url=far.base_url,
    )
    route = far.post_route.replace("/feed", "/photos")
    return Side(name="facebook", far=far, access=access, upload_route=route)


def _linkedin_side(far: linkedin.LinkedIn) -> Side:
    access = Access(
        account="main",
        credentials={
            "access_token": linkedin.TOKEN,
            "refresh_token": linkedin.REFRESH_TOKEN,
            **linkedin.CLIENT,
        },
        handle=linkedin.AUTHOR,
        base_url=far.base_url,
    )
    return Side(name="linkedin", far=far, access=access, upload_route="/rest/images")


def _telegram_side(far: telegram.Telegram) -> Side:
    access = Access(
        account="main",
        credentials={"bot_token": telegram.TOKEN},
        handle=telegram.CHAT,
        base_url=far.base_url,
    )
    return Side(name="telegram", far=far, access=access, finds=False)


def _discord_side(far: discord.Discord) -> Side:
    access = Access(
        account="main",
        credentials={"webhook_url": discord.WEBHOOK},
        base_url=far.base_url,
    )
    return Side(name="discord", far=far, access=access, upload_route=discord.LOOK, finds=False)


@contextmanager
def _bluesky(account: Callable[[], bluesky.Account]) -> Iterator[Side]:
    with serving(bluesky.Bluesky(account())) as far:
        yield bluesky_side(far)


def _alone(make: Callable[[], S], side: Callable[[S], Side]) -> Opened:
    """The side of a stand-in that needs nothing else."""

    @contextmanager
    def opened(account: Callable[[], bluesky.Account]) -> Iterator[Side]:
        with serving(make()) as far:
            yield side(far)

    return opened


# platform → its side, opened with the way to an account on the Bluesky server
SIDES: Mapping[str, Opened] = {
    "bluesky": _bluesky,
    "discord": _alone(discord.Discord, _discord_side),
    "facebook": _alone(facebook.Facebook, _facebook_side),
    "instagram": _alone(containers.Instagram, lambda far: _containers_side("instagram", far)),
    "linkedin": _alone(linkedin.LinkedIn, _linkedin_side),
    "mastodon": _alone(mastodon.Mastodon, mastodon_side),
    "telegram": _alone(telegram.Telegram, _telegram_side),
    "threads": _alone(containers.Threads, lambda far: _containers_side("threads", far)),
    "x": _alone(x.X, x_side),
}
