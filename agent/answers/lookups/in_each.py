"""Over several roadmaps: what each of them states under one name, and which of them mention something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.cues import cue_spans, cues_of, light_words, unspaced_spans
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT, Term, is_everyday
from agent.answers.reading.called import called_in, naming_place
from agent.answers.reading.matching import TRANSLATED, Matching
from agent.answers.reading.scales import on_scale
from agent.answers.reading.vocabulary import STEM
from agent.answers.wording.draft import Draft, Statement, state
from agent.facts import lookup_label
from agent.model.quantity import Quantity

_DOCUMENTS = frozenset({"file", "documentation", "roadmap", "timeline", "subscription", "product", "goal"})  # "the plans": the roadmaps
_NOT_STATED = frozenset(
    {
        "why", "how_many", "sum", "adding", "adds_up", "difference", "ratio", "average", "correct", "done", "open", "exclude", "covers",
    }
)  # fmt: skip
_RANKED = frozenset({"maximum", "minimum", "greater", "smaller"})
_ASKING = ("roadmaps", "every_roadmap", "mentions")
SHORT = 2  # letters: shorter words beside a name say nothing of their own
FEWEST = 2  # roadmaps that are compared
MOST, EACH, ALTOGETHER = 2, 4, 12  # places of one name in a roadmap; lines of one roadmap, and of all, that mention something
TWO_CELLS = 2


@dataclass(frozen=True)
class _Stated:
    """What one roadmap states under the name: the place, and the figure in it if there is one."""

    statement: Statement
    figure: tuple[str, float] | None


def each_states_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What every roadmap that has the name states under it; of those the one with the most or least first, where that is asked for.

    The name is the label of a line or the name of a row of two columns, word for word; None where fewer than two roadmaps have it, or
    where the question says more than the name and that all roadmaps are meant.
    """
    if len(matchings) < FEWEST or question.is_verdict or not question.has("roadmaps", "every_roadmap"):
        return None
    named = {span for matching in matchings for span in _spans(question, matching)}
    for start, end in sorted(named, key=lambda span: (span[0] - span[1], span)):
        beside = cues_of(f"{question.text[:start]}{'_' * (end - start)}{question.text[end:]}", question.language) & question.cues
        if _leaves(question, start, end) or beside & _NOT_STATED:
            continue
        found = [stated for matching in matchings for stated in _stated(question, matching, (start, end))]
        if len({id(stated.statement.view) for stated in found}) < FEWEST:
            return None
        if beside & _RANKED:
            if _told_elsewhere(question, matchings, found, (start, end)):
                return None
            return _ranked(question, found)
        return Draft("compare", tuple(stated.statement for stated in found), certain=True)
    return None


def mentioned_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines of every roadmap that say all words of what is asked about, in these words; roadmaps without them are left out."""
    if len(matchings) < FEWEST or question.wanted not in ("name", "any", "place") or not question.has("mentions"):
        return None
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and _tells(question, term)]
    named = len(rows) == 1 and not question.terms[rows[0]].concepts  # what has other names may come up by them
    if not rows or question.numbered or not (question.has("roadmaps", "every_roadmap") or (named and question.has("where"))):
        return None
    places = []
    for matching in matchings:
        literal = matching.own[rows].min(axis=0) >= STEM
        units = [int(unit) for unit in matching.scores.argsort(kind="stable")[::-1] if literal[unit]]
        places.append((matching, units))
    speaking = [(matching, units) for matching, units in places if units]
    each = max(1, min(EACH, ALTOGETHER // max(1, len(speaking))))
    said = tuple(state(matching.view, unit) for matching, units in speaking for unit in sorted(units[:each]))
    return Draft("compare", said, certain=True) if said else None


def _spans(question: Question, matching: Matching) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in called_in(question, matching.view) if one.name.kind in ("label", "row")]


def _leaves(question: Question, start: int, end: int) -> bool:
    """Whether a telling word stands beside the name."""
    return any(_tells(question, term) and not start <= question.start_of(term) < end for term in question.terms)


def _tells(question: Question, term: Term) -> bool:
    small = term.text in light_words() or (not term.concepts and is_everyday(term.text, question.language))
    short = len(term.text) <= SHORT and not term.unspaced and not term.concepts and term.text.isalpha()
    return term.weight > CUE_WEIGHT and not (small or short or _only_asks(question, term)) and not set(term.concepts) & _DOCUMENTS


def _only_asks(question: Question, term: Term) -> bool:
    """Whether a term is part of a phrase that says that roadmaps are asked, or that they mention something."""
    if term.unspaced:
        at = question.start_of(term)
        return any(start <= at < end for cue in _ASKING for start, end in unspaced_spans(question.text, cue, question.language))
    return any(first <= term.position < last for cue in _ASKING for first, last in cue_spans(question.text, cue, question.language))


def _told_elsewhere(question: Question, matchings: Sequence[Matching], found: Sequence[_Stated], span: tuple[int, int]) -> bool:
    """Whether a roadmap without the name states a figure beside what the glossary knows as the same."""
    rows = [row for row, term in enumerate(question.terms) if span[0] <= question.start_of(term) < span[1] and term.concepts]
    having = {id(stated.statement.view) for stated in found}
    others = [matching for matching in matchings if id(matching.view) not in having]
    return bool(rows) and any(
        any(isinstance(token.value, Quantity) for token in matching.view.tokens(int(unit)))
        for matching in others
        for unit in (matching.own[rows].min(axis=0) >= TRANSLATED - 0.01).nonzero()[0]
    )


def _stated(question: Question, matching: Matching, span: tuple[int, int]) -> list[_Stated]:
    """The lines and rows of one roadmap that have the name; those nearest the top where they are many."""
    view = matching.view
    found: dict[int, _Stated] = {}
    for one in called_in(question, view):
        if (one.start, one.end) != span or one.name.kind not in ("label", "row") or one.name.unit in found:
            continue
        unit = view.units[one.name.unit]
        if one.name.kind == "label":
            value = unit.text
        else:
            cell = _value_cell(view.units[unit.header].cells if unit.header >= 0 else (), unit.cells)
            if one.name.place > naming_place(unit.cells) or cell < 0:
                continue
            value = unit.cells[cell]
        figures = [token.value for token in view.scan(value) if isinstance(token.value, Quantity)]
        figure = on_scale(figures[0])[:2] if figures else None
        found[unit.index] = _Stated(state(view, unit.index), figure)
    ordered = sorted(found, key=lambda unit: (len(view.units[unit].headings), unit)) if len(found) > MOST else sorted(found)
    return [found[unit] for unit in ordered[:MOST]]


def _value_cell(heads: Sequence[str], cells: Sequence[str]) -> int:
    """The cell that says what a row is: the second of two, else the one that says its target; -1 for none."""
    if len(cells) == TWO_CELLS:
        return 1
    meant = [place for place, head in enumerate(heads) if (found := lookup_label(head)) is not None and found.attribute == "target"]
    return meant[0] if len(meant) == 1 and meant[0] < len(cells) else -1


def _ranked(question: Question, found: Sequence[_Stated]) -> Draft | None:
    """The roadmap with the most, or the least, first, then the others in their order."""
    figured = [(stated, stated.figure) for stated in found if stated.figure is not None]
    if len(figured) < FEWEST or len({figure[0] for _, figure in figured}) > 1:
        return None
    most = question.has("maximum", "greater") and not question.has("minimum")
    ordered = sorted(figured, key=lambda pair: -pair[1][1] if most else pair[1][1])
    if ordered[0][1][1] == ordered[1][1][1]:
        return None
    return Draft("compare", tuple(stated.statement for stated, _ in ordered), certain=True)
