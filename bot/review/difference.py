"""Two versions of an article, and what differs between them: word by word, for a person. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.model import plain_words

AROUND = 6  # words shown on each side of a change
LONGEST = 4_000  # characters of a difference that are shown
_MOST_PAIRS = 1_000_000  # words compared with words; beyond it, whole paragraphs are shown

Opcode = tuple[str, int, int, int, int]


def difference(before: str, after: str) -> str:
    """What became of ``before``, in unified form: a hunk for each stretch of changed paragraphs.

    Words that are gone stand in ``[-…-]``, words that are new in ``{+…+}``, as wdiff has them.
    Paragraphs are parted by blank lines and counted from 1. Empty where both are the same words:
    the shape of marks and the kind of space do not count.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    hunks: list[str] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag != "equal":
            hunks.append(f"@@ -{_range(i1, i2)} +{_range(j1, j2)} @@")
            hunks += _hunk(old[i1:i2], new[j1:j2])
    return _cut("\n".join(hunks))


def _hunk(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield _words(before, after)
    else:
        yield _words(" ¶ ".join(old), " ¶ ".join(new))


def _words(before: str, after: str) -> str:
    old, new = before.split(), after.split()
    if len(old) * len(new) > _MOST_PAIRS:
        return f"[-{before}-] {{+{after}+}}"
    opcodes = _opcodes(old, new)
    last = len(opcodes) - 1
    return " ".join(
        part
        for number, opcode in enumerate(opcodes)
        for part in _marked(opcode, old, new, first=number == 0, last=number == last)
    )


def _marked(
    opcode: Opcode, old: Sequence[str], new: Sequence[str], *, first: bool, last: bool
) -> Iterator[str]:
    tag, i1, i2, j1, j2 = opcode
    if tag == "equal":
        yield _context(old[i1:i2], first=first, last=last)
        return
    if i2 > i1:
        yield f"[-{' '.join(old[i1:i2])}-]"
    if j2 > j1:
        yield f"{{+{' '.join(new[j1:j2])}+}}"


def _context(words: Sequence[str], *, first: bool, last: bool) -> str:
    """The words beside a change: those after the one before it, and those before the next."""
    head = () if first else words[:AROUND]
    tail = () if last else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join((*head, "…", *tail))


def _paragraphs(text: str) -> list[str]:
    return [stripped for part in text.split("\n\n") if (stripped := part.strip())]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """What turns the one into the other, as difflib has it; types of marks do not count."""
    before, after = ([plain_words(text) for text in texts] for texts in (old, new))
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())


def _range(start: int, end: int) -> str:
    """A range as unified differences write it: the first, and how many where not one."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … (more)"
