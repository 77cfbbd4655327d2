"""The line that says when the document was last updated has no date.

Claim: a line begins with a label like "Last updated:", and behind it stands no date, no other time and no placeholder that another rule
reports: nothing, blanks to fill in, or what was changed.

Why it matters: nobody can tell which of two copies holds, or how old the figures are.

Flagged:

    # Harbour plan

    **Last updated:** berth list and crane prices

Fine:

    # Harbour plan

    **Last updated:** 3 March 2026
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.lines import by_line
from agent.rules.reading.vocabulary import pattern

KINDS = frozenset({"paragraph", "item"})
COLON = expression("[:：]")
MARKS = expression(r"[\s*_>#-]{0,8}")
BLANKS = expression(r"[\s*_/.…-]*")
FIELD = expression(r"[$\[{<(]")  # a field that a script or a person fills in
LONGEST = 120


def _find(view: View) -> Iterator[Draft]:
    for at_block in dict.fromkeys(sentence.block for sentence in view.saying("last_updated")):
        block = view.document.blocks[at_block]
        if block.kind not in KINDS or not COLON.search(block.text):
            continue
        tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
        for at, text, own in by_line(block.text, tokens):
            label, colon, value = text.replace("：", ":").partition(":")
            named = colon and pattern("last_updated").fullmatch(MARKS.sub("", label, count=1).strip(" *_"))
            if named and len(text) <= LONGEST and not any(isinstance(token.value, Window) for token in own) and _is_undated(value):
                yield _draft(view, block.line + at, label.strip(" *_"))


def _is_undated(value: str) -> bool:
    """Whether nothing behind the label says when: no figure, no field, no word for now or for who keeps the date."""
    if BLANKS.fullmatch(value):
        return True
    return not any(map(str.isdigit, value)) and not FIELD.search(value) and not pattern("kept_elsewhere").search(value)


def _draft(view: View, line: int, label: str) -> Draft:
    return Draft(
        f'"{label}" is followed by no date',
        (view.document.span(line),),
        key=label.casefold(),
        suggestion="give the day of the last change",
    )


RULE = Rule("RA020", "undated-update", "document", "question", "rule", _find, __doc__)
