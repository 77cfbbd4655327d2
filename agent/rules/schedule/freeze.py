"""Something is to be released inside a freeze.

Claim: the roadmap names a stretch of time in which nothing may be released, closed or changed, and an item ends on a day inside it.
A freeze that names teams or streams holds for their items only; what the freeze is made for is left alone. Where it bars a sort of work by
name ("no builds", "drilling is impossible"), or work is allowed in one season only, what is called so on such days is asked about; so
is what goes out in a freeze that is limited to a place, or is known by its name in the plan only.

Why it matters: by the roadmap's own rule the item cannot be delivered on that day.

Flagged:

    - **K1 Search**: in production by 13 November 2026
    - **K2 Billing**: in production by 9 October 2026

    Peak freeze: no releases from 2 November 2026 until 4 January 2027.

Fine:

    - **K1 Search**: in production by 30 October 2026
    - **K2 Billing**: in production by 9 October 2026

    Peak freeze: no releases from 2 November 2026 until 4 January 2027.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation, Severity
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item, Roadmap
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.freezes import Freeze, freezes_in, goes_without
from agent.rules.reading.naming import name_of
from agent.rules.reading.released import Event, days_planned, events_of, is_day, terms_beside
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

DURING = expression(
    r"\b(?:during|while|around|before and after|während|wegen|rund um|durante|pendant|lors|autour|во время)\b", re.IGNORECASE
)
LIMIT = expression(r"\s(?:to|for|of|on|in|at|für|bei|an|auf|von|pour|chez|dans|sur|para|en|em|per)\s((?:[^\W\d]+\s?){1,4})", re.IGNORECASE)
AT = expression(r"\s(?:on|in|at|bei|an|auf|chez|dans|sur|en|em)\s(?:the|den|der|dem|les?|la|los?|las|os?|as?|todo|all)\s", re.IGNORECASE)
ALIKE = 4  # letters
GROUPING = frozenset({"team", "owner", "area", "category", "group"})
DATED = frozenset({"initiative", "task", "milestone", "deliverable", "phase"})


def _find(view: View) -> Iterator[Draft]:
    freezes = freezes_in(view.sentences, view.roadmap.language)
    if not freezes:
        return
    groups = _groups(view.roadmap)
    parents = {item.parent for item in view.roadmap.items}
    told = set()
    for item in view.roadmap.items:
        window = _release_day(item) if item.kind != "phase" or item.key not in parents else None
        if window and pattern("winds_up").search(item.title) and not pattern("goes_out").search(item.title):
            continue
        if window and goes_without(_place(item).quote):
            continue
        if window:
            told.add(_place(item).line)
        for freeze in freezes if window else ():
            if window and (day := freeze.meets(window)):
                block = item.facts[0].block if item.facts else -1
                event = Event(name_of(item), _place(item), window, terms_beside(item.title, view.roadmap.language), block)
                if freeze.named and _applies(view.roadmap, freeze, item, groups):
                    known = _is_spoken_of(view, freeze, item)
                    yield _draft(freeze, event, day, view, item.key, severity="question" if known else None)
                elif _is_barred(view, freeze, event):
                    yield _draft(freeze, event, day, view, item.key, severity="question")
    barred = [freeze for freeze in freezes if freeze.barred]
    for event in events_of(view):
        for freeze in freezes if event.place.line not in told else ():
            if (
                freeze.named
                and (day := freeze.meets(event.day) if is_day(event.day) else freeze.holds(event.day))
                and not _is_of(freeze, event.terms)
            ):
                if freeze.limited and not _is_likely(view, freeze, event):
                    continue
                told.add(event.place.line)
                asked: Severity | None = "question" if freeze.limited or event.planned or event.day.start != event.day.end else None
                yield _draft(freeze, event, day, view, event.name.casefold(), severity=asked)
    for event in days_planned(view) if barred else ():
        for freeze in barred if event.place.line not in told else ():
            day = freeze.meets(event.day) if is_day(event.day) else freeze.holds(event.day) or freeze.fills(event.day)
            if day and _is_barred(view, freeze, event):
                told.add(event.place.line)
                yield _draft(freeze, event, day, view, event.name.casefold(), severity="question")


def _is_spoken_of(view: View, freeze: Freeze, item: Item) -> bool:
    """Whether the passage about the freeze names the item by its id: what is meant for it stands there."""
    named = any(map(str.isdigit, item.id)) and re.search(
        rf"(?<!\w){re.escape(item.id)}(?!\w)", view.document.blocks[freeze.sentence.block].text
    )
    return bool(named) and not freeze.sentence.line <= item.span.line <= freeze.sentence.end_line


def _is_barred(view: View, freeze: Freeze, event: Event) -> bool:
    """Whether an event is of the sort that a freeze bars by name, or stands beside the sentence that says when its like may be done."""
    if freeze.sentence.line <= event.place.line <= freeze.sentence.end_line:
        return False
    return freeze.bars(event.terms) or (
        freeze.only and event.block >= 0 and _section(view, event.block) == _section(view, freeze.sentence.block)
    )


def _is_likely(view: View, freeze: Freeze, event: Event) -> bool:
    """Whether a limited freeze may hold for an event: they share a word, or it is limited to a place and to nothing that is planned."""
    text = freeze.sentence.text
    limit = LIMIT.search(text)
    named = canonical_terms(limit[1], view.roadmap.language) if limit else ()
    alike = any(word[:ALIKE] == term[:ALIKE] for word in named for term in event.terms if len(word) >= ALIKE)
    return alike or bool(limit and AT.search(limit[0]) and not view.agenda.named(limit[1], freeze.sentence.line))


def _section(view: View, block: int) -> int | None:
    return view.document.blocks[block].section


def _release_day(item: Item) -> Window | None:
    window = item.window
    exact = window is not None and not item.window_inherited and window.precision == "day" and not window.open_ended
    return window if window and exact and item.kind in DATED else None


def _groups(roadmap: Roadmap) -> dict[str, frozenset[frozenset[str]]]:
    """The names of teams, streams and sections that items belong to, each as its stems, by item key."""
    found: dict[str, frozenset[frozenset[str]]] = {}
    for item in roadmap.items:
        named = [item.headings[-1]] if item.headings else []
        named += [fact.text for fact in item.facts if fact.attribute in GROUPING or _is_group(fact)]
        parent = roadmap.by_key.get(item.parent)
        named += [parent.title] if parent else []
        named += _chart_sections(roadmap, item)
        stems = (frozenset(term for term in canonical_terms(name, roadmap.language) if term.isalpha()) for name in named)
        found[item.key] = frozenset(terms for terms in stems if terms)
    return found


def _chart_sections(roadmap: Roadmap, item: Item) -> Iterator[str]:
    """The section of a Gantt chart that an item stands in."""
    for span in (item.span, *item.mentions):
        block = next((b for b in roadmap.document.blocks if b.kind == "fence" and b.line <= span.line <= b.end_line), None)
        above = block.text.split("\n")[: span.line - block.line] if block else []
        section = next((line.split(None, 1)[1] for line in reversed(above) if line.strip().startswith("section ")), "")
        if section:
            yield section


def _is_group(fact: Fact) -> bool:
    return not fact.attribute and len(fact.text) <= 40 and not fact.values


def _applies(roadmap: Roadmap, freeze: Freeze, item: Item, groups: dict[str, frozenset[frozenset[str]]]) -> bool:
    """Whether a freeze holds for an item: it is limited to no group of items, or to one the item is in; and it is not made for the item."""
    if _is_of(freeze, terms_beside(item.title, roadmap.language)):
        return False
    named = {terms for every in groups.values() for terms in every if terms <= freeze.terms}
    if named or freeze.limited:
        return bool(groups[item.key] & named)
    return True


def _is_of(freeze: Freeze, own: frozenset[str]) -> bool:
    """Whether a freeze is made for something with these words."""
    shared = own & freeze.terms
    return bool(shared and (len(shared) * 2 >= len(own) or DURING.search(freeze.sentence.text)))


def _draft(freeze: Freeze, event: Event, day: date, view: View, key: str, *, severity: Severity | None = None) -> Draft:
    window = " ".join(freeze.window.text.split())
    if freeze.only:
        return _outside(freeze, event, day, view, f"{key}|{window}")
    ends = event.day.end is None or event.day.end == day
    return Draft(
        f"{event.name} is to {'end' if ends else 'go on until'} {f'on {day}' if ends else day}, inside the freeze {window}",
        (event.place, span_of_sentence(view.roadmap, freeze.sentence)),
        key=f"{key}|{window}",
        computation=Computation(formula=f"{day} lies in {window}", expected=f"a day outside {window}", stated=str(day)),
        suggestion="move the end before or after the freeze, or state the exception",
        severity=severity,
    )


def _outside(freeze: Freeze, event: Event, day: date, view: View, key: str) -> Draft:
    window = " ".join(freeze.window.text.split())
    return Draft(
        f"{event.name} is planned for {day}, but line {freeze.sentence.line} allows for that only {window}: is it no such work?",
        (event.place, span_of_sentence(view.roadmap, freeze.sentence)),
        key=key,
        computation=Computation(formula=f"{day} lies outside {window}", expected=f"a day inside {window}", stated=str(day)),
        suggestion="move it into the stretch, or state the exception",
        severity="question",
    )


def _place(item: Item) -> Span:
    for attribute in ("end", "window"):
        facts = [fact for fact in item.all(attribute) if fact.windows]
        if facts:
            return facts[-1].span
    return item.span


RULE = Rule("RA401", "release-in-freeze", "schedule", "warning", "computed", _find, __doc__)
