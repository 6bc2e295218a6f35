"""X by the contract, and what is X's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Duplicate
from bot.publishing.contract import Platform
from tests.publishing.accounts import x_at
from tests.publishing.contract import PlatformContract
from tests.publishing.submissions import piece, submission
from tests.standins import x as standin
from tests.standins.server import StandIn, serving


@pytest.fixture
def far() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served


class TestX(PlatformContract):
    """The contract, on a stand-in that checks signatures and X's own description."""

    name = "x"
    secrets = tuple(standin.CREDENTIALS.values())

    @pytest.fixture
    def far(self, far: standin.X) -> standin.X:
        return far

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        return x_at(base_url or far.base_url, credentials=credentials)

    def test_a_duplicate_is_told_from_other_refusals(self, far: standin.X) -> None:
        far.write("Nous ouvrirons la piscine")
        platform = self.platform(far)
        plan = self.plan(platform, submission("x", piece("Nous ouvrirons la piscine")))
        with pytest.raises(Duplicate):
            platform.send(plan.steps[0], [])

    def test_what_stood_there_long_before_is_not_ours(self, far: standin.X) -> None:
        far.now = lambda: datetime(2026, 1, 1, tzinfo=UTC)
        far.write("Nous ouvrirons la piscine")
        platform = self.platform(far)
        plan = self.plan(platform, submission("x", piece("Nous ouvrirons la piscine")))
        assert platform.find(plan, plan.steps[0], [], datetime(2026, 3, 1, tzinfo=UTC)) is None

    def test_the_last_request_of_a_window_is_told(self, far: standin.X) -> None:
        far.remaining = 0
        platform = self.platform(far)
        plan = self.plan(platform, submission("x"))
        assert platform.send(plan.steps[0], []).rest == timedelta(days=1)
