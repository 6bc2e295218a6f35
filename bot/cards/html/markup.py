"""HTML text in, an element tree out: lenient as browsers are, but without their inventions.

Unclosed paragraphs and list items close where the next begins, void elements have no content,
stray end tags are dropped. Nothing is moved or added, save ``html`` and ``body`` round a fragment.
"""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from bot.cards.html.template import PLACE
from bot.errors import TemplateError

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
# Elements that end an open one of the same group; HTML Standard §13.1.2.4 "Optional tags".
_ENDS = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}
_ENDS_PARAGRAPH = {
    *("address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main"),
    *("nav", "ol", "p", "pre", "section", "table", "ul"),
}
# Parts of HTML that a card has no use for.
REFUSED = {
    "script": "delete it: cards run no scripts",
    "iframe": "delete it: cards embed no pages",
    "table": "use display: flex",
    "svg": "use a PNG in <img>",
    "video": "use <img>",
    "canvas": "use <img>",
    "object": "use <img>",
    **dict.fromkeys(("audio", "embed", "math", "noscript", "dialog"), "delete it: cards show none"),
    **dict.fromkeys(
        ("button", "input", "select", "textarea", "fieldset", "legend", "progress", "meter"),
        "cards have no forms; use <div>",
    ),
    # What browsers draw by themselves, in ways that the sheet of theirs that cards have does not.
    "q": "browsers add marks of their own; use <span>",
    "hr": "use a <div> with a border",
    **dict.fromkeys(("sub", "sup"), "use the signs ₂ and ²"),
    **dict.fromkeys(("pre", "code", "kbd", "samp", "tt"), "use <span> and font-family"),
    **dict.fromkeys(("big", "font"), "use <span> and font-size"),
    **dict.fromkeys(("center", "marquee"), "use text-align: center"),
    **dict.fromkeys(("details", "summary"), "use <div>"),
    **dict.fromkeys(("ruby", "rt"), "use <span>"),
    "wbr": "write &#8203; there",
}
DEEPEST = 200  # open elements; deeper trees are slips or attacks
MOST = 5_000  # elements of one card
LONGEST = 20_000  # characters of one card's texts; a page of a newspaper has fewer


def place_of(element: Element) -> tuple[str, int]:
    """The template file and line that an element's start tag stands in."""
    file, _, line = element.get(PLACE, "template:1").rpartition(":")
    return file, int(line)


def parse(text: str) -> Element:
    """The ``html`` element of a document. Raises TemplateError with file and line."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.document()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("html")
        self.stack: list[Element] = [self.root]
        self.count = 0
        self.length = 0

    def document(self) -> Element:
        if self.root.find("body") is None:
            head = [child for child in self.root if child.tag in ("head", "style", "link", "title")]
            body = Element("body", {key: value for key, value in self.root.items() if key == PLACE})
            body.text, self.root.text = self.root.text, None
            for child in [child for child in self.root if child not in head]:
                self.root.remove(child)
                body.append(child)
            self.root.append(body)
        return self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        attributes.setdefault(PLACE, self.stack[-1].get(PLACE, "template:1"))
        self.root.attrib.setdefault(PLACE, attributes[PLACE])
        if tag == "html":
            self.root.attrib.update(attributes)
            return
        self._refuse(tag, attributes)
        self._close_implied(tag)
        element = Element(tag, attributes)
        self.stack[-1].append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # as in HTML, the slash means nothing

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].tag == tag:
                del self.stack[index:]
                return

    def handle_data(self, data: str) -> None:
        parent = self.stack[-1]
        if parent.tag != "style":
            self.length += len(data)
            if self.length > LONGEST:
                place = parent.get(PLACE, "template:1")
                raise TemplateError(f"{place}: more than {LONGEST:,} characters on one card")
        if len(parent):
            last = parent[-1]
            last.tail = (last.tail or "") + data
        elif parent is not self.root or data.strip():
            parent.text = (parent.text or "") + data

    def _refuse(self, tag: str, attributes: dict[str, str]) -> None:
        place = attributes.get(PLACE, "template:1")
        self.count += 1
        if tag in REFUSED:
            raise TemplateError(f"{place}: <{tag}> is not supported; {REFUSED[tag]}")
        if attributes.get("dir", "ltr") not in ("ltr", "rtl"):
            raise TemplateError(f'{place}: dir is ltr or rtl; in words: dir="{{{{ direction }}}}"')
        if len(self.stack) > DEEPEST:
            raise TemplateError(f"{place}: more than {DEEPEST} elements inside one another")
        if self.count > MOST:
            raise TemplateError(f"{place}: more than {MOST} elements on one card")

    def _close_implied(self, tag: str) -> None:
        top = str(self.stack[-1].tag)
        if (tag in _ENDS and top in _ENDS[tag]) or (top == "p" and tag in _ENDS_PARAGRAPH):
            self.stack.pop()
