"""Asterisks of bold text are left over.

Claim: a line holds an odd number of `**` marks, and so does the paragraph, list entry or heading it belongs to: one of them is shown as it
stands; or a word stands between marks that are written twice (`****total****`). One finding per document for each.

Why it matters: it reads as a typing error, and labels written in bold are lost to readers and tools.

Flagged:

    - Goal: grow the network**
    - Owner: sales

Fine:

    - **Goal:** grow the network
    - Owner: sales
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import further

DOUBLED = expression(r"\*{4}([^\W\d_][^*\n]{0,80})\*{4}(?!\*)")
RULER = expression(r"[\s*]+")
SHOWN = frozenset({"heading", "item", "paragraph"})


def _find(view: View) -> Iterator[Draft]:
    document = view.document
    if document.format != "markdown":
        return
    yield from _doubled(view)
    odd = {line.number for line in view.visible if line.text.count("**") % 2 and not RULER.fullmatch(line.text)}
    odd = {number for number in odd if document.lines[number - 1].count("`") % 2 == 0}  # code that goes on over lines
    owners: dict[int, int] = {}  # the innermost block of each line: bold text may go on over its lines
    for block in document.blocks if odd else ():
        if block.kind in SHOWN:
            owners.update(dict.fromkeys(range(block.line, block.end_line + 1), block.index))
    marks = Counter(owners[number] for number in odd if number in owners)
    lines = sorted(number for number in odd if number in owners and marks[owners[number]] % 2)
    if lines:
        places = f"on line {lines[0]}" if len(lines) == 1 else f"on {len(lines)} lines"
        yield Draft(
            f'a "**" without its partner is shown as text {places}',
            tuple(document.span(line) for line in lines),
            suggestion="add the missing mark or delete this one",
        )


def _doubled(view: View) -> Iterator[Draft]:
    found = [(line.number, match) for line in view.visible if "****" in line.text and (match := DOUBLED.search(line.text))]
    if found:
        others = f" and on {further(len(found) - 1, 'line')}" if len(found) > 1 else ""
        yield Draft(
            f'the marks of bold text stand twice around "{found[0][1][1].strip()}"{others}',
            tuple(view.document.span(number) for number, _ in found),
            key=found[0][1][1].strip().casefold(),
            suggestion="write them once",
        )


RULE = Rule("RA010", "stray-emphasis", "document", "question", "rule", _find, __doc__)
