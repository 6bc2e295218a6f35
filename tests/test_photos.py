"""The photo of an article on its cards: only where its source is marked as licensed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from bot.desk import Desk
from bot.model import QueuedPost, State
from bot.photos import LONGEST_SIDE
from bot.redrafting import Redrafter
from bot.settings import Settings
from bot.studio import photo_folder
from tests.newsroom import NOW, Newspaper, Story, configured, desk_of
from tests.sources.server import Answer, WebServer

BLUE = (38, 96, 170)
STORY = Story(number=1, photo="/pool.jpg", credit="Lou Petit / Le Journal")


@cache
def photo(size: tuple[int, int] = (1600, 1000)) -> bytes:
    """A picture of one colour that says in its metadata who took it."""
    image, out = Image.new("RGB", size, BLUE), io.BytesIO()
    exif = image.getexif()
    exif[0x013B] = "Secret Name"
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def blank(size: tuple[int, int]) -> bytes:
    """A picture that is made at once, however large it is."""
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")
    return out.getvalue()


def newsroom(folder: Path, web: WebServer, *, photos: bool = True) -> Settings:
    settings = configured(folder, web)
    return replace(
        settings,
        sources=tuple(replace(each, photos=photos) for each in settings.sources),
        accounts=tuple(replace(each, posts=("headline",)) for each in settings.accounts),
    )


@contextmanager
def drafted(
    settings: Settings, web: WebServer, story: Story, answer: Answer
) -> Iterator[tuple[Desk, QueuedPost]]:
    """The desk after its first pass, and the one post that it made."""
    web.answer("/pool.jpg", answer)
    Newspaper(web).publish(story)
    with desk_of(settings, lambda: NOW) as desk:
        desk.run()
        (post,) = desk.store.queue.list()
        yield desk, post


def top_left(data: bytes) -> tuple[int, ...]:
    pixel = Image.open(io.BytesIO(data)).convert("RGB").getpixel((3, 3))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def shows_photo(data: bytes) -> bool:
    return all(abs(one - other) < 8 for one, other in zip(top_left(data), BLUE, strict=True))


def card(desk: Desk, post: QueuedPost) -> bytes:
    return desk.cards.get(post.cards[0].sha256)


def test_a_licensed_photo_is_on_the_card_and_on_every_later_one(
    tmp_path: Path, web: WebServer
) -> None:
    settings = newsroom(tmp_path, web)
    with drafted(settings, web, STORY, Answer(body=photo())) as (desk, post):
        assert post.state is State.PENDING
        assert shows_photo(card(desk, post))
        redrafter = Redrafter(settings, desk.cards, desk.store)
        square = redrafter.redraw(post, 1, "headline", "square")
        assert square.content.credit == STORY.credit
        assert shows_photo(square.data)


def test_a_photo_is_kept_small_and_tells_nothing(tmp_path: Path, web: WebServer) -> None:
    settings = newsroom(tmp_path, web)
    with drafted(settings, web, STORY, Answer(body=photo((3000, 2000)))):
        (kept,) = photo_folder(settings).glob("??/*")
        with Image.open(kept) as image:
            assert (image.size, dict(image.getexif())) == ((LONGEST_SIDE, 1600), {})
        assert b"Secret Name" not in kept.read_bytes()


def test_without_leave_no_photo_is_even_asked_for(tmp_path: Path, web: WebServer) -> None:
    settings = newsroom(tmp_path, web, photos=False)
    with drafted(settings, web, STORY, Answer(body=photo())) as (desk, post):
        assert not shows_photo(card(desk, post))
        assert "/pool.jpg" not in [request.path for request in web.requests]


@pytest.mark.parametrize(
    ("story", "answer", "told"),
    [
        (STORY, lambda: Answer(body=photo((300, 200))), None),
        (replace(STORY, credit=""), lambda: Answer(body=photo()), "names no credit"),
        (STORY, lambda: Answer(status=404), "404"),
        (STORY, lambda: Answer(body=b"<html>no picture</html>"), "cannot be read"),
        (STORY, lambda: Answer(body=photo()[:9000]), "cut short"),
        (STORY, lambda: Answer(body=blank((9000, 6000))), "9000×6000 pixels"),
    ],
    ids=["too small", "no credit", "not there", "no picture", "cut short", "far too large"],
)
def test_a_photo_that_cannot_be_shown_is_left_out(
    tmp_path: Path,
    web: WebServer,
    story: Story,
    answer: Callable[[], Answer],
    told: str | None,
) -> None:
    with drafted(newsroom(tmp_path, web), web, story, answer()) as (desk, post):
        assert post.state is State.PENDING
        assert not shows_photo(card(desk, post))
        assert (told or "") in " ".join(post.notes)
        assert bool(told) == any("photo" in note for note in post.notes)


def test_old_photos_are_thrown_away_and_cards_go_without_them(
    tmp_path: Path, web: WebServer
) -> None:
    settings = replace(newsroom(tmp_path, web), keep_cards=timedelta(days=1))
    with drafted(settings, web, STORY, Answer(body=photo())) as (_, post):
        assert len([*photo_folder(settings).glob("??/*")]) == 1
    with desk_of(settings, lambda: NOW + timedelta(days=400)) as later:
        later.run()
        assert [*photo_folder(settings).glob("??/*")] == []
        square = Redrafter(settings, later.cards, later.store).redraw(post, 1, "headline", "square")
        assert not shows_photo(square.data)
