"""Portraits of speakers, as the newsroom's book has them; a face is never taken from an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Portraits:
    """The picture of each name and of its other forms: paths within the newsroom's folder."""

    by_name: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str | None) -> str | None:
        """The picture of a speaker, whatever the spaces in the name; None where there is none."""
        return self.by_name.get(" ".join((name or "").split()))
