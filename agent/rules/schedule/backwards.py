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

from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.sentences import Sentence, span_of_sentence

JOINED = re.compile(r"\s*(?:-|–|—|→|->|to|until|till|through|bis|a|até|al|hasta|à|au|jusqu'à|fino a|по|до|～|~|至|から)?\s*", re.IGNORECASE)
WORD_BEFORE = re.compile(r"^(?:to|until|till|through|bis|a|até|al|hasta|à|au|jusqu'à|fino a|по|до|至)\b", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    seen: set[tuple[int, int]] = set()
    for sentence in view.sentences:
        if pair := _turned(sentence):
            seen.add((sentence.line, sentence.end_line))
            yield _draft(span_of_sentence(view.roadmap, sentence), (), *pair)
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
