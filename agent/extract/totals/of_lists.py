"""Totals of lists: stated in the heading or lead above, or in the last bullet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from agent.extract.facts.amounts import Part, alike, amount, are_run_rates, can_add, near, near_whole, reconciles, sum_of
from agent.extract.facts.making import Context, Made
from agent.extract.tree.nodes import Node
from agent.extract.wording.words import names_total
from agent.facts import sure_label
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total

_STATED = frozenset({"cost", "revenue", "benefit", "saving", "funding", "worth", "people", "effort", "total", "subtotal", ""})
_UNTOLD = frozenset({"", "total", "count"})  # attributes that do not say of what something is a sum
_FARTHEST = 3.0
_MOST_TOTALS = 12  # totals of the lines of one block, each of all lines above it


def list_totals(context: Context, made: Sequence[Made]) -> Iterator[Total]:
    """Totals of bullets and of lines of fields."""
    by_block: dict[int, list[Fact]] = {}
    for one in made:
        if one.place[1] < 0:
            by_block.setdefault(one.place[0], []).append(one.fact)
    children: dict[int, list[Node]] = {}
    for node in context.tree.nodes:
        if node.parent is not None and node.kind == "bullet":
            children.setdefault(node.parent, []).append(node)
    for node in context.tree.nodes:
        bullets = children.get(node.index, [])
        if len(bullets) >= 2:
            yield from _under(node, bullets, by_block)
            yield from _last_bullets(bullets, by_block)
    for block in sorted(by_block):
        yield from _lines(by_block[block])


def _under(node: Node, bullets: Sequence[Node], facts: Mapping[int, list[Fact]]) -> Iterator[Total]:
    """A heading, lead or bullet that states the sum of all bullets below it."""
    parts = [_part(facts.get(bullet.block, ())) for bullet in bullets if not _is_total_bullet(facts.get(bullet.block, ()))]
    known = tuple(part for part in parts if part is not None)
    if len(known) < 2 or len(known) < len(parts):
        return
    for fact in facts.get(node.block, ()):
        value = amount(fact)
        stated = names_total(fact.label) or (node.kind != "bullet" and fact.source in {"heading", "field"} and _is_budget(fact))
        if value is not None and stated and fact.attribute in _STATED and _add_to(value, known):
            yield Total(fact, value, (known,), "list", sum_of(fact, value))
            return


def _last_bullets(bullets: Sequence[Node], facts: Mapping[int, list[Fact]]) -> Iterator[Total]:
    """A bullet "Total: ..." that sums its siblings since the total before it."""
    since: list[Part] = []
    complete = True
    for bullet in bullets:
        own = facts.get(bullet.block, ())
        stated = next((fact for fact in own if names_total(fact.label)), None)
        if stated is None:
            part = _part(own)
            complete = complete and part is not None
            since += [part] if part is not None else []
            continue
        value = amount(stated)
        parts = tuple(since)
        adds = value is not None and len(parts) >= 2 and _add_to(value, parts) and not _is_growth(value, parts)
        if value is not None and adds and (complete or reconciles(value, parts)):
            yield Total(stated, value, (parts,), "list", sum_of(stated, value))
        since, complete = [], True


def _lines(facts: Sequence[Fact]) -> Iterator[Total]:
    """`label: value` lines of one block, the last of which is their total.

    What the lines above a total have in common is kept, not worked out anew at each one: a block may have thousands of lines.
    """
    parts: list[Part] = []
    totals: list[Part] = []
    sorts: set[tuple[str, str, str]] = set()
    attributes: set[str] = set()
    whole, tried, since = 0.0, 0, 0
    for fact in (fact for fact in facts if fact.source == "field"):
        value = amount(fact)
        if names_total(fact.label):
            if value is None:
                continue
            if len(parts) >= 2 and near_whole(value, whole, _FARTHEST):
                tried += 1
                repeated = since == len(parts) and any(value == told for _, told in totals)  # "Total year 2", the total a year
                if _add_to(value, parts) and not _is_growth(value, parts) and not repeated:
                    yield Total(fact, value, _groupings(parts, since, totals), "list", sum_of(fact, value))
                if tried == _MOST_TOTALS:
                    return
            totals.append((fact, value))
            since = len(parts)
            continue
        if value is None:
            return
        parts.append((fact, value))
        whole += value.most
        sorts.add((value.kind, "" if value.kind == "count" else value.unit, value.per))
        attributes |= {fact.attribute} - _UNTOLD
        if len(sorts) > 1 or len(attributes) > 1:
            return  # these add up to nothing, and nor do they with the lines below


def _groupings(parts: Sequence[Part], since: int, totals: Sequence[Part]) -> tuple[tuple[Part, ...], ...]:
    """What a total below other totals may sum: all lines, those since the last total, these with the totals, or the totals.

    A line "Totals: 50" that is the sum of nothing above it may be one more part.
    """
    found = [tuple(parts), *((tuple(parts[since:]), (*totals, *parts[since:]), (*parts, *totals)) if totals else ())]
    return tuple(group for at, group in enumerate(found) if len(group) >= 2 and group not in found[:at])


def _is_growth(stated: Quantity, parts: Sequence[Part]) -> bool:
    """Whether the parts are one thing at different times, which does not add up: a headcount, a run rate, a count that grows from one time
    to the next, or what ends at the total."""
    periods = {fact.window for fact, _ in parts if fact.window is not None}
    if len(periods) < len(parts):
        return False
    ends = (parts[-1][1].least, parts[-1][1].most) == (stated.least, stated.most)
    grows = stated.kind == "count" and all(before.most < after.most for (_, before), (_, after) in pairwise(parts))
    return ends or grows or any(fact.attribute == "people" for fact, _ in parts) or are_run_rates(parts)


def _part(facts: Sequence[Fact]) -> Part | None:
    """The one amount that a bullet contributes."""
    found = [(fact, value) for fact in facts if (value := amount(fact)) is not None and can_add(value) and fact.role != "actual"]
    return found[0] if len(found) == 1 else None


def _is_total_bullet(facts: Sequence[Fact]) -> bool:
    return any(names_total(fact.label) for fact in facts)


def _add_to(stated: Quantity, parts: Sequence[Part]) -> bool:
    """Whether the parts are of the stated kind, and near enough for a sum to be meant."""
    attributes = {fact.attribute for fact, _ in parts} - _UNTOLD
    if not can_add(stated) or len(parts) < 2 or len(attributes) > 1 or not all(alike(stated, value) for _, value in parts):
        return False
    is_difference = len(parts) == 2 and abs(abs(parts[0][1].most - parts[1][1].most) - stated.most) <= 1e-6 * stated.most
    return near(stated, parts, _FARTHEST) and not is_difference


def _is_budget(fact: Fact) -> bool:
    """A heading or lead such as "Budget: $35,000" or "Autumn, €130K": the amount is of all that stands below."""
    if fact.attribute != "cost":
        return False
    meaning = sure_label(fact.label)
    return (fact.source == "heading" and not fact.label and not fact.subject) or (meaning is not None and meaning.attribute == "cost")
