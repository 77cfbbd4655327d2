"""The share named for a part is not the share its amount has.

Claim: a heading, a list entry or a sentence gives a part's share of the whole ("People (82% of the investment)", "State grant: $450K
(30%)", "$418,500, which is 42.7% of the budget"), and the amounts of the total it belongs to give another share. A question where the
whole is not named beside it.

Why it matters: money is moved between parts by their share.

Flagged:

    - City budget: $1,080K (60%)
    - State grant: $540K (25%)
    - Donations: $180K (10%)

    Total: $1,800K

Fine:

    - City budget: $1,080K (60%)
    - State grant: $540K (30%)
    - Donations: $180K (10%)

    Total: $1,800K
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

OF_WHOLE = expression(r"\d\s?%\s?(?:of|do|da|del|de la|du|des|der|des|von|vom|from)\s", re.IGNORECASE)
POINTS = 1.5  # percentage points that rounding of amounts may hide
LEAST_NAME = 5
FARTHEST = 1.6


def _find(view: View) -> Iterator[Draft]:
    for total in view.roadmap.totals:
        if _is_money(total):
            yield from _beside(total)
    yield from _in_headings(view)
    yield from _of_budget(view)


def _beside(total: Total) -> Iterator[Draft]:
    """Parts that state their share in their own line: most of them do, and together they make a hundred, or most of them are right."""
    shares = [(fact, part, share) for fact, part in total.groupings[0] if (share := _share(fact, total))]
    if len(shares) < 2 or len(shares) < len(total.groupings[0]) - 1:
        return
    wrong = [(fact, part, share) for fact, part, share in shares if not _meets(part, total.value, share)]
    whole = sum(share.most for _, _, share in shares)
    if wrong and (len(wrong) * 2 <= len(shares) or abs(whole - 100) <= POINTS):
        for fact, part, share in wrong[:1]:
            yield _draft(
                fact.span, total, part, share, " ".join((fact.subject or fact.label).split()), certain=len(wrong) * 2 < len(shares)
            )


def _share(fact: Fact, total: Total) -> Quantity | None:
    found = [q for q in fact.quantities if q.kind == "percent" and not q.change]
    return found[0] if total.basis == "list" and len(found) == 1 and len(fact.quantities) == 2 else None


def _in_headings(view: View) -> Iterator[Draft]:
    """Sibling headings that name parts and their shares of the investment, against the first total that has a part for each of them."""
    series: dict[int | None, list[tuple[Sentence, Quantity]]] = defaultdict(list)
    for sentence in view.stating("percent"):
        if sentence.kind == "heading" and OF_WHOLE.search(sentence.text) and pattern("whole").search(sentence.text):
            shares = [q for q in sentence.quantities if q.kind == "percent"]
            if len(shares) == 1:
                series[view.document.blocks[sentence.block].section].append((sentence, shares[0]))
    for headings in series.values():
        for total in view.roadmap.totals if len(headings) > 1 else ():
            parts = [_named(total, sentence) for sentence, _ in headings]
            if _is_money(total) and all(parts) and total.stated.span.line > headings[-1][0].line:
                for (sentence, share), part in zip(headings, parts, strict=True):
                    if part and not _meets(part[1], total.value, share):
                        name = " ".join((part[0].subject or part[0].label).split())
                        yield _draft(span_of_sentence(view.scanned, sentence), total, part[1], share, name, certain=False)
                break


def _named(total: Total, sentence: Sentence) -> tuple[Fact, Quantity] | None:
    """The one part of a total that a heading names."""
    found = [(fact, part) for fact, part in total.groupings[0] if _heads(normalise(fact.subject or fact.label), normalise(sentence.text))]
    return found[0] if len(found) == 1 else None


def _is_money(total: Total) -> bool:
    return total.value.kind == "money" and len(total.groupings) == 1 and total.value.most > 0


def _heads(name: str, title: str) -> bool:
    """Whether the first word of a part's name stands in a title."""
    first = re.split(r"[ /]", name)[0]
    return len(first) >= LEAST_NAME and bool(re.search(rf"(?<!\w){re.escape(first)}(?!\w)", title))


def _of_budget(view: View) -> Iterator[Draft]:
    """ "$418,500, which is 42.7% of this year's budget"."""
    wholes = [(total.value, total.stated.span) for total in view.roadmap.totals if total.value.kind == "money"]
    wholes += [
        (f.quantities[0], f.span)
        for f in view.roadmap.facts
        if f.attribute in ("cost", "total") and f.quantities and f.quantities[0].kind == "money"
    ]
    for sentence in view.stating("money"):
        if sentence.kind not in PROSE or not OF_WHOLE.search(sentence.text) or not pattern("whole").search(sentence.text):
            continue
        money = [q for q in sentence.quantities if q.kind == "money" and not q.per and not q.is_range]
        shares = [q for q in sentence.quantities if q.kind == "percent" and not q.change]
        if len(money) != 1 or len(shares) != 1 or money[0].most <= 0 or shares[0].most <= 0:
            continue
        part, share = money[0], shares[0]
        known = [
            (value, span) for value, span in wholes if value.most > part.most and span.line != sentence.line and value.least == value.most
        ]
        if not known or any(_meets(part, value, share) for value, _ in known):
            continue
        near = [(v, s) for v, s in known if 1 / FARTHEST <= part.most / v.most * 100 / share.most <= FARTHEST and v.unit == part.unit]
        if near:
            value, span = min(near, key=lambda pair: abs(part.most / pair[0].most * 100 - share.most))
            yield _told(span_of_sentence(view.scanned, sentence), (span,), part, value, share, "", certain=False)


def _meets(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    computed = part.most / whole.most * 100
    return abs(computed - share.most) <= POINTS or allowed(share).meets(Interval(part.low / whole.high * 100, part.high / whole.low * 100))


def _draft(place: Span, total: Total, part: Quantity, share: Quantity, name: str, *, certain: bool) -> Draft:
    return _told(place, (total.stated.span,), part, total.value, share, name, certain=certain)


def _told(place: Span, others: tuple[Span, ...], part: Quantity, whole: Quantity, share: Quantity, name: str, *, certain: bool) -> Draft:
    expected, stated = f"{number(round(part.most / whole.most * 100, 1))}%", stated_of(share)
    one, all_ = amount(part.most, part), amount(whole.most, whole)
    return Draft(
        f"{one}{f' for {chr(34)}{name}{chr(34)}' if name else ''} is {expected} of {all_}, not {stated}",
        (place, *others),
        key=f"{name}|{stated}",
        computation=Computation(formula=f"{one} / {all_} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct the amounts",
        severity="warning" if certain else "question",
    )


RULE = Rule("RA114", "named-share", "arithmetic", "question", "computed", _find, __doc__)
