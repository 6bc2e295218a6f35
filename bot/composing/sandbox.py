"""Jinja2 for post templates: the bounded sandbox, with less of its language."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2 import nodes

from bot.errors import TemplateError
from bot.sandbox import LONGEST_TEXT, BoundedEnvironment, rendered

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


class _Environment(BoundedEnvironment):
    """The sandbox, less of its language."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > LONGEST_FILE:
            message = f"a template has no more than {LONGEST_FILE:,} characters"
            raise jinja2.TemplateSyntaxError(message, 1, name, filename)
        return super()._parse(source, name, filename)

    def refuse(self, tree: nodes.Template, name: str | None, filename: str | None) -> None:
        """Refuse what does not make text out of words."""
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED) or _is_private(node):
                message = f"post templates have no {_name(node)}"
                raise jinja2.TemplateSyntaxError(message, node.lineno, name, filename)


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
        self._environment.bound(_FILTERS)
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
        try:
            return rendered(template, dict(words), LONGEST_TEXT)
        except jinja2.UndefinedError as error:
            there = ", ".join(sorted(words))
            message = f"{error.message}; there are {there}"
            raise _while_running(template, message, error) from None
        except jinja2.TemplateError as error:
            raise _while_running(template, str(error.message or error), error) from None
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise _while_running(template, str(error), error) from None
        except (RecursionError, MemoryError) as error:
            raise _while_running(template, "it takes too much memory", error) from None


def _while_running(template: jinja2.Template, message: str, error: Exception) -> TemplateError:
    """The error, with the last line of the template that ran."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return TemplateError(f"{template.filename}:{line}: {message}")
