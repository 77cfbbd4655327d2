"""A list of measures gives most of them no target.

Claim: a list under a heading of measures or KPIs holds more names of measures without a figure than with one, and no other place of the
document gives them one. A period that belongs to the name ("retention after 30 days") is no figure. Lists without any digit are another
rule's.

Why it matters: a measure without target, unit and date is only watched; nobody can say whether the plan succeeded.

Flagged:

    ## Key metrics

    - Monthly active users
    - Retention (30 days, 90 days)
    - Customer acquisition cost (CAC)
    - Uptime: 99.9%

Fine:

    ## Key metrics

    - Monthly active users: 4,000 by December
    - Retention (30 days): 45%
    - Customer acquisition cost (CAC): below €40
    - Uptime: 99.9%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import canonical_terms, measure_of
from agent.facts.measures import named_measures
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed
from agent.rules.reading.sections import Listed, measure_lists
from agent.rules.reading.vocabulary import pattern

FEWEST_BULLETS = 3
FEWEST_BARE = 2
LONGEST_NAME = 7  # words
LONGEST_LEAD = 5
NAMED = 4
BRACKETS = expression(r"[（(][^()（）]*[)）]")
SAYS_MORE = expression(r"[:：=<>≥≤%]|->|→")


def _find(view: View) -> Iterator[Draft]:
    lists = [(lead, entries) for lead, entries in _measures(view.lists) if _has_digit(entries) and _is_plain(lead, entries)]
    if not lists:
        return
    valued = [metric for metric in view.roadmap.metrics if metric.value is not None and metric.value.kind != "duration"]
    given, named = {metric.measure for metric in valued} - {""}, {_terms(view, metric.name) for metric in valued}
    parents = {block.parent for block in view.document.blocks if block.parent is not None}
    found: list[Block] = []
    for _, entries in lists:
        bare = [entry for entry in entries if entry.index not in parents and _is_bare(view, entry)]
        missing = [entry for entry in bare if not given.intersection(_measures_of(entry)) and _terms(view, entry.text) not in named]
        if len(missing) >= FEWEST_BARE and len(bare) > sum(_has_figure(view, entry) for entry in entries):
            found += missing
    if found:
        yield _draft(view, found)


def _measures(lists: Sequence[Listed]) -> Iterator[Listed]:
    """Lists that a topic knows as measures, and those whose short heading says so."""
    known = {lead.index for lead, _ in measure_lists(lists)}
    for lead, entries in lists:
        headed = len(lead.text.split()) <= LONGEST_LEAD and pattern("metric_words").search(lead.text)
        if lead.index in known or headed:
            yield lead, entries


def _has_digit(entries: Sequence[Block]) -> bool:
    return any(letter.isdigit() for entry in entries for letter in entry.text)


def _is_plain(lead: Block, entries: Sequence[Block]) -> bool:
    """Several entries without boxes under a heading that promises them: what is only watched needs no target."""
    boxes = any(entry.checked is not None for entry in entries)
    return len(entries) >= FEWEST_BULLETS and not boxes and not pattern("watched").search(lead.text)


def _is_bare(view: View, entry: Block) -> bool:
    """Whether an entry is the name of a measure alone."""
    plain = BRACKETS.sub("", entry.text)
    short = len(entry.text.split()) <= LONGEST_NAME and not SAYS_MORE.search(entry.text)
    if not short or pattern("none_of").search(entry.text) or pattern("zero").search(entry.text):
        return False
    return bool(measure_of(plain) or named_measures(plain) or pattern("measure_nouns").search(plain)) and not _has_figure(view, entry)


def _has_figure(view: View, entry: Block) -> bool:
    return any(_is_figure(token) for token in view.scanned.tokens[entry.index])


def _is_figure(token: Token) -> bool:
    """A number that is no period: "retention after 30 days" states none."""
    value = token.value
    if isinstance(value, Window):
        return False
    if isinstance(value, Quantity) and value.kind == "duration":
        return value.comparator in ("<", "<=", ">", ">=")
    return token.kind in ("quantity", "number")


def _terms(view: View, name: str) -> frozenset[str]:
    return frozenset(canonical_terms(BRACKETS.sub("", name), view.roadmap.language))


def _measures_of(entry: Block) -> frozenset[str]:
    return frozenset({measure_of(BRACKETS.sub("", entry.text)), *named_measures(entry.text)}) - {""}


def _draft(view: View, found: Sequence[Block]) -> Draft:
    names = [f'"{" ".join(entry.text.split())}"' for entry in found[:NAMED]]
    more = [f"{len(found) - NAMED} more"] if len(found) > NAMED else []
    return Draft(
        f"no target is given for {listed(names + more)}",
        tuple(view.document.span(entry.line) for entry in found),
        key="|".join(" ".join(entry.text.casefold().split()) for entry in found),
        suggestion="state the figure, its unit and the day it is to be reached, or say that it is only watched",
    )


RULE = Rule("RA813", "measure-without-target", "metric", "question", "rule", _find, __doc__)
