"""Work that is said to take so long each takes another time.

Claim: a sentence says how long each of a sort of work takes ("each task takes 1-4 hours", "all sprints last two weeks"), and items of that
sort state efforts or lengths outside of it.

Why it matters: the estimate of the whole was made with the rule, and the rule does not hold.

Flagged:

    Each task takes 1-4 hours.

    - [ ] Task 1: Login form (3 hours)
    - [ ] Task 2: Password reset (2 hours)
    - [ ] Task 3: Billing export (8 hours)

Fine:

    Each task takes 1-4 hours.

    - [ ] Task 1: Login form (3 hours)
    - [ ] Task 2: Password reset (2 hours)
    - [ ] Task 3: Billing export (4 hours)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.naming import listed, name_of
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

KINDS = {"task": "task", "タスク": "task", "任务": "task", "tarefa": "task", "tarea": "task", "aufgabe": "task", "tâche": "task"}
LENGTHS = ("effort", "duration")
LONGEST = 30  # words: a longer sentence says more than this
FEWEST_KEPT = 2  # items that keep to the rule: else it is of something else
NAMED = 4


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.stating("duration"):
        if sentence.kind not in ("paragraph", "item") or len(sentence.text.split()) > LONGEST:
            continue
        lengths = [quantity for quantity in sentence.quantities if quantity.kind == "duration"]
        if len(lengths) == len(sentence.quantities) == 1 and pattern("each").search(_line(sentence)):
            found = [(item, *own) for item in _meant(view, sentence) if (own := _length(item, lengths[0].unit))]
            outside = [one for one in found if not _within(one[2], lengths[0])]
            if outside and len(found) - len(outside) >= max(FEWEST_KEPT, len(outside)):
                yield _draft(view, sentence, lengths[0], outside, len(found))


def _line(sentence: Sentence) -> str:
    """The line of a sentence of several in which its length stands."""
    at = next(token.start for token in sentence.tokens if isinstance(token.value, Quantity))
    return sentence.text[sentence.text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]


def _meant(view: View, sentence: Sentence) -> Iterator[Item]:
    """The items of the sort that the sentence names: tasks, or those whose ids begin with its word ("Sprint 3")."""
    words = frozenset(canonical_terms(sentence.text, view.roadmap.language))
    folded = sentence.text.casefold()
    kinds = {kind for word, kind in KINDS.items() if word in folded}
    for item in view.roadmap.items:
        sort = frozenset(canonical_terms(item.id.rstrip("0123456789. ")))
        if (sort and sort <= words) or item.kind in kinds:
            yield item


def _length(item: Item, unit: str) -> tuple[Fact, Quantity] | None:
    for attribute in LENGTHS:
        for fact in item.all(attribute):
            if len(fact.quantities) == 1 and not fact.subject and fact.role != "actual" and fact.quantities[0].unit == unit:
                return fact, fact.quantities[0]
    return None


def _within(value: Quantity, rule: Quantity) -> bool:
    if rule.comparator in ("<", "<="):
        return value.least <= rule.most
    if rule.comparator in (">", ">="):
        return value.most >= rule.least
    return value.least <= rule.high and value.most >= rule.low


def _draft(view: View, sentence: Sentence, rule: Quantity, outside: Sequence[tuple[Item, Fact, Quantity]], of: int) -> Draft:
    shown = [f"{name_of(item)} ({stated_of(value)})" for item, _, value in outside[:NAMED]]
    more = [f"{len(outside) - NAMED} more"] if len(outside) > NAMED else []
    values = ", ".join(dict.fromkeys(stated_of(value) for _, _, value in outside))
    return Draft(
        f"each is said to take {stated_of(rule)}, but {len(outside)} of {of} take another time: {listed(shown + more)}",
        (span_of_sentence(view.scanned, sentence), *(fact.span for _, fact, _ in outside)),
        key=stated_of(rule),
        computation=Computation(formula=f"{values} outside {stated_of(rule)}", expected=stated_of(rule), stated=values),
        suggestion="split what takes longer, or say that there are exceptions",
    )


RULE = Rule("RA615", "each-takes", "conflict", "question", "computed", _find, __doc__)
