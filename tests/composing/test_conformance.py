"""X's own conformance suite: every case that bears on how long a post is."""

import unicodedata
from typing import TypedDict

import yaml

from bot.composing.counting import fits, length
from bot.composing.limits import limits_of
from tests.shared import shared

X = limits_of("x")
# The suite's first section is for configuration v2, which counts each code point of an emoji.
V3_SECTIONS = (
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
)
V2_SECTION = "WeightedTweetsCounterTest"
URLS = ("urls", "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params")


class Expected(TypedDict):
    weightedLength: int
    valid: bool


class Case(TypedDict):
    description: str
    text: str
    expected: Expected


class Url(TypedDict):
    url: str


class UrlCase(TypedDict):
    description: str
    text: str
    expected: list[str | Url]


def cases(*sections: str) -> list[Case]:
    path = shared("conformance/twitter-text/validate.yml")
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [case for section in sections for case in tests[section]]


def url_cases() -> list[UrlCase]:
    path = shared("conformance/twitter-text/extract.yml")
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [case for section in URLS for case in tests[section]]


def has_emoji(text: str) -> bool:
    return any(unicodedata.category(sign) == "So" or sign in "\u200d\ufe0f" for sign in text)


def counted() -> list[Case]:
    plain = [case for case in cases(V2_SECTION) if not has_emoji(case["text"])]
    return [*cases(*V3_SECTIONS), *plain]


def test_weighted_length() -> None:
    every = counted()
    wrong = [
        case["description"]
        for case in every
        if length(case["text"], X) != case["expected"]["weightedLength"]
    ]
    assert len(every) > 30
    assert not wrong


def test_what_is_valid_fits() -> None:
    wrong = [
        case["description"]
        for case in counted()
        if fits(case["text"], X) != case["expected"]["valid"]
    ]
    assert not wrong


def test_urls_and_no_others_count_as_urls() -> None:
    every = url_cases()
    wrong = [case["description"] for case in every if length(case["text"], X) != weight(case)]
    assert len(every) > 100
    assert not wrong


def weight(case: UrlCase) -> int:
    """The length of a text in which the URLs that the suite names count 23 each."""
    total = end = 0
    for expected in case["expected"]:
        url = expected if isinstance(expected, str) else expected["url"]
        start = case["text"].index(url, end)
        total += signs(case["text"][end:start]) + 23
        end = start + len(url)
    return total + signs(case["text"][end:])


def signs(text: str) -> int:
    """By the ranges of configuration v3."""
    light = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
    points = [ord(sign) for sign in unicodedata.normalize("NFC", text)]
    return sum(1 if any(low <= p <= high for low, high in light) else 2 for p in points)
