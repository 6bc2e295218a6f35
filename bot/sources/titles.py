"""A title without the name of the site that follows or precedes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# With a space on both sides only: a hyphen inside a title is its own.
_SEPARATOR = re.compile(r"\s+(?:\||-|–|—|·|•|»|›|::|/)\s+")


def clean_title(title: str, site_names: Iterable[str], rubrics: Iterable[str] = ()) -> str | None:
    """``title`` without leading and trailing segments that only name the site or the rubric.

    None where nothing else is left. A colon is no such separator: a title may be about the site.

    >>> clean_title("Le port rouvre – Economie | La Vigie", ["La Vigie"], ["Economie"])
    'Le port rouvre'
    """
    names = {_squashed(name) for name in (*site_names, *rubrics)} - {""}
    while title:
        if _squashed(title) in names:
            return None
        cuts = list(_SEPARATOR.finditer(title))
        if cuts and _squashed(title[cuts[-1].end() :]) in names:
            title = title[: cuts[-1].start()]
        elif cuts and _squashed(title[: cuts[0].start()]) in names:
            title = title[cuts[0].end() :]
        else:
            return title
    return None


def _squashed(name: str) -> str:
    """``Le Monde.fr`` and ``lemonde.fr`` are one name."""
    return re.sub(r"[\W_]+", "", name.casefold())
