"""Something is put off to a phase that does not plan it.

Claim: a list of deferred things names for one of them a phase of the roadmap in brackets, and no line of that phase has any of its
distinctive words, although the phase lists its work.

Why it matters: everybody believes that it comes later, and nobody has planned it.

Flagged:

    ## Phase 1: Harbour

    - [ ] Berth booking
    - [ ] Tide tables

    ## Phase 2: Fleet

    - [ ] Driver roster
    - [ ] Fuel cards

    ## Deferred

    - Session tokens (Phase 2)
    - Roster of drivers abroad (Phase 2)

Fine:

    ## Phase 1: Harbour

    - [ ] Berth booking
    - [ ] Tide tables

    ## Phase 2: Fleet

    - [ ] Driver roster
    - [ ] Session tokens

    ## Deferred

    - Session tokens (Phase 2)
    - Roster of drivers abroad (Phase 2)
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.scope_words import has_form, terms_of
from agent.rules.reading.vocabulary import pattern

BRACKET = expression(r"[(（]([^()（）\n]{3,40})[)）]\s*[.;]?\s*$")
FEWEST_PLANNED = 2  # entries of a phase that lists its work
LEAST_TERMS = 1


def _find(view: View) -> Iterator[Draft]:
    phases = {item.id.casefold(): item for item in view.roadmap.items if item.kind == "phase" and item.id}
    if not phases or not view.saying("deferring"):
        return
    for lead, entries in view.lists:
        above = view.document.heading_path(lead)[-1:] if lead.kind != "heading" else ()
        if not pattern("deferring").search(" ".join((lead.text, *above))):
            continue
        for entry in entries:
            bracket = BRACKET.search(entry.text)
            phase = phases.get(" ".join(bracket[1].split()).casefold()) if bracket else None
            if bracket and phase and not _plans(view, phase, entry.text[: bracket.start()], entry):
                yield _draft(view, entry, entry.text[: bracket.start()].strip(), phase)


def _plans(view: View, phase: Item, name: str, entry: Block) -> bool:
    """Whether a line of the phase has a distinctive word of the name, or the phase lists too little to tell."""
    language = view.roadmap.language
    terms = terms_of(name, language)
    listed = [b for b in view.document.blocks if b.kind in ("item", "table") and phase.span.line <= b.line <= phase.end_line]
    if len(terms) < LEAST_TERMS or len(listed) < FEWEST_PLANNED or phase.span.line <= entry.line <= phase.end_line:
        return True
    words = set(canonical_terms("\n".join(view.document.lines[phase.span.line - 1 : phase.end_line]), language))
    return any(has_form(words, term) for term in terms)


def _draft(view: View, entry: Block, name: str, phase: Item) -> Draft:
    return Draft(
        f'"{name}" is put off to {name_of(phase)}, which does not plan it',
        (view.document.span(entry.line, entry.end_line), phase.span),
        key=f"{phase.key}|{name.casefold()}",
        suggestion=f"add it to {phase.id}, or say where it is done",
    )


RULE = Rule("RA310", "deferred-to-nowhere", "dependency", "question", "rule", _find, __doc__)
