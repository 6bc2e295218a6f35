"""What every platform's adapter must do: a class to inherit, with the way to the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.composing.limits import Limits, limits_of
from bot.errors import (
    NotSent,
    Refused,
    Unknowable,
)
from bot.model import Piece
from bot.publishing.contract import Picture, Plan, Platform, Receipt, Step, Submission
from tests.publishing.submissions import ODD_TEXTS, picture, piece, taken
from tests.standins.server import Seen, StandIn


class PlatformContract:
    """Subclasses set the fields, the fixture ``far`` and ``platform``.

    ``far`` is the platform, or what stands in for it, running on loopback.
    """

    name: str  # the platform's, as in platforms.toml
    thread: bool = True  # whether it has threads
    deletes: bool = True
    finds: bool = True  # whether a post can be looked up
    secrets: Sequence[str] = ()

    @pytest.fixture
    def far(self) -> Iterable[StandIn]:
        """The other side."""
        raise NotImplementedError

    def platform(
        self, far: StandIn, *, credentials: bool = True, base_url: str | None = None
    ) -> Platform:
        """An adapter that reaches ``far``, or ``base_url``; without credentials if so asked."""
        raise NotImplementedError

    # --- helpers -------------------------------------------------------------------------

    @property
    def limits(self) -> Limits:
        return limits_of(self.name)

    def submission(self, *pieces: Piece[Picture], post_id: int = 1) -> Submission:
        """A submission that the platform takes."""
        return taken(self.name, *pieces, post_id=post_id)

    def plan(self, platform: Platform, of: Submission) -> Plan:
        return platform.prepare(of, self.limits)

    def send_all(self, platform: Platform, plan: Plan) -> list[Receipt]:
        results: list[Receipt] = []
        for step in plan.steps:
            results.append(platform.send(step, results))
        return results

    def uploaded(self, platform: Platform, plan: Plan) -> list[Receipt]:
        results: list[Receipt] = []
        for step in plan.steps:
            if not step.public:
                results.append(platform.send(step, results))
        return results

    def public(self, plan: Plan) -> list[Step]:
        return [step for step in plan.steps if step.public]

    # --- prepare -------------------------------------------------------------------------

    def test_a_plan_needs_no_network_and_no_credentials_and_is_always_the_same(
        self, far: StandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("socket.socket.connect", None)
        monkeypatch.setattr("socket.getaddrinfo", None)
        of = self.submission(piece(ODD_TEXTS[0], picture(1), picture(2)))
        bare = self.plan(self.platform(far, credentials=False), of)
        full = self.plan(self.platform(far), of)
        assert bare == full
        assert bare.request_sha256 == full.request_sha256
        assert far.seen == []

    def test_a_plan_holds_no_secret_and_its_public_steps_come_last(self, far: StandIn) -> None:
        plan = self.plan(self.platform(far), self.submission(piece("Oui", picture())))
        shown = repr(plan).encode() + b"".join(
            each.shown
            for step in plan.steps
            for each in (step.url, step.body, *(value for _, value in step.headers))
        )
        assert not [secret for secret in self.secrets if secret.encode() in shown]
        publics = [step.public for step in plan.steps]
        assert publics == sorted(publics)
        assert publics[-1]
        assert len({step.name for step in plan.steps}) == len(plan.steps)

    def test_pictures_that_it_would_refuse_are_refused_before(self, far: StandIn) -> None:
        platform = self.platform(far, credentials=False)
        too_many = [picture(number) for number in range(self.limits.pictures + 1)]
        large = replace(picture(), data=picture().data + bytes(self.limits.picture_bytes))
        wordy = picture(alt_text="x" * (self.limits.alt_limit + 1))
        for pictures in (too_many, [large], [wordy] if self.limits.alt_limit else too_many):
            with pytest.raises(Refused, match=r"picture|alternative"):
                self.plan(platform, self.submission(piece("Oui", *pictures)))

    # --- send ----------------------------------------------------------------------------

    @pytest.mark.parametrize("text", ODD_TEXTS)
    def test_words_and_pictures_arrive_as_they_are(self, far: StandIn, text: str) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece(text, picture(3, "Ada « & »"))))
        receipts = self.send_all(platform, plan)
        (post,) = far.posted()
        assert post.text == text
        words = "Ada « & »" if self.limits.alt_limit else ""
        assert [alt for _, alt in post.pictures] == [words]
        assert post.id == receipts[-1].remote_id
        assert receipts[-1].url

    def test_what_is_shown_is_what_is_sent(self, far: StandIn) -> None:
        platform = self.platform(far)
        first = piece(ODD_TEXTS[0], picture(1), picture(2))
        pieces = (first, piece("La suite")) if self.thread else (first,)
        plan = self.plan(platform, self.submission(*pieces))
        sent = []
        results: list[Receipt] = []
        for step in plan.steps:
            before = len(far.seen)
            results.append(platform.send(step, results))
            sent.append(next(seen for seen in far.seen[before:] if shows(step, seen)))
        assert len(sent) == len(plan.steps)

    def test_the_pieces_of_a_thread_reply_to_one_another(self, far: StandIn) -> None:
        if not self.thread:
            assert not self.limits.threads
            return
        platform = self.platform(far)
        pieces = [piece("Un", picture(1)), piece("Deux"), piece("Trois", picture(2))]
        self.send_all(platform, self.plan(platform, self.submission(*pieces)))
        one, two, three = far.posted()
        assert [one.text, two.text, three.text] == ["Un", "Deux", "Trois"]
        assert [one.reply_to, two.reply_to, three.reply_to] == [None, one.id, two.id]
        assert [len(each.pictures) for each in (one, two, three)] == [1, 0, 1]

    def test_without_credentials_nothing_is_sent(self, far: StandIn) -> None:
        platform = self.platform(far, credentials=False)
        assert platform.missing()
        with pytest.raises(NotSent):
            platform.send(self.plan(platform, self.submission()).steps[0], [])
        assert far.seen == []

    @pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://platform.invalid"])
    def test_what_cannot_be_reached_was_not_sent(self, far: StandIn, address: str) -> None:
        platform = self.platform(far, base_url=address)
        with pytest.raises(NotSent, match="no connection"):
            platform.send(self.plan(platform, self.submission()).steps[0], [])

    def test_a_server_that_cannot_do_tls_was_sent_nothing(self, far: StandIn) -> None:
        platform = self.platform(far, base_url=far.base_url.replace("http:", "https:"))
        with pytest.raises(NotSent, match="certificate or encryption"):
            platform.send(self.plan(platform, self.submission()).steps[0], [])

    # --- find ----------------------------------------------------------------------------

    @pytest.mark.parametrize("text", ODD_TEXTS)
    def test_a_post_is_found_by_its_words(self, far: StandIn, text: str) -> None:
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece(text, picture())))
        results = self.uploaded(platform, plan)
        (step,) = self.public(plan)
        since = datetime.now(UTC)
        if not self.finds:
            with pytest.raises(Unknowable):
                platform.find(plan, step, results, since)
            return
        assert platform.find(plan, step, results, since) is None
        sent = platform.send(step, results)
        found = platform.find(plan, step, results, since)
        assert found is not None
        assert (found.step, found.remote_id, found.url) == (sent.step, sent.remote_id, sent.url)
        assert found.values == sent.values
        assert len(far.posted()) == 1

    def test_a_post_is_not_taken_for_another(self, far: StandIn) -> None:
        platform = self.platform(far)
        since = datetime.now(UTC)
        other = self.submission(piece("Nous ouvrirons la piscine"), post_id=2)
        self.send_all(platform, self.plan(platform, other))
        plan = self.plan(platform, self.submission(piece("Nous ouvrirons la piscine demain")))
        if self.finds:
            assert platform.find(plan, plan.steps[-1], [], since) is None
            return
        with pytest.raises(Unknowable):
            platform.find(plan, plan.steps[-1], [], since)

    def test_each_piece_of_a_thread_is_found_for_itself(self, far: StandIn) -> None:
        if not (self.thread and self.finds):
            assert not (self.limits.threads and self.finds)
            return
        platform = self.platform(far)
        plan = self.plan(platform, self.submission(piece("Un"), piece("Deux")))
        since = datetime.now(UTC)
        first = platform.send(plan.steps[0], [])
        assert platform.find(plan, plan.steps[1], [first], since) is None
        second = platform.send(plan.steps[1], [first])
        found = platform.find(plan, plan.steps[1], [first], since)
        assert found is not None
        assert found.remote_id == second.remote_id

    def test_a_look_that_fails_says_so(self, far: StandIn) -> None:
        far_away = self.platform(far, base_url="http://127.0.0.1:1")
        plan = self.plan(far_away, self.submission())
        with pytest.raises(NotSent if self.finds else Unknowable):
            far_away.find(plan, plan.steps[-1], [], datetime.now(UTC) - timedelta(minutes=1))

    # --- the rest ------------------------------------------------------------------------

    def test_a_post_can_be_taken_down_twice(self, far: StandIn) -> None:
        platform = self.platform(far)
        receipts = self.send_all(platform, self.plan(platform, self.submission()))
        if not self.deletes:
            with pytest.raises(Refused):
                platform.delete(receipts[-1])
            return
        platform.delete(receipts[-1])
        platform.delete(receipts[-1])
        assert far.posted() == []

    def test_the_account_is_named(self, far: StandIn) -> None:
        assert "journal" in self.platform(far).standing().name
        with pytest.raises(NotSent):
            self.platform(far, credentials=False).standing()
        assert far.posted() == []


def shows(step: Step, seen: Seen) -> bool:
    """Whether a request is, byte for byte, what ``step`` shows, with something in each gap."""
    headers = {name.lower(): value for name, value in step.headers}
    if step.method != seen.method or headers.keys() != seen.headers.keys():
        return False
    scheme = step.url.shown.partition(b"//")[0]
    went_to = scheme + b"//" + seen.headers["host"].encode() + seen.target.encode()
    return (
        step.url.matches(went_to)
        and step.body.matches(seen.body)
        and all(value.matches(seen.headers[name].encode()) for name, value in headers.items())
    )
