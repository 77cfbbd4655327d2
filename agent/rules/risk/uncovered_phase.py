"""A phase is missing where people or money are given for each phase.

Claim: a list or table of a section about the team, resources or the budget has one entry for each dated phase of the roadmap but one or
two, told by the same time span as the phase; or a table has a column for each numbered phase but one.

Why it matters: the work of that phase has nobody to do it, no budget, or nothing it is measured by.

Flagged:

    ## Priority 1: Base (0-30 days)

    - [ ] Berth booking

    ## Priority 2: Fleet (30-90 days)

    - [ ] Driver roster

    ## Priority 3: Growth (90-180 days)

    - [ ] Tide tables

    ## Team

    - **Phase 1 (0-30 days)**: one developer
    - **Phase 2 (30-90 days)**: two developers

Fine:

    ## Priority 1: Base (0-30 days)

    - [ ] Berth booking

    ## Priority 2: Fleet (30-90 days)

    - [ ] Driver roster

    ## Priority 3: Growth (90-180 days)

    - [ ] Tide tables

    ## Team

    - **Phase 1 (0-30 days)**: one developer
    - **Phase 2 (30-90 days)**: two developers
    - **Phase 3 (90-180 days)**: one developer
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.model.document import Block
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.moments import phase_in
from agent.rules.reading.naming import listed, name_of

TOPICS = frozenset({"team", "budget", "resources"})
FEWEST_PHASES = 3
FEWEST_COVERED = 2
MOST_MISSING = 2
UNIT = r"(?:days?|weeks?|months?|tage|wochen|monate|dias|semanas|meses|jours|semaines|mois|дн\w{1,3}|недел\w{1,2}|месяц\w{0,3})"
SPAN = expression(rf"\d{{1,3}}\s?[-–—]\s?\d{{1,3}}\s{{0,2}}{UNIT}|{UNIT}\s\d{{1,3}}\s?[-–—]\s?\d{{1,3}}|Q[1-4]\s20\d\d", re.IGNORECASE)
SPLIT = expression(r":\s|：")
NUMBER = expression(r"\d{1,2}")
BLANKS = expression(r"\s+")


def _find(view: View) -> Iterator[Draft]:
    yield from _columns(view)
    for phases in _families(view):
        for lead, entries in view.lists:
            if not _is_about_means(view, lead):
                continue
            told = {span for entry in entries for span in _spans(SPLIT.split(entry.text, maxsplit=1)[0])}
            missing = [block for span, block in phases.items() if span not in told]
            met = len(phases) - len(missing)
            if met >= FEWEST_COVERED and 0 < len(missing) <= MOST_MISSING and len(missing) < met:
                yield _draft(view, lead, entries, missing)


def _columns(view: View) -> Iterator[Draft]:
    """Tables with a column for each numbered phase but one."""
    phases = _numbered(view)
    for block in view.document.blocks if len(phases) >= FEWEST_PHASES else ():
        if block.kind != "table" or not block.rows or not block.rows[0].header:
            continue
        told = [told for cell in block.rows[0].cells if (told := phase_in(cell.text, ())) and told.start == 0]
        numbers = {int(one.period.end or 0) for one in told if one.period.end == (one.period.start or 0.0) + 1}
        missing = phases.keys() - numbers
        if len(told) == len(numbers) >= FEWEST_COVERED and numbers <= phases.keys() and len(missing) == 1:
            yield _missing_column(view, block, phases[missing.pop()])


def _numbered(view: View) -> dict[int, Item]:
    """The phases by their number; none where two have the same."""
    phases = [item for item in view.roadmap.items if item.kind == "phase" and (number := NUMBER.findall(item.id)) and len(number) == 1]
    numbers = [int(NUMBER.findall(item.id)[0]) for item in phases]
    return dict(zip(numbers, phases, strict=True)) if len(set(numbers)) == len(numbers) else {}


def _missing_column(view: View, table: Block, phase: Item) -> Draft:
    return Draft(
        f"the table in line {table.line} has a column for each other phase, but none for {name_of(phase)}",
        (view.document.span(table.line), phase.span),
        key=phase.key,
        suggestion="add the column, or say why the phase has no part in it",
    )


def _families(view: View) -> Iterator[Mapping[str, Block]]:
    """Headings of one level and section that each tell a time span of their own, by that span."""
    families: dict[tuple[int | None, int], list[Block]] = defaultdict(list)
    for block in view.document.blocks:
        if block.kind == "heading" and len(_spans(block.text)) == 1:
            families[block.section, block.depth].append(block)
    for members in families.values():
        spans = {_spans(block.text)[0]: block for block in members}
        if len(members) >= FEWEST_PHASES and len(spans) == len(members):
            yield spans


def _spans(text: str) -> list[str]:
    return [BLANKS.sub("", span.casefold()).replace("–", "-").replace("—", "-") for span in SPAN.findall(text)]


def _is_about_means(view: View, lead: Block) -> bool:
    path = view.document.heading_path(lead)
    return any(topic_of(text.strip().rstrip(":：")) in TOPICS for text in (lead.text, *path[-1:]))


def _draft(view: View, lead: Block, entries: Sequence[Block], missing: Sequence[Block]) -> Draft:
    names = listed([f'"{" ".join(block.text.split())}"' for block in missing])
    places = [view.document.span(block.line) for block in (*missing, lead, *entries)]
    return Draft(
        f'"{lead.text.strip().rstrip(":")}" gives means for the other phases, but none for {names}',
        tuple(dict.fromkeys(places)),
        key="|".join(" ".join(block.text.casefold().split()) for block in missing),
        suggestion="say who does the work of that phase and what it costs, or that it is not decided",
    )


RULE = Rule("RA903", "phase-without-means", "risk", "question", "rule", _find, __doc__)
