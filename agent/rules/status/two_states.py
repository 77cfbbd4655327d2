"""One thing has two states.

Claim: the heading, the status line, the check box or the row of an overview that name one item give it states that exclude each other: done
and not done, or in progress and not begun. States of a part ("80% complete", "partly done") or of one aspect ("Design status") are left
out.

Why it matters: one of the two places was not updated, and readers of the other one plan with it.

Flagged:

    | Phase | Status | Owner |
    |---|---|---|
    | Phase 1: Berths | Done | Ines |
    | Phase 2: Fuel cards | Planned | Jonas |

    ## Phase 1: Berths

    **Status:** In progress

    ## Phase 2: Fuel cards

    **Status:** Planned

Fine:

    | Phase | Status | Owner |
    |---|---|---|
    | Phase 1: Berths | In progress | Ines |
    | Phase 2: Fuel cards | Planned | Jonas |

    ## Phase 1: Berths

    **Status:** In progress

    ## Phase 2: Fuel cards

    **Status:** Planned
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.document import Block
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import name_of
from agent.rules.reading.states import STATES, State
from agent.rules.reading.vocabulary import pattern

KINDS = frozenset({"phase", "initiative", "task", "milestone", "deliverable"})
NAMING = frozenset({"heading", "item"})
LEAD = expression(r"(?:100\s?%|[^\w])*")  # signs before a word of state
MOST_SIGNS = 2  # a document that contradicts more of its signs uses them as ornaments
# "Check the order: status: done" says what should be seen
CHECKED = expression(
    r"(?:check|verify|confirm|ensure|expect|assert|test|validate|make sure"
    r"|prüfen?|überprüfen?|verificar|comprobar|conferir|validar|vérifier|verificare)\b",
    re.IGNORECASE,
)
PART = expression(r"(?<![\d.,])(?!100\s?%)\d{1,3}(?:[.,]\d+)?\s?%|\b\d{1,3}\s?/\s?\d{1,3}\b")


class Claim(Struct, frozen=True):
    """A state that one place gives an item; `worded` says that it is a word or a box, no sign that may be an ornament."""

    state: State
    span: Span
    worded: bool = True


def _find(view: View) -> Iterator[Draft]:
    blocks = {block.line: block for block in view.document.blocks if block.kind in NAMING}
    found = []
    for item in view.roadmap.items:
        if item.kind in KINDS and not CHECKED.match(item.title):
            again = (_again(view, blocks.get(span.line), span) for span in _naming_lines(item))
            claims = [claim for claim in (_of_naming(view, blocks.get(item.span.line), item.span), *again, *_of_facts(item)) if claim]
            if pair := _opposed(claims):
                found.append((item, *pair))
    signs = sum(not (one.worded and other.worded) for _, one, other in found)
    parts = [
        Part(_draft(item, one, other), f"{name_of(item)} (lines {one.span.line} and {other.span.line})")
        for item, one, other in found
        if signs <= MOST_SIGNS or (one.worded and other.worded)
    ]
    yield from bundled(parts, "{count} entries have two states", most=1)


def _naming_lines(item: Item) -> tuple[Span, ...]:
    """The other lines that name an item, entries that were read as a field of it included: "✅ Phase 1: Survey"."""
    called = item.title.casefold(), item.id.casefold()
    fields = (
        fact.span for fact in item.facts if not fact.attribute and (fact.text.casefold().strip(), fact.label.casefold().strip()) == called
    )
    return *item.mentions, *fields


def _again(view: View, block: Block | None, span: Span) -> Claim | None:
    """What the sign of another entry of that name says; boxes of one name may be of checklists that come again."""
    claim = _of_naming(view, block, span) if block is not None and block.checked is None else None
    return claim and replace(claim, worded=False)


def _of_naming(view: View, block: Block | None, span: Span) -> Claim | None:
    """What a heading or list entry that names an item says: its mark, or its check box."""
    if block is None or (block.kind == "heading" and block.depth == 1):
        return None  # the state of the paper, not of what it plans
    if block.checked is not None:
        return Claim("done" if block.checked else "open", span)
    first = len(block.text.split("\n", 1)[0])
    marks = [token for token in _tokens(view, block) if token.kind == "status" and token.end <= first]
    if len({token.value for token in marks}) != 1 or _is_partial(block.text) or marks[0].value == "new":
        return None  # what is new to the reader may be done
    worded = [token for token in marks if token.text[:1].isalpha()]
    if block.kind == "heading" and len(worded) == len(marks) and all(_is_of_title(block.text[:first], token) for token in marks):
        return None
    state = STATES.get(str(marks[0].value), "")
    return Claim(state, span, bool(worded)) if state else None


def _is_of_title(title: str, mark: Token) -> bool:
    """Whether a word of state is the first of a title: "Active / parallel workstreams"."""
    return not any(map(str.isalnum, title[: mark.start])) and title[mark.end :].lstrip(" */_")[:1].isalpha()


def _tokens(view: View, block: Block) -> tuple[Token, ...]:
    return view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()


def _of_facts(item: Item) -> Iterator[Claim]:
    """What lines and columns that are called nothing but "status" say."""
    for fact in item.all("status"):
        states = {token.value for token in fact.values if token.kind == "status"}
        if len(states) == 1 and not _is_partial(fact.text) and _is_plain(fact) and _leads(fact):
            state = STATES.get(str(next(iter(states))), "")
            if state:
                yield Claim(state, fact.span)


def _leads(fact: Fact) -> bool:
    """Whether the word of state comes first: "framework complete" is no state of the whole."""
    signs = LEAD.match(fact.text)
    return signs is not None and signs.end() >= min(token.start for token in fact.values if token.kind == "status")


def _is_plain(fact: Fact) -> bool:
    meaning = lookup_label(fact.label)
    return not fact.scenario and not fact.subject and not fact.role and meaning is not None and not meaning.qualifier


def _is_partial(text: str) -> bool:
    """Whether a state holds for a part; "in progress" as the only word is a state of the whole."""
    return bool(PART.search(text)) or bool(pattern("partial_state").search(text))


def _opposed(claims: list[Claim]) -> tuple[Claim, Claim] | None:
    """The first two places whose states exclude each other, "done" against another one first."""
    pairs = [(one, other) for one, other in combinations(claims, 2) if one.state != other.state and one.span.line != other.span.line]
    return min(pairs, key=lambda pair: "done" not in (pair[0].state, pair[1].state), default=None)


def _draft(item: Item, one: Claim, other: Claim) -> Draft:
    return Draft(
        f"{name_of(item)} is {_said(one.state)} in line {one.span.line}, but {_said(other.state)} in line {other.span.line}: which holds?",
        (one.span, other.span),
        key=item.key,
        suggestion="correct the state that is out of date",
    )


def _said(state: State) -> str:
    return "not begun" if state == "open" else state


RULE = Rule("RA712", "two-states", "status", "question", "rule", _find, __doc__)
