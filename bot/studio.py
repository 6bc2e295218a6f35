"""From an article to its posts and their cards, with the newsroom's own templates and brand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot import composing, reading
from bot.composing.cards import kind_of
from bot.composing.limits import Limits, limits_of
from bot.errors import CardError, SettingsError
from bot.formats import parse_format
from bot.model import Article, Card, CardOrder, Draft, Format, Post, PostKind, Variant
from bot.settings import AccountSettings, Settings

if TYPE_CHECKING:
    from bot.cards import Library

KEPT_CARDS = 64


class Studio:
    """Makes posts and cards for a set of accounts.

    ``newsroom`` is the folder of the newsroom's own templates and brand, None where it has none;
    ``brand`` the name of a brand kit, empty for the newsroom's or the usual one. ``photos`` is the
    folder in which the photos of articles lie.
    """

    def __init__(
        self,
        accounts: Sequence[composing.Account],
        *,
        newsroom: Path | None = None,
        brand: str = "",
        publication: str = "",
        photos: Path | None = None,
    ) -> None:
        self._accounts = tuple(accounts)
        self._newsroom = newsroom
        self._photos = (photos,) if photos else ()
        self._brand = brand
        self._house = composing.house_of(newsroom, publication)
        self._drawn: OrderedDict[tuple[CardOrder, Format], Card] = OrderedDict()

    def draft(
        self,
        article: Article,
        *,
        spent: Mapping[str, float] | None = None,
        recent: Sequence[composing.Recent] = (),
        limits: Mapping[str, Limits] | None = None,
    ) -> Draft:
        """The article read, and composed for every account.

        ``spent`` and ``recent`` are as ``composing.compose`` takes them; ``limits`` are those of
        accounts on servers of their own.
        """
        own = limits or {}
        accounts = [replace(each, limits=own.get(each.name)) for each in self._accounts]
        return composing.compose(
            reading.read(article), accounts, house=self._house, spent=spent, recent=recent
        )

    def forget(self) -> None:
        """Forget the cards that were drawn."""
        self._drawn.clear()

    def draw(self, post: Post[CardOrder]) -> Post[Card]:
        """The post and its variants with their cards; those that want the same card share it.

        A card with findings comes with them: whether it is shown or refused is the caller's part.
        Raises CardError for one that cannot be drawn at all.
        """
        return post.with_cards(self._cards)

    def draw_variant(self, variant: Variant[CardOrder]) -> Variant[Card]:
        """A variant with its cards, as ``draw`` makes them."""
        return variant.with_cards(self._cards)

    def draw_card(self, order: CardOrder) -> Card:
        """One card in the first of its formats, with its findings."""
        return self._card(order, order.formats[0])

    def _cards(self, order: CardOrder) -> tuple[Card, ...]:
        """The ordered card in each of its formats, in their order."""
        return tuple(self._card(order, shape) for shape in order.formats)

    def _card(self, order: CardOrder, shape: Format) -> Card:
        key = (replace(order, formats=(), alt_text=""), shape)
        if key not in self._drawn:
            self._drawn[key] = self._new(order, shape)
            while len(self._drawn) > KEPT_CARDS:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return replace(self._drawn[key], alt_text=order.alt_text)

    def _new(self, order: CardOrder, shape: Format) -> Card:
        """The card; without the article's photo where that is gone or not right in this format."""
        photo = order.content.image
        if photo is None:
            return self._painted(order, shape)
        bare = replace(order, content=replace(order.content, image=None, credit=None))
        if self._library.picture(photo) is None:
            return self._painted(bare, shape)
        try:
            card = self._painted(order, shape)
        except CardError:
            return self._painted(bare, shape)
        return self._painted(bare, shape) if card.findings else card

    def _painted(self, order: CardOrder, shape: Format) -> Card:
        from bot import cards

        return cards.draw(
            order.content,
            template=order.template,
            format=shape,
            alt_text=order.alt_text,
            library=self._library,
            picture=order.picture,
        )

    @cached_property
    def _library(self) -> Library:
        from bot.cards import Library

        return Library.of_newsroom(self._newsroom, self._photos, self._brand)


def studio_of(configured: Settings, accounts: Sequence[composing.Account] = ()) -> Studio:
    """The studio for ``accounts``, or for the accounts of the settings where none are named."""
    return Studio(
        accounts or accounts_of(configured),
        newsroom=configured.newsroom,
        brand=configured.brand,
        publication=configured.publication,
        photos=photo_folder(configured),
    )


def photo_folder(configured: Settings) -> Path:
    """Where the photos of articles lie."""
    return configured.data / "photos"


def accounts_of(configured: Settings) -> tuple[composing.Account, ...]:
    """The accounts of the settings, as the composer knows them.

    Raises SettingsError, with a line each, for what an account's platform has not.
    """
    problems = [line for account in configured.accounts for line in _impossible(account)]
    problems += _unknown_looks(configured)
    if problems:
        raise SettingsError("\n".join(problems))
    return tuple(map(_account, configured.accounts))


def _account(account: AccountSettings) -> composing.Account:
    return composing.Account(
        name=account.name,
        platform=account.platform,
        kinds=tuple(PostKind(kind) for kind in account.posts) or composing.DEFAULT_KINDS,
        card_format=account.format,
        templates=account.templates,
        form=composing.Form(account.tldr),
        numbered=account.numbered,
        link=composing.Place(account.link) if account.link else None,
        campaign=account.campaign,
        hashtags=account.hashtags,
        variants=account.variants,
        budget=account.budget,
    )


def _impossible(account: AccountSettings) -> Iterator[str]:
    """What the account asks of its platform and does not get."""
    limits = limits_of(account.platform)
    name = f"ACCOUNT_{account.name}".upper()
    if account.tldr == composing.Form.THREAD and not limits.threads:
        yield f"{name}_TLDR: {limits.name} has no threads; take post or carousel"
    if account.tldr == composing.Form.CAROUSEL and not limits.carousel:
        yield f"{name}_TLDR: {limits.name} has no carousels; take post or thread"
    if account.link == composing.Place.REPLY and not limits.threads:
        yield f"{name}_LINK: {limits.name} shows no replies with a post; take text, card or none"
    if account.link == composing.Place.CARD and not limits.link_card:
        yield f"{name}_LINK: {limits.name} has no link cards; take text or none"
    if account.budget is not None and limits.cost is None:
        yield f"{name}_BUDGET: {limits.name} bills no posts; leave it empty"


def _unknown_looks(configured: Settings) -> list[str]:
    """The brand kit and the templates that the settings name and the library has not."""
    from bot.cards import Library

    try:
        library = Library.of_newsroom(configured.newsroom, brand=configured.brand)
    except CardError as problem:
        return [f"BRAND: {problem}"]
    known = [name for name in library.names() if kind_of(name)]
    return [
        f"ACCOUNT_{account.name}_TEMPLATES".upper()
        + f": there is no card template {name!r}; there are {', '.join(known)}"
        for account in configured.accounts
        for name in account.templates
        if name not in known
    ]


def with_formats(post: Post[CardOrder], formats: Sequence[str]) -> Post[CardOrder]:
    """The post with its cards ordered in other formats than the account's usual one."""
    if not formats:
        return post
    shapes = tuple(parse_format(name) for name in formats)
    return post.with_cards(lambda order: (replace(order, formats=shapes),))
