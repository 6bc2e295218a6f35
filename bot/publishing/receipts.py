"""Receipts as the store keeps them, and which of them still serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from bot.publishing.contract import Plan, Receipt, Step
from bot.store.records import SentStep


def to_json(receipt: Receipt) -> dict[str, object]:
    """A receipt as a JSON column keeps it."""
    return {
        "values": dict(receipt.values),
        "remote_id": receipt.remote_id,
        "url": receipt.url,
    }


def from_json(step: str, raw: Mapping[str, object]) -> Receipt:
    """A receipt of a column."""
    return Receipt(
        step=step,
        values=cast("Mapping[str, str]", raw["values"]),
        remote_id=cast("str | None", raw["remote_id"]),
        url=cast("str | None", raw["url"]),
    )


def kept(plan: Plan, sent: Iterable[SentStep], now: datetime) -> list[Receipt]:
    """The receipts of earlier attempts that need no second request, in the order of the steps.

    An upload serves as long as its platform keeps it, and only for the request it was made with;
    what was made of an upload that is done again is done again too.
    """
    by_name = {step.name: step for step in sent}
    receipts: list[Receipt] = []
    renewed: set[str] = set()
    for step in plan.steps:
        found = by_name.get(step.name)
        if found and _serves(step, found, renewed, now):
            receipts.append(from_json(step.name, found.receipt or {}))
        else:
            renewed.add(step.name)
    return receipts


def left(plan: Plan, results: Sequence[Receipt]) -> list[Step]:
    """The steps that are still to be done, in order.

    Once a piece is out, what was uploaded for it alone is not uploaded again, however old it is.
    """
    done = {receipt.step for receipt in results}
    ahead = [step for step in plan.steps if step.name not in done]
    if not any(step.public and step.name in done for step in plan.steps):
        return ahead
    needed: list[Step] = []
    wanted: frozenset[str] = frozenset()
    for step in reversed(ahead):
        if step.public or wanted & {step.name, *_gaps(step)}:
            needed.append(step)
            wanted |= _gaps(step)
    return needed[::-1]


def _gaps(step: Step) -> frozenset[str]:
    return step.body.gaps | step.url.gaps


def _serves(step: Step, found: SentStep, renewed: set[str], now: datetime) -> bool:
    if found.done_at is None or found.receipt is None:
        return False
    if step.public:
        return True
    fresh = step.keeps is None or now - found.done_at < step.keeps
    same = found.request_sha256 == step.request_sha256
    return fresh and same and not _gaps(step) & renewed


def changed_since(plan: Plan, sent: Sequence[SentStep]) -> str | None:
    """Which piece is out already, but not as the plan has it; None where all that is out agrees."""
    by_name = {step.name: step for step in sent}
    for step in plan.steps:
        found = by_name.get(step.name)
        if not (step.public and found and found.done_at):
            continue
        if found.request_sha256 != step.request_sha256:
            return f"piece {step.piece + 1} is out already, and was changed since"
    return None
