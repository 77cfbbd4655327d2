"""No reading of the entries of a list makes the total that it ends with.

Claim: the last entry of a list, or the line behind it, is a total of money or of counts, each of the two to six entries above it states
amounts of that kind, some of them more than one ("$500/month ($6K/year)", "30 berths x 12 weeks = 360"), and no choice of one amount from
each of the entries, or from some of them, adds up to any amount of the total, though some choice comes near.

Why it matters: an entry was changed and the total was not, or the total was and no entry.

Flagged:

    - Crane hire: $500/month ($6K/year)
    - Two divers for four months ($200K)
    - **Total investment:** $226K

Fine:

    - Crane hire: $500/month ($6K/year)
    - Two divers for four months ($200K)
    - **Total investment:** $206K
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from agent.extract.wording.words import names_total, passed_over
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.arithmetic import lines_and_total, sum_of_list
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.vocabulary import pattern

FEWEST, MOST = 2, 6  # entries
MOST_CHOICES = 400
NEAR = 0.35  # relative: a sum farther from the total is of something else
LONGEST_LABEL = 60
KINDS = ("money", "count")
OPEN = ("<", ">")


def _find(view: View) -> Iterator[Draft]:
    parts = []
    for total, entries in _lists(view):
        stated = _amounts(view, total, alone=True)
        for kind in KINDS:
            whole = [value for value in stated if value.kind == kind and value.most > 0]
            choices = [
                [value for block in _whole(view, entry) for value in _amounts(view, block) if value.kind == kind] for entry in entries
            ]
            if whole and all(choices) and prod(len(found) + 1 for found in choices) <= MOST_CHOICES:
                nearest = _nearest(whole[0], choices)
                if nearest and not any(_fits(value, choices) for value in whole):
                    parts.append(Part(_draft(view, total, entries, whole[0], nearest), f'"{_label(total)}" (line {total.line})'))
    told = [draft for rule in (lines_and_total.RULE, sum_of_list.RULE) for draft in view.drafts(rule)] if parts else []
    judged = {span.line for draft in told for span in draft.evidence[:1]} | {total.stated.span.line for total in view.roadmap.totals}
    yield from bundled(
        [part for part in parts if part.draft.evidence[0].line not in judged], "{count} totals are not the sum of their lists"
    )


def _lists(view: View) -> Iterator[tuple[Block, Sequence[Block]]]:
    """Each total with the entries of its list above it."""
    above: list[Block] = []
    for block in view.document.blocks:
        if block.kind != "item":
            if block.kind == "paragraph" and _is_total(block) and FEWEST <= len(above) <= MOST:
                yield block, tuple(above)
            above = []
            continue
        if block.parent is not None:
            continue
        if _is_total(block) and FEWEST <= len(above) <= MOST:
            yield block, tuple(above)
        if _is_total(block):
            above = []
        else:
            above.append(block)


def _whole(view: View, entry: Block) -> Sequence[Block]:
    """An entry and what stands below it."""
    blocks = view.document.blocks
    end = next((at for at in range(entry.index + 1, len(blocks)) if blocks[at].kind != "item" or blocks[at].parent is None), len(blocks))
    return blocks[entry.index : end]


def _label(block: Block) -> str:
    return block.text.split("\n", 1)[0].partition(":")[0].strip()


def _is_total(block: Block) -> bool:
    label = _label(block)
    return 0 < len(label) <= LONGEST_LABEL and names_total(label) and not passed_over(label) and not pattern("price").search(label)


def _amounts(view: View, block: Block, *, alone: bool = False) -> list[Quantity]:
    """The amounts of the first line of an entry: all money, and of counts the result of a computation, or the only one."""
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    own = [token for token in tokens if token.end <= len(block.text.split("\n", 1)[0])]
    money = [token.value for token in own if isinstance(token.value, Quantity) and token.value.kind == "money" and _adds(token.value)]
    equal = max((token.end for token in own if token.value == "="), default=-1)
    counts = [value for token in own if token.start > equal and (value := _count(token))]
    return [*money, *(counts[:1] if alone or equal >= 0 or len(counts) == 1 else [])]


def _count(token: Token) -> Quantity | None:
    value = token.value
    counted = isinstance(value, Quantity) and token.kind != "ordinal" and value.kind == "count" and _adds(value)
    return value if counted and isinstance(value, Quantity) else None


def _adds(value: Quantity) -> bool:
    return not value.change and not value.is_range and value.comparator[0] not in OPEN


def _fits(stated: Quantity, choices: Sequence[Sequence[Quantity]]) -> bool:
    """Whether amounts of at least two entries, one of each, add up to a total, or it repeats one of them."""
    intervals = [[None, *map(allowed, found)] for found in choices]
    whole = allowed(stated)
    for chosen in product(*intervals):
        parts = [part for part in chosen if part is not None]
        if parts and whole.meets(summed(parts)):
            return True
    return False


def _nearest(stated: Quantity, choices: Sequence[Sequence[Quantity]]) -> tuple[Quantity, ...] | None:
    """The choice of one amount of each entry whose sum is nearest to the total, where it is near."""
    whole = allowed(stated).middle
    best = min(product(*choices), key=lambda chosen: abs(_sum(chosen).middle - whole))
    alike = len({value.unit for value in best if value.kind == "money"} | ({stated.unit} if stated.kind == "money" else set())) <= 1
    return best if alike and abs(_sum(best).middle - whole) <= NEAR * whole else None


def _sum(values: Sequence[Quantity]) -> Interval:
    return summed(map(allowed, values))


def _draft(view: View, total: Block, entries: Sequence[Block], stated: Quantity, parts: Sequence[Quantity]) -> Draft:
    shown = " + ".join(map(stated_of, parts))
    return Draft(
        f'"{_label(total)}" is stated as {stated_of(stated)}, but no reading of the {len(entries)} entries above it makes that: {shown}?',
        tuple(view.document.span(block.line) for block in (total, *entries)),
        key=f"{_label(total)}|{stated_of(stated)}",
        computation=Computation(formula=f"{shown} ≠ {stated_of(stated)}", expected=shown, stated=stated_of(stated)),
        suggestion="make the total and its entries agree",
    )


RULE = Rule("RA169", "total-of-entries", "arithmetic", "question", "computed", _find, __doc__)
