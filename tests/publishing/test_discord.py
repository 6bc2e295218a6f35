"""Discord by the contract, and what is Discord's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.errors import NotSent, RateLimited
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms.discord import Discord
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import piece, submission
from tests.standins import discord as standin
from tests.standins.server import Fault, StandIn, serving


class TestDiscord(PlatformContract):
    """The contract, on a stand-in that keeps the documented rules."""

    name = "discord"
    thread = False
    finds = False
    secrets = (standin.HOOK_TOKEN,)

    @pytest.fixture
    def far(self) -> Iterator[StandIn]:
        with serving(standin.Discord()) as served:
            yield served

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        secrets = {"webhook_url": standin.WEBHOOK} if credentials else {}
        access = Access(credentials=secrets, base_url=base_url or far.base_url)
        return Discord(access, timeouts=PATIENT)

    def test_a_message_is_found_in_its_channel(self, far: StandIn) -> None:
        platform = self.platform(far)
        receipts = self.send_all(platform, self.plan(platform, submission("discord")))
        place = f"https://discord.com/channels/{standin.GUILD}/{standin.CHANNEL}/"
        assert (receipts[-1].url or "").startswith(place)

    @pytest.mark.parametrize(("limits_all", "seconds"), [(False, 5), (True, 64.57)])
    def test_it_comes_back_when_discord_says(
        self, far: standin.Discord, limits_all: bool, seconds: float
    ) -> None:
        far.limits_all = limits_all
        platform = self.platform(far)
        plan = self.plan(platform, submission("discord"))
        far.faults[far.post_route].append(Fault.STATUS_429)
        with pytest.raises(RateLimited) as caught:
            platform.send(plan.steps[-1], self.uploaded(platform, plan))
        assert caught.value.wait == timedelta(seconds=seconds)

    def test_signs_of_markdown_are_shown_as_they_are(self, far: StandIn) -> None:
        text = "*Non* _merci_ ~~x~~ `y` ||z|| <@1> [a](b) > c\n# d\n- e\n1. f @everyone"
        platform = self.platform(far)
        self.send_all(platform, self.plan(platform, submission("discord", piece(text))))
        assert [post.text for post in far.posted()] == [text]

    @pytest.mark.parametrize(
        "address", ["", "https://discord.com/", "http://evil.example/api/webhooks/1/x"]
    )
    def test_what_is_no_webhook_is_not_sent_to(self, far: StandIn, address: str) -> None:
        access = Access(credentials={"webhook_url": address}, base_url=far.base_url)
        platform = Discord(access)
        assert platform.missing() == ("webhook_url",)
        with pytest.raises(NotSent):
            platform.standing()
        assert far.seen == []
