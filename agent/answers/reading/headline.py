"""How plainly an amount is said to be that of the whole plan: "Total Budget" before "Total for phase 2", a cost before income."""

from __future__ import annotations

from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.words import is_unspaced, words
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comes_in
from agent.answers.reading.series import entries_of, is_total_text
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.facts import lookup_label
from agent.facts.lexicon import word_list

TOTAL, PART, OF_PART = 0.5, 0.15, 0.3  # how plainly a label says that it is all: a total before a mere cost
_BRACKETS = expression(r"[(（][^)）]*[)）]")
_PLAIN = frozenset(
    {"total", "cost", "budget", "investment", "estimate", "money", "planned", "project", "roadmap", "fundraising", "effort", "prediction"}
)


def plain_totals(view: View) -> list[tuple[float, Entry]]:
    """Amounts that are totals or budgets of something, with how plainly they are those of everything."""
    found: list[tuple[float, Entry]] = []
    for entry in entries_of(view):
        if entry.quantity.kind != "money" or comes_in(view, entry) or entry.quantity.change:
            continue
        score = _row_score(view, entry) if view.units[entry.unit].kind == "row" else _line_score(view, entry)
        if (entry.of and not entry.is_total) or entry.quantity.per or _is_of_each(entry.label):
            score -= OF_PART
        if score > 0:
            found.append((score, entry))
    return found


def _is_of_each(label: str) -> bool:
    """Whether a label says that the amount is that of one of many: "Cost per guest"."""
    return any(word.text in word_list("numbers", "per_things") for word in words(label)[1:])


def _row_score(view: View, entry: Entry) -> float:
    """A row of totals, in a column of money; or the only row of a column of totals."""
    if is_total_text(entry.subject):
        above = view.units[entry.unit].headings
        beside = plainness(view, entry.label), plainness(view, view.units[above[0]].text) if above else 0.0
        return plainness(view, entry.subject) - (0.1 if not max(beside) else 0.0)
    place = view.units[entry.unit]
    if len(place.cells) == 2:
        return plainness(view, entry.subject)
    block = place.block
    only = sum(1 for other in entries_of(view) if view.units[other.unit].block == block and other.label == entry.label) == 1
    return plainness(view, entry.label) if only else 0.0


def _line_score(view: View, entry: Entry) -> float:
    """By its label; by the lead above it when it has none of its own that speaks of money."""
    own = plainness(view, entry.label)
    place = view.units[entry.unit]
    if own and _is_bare(view, entry.label) and len(place.headings) > 1 and not plainness(view, view.units[place.headings[0]].text):
        return own - OF_PART  # "TOTAL" within a part is that of the part
    above = place.parents[0] if place.parents else place.lead
    if own or above < 0 or len(words(entry.label)) > 1:
        return own
    return plainness(view, view.units[above].text) - 0.05


def _is_bare(view: View, label: str) -> bool:
    """Whether a label says "total" and nothing else: of what, its section says."""
    return is_total_text(label) and len(words(_BRACKETS.sub(" ", label))) == 1


def plainness(view: View, label: str) -> float:
    """1 for a label that says nothing but that it is the total ("Total Budget"), less with other words, 0 when it is of no money."""
    bare = _BRACKETS.sub(" ", label) or label
    listed = [word.text for word in words(bare)]
    if not listed:
        return 0.0
    named = [entry for entry in concepts_of_words(listed, view.language) if set(entry.concepts) & _PLAIN]
    met = sum(entry.last - entry.first for entry in named)
    runs = [{concept for _, found in concepts_in_run(word, view.language) for concept in found} for word in listed if is_unspaced(word)]
    met += sum(1 for concepts in runs if concepts & _PLAIN)
    known = {concept for entry in named for concept in entry.concepts}.union(*runs)
    meaning = lookup_label(bare)
    if len(listed) == 1 and meaning is not None and meaning.is_total and meaning.attribute in ("cost", "total"):
        return 1.0
    total = is_total_text(bare)
    if not (total or known & group("spending")):
        return 0.0
    return (TOTAL if total else PART) + 0.5 * min(1.0, met / len(listed))
