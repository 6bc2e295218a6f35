"""Facebook by the contract, and what is Facebook's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.errors import (
    Duplicate,
    NotReady,
    PublishError,
    RateLimited,
    Unauthorized,
    Uncertain,
)
from bot.model import LinkCard
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms.facebook import Facebook
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import picture, piece, submission
from tests.standins import facebook as standin
from tests.standins.graph import ACCOUNT, TOKEN
from tests.standins.server import StandIn, serving


class TestFacebook(PlatformContract):
    """The contract, on a stand-in that keeps the documented rules."""

    name = "facebook"
    thread = False
    secrets = (TOKEN,)

    @pytest.fixture
    def far(self) -> Iterator[standin.Facebook]:
        with serving(standin.Facebook()) as served:
            yield served

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        access = Access(
            credentials={"access_token": TOKEN} if credentials else {},
            handle=ACCOUNT,
            base_url=base_url or far.base_url,
        )
        return Facebook(access, timeouts=PATIENT)

    def test_a_link_has_its_own_card_and_no_picture_of_ours(self, far: standin.Facebook) -> None:
        card = LinkCard(url="https://journal.example/a", title="La piscine", description="")
        with_link = replace(piece("Oui", picture()), link_card=card)
        platform = self.platform(far)
        plan = self.plan(platform, submission("facebook", with_link))
        self.send_all(platform, plan)
        (post,) = far.posts
        assert (post.link, post.photos, len(plan.steps)) == (card.url, (), 1)

    @pytest.mark.parametrize(
        ("code", "meaning"),
        [
            (4, RateLimited),  # the application's calls are used up
            (32, RateLimited),  # the Page's calls are used up
            (190, Unauthorized),  # the token has expired
            (506, Duplicate),
            (9, RateLimited),  # as many posts as a day allows
            (2, Uncertain),  # "temporarily unavailable"
            (-1, Uncertain),  # "server error, try again"
            (9007, NotReady),
        ],
    )
    def test_a_refusal_means_what_its_code_says(
        self, far: standin.Facebook, code: int, meaning: type[PublishError]
    ) -> None:
        far.refusals.append(code)
        platform = self.platform(far)
        with pytest.raises(meaning):
            platform.send(self.plan(platform, submission("facebook")).steps[0], [])

    def test_a_token_that_may_not_post_is_told_so(self, far: standin.Facebook) -> None:
        far.scopes.remove("pages_manage_posts")
        assert self.platform(far).standing().notes == ("its token lacks pages_manage_posts",)
