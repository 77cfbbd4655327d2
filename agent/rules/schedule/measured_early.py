"""A measure counts something before it is released.

Claim: a table or list gives a figure at a moment of the plan ("Month 6: 40 tide licences sold"), the plan builds, introduces or launches
what the measure is named after only later, by all words of its name, and no earlier line speaks of it.

Why it matters: the first report against the plan misses a target that nothing could reach.

Flagged:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking

    ### Phase 2 (months 10-15)

    - Launch the tide licence shop

    ## Measures

    | Measure | Month 6 | Month 18 |
    |---|---|---|
    | Berths booked | 40 | 400 |
    | Tide licence shop customers | 20 | 300 |

Fine:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking
    - Launch the tide licence shop

    ### Phase 2 (months 10-15)

    - Fuel cards

    ## Measures

    | Measure | Month 6 | Month 18 |
    |---|---|---|
    | Berths booked | 40 | 400 |
    | Tide licence shop customers | 20 | 300 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import Happening, Lines, is_telling
from agent.rules.reading.levels import Level
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import UNIT_DAYS, written
from agent.rules.reading.scope_words import is_recurring, is_stage
from agent.rules.reading.scopes import named_terms
from agent.rules.reading.timelines import Dated


def _find(view: View) -> Iterator[Draft]:
    lines = view.lines
    released = [one for one in lines.happening("releasing_verbs", "making_verbs") if _is_thing(one)]
    levels = [level for level in view.levels if level.value.least > 0] if released else []
    found: dict[frozenset[str], Part] = {}
    for level in levels:
        terms = named_terms(level.name, view.roadmap.language)
        for one in released:
            if one.thing <= terms and one.thing not in found and _only_later(lines, level, one, released):
                found[one.thing] = _part(view, level, one)
    yield from bundled(list(found.values()), "{count} measures count something before it is released")


def _is_thing(one: Happening) -> bool:
    """Whether a line releases something new by a name of its own."""
    if one.entry.beside or one.entry.done or not is_telling(one.thing):
        return False
    return not any(map(is_stage, one.thing)) and not all(map(is_recurring, one.thing))


def _only_later(lines: Lines, level: Level, release: Happening, released: Sequence[Happening]) -> bool:
    """Whether all that the plan says of a thing begins after the moment of a figure."""
    if not all(_is_after(level, one.entry) for one in released if one.thing <= release.thing or release.thing <= one.thing):
        return False
    named = (entry for entry in lines.lines if entry.line != level.span.line and not entry.beside)
    return all(_is_after(level, entry) for entry in named if release.thing <= named_terms(f"{entry.text} {entry.more}", lines.language))


def _is_after(level: Level, entry: Dated) -> bool:
    """Whether the time of a line surely begins after the moment of a figure, on the same axis."""
    axis, begin = entry.time.period.axis, entry.time.period.start
    at = level.moment.at if level.moment.dated else level.moment.at * UNIT_DAYS["month"]
    return begin is not None and axis == ("calendar" if level.moment.dated else "plan") and at <= begin


def _part(view: View, level: Level, release: Happening) -> Part:
    entry = release.entry
    draft = Draft(
        f'"{shortened(level.name)}" is counted before "{shortened(entry.text)}", which is planned for {written(entry.time.window)}',
        (level.span, *(view.document.span(line) for line in dict.fromkeys((entry.line, entry.time.line)))),
        key="|".join(sorted(release.thing)),
        suggestion="begin to count it later, or release it earlier",
    )
    return of_two_lines(draft, shortened(level.name), level.span.line, entry.line)


RULE = Rule("RA461", "measured-before-released", "schedule", "question", "rule", _find, __doc__)
