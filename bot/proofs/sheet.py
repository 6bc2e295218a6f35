"""The files of a proofs folder: cards, ``posts.json`` and ``index.html``."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot import as_json
from bot.model import Article, Card, Draft
from bot.proofs import page
from bot.proofs.page import Proof, Shown
from bot.studio import Made

LONGEST_SLUG = 48


class Sheet:
    """Writes proofs into ``folder``, one article after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._proofs: list[Proof] = []
        self._files: dict[str, str] = {}

    def add(self, draft: Draft, made: Sequence[Made]) -> list[str]:
        """Write an article's cards; what keeps one from being shown is returned in plain lines.

        A card with findings is refused: it is not written, and its post says why.
        """
        refused: list[str] = []
        shown = []
        for each in made:
            whole = [card for card in each.cards if not card.findings]
            reasons = [reason for card in each.cards for reason in why_refused(card)]
            refused += reasons
            notes = (*each.post.notes, *reasons)
            files = tuple((card, self._write(draft.reading.article, card)) for card in whole)
            shown.append(Shown(post=replace(each.post, notes=notes), cards=files))
        self._proofs.append(Proof(draft=draft, posts=tuple(shown)))
        return refused

    def finish(self, made_at: datetime) -> str:
        """Write the page and ``posts.json``; returns the latter."""
        made = [
            as_json.draft(proof.draft, [(shown.post, shown.cards) for shown in proof.posts])
            for proof in self._proofs
        ]
        text = json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False, indent=2)
        (self._folder / "posts.json").write_text(text + "\n", encoding="utf-8")
        html = page.render(self._proofs, made_at)
        (self._folder / "index.html").write_text(html, encoding="utf-8")
        return text

    def _write(self, article: Article, card: Card) -> str:
        """The name of the card's file, written where no card before was the same picture."""
        if card.sha256 not in self._files:
            stem = f"{slug(article.title)}-{card.template}-{card.format.name}"
            name = f"cards/{stem}.png"
            number = 2
            while name in self._files.values():
                name = f"cards/{stem}-{number}.png"
                number += 1
            path = self._folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(card.png)
            self._files[card.sha256] = name
        return self._files[card.sha256]


def why_refused(card: Card) -> list[str]:
    """A line for each finding of a card: what is wrong, and where in the template."""
    return [
        f"{card.template} card in {card.format.name} refused: {finding.message}"
        f" ({finding.file}{f':{finding.line}' if finding.line else ''})"
        for finding in card.findings
    ]


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
