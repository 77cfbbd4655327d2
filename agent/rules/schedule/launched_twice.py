"""One stage of the product is launched at two times.

Claim: two sections say when the MVP, the beta, the alpha or the prototype, named so and nothing more, is launched or released, or when the
public, official or soft launch is, each once, and one of the two times is over before the other begins.

Why it matters: customers, staff and money wait for one of two days.

Flagged:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking

    ### Phase 2 (months 4-6)

    - MVP launch

    ## Milestones

    - Month 2: launch the MVP
    - Month 6: first harbour

Fine:

    ## Phases

    ### Phase 1 (months 1-3)

    - Berth booking

    ### Phase 2 (months 4-6)

    - MVP launch

    ## Milestones

    - Month 5: launch the MVP
    - Month 6: first harbour
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.happenings import STAGES, Happening, Lines
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.pieces import lead_of
from agent.rules.reading.scopes import PREPOSITION, named_terms
from agent.rules.reading.timelines import Dated, spans_of

SEVERAL = 2
# what a launch is called that is the only one of its kind, as `named_terms` spells it
KINDS = STAGES | {"public", "pubblic", "offent", "offici", "oficial", "offizi", "commerci", "comercial", "soft", "closed", "close", "open"}
OF_TITLE = -1  # the timeline of a time that the title tells
HUNT = frozenset({"product", "hunt"})


def _find(view: View) -> Iterator[Draft]:
    parts: dict[frozenset[str], Part] = {}
    for lines in (view.lines, view.lines_by_phase):
        for stage, one, other in _twice(lines):
            parts.setdefault(stage, _part(view, one, other))
    yield from bundled(list(parts.values()), "{count} stages of the product are launched at two different times")


def _twice(lines: Lines) -> Iterator[tuple[frozenset[str], Happening, Happening]]:
    """The two launches of each stage that one section each tells once."""
    by_stage: dict[frozenset[str], list[Happening]] = defaultdict(list)
    for one in lines.happening("releasing_verbs"):
        stage = named_terms(PREPOSITION.split(lead_of(one.name), maxsplit=1)[0], lines.language)
        if stage and (stage <= KINDS or stage == HUNT) and not one.entry.done and not one.entry.beside:
            by_stage[stage].append(one)
    for stage, found in by_stage.items():
        if len(found) == SEVERAL:
            one, other = found
            if _stand_apart(one.entry, other.entry) and (lines.is_over(one.entry, other.entry) or lines.is_over(other.entry, one.entry)):
                yield stage, one, other


def _stand_apart(one: Dated, other: Dated) -> bool:
    """Whether two lines are of two timelines; below the time of a title, of two sections where both tell their own time, or one of them and
    the other has that of its part."""
    if one.time.timeline != other.time.timeline:
        return True
    own, others = one.line == one.time.line, other.line == other.time.line
    return own != others or (own and one.time.timeline == OF_TITLE and one.headings != other.headings)


def _part(view: View, one: Happening, other: Happening) -> Part:
    first, second = sorted((one.entry, other.entry), key=lambda entry: entry.line)
    draft = Draft(
        f'"{shortened(first.text)}" is planned for {written(first.time.window)} in line {first.line}, and "{shortened(second.text)}" for'
        f" {written(second.time.window)} in line {second.line}",
        spans_of(view.document, first, second),
        key="|".join(sorted(one.thing)),
        suggestion="give both the same time, or say how they differ",
    )
    return of_two_lines(draft, shortened(first.text), first.line, second.line)


RULE = Rule("RA460", "launched-twice", "schedule", "question", "computed", _find, __doc__)
