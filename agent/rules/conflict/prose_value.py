"""A sentence gives a figure of the table another value.

Claim: running text speaks of a measure that a table of the document lists (all words of its name, or its one distinctive word together with
the word of a role such as "target"), in the same unit, for no other time, and names a value that none of the table's columns has.

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

from msgspec import Struct

from agent.facts import canonical_terms, role_of
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.pieces import same_word
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.statements import Statement, statements_of

CLAUSE = re.compile(r"[,;:()（），；：、–—]+\s*")
PROSE = frozenset({"paragraph", "item"})
LEAST_TERMS = 2
WHOLE = 100
LEAST_WORDS = 6  # shorter lines are labels with their value, which other rules compare


class Listed(Struct, frozen=True):
    """One row of a table of measures: everything it states about one name."""

    name: str
    terms: frozenset[str]
    rows: tuple[Statement, ...]


def _find(view: View) -> Iterator[Draft]:
    listed = _listed(view)
    rare = Counter(term for row in listed for term in row.terms)
    for sentence in view.sentences if listed else ():
        if sentence.kind in PROSE and len(sentence.text.split()) >= LEAST_WORDS:
            for text, value in _figures(sentence):
                words = frozenset(canonical_terms(text, view.roadmap.language))
                row = _meant(listed, rare, words, text)
                if row and _differs(row, value, sentence):
                    yield _draft(view, sentence, value, row)


def _listed(view: View) -> tuple[Listed, ...]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements_of(view.roadmap):
        if statement.fact.source == "column" and len(statement.name.split()) >= LEAST_TERMS:
            groups[statement.name].append(statement)
    return tuple(Listed(name, rows[0].terms, tuple(rows)) for name, rows in groups.items())


def _figures(sentence: Sentence) -> Iterator[tuple[str, Quantity]]:
    """Each level the sentence states, with the words of its clause and of the one before; a clause with two figures compares them."""
    cuts = [0, *(match.end() for match in CLAUSE.finditer(sentence.text)), len(sentence.text)]
    for at in range(len(cuts) - 1):
        tokens = [t for t in sentence.tokens if cuts[at] <= t.start < cuts[at + 1] and isinstance(t.value, Quantity)]
        values = [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind in ("percent", "money")]
        if len(values) == 1 and not values[0].change and values[0].comparator in ("=", "~") and not values[0].is_range:
            yield sentence.text[cuts[max(0, at - 1)] : cuts[at + 1]], values[0]


def _meant(listed: Sequence[Listed], rare: Counter[str], words: frozenset[str], text: str) -> Listed | None:
    """The one row the words speak of."""
    whole = [row for row in listed if len(row.terms) >= LEAST_TERMS and all(_in(term, words) for term in row.terms)]
    if whole:
        return whole[0] if len(whole) == 1 else None
    role = role_of(text)
    named = [row for row in listed if role and any(rare[term] == 1 and _in(term, words) for term in row.terms)]
    return named[0] if len(named) == 1 and any(statement.role == role for statement in named[0].rows) else None


def _in(term: str, words: frozenset[str]) -> bool:
    return any(same_word(term, word) for word in words)


def _differs(row: Listed, value: Quantity, sentence: Sentence) -> bool:
    """Whether the value is none of the row's, although unit and time fit."""
    if any(statement.fact.span.line == sentence.line or statement.fact.block == sentence.block for statement in row.rows):
        return False
    alike = [s for s in row.rows if (s.value.kind, s.value.unit, s.value.per) == (value.kind, value.unit, value.per) and not s.value.change]
    if len(alike) != len(row.rows) or any(allowed(s.value).meets(allowed(value)) for s in alike):
        return False
    if value.kind == "percent" and any(s.value.least + value.least >= WHOLE - 1 and s.value.most + value.most <= WHOLE + 2 for s in alike):
        return False  # what is kept and what is lost
    return not all(_other_time(s, sentence) for s in alike)


def _other_time(statement: Statement, sentence: Sentence) -> bool:
    """Whether the sentence speaks of a year that the row does not."""
    years = {window.end.year for window in sentence.windows if window.end} | {w.start.year for w in sentence.windows if w.start}
    period = statement.period
    known = {day.year for day in (period.start, period.end) if day} if period else set()
    return bool(years and known and not years & known)


def _draft(view: View, sentence: Sentence, value: Quantity, row: Listed) -> Draft:
    said = stated_of(value)
    stated = ", ".join(dict.fromkeys(f"{stated_of(s.value)}{f' ({s.role})' if s.role else ''}" for s in row.rows))
    return Draft(
        f'the text gives {said} for "{" ".join(row.name.split())}", the table gives {stated}',
        (span_of_sentence(view.scanned, sentence), row.rows[-1].fact.span),
        key="|".join(sorted(row.terms)),
        computation=Computation(formula=f"{said} is none of {stated}", expected=stated, stated=said),
        suggestion="make the sentence and the table say the same",
    )


RULE = Rule("RA605", "text-against-table", "conflict", "warning", "rule", _find, __doc__)
