"""A sentence counts something otherwise than the table that measures it.

Claim: running text counts things ("2,100 households at the end of 2028"), a row of a table measures these things, and the row has
another value for the time that the sentence names; or, where it names none, the number is one of the row's mistyped, or a part of
the row's whole that the row does not know (a question).

Why it matters: the text is what people remember, the table is what they are measured by.

Flagged:

    At the end of 2028 there shall be 2,100 connected households.

    | Measure | End of 2027 | End of 2028 |
    |---|---:|---:|
    | Connected households | 420 | 2,400 |
    | Charging points | 60 | 310 |

Fine:

    At the end of 2028 there shall be 2,400 connected households.

    | Measure | End of 2027 | End of 2028 |
    |---|---:|---:|
    | Connected households | 420 | 2,400 |
    | Charging points | 60 | 310 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Metric
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number, stated_of
from agent.rules.reading.passages import PROSE, Figure, figures_of_sentence, is_slip
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.status.counted_part import JOINS

NUMERAL = expression(r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")
FARTHEST = 2.0
LEAST = 5
LEAST_SLIP = 100


class Row(Struct, frozen=True):
    """One row of a table of measures: what its name is made of, and its values with their periods."""

    name: str
    terms: frozenset[str]
    metrics: tuple[Metric, ...]


class Clash(Struct, frozen=True):
    """The value of the row that the count should be, and how sure that is."""

    metric: Metric
    certain: bool


def _find(view: View) -> Iterator[Draft]:
    rows = _rows(view)
    for sentence in view.sentences if rows else ():
        if sentence.kind not in PROSE:
            continue
        for figure in figures_of_sentence(sentence):
            meant = _rows_of(rows, figure, view.roadmap.language)
            clashes = [
                (row, clash)
                for row in meant
                if (clash := _clash(row, figure, sentence, alone=len(meant) == 1)) and not (clash.certain and _is_written(figure, clash))
            ]
            if len(clashes) == 1 and (len(meant) == 1 or not _known(meant, figure)):
                yield _draft(view, figure, *clashes[0])


def _rows(view: View) -> tuple[Row, ...]:
    groups: dict[tuple[int, str], list[Metric]] = defaultdict(list)
    for metric in view.roadmap.metrics:
        if metric.fact.source == "column" and metric.value is not None and metric.value.kind == "count" and not metric.value.change:
            groups[metric.fact.block, metric.name].append(metric)
    return tuple(
        Row(name, frozenset(canonical_terms(name, view.roadmap.language)), tuple(metrics))
        for (_, name), metrics in groups.items()
        if len(metrics) > 1
    )


def _rows_of(rows: Sequence[Row], figure: Figure, language: str) -> list[Row]:
    """The rows that measure the counted things."""
    value = figure.quantity
    if (
        value.kind != "count"
        or not value.unit
        or value.is_range
        or value.change
        or value.comparator not in ("=", "~")
        or value.most < LEAST
    ):
        return []
    nouns = canonical_terms(value.unit, language)
    return [row for row in rows if nouns and all(has_form(row.terms, noun) for noun in nouns)]


def _known(rows: Sequence[Row], figure: Figure) -> bool:
    """Whether some row has the value."""
    return any(m.value and allowed(m.value).meets(allowed(figure.quantity)) for row in rows for m in row.metrics)


def _is_written(figure: Figure, clash: Clash) -> bool:
    """Whether the line of the row holds the number, too: in a cell with a mark, or in another column ("65 ✅")."""
    written = NUMERAL.search(figure.token.text)
    return written is not None and written[0] in NUMERAL.findall(clash.metric.fact.span.quote)


def _clash(row: Row, figure: Figure, sentence: Sentence, *, alone: bool) -> Clash | None:
    value = figure.quantity
    if alone and (part := _part(figure, sentence)):
        known = [m for m in row.metrics if m.value and m.value.most == value.most]
        others = [m for m in row.metrics if m.value and 0 < m.value.most < value.most]
        near = [m for m in others if m.value and 1 / FARTHEST <= m.value.most / part <= FARTHEST]
        return Clash(near[0], False) if known and near and not any(m.value and m.value.most == part for m in row.metrics) else None
    if any(m.value and allowed(m.value).meets(allowed(value)) for m in row.metrics):
        return None
    timed = [m for m in row.metrics if any(_same_time(window, m.period) for window in sentence.windows)]
    if (
        len(timed) == 1
        and timed[0].value
        and 1 / FARTHEST <= value.most / max(timed[0].value.most, 1) <= FARTHEST
        and _terms_told(row, sentence)
    ):
        return Clash(timed[0], True)
    slips = [m for m in row.metrics if m.value and value.most >= LEAST_SLIP and is_slip(m.value.most, value.most)]
    return Clash(slips[0], True) if slips and not sentence.windows else None


def _part(figure: Figure, sentence: Sentence) -> float | None:
    """The 11 of "11 of the 31 clinics"."""
    for token in sentence.tokens:
        if (
            isinstance(token.value, Quantity)
            and token.end <= figure.token.start
            and JOINS.fullmatch(sentence.text, token.end, figure.token.start)
        ):
            return token.value.most if token.value.kind == "count" else None
    return None


def _terms_told(row: Row, sentence: Sentence) -> bool:
    """Whether the sentence says most of what the row is called: "households" alone may be other households."""
    words = canonical_terms(sentence.text, "")
    told = sum(has_form(words, term) for term in row.terms)
    return told * 2 >= len(row.terms)


def _same_time(one: Window, other: Window | None) -> bool:
    """Whether both end on the same day: "end of 2028", "December 2028", "31 December 2028"."""
    return other is not None and one.end is not None and one.end == other.end


def _draft(view: View, figure: Figure, row: Row, clash: Clash) -> Draft:
    said = " ".join(figure.token.text.split())
    part = _part(figure, figure.sentence)
    given = f"{number(part)} of {said}" if part else said
    value = clash.metric.value
    stated = stated_of(value) if value else ""
    when = f" ({' '.join(clash.metric.period.text.split())})" if clash.metric.period else ""
    name = " ".join(row.name.split())
    return Draft(
        f'the text counts {given}, but the table gives {stated} for "{name}"{when}',
        (span_of_sentence(view.scanned, figure.sentence), clash.metric.fact.span),
        key=f"{name}|{given}",
        computation=Computation(formula=f"{given} ≠ {stated}", expected=stated, stated=given),
        suggestion="make the sentence and the table say the same",
    )


RULE = Rule("RA606", "count-against-table", "conflict", "question", "computed", _find, __doc__)
