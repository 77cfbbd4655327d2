"""What comes before or after a thing that the question calls by its name: rows by their times, parts of a plan by their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from agent.answers.asking.counted import KINDS, counted_things
from agent.answers.asking.cues import light_words, ordinal_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question
from agent.answers.asking.terms import CUE_WEIGHT, Term, is_everyday
from agent.answers.asking.words import words
from agent.answers.reading.called import Called, Name, called_in, naming_place
from agent.answers.reading.matching import Matching
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import Stretch, stretches
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.answers.wording.draft import Draft, Statement, shorten, spoken, state
from agent.expressions import expression
from agent.model.quantity import Window

_OTHER = (
    "who", "when", "how_many", "how_long", "costs", "sum", "why", "difference", "between", "versus", "same", "prerequisite",
    "waiting", "exclude", "comes_first", "order", "maximum", "minimum", "share", "average", "roadmaps", "if",
)  # fmt: skip
_ASKED = ("name", "any", "way")
# What says that a thing comes at some time, and no more.
_COMING = frozenset({"next", "previous", "planned", "start", "end", "done", "launch", "deadline", "before", "after", "date", "timeline"})
_MANY = frozenset({"list", "deadline", "launch", "planned", "roadmap"})
_COUNTED = expression(r"[^\w]*[^\W\d_]+\s+\d+(?:\.\d+)*(?=\s*(?:[:：.(–—-]|\Z))")
_AXES = ("date", "week", "sprint", "quarter", "day", "month", "year", "phase", "version")
MOST, LONGEST, FEWEST = 16, 60, 2
OPENING = 24  # characters of a heading in which it is counted off


def sequence_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The neighbours in time of the row, or the neighbours in place of the part, that a question calls by its name.

    All on that side where several are asked for, by a plural or the name of their column, else the nearest. None where the question
    says more than the name and that something comes, or where the siblings have no order: neither times nor numbers.
    """
    step = _step(question)
    if not step or question.is_verdict or question.has(*_OTHER):
        return None
    for matching in matchings:
        called = [*called_in(question, matching.view), *_counted_off(question, matching.view)]
        for span in _spans(called):
            if _wanted(f"{question.text[: span[0]]}{'_' * (span[1] - span[0])}{question.text[span[1] :]}", question.language) not in _ASKED:
                continue
            names = [one for one in called if (one.start, one.end) == span]
            kinds = [one for one in called if one.name.kind == "column" and (one.end <= span[0] or span[1] <= one.start)]
            if _leaves(question, matching, span, kinds):
                continue
            many = bool(question.concepts & _MANY) or question.has("list") or any(_calls_rows(matching.view, one) for one in kinds)
            draft = _in_table(matching, names, step, many=many) or _among_parts(matching, names, step, many=many)
            if draft is not None:
                return draft
    return None


def _step(question: Question) -> int:
    """1 for what comes after, -1 for what comes before, 0 where neither or both are asked for."""
    after = question.has("after") or "next" in question.concepts
    before = question.has("before") or "previous" in question.concepts
    return 0 if after == before else 1 if after else -1


def _spans(called: Sequence[Called]) -> list[tuple[int, int]]:
    """Where names stand that may be the thing named, the longest first."""
    found = {(one.start, one.end) for one in called if one.name.kind in ("row", "part")}
    return sorted(found, key=lambda span: (span[0] - span[1], span))


@lru_cache(maxsize=64)
def _wanted(rest: str, language: str) -> str:
    """What the words beside the name ask for: a phase called "Growth" asks for no figure."""
    return read_question(rest, [language]).wanted


def _counted_off(question: Question, view: View) -> Iterator[Called]:
    """The headings that are named by what they are counted off as: "Phase 2" of "Phase 2: Build"."""
    said = words(question.text)
    for unit, name in _counts_of(view):
        width = len(name)
        for at in range(len(said) - width + 1):
            if all(said[at + place].text == part for place, part in enumerate(name)):
                yield Called(Name("part", unit, 0, name, False), said[at].start, said[at + width - 1].end)


@lru_cache(maxsize=KEPT_VIEWS)
def _counts_of(view: View) -> tuple[tuple[int, tuple[str, ...]], ...]:
    found = [(unit, _COUNTED.match(unit.text)) for unit in view.units if unit.kind == "heading"]
    return tuple((unit.index, tuple(word.text for word in words(match.group()))) for unit, match in found if match is not None)


def _leaves(question: Question, matching: Matching, span: tuple[int, int], kinds: Sequence[Called]) -> bool:
    """Whether the question says more than the name, what such things are called, and that something comes."""
    return any(
        term.weight > CUE_WEIGHT
        and not _within(question, term, [span, *((one.start, one.end) for one in kinds)])
        and not set(term.concepts) & (_COMING | group("item_nouns") | set(KINDS))
        and term.text not in light_words()
        and not is_everyday(term.text, question.language)
        and term.words[0] not in ordinal_words(question.language)
        for term in question.terms
    )


def _within(question: Question, term: Term, spans: Sequence[tuple[int, int]]) -> bool:
    at = question.start_of(term)
    return any(start <= at < end for start, end in spans)


def _calls_rows(view: View, column: Called) -> bool:
    """Whether a column that is called is the one that names the rows."""
    header = column.name.unit
    first = next((unit for unit in view.units[header + 1 :] if unit.header == header), None)
    return first is not None and column.name.place <= naming_place(first.cells)


def _in_table(matching: Matching, names: Sequence[Called], step: int, *, many: bool) -> Draft | None:
    """The rows of the table of the row named that lie before or after it in time."""
    view = matching.view
    rows = {one.name.unit for one in names if one.name.kind == "row" and view.units[one.name.unit].kind == "row"}
    for row in sorted(rows):
        dated = _dated_rows(view, view.units[row].header)
        axis = next((axis for axis in _AXES if all(axis in found for found in dated.values())), "")
        if row not in dated or len(dated) <= FEWEST or not axis:
            continue
        own = dated[row][axis].first
        beside = {unit: found[axis].first for unit, found in dated.items() if (found[axis].first - own) * step > 0}
        nearest = min((abs(first - own) for first in beside.values()), default=0.0)
        kept = [unit for unit, first in beside.items() if many or abs(first - own) == nearest]
        if kept:
            return _listed(view, kept)
    return None


@lru_cache(maxsize=KEPT_VIEWS)
def _dated_rows(view: View, header: int) -> dict[int, dict[str, Stretch]]:
    """The rows of a table that are no totals, each with its first time; empty where one has none."""
    found: dict[int, dict[str, Stretch]] = {}
    for unit in view.units[header + 1 :] if header >= 0 else ():
        if unit.header != header:
            if unit.kind == "heading":
                break
            continue
        if any(is_total_text(cell) for cell in unit.cells[:2]):
            continue
        window = next(
            (
                token.value
                for cell in (*unit.cells[naming_place(unit.cells) + 1 :], *unit.cells)
                for token in view.scan(cell)
                if isinstance(token.value, Window) and stretches(token.value)
            ),
            None,
        )
        if window is None:
            return {}
        found[unit.index] = {stretch.axis: stretch for stretch in reversed(stretches(window))}
    return found


def _among_parts(matching: Matching, names: Sequence[Called], step: int, *, many: bool) -> Draft | None:
    """The headings beside the one named, where they are numbered or dated."""
    view = matching.view
    for unit in sorted({one.name.unit for one in names if one.name.kind == "part" and view.units[one.name.unit].kind == "heading"}):
        siblings = _ordered_siblings(view, unit)
        if unit not in siblings:
            continue
        at = siblings.index(unit)
        beside = siblings[at + 1 :] if step > 0 else siblings[:at]
        kept = beside if many else beside[:1] if step > 0 else beside[-1:]
        if kept:
            return _listed(view, kept)
    return None


@lru_cache(maxsize=4096)
def _ordered_siblings(view: View, heading: int) -> tuple[int, ...]:
    """The headings of one level and parent that are steps of a plan: each counted off, or each with a time."""
    found = view.units[heading]
    siblings = [unit for unit in view.units if unit.kind == "heading" and unit.level == found.level and unit.headings == found.headings]
    numbered = [unit.index for unit in siblings if _is_step(view, unit.index)]
    return tuple(numbered) if len(numbered) >= FEWEST else ()


def _is_step(view: View, heading: int) -> bool:
    text = view.units[heading].text
    return bool(counted_things(text[:OPENING], view.language)) or any(isinstance(token.value, Window) for token in view.tokens(heading))


def _listed(view: View, kept: Sequence[int]) -> Draft:
    if len(kept) == 1:
        return Draft("temporal", (state(view, kept[0]),), certain=True)
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), state(view, unit).context if not at else "", True)
        for at, unit in enumerate(kept[:MOST])
    )
    names = "; ".join(shorten(_name(view, unit), LONGEST) for unit in kept)
    return Draft("temporal", said, names, counts=(len(kept),), certain=True)


def _name(view: View, unit: int) -> str:
    found = view.units[unit]
    return found.cells[naming_place(found.cells)] if found.cells else found.text
