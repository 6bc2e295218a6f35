"""Jinja2: a template and the words of a card in, HTML out.

Templates run in Jinja2's sandbox with autoescaping and strict names. Each start tag of a template
is given an attribute with its file and line before Jinja sees it, so that a finding names the
right line whatever loops and includes do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.runtime import Context
from jinja2.utils import Namespace
from markupsafe import escape

from bot.cards.files.library import Library
from bot.cards.words import wording
from bot.errors import TemplateError
from bot.model import CardContent, Format
from bot.sandbox import MOST_STEPS, BoundedEnvironment, rendered

PLACE = "-at"  # the attribute that carries "file:line"

_JINJA_OR_STYLE = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|(?P<style><style\b)[^>]*>.*?</style>",
    re.DOTALL | re.IGNORECASE,
)
_START_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*")


class _Places(Extension):
    """Marks every start tag with where it stands."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return mark_places(source, filename or name or "template")


def mark_places(source: str, file: str) -> str:
    """The source with ``-at="file:line"`` in each start tag; the lines stay as they are."""
    pieces: list[str] = []
    line, start = 1, 0

    def mark(text: str) -> str:
        nonlocal line

        def tag(match: re.Match[str]) -> str:
            at = line + text.count("\n", 0, match.start())
            return f'{match[0]} {PLACE}="{escape(file)}:{at}"'

        marked = _START_TAG.sub(tag, text)
        line += text.count("\n")
        return marked

    for match in _JINJA_OR_STYLE.finditer(source):
        pieces.append(mark(source[start : match.start()]))
        whole = match[0]
        if match["style"]:
            head = len(match["style"])
            pieces.append(f'{whole[:head]} {PLACE}="{escape(file)}:{line}"{whole[head:]}')
        else:
            pieces.append(whole)
        line += whole.count("\n")
        start = match.end()
    pieces.append(mark(source[start:]))
    return "".join(pieces)


def render(library: Library, template: str, content: CardContent, format: Format) -> str:
    """The HTML of one card. Raises TemplateError, with file and line, for whatever goes wrong."""
    name = template if template.endswith(".html") else f"{template}.html"
    try:
        return _rendered(_environment(library), name, _names(content, format))
    except jinja2.TemplateNotFound as problem:
        missing = _not_found(library, str(problem.name or name))
        if problem.name == name:
            raise TemplateError(missing) from None
        raise _while_running(library, name, missing, problem) from None
    except jinja2.TemplateSyntaxError as problem:
        place = f"{problem.filename or problem.name}:{problem.lineno}"
        raise TemplateError(f"{place}: {problem.message}") from None
    except (jinja2.TemplateError, SecurityError, ArithmeticError, LookupError) as problem:
        raise _while_running(library, name, str(problem), problem) from None
    except (SyntaxError, RecursionError, MemoryError) as problem:  # of the Python it becomes
        raise _while_running(library, name, "it is nested too deeply", problem) from None
    except (TypeError, ValueError, AttributeError) as problem:
        raise _while_running(library, name, str(problem), problem) from None


# What a template may use of Jinja's filters: text and lists. ``safe`` is not among them, for an
# article's words are never markup.
FILTERS = (
    *("batch", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int"),
    *("join", "last", "length", "list", "lower", "replace", "reject", "rejectattr", "reverse"),
    *("round", "select", "selectattr", "slice", "sort", "string", "title", "trim", "truncate"),
    *("unique", "upper", "wordcount"),
)
_WORDING: dict[str, Callable[..., object]] = {
    "marked": wording.marked,
    "highlighted": wording.highlighted,
    "opened": wording.opened,
    "parted": wording.parted,
    "stacked": wording.stacked,
}
LONGEST_HTML = 1_000_000  # characters


class _Environment(BoundedEnvironment):
    """The bounded sandbox, with a bound on sums too."""

    intercepted_binops = frozenset(["*", "**", "%", "<<"])

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator in ("**", "<<") or not numbers:
            raise SecurityError(f"{operator!r} is for two numbers only, and no power of them")
        return super().call_binop(context, operator, left, right)


def _rendered(environment: _Environment, name: str, names: dict[str, object]) -> str:
    return rendered(environment.get_template(name), names | {"range": _range}, LONGEST_HTML)


def _range(*arguments: int) -> range:
    found = range(*arguments)
    if len(found) > MOST_STEPS:
        raise SecurityError(f"range() makes more than {MOST_STEPS:,} steps in one card")
    return found


def _not_found(library: Library, name: str) -> str:
    known = ", ".join(library.names())
    return f"{name}: there is no such template among the library's folders; there are: {known}"


def _while_running(library: Library, name: str, message: str, problem: Exception) -> TemplateError:
    """The error with the innermost template line that ran."""
    place, trace = f"{name}:1", problem.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if any(file.startswith(str(folder)) for folder in library.templates):
            place = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return TemplateError(f"{place}: {message}")


@lru_cache(maxsize=8)
def _environment(library: Library) -> _Environment:
    environment = _Environment(
        loader=jinja2.FunctionLoader(_loader(library)),
        extensions=[_Places],
        autoescape=True,
        optimized=False,  # a template runs a few times; to fold its constants takes longer
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.bound(FILTERS)
    environment.globals["namespace"] = Namespace
    environment.filters.update(_WORDING)
    return environment


def _loader(
    library: Library,
) -> Callable[[str], tuple[str, str | None, Callable[[], bool] | None] | None]:
    def load(name: str) -> tuple[str, str | None, Callable[[], bool] | None] | None:
        path = library.find(name)
        if path is None:
            return None
        text, _ = library.read(name)
        changed = _changed(path)
        return text, str(path), lambda: library.find(name) == path and _changed(path) == changed

    return load


def _changed(path: Path) -> tuple[int, ...] | None:
    """Which file it is, and when it was last written to; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


# Languages whose usual script runs from right to left; CLDR 48, characterOrder.
_RTL = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"))


def _names(content: CardContent, format: Format) -> dict[str, object]:
    return {
        "kind": content.kind.value,
        "language": content.language,
        "direction": "rtl" if content.language.split("-")[0].lower() in _RTL else "ltr",
        "headline": content.headline,
        "quote": content.quote or "",
        "speaker": content.speaker or "",
        "role": content.role or "",
        "points": content.points,
        "figure": content.figure or "",
        "source": content.source,
        "site": content.site,
        "image": content.image or "",
        "credit": content.credit or "",
        "portrait": content.portrait or "",
        "format": format,
    }
