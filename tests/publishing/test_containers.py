"""Threads and Instagram by the contract, and what is their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import NotReady, RateLimited, Refused, Unauthorized, Uncertain
from bot.model import LinkCard
from bot.publishing.contract import Access, Plan, Platform, Receipt, Submission
from bot.publishing.platforms.instagram import Instagram
from bot.publishing.platforms.threads import Threads
from tests.publishing.accounts import PATIENT
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import picture, piece, submission
from tests.standins import containers as standin
from tests.standins.graph import ACCOUNT, TOKEN
from tests.standins.server import Fault, StandIn, serving


class ContainersContract(PlatformContract):
    """What both promise beside the contract."""

    secrets = (TOKEN,)
    make: type[Threads | Instagram]
    there: dict[str, bytes]  # the pictures that everybody can fetch

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        assert isinstance(far, standin.Containers)
        self.there = far.place
        access = Access(
            credentials={"access_token": TOKEN} if credentials else {},
            handle=ACCOUNT,
            pictures=standin.PLACE,
            base_url=base_url or far.base_url,
        )
        return self.make(access, timeouts=PATIENT)

    def plan(self, platform: Platform, of: Submission) -> Plan:
        for each in (card for one in of.pieces for card in one.cards):
            self.there[each.sha256 + each.kind.suffix] = each.data
        return super().plan(platform, of)

    def test_several_pictures_are_a_carousel(self, far: standin.Containers) -> None:
        platform = self.platform(far)
        of = self.submission(piece("Deux images", picture(1, "Un"), picture(2, "Deux")))
        self.send_all(platform, self.plan(platform, of))
        (post,) = far.posted()
        assert (post.text, [alt for _, alt in post.pictures]) == ("Deux images", ["Un", "Deux"])

    def test_a_picture_that_is_being_fetched_is_waited_for(self, far: standin.Containers) -> None:
        far.work = 1
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Oui", picture())))
        _, container, ready, post = plan.steps
        results = [platform.send(container, [])]
        with pytest.raises(NotReady):
            platform.send(post, results)  # it would be refused, and nothing would be done
        with pytest.raises(NotReady):
            platform.send(ready, results)
        results.append(platform.send(ready, results))
        platform.send(post, results)
        assert len(far.posted()) == 1

    def test_what_was_published_and_is_not_listed_yet_is_not_called_absent(
        self, far: standin.Containers
    ) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Oui", picture())))
        results = self.uploaded(platform, plan)
        platform.send(plan.steps[-1], results)
        far.hidden = True
        with pytest.raises(Uncertain, match="not have it yet"):
            platform.find(plan, plan.steps[-1], results, datetime.now(UTC))

    def test_a_post_is_out_though_its_address_is_not_told(self, far: standin.Containers) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Oui", picture())))
        results = self.uploaded(platform, plan)
        coming = f"/{far.version}/{int(next(iter(far.containers))) + 1}"
        far.faults[coming].append(Fault.STATUS_503)
        receipt = platform.send(plan.steps[-1], results)
        assert (receipt.url, len(far.posted())) == (None, 1)

    @pytest.mark.parametrize("fault", [Fault.STATUS_404, Fault.LIST, Fault.HTML, Fault.EMPTY])
    def test_what_is_left_of_the_day_need_not_be_told(
        self, far: standin.Containers, fault: Fault
    ) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Oui", picture())))
        far.faults[f"/{far.version}/{ACCOUNT}/{far.quota}"].append(fault)
        self.send_all(platform, plan)
        assert len(far.posted()) == 1

    @pytest.mark.parametrize("fault", [Fault.STATUS_401, Fault.STATUS_429, Fault.STATUS_500])
    def test_what_keeps_the_day_from_being_told_keeps_a_post_too(
        self, far: standin.Containers, fault: Fault
    ) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Oui", picture())))
        far.faults[f"/{far.version}/{ACCOUNT}/{far.quota}"].append(fault)
        with pytest.raises((Unauthorized, RateLimited, Uncertain)):
            platform.send(plan.steps[0], [])

    def test_where_pictures_cannot_be_fetched_the_setting_is_named(
        self, far: standin.Containers
    ) -> None:
        access = Access(credentials={"access_token": TOKEN}, handle=ACCOUNT)
        with pytest.raises(Refused, match="PICTURES_URL"):
            self.make(access).prepare(self.submission(piece("Oui", picture())), self.limits)


class TestThreads(ContainersContract):
    """Threads, on a stand-in that keeps the documented rules."""

    name = "threads"
    make = Threads

    @pytest.fixture
    def far(self) -> Iterator[standin.Threads]:
        with serving(standin.Threads()) as served:
            yield served

    def test_the_pieces_of_a_thread_reply_to_one_another(self, far: StandIn) -> None:
        platform = self.platform(far)
        pieces = [piece("Un", picture(1)), piece("Deux"), piece("Trois")]
        self.send_all(platform, self.plan(platform, self.submission(*pieces)))
        one, two, three = far.posted()
        assert [one.text, two.text, three.text] == ["Un", "Deux", "Trois"]
        assert [one.reply_to, two.reply_to, three.reply_to] == [None, one.id, two.id]

    def test_each_piece_of_a_thread_is_found_for_itself(self, far: StandIn) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Un"), piece("Deux")))
        since = datetime.now(UTC)
        *first, second = plan.steps
        results: list[Receipt] = []
        for step in first:
            results.append(platform.send(step, results))
        assert platform.find(plan, second, results, since) is None
        sent = platform.send(second, results)
        assert platform.find(plan, second, results, since) == sent

    def test_later_pieces_with_pictures_are_refused_before(self, far: StandIn) -> None:
        with pytest.raises(Refused, match="only the first"):
            self.plan(self.platform(far), self.submission(piece("Un"), piece("Deux", picture())))

    def test_a_day_without_replies_left_begins_no_thread(self, far: standin.Threads) -> None:
        far.most_replies = 0
        platform = self.platform(far)
        alone, thread = (self.submission(*map(piece, each)) for each in (["Un"], ["Un", "Deux"]))
        self.send_all(platform, self.plan(platform, alone))
        with pytest.raises(RateLimited, match="0 of 0 replies a day are used up"):
            platform.send(self.plan(platform, thread).steps[0], [])

    def test_a_link_has_its_own_card(self, far: standin.Threads) -> None:
        card = LinkCard(url="https://journal.example/a", title="La piscine", description="")
        platform = self.platform(far)
        of = submission("threads", replace(piece("Oui", picture()), link_card=card))
        self.send_all(platform, self.plan(platform, of))
        assert (far.links, len(far.posted())) == ([card.url], 1)


class TestInstagram(ContainersContract):
    """Instagram, on a stand-in that keeps the documented rules."""

    name = "instagram"
    make = Instagram
    thread = False
    deletes = False

    @pytest.fixture
    def far(self) -> Iterator[standin.Instagram]:
        with serving(standin.Instagram()) as served:
            yield served
