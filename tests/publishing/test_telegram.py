"""Telegram by the contract, and what is Telegram's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import RateLimited, Refused, Unauthorized
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms.telegram import Telegram
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import picture, piece, submission
from tests.standins import telegram as standin
from tests.standins.server import Fault, StandIn, serving


class TestTelegram(PlatformContract):
    """The contract, on a stand-in that keeps the documented rules."""

    name = "telegram"
    thread = False
    finds = False
    secrets = (standin.TOKEN,)

    @pytest.fixture
    def far(self) -> Iterator[StandIn]:
        with serving(standin.Telegram()) as served:
            yield served

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        access = Access(
            account="main",
            credentials={"bot_token": standin.TOKEN} if credentials else {},
            handle=standin.CHAT,
            base_url=base_url or far.base_url,
        )
        return Telegram(access, timeouts=PATIENT)

    def test_several_pictures_are_an_album_under_one_caption(self, far: StandIn) -> None:
        platform = self.platform(far)
        of = submission("telegram", piece("Deux images", picture(1), picture(2)))
        (receipt,) = self.send_all(platform, self.plan(platform, of))
        (post,) = far.posted()
        assert (post.text, len(post.pictures), post.id) == ("Deux images", 2, receipt.remote_id)

    def test_it_comes_back_when_telegram_says(self, far: StandIn) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, submission("telegram", piece("Oui", picture())))
        far.faults[far.post_route].append(Fault.STATUS_429)
        with pytest.raises(RateLimited) as caught:
            platform.send(plan.steps[0], [])
        assert caught.value.wait == timedelta(seconds=35)

    def test_a_group_that_has_become_a_supergroup_is_named(self, far: standin.Telegram) -> None:
        far.moved_to = -1001234567890
        platform = self.platform(far)
        plan = self.plan(platform, submission("telegram"))
        with pytest.raises(Unauthorized, match=r"set ACCOUNT_MAIN_HANDLE=-1001234567890 and"):
            platform.send(plan.steps[0], [])

    @pytest.mark.parametrize("size", [(9000, 1200), (2100, 100)])
    def test_pictures_that_it_would_not_show_are_refused(
        self, far: StandIn, size: tuple[int, int]
    ) -> None:
        wide = replace(picture(), width=size[0], height=size[1])
        with pytest.raises(Refused, match="does not show"):
            self.plan(self.platform(far), submission("telegram", piece("Oui", wide)))

    @pytest.mark.parametrize(
        ("handle", "address"),
        [("@journal", "https://t.me/journal/41"), ("-1001234", "https://t.me/c/1234/41")],
    )
    def test_a_message_has_its_address(self, handle: str, address: str) -> None:
        platform = Telegram(Access(handle=handle))
        assert platform._url(41) == address

    @pytest.mark.parametrize(
        ("member", "may"),
        [
            ({"status": "administrator", "can_post_messages": True}, True),
            ({"status": "administrator", "can_post_messages": False}, False),
            ({"status": "administrator"}, True),  # of a group
            ({"status": "creator"}, True),
            ({"status": "member"}, True),
            ({"status": "restricted", "can_send_messages": False}, False),
            ({"status": "left"}, False),
            ({"status": "kicked"}, False),
        ],
    )
    def test_a_bot_that_may_not_post_is_told_so(
        self, far: standin.Telegram, member: dict[str, object], may: bool
    ) -> None:
        far.member = member
        platform = self.platform(far)
        if may:
            assert platform.standing().name == "journal"
        else:
            with pytest.raises(Refused, match="make it an administrator"):
                platform.standing()
