"""How many entries one section, list or table has: those in a state, of a time, or that words of the question pick out.

The things counted are named by what introduces them, by their column, or by themselves; every other telling word must be met by what
introduces the entries, or single some of them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.answers.asking.counters import noun_at_counter
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import LIGHT, NUMBER, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES, stem
from agent.answers.computed.contents import FEWEST, entries_in
from agent.answers.computed.in_state import asked_progress, asks_state, in_state, state_of, state_positions
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import is_total_text, row_name
from agent.answers.reading.timing import asked_windows, stretches
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, spoken
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.quantity import Quantity, Window

SHOWN = 12
SHARE = 0.6  # of the entries, that must be called what is counted, or carry a mark of their state
LEAST = 0.75  # of the telling words, that must be met
OWN_NAME, BY_ENTRIES, BY_COLUMN, ABOVE = 1.0, 0.95, 0.9, 0.5
ALIKE = 0.06  # containers whose scores are so near fit alike
SURE = 0.85  # a word names what is counted from this weight on
STATED = 0.3  # more for entries that carry the marks asked for
_ELSE = (
    "maximum",
    "minimum",
    "average",
    "difference",
    "ratio",
    "share",
    "sum",
    "adding",
    "exclude",
    "same",
    "correct",
    "more_than",
    "less_than",
    "until",
    "between",
    "twice",
)
_NOUNS = ("phase", "milestone", "sprint")


@dataclass(frozen=True, slots=True)
class Counted:
    """`kept` of the `members` that a container has."""

    matching: Matching
    container: int
    members: tuple[int, ...]
    kept: tuple[int, ...]
    score: float


def counted_in_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The number of entries of the best container; None where none is called what is asked for."""
    if question.is_verdict or question.wanted not in ("count", "quantity") or not question.has("how_many") or question.has(*_ELSE):
        return None
    noun = _noun(question)
    if noun < 0 or (question.wanted == "quantity" and not _is_entry(question.terms[noun])):
        return None
    kinds = [counted for matching in matchings for counted in _of_kind(question, matching, noun)]
    if len(kinds) == 1:
        return _draft(question, kinds[0], noun)
    found = [counted for matching in matchings for counted in _in_containers(question, matching, noun)]
    if not found:
        return None
    best = max(found, key=lambda counted: (round(counted.score, 3), len(counted.kept), -counted.container))
    beside = [
        other
        for other in found
        if other.score >= best.score - ALIKE and other.matching is best.matching and not set(other.kept) & set(best.kept)
    ]
    if beside and not _telling(question, best.matching, noun):
        return None  # nothing says which of them is meant
    if all(_states_how_many(question.terms[noun], best.matching.view, member) for member in best.kept):
        return None  # "Weeks 5-8: 15 leads a week" says itself how many
    return _draft(question, best, noun)


def _states_how_many(noun: Term, view: View, unit: int) -> bool:
    """Whether an entry states a number of what is counted."""
    languages = ("en", view.language)
    asked = {stem(word, language) for word in noun.words for language in languages}
    values = [token.value for token in view.tokens(unit) if isinstance(token.value, Quantity) and token.value.kind in ("count", "rate")]
    return any(stem(fold(value.unit.partition("/")[0]), language) in asked for value in values for language in languages)


def _is_entry(term: Term) -> bool:
    """Whether a word says no more than that entries are counted: "items", "tasks"."""
    return term.text in group("item_words") or bool({"task", "list"} & set(term.concepts))


def _noun(question: Question) -> int:
    """The row of the things that are counted: the term behind "how many"."""
    ends = [end for _, end in cue_spans(question.text, "how_many", question.language)]
    start = min(ends, default=0)
    rows = [row for row, term in enumerate(question.terms) if term.position >= start and "number" not in term.concepts]
    if question.language in UNSPACED_LANGUAGES and (at_counter := noun_at_counter(question)) is not None:
        rows = [at_counter]
    for row in rows[:3]:
        row = _head(question, row)
        term = question.terms[row]
        numbered = {entry.kind for entry in question.numbered}
        if set(term.concepts) & (group("uncounted") | group("money") | numbered) or term.timed or any(map(str.isdecimal, term.text)):
            return -1
        if set(term.concepts) & set(item_kinds()) or term.weight >= NUMBER or term.text in group("item_words"):
            return row
    return -1


def _head(question: Question, row: int) -> int:
    """The plural that a noun before it only describes: "users" of "the number of terminal users"."""
    while row + 1 < len(question.terms) and question.language == "en" and not question.terms[row].words[-1].endswith("s"):
        behind = question.terms[row + 1]
        if behind.position != question.terms[row].position + len(question.terms[row].words) or not behind.words[-1].endswith("s"):
            break
        row += 1
    return row


def _telling(question: Question, matching: Matching, noun: int) -> list[int]:
    states = state_positions(question)
    rows = [
        row
        for row, term in enumerate(question.terms)
        if row != noun
        and term.weight >= LIGHT
        and not term.timed
        and "number" not in term.concepts
        and term.position not in states
        and not set(term.concepts) & group("state")
        and not term.words[0].isdecimal()
    ]
    return [*rows, *matching.counted_rows]


def _of_kind(question: Question, matching: Matching, noun: int) -> Iterator[Counted]:
    """All phases (milestones, sprints) of a plan, each once, by their headings; by what carries their number where there are none."""
    kind = next((concept for concept in question.terms[noun].concepts if concept in _NOUNS), "")
    telling = [row for row in _telling(question, matching, noun) if matching.found[row]]
    if not kind or telling or any(term.timed for term in question.terms):
        return
    view = matching.view
    named = [(unit, first) for unit, first, last in view.mentions(kind) if first == last and view.units[unit].kind == "heading"]
    levels = [view.units[unit].level for unit, _ in named]
    alike = [(unit, number) for unit, number in named if view.units[unit].level == max(set(levels), key=levels.count)]
    each = {number: unit for unit, number in reversed(alike)}  # "Phase 2" of the plan and of its costs is one phase
    units = tuple(sorted(set(each.values())))
    if len(units) < FEWEST:
        return
    kept = tuple(unit for unit in units if in_state(question, view, unit))
    marked = [unit for unit in units if state_of(view, unit)]
    if asks_state(question) and (not kept or (asked_progress(question) is None and 2 * len(marked) < len(units))):
        return
    yield Counted(matching, units[0], units, kept, 1.0 + OWN_NAME)


def _in_containers(question: Question, matching: Matching, noun: int) -> Iterator[Counted]:
    view = matching.view
    telling = _telling(question, matching, noun)
    total = sum(float(matching.weights[row]) for row in telling)
    timed = any(term.timed for term in question.terms)
    if not telling and not timed and not matching.own[noun, list(view.members)].max(initial=0.0) >= SURE:
        return  # nothing says which entries are meant
    stages = {place for kind in question.terms[noun].concepts if kind in _NOUNS for place, _, _ in view.mentions(kind)}
    for unit in view.members:
        if unit in stages:
            continue  # "Phase 1" introduces no phases
        members = tuple(
            member
            for member in _entries(view, unit)
            if view.units[member].kind != "row" or not is_total_text(row_name(view.units[member].cells)[0])
        )
        if len(members) < FEWEST:
            continue
        if not matching.found[noun] and (unit in view.title_units or not any(matching.own[row, unit] >= MATCHED for row in telling)):
            continue  # a word that the plan does not know counts entries only where something else names them
        called = _called(question, matching, noun, unit, members)
        if called <= 0:
            continue
        kept, met = _kept(question, matching, telling, unit, members)
        share = met / total if total else 1.0
        if share < LEAST or not kept:
            continue
        narrow = 0.05 / len(members)  # of containers that say the same the smaller is meant
        yield Counted(matching, unit, members, kept, share + called + narrow + (STATED if asks_state(question) else 0.0))


def _entries(view: View, unit: int) -> tuple[int, ...]:
    """The entries of a container; of a section with one table or list of its own only those."""
    own = [member for member in view.members[unit] if view.units[member].kind in ("header", "line") and view.members.get(member)]
    direct = any(view.units[member].kind in ("item", "row") for member in view.members[unit])
    return entries_in(view, own[0]) if len(own) == 1 and not direct else entries_in(view, unit)


def _called(question: Question, matching: Matching, noun: int, unit: int, members: Sequence[int]) -> float:
    """How surely the entries of a container are what is counted."""
    view, own = matching.view, matching.own
    found = view.units[unit]
    if own[noun, unit] >= SURE and found.kind != "header" and unit not in view.title_units:
        return OWN_NAME * float(own[noun, unit])
    if sum(own[noun, member] >= SURE for member in members) >= SHARE * len(members):
        return BY_ENTRIES
    if found.kind == "header" and own[noun, unit] >= MATCHED:
        return BY_COLUMN
    above = max((float(own[noun, place]) for place in (found.lead, *found.headings[:1]) if place >= 0), default=0.0)
    if above >= SURE:
        return BY_COLUMN if found.kind == "header" else ABOVE * above
    plain = question.terms[noun]
    generic = _is_entry(plain) or not matching.found[noun]
    boxes = sum(view.units[member].checked is not None for member in members) >= SHARE * len(members)
    return BY_ENTRIES if generic and boxes else ABOVE if generic else 0.0


def _kept(
    question: Question, matching: Matching, telling: Sequence[int], unit: int, members: Sequence[int]
) -> tuple[tuple[int, ...], float]:
    """The members that the question leaves, and the weight of its words that are met."""
    view = matching.view
    kept = [member for member in members if in_state(question, view, member)] if asks_state(question) else list(members)
    if asks_state(question) and sum(bool(state_of(view, member)) for member in members) < SHARE * len(members):
        kept = list(members) if not question.has("done") and _says_open(question, matching, unit) else []
    met = 0.0
    for row in telling:
        if matching.spread[row, unit] >= MATCHED:
            met += float(matching.weights[row]) * min(1.0, float(max(matching.spread[row, unit], matching.own[row, unit])) + 0.3)
            continue
        picked = [member for member in kept if matching.own[row, member] >= MATCHED]
        if picked:
            kept = picked
            met += float(matching.weights[row]) * 0.9
    return tuple(_in_time(question, view, kept, unit)), met


def _says_open(question: Question, matching: Matching, unit: int) -> bool:
    """Whether the container itself is that of open things: "Open questions"."""
    rows = [row for row, term in enumerate(question.terms) if term.position in state_positions(question)]
    return any(matching.own[row, unit] >= MATCHED for row in rows)


def _in_time(question: Question, view: View, members: Sequence[int], unit: int) -> list[int]:
    """The members whose own time is the one asked for; all where what introduces them says it, none where nothing does."""
    asked = asked_windows(question)
    if not asked:
        return list(members)

    def is_then(member: int) -> bool:
        own = [token.value for token in view.tokens(member) if isinstance(token.value, Window)]
        return any(_overlap(one, other) for one in own for other in asked)

    above = [place for place in (unit, *view.above_unit(unit)) if is_then(place)]
    return list(members) if above else [member for member in members if is_then(member)]


def _overlap(one: Window, other: Window) -> bool:
    """Whether two times meet on the first axis that both have: dates before months without a year."""
    pairs = [(left, right) for left in stretches(one) for right in stretches(other) if left.axis == right.axis]
    return bool(pairs) and pairs[0][0].first <= pairs[0][1].last and pairs[0][1].first <= pairs[0][0].last


def _draft(question: Question, found: Counted, noun: int) -> Draft | None:
    view, term = found.matching.view, question.terms[noun]
    count = len(found.kept)
    if (
        question.has("done", "open")
        and not question.has("not_begun")
        and asked_progress(question) is None
        and question.has("done") != question.has("open")
    ):
        every = [member for member in found.members if state_of(view, member)]
        done = [member for member in every if state_of(view, member) == "done"]
        gone = [member for member in every if state_of(view, member) == "cancelled"]
        if every:
            total = len(found.members)
            lead = frame("open_done", question.language, done=len(done), open=total - len(done) - len(gone), total=total) + "."
            return _listed(view, found.kept, lead, (len(done), total - len(done) - len(gone), total))
    if question.has("done") and question.has("open"):
        done = [member for member in found.kept if state_of(view, member) == "done"]
        lead = frame("open_done", question.language, done=len(done), open=count - len(done), total=count) + "."
        return Draft(
            "aggregate",
            (),
            lead,
            cited=tuple((view, unit) for unit in found.kept),
            counts=(len(done), count - len(done), count),
            certain=True,
        )
    lead = f"{count} ({term.text})" if term.unspaced else f"{count} {question.written(term)}"
    if count < len(found.members):
        lead = f"{frame('count_of', question.language, count=count, total=len(found.members))} ({question.written(term)})"
    return _listed(view, found.kept, lead + ".", (count, len(found.members)))


def _listed(view: View, kept: Sequence[int], lead: str, counts: tuple[int, ...]) -> Draft:
    """The number with the entries that make it, one by one where they are few."""
    shown = kept if len(kept) <= SHOWN else ()
    said = tuple(
        Statement(view, (unit,), spoken(view, unit), context_of(view, unit) if not at else "", True) for at, unit in enumerate(shown)
    )
    cited = tuple((view, unit) for unit in kept) if not shown else ()
    return Draft("aggregate", said, lead, cited=cited, counts=counts, certain=True)
