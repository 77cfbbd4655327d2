"""A risk has no answer where the others have one.

Claim: in a table or list of at least three risks most name what is done about them (mitigation, answer, response, countermeasure), and
one does not. In a list it is a question: the answer may be in other words.

Why it matters: the risk was seen and then left to chance.

Flagged:

    ## Risks

    | Risk | Likelihood | Mitigation |
    |---|---|---|
    | Supplier raises prices | Medium | Second supplier under contract |
    | Phones are too old | High | |
    | Dates slip | Medium | Start with two networks |

Fine:

    ## Risks

    | Risk | Likelihood | Mitigation |
    |---|---|---|
    | Supplier raises prices | Medium | Second supplier under contract |
    | Phones are too old | High | Loan pool of 400 handsets |
    | Dates slip | Medium | Start with two networks |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.words import names_total, topic_of
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, is_blank
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
SHARE = 0.6
LEAST_WORDS = 4
MOST_BEHIND = 2  # words: "none so far", "not defined for now"
ACCEPTED = expression(r"ac[ce]+[ip]t|akzept|tolera|trag|принят|接受|受容|容認", re.IGNORECASE)
EDGE = " :.;,*_–—-|()（）。：、"
ARROW = expression(r"\w[^\n]*(?:→|⇒|=>|->)\s*\w")  # "rare class → weigh the loss"


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        if pattern("risk").search(grid.headers[0] or "") or pattern("risk").search(" ".join(grid.headers[:2])):
            yield from _cells(view, grid)
    drafts = [*_listed(view), *_bare(view)]
    yield from {draft.evidence[0].line: draft for draft in reversed(drafts)}.values()


def _cells(view: View, grid: Grid) -> Iterator[Draft]:
    for column, header in enumerate(grid.headers):
        if column == 0 or not (pattern("mitigation").search(header) or _is_told(grid, column)):
            continue
        empty = [
            line
            for line in grid.lines
            if not line.total
            and not names_total(line.label)
            and _says_nothing(line.cells[column].text)
            and any(map(str.isalnum, line.cells[0].text))
        ]
        if len(grid.lines) >= FEWEST and 0 < len(empty) <= (1 - SHARE) * len(grid.lines):
            for line in empty:
                yield _draft(f'the risk "{line.label}" has no {header.lower()}', view.document.span(line.line, line.end_line), line.label)


def _is_told(grid: Grid, column: int) -> bool:
    """Whether a column holds sentences: what is done about the risk, whatever its header says."""
    texts = [line.cells[column].text for line in grid.lines if not is_blank(line.cells[column].text)]
    return len(texts) > 1 and all(len(text.split()) >= LEAST_WORDS for text in texts)


def _bare(view: View) -> Iterator[Draft]:
    """Entries of a list of risks that have nothing behind their bold name, although all others have."""
    blocks = view.document.blocks
    parents = {block.parent for block in blocks if block.parent is not None}
    for section, run in groupby((b for b in blocks if b.kind == "item" and b.depth == 0), key=lambda block: block.section):
        entries = list(run)
        if section is None or topic_of(blocks[section].text) != "risks" or len(entries) < FEWEST:
            continue
        rests = [block.text[block.bold[0][1] :].strip(" :.–—-") if block.bold and block.bold[0][0] == 0 else "?" for block in entries]
        empty = [block for block, rest in zip(entries, rests, strict=True) if not rest and block.index not in parents]
        if len(empty) == 1 and "?" not in rests:
            name = " ".join(empty[0].text.split())
            yield _asked(f'the risk "{name}" has no answer, unlike the others', view.document.span(empty[0].line, empty[0].end_line), name)


def _listed(view: View) -> Iterator[Draft]:
    """Risks in lists and sections whose lines most name an answer."""
    risks = [item for item in view.roadmap.items if item.kind == "risk" and item.end_line >= item.span.line]
    tables = {line.line for grid in view.grids for line in grid.lines}
    risks = [item for item in risks if item.span.line not in tables]
    answered = {item.key: _is_answered(view, item) for item in risks}
    if len(risks) < FEWEST or sum(answered.values()) < SHARE * len(risks):
        return
    told = {item.headings for item in risks if answered[item.key]}
    for item in risks:
        if not answered[item.key] and item.headings in told:  # a list of its own, with no answers at all, asks for none
            yield _asked(f"the risk {name_of(item)} has no answer, unlike the others", item.span, item.key)


def _is_answered(view: View, item: Item) -> bool:
    lines = view.document.lines[item.span.line - 1 : item.end_line]
    return any(_names_answer(line) or ARROW.search(line) for line in lines)


def _names_answer(line: str) -> bool:
    named = pattern("mitigation").search(line)
    return named is not None and not (line[named.end() :].strip(EDGE) and _says_nothing(line[named.end() :]))


def _says_nothing(text: str) -> bool:
    """Whether nothing stands in the place of an answer, or that there is none: "none so far", "noch offen", なし."""
    said = text.strip(EDGE)
    if is_blank(text) or not said:
        return True
    none = pattern("no_answer").match(said)
    rest = said[none.end() :] if none else said
    return none is not None and len(rest.split()) <= MOST_BEHIND and not rest.startswith(("-", "/")) and not ACCEPTED.search(rest)


def _draft(message: str, place: Span, key: str) -> Draft:
    return Draft(message, (place,), key=key, suggestion="say what is done about it, or that it is accepted")


def _asked(message: str, place: Span, key: str) -> Draft:
    """In a list the answer may stand in words that nobody knows for one: "low (we are the first)"."""
    return replace(_draft(message, place, key), severity="question")


RULE = Rule("RA901", "risk-without-answer", "risk", "warning", "rule", _find, __doc__)
