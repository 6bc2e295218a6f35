"""How much there is to paint, so that no template keeps the bot at it for more than a second."""

from __future__ import annotations

from bot.cards.css.styled import Styled

# What one pixel takes, in units of about 10 ns on one core, measured: whatever the radius of a
# blur, and with what goes about it. A card of 1080×1920 has 2 million pixels.
LAYER, BLURRED_LAYER, SHADOW, GRADIENT, ROUND = 1.3, 4.0, 2.0, 2.0, 1.5
MOST = 60_000_000


class Effort:
    """Counts what a card's layers, blurs, shadows, gradients and round corners take."""

    def __init__(self) -> None:
        self.units = 0.0

    def add(self, owner: Styled, size: tuple[int, int], each: float) -> None:
        """Count what is about to be painted, ``each`` for a pixel. Raises TemplateError for much.

        It is counted whether or not a cache has it, so the same card is always refused.
        """
        self.units += size[0] * size[1] * each
        if self.units > MOST:
            raise owner.error(
                "blurs, shadows, gradients, round corners and see-through layers over so many "
                "pixels take too long; use fewer or smaller ones"
            )
