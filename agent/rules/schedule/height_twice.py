"""One height is to be reached at two times.

Claim: two parts of the document give one measure the same figure at two moments that are far apart, and it has that figure at no other
moment. Figures of a row of quarters, of people and of what is done are left out.

Why it matters: readers of one part expect the result months before those of the other.

Flagged:

    ## Goals

    ### Phase 1

    - Month 3: 500 moored boats

    ## Outlook

    - Month 9: 500 moored boats

Fine:

    ## Goals

    ### Phase 1

    - Month 3: 500 moored boats

    ## Outlook

    - Month 9: 900 moored boats
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from agent.extract.wording.roles import role_of
from agent.extract.wording.words import topic_of
from agent.facts import lookup_label, measure_of
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.boxes import TICK
from agent.rules.reading.entries import MARKS
from agent.rules.reading.levels import Level, Moment
from agent.rules.reading.vocabulary import pattern

LEAST = 10  # smaller figures come again by chance
FEWEST_MONTHS = 2.0
FEWEST_DAYS = 80.0
LEAST_RATIO = 1.5  # of the later to the earlier moment: "in year 1" holds for its months
MOST_RATIO = 8.0
PEOPLE = frozenset({"people", "developers", "headcount", "team"})
BOTH = 2
LONGEST_TIER = 3  # words


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[object, ...], list[Level]] = defaultdict(list)
    for level in view.levels:
        value = level.value
        if value.kind in ("count", "money") and value.most >= LEAST and not level.scenario and _is_aim(view, level):
            unit = value.unit if value.kind == "money" else ""
            groups[value.kind, unit, value.least, value.most, level.moment.dated].append(level)
    parts: list[Part] = []
    told: set[int] = set()
    for levels in groups.values():
        for one, other in combinations(levels, 2):
            if _is_one_measure(one, other) and _are_apart(view, one, other) and _moments(levels, one) == BOTH:
                if not told & {one.span.line, other.span.line}:
                    parts.append(_part(one, other))
                told |= {one.span.line, other.span.line}
    yield from bundled(parts, "{count} figures are to be reached at two times", most=2)


def _is_aim(view: View, level: Level) -> bool:
    """Whether a figure is to be reached: not one of people, and of nothing that is done."""
    staff = level.measure in PEOPLE or pattern("staff").search(level.name)
    return not staff and not TICK.search(view.document.lines[level.span.line - 1])


def _is_one_measure(one: Level, other: Level) -> bool:
    return bool(one.terms) and (one.terms <= other.terms or other.terms <= one.terms) and _of_one_tier(one, other)


def _tier(level: Level) -> str:
    """The short label that tells which customers are meant: "Business: 400 customers"."""
    label, colon, _ = MARKS.sub("", level.span.quote).partition(":")
    plain = label.strip(" *_")
    bare = colon and 0 < len(plain.split()) <= LONGEST_TIER and not any(map(str.isdigit, plain))
    return plain.casefold() if bare and not (role_of(plain) or topic_of(plain) or lookup_label(plain) or measure_of(plain)) else ""


def _of_one_tier(one: Level, other: Level) -> bool:
    """Whether the line of the other names the tier, too."""
    return all(_tier(a) in b.span.quote.casefold() for a, b in ((one, other), (other, one)))


def _moments(levels: Sequence[Level], one: Level) -> int:
    """At how many moments the measure has this figure."""
    found: list[Moment] = []
    for level in levels:
        if level.terms & one.terms and not any(level.moment.meets(moment) for moment in found):
            found.append(level.moment)
    return len(found)


def _are_apart(view: View, one: Level, other: Level) -> bool:
    """Whether the moments are far from each other, and told in parts of the document that are no neighbours in a row."""
    blocks = view.document.blocks
    sections = [blocks[level.block].section for level in (one, other)]
    heads = [blocks[section] for section in sections if section is not None]
    if len(heads) < BOTH or heads[0] is heads[1] or (heads[0].section, heads[0].depth) == (heads[1].section, heads[1].depth):
        return False
    first, last = sorted((one.moment.at, other.moment.at))
    if one.moment.dated:
        return last - first >= FEWEST_DAYS
    return last - first >= FEWEST_MONTHS and LEAST_RATIO * first <= last <= MOST_RATIO * first


def _part(one: Level, other: Level) -> Part:
    first, second = sorted((one, other), key=lambda level: level.span.line)
    name, height = " ".join(first.name.split()), stated_of(first.value)
    times = ""
    if not first.moment.dated:
        times = f": after {_months(first)} and after {_months(second)}"
    draft = Draft(
        f'"{name}" is to reach {height} at two times, in line {first.span.line} and in line {second.span.line}{times}',
        (first.span, second.span),
        key=f"{'|'.join(sorted(first.terms))}|{height}",
        suggestion="keep one of the times, or say in what the two figures differ",
    )
    return Part(draft, f'"{name}" ({height}, lines {first.span.line} and {second.span.line})')


def _months(level: Level) -> str:
    months = round(level.moment.at)
    return f"{months} months" if months > 1 else "1 month"


RULE = Rule("RA420", "height-at-two-times", "schedule", "question", "rule", _find, __doc__)
