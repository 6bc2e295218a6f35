"""Bytes with named gaps: what is shown is what is sent, but for the gaps."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import NotSent

# What may fill a gap: printable ASCII without the two signs that end or escape a JSON string. No
# platform's ids and no token need more, and no answer can break out of the place it is put in.
_VALUE = re.compile(r"[!#-\[\]-~]{1,5000}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for what only the server or a secret can give; shown as ``{name}``."""

    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """Literal bytes and gaps, in order. A text that looks like a gap stays a text."""

    parts: tuple[bytes | Gap, ...] = field(default=(), repr=False)

    @property
    def gaps(self) -> frozenset[str]:
        """The names of all gaps."""
        return frozenset(part.name for part in self.parts if isinstance(part, Gap))

    @property
    def shown(self) -> bytes:
        """The bytes with each gap as its name in braces."""
        return b"".join(
            part if isinstance(part, bytes) else f"{{{part.name}}}".encode() for part in self.parts
        )

    def filled(self, values: Mapping[str, str]) -> bytes:
        """The bytes with each gap filled. Raises NotSent for a value that is missing or unfit."""
        return b"".join(
            part if isinstance(part, bytes) else _value(part, values) for part in self.parts
        )

    def matches(self, sent: bytes) -> bool:
        """Whether ``sent`` is this, with something in each gap."""
        pattern = b"".join(
            re.escape(part) if isinstance(part, bytes) else rb"[!#-\[\]-~]+" for part in self.parts
        )
        return re.fullmatch(pattern, sent, re.DOTALL) is not None

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts if isinstance(part, bytes))


def _value(gap: Gap, values: Mapping[str, str]) -> bytes:
    value = values.get(gap.name, "")
    if not _VALUE.fullmatch(value):
        what = "has a sign that cannot be sent" if value else "is missing"
        raise NotSent(f"{gap.name} {what}")
    return value.encode("ascii")


def content(*parts: str | bytes | Gap) -> Content:
    """Content of these parts; text is UTF-8.

    >>> content("Bearer ", Gap("access_token")).shown
    b'Bearer {access_token}'
    """
    return Content(tuple(part.encode() if isinstance(part, str) else part for part in parts))


def json_content(value: object) -> Content:
    """``value`` as compact JSON in UTF-8; a Gap or Content may stand wherever a string may.

    >>> json_content({"text": "{media:1} é", "media": [Gap("media:1")]}).shown.decode()
    '{"text":"{media:1} é","media":["{media:1}"]}'
    """
    mark = secrets.token_hex(16)  # nobody's text holds it

    def marked(found: object) -> str:
        if isinstance(found, Content):
            return "".join(
                marked(part) if isinstance(part, Gap) else part.decode() for part in found.parts
            )
        if not isinstance(found, Gap):
            raise TypeError(f"{type(found).__name__} is not JSON")
        return f"{mark}{found.name}{mark}"

    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=marked)
    split = raw.encode("utf-8").split(mark.encode())
    return Content(
        tuple(
            Gap(piece.decode()) if number % 2 else piece
            for number, piece in enumerate(split)
            if number % 2 or piece
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file in a form's ``part``; both names are ASCII without quotes."""

    part: str
    name: str
    media_type: str
    data: bytes = field(repr=False)


def form_data(boundary: str, fields: Mapping[str, str], *files: File) -> Content:
    """A form with files in it (RFC 7578), for ``multipart/form-data; boundary=…``.

    ``boundary`` must stand in none of the values; make it of the files' hash.
    """
    lines: list[str | bytes] = []
    for name, value in fields.items():
        lines += [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n'
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{value}\r\n"
        ]
    for file in files:
        lines += [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{file.part}"; '
            f'filename="{file.name}"\r\nContent-Type: {file.media_type}\r\n\r\n',
            file.data,
            "\r\n",
        ]
    return content(*lines, f"--{boundary}--\r\n")
