"""Something ends before it starts.

Claim: the end of a window, or the end date of an item, lies before its start.

Why it matters: one of the two dates is wrong, and everything scheduled after it is too.

Flagged:

    - **A2 Ship tracks**
      - Window: July 2026 to June 2026

Fine:

    - **A2 Ship tracks**
      - Window: July 2026 to June 2027
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import Convention, scan
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.sentences import Sentence, span_of_sentence

JOINED = expression(r"\s*(?:-|–|—|→|->|to|until|till|through|bis|a|até|al|hasta|à|au|jusqu'à|fino a|по|до|～|~|至|から)?\s*", re.IGNORECASE)
NEAR = 24  # characters around a range, in which its unit stands
UNITS = frozenset({"day", "week", "month", "quarter"})
WORD_BEFORE = expression(r"^(?:to|until|till|through|bis|a|até|al|hasta|à|au|jusqu'à|fino a|по|до|至)\b", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    seen: set[tuple[int, int]] = set()
    for sentence in view.sentences:
        if pair := _turned(sentence):
            seen.add((sentence.line, sentence.end_line))
            yield _draft(span_of_sentence(view.roadmap, sentence), (), *pair)
    yield from _turned_numbers(view)
    for item in view.roadmap.items:
        start, end = _dated(item.first("start")), _dated(item.first("end"))
        if start and end and not any(line <= end[0].span.line <= last for line, last in seen):
            first, last = start[1].start, end[1].end
            if first and last and last < first and start[1].precision == end[1].precision:
                yield _draft(end[0].span, (start[0].span,), start[1], end[1], item)


def _turned(sentence: Sentence) -> tuple[Window, Window] | None:
    """Two windows of one sentence joined as a range whose end lies before its start."""
    for first, second in zip(sentence.tokens, sentence.tokens[1:], strict=False):
        if not isinstance(first.value, Window) or not isinstance(second.value, Window):
            continue
        between = sentence.text[first.end : second.start]
        if not JOINED.fullmatch(between) or not (between.strip() or WORD_BEFORE.match(second.text)):
            continue
        start, end = first.value.start, second.value.end
        if start and end and end < start and first.value.precision == second.value.precision and not first.value.inferred:
            return first.value, second.value
    return None


def _turned_numbers(view: View) -> Iterator[Draft]:
    """ "Weeks 6-3", which is no range but would be one the other way round. "Week 2-1" beside "Week 2-2" is a number with a part."""
    found = []
    for sentence in view.sentences:
        for one, dash, other in zip(sentence.tokens, sentence.tokens[1:], sentence.tokens[2:], strict=False):
            if dash.value == "-" and one.kind == other.kind == "number" and _falls(sentence.text, one, other):
                found.append((sentence, one, other))
    for sentence, one, other in found:
        if _is_single(view, sentence.text, one, other) and (unit := _unit_of_turned(view, sentence.text, one, other)):
            yield Draft(
                f"the window ends in {unit} {other.text}, before it starts in {unit} {one.text}",
                (span_of_sentence(view.roadmap, sentence),),
                key=f"{one.text}|{other.text}",
                computation=Computation(
                    formula=f"{other.text} < {one.text}", expected=f"{other.text}-{one.text}", stated=f"{one.text}-{other.text}"
                ),
                suggestion="correct the start or the end",
                severity="warning",
            )


def _falls(text: str, one: Token, other: Token) -> bool:
    return (
        one.text.isdecimal()
        and other.text.isdecimal()
        and int(one.text) > int(other.text) > 0
        and len(text[one.end : other.start].strip()) == 1
    )


def _is_single(view: View, text: str, one: Token, other: Token) -> bool:
    """Whether no other line goes on with another part of the first number."""
    lead = f" {one.text}{text[one.end : other.start]}"
    return sum(lead in sentence.text for sentence in view.sentences) == 1


def _unit_of_turned(view: View, text: str, one: Token, other: Token) -> str:
    """The unit of the plan that a range would have the other way round; "" when it were none."""
    before, behind = text[max(0, one.start - NEAR) : one.start], text[other.end : other.end + NEAR]
    right = f"{before}{other.text}{text[one.end : other.start]}{one.text}{behind}"
    first, last = float(other.text), float(one.text)
    for token in scan(right, Convention(language=view.roadmap.language)):
        window = token.value
        if isinstance(window, Window) and window.unit in UNITS and (window.first, window.last) == (first, last):
            return window.unit
    return ""


def _dated(fact: Fact | None) -> tuple[Fact, Window] | None:
    window = next((w for w in fact.windows if w.is_dated), None) if fact else None
    return (fact, window) if fact and window else None


def _draft(place: Span, others: tuple[Span, ...], start: Window, end: Window, item: Item | None = None) -> Draft:
    first, last = " ".join(start.text.split()), " ".join(end.text.split())
    last = WORD_BEFORE.sub("", last).strip()
    who = f"{name_of(item)} ends" if item else "the window ends"
    return Draft(
        f"{who} in {last}, before it starts in {first}" if end.precision != "day" else f"{who} on {last}, before it starts on {first}",
        (place, *others),
        key=item.key if item else f"{first}|{last}",
        computation=Computation(formula=f"{end.end} < {start.start}", expected=f"an end after {start.start}", stated=str(end.end)),
        suggestion="correct the start or the end",
    )


RULE = Rule("RA402", "end-before-start", "schedule", "error", "computed", _find, __doc__)
