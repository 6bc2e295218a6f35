"""Characters that were damaged on their way: entities, tags, wrong decodings, strays."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"(?<!<)</?(?:a|abbr|article|aside|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figure"
    r"|figcaption|font|footer|h[1-6]|header|hr|i|img|ins|li|main|mark|ol|p|q|s|section|small|span"
    r"|strong|sub|sup|table|tbody|td|th|thead|time|tr|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
# Tags of a page's own making are told from text by their attributes or their slash.
_OWN_TAG = re.compile(
    r"<[a-z][\w-]{0,40}(?:\s+[\w:-]{1,40}=\"[^\"<>]{0,2000}\")+\s*/?>|</?[a-z][\w-]{0,40}/?>(?<=/>)"
    r"|</[a-z][\w-]{0,40}>"
)
_BLOCK_TAG = re.compile(r"</?(?:p|div|h[1-6]|blockquote|li|ul|ol|br|tr|section|article)\b", re.I)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,100000}</\1>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
# UTF-8 read as Windows-1252 or Latin-1: a lead byte seen as Â, Ã, â, ð and the bytes after it.
# The last byte of ” is none of Windows-1252's characters, and is lost in most texts so damaged.
_HALF_CLOSING = "â€"
_MOJIBAKE = re.compile(
    rf"[ÂÃ][\x80-\xbf\u0152-\u2122]|â[\x80-\xbf\u0152-\u2122]{{2}}|{_HALF_CLOSING}"
)
_LEADS = "ÂÃâ"
_BREAKS = r"\u2028\u2029\x0c\x85"
_STRAYS = r"\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ud800-\udfff\ufffe\uffff\ufffc"
_STRAY = re.compile(f"[{_STRAYS}]")
_LINE_END = re.compile(rf"\r\n?|[{_BREAKS}]")
_ANY = re.compile(rf"[\r{_BREAKS}{_STRAYS}]")
_UNDEFINED = {chr(code): code for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def clean(text: str) -> str:
    """``text`` with line feeds alone, entities decoded, tags and control characters taken out."""
    text = _with_line_feeds(text)
    if "<" in text:
        text = _SCRIPT.sub("", text)
        text = _OWN_TAG.sub("", _TAG.sub(_untag, text))
    if "&" in text:
        text = _with_line_feeds(decode_entities(text))
    return _MOJIBAKE.sub(_redecode, text) if any(lead in text for lead in _LEADS) else text


def _with_line_feeds(text: str) -> str:
    """``text`` with line feeds alone, and without strays."""
    return _STRAY.sub("", _LINE_END.sub("\n", text)) if _ANY.search(text) else text


def decode_entities(text: str) -> str:
    """Named and numeric entities decoded, also where an earlier hand had escaped them twice."""
    once = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return _ENTITY.sub(lambda match: html.unescape(match.group()), once)


def _untag(match: re.Match[str]) -> str:
    tag = match.group()
    if tag.lower() == "<q>":
        return "“"
    if tag.lower() == "</q>":
        return "”"
    return "\n" if _BLOCK_TAG.match(tag) else ""


def _redecode(match: re.Match[str]) -> str:
    """The character whose UTF-8 bytes were read one by one; the text itself if they are none."""
    if match.group() == _HALF_CLOSING:
        return "”"
    raw = bytearray()
    for sign in match.group():
        try:
            raw += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return match.group()
            raw.append(ord(sign))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
