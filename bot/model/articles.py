"""The article as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ArticleKind(StrEnum):
    """What sort of page an article came as; only an ARTICLE is composed without being asked."""

    ARTICLE = "article"
    INTERVIEW = "interview"
    LIVE_BLOG = "live blog"
    GALLERY = "gallery"
    VIDEO = "video"
    PAYWALLED = "paywalled"


class SummarySource(StrEnum):
    """Who wrote the summary points: the newsroom, or nobody (whole sentences of the article)."""

    ARTICLE = "article"
    SELECTED = "selected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    """A picture that the article shows; ``credit`` is printed wherever the picture is.

    ``licensed``: its source says that cards may show it. ``file`` is where it lies then, within the
    folder of photos. Of the picture of an article that was drafted before, ``url`` is empty.
    """

    url: str
    caption: str | None = None
    credit: str | None = None
    licensed: bool = False
    file: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A stretch of the text under one crosshead; ``heading`` is None before the first."""

    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as published, without the furniture of its page.

    ``text`` is the body: paragraphs parted by a blank line, crossheads among them, without the
    title and without the TL;DR block. All offsets everywhere point into this one string.
    ``sha256`` is ``fingerprint(title, *summary_points, text)``. ``notes`` tells the team what had
    to be assumed ("no date: counted from when it was first seen"). ``rubric`` is the part of the
    paper that it stands in ("International").
    """

    url: str | None
    canonical_url: str | None
    source: str
    language: str
    title: str
    lead: str | None = None
    summary_points: tuple[str, ...] = ()
    text: str
    sections: tuple[Section, ...] = ()
    kind: ArticleKind = ArticleKind.ARTICLE
    authors: tuple[str, ...] = ()
    rubric: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    sha256: str
    fetched_at: datetime
    notes: tuple[str, ...] = ()

    @property
    def photo(self) -> Image | None:
        """Its picture, where cards may show it: at hand, licensed, and known whose it is."""
        image = self.image
        return image if image and image.licensed and image.file and image.credit else None

    @property
    def link(self) -> str | None:
        """The URL that a post carries: the canonical one where the page names it."""
        return self.canonical_url or self.url


class Wording(Protocol):
    """The words of an article, as it stood at some moment."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def lead(self) -> str | None:
        """Its lead, where it has one."""

    @property
    def summary_points(self) -> tuple[str, ...]:
        """The points of its TL;DR."""

    @property
    def text(self) -> str:
        """Its body, paragraphs parted by a blank line."""
