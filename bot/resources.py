"""Where the shipped templates and fonts are: in a checkout, or inside the installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def shipped(folder: str) -> Path:
    """The folder of shipped files named ``folder`` ("templates", "fonts").

    Raises FileNotFoundError when the installation lacks it.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        path = root / folder
        if path.is_dir():
            return path
    raise FileNotFoundError(f"the installation lacks its folder {folder!r}: install it again")
