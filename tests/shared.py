"""Data that may lie beside the checkout: real articles, pages and conformance suites."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


def shared(name: str) -> Path:
    """The path of ``name`` beside the checkout; skips the test, by name, where it is absent."""
    path = SHARED / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"../shared/{name} is not there")
    return path
