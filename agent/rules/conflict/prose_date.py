"""A sentence gives a milestone another date than the plan.

Claim: running text says when one milestone or release happens ("launch is planned for June 2026"), one item of the plan has that name, or
the id that the text calls ("M2 in July 2026"), and its own time has no day in common with the one in the text.

Why it matters: the summary is what people remember, the plan is what the team works by.

Flagged:

    The public launch is planned for June 2026.

    | Milestone | Date |
    |---|---|
    | Private beta | 2026-05-15 |
    | Public launch | 2026-09-30 |

Fine:

    The public launch is planned for September 2026.

    | Milestone | Date |
    |---|---|
    | Private beta | 2026-05-15 |
    | Public launch | 2026-09-30 |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import before, period_of, written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

LONGEST = 24  # words
LONGEST_LINK = 24  # characters between an id and its time
LINK = expression(
    r"\s?[(（,:：]?\s?(?:(?:is |are )?(?:planned |scheduled |due |set )?(?:for |in |on |at )?"
    r"|im |am |en |em |no |na |le |il |op |于|は)(?:the )?",
    re.IGNORECASE,
)
STANDS = expression(r"\b(?:is|ist|est|es|é|è) (?:on|in|am|im|en|le|em|il)?$", re.IGNORECASE)  # "the launch is on 5 May"
REACH = 6  # words between the name and the date


def _find(view: View) -> Iterator[Draft]:
    yield from _by_id(view)
    known = _known(view)
    for sentence in view.sentences if known else ():
        windows = [(token.start, token.value) for token in sentence.tokens if isinstance(token.value, Window)]
        if sentence.kind != "paragraph" or len(windows) != 1 or len(sentence.text.split()) > LONGEST:
            continue
        item = _named(view, sentence, windows[0][0], known)
        if item and item.window and _apart(windows[0][1], item.window):
            yield _draft(view, sentence, windows[0][1], item, item.window)


def _by_id(view: View) -> Iterator[Draft]:
    """A sentence calls an item by its id and gives it a time right behind: "if M2 in July 2026 is late"."""
    told: set[str] = set()
    for mention in view.mentions:
        item, sentence = mention.item, mention.sentence
        named = sentence.text[mention.start : mention.end].casefold() == item.id.casefold()
        if not named or item.key in told or item.window is None or item.window_inherited or item.window.open_ended:
            continue
        windows = [token for token in sentence.tokens if isinstance(token.value, Window) and 0 <= token.start - mention.end <= LONGEST_LINK]
        linked = windows and LINK.fullmatch(sentence.text[mention.end : windows[0].start])
        if linked and isinstance(told_at := windows[0].value, Window) and item.window.is_dated and _apart(told_at, item.window):
            told.add(item.key)
            yield _draft(view, sentence, told_at, item, item.window)


def _known(view: View) -> Mapping[frozenset[str], Item]:
    """Items with a time of their own whose name is one of the things that are delivered at a time, each name once."""
    groups: dict[frozenset[str], list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        own = item.window is not None and not item.window_inherited and item.window.is_dated and not item.window.open_ended
        if own and item.kind in ("milestone", "initiative", "task") and pattern("delivered").search(item.title):
            groups[frozenset(canonical_terms(item.title, view.roadmap.language))].append(item)
    return {terms: items[0] for terms, items in groups.items() if len(items) == 1 and terms}


def _named(view: View, sentence: Sentence, at: int, known: Mapping[frozenset[str], Item]) -> Item | None:
    """The one item that the words right before the date name, all of them; a longer name of the plan that shares a word leaves it open."""
    near = " ".join(sentence.text[:at].split()[-REACH - 3 :])
    words = frozenset(canonical_terms(near, view.roadmap.language))
    named = [item for terms, item in known.items() if terms <= words]
    said = pattern("is_planned").search(near) or STANDS.search(near)
    open_ = any(terms & words and not terms <= words for terms in known)
    return named[0] if len(named) == 1 and said and not open_ else None


def _apart(one: Window, other: Window) -> bool:
    first, second = period_of(one), period_of(other)
    return bool(first and second and one.is_dated and (before(first, second) or before(second, first)))


def _draft(view: View, sentence: Sentence, told: Window, item: Item, planned: Window) -> Draft:
    return Draft(
        f"the text puts {name_of(item)} at {written(told)}, the plan at {written(planned)}",
        (span_of_sentence(view.scanned, sentence), item.span),
        key=item.key,
        suggestion=f"make the sentence and the plan say the same: {written(planned)}, or {written(told)}",
    )


RULE = Rule("RA617", "text-against-plan", "conflict", "question", "computed", _find, __doc__)
