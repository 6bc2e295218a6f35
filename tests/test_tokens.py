"""Tokens are renewed in time; tests/publishing/test_crash.py kills who does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import accounts, expiry, settings
from bot.desk import Desk
from bot.store import Store
from bot.store.engine import reading
from bot.store.tables import metadata
from bot.tokens import AFTER_REFUSAL, AFTER_SILENCE, EVERY
from tests.conftest import KEYS
from tests.renewing import RENEWED, Newsroom, Stopped, newsroom
from tests.standins import containers, facebook, graph, linkedin
from tests.standins.__main__ import ROWS
from tests.standins.server import Fault, serving

DAY = timedelta(days=1)


@pytest.fixture(params=RENEWED)
def renewing(request: pytest.FixtureRequest, store: Store) -> Iterator[Newsroom]:
    """Each platform whose tokens are renewed."""
    make, _ = ROWS[request.param]
    with serving(make()) as far:
        yield newsroom(request.param, store, far)


@pytest.fixture
def threads(store: Store) -> Iterator[Newsroom]:
    with serving(containers.Threads()) as far:
        yield newsroom("threads", store, far)


def of_threads(room: Newsroom) -> containers.Threads:
    assert isinstance(room.far, containers.Threads)
    return room.far


def test_a_token_is_renewed_whenever_it_is_due(renewing: Newsroom) -> None:
    renewing.tend()
    first = renewing.token
    for _ in range(3):
        renewing.later(timedelta(days=50))
        renewing.tend()
        assert renewing.works
    assert renewing.token != first
    assert renewing.told() == []


def test_a_refresh_token_that_changes_is_kept_with_its_access_token(store: Store) -> None:
    with serving(linkedin.LinkedIn()) as far:
        far.rotates = True
        room = newsroom("linkedin", store, far)
        room.die_at = "received"
        with pytest.raises(Stopped):
            room.tend()
        room.tend()
        kept = accounts.credentials_of(room.account, store)
        assert {kept["refresh_token"], linkedin.REFRESH_TOKEN} == set(far.refresh_tokens)
        assert room.works


def test_a_token_changed_in_the_env_file_wins(threads: Newsroom) -> None:
    threads.tend()
    assert threads.token != graph.TOKEN  # what came of it lives in the database
    of_threads(threads)._issue("marked-another-token", graph.RENEWED_FROM)
    threads.set(ACCESS_TOKEN="marked-another-token")
    assert threads.token == "marked-another-token"
    threads.tend()
    assert threads.works
    assert threads.token not in ("marked-another-token", graph.TOKEN)


def test_a_token_that_was_added_to_the_database_is_renewed_too(threads: Newsroom) -> None:
    threads.values = {name: each for name, each in threads.values.items() if "TOKEN" not in name}
    threads.store.secrets.keep("main", {"access_token": graph.TOKEN}, at=threads.at)
    threads.tend()
    assert threads.token != graph.TOKEN
    assert threads.works


def test_a_young_token_is_renewed_a_day_later(threads: Newsroom) -> None:
    of_threads(threads)._issue(graph.TOKEN)
    threads.tend()
    assert (threads.token, threads.told()) == (graph.TOKEN, [])
    (guess,) = expiry.expiries(threads.settings, threads.store, threads.at)
    assert (guess.expires_at, guess.at_latest) == (threads.at + graph.LIVES, True)
    threads.later(AFTER_REFUSAL)
    threads.tend()
    assert threads.token != graph.TOKEN
    (known,) = expiry.expiries(threads.settings, threads.store, threads.at)
    assert (known.expires_at, known.at_latest) == (threads.at + graph.LIVES, False)


@pytest.mark.parametrize("fault", [Fault.TRUNCATED, Fault.STATUS_503, Fault.RESET_AFTER])
def test_an_answer_that_does_not_come_is_asked_for_again(threads: Newsroom, fault: Fault) -> None:
    threads.far.faults["/refresh_access_token"].append(fault)
    threads.tend()
    assert threads.works
    assert threads.token == graph.TOKEN
    threads.later(AFTER_SILENCE)
    threads.tend()
    assert threads.token != graph.TOKEN


def test_a_new_token_that_does_not_work_gives_way_to_the_old_one(threads: Newsroom) -> None:
    far = of_threads(threads)
    threads.die_at = "received"
    with pytest.raises(Stopped):
        threads.tend()
    del far.tokens[threads.token]
    threads.tend()
    assert threads.token == graph.TOKEN
    assert threads.works


def test_two_processes_renew_once(threads: Newsroom) -> None:
    threads.die_at = "renewed"
    with pytest.raises(Stopped):
        threads.tend()
    threads.tend()  # the other one, while the first may still be waiting for its answer
    assert threads.far.asked("/refresh_access_token") == 1


def test_a_token_that_is_not_taken_is_told_once_with_the_remedy_and_when_all_is_well(
    threads: Newsroom,
) -> None:
    far = of_threads(threads)
    kept = far.tokens.pop(graph.TOKEN)
    (told,) = threads.tend(look=True)
    assert told.startswith("main: the access token is not taken")
    assert "User Token Generator" in told
    assert "put it into ACCOUNT_MAIN_ACCESS_TOKEN" in told
    threads.later(DAY)
    assert threads.tend(look=True) == ()
    far.tokens["marked-another-token"] = kept
    threads.set(ACCESS_TOKEN="marked-another-token")
    threads.tend()
    assert threads.told() == ["main: well again: threads takes its credentials"]


def test_what_cannot_be_renewed_is_told_after_some_days_and_a_week_before_the_end(
    threads: Newsroom,
) -> None:
    def refused() -> tuple[str, ...]:
        threads.far.faults["/refresh_access_token"].append(Fault.STATUS_403)
        return threads.tend()

    assert refused() == ()
    threads.later(timedelta(days=4))
    (told,) = refused()
    assert told.startswith("main: its token could not be renewed: refused: 403")
    threads.later(timedelta(days=49, hours=1))
    (warned,) = expiry.warn(threads.settings, threads.store, threads.at)
    assert "its access token runs out on" in warned
    assert "at the latest" in warned
    threads.later(timedelta(days=1))
    assert expiry.warn(threads.settings, threads.store, threads.at) == (warned,)
    assert threads.told() == [told, warned]
    threads.later(-timedelta(hours=2))
    of_threads(threads)._issue(graph.TOKEN, 2 * DAY)
    threads.tend()
    expiry.warn(threads.settings, threads.store, threads.at)
    assert [text.partition(": ")[2][:10] for text in threads.told()] == ["well again"] * 2


def test_a_revoked_refresh_token_is_told_at_once(store: Store) -> None:
    with serving(linkedin.LinkedIn()) as far:
        room = newsroom("linkedin", store, far)
        far.refresh_tokens.clear()
        (told,) = room.tend()
        assert "its refresh token is not taken" in told
        assert "put it into ACCOUNT_MAIN_ACCESS_TOKEN and ACCOUNT_MAIN_REFRESH_TOKEN" in told
        assert "linkedin.com/developers/tools/oauth" in told
        assert room.works


def test_linkedin_without_refresh_tokens_is_asked_when_its_token_runs_out(store: Store) -> None:
    with serving(linkedin.LinkedIn()) as far:
        room = newsroom("linkedin", store, far)
        room.set(REFRESH_TOKEN="")
        room.tend(look=True)
        assert room.token == linkedin.TOKEN
        (end,) = expiry.expiries(room.settings, store, room.at)
        assert end.expires_at == far.tokens[linkedin.TOKEN].replace(microsecond=0)
        room.later(timedelta(days=54))
        (warned,) = expiry.warn(room.settings, store, room.at)
        assert "OAuth token tools" in warned


def test_facebook_tells_when_a_page_token_or_its_reach_runs_out(store: Store) -> None:
    with serving(facebook.Facebook()) as far:
        room = newsroom("facebook", store, far)
        room.tend(look=True)
        assert expiry.expiries(room.settings, store, room.at) == ()
        far.reach_ends = room.at + 3 * DAY
        room.later(DAY)
        room.tend(look=True)
        (warned,) = expiry.warn(room.settings, store, room.at)
        assert "Page token" in warned
        far.reach_ends = room.at + 90 * DAY
        room.tend(look=True)
        (well,) = expiry.warn(room.settings, store, room.at)
        assert well.startswith("main: well again")


def test_without_a_key_the_team_is_told_that_nothing_is_renewed(threads: Newsroom) -> None:
    threads.store = Store(str(threads.store._engine.url))
    threads.tend()
    assert threads.far.asked("/refresh_access_token") == 0
    (told,) = expiry.warn(threads.settings, threads.store, threads.at)
    assert "cannot be renewed without SECRET_KEY" in told
    assert expiry.warn(threads.settings, threads.store, threads.at) == ()
    threads.store.close()


def test_no_token_stands_in_the_database_or_in_what_is_told(renewing: Newsroom) -> None:
    renewing.far.faults["/refresh_access_token"].append(Fault.STATUS_401)
    renewing.far.faults["/oauth/v2/accessToken"].append(Fault.STATUS_401)
    told = renewing.tend(look=True)
    renewing.later(EVERY)
    renewing.tend(look=True)
    with reading(renewing.store._engine) as connection:
        rows = [connection.execute(table.select()).all() for table in metadata.sorted_tables]
    assert told
    assert "marked" not in str((told, rows))


def test_another_account_of_the_database_is_not_warned_of(threads: Newsroom) -> None:
    threads.tend()
    others = replace(threads.settings, accounts=())
    assert expiry.expiries(others, threads.store, threads.at) == ()


def desk_of(room: Newsroom, folder: Path, **more: str) -> Desk:
    """The unattended bot of that account, at its time."""
    own = {"DATA": str(folder), "SECRET_KEY": ",".join(KEYS)}
    return Desk(settings.of({**room.given, **more, **own}), now=lambda: room.at)


def test_the_unattended_bot_renews_and_tells_by_itself(threads: Newsroom, tmp_path: Path) -> None:
    refreshed = "/refresh_access_token"
    with desk_of(threads, tmp_path) as desk:
        desk.run()
    assert threads.far.seen == []  # nothing is sent without LIVE
    with desk_of(threads, tmp_path, LIVE="yes") as desk:
        desk.run()
        desk.run()
        assert threads.far.asked(refreshed) == 1
        threads.later(timedelta(days=6))
        desk.run()
        assert threads.far.asked(refreshed) == 1
        of_threads(threads).tokens.clear()  # revoked
        threads.later(2 * DAY)
        first, again = desk.run(), desk.run()
        assert [line for line in first.told if "is not taken" in line]
        assert again.told == ()
        assert [each.kind for each in desk.store.notices.open()] == ["credentials"]
