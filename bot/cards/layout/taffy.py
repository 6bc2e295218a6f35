"""Taffy, as stretchable brings it: its compiled module, without stretchable's own Python.

That Python, with attrs, which cards have no use for, is a sixth of what a cold card imports.
"""

from __future__ import annotations

import logging
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from stretchable import taffylib


def _loaded() -> ModuleType:
    package = find_spec("stretchable")
    assert package is not None
    found = PathFinder.find_spec("stretchable.taffylib", package.submodule_search_locations)
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    handlers = logging.root.handlers[:]
    found.loader.exec_module(module)
    logging.root.handlers[:] = handlers  # it installs one of its own
    return module


if not TYPE_CHECKING:
    taffylib = _loaded()

__all__ = ["taffylib"]
