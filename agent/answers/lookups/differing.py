"""What one column of a table has and another has not: "what does Pro include that Free doesn't?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.words import words
from agent.answers.reading.matching import Matching
from agent.answers.reading.records import hits
from agent.answers.reading.view import View, view_of_units
from agent.answers.wording.draft import Draft, Statement, context_of
from agent.expressions import expression

NAMED, NEARLY = 0.6, 0.4  # a word names a column from this weight on; one column may be named by a near word
FEWEST = 3  # columns: one of names and two of values
MOST = 20
_LACKING = expression(
    r"\b(?:doesn['’]?t|don['’]?t|does not|do not|isn['’]?t|aren['’]?t|not|without|lacks?|missing|lacking"
    r"|nicht|kein\w*|fehl\w+|ohne|n[ãa]o|sem|no|sin|falta\w*|pas|sans|manqu\w+)\b"
    r"|(?<!\w)(?:не|нет|без)(?!\w)|ない|ません|没有|不(?:含|包|支)",
    re.IGNORECASE,
)
_MISSING = expression(r"\b(?:missing|lacking|fehl\w+|falta\w*|manqu\w+)\b", re.IGNORECASE)
_NOTHING = expression(
    r"[-–—*\s]*(?:[❌✗✘✖×]+|x|no|non|nein|n[ãa]o|нет|なし|无|無|否|none|n/a|not (?:included|available)|0|kein\w*|nicht enthalten"
    r"|sin|sem|aucun\w*)?[-–—*\s\ufe0f]*",
    re.IGNORECASE,
)


def differing_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The rows of the table whose two columns a question names, that have a value in the one and none in the other."""
    if question.is_verdict or question.wanted in ("money", "count", "percent", "window", "date", "person"):
        return None
    lacking = _LACKING.search(question.text)
    if lacking is None:
        return None
    place = len(words(question.text[: lacking.start()]))
    for matching in matchings:
        for header in (unit.index for unit in matching.view.units if unit.kind == "header" and len(unit.cells) >= FEWEST):
            columns = _columns(question, matching.view, header, place)
            if columns is not None:
                draft = _differing(matching.view, header, *columns)
                if draft is not None:
                    return draft
    return None


def _columns(question: Question, view: View, header: int, place: int) -> tuple[int, int] | None:
    """The column that has and the one that has not: the latter is named nearest before the word that says so."""
    cells = view.units[header].cells
    found = hits(question, view_of_units(view, [(header, cell) for cell in cells]))
    named: dict[int, tuple[int, float]] = {}
    for row, term in enumerate(question.terms):
        weights = [float(weight) for weight in found[row]]
        at = max(range(1, len(weights)), key=lambda column: weights[column])
        alone = weights[at] > max(weight for column, weight in enumerate(weights) if column != at)
        if alone and weights[at] >= max(NEARLY, named[at][1] if at in named else 0.0):
            named[at] = (term.position, weights[at])
    if len(named) == 1 and len(cells) == FEWEST and next(iter(named.values()))[1] >= NAMED:
        only = next(iter(named))
        named[3 - only] = (-1, 0.0)  # the other of two is meant, whatever it is called
    if len(named) != 2 or max(weight for _, weight in named.values()) < NAMED:
        return None
    places = {at: position for at, (position, _) in named.items()}
    behind = [at for at in places if places[at] >= place]
    if behind and _MISSING.search(question.text) is not None:  # "missing from the day pass"
        without = min(behind, key=lambda at: places[at])
    else:
        without = max(places, key=lambda at: (places[at] <= place, places[at]))
    return next(at for at in named if at != without), without


def _differing(view: View, header: int, having: int, without: int) -> Draft | None:
    rows = [unit for unit in view.members.get(header, ()) if len(view.units[unit].cells) > max(having, without)]
    kept = [unit for unit in rows if _has(view, unit, having) and not _has(view, unit, without)]
    if not 0 < len(kept) < len(rows):
        return None
    names = view.units[header].cells
    said = []
    for at, unit in enumerate(kept[:MOST]):
        cells = view.units[unit].cells
        text = f"{cells[0]} — {names[having]}: {cells[having]}; {names[without]}: {cells[without]}"
        said.append(Statement(view, (unit,), text, "" if at else context_of(view, unit), True))
    return Draft("list", tuple(said), f"{len(kept)}:", counts=(len(kept), len(rows)), certain=True)


def _has(view: View, unit: int, column: int) -> bool:
    return _NOTHING.fullmatch(view.units[unit].cells[column].strip()) is None
