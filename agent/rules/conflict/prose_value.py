"""A sentence gives a figure of the table another value.

Claim: running text speaks of a measure that a table of the document lists (all words of its name, or its one distinctive word together with
the word of a role such as "target"), in the same unit, for no other time, and names a value that none of the table's columns has. A text
that starts from the figure from which the row starts speaks of that row, too: "from 71 to 40 minutes". Where the words of the name leave a
doubt it is a question.

Why it matters: the text is what people remember, the table is what they are measured by.

Flagged:

    By December, failed first attempts go down to 5%.

    | Metric | 2025 | Target 2026 |
    |---|---|---|
    | Failed first attempts | 8.5% | 6.0% |
    | On-time delivery | 91.4% | 95.0% |

Fine:

    By December, failed first attempts go down to 6%.

    | Metric | 2025 | Target 2026 |
    |---|---|---|
    | Failed first attempts | 8.5% | 6.0% |
    | On-time delivery | 91.4% | 95.0% |
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.scenarios import scenario_of
from agent.facts import canonical_terms, role_of
from agent.facts.changes import speaks_of_change
from agent.facts.folding import is_ideographic
from agent.model.finding import Computation, Severity
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict import two_ends
from agent.rules.reading.amounts import allowed, is_cut_off, stated_of
from agent.rules.reading.claim_sorts import near
from agent.rules.reading.marks import parts_in
from agent.rules.reading.naming import listed
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.statements import Statement
from agent.rules.reading.vocabulary import pattern

CLAUSE = expression(r"[,;:()（），；：、–—]+\s*")
PROSE = frozenset({"paragraph", "item"})
LEAST_TERMS = 2
WHOLE = 100
LEAST_WORDS = 6  # shorter lines are labels with their value, which other rules compare
SURE = frozenset({"percent", "money"})  # what a clause calls by all words of a row's name is that row's
LEVELS = SURE | {"duration", "count", "rate"}
LEAST_BASE = 10.0  # a smaller number is where many measures start
FEWEST_STAGES = 3
MOST_VALUES = 3  # of a row: more are a series, and what lies between two of them is a time between
FARTHEST = 2.0  # how many times the figure of the row another one may be and still be meant for it
FAR_OFF = 10.0  # the same where the text names the row: what is farther off is that of one of many


FIGURE = expression(r"\d[\d.,]*")
BEHIND = expression(r"\W{0,3}(\w+)")
LONGEST_LEAD = 40  # characters
SUPPOSED = expression(r"\W*(?:if|wenn|falls|si|se|если|若|如果|もし)\b", re.IGNORECASE)


class Listed(Struct, frozen=True):
    """One row of a table of measures: everything it states about one name. `told` are the stems that its unit does not say already."""

    name: str
    terms: frozenset[str]
    told: frozenset[str]
    rows: tuple[Statement, ...]


class Said(Struct, frozen=True):
    """A level that a sentence states; `text` is its clause with the one before, `alone` tells that the clause has no other figure."""

    text: str
    token: Token
    value: Quantity
    alone: bool


def _find(view: View) -> Iterator[Draft]:
    listed = _listed(view)
    rare = Counter(term for row in listed for term in row.terms)
    doubtful = []
    kinds = SURE | {statement.value.kind for row in listed for statement in row.rows}
    kinds |= {"rate"} if "count" in kinds else set()
    for sentence in view.sentences if listed else ():
        if sentence.kind not in PROSE or not _is_running(sentence.text) or SUPPOSED.match(sentence.text):
            continue
        for said in _figures(sentence, kinds):
            words = frozenset(canonical_terms(said.text, view.roadmap.language))
            row = _meant(listed, rare, words, said.text) if said.alone and _is_plain(said.value) else None
            if row and _is_of_several(listed, said.value):
                continue
            figure = FIGURE.search(said.token.text)
            if row and not _of_one(row, sentence, view.roadmap.language) and _may_be_of(row, said) and _differs(row, said.value, sentence):
                yield _draft(view, sentence, said, row)
            elif (
                not row
                and (alike := _alike(listed, rare, words, sentence, said))
                and _differs(alike, said.value, sentence)
                and not (figure and figure[0] in alike.name)  # "1,000 users" is the name of that row
            ):
                doubtful.append(_draft(view, sentence, said, alike, severity="question"))
    told = {span.line for draft in view.drafts(two_ends.RULE) for span in draft.evidence} if doubtful else set()
    courses = Counter(draft.key for draft in doubtful)  # one row, and a figure for each stage of the way
    yield from (draft for draft in doubtful if draft.evidence[0].line not in told and courses[draft.key] < FEWEST_STAGES)


def _of_one(row: Listed, sentence: Sentence, language: str) -> bool:
    """Whether the line begins with a name of its own that is no word of the row: "Small plan: 8% churn" beside the churn of all."""
    lead, mark, _ = sentence.text.partition(":")
    named = frozenset(canonical_terms(lead, language))
    return (
        sentence.kind == "item"
        and bool(mark and named)
        and len(lead) <= LONGEST_LEAD
        and not any(has_form(named, term) for term in row.terms)
    )


def _may_be_of(row: Listed, said: Said) -> bool:
    """Whether a clause that names a row may give its figure: both of one year or phase and of as long a time, and of some size."""
    parts, named = parts_in(said.text), parts_in(row.name)
    if parts and named and not parts & named:
        return False
    timed = pattern("per_period").search(said.text) and not pattern("per_period").search(row.name)
    if timed and all(statement.period and statement.period.unit == "year" for statement in row.rows):
        return False  # "monthly operating expenses" beside a table of years
    return said.value.most == 0 or any(near(s.value, said.value, FAR_OFF) for s in row.rows)


def _is_of_several(listed: Sequence[Listed], value: Quantity) -> bool:
    """Whether two rows of one table make the figure together: "€312k across grants and direct payments"."""
    if value.kind != "money":
        return False
    columns: dict[tuple[int, str], list[float]] = defaultdict(list)
    for row in listed:
        for statement in row.rows:
            if statement.value.kind == "money":
                columns[statement.fact.block, statement.fact.label].append(statement.value.most)
    sums = {one + other for figures in columns.values() for one, other in combinations(figures, 2)}
    return any(value.low <= each <= value.high for each in sums)


def _is_plain(value: Quantity) -> bool:
    return value.kind in SURE and value.comparator in ("=", "~")


def _is_running(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS or (len(text) >= LEAST_WORDS * 2 and _is_unspaced(text))


def _is_unspaced(text: str) -> bool:
    """Whether words are written without gaps."""
    return any(is_ideographic(letter) for letter in text)


def _listed(view: View) -> tuple[Listed, ...]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in view.statements:
        words = 1 + statement.name.strip().count(" ")
        if statement.fact.source == "column" and (words >= LEAST_TERMS or _is_unspaced(statement.name)):
            groups[statement.name].append(statement)
    language = view.roadmap.language
    for name in [name for name, rows in groups.items() if len(rows) > MOST_VALUES and _is_unspaced(name)]:
        del groups[name]
    return tuple(
        Listed(
            name, rows[0].terms, frozenset(canonical_terms(pattern("said_by_unit").sub(" ", name), language)) & rows[0].terms, tuple(rows)
        )
        for name, rows in groups.items()
    )


def _figures(sentence: Sentence, kinds: AbstractSet[str]) -> Iterator[Said]:
    """Each level the sentence states, with the words of its clause and of the one before; of two of a clause the last may be one."""
    if not any(value.kind in kinds for value in sentence.quantities):
        return
    ends = (match.span() for match in CLAUSE.finditer(sentence.text))
    inner = [end for start, end in ends if not any(token.start <= start < token.end for token in sentence.tokens)]
    cuts = [0, *inner, len(sentence.text)]
    for at in range(len(cuts) - 1):
        tokens = [t for t in sentence.tokens if cuts[at] <= t.start < cuts[at + 1] and isinstance(t.value, Quantity)]
        values = [(token, token.value) for token in tokens if isinstance(token.value, Quantity) and token.value.kind in LEVELS]
        sure = [(token, value) for token, value in values if value.kind in SURE]
        for token, value in (sure if len(sure) == 1 else values)[-1:]:
            behind = BEHIND.match(sentence.text, token.end)
            changed = value.change or (behind is not None and speaks_of_change(behind[1]))  # "40% improvement in ..."
            if not changed and not value.is_range and value.kind in kinds:
                yield Said(sentence.text[cuts[max(0, at - 1)] : cuts[at + 1]], token, value, len(sure or values) == 1)


def _meant(listed: Sequence[Listed], rare: Counter[str], words: frozenset[str], text: str) -> Listed | None:
    """The one row the words speak of."""
    whole = [row for row in listed if len(row.terms) >= LEAST_TERMS and all(has_form(words, term) for term in row.terms)]
    if whole:
        return whole[0] if len(whole) == 1 else None
    role = role_of(text)
    named = [row for row in listed if role and any(rare[term] == 1 and has_form(words, term) for term in row.terms)]
    return named[0] if len(named) == 1 and any(statement.role == role for statement in named[0].rows) else None


def _alike(listed: Sequence[Listed], rare: Counter[str], words: frozenset[str], sentence: Sentence, said: Said) -> Listed | None:
    """The one row that the clause names by all that its unit leaves to be said, or that begins with the figure of which the sentence tells
    what becomes."""
    if _other_stage(sentence.text):
        return None
    begun = {value.most for value in sentence.quantities if value.kind == said.value.kind and value is not said.value}
    found = []
    for row in listed:
        named = [term for term in row.told if has_form(words, term)] if len(row.rows) <= MOST_VALUES else []
        if not named or not any(_one_sort(s.value, said.value) and _is_near(s.value, said.value) for s in row.rows):
            continue
        whole = len(named) == len(row.told) >= LEAST_TERMS and said.alone
        own = any(rare[term] == 1 for term in named)
        base = row.rows[0].value.most
        based = len(row.rows) > 1 and base >= LEAST_BASE and base in begun and own and len(named) * 2 >= len(row.told)
        if whole or based:
            found.append(row)
    return found[0] if len(found) == 1 else None


def _is_near(one: Quantity, other: Quantity) -> bool:
    return one.most > 0 and 1 / FARTHEST <= other.most / one.most <= FARTHEST


def _one_sort(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one kind and unit; what a row counts by its name ("Orders a month") has no unit there."""
    if {one.kind, other.kind} <= {"count", "rate"}:
        return not one.unit or one.unit == other.unit
    return (one.kind, one.unit, one.per) == (other.kind, other.unit, other.per)


def _other_stage(text: str) -> bool:
    """Whether a sentence speaks of a phase or option, of one case, of somebody else, or of the point where costs are earned back."""
    return bool(parts_in(text) or scenario_of(text)) or any(pattern(name).search(text) for name in ("rivals", "break_even"))


def _differs(row: Listed, value: Quantity, sentence: Sentence) -> bool:
    """Whether the value is none of the row's, although unit and time fit."""
    if any(statement.fact.span.line == sentence.line or statement.fact.block == sentence.block for statement in row.rows):
        return False
    alike = [s for s in row.rows if _one_sort(s.value, value) and not s.value.change]
    if len(alike) != len(row.rows) or any(allowed(s.value).meets(allowed(value)) or is_cut_off(value, s.value.most) for s in alike):
        return False
    if value.kind == "percent" and any(s.value.least + value.least >= WHOLE - 1 and s.value.most + value.most <= WHOLE + 2 for s in alike):
        return False  # what is kept and what is lost
    return not all(_other_time(s, sentence) for s in alike)


def _other_time(statement: Statement, sentence: Sentence) -> bool:
    """Whether the sentence speaks of a year that the row does not."""
    years = {window.end.year for window in sentence.windows if window.end} | {w.start.year for w in sentence.windows if w.start}
    period = statement.period
    known = {day.year for day in (period.start, period.end) if day} if period else set()
    if years and known:
        return not years & known
    relative = any(window.start is None and window.end is None and window.unit == "year" for window in sentence.windows)
    return relative and not (period and period.unit == "year")  # "by year 3": the table says nothing of that year


def _draft(view: View, sentence: Sentence, said: Said, row: Listed, *, severity: Severity | None = None) -> Draft:
    given = stated_of(said.value) if said.value.kind in SURE else " ".join(said.token.text.split())
    stated = listed(list(dict.fromkeys(f"{stated_of(s.value)}{f' ({s.role})' if s.role else ''}" for s in row.rows)))
    return Draft(
        f'the text gives {given} for "{" ".join(row.name.split())}", but the table gives {stated}',
        (span_of_sentence(view.scanned, sentence), row.rows[-1].fact.span),
        key="|".join(sorted(row.terms)),
        computation=Computation(formula=f"{given} is none of {stated}", expected=stated, stated=given),
        suggestion="make the sentence and the table say the same",
        severity=severity,
    )


RULE = Rule("RA605", "text-against-table", "conflict", "question", "rule", _find, __doc__)
