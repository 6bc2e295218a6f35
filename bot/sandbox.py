"""Jinja2's sandbox with bounds on work and size, for every template that somebody may write.

The bounds count what a template does, so they say the same on every machine: each turn of a loop
is a step, and every text that is put together is measured before it is used further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextvars import ContextVar

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 10_000  # turns of all loops of one template together
LONGEST_TEXT = 100_000  # characters; Facebook, which takes the most, takes 63,206


class _Steps:
    """Counts the turns of loops, of one rendering."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self) -> None:
        self.taken += 1
        if self.taken > MOST_STEPS:
            raise jinja2.TemplateRuntimeError(f"its loops make more than {MOST_STEPS:,} turns")


_STEPS: ContextVar[_Steps] = ContextVar("steps")


def rendered(template: jinja2.Template, words: dict[str, object], most: int) -> str:
    """The text that a template makes, of ``most`` characters; raises whatever Jinja does."""
    mark = _STEPS.set(_Steps())
    try:
        chunks: list[str] = []
        length = 0
        for chunk in template.generate(words):
            chunks.append(chunk)
            length += len(chunk)
            if length > most:
                raise jinja2.TemplateRuntimeError(f"it makes a text over {most:,} characters")
        return "".join(chunks)
    finally:
        _STEPS.reset(mark)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, which bounds what is in a template before it is compiled."""

    def bound(self, keep: Iterable[str]) -> None:
        """Keep these filters of Jinja's only, and add those that the bounds need."""
        self.globals.clear()
        kept: dict[str, Callable[..., object]] = {name: self.filters[name] for name in keep}
        if "replace" in kept:
            kept["replace"] = _replacing(kept["replace"])
        if "join" in kept:
            kept["join"] = _joining(kept["join"])
        self.filters.clear()
        self.filters.update(kept, counted=_counted, measured=_measured)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self.refuse(tree, name, filename)
        _bound(tree)
        return tree

    def refuse(self, tree: nodes.Template, name: str | None, filename: str | None) -> None:
        """Raise TemplateSyntaxError for what is not for these templates; a hook."""


def _counted(items: Iterable[object]) -> Iterator[object]:
    steps = _STEPS.get()
    for item in items:
        steps.take()
        yield item


def _measured(value: object) -> object:
    if isinstance(value, Sized) and len(value) > LONGEST_TEXT:
        raise jinja2.TemplateRuntimeError(f"it makes a text over {LONGEST_TEXT:,} characters")
    return value


def _replacing(replace: Callable[..., object]) -> Callable[..., object]:
    """Jinja's ``replace``, measured before it is done."""

    @jinja2.pass_eval_context
    def replaced(
        context: nodes.EvalContext, text: str, old: str, new: str, count: int | None = None
    ) -> object:
        _fits(len(str(text)) + str(text).count(str(old)) * len(str(new)))
        return replace(context, text, old, new, count)

    return replaced


def _joining(join: Callable[..., object]) -> Callable[..., object]:
    """Jinja's ``join``, measured before it is done."""

    @jinja2.pass_eval_context
    def joined(
        context: nodes.EvalContext, items: Iterable[object], by: str = "", attribute: object = None
    ) -> object:
        found = list(items)
        if attribute is None:
            _fits(sum(len(str(item)) for item in found) + len(str(by)) * len(found))
        return join(context, found, by, attribute)

    return joined


def _fits(length: int) -> None:
    if length > LONGEST_TEXT:
        raise jinja2.TemplateRuntimeError(f"it makes a text over {LONGEST_TEXT:,} characters")


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
