"""Whether one list holds all that another one names: phases missing from a table, roles missing from a budget."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from agent.answers.asking.counted import KINDS
from agent.answers.asking.question import Question
from agent.answers.lookups.lists import best_lists
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.facts import normalise

ALIKE = 80.0  # of 100: names this alike are one
MOST = 12


def covering_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What is named in one place and missing in the other; None when the question compares no lists."""
    if not question.has("covers") or not (question.is_verdict or question.has("which", "list")):
        return None
    return _counted_missing(question, matchings) or _listed_missing(question, matchings)


def _counted_missing(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Counted things (phases, sprints) with a heading of their own and no row in the best table."""
    kind = next(
        (kind for kind in KINDS for term in question.terms if kind in term.concepts and kind in ("phase", "sprint", "milestone", "task")),
        "",
    )
    if not kind:
        return None
    for matching in matchings:
        view = matching.view
        tables = [found for found in best_lists(question, matching, 12, filtered=False) if view.units[found.unit].kind == "header"]
        heads = [unit for unit in dict.fromkeys(unit for unit, _, _ in view.mentions(kind)) if view.units[unit].kind == "heading"]
        if not tables or len(heads) < 2:
            continue
        rows = view.members.get(tables[0].unit, ())
        texts = [normalise(view.units[row].text) for row in rows]
        missing = [unit for unit in heads if not _present(normalise(view.units[unit].text), texts)]
        if missing and len(missing) < len(heads):
            names = "; ".join(view.units[unit].text for unit in missing[:MOST])
            said = (*(state(view, unit) for unit in missing[:MOST]), state(view, tables[0].unit))
            return Draft(
                "inconsistency", said, frame("missing", question.language, missing=names), cited=tuple((view, row) for row in rows)
            )
        if not missing:
            return Draft(
                "inconsistency",
                (state(view, tables[0].unit),),
                frame("yes", question.language) + ".",
                cited=tuple((view, row) for row in rows),
            )
    return None


def _present(text: str, rows: Sequence[str]) -> bool:
    """Whether a heading's number or name stands in a row."""
    words = text.split()
    number = next((word for word in words if any(character.isdigit() for character in word)), "")
    name = [word for word in words if len(word) > 3 and word.isalpha()][1:]
    for row in rows:
        cells = row.split()
        if number and number in cells:
            return True
        if name and fuzz.token_set_ratio(" ".join(name), row) >= ALIKE:
            return True
    return False


def _listed_missing(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Entries of one place that the table asked about does not have."""
    best = [(matching, found) for matching in matchings for found in best_lists(question, matching, 8, filtered=False)]
    tables = sorted((pair for pair in best if pair[0].view.units[pair[1].unit].kind == "header"), key=lambda pair: -pair[1].score)
    if not tables:
        return None
    matching, table = tables[0]
    held = [normalise(_name(matching.view, row)) for row in matching.view.members.get(table.unit, ())]
    others = _others(question, matchings, matching, table.unit)
    missing = [
        (view, unit, name) for view, unit, name in others if not any(fuzz.token_set_ratio(normalise(name), cell) >= ALIKE for cell in held)
    ]
    if not missing or len(missing) == len(others):
        return None
    names = "; ".join(dict.fromkeys(name for _, _, name in missing[:MOST]))
    said = [Statement(view, (unit,), spoken(view, unit), "", True) for view, unit, _ in missing[:MOST]]
    cited = tuple((matching.view, row) for row in matching.view.members.get(table.unit, ()))
    return Draft("inconsistency", tuple(said), frame("missing", question.language, missing=names), cited=cited)


def _name(view: View, row: int) -> str:
    return next((cell for cell in view.units[row].cells if any(letter.isalpha() for letter in cell)), "")


def _others(question: Question, matchings: Sequence[Matching], table_of: Matching, table: int) -> list[tuple[View, int, str]]:
    """What the other side names: roles counted in other documents, or the entries of the phases of the same document."""
    found: list[tuple[View, int, str]] = []
    if question.concepts & {"role", "team", "person", "developer"}:
        for matching in matchings:
            if matching is table_of and len(matchings) > 1:
                continue
            for fact in matching.view.roadmap.facts:
                units = matching.view.on_line(fact.span.line)[:1]
                nouns = [quantity.unit for quantity in fact.quantities if quantity.kind == "count" and quantity.unit]
                found.extend((matching.view, units[0], noun) for noun in nouns if units)
        return found
    view = table_of.view
    for unit, _, _ in view.mentions("phase"):
        if view.units[unit].kind == "heading":
            found.extend(
                (view, member, _bare(view.units[member].text)) for member in view.members.get(unit, ()) if view.units[member].kind == "item"
            )
    return found


def _bare(text: str) -> str:
    """The name of an entry without its mark and its parenthesis."""
    return text.partition("(")[0].lstrip("✅✓☑⏳🔄 ").strip()
