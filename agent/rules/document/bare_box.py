"""A check box stands without its list dash.

Claim: a line begins with "[ ]" or "[x]" and no dash, in a document that writes its check boxes as list entries.

Why it matters: it is shown as text: nobody can tick it, and no tool counts it.

Flagged:

    - [x] Index
    - [ ] Ranking

    [ ] Filters

Fine:

    - [x] Index
    - [ ] Ranking
    - [ ] Filters
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled

BARE = expression(r"\s*\[[ xX]\]\s+\S")
FENCE = expression(r"\s{0,3}(`{3,}|~{3,})")
FEWEST = 2  # check boxes in lists that show how the document writes them


def _find(view: View) -> Iterator[Draft]:
    boxes = [block for block in view.document.blocks if block.checked is not None]
    bare = [block for block in boxes if BARE.match(view.document.lines[block.line - 1])]
    if not bare or len(boxes) - len(bare) < FEWEST:
        return
    fenced = _fenced(view.document.lines)
    parts = [
        Part(
            Draft(
                "this check box has no list dash and is shown as text",
                (view.document.span(block.line),),
                key=" ".join(block.text.split())[:60],
                suggestion='write "- " before it',
            ),
            f"line {block.line}",
        )
        for block in bare
        if block.line not in fenced
    ]
    yield from bundled(parts, "{count} check boxes have no list dash and are shown as text")


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines in fences; what a fence draws as a list is read as one, and its blocks no longer tell."""
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = FENCE.match(line)
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif fence:
            found.add(number)
    return frozenset(found)


RULE = Rule("RA013", "box-without-dash", "document", "question", "rule", _find, __doc__)
