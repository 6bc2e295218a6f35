"""Bluesky by the contract, on the real server, and what is Bluesky's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotSent, Refused, Unauthorized, Unknowable
from bot.model import LinkCard
from bot.publishing.contract import Access, Forgetful, Platform
from bot.publishing.platforms.bluesky import Bluesky, record_key
from bot.publishing.transport import Timeouts
from bot.publishing.xrpc import SESSION
from tests.publishing.accounts import PATIENT, QUICK
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import AT, picture, piece, submission
from tests.standins import bluesky as real
from tests.standins.server import Fault, StandIn, serving


@pytest.fixture
def far(bluesky_account: Callable[[], real.Account]) -> Iterator[real.Bluesky]:
    """An account without posts, behind a proxy that fails on demand."""
    with serving(real.Bluesky(bluesky_account())) as served:
        yield served


class Killed(Forgetful):
    """A memory that survives its process, which is killed when it next keeps something."""

    dies = False

    def put(self, name: str, value: str) -> None:
        if self.dies:
            self.dies = False
            raise KeyboardInterrupt
        super().put(name, value)


class TestBluesky(PlatformContract):
    """The contract, on the real server."""

    name = "bluesky"
    secrets = (real.PASSWORD,)

    @pytest.fixture
    def far(self, far: real.Bluesky) -> real.Bluesky:
        return far

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        assert isinstance(far, real.Bluesky)
        access = Access(
            credentials={"app_password": real.PASSWORD} if credentials else {},
            handle=far.handle,
            memory=far.account.memory if credentials else Forgetful(),
            base_url=base_url or far.base_url,
        )
        return Bluesky(access, timeouts=PATIENT)

    # --- exactly once --------------------------------------------------------------------

    def test_a_post_that_is_sent_again_stands_there_once(self, far: real.Bluesky) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, submission("bluesky", piece("Oui", picture())))
        results = self.uploaded(platform, plan)
        first = platform.send(plan.steps[-1], results)
        again = self.uploaded(self.platform(far), plan)
        assert self.platform(far).send(plan.steps[-1], again) == first
        assert len(far.posted()) == 1

    def test_another_post_under_the_key_is_neither_overwritten_nor_taken_for_ours(
        self, far: real.Bluesky
    ) -> None:
        platform = self.platform(far)
        one = self.plan(platform, submission("bluesky", piece("Oui")))
        two = self.plan(platform, submission("bluesky", piece("Non")))
        assert one.steps[-1].key == two.steps[-1].key
        platform.send(one.steps[-1], [])
        with pytest.raises(Unknowable, match="another post stands under the key"):
            platform.send(two.steps[-1], [])
        assert [post.text for post in far.posted()] == ["Oui"]

    def test_keys_are_apart_and_grow_with_time(self, far: real.Bluesky) -> None:
        keys = [
            record_key(replace(submission("bluesky", post_id=number), at=at), index)
            for at in (AT, AT + timedelta(seconds=1))
            for number in (1, 2, 900)
            for index in (0, 1, 25)
        ]
        assert len(set(keys)) == len(keys)
        assert keys == sorted(keys)
        assert all(re.fullmatch("[2-7a-j][2-7a-z]{12}", key) for key in keys)

    # --- what is written -----------------------------------------------------------------

    def test_links_tags_and_mentions_lead_where_they_say(self, far: real.Bluesky) -> None:
        url = "https://journal.example.com/l’été?a=1"
        text = f"« Été » 👩‍👩‍👧‍👦 {url} #piscine @{far.handle}"
        platform = self.platform(far)
        of = piece(text)
        of = replace(of, link_card=LinkCard(url=url, title="La piscine", description="Enfin"))
        self.send_all(platform, self.plan(platform, submission("bluesky", of)))
        value = far.records()[0]["value"]
        assert isinstance(value, dict)
        raw = value["text"].encode()
        shown = {
            raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): feature
            for facet in value["facets"]
            for feature in facet["features"]
        }
        assert shown == {
            url: {"$type": "app.bsky.richtext.facet#link", "uri": url},
            "#piscine": {"$type": "app.bsky.richtext.facet#tag", "tag": "piscine"},
            f"@{far.handle}": {"$type": "app.bsky.richtext.facet#mention", "did": far.did},
        }
        assert value["embed"]["external"] == {
            "uri": url,
            "title": "La piscine",
            "description": "Enfin",
        }
        assert value["langs"] == ["fr"]

    def test_a_link_card_has_the_card_as_its_picture(self, far: real.Bluesky) -> None:
        link = LinkCard(url="https://journal.example.com/1", title="Oui", description="")
        of = replace(piece("Oui", picture(7)), link_card=link)
        platform = self.platform(far)
        self.send_all(platform, self.plan(platform, submission("bluesky", of)))
        value = far.records()[0]["value"]
        assert isinstance(value, dict)
        assert far.blob(value["embed"]["external"]["thumb"]) == picture(7).data

    def test_pictures_keep_their_shape(self, far: real.Bluesky) -> None:
        platform = self.platform(far)
        self.send_all(platform, self.plan(platform, submission("bluesky", piece("a", picture()))))
        value = far.records()[0]["value"]
        assert isinstance(value, dict)
        (image,) = value["embed"]["images"]
        assert image["aspectRatio"] == {"width": 8, "height": 6}

    def test_a_handle_of_nobody_is_refused_before_anything_is_posted(
        self, far: real.Bluesky
    ) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, submission("bluesky", piece("Merci @nobody.test !")))
        with pytest.raises(Refused):
            self.send_all(platform, plan)
        assert far.posted() == []

    def test_a_record_that_its_lexicon_does_not_allow_is_refused_before(
        self, far: real.Bluesky
    ) -> None:
        wrong = replace(submission("bluesky"), language="no language")
        with pytest.raises(Refused, match="would not take the record"):
            self.plan(self.platform(far), wrong)

    # --- the session ---------------------------------------------------------------------

    def test_one_login_serves_many_posts_and_the_next_run(self, far: real.Bluesky) -> None:
        memory = Forgetful()
        for number in (1, 2):
            platform = self.with_memory(far, memory)
            plan = self.plan(platform, submission("bluesky", post_id=number))
            self.send_all(platform, plan)
        assert far.asked(real.LOGIN) == 1
        assert len(far.posted()) == 2

    @pytest.mark.parametrize("refreshes", [True, False])
    def test_a_session_that_ran_out_is_renewed(self, far: real.Bluesky, refreshes: bool) -> None:
        memory = Forgetful()
        platform = self.with_memory(far, memory)
        plan = self.plan(platform, submission("bluesky"))
        assert platform.find(plan, plan.steps[-1], [], AT) is None
        before = memory.get(SESSION)
        far.expired.append(real.POST)
        if not refreshes:
            far.expired.append(real.REFRESH)
        self.send_all(platform, plan)
        assert memory.get(SESSION) != before
        assert far.asked(real.LOGIN) == (1 if refreshes else 2)
        assert len(far.posted()) == 1

    def test_a_kill_between_renewing_a_session_and_keeping_it_costs_no_login(
        self, far: real.Bluesky
    ) -> None:
        memory = Killed()
        platform = self.with_memory(far, memory)
        plan = self.plan(platform, submission("bluesky"))
        platform.standing()
        far.expired.append(real.POST)
        memory.dies = True
        with pytest.raises(KeyboardInterrupt):
            platform.send(plan.steps[-1], [])
        far.expired.append(real.POST)  # the old one has run out for the next process, too
        self.send_all(self.with_memory(far, memory), plan)
        assert (far.asked(real.REFRESH), far.asked(real.LOGIN)) == (2, 1)
        assert len(far.posted()) == 1

    @pytest.mark.parametrize("fault", [Fault.STATUS_500, Fault.SILENT_BEFORE, Fault.RESET_AFTER])
    def test_while_the_login_is_unclear_nothing_is_sent(
        self, far: real.Bluesky, fault: Fault
    ) -> None:
        far.faults[real.LOGIN].append(fault)
        platform = self.with_memory(far, Forgetful(), QUICK)
        with pytest.raises(NotSent, match="login"):
            platform.send(self.plan(platform, submission("bluesky")).steps[-1], [])
        assert far.posted() == []

    def test_a_wrong_password_is_the_accounts_fault(self, far: real.Bluesky) -> None:
        access = Access(
            credentials={"app_password": "wrong"}, handle=far.handle, base_url=far.base_url
        )
        platform = Bluesky(access, timeouts=PATIENT)
        with pytest.raises(Unauthorized, match="Invalid identifier or password"):
            platform.send(self.plan(platform, submission("bluesky")).steps[-1], [])

    def test_another_password_is_not_served_by_the_old_session(self, far: real.Bluesky) -> None:
        memory = Forgetful()
        platform = self.with_memory(far, memory)
        platform.standing()
        access = Access(
            credentials={"app_password": "wrong"},
            handle=far.handle,
            base_url=far.base_url,
            memory=memory,
        )
        with pytest.raises(Unauthorized):
            Bluesky(access, timeouts=PATIENT).standing()

    def with_memory(
        self, far: real.Bluesky, memory: Forgetful, timeouts: Timeouts = PATIENT
    ) -> Bluesky:
        access = Access(
            credentials={"app_password": real.PASSWORD},
            handle=far.handle,
            base_url=far.base_url,
            memory=memory,
        )
        return Bluesky(access, timeouts=timeouts)
