"""``bot check``: every template in every format with every sample and brand kit."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot import settings
from bot.commands.progress import steps
from bot.errors import CardError, UsageError
from bot.formats import FORMATS, parse_format
from bot.model import Finding, Format

EXAMPLE = """\
  bot check
  bot check --template quote --format story --json"""
OWN = "own"  # the brand of the newsroom, or the usual one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--template", action="append", metavar="T", help="only this one; again")
    parser.add_argument("--format", action="append", metavar="F", help="only this one; again")
    parser.add_argument("--sample", action="append", metavar="S", help="only these words; again")
    parser.add_argument(
        "--brand", action="append", metavar="B", help=f"only this brand kit, or {OWN}; again"
    )
    parser.add_argument("--json", action="store_true", help="findings as JSON, one for each card")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A finding, and the card it is on."""

    template: str
    format: str
    sample: str
    brand: str
    finding: Finding


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 1 where anything is."""
    configured = settings.load(arguments.config)
    from bot import cards
    from bot.cards.files.library import brand_kits
    from bot.preview.samples import PICTURES, SAMPLES, content_for

    kits = {OWN: configured.brand} | {name: name for name in brand_kits(configured.newsroom)}
    libraries = {
        name: cards.Library.of_newsroom(configured.newsroom, (PICTURES,), kits[name])
        for name in _chosen(arguments.brand, tuple(kits), "brand kit")
    }
    templates = _chosen(arguments.template, next(iter(libraries.values())).names(), "template")
    samples = _chosen(arguments.sample, tuple(SAMPLES), "sample")
    formats = [parse_format(name) for name in arguments.format or FORMATS]
    looks = [
        (brand, template, format, sample)
        for brand in libraries
        for template in templates
        for format in formats
        for sample in samples
    ]

    def found(brand: str, template: str, format: Format, sample: str) -> Iterator[Found]:
        content = content_for(template, SAMPLES[sample])
        try:
            findings = cards.check(
                content, template=template, format=format, library=libraries[brand]
            )
        except CardError as problem:
            findings = cards.findings_of(problem, template)
        for finding in findings:
            yield Found(
                template=template, format=format.name, sample=sample, brand=brand, finding=finding
            )

    every = [each for look in steps(looks, "Checking", len(looks)) for each in found(*look)]
    if arguments.json:
        print(json.dumps({"cards": len(looks), "findings": _as_json(every)}, ensure_ascii=False))
    else:
        for line in _lines(every):
            print(line)
        print(f"{len(looks)} cards, {len(every)} findings")
    return int(bool(every))


def _chosen(asked: Sequence[str] | None, known: Sequence[str], kind: str) -> Sequence[str]:
    """Those asked for, or all. Raises UsageError for one that there is not."""
    for name in asked or ():
        if name not in known:
            raise UsageError(f"there is no {kind} {name!r}; there are: {', '.join(known)}")
    return asked or known


def _as_json(every: Sequence[Found]) -> list[dict[str, object]]:
    rows = []
    for each in every:
        row = asdict(each)
        rows.append(row | row.pop("finding"))
    return rows


def _lines(every: Sequence[Found]) -> Iterator[str]:
    """A line for each place and problem, with the first card that has it and how many do."""
    alike: dict[tuple[str, int | None, str, str], list[Found]] = {}
    for each in every:
        finding = each.finding
        alike.setdefault((finding.file, finding.line, finding.rule, finding.message), []).append(
            each
        )
    for (file, line, rule, message), cards in sorted(alike.items(), key=lambda item: str(item[0])):
        first = cards[0]
        place = f"{file}:{line}" if line else file
        more = f" and {len(cards) - 1} more" if len(cards) > 1 else ""
        card = f"{first.template}, {first.format}, {first.sample}, brand {first.brand}"
        yield f"{place}: {rule}: {message} ({card}{more})"
