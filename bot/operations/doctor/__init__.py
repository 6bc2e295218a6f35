"""``bot doctor``: everything that keeps the bot from working as meant, each with its mend."""

from bot.operations.doctor.examination import Finding, Level, examine

__all__ = ["Finding", "Level", "examine"]
