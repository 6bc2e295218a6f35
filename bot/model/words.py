"""Texts compared: one fingerprint, and the one test of "the same words"."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata


def fingerprint(*texts: str) -> str:
    """SHA-256 of the texts in order, as hex; no two lists of texts run together."""
    digest = hashlib.sha256()
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


_SPACE = re.compile(r"[\s\u2060\ufeff\u200b]+")
_MARK = re.compile(r" ?[«»“”„‟‹›‚‘’‛'\"`´] ?")
_BEFORE_SIGN = re.compile(r" (?=[!?:;%])")  # French sets a space here, others none


def plain_words(text: str) -> str:
    """``text`` with entities decoded, one kind of space and one kind of quotation mark.

    >>> plain_words("«\\u00a0Non&nbsp;merci…\\u202f»") == plain_words('"Non merci…"')
    True
    """
    text = unicodedata.normalize("NFC", html.unescape(text))
    text = _SPACE.sub(" ", text.replace("<<", "'").replace(">>", "'"))
    return _BEFORE_SIGN.sub("", _MARK.sub("'", text)).strip(" ")


def same_words(first: str, second: str) -> bool:
    """Whether two texts are the same words: every check of "verbatim" asks here.

    The kind of space (none at all before ``! ? : ; %`` and beside a mark) and the shape of
    quotation marks and apostrophes do not count, nor do character entities that one side has
    decoded. Every letter, digit and other sign does.
    """
    return plain_words(first) == plain_words(second)
