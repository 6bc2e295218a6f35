"""LinkedIn by the contract, and what is LinkedIn's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.errors import Duplicate, Outdated, Uncertain
from bot.model import LinkCard
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms.linkedin import LinkedIn
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import picture, piece, submission
from tests.standins import linkedin as standin
from tests.standins.server import StandIn, serving


class TestLinkedIn(PlatformContract):
    """The contract, on a stand-in that keeps the documented rules."""

    name = "linkedin"
    thread = False
    secrets = (standin.TOKEN,)

    @pytest.fixture
    def far(self) -> Iterator[standin.LinkedIn]:
        with serving(standin.LinkedIn()) as served:
            yield served

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        access = self.access(far)
        if not credentials:
            access = replace(access, credentials={})
        return LinkedIn(replace(access, base_url=base_url or far.base_url), timeouts=PATIENT)

    def access(self, far: StandIn) -> Access:
        return Access(
            account="main",
            credentials={"access_token": standin.TOKEN},
            handle=standin.AUTHOR,
            base_url=far.base_url,
        )

    def test_signs_of_its_format_are_shown_as_they_are(self, far: StandIn) -> None:
        text = "a|b {c} @d [e] (f) <g> #h *i* _j_ ~k~ \\l"
        platform = self.platform(far)
        self.send_all(platform, self.plan(platform, submission("linkedin", piece(text))))
        assert [post.text for post in far.posted()] == [text]

    def test_a_link_has_its_own_card_with_the_picture(self, far: standin.LinkedIn) -> None:
        card = LinkCard(url="https://journal.example/a", title="La piscine", description="")
        with_link = replace(piece("Oui", picture()), link_card=card)
        platform = self.platform(far)
        self.send_all(platform, self.plan(platform, submission("linkedin", with_link)))
        (article,) = far.articles
        assert (article["source"], article["title"]) == (card.url, card.title)
        assert str(article["thumbnail"]).startswith("urn:li:image:")

    def test_a_picture_goes_to_linkedin_and_nowhere_else(
        self, far: standin.LinkedIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(standin, "UPLOADS", "https://linkedin.com.evil.example/dms-uploads/")
        platform = self.platform(far)
        plan = self.plan(platform, submission("linkedin", piece("Oui", picture())))
        with pytest.raises(Uncertain, match="not LinkedIn's"):
            platform.send(plan.steps[0], [])

    def test_a_retired_version_is_named(
        self, far: standin.LinkedIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(standin, "VERSIONS", {"203001"})
        platform = self.platform(far)
        with pytest.raises(Outdated, match=r"retired version .* set ACCOUNT_MAIN_VERSION"):
            platform.send(self.plan(platform, submission("linkedin")).steps[0], [])
        newer = LinkedIn(replace(self.access(far), version="203001"), timeouts=PATIENT)
        self.send_all(newer, self.plan(newer, submission("linkedin")))
        assert len(far.posted()) == 1

    def test_a_duplicate_is_told_from_other_refusals(self, far: standin.LinkedIn) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, submission("linkedin"))
        self.send_all(platform, plan)
        with pytest.raises(Duplicate, match="duplicate of urn:li:share"):
            platform.send(plan.steps[-1], [])

    def test_a_token_that_may_not_look_its_page_up_still_works(self, far: standin.LinkedIn) -> None:
        far.names_pages = False
        assert self.platform(far).standing().name == standin.AUTHOR

    def test_a_token_that_may_not_post_is_told_so(self, far: standin.LinkedIn) -> None:
        far.scopes.remove("w_organization_social")
        secrets = {"access_token": standin.TOKEN, **standin.CLIENT}
        platform = LinkedIn(replace(self.access(far), credentials=secrets), timeouts=PATIENT)
        assert platform.standing().notes == ("its token lacks w_organization_social",)
