"""Names that no person has, known by their first words: a body's branch, a station, a case."""

from __future__ import annotations

from bot.reading.languages import Language


def is_branch(text: str, key: tuple[str, ...], language: Language) -> bool:
    """« EDF de Vaux », « France Bleu Vaux », « Affaire Mora »: a branch, a station, a case."""
    first = text.split(" ", 1)[0]
    initials = len(first) > 1 and first.isupper() and first.isalpha() and not text.isupper()
    placed = initials and len(key) > 2 and key[1] in language.people.particles
    people = language.people
    return placed or key[0] in people.affairs or " ".join(key[:2]) in people.stations
