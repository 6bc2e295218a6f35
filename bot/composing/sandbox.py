"""Jinja2 for post templates: its sandbox, less of its language, and bounds on work and size.

The bounds count what a template does, so they say the same on every machine: each turn of a loop
is a step, and every text that is put together is measured before it is used further.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from pathlib import Path

import jinja2
from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.errors import TemplateError

MOST_STEPS = 10_000  # turns of all loops of one template together
LONGEST_TEXT = 100_000  # characters; Facebook, which takes the most, takes 63,206
LONGEST_FILE = 50_000  # characters

# What makes text out of words; a ``set`` within a loop ends with its turn.
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Getattr, nodes.Getitem),
    *(nodes.Filter, nodes.Test, nodes.Concat, nodes.Add, nodes.Sub, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Keyword),
)
# Filters that cut (truncate, wordwrap) are not among them: text is shortened at a sentence's end.
_FILTERS = (
    *("capitalize", "count", "d", "default", "first", "join", "last", "length", "list", "lower"),
    *("reject", "replace", "reverse", "select", "trim", "unique", "upper"),
)
_NAMES = {
    nodes.AssignBlock: "set block",
    nodes.CallBlock: "call block",
    nodes.FilterBlock: "filter block",
    nodes.Mod: "%",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Pow: "**",
    nodes.Slice: "[a:b]",
}
_STEPS = "_steps"


class _Steps:
    """Counts the turns of loops, of one rendering."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self) -> None:
        self.taken += 1
        if self.taken > MOST_STEPS:
            raise jinja2.TemplateRuntimeError(f"its loops make more than {MOST_STEPS:,} turns")


@pass_context
def _counted(context: Context, items: Iterable[object]) -> Iterator[object]:
    steps = context.resolve(_STEPS)
    assert isinstance(steps, _Steps)
    for item in items:
        steps.take()
        yield item


@pass_context
def _measured(context: Context, value: object) -> object:
    if isinstance(value, Sized) and len(value) > LONGEST_TEXT:
        raise jinja2.TemplateRuntimeError(f"it makes a text over {LONGEST_TEXT:,} characters")
    return value


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which refuses or bounds what is in a template before it is compiled."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > LONGEST_FILE:
            message = f"a template has no more than {LONGEST_FILE:,} characters"
            raise jinja2.TemplateSyntaxError(message, 1, name, filename)
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED) or _is_private(node):
                message = f"post templates have no {_name(node)}"
                raise jinja2.TemplateSyntaxError(message, node.lineno, name, filename)
        _bound(tree)
        return tree


def _bound(node: nodes.Node) -> None:
    """Count the turns of every loop, and measure whatever puts texts together."""
    for name, value in list(node.iter_fields()):
        if isinstance(value, list):
            bounded = [_bounded(each) if isinstance(each, nodes.Node) else each for each in value]
            setattr(node, name, bounded)
        elif isinstance(value, nodes.Node):
            setattr(node, name, _bounded(value))


def _bounded(node: nodes.Node) -> nodes.Node:
    _bound(node)
    if isinstance(node, nodes.For):
        node.iter = _filtered(node.iter, "counted")
    if isinstance(node, (nodes.Concat, nodes.Add, nodes.Filter)):
        return _filtered(node, "measured")
    return node


def _filtered(node: nodes.Node, name: str) -> nodes.Expr:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _is_private(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name.startswith("_")


def _name(node: nodes.Node) -> str:
    return _NAMES.get(type(node), type(node).__name__.lower())


def _printed(value: object) -> object:
    """What a word that there is none of prints: nothing."""
    return "" if value is None else value


_State = tuple[int, int, int]  # of a file: when it was written, its size and its inode


def _states_in(number: int, folder: Path) -> dict[str, _State]:
    """The templates of a folder, by the names that the loader knows them by."""
    found: dict[str, _State] = {}
    for path in folder.rglob("*.txt"):
        with contextlib.suppress(OSError):  # gone, or not to be read: told when it is asked for
            stat = path.stat()
            name = f"{number}/{path.relative_to(folder).as_posix()}"
            found[name] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


class Sandbox:
    """The templates of some folders, the first folder that has one first; the last is shipped."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._shipped = _states_in(len(folders) - 1, folders[-1])
        self._there: dict[str, _State] = {}
        # Not autoescaped: these make plain text, in which "&amp;" would be a misprint.
        self._environment = _Environment(
            loader=jinja2.PrefixLoader(
                {str(number): jinja2.FileSystemLoader(each) for number, each in enumerate(folders)}
            ),
            undefined=jinja2.StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            auto_reload=False,
        )
        self._environment.globals.clear()
        kept = {name: self._environment.filters[name] for name in _FILTERS}
        self._environment.filters.clear()
        self._environment.filters.update(kept, counted=_counted, measured=_measured)
        self.look_again()

    def choose(self, names: Sequence[str]) -> jinja2.Template:
        """The first of these names in the first folder that has any.

        Raises TemplateError for one that cannot be used.
        """
        name = self._first(names)
        if name is None:
            raise TemplateError(f"{names[-1]}: there is no such post template")
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateNotFound:  # gone since the folder was looked at
            raise TemplateError(f"{names[-1]}: there is no such post template") from None
        except jinja2.TemplateSyntaxError as error:
            message = f"{error.filename or error.name}:{error.lineno}: {error.message}"
            raise TemplateError(message) from None
        except (SyntaxError, RecursionError, MemoryError):  # of the Python it is compiled to
            raise TemplateError(f"{names[-1]}: its blocks are nested too deeply") from None
        except (UnicodeDecodeError, OSError) as error:
            raise TemplateError(f"{names[-1]}: cannot be read as UTF-8 text ({error})") from None

    def look_again(self) -> bool:
        """Take files that are new or have changed, let go of others; whether there were any."""
        *own, _ = self._folders
        there = dict(self._shipped)
        for number, each in enumerate(own):
            there.update(_states_in(number, each))
        if there == self._there:
            return False
        self._there = there
        if self._environment.cache is not None:
            self._environment.cache.clear()
        return True

    def _first(self, names: Sequence[str]) -> str | None:
        ways = (f"{number}/{name}" for number in range(len(self._folders)) for name in names)
        return next((way for way in ways if way in self._there), None)

    def render(self, template: jinja2.Template, words: Mapping[str, object]) -> str:
        """The text that a template makes. Raises TemplateError for whatever goes wrong."""
        chunks: list[str] = []
        length = 0
        try:
            for chunk in template.generate({**words, _STEPS: _Steps()}):
                chunks.append(chunk)
                length += len(chunk)
                _measured_length(length)
        except jinja2.TemplateError as error:
            raise _while_running(template, str(error.message or error), error) from None
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise _while_running(template, str(error), error) from None
        except (RecursionError, MemoryError) as error:
            raise _while_running(template, "it takes too much memory", error) from None
        return "".join(chunks)


def _measured_length(length: int) -> None:
    if length > LONGEST_TEXT:
        raise jinja2.TemplateRuntimeError(f"it makes a text over {LONGEST_TEXT:,} characters")


def _while_running(template: jinja2.Template, message: str, error: Exception) -> TemplateError:
    """The error, with the last line of the template that ran."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return TemplateError(f"{template.filename}:{line}: {message}")
