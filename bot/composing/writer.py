"""One account's writer: makes an angle into pieces that fit its platform, or says why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot import links
from bot.composing import alternatives, cards
from bot.composing.accounts import Account, Place
from bot.composing.angles import Angle, Slide
from bot.composing.costs import cost_of
from bot.composing.counting import fits, length
from bot.composing.house import House
from bot.composing.limits import Limits, limits_of
from bot.composing.material import Material, own_word
from bot.composing.templates import Texts, Words
from bot.model import CardOrder, LinkCard, Piece, Post, Quote, Variant
from bot.review import broken_promises

LINK_FORMAT = "link"  # of a card that is the picture of a platform's link card


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Why an angle makes no post for an account."""

    reason: str


class Writer:
    """Writes for one account of one article's material."""

    def __init__(self, material: Material, account: Account, house: House) -> None:
        self.material = material
        self.account = account
        self.limits = account.limits or limits_of(account.platform)
        self._house = house
        self._picture = self.limits.picture
        self._link = self._campaigned(material.link)
        self._place = self._place_of(account.link)
        most = self.limits.hashtags if account.hashtags is None else account.hashtags
        self._tags = " ".join(f"#{tag}" for tag in material.tags[:most])

    def write(self, angle: Angle, *, linked: bool = True) -> Variant[CardOrder] | Unwritten:
        """The angle as a post; without its link where not ``linked``."""
        place = self._place_for(angle) if linked else Place.NONE
        alone = place is Place.CARD and not self.limits.link_picture
        limits = self.limits.without_pictures() if alone else self.limits
        texts = self._texts(angle, place, limits)
        if isinstance(texts, Unwritten):
            return texts
        quotes = tuple(self._carried(angle, texts))
        pieces = tuple(self._pieces(angle, texts, place, limits))
        if not all(card.alt_text for piece in pieces for card in piece.cards):
            return Unwritten(f"{angle.name} is too long to be told of a picture on {limits.name}")
        broken = self._broken(pieces, quotes)
        if broken:
            return Unwritten("; ".join(broken))
        return Variant(
            kind=angle.kind,
            pieces=pieces,
            link=self._link if place is not Place.NONE else None,
            cost=cost_of(texts, limits),
            quotes=quotes,
        )

    def post(self, version: Variant[CardOrder], notes: Sequence[str] = ()) -> Post[CardOrder]:
        """A version as the account's post."""
        return Post(
            account=self.account.name,
            platform=self.account.platform,
            kind=version.kind,
            language=self.material.language,
            pieces=version.pieces,
            link=version.link,
            limit=self.limits.limit,
            cost=version.cost,
            quotes=version.quotes,
            notes=tuple(notes),
            warnings=version.warnings,
        )

    # --- the link ------------------------------------------------------------------------

    def _campaigned(self, link: str | None) -> str | None:
        return links.with_campaign(link, self.account.campaign) if link else None

    def _place_of(self, wanted: Place | None) -> Place:
        if self._link is None:
            return Place.NONE
        if wanted is None:
            return self._usual_place
        possible = {Place.CARD: bool(self.limits.link_card), Place.REPLY: self.limits.threads}
        return wanted if possible.get(wanted, True) else self._usual_place

    @property
    def _usual_place(self) -> Place:
        return Place.TEXT if self.limits.links else Place.NONE

    def _in_text(self, place: Place) -> bool:
        """Whether the link stands in the post's own text: a platform may make its card of it."""
        by_text = place is Place.CARD and self.limits.link_card == "text"
        return place is Place.TEXT or by_text

    def _place_for(self, angle: Angle) -> Place:
        """A carousel leaves no room for a link card."""
        alone = angle.carousel and self._place is Place.CARD
        return self._usual_place if alone else self._place

    # --- the texts -----------------------------------------------------------------------

    def _texts(self, angle: Angle, place: Place, limits: Limits) -> Texts | Unwritten:
        """The richest texts that fit, link and all; or what speaks against the barest."""
        objection: str | None = None
        for words in angle.ladder:
            for rung in self._rungs(angle.template, words, place):
                for texts in self._dressed(rung, angle, place):
                    objection = self._objection(texts, angle, place, limits)
                    if objection is None:
                        return texts
        return Unwritten(f"{angle.name} {objection or 'has no text'}")

    def _rungs(self, template: str, words: Words, place: Place) -> Iterator[Texts]:
        everywhere: Words = {
            "title": self.material.title,
            "url": self._link if self._in_text(place) else None,
            "link_card": self._link if place is Place.CARD else None,
            "source": self.material.source,
            "read": own_word("read", self.material.language),
            "tags": self._tags or None,
        }
        yield from self._house.templates.variants(
            template, self.account.platform, self.material.language, {**everywhere, **words}
        )

    def _dressed(self, rung: Texts, angle: Angle, place: Place) -> Iterator[Texts]:
        """A rung with handles, then without; numbered, and with its reply, where asked."""
        for texts in dict.fromkeys((self._with_handles(rung, angle), rung)):
            whole = self._numbered(texts)
            if place is Place.REPLY:
                reply = self._rungs("reply", {}, Place.TEXT)
                yield from (whole + texts for texts in reply)
            else:
                yield whole

    def _with_handles(self, texts: Texts, angle: Angle) -> Texts:
        return self._house.handles.added(texts, self.account.platform, angle.printed)

    def _numbered(self, texts: Texts) -> Texts:
        if not self.account.numbered or len(texts) < 2:
            return texts
        return tuple(f"{number}/{len(texts)} {text}" for number, text in enumerate(texts, start=1))

    def _objection(self, texts: Texts, angle: Angle, place: Place, limits: Limits) -> str | None:
        """What keeps the texts from being posted."""
        template = f"its template {angle.template}.txt"
        if not texts:
            return f"has no text: {template} prints nothing"
        if len(texts) > 1 and not limits.threads:
            return f"would be a thread, which {limits.name} has not"
        linked = place is Place.REPLY or self._in_text(place)
        stands = sum(text.count(self._link) for text in texts) if self._link else 0
        if stands != (1 if linked else 0):
            return f"does not carry its link once: {template} prints it {stands} times"
        whole = "\n".join(texts)
        missing = next((printed for printed in angle.printed if printed not in whole), None)
        if missing is not None:
            return f"does not print {missing!r} whole: {template} leaves it out"
        if not all(fits(text, limits) for text in texts):
            return f"is too long for {limits.name}"
        return None

    # --- the pieces ----------------------------------------------------------------------

    def _pieces(
        self, angle: Angle, texts: Texts, place: Place, limits: Limits
    ) -> Iterator[Piece[CardOrder]]:
        for number, text in enumerate(texts):
            slides = self._slides(angle, number, text)
            shape, link_card = self.account.card_format or limits.card, None
            if place is Place.CARD and number == len(texts) - 1:
                slides = slides[:1] if limits.link_picture else ()
                shape = LINK_FORMAT
                link_card = self._link_card() if limits.link_card == "field" else None
            yield Piece(
                text=text,
                length=length(text, limits),
                cards=tuple(self._order(slide, shape) for slide in slides),
                link_card=link_card,
            )

    def _slides(self, angle: Angle, number: int, text: str) -> Sequence[Slide]:
        """A piece's cards: all of a carousel; the first with the post, a quote's with the quote."""
        if angle.carousel:
            return angle.slides
        if number == 0:
            return angle.slides[:1]
        return [each for each in angle.slides[1:] if (each.content.quote or "\n") in text]

    def _order(self, slide: Slide, shape: str) -> CardOrder:
        alt_text = alternatives.alt_text(slide.content, self.limits.alt_limit) or ""
        template = self.account.template_for(slide.template)
        content = replace(slide.content, portrait=self._house.portraits.of(slide.content.speaker))
        return cards.order(template, content, shape, alt_text, self._picture)

    def _link_card(self) -> LinkCard:
        lead = next(iter(self.material.leads), "")
        return LinkCard(url=self._link or "", title=self.material.title, description=lead)

    # --- the promise ---------------------------------------------------------------------

    def _carried(self, angle: Angle, texts: Texts) -> Iterator[Quote]:
        """The angle's quotes that the post carries, in a text or on a card."""
        on_cards = {slide.content.quote for slide in angle.slides} if angle.carousel else set()
        for quote, slide in zip(angle.quotes, self._of_quotes(angle), strict=True):
            printed = slide.content.quote or ""
            if printed in on_cards or any(printed in text for text in texts):
                yield quote

    def _of_quotes(self, angle: Angle) -> list[Slide]:
        return [slide for slide in angle.slides if slide.content.quote]

    def _broken(
        self, pieces: Sequence[Piece[CardOrder]], quotes: Sequence[Quote]
    ) -> tuple[str, ...]:
        """What of the quoted words is not the article's."""
        texts = [piece.text for piece in pieces]
        texts += [card.alt_text for piece in pieces for card in piece.cards]
        article = self.material.reading.article
        return broken_promises(texts, quotes, article.text, self.material.elsewhere)
