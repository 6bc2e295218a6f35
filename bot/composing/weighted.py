"""X's own counting library, at arm's length.

It reads one data file of its own through ``pkg_resources``, which Python 3.12 and later no longer
bring along; while it is imported, the one function it needs is lent to it.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from importlib.resources import files
from types import ModuleType


def weighted_length(text: str) -> int:
    """The weighted length of ``text`` by twitter-text configuration v3, superlinear in dots."""
    length: int = _library().parse_tweet(text).weightedLength
    return length


@cache
def _library() -> ModuleType:
    lent = ModuleType("pkg_resources")
    vars(lent)["resource_string"] = _resource
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = lent
    try:
        library = importlib.import_module("twitter_text")
    finally:
        if before is None:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before
    return library


def _resource(module: str, name: str) -> bytes:
    return files(module.rpartition(".")[0]).joinpath(name).read_bytes()
