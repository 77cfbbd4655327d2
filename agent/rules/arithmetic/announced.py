"""A heading or the introduction counts other things than follow.

Claim: a heading ends in a number of entries ("Features (12)", "Phase 2 (5 more features)") and its section holds one list, one table, or
headings numbered in a row, of another length; or the text says how many phases, groups or streams there are, and the phases or the
headings called so are numbered in a row to another number.

Why it matters: something was added or dropped after the count was written, and nobody knows which of the two is meant.

Flagged:

    ## Features (5)

    - Search by map
    - Saved lists
    - Price alerts
    - Offline mode

Fine:

    ## Features (4)

    - Search by map
    - Saved lists
    - Price alerts
    - Offline mode
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.followers import ASIDE, COUNTED, MANY_IN_ONE
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.stated_totals import is_sum
from agent.rules.reading.vocabulary import pattern

OPENS = expression(r"[(\[（【][^)\]）】]*$")
LEAST, MOST = 3, 60
FARTHEST = 2  # times: beyond that something else is counted
NUMBERED = expression(r"([^\W\d_]+)\s*(\d{1,2})")
IN_HEADING = expression(r"\W*([^\W\d_]{3,})\s*(\d{1,2})(?!\d|[.,]\d|[%/])")
ORDINAL = expression(r"^(\d{1,2})[.)]\s")
LABEL = expression(r"([^:：\n]{2,40})[:：]")
PEOPLE = ("people", "person", "fte", "engineer", "developer", "member", "role")
EFFORT = ("point", "pt", "ponto", "punto", "punkt", "балл")  # what stories are estimated in; one heading may count points of a list


def _find(view: View) -> Iterator[Draft]:
    yield from _in_headings(view)
    yield from _of_series(view)


def _in_headings(view: View) -> Iterator[Draft]:
    blocks = view.document.blocks
    inside: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.section is not None and block.kind != "rule":
            inside[block.section].append(block)
    announced = {
        block.index: counted
        for block in blocks
        if block.kind == "heading" and (counted := _announced(block, view.scanned.tokens[block.index])) is not None
    }
    estimated = sum(counted.unit.startswith(EFFORT) for counted in announced.values()) > 1
    for block in blocks:
        counted = announced.get(block.index)
        if counted and estimated and counted.unit.startswith(EFFORT):
            continue
        stated = int(counted.least) if counted else 0
        places = _entries(view, inside[block.index]) if counted and not _is_a_field(view, counted.unit, inside[block.index]) else ()
        if stated and len(places) >= 2 and len(places) != stated and 1 / FARTHEST <= len(places) / stated <= FARTHEST:
            yield _draft(" ".join(block.text.split()), stated, view.document.span(block.line, block.end_line), places)


def _is_a_field(view: View, counted: str, blocks: Sequence[Block]) -> bool:
    """Whether what is counted is the label of an entry, which lists them: "Routes: ..." below "Service A (4 routes)"."""
    name = frozenset(canonical_terms(counted, view.roadmap.language))
    labels = (LABEL.match(block.text) for block in blocks if block.kind == "item" and name)
    return any(label and name == frozenset(canonical_terms(label[1], view.roadmap.language)) for label in labels)


def _announced(heading: Block, tokens: Sequence[Token]) -> Quantity | None:
    """The count that a heading ends with, in brackets, of things and not of people."""
    counts = [token for token in tokens if isinstance(token.value, Quantity)]
    token = counts[-1] if counts else None
    if token is None or not isinstance(token.value, Quantity) or not _is_count(token.value):
        return None
    before, after = heading.text[: token.start], heading.text[token.end :]
    opened = OPENS.search(before)
    if opened and any(token.start > opened.start() and isinstance(token.value, Window) for token in tokens):
        return None  # "(kick-off on 11 April, 9 AM)"
    if opened and re.search(r"[,;]\s*$", opened[0]) and not is_sum(opened[0][1:].rstrip(" ,;")):
        return None  # "(large plan, 10 seats)"
    if opened and any(letter.isalpha() for letter in opened[0]) and not (is_sum(opened[0][1:]) or pattern("part_of").search(opened[0])):
        return None  # "(after 10 customers)"
    closed = opened and re.fullmatch(r"[^()（）\[\]]{0,30}[)\]）】][\s*_:：.]*", after)
    return token.value if closed and not re.search(r"\d", after) and not pattern("staff").search(heading.text) else None


def _is_count(value: Quantity) -> bool:
    whole = value.least == value.most and float(value.least).is_integer() and LEAST <= value.least <= MOST
    plain = value.kind == "count" and value.comparator == "=" and not value.per and not value.change
    return whole and plain and not any(word in value.unit for word in PEOPLE)


def _entries(view: View, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The entries of the one list, table or row of numbered headings in a section; none where it holds several."""
    tables = [block for block in blocks if block.kind == "table"]
    items = [block for block in blocks if block.kind == "item" and block.depth == 0]
    headings = [block for block in blocks if block.kind == "heading"]
    numbered = [block for block in headings if ORDINAL.match(block.text)]
    span = view.document.span
    if headings:
        return tuple(span(block.line) for block in numbered) if len(numbered) == len(headings) and _in_a_row(numbered) else ()
    if len(tables) == 1 and not items:
        rows = [row for row in tables[0].rows if not row.header and not names_total(row.cells[0].text)]
        several = any(MANY_IN_ONE.search(row.cells[0].text) for row in rows)
        return () if several else tuple(span(row.line) for row in rows if any(cell.text.strip() for cell in row.cells))
    if tables or not items:
        return ()
    ordered = [block for block in items if block.marker[:1].isdigit()]
    chosen = ordered if ordered and items[: len(ordered)] == ordered else items if not ordered else []
    chosen = [block for block in chosen if not ASIDE.fullmatch(block.text)]
    runs = sum(1 for one, other in pairwise(chosen) if _apart(blocks, one, other))
    counted = any(COUNTED.match(block.text) or MANY_IN_ONE.search(block.text) for block in chosen)
    return () if runs or counted else tuple(span(block.line) for block in chosen)


def _in_a_row(headings: Sequence[Block]) -> bool:
    numbers = [int(match[1]) for block in headings if (match := ORDINAL.match(block.text))]
    return all(later == earlier + 1 for earlier, later in pairwise(numbers))


def _apart(blocks: Sequence[Block], one: Block, other: Block) -> bool:
    """Whether something else than entries stands between two entries: then there are two lists."""
    return any(one.index < block.index < other.index and block.kind != "item" for block in blocks)


def _of_series(view: View) -> Iterator[Draft]:
    """ "The plan has three phases" where there are phases 1 to 4, "seven groups" where the headings are numbered to 6."""
    series: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for item in view.roadmap.items:
        match = NUMBERED.fullmatch(item.id.strip()) if item.kind == "phase" and not item.parent else None
        if match:
            series[match[1].casefold()][int(match[2])].append(item.span)
    of_items = frozenset(series)
    for block in view.document.blocks:
        match = IN_HEADING.match(block.text) if block.kind == "heading" else None
        if match and match[1].casefold() not in of_items:
            series[match[1].casefold()][int(match[2])].append(view.document.span(block.line))
    whole = {
        word: [numbered[at][0] for at in sorted(numbered)]
        for word, numbered in series.items()
        if len(numbered) >= (2 if word in of_items else LEAST)
        and sorted(numbered) == list(range(1, len(numbered) + 1))
        and (word in of_items or all(len(spans) == 1 for spans in numbered.values()))
    }
    told: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for word, count, place in _told(view, whole) if whole else ():
        if count != len(whole[word]):
            told[word].append((count, place))
    for word, other in told.items():
        if len({count for count, _ in other}) == 1 and 1 / FARTHEST <= other[0][0] / len(whole[word]) <= FARTHEST:
            yield _draft(f"{other[0][0]} {word}s", other[0][0], other[0][1], whole[word])


def _told(view: View, series: Mapping[str, Sequence[Span]]) -> Iterator[tuple[str, int, Span]]:
    """Counts of what is numbered, not of a part of it, in running text, and in entries behind the first of it."""
    words = {canonical_terms(word, view.roadmap.language): word for word in series}
    for sentence in view.stating("count"):
        if not sentence.tokens or sentence.kind not in ("paragraph", "heading", "item"):
            continue
        for token in sentence.tokens:
            value = token.value
            if not isinstance(value, Quantity) or value.kind != "count" or value.least != value.most or value.comparator != "=":
                continue
            word = words.get(canonical_terms(value.unit, view.roadmap.language)) if value.unit else None
            if word is None or (sentence.kind == "item" and sentence.line < series[word][0].line):
                continue
            if not pattern("part_of").search(sentence.text[max(0, token.start - 14) : token.end + 14]):
                yield word, int(value.least), span_of_sentence(view.scanned, sentence)


def _draft(name: str, stated: int, place: Span, entries: Sequence[Span]) -> Draft:
    return Draft(
        f'"{name}" counts {number(stated)}, but {len(entries)} follow',
        (place, *entries),
        key=f"{stated}|{len(entries)}|{name}",
        computation=Computation(formula=f"entries = {len(entries)}", expected=str(len(entries)), stated=str(stated)),
        suggestion=f"change {stated} to {len(entries)}, or complete the list",
    )


RULE = Rule("RA121", "announced-count", "arithmetic", "question", "computed", _find, __doc__)
