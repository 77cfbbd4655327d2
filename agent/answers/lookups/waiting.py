"""What waits for a row that a question names: the rows of its table that name it as what they depend on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.question import Question
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.lookups.depending import HELPING
from agent.answers.reading.called import naming_place
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, spoken
from agent.expressions import expression
from agent.facts import lookup_label
from agent.facts.folding import fold

MOST, LONGEST, SHORTEST = 16, 60, 2  # rows; characters of a name in the lead, and of one that is looked for
# "H4.1-H4.5", "Phase 1 to 3": both ends and what lies between.
_RANGE = expression(r"([a-z]+[\s-]?(?:\d+\.)*)(\d+)\s*[-–—]\s*(?:\1)?(\d+)(?![\d.])")
WIDEST = 50  # ids in one range


def waiting_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The rows whose cell of dependencies names the row that stands behind "depends on", "blocked by", "until" in the question."""
    if not question.has("waiting") or question.is_verdict or question.wanted not in ("name", "any"):
        return None
    if question.language in UNSPACED_LANGUAGES or question.has("who", "how_many", "when", "why"):
        return None
    behind = _behind(question)
    for matching in matchings if behind else ():
        view = matching.view
        for row, names in _dependent_rows(view):
            name = next((name for name in names if _is_called(behind, name)), "")
            waiting = _rows_after(view, row, names) if name else []
            if waiting:
                return _listed(view, waiting)
    return None


def _behind(question: Question) -> str:
    """The folded words behind the verb, where it is the first thing said of what is named: not "what does X depend on"."""
    said = words(question.text)
    spans = [span for span in cue_spans(question.text, "waiting", question.language) if span[1] < len(said)]
    if not spans or any(word.text in HELPING for word in said[: spans[0][0]]):
        return ""
    last = max(end for _, end in spans)
    return f" {' '.join(word.text for word in said[last:])} "


def _is_called(behind: str, name: str) -> bool:
    """Whether a name stands in what is said behind the verb, right at its beginning but for an article."""
    parts = " ".join(word.text for word in words(name))
    at = behind.find(f" {parts} ") if len(parts) >= SHORTEST else -1
    return at >= 0 and behind[:at].count(" ") <= 1


@lru_cache(maxsize=KEPT_VIEWS)
def _dependent_rows(view: View) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows of tables with one column of dependencies, each with its names: id and title, longest first."""
    found = []
    for unit in view.units:
        if unit.kind == "row" and unit.header >= 0 and _column(view, unit.header) >= 0:
            named = {cell.strip(" *_`") for cell in unit.cells[: naming_place(unit.cells) + 1]} - {""}
            worded = tuple(sorted((fold(name) for name in named if any(map(str.isalpha, name))), key=lambda name: (-len(name), name)))
            if worded:
                found.append((unit.index, worded))
    return tuple(found)


@lru_cache(maxsize=4096)
def _column(view: View, header: int) -> int:
    """The place of the one column that says what a row depends on; -1 for none."""
    meanings = [lookup_label(cell) for cell in view.units[header].cells]
    places = [place for place, meaning in enumerate(meanings) if meaning is not None and meaning.attribute == "depends_on"]
    return places[0] if len(places) == 1 else -1


def _rows_after(view: View, row: int, names: Sequence[str]) -> list[int]:
    header = view.units[row].header
    place = _column(view, header)
    return [
        other
        for other, _ in _dependent_rows(view)
        if other != row and view.units[other].header == header and place < len(view.units[other].cells)
        if any(_names(fold(view.units[other].cells[place]), name) for name in names)
    ]


def _names(cell: str, name: str) -> bool:
    """Whether a cell names a row: word for word, or within a range of ids."""
    if re.search(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\d)", cell) is not None:
        return True
    for match in _RANGE.finditer(cell):
        first, last = int(match[2]), int(match[3])
        if any(name == f"{match[1]}{number}" for number in range(first, min(last, first + WIDEST) + 1)):
            return True
    return False


def _listed(view: View, kept: Sequence[int]) -> Draft:
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if not at else "", True) for at, unit in enumerate(kept[:MOST])
    )
    names = "; ".join(shorten(_title(view, unit), LONGEST) for unit in kept)
    return Draft("list", said, f"{names} ({len(kept)})" if len(kept) > 1 else "", counts=(len(kept),), certain=True)


def _title(view: View, unit: int) -> str:
    cells = view.units[unit].cells
    return " ".join(dict.fromkeys(cell.strip() for cell in cells[: naming_place(cells) + 1] if cell.strip()))
