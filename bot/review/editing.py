"""What an editor makes of a queued post: other words, or one of its variants. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.errors import EditError
from bot.model import CardFile, Piece, QueuedPost, Quote, Variant, plain_words
from bot.review.integrity import changed_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """New texts of pieces and new alternative texts of cards, each by its number from 1.

    Cards are counted through all pieces.
    """

    texts: Mapping[int, str] = field(default_factory=dict)
    alt_texts: Mapping[int, str] = field(default_factory=dict)


def edited(
    post: QueuedPost,
    edit: Edit,
    *,
    editor: str,
    reason: str | None,
    length: Callable[[str], int] = len,
) -> QueuedPost:
    """The post with the edit in it; ``length`` measures a text in the platform's unit.

    Where quoted words change, or the naming of their speaker, the reason is put among the post's
    warnings, for who approves. Raises EditError where there is none, for a number that the post
    does not have, for an empty text, and where nothing would change.
    """
    _check_numbers(post, edit)
    pieces = tuple(
        _with_alt_texts(_with_text(piece, edit.texts.get(number), length), edit, post, number)
        for number, piece in enumerate(post.pieces, start=1)
    )
    after = replace(post, pieces=pieces)
    if after.texts == post.texts:
        raise EditError("nothing would change: the post says that already")
    told = changed_words(post, after)
    if told and not (reason and reason.strip()):
        raise EditError(f"quoted words would change ({'; '.join(told)}); say why with a reason")
    warning = f"{editor} changed quoted words, {'; '.join(told)}: {reason}"
    return replace(
        after,
        quotes=tuple(quote for quote in post.quotes if _still_there(quote, after)),
        warnings=(*post.warnings, warning) if told else post.warnings,
    )


def swapped(post: QueuedPost, number: int) -> QueuedPost:
    """The post as its variant of that number, from 1; the variant takes the post's place.

    Text, cards and quotes go together, so no quoted word can come apart from its speaker. Raises
    EditError where there is no such variant.
    """
    if not 1 <= number <= len(post.variants):
        raise EditError(f"post {post.id} has no variant {number}")
    taken = post.variants[number - 1]
    left = Variant(
        kind=post.kind,
        pieces=post.pieces,
        link=post.link,
        cost=post.cost,
        quotes=post.quotes,
        warnings=post.warnings,
    )
    variants = (*post.variants[: number - 1], left, *post.variants[number:])
    return replace(
        post,
        kind=taken.kind,
        pieces=taken.pieces,
        link=taken.link,
        cost=taken.cost,
        quotes=taken.quotes,
        warnings=taken.warnings,
        variants=variants,
    )


def _with_text(
    piece: Piece[CardFile], text: str | None, length: Callable[[str], int]
) -> Piece[CardFile]:
    return piece if text is None else replace(piece, text=text, length=length(text))


def _with_alt_texts(
    piece: Piece[CardFile], edit: Edit, post: QueuedPost, number: int
) -> Piece[CardFile]:
    first = 1 + sum(len(before.cards) for before in post.pieces[: number - 1])
    cards = tuple(
        replace(card, alt_text=edit.alt_texts.get(at, card.alt_text))
        for at, card in enumerate(piece.cards, start=first)
    )
    return replace(piece, cards=cards)


def _check_numbers(post: QueuedPost, edit: Edit) -> None:
    for texts, there, noun in (
        (edit.texts, len(post.pieces), "piece"),
        (edit.alt_texts, len(post.cards), "card"),
    ):
        for number, text in texts.items():
            if not 1 <= number <= there:
                raise EditError(f"post {post.id} has no {noun} {number}")
            if not text.strip():
                raise EditError(f"the text of {noun} {number} would be empty")


def _still_there(quote: Quote, post: QueuedPost) -> bool:
    """Whether a post still has a quote: in a text, or on a card, whose picture no edit changes."""
    shown = plain_words(quote.display)
    return bool(post.cards) or any(shown in plain_words(text) for text in post.texts)
