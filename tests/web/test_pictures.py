"""Cards are served to those who have a signed path that has not expired, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.composing.limits import limits_of
from bot.errors import Refused
from bot.publishing.contract import Access, Receipt
from bot.publishing.platforms.threads import Threads
from bot.publishing.public_pictures import LIVES, PublicPictures, sign
from bot.store import CardFolder
from bot.web.pictures import pictures_route
from tests.conftest import KEYS
from tests.publishing.submissions import picture, piece, submission
from tests.queued import NOON
from tests.standins import containers, graph
from tests.standins.server import serving

NEW, OLD = KEYS
OTHER = "c" * 42 + "E="
PLACE = "https://desk.journal.example/signed-pictures"
CARD = picture(1)


@pytest.fixture
def client(cards: CardFolder) -> TestClient:
    """The pages, with one card, at noon; the new key signs, the old one is still known."""
    cards.put(CARD.data)
    return TestClient(Starlette(routes=[pictures_route(cards, (NEW, OLD), now=lambda: NOON)]))


def path(key: str = NEW, *, lives: timedelta = LIVES, sha256: str = CARD.sha256) -> str:
    return f"/signed-pictures/{sign(key, sha256, NOON + lives)}/{sha256}.png"


@pytest.mark.parametrize("key", [NEW, OLD])
def test_a_signed_path_opens_its_card(client: TestClient, key: str) -> None:
    answer = client.get(path(key))
    assert (answer.status_code, answer.content) == (200, CARD.data)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.head(path(key)).status_code == 200


LATER = sign(NEW, CARD.sha256, NOON + timedelta(days=365)).partition("-")[0]


@pytest.mark.parametrize(
    "wrong",
    [
        path(lives=timedelta()),  # has just expired
        path(OTHER),  # somebody else's key
        path().replace(".png", ".jpg"),  # not what it is
        path(sha256="0" * 64),  # no such card
        path().replace(CARD.sha256 + ".", picture(2).sha256 + "."),  # another card
        LATER.join([path()[: len("/signed-pictures/")], path()[path().index("-") :]]),  # prolonged
        f"/signed-pictures/{'9' * 40}-{'a' * 43}/{CARD.sha256}.png",
        f"/signed-pictures/x/{CARD.sha256}.png",
        path() + "/../../bot.sqlite",
        path().replace(CARD.sha256, "%2e%2e%2fbot"),
    ],
)
def test_every_other_path_is_the_same_404(client: TestClient, wrong: str) -> None:
    answer = client.get(wrong)
    assert (answer.status_code, answer.content) in [(404, b""), (404, b"Not Found")]


def test_nothing_can_be_put_there(client: TestClient) -> None:
    assert client.post(path()).status_code == 405


def test_a_platform_fetches_what_was_signed_for_it(cards: CardFolder) -> None:
    cards.put(CARD.data)
    pages = TestClient(Starlette(routes=[pictures_route(cards, (NEW,))]))
    with serving(containers.Threads()) as far:
        far.fetch = lambda url: pages.get(urlsplit(url).path).content
        access = Access(
            credentials={"access_token": graph.TOKEN},
            handle=graph.ACCOUNT,
            pictures=PLACE,
            picture_keys=(NEW,),
            base_url=far.base_url,
        )
        threads = Threads(access)
        of = submission("threads", piece("Oui", CARD))
        plan = threads.prepare(of, limits_of("threads"))
        results: list[Receipt] = []
        for step in plan.steps:
            results.append(threads.send(step, results))
        (post,) = far.posted()
    assert post.pictures == ((CARD.data, CARD.alt_text),)
    shown = [step.body.shown.decode() for step in plan.steps]
    assert any(f"{PLACE}/{{signature:{CARD.sha256}}}/{CARD.sha256}.png" in each for each in shown)
    assert plan == threads.prepare(of, limits_of("threads"))


def test_a_place_that_is_not_the_bots_needs_no_signature() -> None:
    url = PublicPictures(place="https://cdn.journal.example/cards", keys=(NEW,)).url(CARD)
    assert (url.gaps, url.shown.decode()) == (
        frozenset(),
        f"https://cdn.journal.example/cards/{CARD.sha256}.png",
    )


@pytest.mark.parametrize(
    ("pictures", "mend"),
    [
        (PublicPictures(), "set PICTURES_URL"),
        (PublicPictures(place=PLACE), "set SECRET_KEY"),
    ],
)
def test_what_is_missing_is_named(pictures: PublicPictures, mend: str) -> None:
    with pytest.raises(Refused, match=mend):
        pictures.check("Threads")
