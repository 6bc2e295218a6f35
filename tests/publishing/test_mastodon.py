"""Mastodon by the contract, and what is Mastodon's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotReady, Unknowable
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms.mastodon import Mastodon
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import picture, piece, submission
from tests.standins import mastodon as standin
from tests.standins.server import StandIn, serving

SERVER = "https://mastodon.test"


@pytest.fixture
def far() -> Iterator[standin.Mastodon]:
    with serving(standin.Mastodon()) as served:
        yield served


class TestMastodon(PlatformContract):
    """The contract, on a stand-in that keeps the documented rules."""

    name = "mastodon"
    secrets = (standin.TOKEN,)

    @pytest.fixture
    def far(self, far: standin.Mastodon) -> standin.Mastodon:
        return far

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        access = Access(
            credentials={"access_token": standin.TOKEN} if credentials else {},
            server=SERVER,
            base_url=base_url or far.base_url,
        )
        return Mastodon(access, timeouts=PATIENT)

    def test_a_status_that_is_sent_again_stands_there_once(self, far: standin.Mastodon) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, submission("mastodon"))
        first, again = (platform.send(plan.steps[-1], []) for _ in range(2))
        assert first == again
        assert len(far.posted()) == 1

    def test_where_keys_are_ignored_or_forgotten_it_is_found_all_the_same(
        self, far: standin.Mastodon
    ) -> None:
        far.ignores_keys = True
        platform = self.platform(far)
        plan = self.plan(platform, submission("mastodon", piece("Oui", picture())))
        results = self.uploaded(platform, plan)
        sent = platform.send(plan.steps[-1], results)
        later = datetime.now(UTC) + timedelta(minutes=5)  # our clock is fast
        assert platform.find(plan, plan.steps[-1], results, later) == sent

    def test_a_picture_that_is_being_worked_on_is_waited_for(self, far: standin.Mastodon) -> None:
        far.work = 2
        platform = self.platform(far)
        plan = self.plan(platform, submission("mastodon", piece("Oui", picture())))
        upload, ready, post = plan.steps
        results = [platform.send(upload, [])]
        for _ in range(2):
            with pytest.raises(NotReady):
                platform.send(ready, results)
        results.append(platform.send(ready, results))
        platform.send(post, results)
        assert len(far.posted()) == 1

    def test_a_server_says_what_it_allows(self, far: standin.Mastodon) -> None:
        far.most_characters = 5000
        assert self.platform(far).standing().limits == {
            "limit": 5000,
            "url_length": 23,
            "pictures": 4,
            "picture_bytes": 16_777_216,
            "alt_limit": 1500,
        }

    def test_a_server_that_does_not_say_is_taken_for_a_usual_one(
        self, far: standin.Mastodon
    ) -> None:
        said: object
        for said in (None, {"configuration": None}, b"<html>an app</html>", []):
            far.instances = {"v2": said}
            standing = self.platform(far).standing()
            assert (standing.name, standing.limits) == ("@journal", {})

    def test_a_server_of_another_kind_is_asked_in_its_own_way(self, far: standin.Mastodon) -> None:
        far.instances = {"v1": {"max_toot_chars": 5000, "description_limit": 900}}
        assert self.platform(far).standing().limits == {"limit": 5000, "alt_limit": 900}

    def test_ids_may_be_numbers(self, far: standin.Mastodon) -> None:
        far.numbered = True
        platform = self.platform(far)
        plan = self.plan(platform, submission("mastodon", piece("Un", picture()), piece("Deux")))
        receipts = self.send_all(platform, plan)
        one, two = far.posted()
        assert [each.remote_id for each in receipts[-2:]] == [one.id, two.id]
        assert (two.reply_to, len(one.pictures)) == (one.id, 1)
        found = platform.find(plan, plan.steps[-2], [], datetime.now(UTC))
        assert found is not None
        assert found.remote_id == one.id

    def test_without_their_sources_statuses_are_known_by_what_they_show(
        self, far: standin.Mastodon
    ) -> None:
        far.tells_sources = False
        platform = self.platform(far)
        plan = self.plan(platform, submission("mastodon", piece("Un & un"), piece("Deux")))
        since = datetime.now(UTC)
        sent = platform.send(plan.steps[0], [])
        found = platform.find(plan, plan.steps[0], [], since)
        assert found is not None
        assert found.remote_id == sent.remote_id
        with pytest.raises(Unknowable, match="how a status was written"):
            platform.find(plan, plan.steps[1], [], since)

    def test_keys_are_the_same_for_one_post_and_others_for_all_else(
        self, far: standin.Mastodon
    ) -> None:
        platform = self.platform(far)

        def keys(*pieces: str, post_id: int = 1) -> list[str | None]:
            of = submission("mastodon", *map(piece, pieces), post_id=post_id)
            return [step.key for step in self.plan(platform, of).steps]

        assert keys("Un", "Deux") == keys("Un", "Deux")
        one, two = keys("Un", "Deux")
        assert len({one, two, *keys("Un!"), *keys("Un", post_id=2), *keys("Un", "Un")}) == 5
