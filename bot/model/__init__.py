"""The records that flow from an article to a publication, and the one test of "the same words".

Article → Reading → Draft (one Post per account) → Card → QueuedPost → Publication.

Every record is frozen and keyword-only. Offsets count Python characters (Unicode code points)
into ``Article.text``. Times are aware and in UTC.
"""

from bot.model.articles import Article, ArticleKind, Image, Section, SummarySource, Wording
from bot.model.cards import Card, CardContent, CardFile, CardOrder, Finding, Format
from bot.model.joins import begins_sentence, sign_between
from bot.model.pictures import ANY_PNG, PictureKind, PictureLimits
from bot.model.posts import Draft, LinkCard, Piece, Post, PostKind, Variant
from bot.model.queue import Approval, Lane, Publication, QueuedPost, State
from bot.model.reading import Part, Quote, QuoteKind, Reading, Summary
from bot.model.words import fingerprint, plain_words, same_words

__all__ = [
    "ANY_PNG",
    "Approval",
    "Article",
    "ArticleKind",
    "Card",
    "CardContent",
    "CardFile",
    "CardOrder",
    "Draft",
    "Finding",
    "Format",
    "Image",
    "Lane",
    "LinkCard",
    "Part",
    "PictureKind",
    "PictureLimits",
    "Piece",
    "Post",
    "PostKind",
    "Publication",
    "QueuedPost",
    "Quote",
    "QuoteKind",
    "Reading",
    "Section",
    "State",
    "Summary",
    "SummarySource",
    "Variant",
    "Wording",
    "begins_sentence",
    "fingerprint",
    "plain_words",
    "same_words",
    "sign_between",
]
