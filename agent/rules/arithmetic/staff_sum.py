"""The roles of a team are more or fewer people than the team.

Claim: a section says how many people the team has ("Team size: 8", "Team of 8"), lists its roles with a number each, and these add
up to another number.

Why it matters: somebody is hired without a budget, or a role has nobody.

Flagged:

    ## Team

    Team size: 8 people

    - 1 Product manager
    - 4 Backend engineers
    - 3 Frontend engineers
    - 2 Designers

Fine:

    ## Team

    Team size: 10 people

    - 1 Product manager
    - 4 Backend engineers
    - 3 Frontend engineers
    - 2 Designers
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.facts import lookup_label, normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number, span_of, stated_of
from agent.rules.reading.interval import summed
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern
from agent.rules.reading.wholes import SIZES, STAFF

LEAST_ROLES = 2
MOST = 500

Headings = tuple[str, ...]


def _find(view: View) -> Iterator[Draft]:
    roles: dict[tuple[Headings, int], list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.kind == "team_role":
            table = next((fact.block for fact in item.facts if fact.source == "column"), -1)
            roles[item.headings, table].append(item)
    lists = {headings: items for (headings, _), items in roles.items() if sum(place == headings for place, _ in roles) == 1}
    for headings, whole, span in _teams(view, lists):
        counts = [_count(item) for item in lists[headings]]
        known = [count for count in counts if count]
        wrong = len(known) == len(counts) >= LEAST_ROLES and not _fits(whole, [quantity for _, quantity in known])
        if wrong and not _counts_more(view, known):
            yield _draft(whole, span, known)


def _counts_more(view: View, known: Sequence[tuple[Fact, Quantity]]) -> bool:
    """Whether another entry of the list has a number, which is no role: "Existing 45, and in addition:"."""
    lines = {fact.span.line for fact, _ in known}
    blocks = {fact.block for fact, _ in known}
    sections = {view.document.blocks[block].section for block in blocks if block >= 0}
    return any(
        sentence.kind == "item" and sentence.line not in lines and view.document.blocks[sentence.block].section in sections
        for sentence in view.stating("count")
    )


def _teams(view: View, lists: Mapping[Headings, Sequence[Item]]) -> Iterator[tuple[Headings, Quantity, Span]]:
    """How many people each section with roles says there are: in a line of its own, or in its heading."""
    found: dict[Headings, list[tuple[Quantity, Span]]] = defaultdict(list)
    for fact in view.roadmap.facts:
        if fact.headings in lists and fact.source == "field" and fact.item == "" and (whole := _whole(fact)):
            found[fact.headings].append((whole, fact.span))
    for sentence in view.sentences:
        if sentence.kind == "heading" and pattern("staff").search(sentence.text):
            block = view.document.blocks[sentence.block]
            path = (*view.document.heading_path(block), block.text.replace("\n", " "))
            counts = [quantity for quantity in sentence.quantities if _is_count(quantity)]
            if path in lists and len(counts) == len(sentence.quantities) == 1:
                found[path].append((counts[0], span_of_sentence(view.scanned, sentence)))
    for headings, stated in found.items():
        if len(stated) == 1:
            yield headings, *stated[0]


def _whole(fact: Fact) -> Quantity | None:
    meaning = lookup_label(fact.label)
    if meaning is None or meaning.attribute not in STAFF or not set(normalise(meaning.qualifier).split()) <= SIZES:
        return None
    return fact.quantities[0] if len(fact.quantities) == 1 and _is_count(fact.quantities[0]) else None


def _is_count(quantity: Quantity) -> bool:
    return quantity.kind == "count" and not quantity.per and not quantity.change and 1 < quantity.most <= MOST


def _count(item: Item) -> tuple[Fact, Quantity] | None:
    found = [(fact, quantity) for fact in item.all("people") for quantity in fact.quantities if quantity.kind == "count"]
    return found[0] if len(found) == 1 and not found[0][1].per else None


def _fits(whole: Quantity, counts: Sequence[Quantity]) -> bool:
    """Whether the roles make up the team, all of them or those that are called as the team is ("8 engineers")."""
    alike = [count for count in counts if count.unit and count.unit == whole.unit]
    chosen = [counts, *([alike] if len(alike) >= LEAST_ROLES else [])]
    return any(summed([allowed(count) for count in group]).meets(allowed(whole)) for group in chosen)


def _draft(whole: Quantity, span: Span, counts: Sequence[tuple[Fact, Quantity]]) -> Draft:
    least, most = sum(count.least for _, count in counts), sum(count.most for _, count in counts)
    total = number(least) if least == most else f"{number(least)} to {number(most)}"
    formula = f"{' + '.join(number(count.least) if not count.is_range else span_of(count.least, count.most, count) for _, count in counts)}"
    stated = number(whole.most) if not whole.is_range else stated_of(whole)
    return Draft(
        f"the team is said to be {stated}, but its {len(counts)} roles add up to {total}",
        (span, *(fact.span for fact, _ in counts)),
        key=f"{stated}|{len(counts)}",
        computation=Computation(formula=f"{formula} = {total}", expected=total, stated=stated),
        suggestion=f"change {stated} to {total}, or correct the roles",
    )


RULE = Rule("RA119", "team-and-roles", "arithmetic", "question", "computed", _find, __doc__)
