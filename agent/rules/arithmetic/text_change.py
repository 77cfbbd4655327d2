"""A percentage in the text is not the change that the table shows.

Claim: a sentence near a table of measures gives a percentage of growth or reduction for one of them, and no two values of that
measure in the table differ by it.

Why it matters: the sentence is quoted; the table is the source.

Flagged:

    | Measure | December 2025 (actual) | December 2026 (target) |
    |---|---:|---:|
    | Depots live | 214 | 300 |
    | Cost per drop | £1.84 | £1.60 |

    The cost target is an 18% reduction.

Fine:

    | Measure | December 2025 (actual) | December 2026 (target) |
    |---|---:|---:|
    | Depots live | 214 | 300 |
    | Cost per drop | £1.84 | £1.60 |

    The cost target is a 13% reduction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Metric
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number, stated_of
from agent.rules.reading.interval import Interval, interval_of
from agent.rules.reading.rows import MeasureRow
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

SUPPOSED = expression(
    r"(?<!\w)(?:if|what if|sofern|wenn|caso|если)(?!\w)|^\W*(?:se|si|falls)\s|[若]|如果|假如|もし|場合", re.IGNORECASE
)  # no fact
# Before a percentage that is itself where a measure comes from or goes to: "from 2.4% to 1.5%".
END = expression(
    r"(?:(?<!\w)(?:from|to|von|auf|desde|hasta|até|de|a|à|du|au|da|al|с|до|z|do|van|naar|jusqu'à|从|由|from about)\s*|[从由到至]\s*)\Z",
    re.IGNORECASE,
)
NEXT_WORD = expression(r" ([^\W\d_]+)")
LEVEL = 6  # letters; shorter words join ("30% over", "30% fewer")
REACH = 40  # characters around a percentage in which the word of change stands
MOST_BESIDE = 16  # values of a paragraph: more explain anything
LINES_AWAY = 25  # between the table and the sentence
GENERIC = frozenset({"target", "goal", "total", "rate", "year", "month", "meta", "ziel", "number", "averag", "share"})


def _find(view: View) -> Iterator[Draft]:
    blocks: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in view.sentences if view.measure_rows else ():
        blocks[sentence.block].append(sentence)
    for sentence in view.stating("percent") if blocks else ():
        if sentence.kind not in ("paragraph", "item", "footnote"):
            continue
        for token in sentence.tokens:
            value = token.value
            if isinstance(value, Quantity) and value.kind == "percent" and (sign := _sign(sentence, token)):
                yield from _judge(view, sentence, value, sign, blocks[sentence.block])


def _sign(sentence: Sentence, token: Token) -> int:
    """1 for growth, -1 for a reduction, 0 when the words around the percentage tell of neither or both."""
    if END.search(sentence.text, 0, token.start) or _is_level(sentence.text, token.end):
        return 0
    start, end = max(0, token.start - REACH), token.end + REACH
    text = sentence.text[start:end]
    up, down = bool(pattern("change_up").search(text)), bool(pattern("change_down").search(text))
    return up - down


def _is_level(text: str, end: int) -> bool:
    """Whether the word right behind a percentage says what it is a share or level of: "60% utilisation", no change of something else."""
    word = NEXT_WORD.match(text, end)
    return (
        word is not None
        and not pattern("change_up").search(word[1])
        and not pattern("change_down").search(word[1])
        and len(word[1]) >= LEVEL
    )


def _judge(view: View, sentence: Sentence, stated: Quantity, sign: int, paragraph: Sequence[Sentence]) -> Iterator[Draft]:
    if _explained_by_itself(sentence, stated, paragraph) or SUPPOSED.search(sentence.text):
        return
    rows = _rows_meant(view, sentence)
    moving = [row for row in rows if any(_moves(pair, sign) for pair in combinations(row.points, 2))]
    if not moving or any(allowed(stated).meets(_change(pair, sign)) for row in moving for pair in combinations(row.points, 2)):
        return
    row = moving[0]
    first, last = _pair_meant(row, sentence, sign)
    change = _change((first, last), sign)
    expected = f"{number(round(change.middle, 1))}%"
    yield Draft(
        f'the text gives {stated_of(stated)} for "{row.name}", but from {first.fact.text} to {last.fact.text} it is {expected}',
        (span_of_sentence(view.roadmap, sentence), last.fact.span),
        key=f"{row.name}|{sign}",
        computation=Computation(
            formula=f"({last.fact.text} - {first.fact.text}) / {first.fact.text} = {'-' if sign < 0 else ''}{expected}",
            expected=expected,
            stated=stated_of(stated),
        ),
        suggestion=f"change {stated_of(stated)} to {expected}, or correct the table",
        severity=None if _is_named(row, sentence, view.roadmap.language) else "question",
    )


def _explained_by_itself(sentence: Sentence, stated: Quantity, paragraph: Sequence[Sentence]) -> bool:
    """Whether the sentence, with those beside it in its paragraph, gives two values of its own, which other rules compare."""
    beside = [other for other in paragraph if other.kind == sentence.kind]
    others = [q for each in beside for q in each.quantities if q is not stated and q.kind in ("money", "count", "size", "duration")][
        :MOST_BESIDE
    ]
    pairs = [(a, b) for a, b in combinations(others, 2) if (a.kind == b.kind or "count" in (a.kind, b.kind)) and a.least and b.least]
    ends = [(interval_of(a), interval_of(b)) for a, b in pairs]
    ends += [(Interval(q.least, q.least), Interval(q.most, q.most)) for q in others if 0 < q.least < q.most]  # "goes from 2.0 to 2.7 M€"
    return any(
        (ratio := b.over(a)) is not None and allowed(stated).meets(Interval(abs(ratio.low - 1) * 100 - 1, abs(ratio.high - 1) * 100 + 1))
        for pair in ends
        for a, b in (pair, pair[::-1])
    )


def _rows_meant(view: View, sentence: Sentence) -> Sequence[MeasureRow]:
    """Rows of near tables whose name shares a word with the sentence; else those of a table whose months the sentence names."""
    near = [row for row in view.measure_rows if abs(row.line - sentence.line) <= LINES_AWAY and not row.is_share]
    words = set(canonical_terms(sentence.text, view.roadmap.language)) - GENERIC
    named = [row for row in near if (set(canonical_terms(row.name, view.roadmap.language)) - GENERIC) & words]
    if named:
        return named
    months = _months(sentence.windows)
    return [row for row in near if len(months) >= 2 and sum(_month(point) in months for point in row.points) >= 2] if months else []


def _is_named(row: MeasureRow, sentence: Sentence, language: str) -> bool:
    """Whether the sentence holds all words of the row's name, or names its months."""
    name = set(canonical_terms(row.name, language)) - GENERIC
    return name <= set(canonical_terms(sentence.text, language)) or len(_months(sentence.windows)) > 1


def _pair_meant(row: MeasureRow, sentence: Sentence, sign: int) -> tuple[Metric, Metric]:
    """The two values whose months the sentence names, else the first and the last that move the right way."""
    months = _months(sentence.windows)
    named = [point for point in row.points if _month(point) in months]
    pairs = [pair for pair in combinations(named if len(named) >= 2 else row.points, 2) if _moves(pair, sign)]
    return pairs[0] if len(named) >= 2 and pairs else next(p for p in reversed(list(combinations(row.points, 2))) if _moves(p, sign))


def _moves(pair: tuple[Metric, Metric], sign: int) -> bool:
    first, last = pair[0].value, pair[1].value
    return bool(first and last and first.least) and (last.least - first.least) * sign > 0 if first and last else False


def _change(pair: tuple[Metric, Metric], sign: int) -> Interval:
    first, last = pair[0].value, pair[1].value
    ratio = interval_of(last).over(interval_of(first)) if first and last else None
    if ratio is None:
        return Interval(float("inf"), float("inf"))
    ends = sorted((sign * (ratio.low - 1) * 100, sign * (ratio.high - 1) * 100))
    return Interval(ends[0], ends[1])


def _months(windows: Sequence[Window]) -> frozenset[int]:
    found: set[int] = set()
    for window in windows:
        found.update(window.months or ())
        found.update(day.month for day in (window.start, window.end) if day and window.precision in ("month", "day"))
    return frozenset(found)


def _month(point: Metric) -> int:
    return point.period.end.month if point.period and point.period.end else 0


RULE = Rule("RA108", "change-in-text", "arithmetic", "question", "computed", _find, __doc__)
