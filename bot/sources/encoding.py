"""Bytes to text: read right, or refused by name; never mangled."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from bot.errors import DocumentError

# Longest first: UTF-32's mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The single-byte encodings in which Western European newsrooms' old files are kept, likeliest
# first. Latin-1 is read as Windows-1252, as the WHATWG Encoding Standard says.
_WESTERN = ("cp1252", "iso8859-15", "mac_roman")
# A byte in a hundred may look odd in a text that is read right (a stray sign); more may not.
_ODD_SHARE = 0.01
# Characters of two bytes and more that make bytes UTF-8 in spite of one that is not.
_GOOD_FOR_ONE_STRAY = 3

# The Encoding Standard's two entries that stand for "do not decode this".
_NOT_FOR_TEXT = frozenset({"replacement", "x-user-defined"})

_HIGH = re.compile(r"[^\x00-\x7f]")
# What no text in a Western European language contains, whichever the language: three accented
# letters in a row, a capital one inside a word, a sign or a currency between two letters.
_ODD = re.compile(
    r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]{3,}"
    r"|(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞŒŠŽŸ](?=[a-zà-öø-ÿ]|\b)"
    r"|(?<=[A-Za-zÀ-ÖØ-öø-ÿ])[¢£¤¥¦§¨©¬®¯°±²³´µ¶¸¹º¼½¾×÷ƒˆ‰˜™∂∑∏π∫Ω√≈∆◊ıˇ˘˙˚˝˛†‡](?=[A-Za-zÀ-ÖØ-öø-ÿ])"
    r"|(?<=[a-zà-öø-ÿ])[‚„…‹›ˆ](?=[a-zà-öø-ÿ])"
    r"|[\x80-\x9fƒ∆◊⁄ﬁﬂ√¬∂∑∏π∫Ω˘˙˚˝˛ˇ¤¦¨¯¸]"
)
# Signs that a text may hold, but no text is full of: the marks of binary files.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)


def decode_file(raw: bytes, name: str) -> str:
    """The text of a file of unknown encoding.

    A byte order mark decides, then UTF-8, then Windows-1252, Latin-9 or Mac Roman if the text
    makes sense in one of them. Raises DocumentError, naming the file, for a binary file and for
    a text in some other encoding.
    """
    refuse_binary(raw, name)
    text = _by_mark(raw, name)
    if text is None:
        text = _strictly(raw, "utf-8")
    if text is None:
        text = _western(raw)
    if text is None:
        raise DocumentError(f"{name}: neither UTF-8 nor Windows-1252; save it as UTF-8")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise DocumentError(f"{name}: binary data, no text; give a text, Markdown or HTML file")
    return text.replace("\x00", "")


def decode_page(raw: bytes, declared: Iterable[str | None], name: str) -> str:
    """The text of a page; ``declared`` are the encodings that header and markup name, in order.

    Servers name the wrong one often: bytes that are UTF-8 are read as UTF-8 whatever was named
    (no other encoding yields valid multi-byte sequences by chance), and a named encoding that
    does not fit the bytes is passed over. Raises DocumentError where none fits.
    """
    refuse_binary(raw, name)
    text = _by_mark(raw, name)
    if text is not None:
        return text
    wide = [each for each in _python_names(declared) if each.startswith("utf-16")]
    wide = wide if b"\x00" in raw[:100] else []
    for encoding in [*wide, "utf-8"]:
        text = _strictly(raw, encoding)
        if text is not None:
            return text
    text = _as_declared(raw, declared) or _mostly_utf8(raw) or _western(raw) or _detected(raw)
    if text is None:
        raise DocumentError(f"{name}: its encoding cannot be told; the page must name it")
    return text


def refuse_binary(raw: bytes, name: str) -> None:
    """Raise DocumentError for what its first bytes say is a picture, a PDF, an archive …"""
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise DocumentError(f"{name}: {what}, no text; give a text, Markdown or HTML file")


def _by_mark(raw: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = _strictly(raw[len(mark) :], encoding)
            if text is None:
                raise DocumentError(f"{name}: broken {encoding.upper()}; save it again as UTF-8")
            return text
    return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _western(raw: bytes) -> str | None:
    """``raw`` in the Western encoding in which it looks least odd, None if odd in all."""
    best: tuple[float, str] | None = None
    for encoding in _WESTERN:
        text = _strictly(raw, encoding)
        if text is not None:
            odd = _oddness(text)
            if odd <= _ODD_SHARE and (best is None or odd < best[0]):
                best = (odd, text)
    return best[1] if best else None


def _oddness(text: str) -> float:
    high = len(_HIGH.findall(text))
    return sum(len(odd) for odd in _ODD.findall(text)) / high if high else 0.0


def _python_names(declared: Iterable[str | None]) -> Iterator[str]:
    """The labels as the WHATWG Encoding Standard reads them: ``latin1`` is ``cp1252``."""
    import webencodings

    for label in declared:
        known = webencodings.lookup(label) if label else None
        if known is not None and known.name not in _NOT_FOR_TEXT:
            yield known.codec_info.name


def _as_declared(raw: bytes, declared: Iterable[str | None]) -> str | None:
    for encoding in _python_names(declared):
        text = None if encoding.startswith("utf") else _strictly(raw, encoding)
        if text is not None and (encoding not in ("cp1252", *_WESTERN) or not _is_odd(text)):
            return text
    return None


def _is_odd(text: str) -> bool:
    return _oddness(text) > _ODD_SHARE


def _mostly_utf8(raw: bytes) -> str | None:
    """UTF-8 into which an old system pasted some Windows-1252, each byte read as what it is."""
    text = raw.decode("utf-8", "surrogateescape")
    strays = sum("\udc80" <= sign <= "\udcff" for sign in text)
    if strays * _GOOD_FOR_ONE_STRAY > len(_HIGH.findall(text)) - strays:
        return None
    return re.sub("[\udc80-\udcff]+", _stray_as_western, text)


def _stray_as_western(match: re.Match[str]) -> str:
    stray = match.group().encode("utf-8", "surrogateescape")
    return _strictly(stray, "cp1252") or "\ufffd" * len(stray)


def _detected(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    return _strictly(raw, best.encoding) if best is not None else None
