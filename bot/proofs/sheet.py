"""The files of a proofs folder: cards, ``posts.json`` and ``index.html``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot import as_json
from bot.as_json import Proof
from bot.model import Article, Card, Draft, Post
from bot.proofs import page
from bot.proofs.page import Shown, Story

LONGEST_SLUG = 48


class Sheet:
    """Writes proofs into ``folder``, one article after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stories: list[Story] = []
        self._files: dict[str, str] = {}

    def add(self, draft: Draft, made: Sequence[Post[Card]]) -> list[str]:
        """Write an article's cards; what keeps one from being shown is returned in plain lines.

        A card with findings is refused: it is not written, and its post says why.
        """
        refused: list[str] = []
        shown = []
        for post in made:
            reasons = [reason for card in post.cards for reason in card.why_refused]
            refused += reasons
            proofs = post.with_cards(partial(self._proof, draft.reading.article))
            whole = replace(proofs, notes=(*proofs.notes, *reasons))
            of_all = frozenset((*draft.reading.article.notes, *draft.warnings))
            shown.append(Shown(post=whole, of_all=of_all))
        self._stories.append(Story(draft=draft, posts=tuple(shown)))
        return refused

    def finish(self, made_at: datetime) -> str:
        """Write the page and ``posts.json``; returns the latter."""
        made = [
            as_json.draft(story.draft, [shown.post for shown in story.posts])
            for story in self._stories
        ]
        text = json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False, indent=2)
        (self._folder / "posts.json").write_text(text + "\n", encoding="utf-8")
        html = page.render(self._stories, made_at)
        (self._folder / "index.html").write_text(html, encoding="utf-8")
        return text

    def _proof(self, article: Article, card: Card) -> tuple[Proof, ...]:
        return () if card.findings else (Proof(card=card, file=self._write(article, card)),)

    def _write(self, article: Article, card: Card) -> str:
        """The name of the card's file, written where no card before was the same picture."""
        if card.sha256 not in self._files:
            stem = f"{slug(article.title)}-{card.template}-{card.format.name}"
            name = f"cards/{stem}{card.kind.suffix}"
            number = 2
            while name in self._files.values():
                name = f"cards/{stem}-{number}{card.kind.suffix}"
                number += 1
            path = self._folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(card.data)
            self._files[card.sha256] = name
        return self._files[card.sha256]


def slug(title: str) -> str:
    """``title`` as a file name: plain letters and digits, whole words, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + 1 + len(word) > LONGEST_SLUG:
            break
        made = f"{made}-{word}" if made else word
    return made or "article"
