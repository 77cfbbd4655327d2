"""The members of a group are more or fewer than the group.

Claim: a group carries a number in brackets ("Engineering (50)") and every member right below it carries one, in a list or a drawn tree;
or a heading says how many people there are ("Final structure (100 people)", "+20 people → 30 total") and the groups or roles of its
section carry numbers. The members add up to another number, with or without those that carry none.

Why it matters: people are hired by the one number and paid by the other.

Flagged:

    ## Crew (20 people)

    ```
    Captain
    ├─ Deck (12)
    │  ├─ Mates (2)
    │  └─ Sailors (10)
    └─ Engine (12)
    ```

Fine:

    ## Crew (24 people)

    ```
    Captain
    ├─ Deck (12)
    │  ├─ Mates (2)
    │  └─ Sailors (10)
    └─ Engine (12)
    ```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.facts import measure_of
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import staff_sum
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import APPROXIMATE
from agent.rules.reading.heads import FEWEST, Group, Head, groups_in, heads_in, outermost, section_heads

FEWEST_OF_HEADING = 3
FARTHEST = 2.0  # times: beyond that the section lists something else


def _find(view: View) -> Iterator[Draft]:
    entries: list[Head] = []
    for block in view.document.blocks:
        if block.kind == "fence":
            yield from (_draft(view, group) for group in groups_in(heads_in(block)) if not _fits(group.count, group.members))
        elif block.kind == "item":
            entries += heads_in(block)
        elif block.kind == "heading":
            yield from (_draft(view, group) for group in groups_in(entries) if not _fits(group.count, group.members))
            entries = []
            yield from _of_heading(view, block)
    yield from (_draft(view, group) for group in groups_in(entries) if not _fits(group.count, group.members))


def _of_heading(view: View, heading: Block) -> Iterator[Draft]:
    counts = [token.value for token in view.scanned.tokens[heading.index] if isinstance(token.value, Quantity)]
    people = [value for value in counts if value.kind == "count" and value.least == value.most and not value.per]
    if not any(measure_of(value.unit) == "people" for value in people) or len(people) < len(counts):
        return
    for heads in section_heads(view.document, heading):
        members = _members(heads)
        if len(members) < FEWEST_OF_HEADING or any(_fits_about(value, members) for value in people):
            continue
        whole = sum(member.count or 0 for member in members)
        stated = min((int(value.most) for value in people), key=lambda value: abs(value - whole))
        if 1 / FARTHEST <= whole / max(stated, 1) <= FARTHEST and not _told(view, heading):
            yield _draft(view, Group(heading.line, " ".join(heading.text.split()), stated, members))


def _told(view: View, heading: Block) -> bool:
    """Whether the rule on the roles of teams has judged the heading."""
    return any(draft.evidence[0].line == heading.line for draft in view.drafts(staff_sum.RULE))


def _members(heads: Sequence[Head]) -> tuple[Head, ...]:
    """The outermost level on which lines carry numbers; a single line above it is whom they report to."""
    top = outermost(heads)
    if len(top) == 1:
        top = (*top, *outermost([head for head in heads if head.depth > top[0].depth]))
    counted = [head for head in top if head.count is not None]
    others = [head for head in top if head.count is None and any(letter.isdigit() for letter in head.name)]  # "Existing 45, and:"
    return top if len(counted) >= FEWEST and len(counted) >= len(top) - 1 and not others else ()


def _fits_about(stated: Quantity, members: Sequence[Head]) -> bool:
    slack = int(APPROXIMATE * stated.most) if stated.comparator == "~" else 0
    return any(_fits(int(stated.most) + change, members) for change in range(-slack, slack + 1))


def _fits(stated: int, members: Sequence[Head]) -> bool:
    whole = sum(member.count or 0 for member in members)
    if any((member.count or 0) > stated for member in members):
        return True  # numbers of another kind: ports, pages, years
    return whole <= stated <= whole + sum(member.count is None for member in members)


def _draft(view: View, group: Group) -> Draft:
    counted = [member for member in group.members if member.count is not None]
    whole = sum(member.count or 0 for member in counted)
    formula = " + ".join(str(member.count) for member in counted)
    return Draft(
        f'"{group.name}" is said to be {group.count}, but its {len(counted)} members add up to {whole}',
        tuple(view.document.span(line) for line in (group.line, *(member.line for member in counted))),
        key=f"{group.name}|{group.count}",
        computation=Computation(formula=f"{formula} = {whole}", expected=str(whole), stated=str(group.count)),
        suggestion=f"change {group.count} to {whole}, or correct one of the {len(counted)} numbers",
    )


RULE = Rule("RA124", "group-counts", "arithmetic", "question", "computed", _find, __doc__)
