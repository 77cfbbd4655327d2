"""What the phases take on is more or less than there is.

Claim: the document counts things of one sort; beside one number that is stated for all of them, each other count stands in a phase of its
own with the same word behind it ("38 servers moved", "28 servers moved"), or in one sentence beside a time or turn of its own, and
together they come close to that number and miss it.

Why it matters: some of the things are in no phase, or a phase takes on what there is not.

Flagged:

    There are 64 servers in the basement.

    ## Phase 1: Office

    38 servers moved.

    ## Phase 2: Shop

    28 servers moved.

Fine:

    There are 64 servers in the basement.

    ## Phase 1: Office

    38 servers moved.

    ## Phase 2: Shop

    26 servers moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of, sum_text
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

FEWEST, LEAST = 2, 8
NEAR = 0.2  # of the whole: how far from it a sum may be and still be meant as it
MOST_OF_ALL = 0.7  # a part of more than that may be a state of all of them
NEXT = expression(r"\s*([^\W\d_]+)")


class Count(Struct, frozen=True):
    """A count of things, the word behind it and the heading it stands under."""

    value: Quantity
    sentence: Sentence
    behind: str
    section: int | None


def _find(view: View) -> Iterator[Draft]:
    counts: dict[str, list[Count]] = defaultdict(list)
    for sentence in view.stating("count"):
        for token in sentence.tokens:
            value = token.value
            if isinstance(value, Quantity) and value.kind == "count" and value.unit and not value.change and not value.per:
                counts[value.unit].append(_count(view, sentence, token, value))
    for found in counts.values():
        if len(found) > FEWEST:
            yield from _judge(view, found)


def _count(view: View, sentence: Sentence, token: Token, value: Quantity) -> Count:
    word = NEXT.match(sentence.text, token.end)
    return Count(value, sentence, word[1].casefold() if word else "", view.document.blocks[sentence.block].section)


def _judge(view: View, counts: Sequence[Count]) -> Iterator[Draft]:
    whole = max(counts, key=lambda count: count.value.most)
    parts = [count for count in counts if count.value.most != whole.value.most]
    size = whole.value.most
    exact = all(count.value.comparator == "=" and not count.value.is_range for count in counts) and size >= LEAST
    if (
        not exact
        or len(parts) < FEWEST
        or not (_are_phases(view, parts) or _are_times(parts))
        or any(part.value.most > MOST_OF_ALL * size for part in parts)
    ):
        return
    if any(count.value.most == size and count.behind == parts[0].behind for count in counts):  # the last phase reaches all of them
        return
    total = sum(part.value.most for part in parts)
    if total != size and abs(total - size) <= NEAR * size and whole.sentence not in [part.sentence for part in parts]:
        yield _draft(view, whole, parts, total)


def _are_phases(view: View, parts: Sequence[Count]) -> bool:
    """Whether the parts stand one each in phases side by side, with one word behind all of them."""
    blocks = view.document.blocks
    phases = {item.span.line for item in view.roadmap.items if item.kind == "phase"}
    sections = [blocks[part.section] for part in parts if part.section is not None]
    apart = len({block.index for block in sections}) == len(parts) and len({block.depth for block in sections}) == 1
    return apart and all(block.line in phases for block in sections) and len({part.behind for part in parts}) == 1


def _are_times(parts: Sequence[Count]) -> bool:
    """Whether one sentence gives each part a time or turn of its own: "40 shops in May, 56 shops from August on"."""
    sentence = parts[0].sentence
    alone = all(part.sentence is sentence for part in parts) and len(sentence.quantities) == len(parts)
    return alone and (len(sentence.windows) == len(parts) or len(pattern("turns").findall(sentence.text)) >= len(parts))


def _draft(view: View, whole: Count, parts: Sequence[Count], total: float) -> Draft:
    stated, expected = stated_of(whole.value), number(total)
    return Draft(
        f"{stated} are stated, but the {len(parts)} phases take on {expected} of them",
        (*(span_of_sentence(view.scanned, part.sentence) for part in parts), span_of_sentence(view.scanned, whole.sentence)),
        key=f"{stated}|{expected}",
        computation=Computation(formula=sum_text([part.value for part in parts], expected), expected=expected, stated=stated),
        suggestion=f"correct one of the parts, or {stated}",
    )


RULE = Rule("RA144", "counted-in-phases", "arithmetic", "question", "computed", _find, __doc__)
