"""A stand-in refuses what its platform refuses, whatever the bot itself would have let through."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.composing.limits import Limits, limits_of
from bot.errors import Refused
from bot.model import Piece
from bot.publishing.contract import Access, Picture, Receipt
from bot.publishing.platforms import made
from tests.publishing.submissions import piece, submission
from tests.standins import containers, discord, facebook, mastodon, telegram, x
from tests.standins.__main__ import served
from tests.standins.server import Problem


def lax(platform: str) -> Limits:
    """The platform's row without what the bot looks at before it sends."""
    return replace(
        limits_of(platform),
        limit=1_000_000,
        byte_limit=None,
        alt_limit=0,
        pictures=1_000,
        picture_types=("png", "jpeg", "webp"),
        picture_bytes=10**9,
        picture_ratio=None,
        needs_picture=False,
    )


def drawn(
    width: int = 60, height: int = 60, *, kind: str = "JPEG", weight: int = 0, alt: str = "Ada"
) -> Picture:
    """A picture; bytes behind its end only weigh."""
    file = io.BytesIO()
    Image.new("L", (width, height), 90).save(file, kind)
    data = file.getvalue().ljust(weight, b"\0")
    digest = hashlib.sha256(data).hexdigest()
    return Picture(data=data, width=width, height=height, sha256=digest, alt_text=alt)


OK = drawn()
RULES = [
    ("x", piece("a" * 281)),
    ("x", piece("a", drawn(alt="a" * 1001))),
    ("x", piece("a", *[OK] * 5)),
    ("mastodon", piece("a" * 501)),
    ("mastodon", piece("a", drawn(alt="a" * 1501))),
    ("mastodon", piece("a", *[OK] * 5)),
    ("threads", piece("a" * 501)),
    ("threads", piece("é" * 251)),  # bytes
    ("threads", piece("a", drawn(kind="WEBP"))),
    ("threads", piece("a", drawn(alt="a" * 1001))),
    ("threads", piece("a", *[OK] * 21)),
    ("instagram", piece("a" * 2201, OK)),
    ("instagram", piece("#a #b #c #d #e #f", OK)),
    ("instagram", piece("a", drawn(kind="PNG"))),
    ("instagram", piece("a", drawn(79, 100))),  # narrower than 4:5
    ("instagram", piece("a", drawn(192, 100))),  # wider than 1.91:1
    ("instagram", piece("a", drawn(alt="a" * 1001))),
    ("instagram", piece("a", *[OK] * 11)),
    ("facebook", piece("a" * 63_207)),
    ("facebook", piece("a", drawn(kind="WEBP"))),
    ("linkedin", piece("a" * 3001)),
    ("linkedin", piece("a", drawn(alt="a" * 4087))),
    ("linkedin", piece("a", drawn(kind="WEBP"))),
    ("linkedin", piece("a", *[OK] * 21)),
    ("telegram", piece("a" * 4097)),
    ("telegram", piece("a" * 1025, OK)),
    ("telegram", piece("a", drawn(kind="WEBP"))),
    ("telegram", piece("a", *[OK] * 11)),
    ("discord", piece("a" * 2001)),
    ("discord", piece("a", drawn(alt="a" * 1025))),
    ("discord", piece("a", *[OK] * 11)),
]


# platform → where its stand-in keeps the most bytes of a picture
WEIGHTS = {
    "x": (x, "LARGEST_PICTURE", 5_000_000),
    "mastodon": (mastodon, "LARGEST_PICTURE", 16_777_216),
    "threads": (containers, "LARGEST_PICTURE", 8_000_000),
    "instagram": (containers, "LARGEST_PICTURE", 8_000_000),
    "facebook": (facebook, "LARGEST_PHOTO", 4_000_000),
    "telegram": (telegram, "LARGEST_PHOTO", 10_000_000),
    "discord": (discord, "LARGEST_FILE", 10 * 1024 * 1024),
}


@pytest.mark.parametrize(("name", "wrong"), RULES)
def test_what_breaks_a_rule_of_the_platform_is_refused(name: str, wrong: Piece[Picture]) -> None:
    check_refused(name, wrong)


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_picture_that_weighs_too_much_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, constant, most = WEIGHTS[name]
    assert getattr(module, constant) == most >= limits_of(name).picture_bytes
    monkeypatch.setattr(module, constant, 20_000)  # what weighs less is sent faster
    check_refused(name, piece("a", drawn(weight=20_001)))


def check_refused(name: str, wrong: Piece[Picture]) -> None:
    with served(name) as (far, given):
        access = Access(
            account="main",
            credentials={key.lower(): value for key, value in given.items()},
            handle=given.get("HANDLE"),
            server=given["SERVER"],
            pictures=containers.PLACE,
            base_url=far.base_url,
        )
        if isinstance(far, containers.Containers):
            far.place = {each.sha256 + each.kind.suffix: each.data for each in wrong.cards}
        platform = made(name, access)
        results: list[Receipt] = []
        with pytest.raises(Refused):
            for step in platform.prepare(submission(name, wrong), lax(name)).steps:
                results.append(platform.send(step, results))
        assert far.seen
        assert far.posted() == []


def test_a_link_beside_pictures_is_refused_by_threads() -> None:
    body = {"media_type": "IMAGE", "image_url": f"{containers.PLACE}/a.jpg", "text": "a"}
    threads = containers.Threads()
    threads.place["a.jpg"] = OK.data
    with pytest.raises(Problem, match="text alone"):
        threads._make({**body, "link_attachment": "https://j.example"})
