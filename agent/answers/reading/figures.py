"""All places that state a figure for what a question names, and the one figure a document gives for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.words import is_unspaced, words
from agent.answers.reading.amounts import like
from agent.answers.reading.choosing import choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.like_groups import like_groups
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of, main_tokens
from agent.answers.reading.timing import within
from agent.answers.reading.view import View
from agent.model.quantity import Quantity

CLOSE = 0.62  # of the best statement's score
MOST, LOOSE = 8, 25
_EARNED = frozenset({"revenue", "benefit", "saving", "metric", "roi"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with how well its place fits the question."""

    matching: Matching
    entry: Entry
    score: float

    @property
    def view(self) -> View:
        return self.matching.view


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a document: as written, or the sum of `entries` when it is written only in parts."""

    matching: Matching
    least: float
    most: float
    text: str
    entries: tuple[Entry, ...]
    summed: bool = False

    @property
    def view(self) -> View:
        return self.matching.view


def statements(question: Question, matching: Matching, kinds: frozenset[str] = frozenset(), *, anywhen: bool = False) -> list[Stated]:
    """The figures that stand where the question points, best first, of the kinds asked for; `anywhen` also those of other times."""
    scores = matching.scores if not anywhen else matching.timeless
    wanted = kinds or wanted_kinds(question)
    rows = measure_rows(question, matching)
    found: list[Stated] = []
    for entry in (*entries_of(matching.view), *_loose_entries(matching, rows, wanted)):
        if wanted and entry.quantity.kind not in wanted:
            continue
        if rows and not any(matching.spread[row, entry.unit] >= 0.5 for row in rows):
            continue
        if anywhen or within(question, matching.view, entry.unit):
            found.append(Stated(matching, entry, float(scores[entry.unit]) * _suits(question, entry)))
    found.sort(key=lambda stated: (-stated.score, stated.entry.unit))
    return found


def _loose_entries(matching: Matching, rows: list[int], wanted: frozenset[str]) -> list[Entry]:
    """Figures that stand in lines naming the measure and became no fact: in code, in running text."""
    view = matching.view
    bound = {entry.unit for entry in entries_of(view) if not wanted or entry.quantity.kind in wanted}
    named = [int(unit) for unit in matching.own[rows].max(axis=0).argsort()[::-1][:LOOSE]] if rows else []
    found: list[Entry] = []
    for unit in named:
        if unit in bound or matching.own[rows, unit].max() < MATCHED:
            continue
        name = view.units[unit].text.partition(":")[0][:60]
        figures = [(token.value, token.text) for token in main_tokens(view.tokens(unit)) if isinstance(token.value, Quantity)]
        found.extend(Entry(unit, name, "", "", value, text) for value, text in figures if not wanted or value.kind in wanted)
    return found


def _suits(question: Question, entry: Entry) -> float:
    """Less for income when costs are asked for; more for a total."""
    earned = any(word in entry.label.casefold() for word in group("earning_words"))
    if (
        entry.quantity.kind == "money"
        and earned
        and not question.concepts & {"revenue", "mrr", "arr", "arpu", "profit", "savings", "benefit", "sales", "ltv"}
    ):
        return 0.6
    return 1.15 if entry.is_total else 1.0


def comes_in(view: View, entry: Entry) -> bool:
    """Whether an amount is income, by its own words or by what the table is about."""
    place = view.units[entry.unit]
    pair = place.kind == "row" and len(place.cells) == 2
    own = set(concepts_of_label(view, entry.subject if pair else f"{entry.subject} {entry.label}" if place.kind == "row" else entry.label))
    if own & (group("earning") | {"roi"}) or any(word in entry.label.casefold() for word in group("returned")):
        return True
    return entry.attribute in _EARNED and not own & group("spending")


def concepts_of_label(view: View, label: str) -> list[str]:
    """What the glossary knows the words of a label as."""
    listed = [word.text for word in words(label)]
    languages = dict.fromkeys((view.language, "en"))  # labels are often in English in plans of other languages
    named = [concept for language in languages for found in concepts_of_words(listed, language) for concept in found.concepts]
    runs = [word for word in listed if is_unspaced(word)]
    return [*named, *(concept for run in runs for _, found in concepts_in_run(run, view.language) for concept in found)]


def measure_rows(question: Question, matching: Matching) -> list[int]:
    """The rows of the terms that name what is measured ("uptime", "budget"), as far as the document knows them."""
    measured = [
        row
        for row, term in enumerate(question.terms)
        if (term.weight >= CONTENT * 0.9 and matching.found[row])
        and (set(term.concepts) & measures() or (not term.concepts and matching.rarity[row] > 0.6))
    ]
    named = [row for row in measured if set(question.terms[row].concepts) & measures()]
    return named or measured


def measures() -> frozenset[str]:
    """Concepts that a question may want a figure of."""
    return group("money") | group("measured")


def measure_terms(question: Question) -> list[Term]:
    """The terms that name a measure, but for those that mostly say whose figure it is."""
    return [term for term in question.terms if set(term.concepts) & measures() and not set(term.concepts) & group("whose")]


def wanted_kinds(question: Question) -> frozenset[str]:
    """The kinds of figure that the question's concepts are measured in; empty when they do not say."""
    if question.wanted == "count":
        return frozenset({"count"})
    concepts = question.concepts - ({"growth"} if question.has("change", "difference") else set())  # "has to grow" asks for no rate
    kinds: set[str] = set()
    if concepts & group("money"):
        kinds.add("money")
    if concepts & group("in_percent"):
        kinds.add("percent")
    if concepts & group("in_time"):
        kinds.add("duration")
    if "throughput" in concepts:
        kinds.add("rate")
    if concepts & group("in_number") and not kinds - {"percent"}:
        kinds.add("count")
    return frozenset(kinds)


def closest(found: Sequence[Stated], most: int = MOST) -> list[Stated]:
    """The statements near the best one, one a line, in document order."""
    if not found:
        return []
    best = found[0].score
    kept: dict[int, Stated] = {}
    for stated in found:
        if stated.score >= best * CLOSE and len(kept) < most:
            kept.setdefault(stated.entry.unit, stated)
    return [kept[unit] for unit in sorted(kept)]


def distinct(found: Sequence[Stated]) -> list[list[Stated]]:
    """Statements grouped by figure: those that can be the same figure (their intervals meet) are together."""
    return like_groups(found, lambda group, stated: meets(group[0].entry, stated.entry))


FAR = 20.0  # times: amounts, and counts one of which does not say of what, so far apart are of different things
_TIMES = frozenset({"", "hour", "day", "week", "month", "quarter", "year"})  # "$49" may be for the month of "$59 a month"


def comparable(one: Entry, other: Entry) -> bool:
    """Whether two figures measure alike, so that they can be said to differ: of one unit, for one time, levels both or changes both.

    Of counts both must be of things of one name: five users are no other number of engineers than three.
    """
    left, right = one.quantity, other.quantity
    named = len({left.unit, right.unit} - {""}) < 2 or left.kind in ("duration", "size", "rate")
    if left.kind == "count" and left.unit != right.unit:
        named = named and not far_apart(one, other)
    times = left.per == right.per or (not (left.per and right.per) and {left.per, right.per} <= _TIMES)
    return left.kind == right.kind and times and left.change == right.change and named


def far_apart(one: Entry, other: Entry) -> bool:
    """Whether two figures are so far from each other that they are of different things."""
    return max(one.most, other.most) > FAR * max(min(one.most, other.most), 1.0 if one.quantity.kind == "count" else 1e-9)


def meets(one: Entry, other: Entry) -> bool:
    """Whether two figures of one kind can be the same amount as they are rounded."""
    left, right = one.quantity, other.quantity
    if left.kind != right.kind or left.unit != right.unit or len({left.per, right.per} - {""}) > 1:
        return False
    if left.statistic != right.statistic and left.statistic and right.statistic:
        return False
    if left.is_range != right.is_range:
        return False
    return left.low <= right.high and right.low <= left.high and (not left.is_range or (left.least, left.most) == (right.least, right.most))


def document_figure(question: Question, matching: Matching) -> Figure | None:
    """What one document says altogether: its single best statement, or the sum of a series that names the measure many times."""
    found = statements(question, matching)
    if not found:
        return None
    view = matching.view
    top = found[0]
    peers = [stated for stated in found if stated.score >= top.score * 0.97 and stated.entry.label == top.entry.label]
    if len(peers) > 2:
        series = next(
            (choice for choice in choices(question, matching, wanted=_wanted_of(top.entry)) if len(choice.entries) >= len(peers)), None
        )
        if series is not None:
            least, most = sum(entry.least for entry in series.entries), sum(entry.most for entry in series.entries)
            return Figure(matching, least, most, like(least, most, series.entries, view.convention), series.entries, summed=True)
    return Figure(matching, top.entry.least, top.entry.most, top.entry.text, (top.entry,))


def _wanted_of(entry: Entry) -> str:
    return entry.quantity.kind if entry.quantity.kind in ("money", "duration", "percent", "count") else "quantity"


__all__ = ["MATCHED", "Figure", "Stated", "closest", "comparable", "distinct", "document_figure", "meets", "statements", "wanted_kinds"]
