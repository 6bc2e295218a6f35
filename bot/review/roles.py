"""Who of the team may do what. Pure.

viewer      looks at everything but the administration
editor      also edits, comments, composes, holds and moves
approver    also says yes and no, and settles what is uncertain
admin       also users, accounts, sources, templates and settings
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What somebody of the team is trusted with; each may do what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMIN = "admin"

    def may(self, least: Role) -> bool:
        """Whether somebody of this role may do what takes ``least``."""
        order = list(Role)
        return order.index(self) >= order.index(least)


# Actions of the audit log that make somebody an author of a post's words. Taking a variant, a time
# or another card does not.
AUTHORING = frozenset({"draft", "edit"})


def wrote(name: str, actions: Iterable[tuple[str, str]]) -> bool:
    """Whether ``name`` wrote some of a post's words, by the (actor, action) of its history."""
    return any(actor == name and action in AUTHORING for actor, action in actions)
