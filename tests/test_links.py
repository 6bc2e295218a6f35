"""Links without tracking, with a campaign once, and otherwise byte for byte as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import clean, is_tracking, with_campaign

CLEANED = [
    ("https://a.fr/b?utm_source=rss&utm_medium=feed", "https://a.fr/b"),
    ("https://a.fr/b?id=7&fbclid=x&page=2", "https://a.fr/b?id=7&page=2"),
    ("https://a.fr/b?gclid=1&mc_cid=2&mc_eid=3&at_medium=4&at_campaign=5", "https://a.fr/b"),
    ("https://a.fr/b.html#xtor=RSS-32280322", "https://a.fr/b.html"),
    ("https://a.fr/b?xtor=AL-32", "https://a.fr/b"),
    ("https://a.fr/b#Echobox=1700000000", "https://a.fr/b"),
    ("https://a.fr/b?UTM_Source=X", "https://a.fr/b"),
    ("https://a.fr/b?utm%5Fsource=x", "https://a.fr/b"),
    ("https://a.fr/b#:~:text=un%20mot", "https://a.fr/b"),
    # what may be the page itself stays, byte for byte
    ("https://a.fr/b?ref=7&source=3&p=12", "https://a.fr/b?ref=7&source=3&p=12"),
    ("https://a.fr/b?q=a%20b+c&x", "https://a.fr/b?q=a%20b+c&x"),
    ("https://a.fr/live#post-12", "https://a.fr/live#post-12"),
    ("https://a.fr/?", "https://a.fr/"),
    ("https://a.fr/utm_source/b", "https://a.fr/utm_source/b"),
    ("https://a.fr/été?à=1", "https://a.fr/été?à=1"),
    # what would end the address in a post is encoded
    ('https://a.fr/a b"c', "https://a.fr/a%20b%22c"),
]


@pytest.mark.parametrize(("url", "cleaned"), CLEANED)
def test_only_tracking_is_taken_off(url: str, cleaned: str) -> None:
    assert clean(url) == cleaned
    assert clean(cleaned) == cleaned


CAMPAIGNS = [
    ("https://a.fr/b", "https://a.fr/b?utm_source=x&utm_medium=social"),
    ("https://a.fr/b?id=7#top", "https://a.fr/b?id=7&utm_source=x&utm_medium=social#top"),
    ("https://a.fr/b?utm_source=rss&id=7", "https://a.fr/b?id=7&utm_source=x&utm_medium=social"),
]


@pytest.mark.parametrize(("url", "made"), CAMPAIGNS)
def test_a_campaign_stands_once(url: str, made: str) -> None:
    campaign = [("utm_source", "x"), ("utm_medium", "social")]
    assert with_campaign(url, campaign) == made
    assert with_campaign(made, campaign) == made


def test_a_campaign_is_encoded() -> None:
    assert with_campaign("https://a.fr/", [("c", "é & co")]) == "https://a.fr/?c=%C3%A9+%26+co"
    assert with_campaign("https://a.fr/", []) == "https://a.fr/"


@given(
    st.text(max_size=60), st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=8)))
)
def test_cleaning_is_done_once_for_all(path: str, query: list[tuple[str, str]]) -> None:
    url = f"https://a.fr/{path}?" + "&".join(f"{name}={value}" for name, value in query)
    once = clean(url)
    assert clean(once) == once
    assert not any(sign in once for sign in ' <>"\n')


def test_names_that_only_begin_alike_are_kept() -> None:
    assert not is_tracking("att")
    assert not is_tracking("at")
    assert not is_tracking("pkg")
