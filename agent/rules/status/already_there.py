"""Something is still to be done, and its own line says that it is there already.

Claim: an open box, or an entry or row of the plan with a time, ends with a remark in brackets that it is already built, done or in place.

Why it matters: either it is done and the box was not ticked, or work is left that the remark hides.

Flagged:

    ## Week 2

    - [ ] Berth booking (already built in the office tool)
    - [ ] Fuel cards

Fine:

    ## Week 2

    - [ ] Berth booking (the calendar is already built, payments are missing)
    - [ ] Fuel cards (if not already done)
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.boxes import TICK
from agent.rules.reading.naming import shortened
from agent.rules.reading.vocabulary import pattern

# in brackets, with at most "you" or "we" before it, and nothing but signs behind them to the end of the entry or cell
REMARK = expression(r"[(（]\s*(?:(?:you|we|wir|nous|nós|noi|wij)\s)?([^()（）\n?？]{3,60})[)）][\s.!✅✔☑]*$")
DOUBT = expression(r"[,;，；、]|\b(?:but|aber|mais|pero|mas|ma|maar|need\w*|partial\w*|parcial\w*|teilweise|verify|if|falls|si|se)\b", 0)
ROW = "|"
EDGES = " -*+•#|0123456789.[]"


def _find(view: View) -> Iterator[Draft]:
    lines = sorted({sentence.line for sentence in view.saying("already_there")})
    if not lines:
        return
    boxes = {block.line: block for block in view.document.blocks if block.checked is not None}
    planned = {entry.line for entry in (*view.dated, *view.phased) if not entry.done and not entry.beside}
    parts = []
    for line in lines:
        box, written = boxes.get(line), view.document.lines[line - 1]
        if line not in planned if box is None else box.checked:
            continue
        name = next((name for cell in written.split(ROW) if (name := _there(cell))), "")
        if name and (box is not None or written.lstrip().startswith(ROW)):
            parts.append(_part(view, line, name))
    yield from bundled(parts, "{count} entries are still to be done, but say themselves that they are there", most=1)


def _there(text: str) -> str:
    """The name before a remark that it is there already; "" for none, and where it is ticked."""
    remark = None if TICK.match(text) else REMARK.search(text)
    if remark is None or not pattern("already_there").match(remark[1].strip()) or DOUBT.search(remark[1]):
        return ""
    return text[: remark.start()].replace("*", "").strip(EDGES)


def _part(view: View, line: int, name: str) -> Part:
    label = shortened(name)
    draft = Draft(
        f'"{label}" is still to be done, but its own line says that it is there already',
        (view.document.span(line),),
        key=name.casefold(),
        suggestion="tick it off, or say what is left to do",
    )
    return Part(draft, f'"{label}" (line {line})')


RULE = Rule("RA725", "open-but-there", "status", "question", "rule", _find, __doc__)
