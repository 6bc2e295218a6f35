"""Which signs open a quotation and which close it, paragraph by paragraph.

The scan keeps a stack of open marks. What opens and what closes follows from the mark, from the
spaces beside it and from what is open; a sign that can do neither is left alone. Time is linear
in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from bot.reading.languages import Language
from bot.reading.marks.signs import (
    AFTER_CLOSING,
    BEFORE_OPENING,
    CLOSED_OFF,
    SPACES,
    Family,
    Mark,
    trimmed,
)

MAX_DEPTH = 3  # no newsroom nests deeper; a bound keeps damaged texts cheap
MAX_MENDED = 600  # characters of a quotation whose opening mark is missing
MIN_MENDED = 3  # words of one
MAX_CUE = 7  # words from its closing mark to the verb of speech
_SENTENCE_END = re.compile(r"[.!?…][\])”’\"']*\s+(?=[^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_]+|[.!?;:]")
_SHORT = re.compile(r"n['’](?!\w)", re.IGNORECASE)  # rock 'n' roll
# A paragraph whose marks can be nothing else: with neither empty pairs nor any other sign that
# ``scan`` may take for a mark. Runs are possessive, so that none is tried twice.
_UNMARKED = r"(?:[^«»‹›“”„‟\"‚‘‛'’<>,`´]++|(?<=\w)['’](?=\w)|,(?!,))*+"
NONE = re.compile(_UNMARKED)  # a paragraph without any mark
_LEANING = rf"(?<![^{re.escape(BEFORE_OPENING + SPACES)}])“(?![{re.escape(CLOSED_OFF)}])"
_PLAIN = {
    ("«", "»"): re.compile(rf"{_UNMARKED}(?:«(?!\s?»){_UNMARKED}»{_UNMARKED})++"),
    ("“", "”"): re.compile(rf"{_UNMARKED}(?:{_LEANING}(?!\s?”){_UNMARKED}”{_UNMARKED})++"),
}
_CONTRARY = {"«": "»", "»": "«", "‹": "›", "›": "‹"}


class Marked(NamedTuple):
    """A stretch between marks: ``start`` to ``end`` are the words, ``outer_*`` include the marks.

    ``depth`` is 0 for a quotation that is in no other. ``mended`` says that a mark was missing
    or of the wrong kind. ``reopened`` says that the next paragraph goes on with the same
    quotation and opens it anew. ``doubtful`` is one that only an attribution in it can show, as
    its mark may be an apostrophe.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int = 0
    mended: bool = False
    unclosed: bool = False
    reopened: bool = False
    doubtful: bool = False


def plain_pairs(text: str, start: int, end: int, language: Language) -> list[Marked]:
    """The stretches, where opening and closing marks of one kind take turns, as they mostly do.

    None in any other paragraph; a mark that may be something else needs the whole scan.
    """
    found: list[Marked] = []
    for pair, plain in _PLAIN.items():
        at = text.find(pair[0], start, end) if pair in language.marks.pairs else -1
        if at < 0 or not plain.fullmatch(text, start, end):
            continue
        while at >= 0:
            close = text.index(pair[1], at, end)
            found.append(Marked(*trimmed(text, at + 1, close), at, close + 1))
            at = text.find(pair[0], close, end)
        break
    return found


class Pairing:
    """The pairing of one paragraph's marks."""

    def __init__(
        self, text: str, start: int, end: int, marks: list[Mark], language: Language
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = marks
        self.inward = {first + last for first, last in language.marks.pairs}
        self.stack: list[Mark] = []
        self.pairs: list[Marked] = []
        self.left = Counter(mark.family for mark in marks if self._could_close(mark))
        self.language = language
        self.hanging: Mark | None = None
        self.taken_in_turn = _are_taken_in_turn(marks)

    def _could_close(self, mark: Mark) -> bool:
        if mark.sign == "„":
            return False
        return mark.family is not Family.SINGLE or self._may_close_single(mark)

    @staticmethod
    def _may_close_single(mark: Mark) -> bool:
        return mark.sign in "’'‘" and mark.leans_left

    def run(self) -> tuple[list[Marked], list[Marked]]:
        """The closed stretches, and those whose closing mark is missing."""
        for mark in self.marks:
            self.left[mark.family] -= self._could_close(mark)
            if self._closes(mark):
                self._close(mark)
                if mark.doubled and self._closes(mark):  # « … « … »»
                    self._close(mark)
            elif self._opens(mark):
                self.stack.append(mark)
            elif not self.stack:
                self._mend_opening(mark)
        return self.pairs, self._unclosed()

    def _mend_opening(self, mark: Mark) -> None:
        """A closing mark whose opening one is of another kind, or missing: 'so" or: So”, he said.

        Where it is missing, the quotation opens with its sentence, when its speaker follows.
        """
        if mark.family is Family.SINGLE:
            clipped = self.hanging
            if clipped is not None and self._closes_clipped(clipped, mark):
                self.pairs.append(Marked(clipped.end, mark.start, clipped.start, mark.end))
            self.hanging = mark if self._could_hang(mark) else self.hanging
            return
        if mark.sign not in '”"' or not mark.leans_left or self.text[mark.start - 1].isdigit():
            return
        opens = self._sentence_start(mark)
        hanging = self.hanging
        if opens < 0:
            return
        if hanging is not None and hanging.start >= opens:
            self.pairs.append(Marked(hanging.end, mark.start, hanging.start, mark.end, 0, True))
        elif self._is_attributed(opens, mark):
            self.pairs.append(Marked(opens, mark.start, opens, mark.end, 0, True))

    def _could_hang(self, mark: Mark) -> bool:
        """Whether a single mark that no other closes is set as an opening one."""
        return mark.leans_right and self.text[mark.end : mark.end + 1].isalpha()

    def _closes_clipped(self, clipped: Mark, mark: Mark) -> bool:
        """‘Twas late,’ he said: behind a sign nothing is left out, so the mark closes.

        The one that stands for the letters left out has opened the quotation too.
        """
        if mark.sign not in "’'" or self.text[mark.start - 1] not in ",.!?…":
            return False
        unused = clipped.start >= self._last_end() and is_clipped(self.text, clipped, self.language)
        return unused and mark.leans_left and self._sentence_start(mark) <= clipped.start

    def _sentence_start(self, mark: Mark) -> int:
        """Where the sentence of the mark starts, -1 when too far away."""
        first = self.pairs[-1].outer_end if self.pairs else self.start
        start = max(first, mark.start - MAX_MENDED)
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text, start, mark.start - 1)]
        if not ends and start > first:
            return -1
        return ends[-1] if ends else first

    def _is_attributed(self, opens: int, mark: Mark) -> bool:
        """Whether enough words stand in front of the mark, and a verb of speech soon behind it."""
        if len(self.text[opens : mark.start].split()) < MIN_MENDED or opens == self._last_end():
            return False
        ahead = _WORD.findall(self.text[mark.end : mark.end + 80].lower())
        for word in ahead[:MAX_CUE]:
            if word in ".!?;:":
                return False
            if word in self.language.speech.verbs:
                return True
        return False

    def _last_end(self) -> int:
        """Where the last pair ends; what follows it is its attribution."""
        return self.pairs[-1].outer_end if self.pairs else -1

    def _closes(self, mark: Mark) -> bool:
        """Whether the mark closes the innermost open one, or else one further out."""
        for depth in range(len(self.stack) - 1, -1, -1):
            opener = self.stack[depth]
            if self._matches(opener, mark):
                innermost = depth == len(self.stack) - 1
                if innermost or not self._stronger_inside(depth, mark):
                    del self.stack[depth + 1 :]
                    return True
        return False

    def _stronger_inside(self, depth: int, mark: Mark) -> bool:
        """Whether a mark still open inside will find its own closing mark later."""
        inner = self.stack[depth + 1]
        return mark.leans_right and inner.family is not mark.family

    def _matches(self, opener: Mark, mark: Mark) -> bool:
        if opener.family is not mark.family:
            return self._closes_across(opener, mark)
        match opener.family:
            case Family.APOSTROPHES:
                return True
            case Family.STRAIGHT:
                return not (mark.leans_right and self.left[Family.STRAIGHT] % 2)
            case Family.SINGLE:
                return self._may_close_single(mark) and self._is_single_close(opener, mark)
            case Family.GUILLEMETS | Family.SINGLE_GUILLEMETS:
                return self._guillemet_closes(opener, mark)
            case Family.DOUBLE:
                return self._double_closes(opener, mark)

    def _guillemet_closes(self, opener: Mark, mark: Mark) -> bool:
        if opener.sign in "«‹":
            return mark.sign == _CONTRARY[opener.sign] or (mark.leans_left)
        return mark.sign in _CONTRARY[opener.sign] or not mark.leans_right

    @staticmethod
    def _double_closes(opener: Mark, mark: Mark) -> bool:
        if opener.sign == "„":
            return mark.sign in "“”" or (mark.leans_left and not mark.leans_right)
        return mark.sign == "”" or (mark.sign == "“" and mark.leans_left)

    def _closes_across(self, opener: Mark, mark: Mark) -> bool:
        """A quotation opened by one kind of double mark and closed by another: “ … ", ,,…''."""
        if mark.family is Family.APOSTROPHES:
            return opener.sign == "„" and mark.leans_left and not self.left[opener.family]
        if opener.sign == "“" and mark.sign == "»":
            plain = mark.leans_left and not mark.leans_right
            return plain and opener is self.stack[-1] and all(one.sign != "«" for one in self.stack)
        mixed = {opener.family, mark.family} == {Family.DOUBLE, Family.STRAIGHT}
        if not mixed or not mark.leans_left:
            return False
        if self.taken_in_turn:
            return opener.family is Family.STRAIGHT
        return not self.left[opener.family] or self._must_close(opener, mark)

    def _must_close(self, opener: Mark, mark: Mark) -> bool:
        """Whether a mark of another kind can do nothing but close: “Go," she said, "and stay.”

        Nothing of its kind is open, and behind a sign it opens nothing.
        """
        if mark.leans_right or any(one.family is mark.family for one in self.stack):
            return False
        if self.text[mark.start - 1] not in ",.!?…":
            return False
        left = self.left[Family.STRAIGHT] % 2
        return left == (opener.family is not Family.STRAIGHT)

    def _is_single_close(self, opener: Mark, mark: Mark) -> bool:
        """A closing single mark looks like an apostrophe: one after a sign is surer."""
        if opener.sign in "‘‚" and mark.sign == "'":
            return False
        before = self.text[mark.start - 1]
        if before in ",.!?…" or not self.left[Family.SINGLE]:
            return True
        if before not in "sxz" or mark.end == self.end or self.text[mark.end] in AFTER_CLOSING:
            return True
        word = _WORD.match(self.text, mark.end + 1)  # ‘the facts’ of the case: nobody owns it
        return word is not None and word[0] in self.language.function_words

    def _opens(self, mark: Mark) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            return False
        left = self.left[mark.family]
        match mark.family:
            case Family.GUILLEMETS | Family.SINGLE_GUILLEMETS:
                return self._guillemet_opens(mark, left)
            case Family.DOUBLE:
                if mark.sign == "”":
                    return mark.leans_right and left > 0
                return mark.sign == "„" or not mark.leans_left or mark.leans_right
            case Family.APOSTROPHES:
                return left > 0
            case Family.STRAIGHT:
                return mark.leans_right or (not mark.leans_left and left > 0)
            case Family.SINGLE:
                return self._single_opens(mark, left)

    def _guillemet_opens(self, mark: Mark, left: int) -> bool:
        if mark.sign in "«‹":
            usual = mark.sign + _CONTRARY[mark.sign] in self.inward
            return usual or left > 0 or not mark.leans_left
        reopens = mark.start == self.start and not mark.closed_off
        return reopens or (mark.at_boundary_before and left > 0)

    def _single_opens(self, mark: Mark, left: int) -> bool:
        if not mark.at_boundary_before or mark.closed_off or left == 0:
            return False
        if _SHORT.match(self.text, mark.end) or is_clipped(self.text, mark, self.language):
            return False
        return mark.sign in "‘‚" or (mark.sign == "'" and self.text[mark.end].isalnum())

    def _close(self, mark: Mark) -> None:
        opener = self.stack.pop()
        pair = opener.sign + mark.sign
        mended = opener.family in (Family.GUILLEMETS, Family.DOUBLE) and (
            pair not in ("«»", "“”", "„“", "„”") and pair not in self.inward
        )
        self.pairs.append(
            Marked(opener.end, mark.start, opener.start, mark.end, len(self.stack), mended)
        )

    def _unclosed(self) -> list[Marked]:
        """Stretches whose closing mark is missing: they run to the end of the paragraph.

        Only a mark that can do nothing but open is believed: a stray » or apostrophe is not.
        """
        found: list[Marked] = []
        for depth, mark in enumerate(self.stack):
            sure = mark.sign in "«“„" or (mark.sign == '"' and mark.leans_right)
            sure = sure or mark.start == self.start
            if sure and (depth == 0 or not found):
                close = self._single_close(mark)
                if close is not None:
                    self.pairs.append(Marked(mark.end, close.start, mark.start, close.end, 0, True))
                    continue
                found.append(
                    Marked(mark.end, self.end, mark.start, self.end, 0, True, unclosed=True)
                )
        return found

    def _single_close(self, opener: Mark) -> Mark | None:
        """A single mark set as a closing one, the paragraph's last: "so'."""
        last = self.marks[-1]
        closing = last.family is Family.SINGLE and last.leans_left and opener is self.marks[-2]
        return last if closing and self.text[last.end : last.end + 1] in ",.;:!?)" else None


def is_clipped(text: str, mark: Mark, language: Language) -> bool:
    """Whether the mark stands for letters left out: 'twas, 'em."""
    clipped = language.words.clipped
    word = _WORD.match(text, mark.end) if clipped else None
    return word is not None and word.group().lower() in clipped


def _are_taken_in_turn(marks: list[Mark]) -> bool:
    """Whether straight marks only open and curly ones only close: "Nein“, sagt sie. "Nie.“"""
    signs = [mark for mark in marks if mark.family in (Family.STRAIGHT, Family.DOUBLE)]
    if len(signs) < 2 or len(signs) % 2 or signs[0].family is signs[1].family:
        return False
    opening, closing = signs[::2], signs[1::2]
    return all(one.family is Family.STRAIGHT and one.leans_right for one in opening) and all(
        one.family is Family.DOUBLE and one.leans_left and not one.leans_right for one in closing
    )
