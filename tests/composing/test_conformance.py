"""X's own conformance suite for counting: every case."""

import unicodedata
from typing import TypedDict

import yaml

from bot.composing.counting import length
from bot.composing.limits import limits_of
from tests.shared import shared

# The suite's first section is for configuration v2, which counts each code point of an emoji.
V3_SECTIONS = (
    "WeightedTweetsWithDiscountedEmojiCounterTest",
    "UnicodeDirectionalMarkerCounterTest",
)
V2_SECTION = "WeightedTweetsCounterTest"


class Expected(TypedDict):
    weightedLength: int


class Case(TypedDict):
    description: str
    text: str
    expected: Expected


def cases(*sections: str) -> list[Case]:
    path = shared("conformance/twitter-text/validate.yml")
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [case for section in sections for case in tests[section]]


def has_emoji(text: str) -> bool:
    return any(unicodedata.category(sign) == "So" or sign in "\u200d\ufe0f" for sign in text)


def test_weighted_length() -> None:
    every = cases(*V3_SECTIONS) + [
        case for case in cases(V2_SECTION) if not has_emoji(case["text"])
    ]
    wrong = [
        case["description"]
        for case in every
        if length(case["text"], limits_of("x")) != case["expected"]["weightedLength"]
    ]
    assert len(every) > 30
    assert not wrong
