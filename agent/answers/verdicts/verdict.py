"""Does it add up, is it the same everywhere, do two places agree: from the figures themselves and from the findings of the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.answers.asking.question import Question
from agent.answers.computed.added import terms_of
from agent.answers.computed.heads import heads_verdict
from agent.answers.lookups.depending import parallel_verdict
from agent.answers.lookups.moments import moments_ordered
from agent.answers.lookups.narrowing import refuting, relevant
from agent.answers.lookups.ordering import order_verdict, too_early_verdict, typed_order_verdict
from agent.answers.lookups.placed import placed_verdict
from agent.answers.lookups.sides import best_per_side, sides
from agent.answers.lookups.states import status_verdict
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import (
    Figure,
    Stated,
    closest,
    comparable,
    distinct,
    document_figure,
    far_apart,
    measure_terms,
    statements,
)
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.verdicts.about import is_about, is_near
from agent.answers.verdicts.agreeing import most_telling, pair_verdict, subject_verdict
from agent.answers.verdicts.boxes import boxes_verdict
from agent.answers.verdicts.children import children_verdict
from agent.answers.verdicts.covering import covering_verdict
from agent.answers.verdicts.dating import date_verdict
from agent.answers.verdicts.derived import derived_verdict
from agent.answers.verdicts.equations import equation_verdict
from agent.answers.verdicts.everywhere import everywhere_verdict
from agent.answers.verdicts.fitting import fits_verdict, room_verdict
from agent.answers.verdicts.found import finding_draft, found_wrong, of_counted, refuted, with_findings, with_reckoned
from agent.answers.verdicts.limits import unlimited_verdict
from agent.answers.verdicts.progress import progress_verdict
from agent.answers.verdicts.quoted import quoted_verdict
from agent.answers.verdicts.reckoned import reckoned_verdict
from agent.answers.verdicts.relating import average_verdict, payback_verdict, span_verdict
from agent.answers.verdicts.returns import return_verdict
from agent.answers.verdicts.rhythm import rhythm_verdict
from agent.answers.verdicts.shares import hundred_verdict, share_verdict
from agent.answers.verdicts.spans import spans_verdict
from agent.answers.verdicts.tallying import tally_verdict
from agent.answers.verdicts.totals import asks_totals, total_verdict
from agent.answers.verdicts.two_places import two_places_verdict, two_times_verdict
from agent.answers.verdicts.unsettled import unsettled, with_others
from agent.answers.verdicts.whole_of_parts import parts_verdict
from agent.answers.wording.cover import rests_on
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, spoken, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation, Finding

SHOWN = 14
_Maker = Callable[[Question, list[Matching]], Draft | None]


def verdict_answer(question: Question, matchings: Sequence[Matching], findings: Sequence[Finding]) -> Draft | None:
    """The verdict with both places, as far as one can be computed; else what the places say."""
    makers = (
        children_verdict,
        lambda asked, found: refuted(asked, found, findings),
        quoted_verdict,
        boxes_verdict,
        progress_verdict,
        covering_verdict,
        parallel_verdict,
        typed_order_verdict,
        moments_ordered,
        order_verdict,
        _near(placed_verdict),
        too_early_verdict,
        unlimited_verdict,
        _beside(two_times_verdict),
        _about(room_verdict),
        _beside(fits_verdict),
        _about(share_verdict),
        hundred_verdict,
        return_verdict,
        payback_verdict,
        _about(average_verdict),
        span_verdict,
        _near(parts_verdict),
        rhythm_verdict,
        _about(derived_verdict),
        spans_verdict,
        _about(total_verdict),
        _about(equation_verdict),
        _about(reckoned_verdict),
        _about(tally_verdict),
        _beside(two_places_verdict),
        _beside(everywhere_verdict),
        lambda asked, found: found_wrong(asked, found, findings),
        heads_verdict,
        _beside(date_verdict),
        _beside(status_verdict),
        _documents_verdict,
        _beside(pair_verdict),
        _beside(_same_verdict),
        _beside(subject_verdict),
        _beside(_sides_verdict),
    )
    for make in makers:
        draft = make(question, list(matchings))
        if draft is None:
            continue
        yes = draft.lead.startswith(frame("yes", question.language)) and not draft.certain
        wrong = refuting(question, matchings, findings, rests_on(draft)) if yes else []
        return finding_draft(question, matchings, wrong) if wrong else with_findings(question, matchings, findings, draft)
    found = of_counted(question, matchings, relevant(question, matchings, findings))
    if found:
        return finding_draft(question, matchings, found)
    shown = unsettled(question, matchings)
    return with_reckoned(question, findings, shown) if shown is not None else None


def _about(make: _Maker) -> _Maker:
    """A way to a verdict whose drafts count only when they speak of what is asked."""

    def made(question: Question, matchings: list[Matching]) -> Draft | None:
        draft = make(question, matchings)
        return draft if draft is not None and is_about(question, matchings, draft) else None

    return made


def _near(make: _Maker) -> _Maker:
    """The same, for one whose drafts say themselves how they fit, unless a line of the plan says much more of the question."""

    def made(question: Question, matchings: list[Matching]) -> Draft | None:
        draft = make(question, matchings)
        return draft if draft is not None and is_near(matchings, draft) else None

    return made


def _beside(make: _Maker) -> _Maker:
    """The same, with the lines that say other values of what is compared."""

    def made(question: Question, matchings: list[Matching]) -> Draft | None:
        draft = _about(make)(question, matchings)
        return with_others(question, matchings, draft) if draft is not None else None

    return made


def _documents_verdict(question: Question, matchings: list[Matching]) -> Draft | None:
    """The same measure in several documents: agreeing or not."""
    if len(matchings) < 2 or not question.has("same", "versus", "difference", "roadmaps"):
        return None
    figures = [figure for figure in (document_figure(question, matching) for matching in matchings) if figure is not None]
    if len(figures) < 2 or len({figure.entries[0].quantity.kind for figure in figures}) > 1:
        return None
    first = figures[0]
    same = all(
        abs(figure.least - first.least) <= 0.001 * max(1, abs(first.least))
        and abs(figure.most - first.most) <= 0.001 * max(1, abs(first.most))
        for figure in figures
    )
    values = "; ".join(f"{_named(figure)}: {figure.text}" for figure in figures)
    lead = frame("agree" if same else "differs", question.language, values=values)
    said = [_figure_statement(figure) for figure in figures]
    cited = tuple((figure.view, entry.unit) for figure in figures if figure.summed for entry in figure.entries)
    return Draft("compare", tuple(said), lead, _summed(figures), cited=cited)


def _summed(figures: Sequence[Figure]) -> Computation | None:
    for figure in figures:
        if figure.summed:
            return Computation(formula=f"{terms_of(figure.entries)} = {figure.text}", expected=figure.text, stated="")
    return None


def _named(figure: Figure) -> str:
    return shorten(figure.view.roadmap.title or figure.view.document.path, 60)


def _figure_statement(figure: Figure) -> Statement:
    if not figure.summed:
        return state(figure.view, figure.entries[0].unit)
    shown = terms_of(figure.entries) if len(figure.entries) <= SHOWN else f"{terms_of(figure.entries[:4])} + …"
    return Statement(figure.view, (figure.entries[0].unit,), f"{shown} = {figure.text}", figure.entries[0].label)


def _same_verdict(question: Question, matchings: list[Matching]) -> Draft | None:
    """Whether one measure has one figure."""
    if not question.has("same", "versus", "correct") or len(measure_terms(question)) > 1:
        return None
    if asks_totals(question) and not measure_terms(question):
        return None
    pool: list[Stated] = []
    for matching in matchings:
        pool.extend(statements(question, matching))
    pool.sort(key=lambda stated: -stated.score)
    if pool and not _tells(question, pool[0]):
        pool = [stated for stated in pool if _tells(question, stated)] or pool
    found = closest(pool)
    if len(found) < 2:
        return None
    best = max(found, key=lambda stated: stated.score).entry
    found = [stated for stated in found if comparable(stated.entry, best) and not far_apart(stated.entry, best)]
    if len(found) < 2:
        return None
    groups = distinct(found)
    said = tuple(state(stated.view, stated.entry.unit) for stated in sorted(found, key=lambda stated: -stated.score))
    if len(groups) > 1:
        values = " / ".join(_value(group[0]) for group in groups)
        return Draft("inconsistency", said, frame("differs", question.language, values=values))
    if len(found) > 1 and question.has("same"):
        return Draft("inconsistency", said, frame("same", question.language, value=found[0].entry.text))
    return None


def _tells(question: Question, stated: Stated) -> bool:
    """Whether a figure stands with the rarest word that names the thing."""
    telling = most_telling(question, stated.matching)
    return telling < 0 or bool(stated.matching.spread[telling, stated.entry.unit] >= MATCHED)


def _sides_verdict(question: Question, matchings: list[Matching]) -> Draft | None:
    """Two things side by side: the best statement of each, and whether their figures agree when they can be compared."""
    best: tuple[float, Matching, list[tuple[float, int]]] | None = None
    for matching in matchings:
        found = sides(question, matching)
        chosen = best_per_side(question, matching, found, figures=True) if found else []
        total = sum(score for score, _ in chosen)
        if len(chosen) > 1 and (best is None or total > best[0]):
            best = (total, matching, chosen)
    if best is None:
        return None
    _, matching, chosen = best
    said = tuple(statement for _, unit in chosen for statement in _with_members(matching.view, unit))
    entries = [Stated(matching, entry, score) for score, unit in chosen for entry in _entries_at(matching.view, unit)[:1]]
    if len(entries) > 1 and question.has("same", "versus", "fits", "difference") and _one_measure([stated.entry for stated in entries]):
        groups = distinct(entries)
        values = " / ".join(_value(group[0]) for group in groups)
        lead = frame("differs" if len(groups) > 1 else "agree", question.language, values=values)
        return Draft("inconsistency", said, lead)
    return Draft("inconsistency", said, frame("unsettled", question.language))


def _one_measure(entries: Sequence[Entry]) -> bool:
    """Whether figures measure one thing, so that two of them agree or do not: alike, and amounts of money by one name."""
    named = entries[0].quantity.kind != "money" or len({fold(entry.label) for entry in entries}) == 1
    nameless = entries[0].quantity.kind == "count" and not entries[0].quantity.unit
    return named and not nameless and all(comparable(entries[0], entry) for entry in entries)


def _with_members(view: View, unit: int) -> list[Statement]:
    members = view.members.get(unit, ())[:5]
    return [state(view, unit), *(Statement(view, (member,), spoken(view, member), "", True) for member in members)]


def _entries_at(view: View, unit: int) -> list[Entry]:
    return [entry for entry in entries_of(view) if entry.unit == unit]


def _value(stated: Stated) -> str:
    context = shorten(context_of(stated.view, stated.entry.unit).split(" › ")[-1], 40)
    return f"{stated.entry.text} ({context})" if context else stated.entry.text
