"""Posts in a queue, made by hand, for tests of what happens to them there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import (
    Article,
    CardFile,
    Lane,
    LinkCard,
    Piece,
    Post,
    PostKind,
    QueuedPost,
    Quote,
    State,
    Variant,
)
from bot.review import Actor
from bot.store import CardStore, Store
from bot.store.records import Offer
from tests.publishing.submissions import png
from tests.readings import article, quote

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADA = Actor(name="Ada")
PNG = png()
WORDS = "Nous ouvrirons la piscine avant l’été"


def story(number: int = 1) -> Article:
    """An article with one quote in it; ``number`` makes it another."""
    return article(
        f"Le maire a tranché. « {WORDS} », a dit Ada Martin. Version {number}.",
        title=f"La piscine {number}",
        points=[f"La piscine rouvre ({number})."],
        url=f"https://journal.example.com/{number}",
    )


def post_of(
    of: Article,
    *,
    said: Quote | None = None,
    account: str = "main",
    cards: tuple[CardFile, ...] = (),
) -> Post[CardFile]:
    """A post for X about an article: with its quote, or with its title."""
    text = f"« {said.display} »\n— {said.speaker}" if said else of.title
    return Post(
        account=account,
        platform="x",
        kind=PostKind.QUOTE if said else PostKind.HEADLINE,
        language="fr",
        pieces=(Piece(text=f"{text}\n\n{of.link}", length=100, cards=cards),),
        link=of.link,
        limit=280,
        quotes=(said,) if said else (),
    )


def thread_of(of: Article) -> Post[CardFile]:
    """A thread with two cards, a link card and a variant."""
    card = CardFile(template="quote", format="square", sha256="0" * 64, alt_text="Ada")
    link = LinkCard(url=of.link or "", title=of.title, description="")
    pieces: tuple[Piece[CardFile], ...] = (
        Piece(text="Le maire a tranché.", length=19, cards=(card, replace(card, alt_text="B"))),
        Piece(text="La suite.", length=9, link_card=link),
    )
    plain = post_of(of, said=quote(of, WORDS))
    variant = Variant(
        kind=PostKind.QUOTE,
        pieces=plain.pieces,
        link=plain.link,
        cost=0.2,
        quotes=plain.quotes,
        warnings=("look",),
    )
    return replace(plain, pieces=pieces, cost=0.03, warnings=("see",), variants=(variant,))


def offer_of(
    of: Article,
    cards: CardStore | None = None,
    *,
    account: str = "main",
    due_at: datetime = NOON,
    held: str | None = None,
) -> Offer:
    """The offer of a quote post, with a card where there is somewhere to keep it."""
    files: tuple[CardFile, ...] = ()
    if cards:
        sha256 = cards.put(PNG)
        files = (CardFile(template="quote", format="landscape", sha256=sha256, alt_text="Ada"),)
    return Offer(
        post=post_of(of, said=quote(of, WORDS), account=account, cards=files),
        held=held,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=24),
    )


def queued(post: Post[CardFile], state: State = State.PENDING) -> QueuedPost:
    """A post as it stands in a queue, without one."""
    return QueuedPost(
        id=1,
        article_id=1,
        article_url=post.link,
        article_title="La piscine",
        account=post.account,
        platform=post.platform,
        kind=post.kind,
        language=post.language,
        pieces=post.pieces,
        link=post.link,
        cost=post.cost,
        quotes=post.quotes,
        notes=post.notes,
        warnings=post.warnings,
        variants=post.variants,
        state=state,
        reason=None,
        due_at=NOON,
        expires_at=NOON + timedelta(hours=1),
        created_at=NOON,
        approval=None,
    )


def queue_thread(store: Store, *, number: int = 1) -> QueuedPost:
    """A pending thread with two cards, a link card and a variant."""
    of = story(number)
    end = NOON + timedelta(hours=24)
    offer = Offer(post=thread_of(of), due_at=NOON, expires_at=end)
    return store.queue.offer(f"thread:{number}", of, [offer], at=NOON)[0]


def queue_one(
    store: Store,
    cards: CardStore | None = None,
    *,
    number: int = 1,
    account: str = "main",
    lane: Lane = Lane.USUAL,
) -> QueuedPost:
    """A pending post about article ``number``."""
    of = story(number)
    offer = replace(offer_of(of, cards, account=account), lane=lane)
    return store.queue.offer(f"{account}:{of.link}", of, [offer], at=NOON)[0]


def approve_one(
    store: Store, cards: CardStore | None = None, *, number: int = 1, account: str = "main"
) -> QueuedPost:
    """An approved post about article ``number``, due at NOON."""
    post = queue_one(store, cards, number=number, account=account)
    return store.queue.approve(post.id, actor=ADA, at=NOON)
