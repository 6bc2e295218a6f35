"""Words that cards are tried on, as the designer's page has them."""

from __future__ import annotations

from bot.preview.samples import SAMPLES

__all__ = ["FRENCH", "SAMPLES"]
FRENCH = SAMPLES["French"]
