"""Where a quote's parts are joined: the sign that the attribution between them stood in for.

"The bridge holds," said Ann Reed. "The road does not." is printed as: The bridge holds. The road
does not. In the article a comma leads to the attribution; the full stop of the sentence stands
behind it. Pure.
"""

from __future__ import annotations

import re

_SIGNS = ".!?…:;,—–-"  # where a part ends in one, nothing is added
_CLOSING = " \u00a0\u202f\n«»“”„‟\"'‘’‚‹›)]—–"
_ENDS_SENTENCE = re.compile(r"[.!?…:]|\n\n")


def sign_between(before: str, between: str, after: str) -> str:
    """What may be set behind the part ``before`` where ``after`` is joined to it; or nothing.

    ``between`` is the article's text from the one to the other, marks included. It is a full stop
    where a sentence ends in ``between`` and ``after`` begins another; a comma where ``between``
    has one at either end and the sentence goes on.
    """
    if not between or before.rstrip(_CLOSING)[-1:] in _SIGNS:
        return ""
    if begins_sentence(between, after):
        return "."
    opening, closing = between.lstrip(_CLOSING)[:1], _end(between)[-1:]
    return "," if "," in (opening, closing) else ""


def begins_sentence(between: str, after: str) -> bool:
    """Whether ``after`` begins a sentence of its own, by what stands before it."""
    first = next((sign for sign in after if sign.isalnum()), "")
    if first.islower() or not first:
        return False
    return bool(_ENDS_SENTENCE.search(between, len(_end(between)) - 1))


def _end(between: str) -> str:
    """``between`` without the marks that open the next part."""
    return between.rstrip(_CLOSING)
