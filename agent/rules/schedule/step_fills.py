"""One of several steps takes as long as everything together may.

Claim: an item has a stated length (its duration, or the window it stands in), at least three steps are listed below it, and a step in the
middle or at the end of them alone takes that long or longer.

Why it matters: the steps before and after it have no time left, unless all of them run at once.

Flagged:

    ## Pilot (0-30 days)

    - [ ] Set up the server
    - [ ] Invite ten users
    - [ ] Monitor for 30 days
    - [ ] Gather feedback

Fine:

    ## Pilot (0-60 days)

    - [ ] Set up the server
    - [ ] Invite ten users
    - [ ] Monitor for 30 days
    - [ ] Gather feedback
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.lengths import days_of, duration_of, length_of
from agent.rules.reading.naming import further, name_of
from agent.rules.reading.passages import Figure, figures_of_sentence
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence

LASTING = expression(r"(?<!\w)(?:for|over|during|lasting|für|über|durante|por|pendant|durant|per)\s+$", re.IGNORECASE)
STEPS = frozenset({"task", "deliverable", "milestone", "initiative"})
FEWEST = 3
LEAST_DAYS = 5.0


def _find(view: View) -> Iterator[Draft]:
    lines: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in view.sentences:
        if sentence.kind == "item":
            lines[sentence.line].append(sentence)
    steps: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.kind in STEPS:
            steps[item.parent].append(item)
    for item in view.roadmap.items:
        below = [step for step in steps.get(item.key, ()) if step.span.line in lines]
        if len(below) >= FEWEST and len(below) == len(steps.get(item.key, ())):
            yield from _judge(view, item, below, lines)


def _judge(view: View, item: Item, below: Sequence[Item], lines: Mapping[int, Sequence[Sentence]]) -> Iterator[Draft]:
    length, said = _length(item)
    if length is None or length.high < LEAST_DAYS:
        return
    for at, step in enumerate(below):
        found = [figure.quantity for sentence in lines[step.span.line] for figure in figures_of_sentence(sentence) if _is_work(figure)]
        days = days_of(found[0]) if len(found) == 1 and _is_plain(found[0]) else None
        own = step.window is not None and not step.window_inherited
        if days is None or own or days.low < length.high - 1 or (at == 0 and not _follows(below, step)):
            continue
        others = further(len(below) - 1, "step")
        yield Draft(
            f"{name_of(step)} takes {stated_of(found[0])}, all the time of {name_of(item)} ({said}), which has {others}",
            (step.span, item.span),
            key=f"{item.key}|{step.key}",
            computation=Computation(formula=f"{stated_of(found[0])} + {others} > {said}", expected=f"more than {said}", stated=said),
            suggestion="give the whole more time, shorten the step, or say that the steps run at once",
        )


def _length(item: Item) -> tuple[Interval | None, str]:
    own = duration_of(item, "duration")
    if own:
        return own[1], stated_of(own[2])
    if item.window is not None and item.window.is_relative and item.window.first != item.window.last:
        return length_of(item.window), written(item.window)
    return None, ""


def _is_work(figure: Figure) -> bool:
    """ "For 30 days", "(500 students, 4 weeks)" is how long the step takes; "30-day trial", "(30 days, no questions asked)" is not."""
    if days_of(figure.quantity) is None or "-" in figure.token.text:
        return False
    text, start, end = figure.sentence.text, figure.token.start, figure.token.end
    return bool(LASTING.search(text[:start])) or ("(" in text[:start] and text[end : end + 1] == ")")


def _is_plain(quantity: Quantity) -> bool:
    return quantity.least == quantity.most and not quantity.change and quantity.comparator in ("=", "~", ">=")


def _follows(below: Sequence[Item], step: Item) -> bool:
    """Whether a later step says that it comes after the first one."""
    return any(f"post-{step.title.split()[0].casefold()}" in other.title.casefold() for other in below if step.title)


RULE = Rule("RA409", "step-fills-its-frame", "schedule", "question", "computed", _find, __doc__)
