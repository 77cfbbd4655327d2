"""What a roadmap says can go wrong and what it does about it: in items and fields, and in the running text of its lists of risks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from agent.compare.sides import flat
from agent.expressions import expression
from agent.extract.wording.words import speaks_of_mitigation, topic_of
from agent.facts import lookup_label, normalise
from agent.facts.folding import is_ideographic
from agent.model.roadmap import Fact, Item, Roadmap
from agent.model.span import Span

LONGEST_RATING = 4  # characters of a rating written in Han or kana
FEWEST = 2  # entries of one list: a single line before a colon may be a remark
ARROW = expression(r"[→⇒➜➔]|(?<=\s)[=-]>(?=\s)")
LABELLED = expression(r"(?:^|[.;!?(。；！？（])\s*(?P<label>[^\W\d_][^.:：;!?()。；！？（）\n]{1,30})[:：]\s*")


def stated_risks(roadmap: Roadmap) -> tuple[tuple[str, Span], ...]:
    """Every risk that is named, in document order: items of that kind and entries of lists of risks."""
    found = {item.span.line: (_named(item), item.span) for item in roadmap.items if item.kind == "risk"}
    for fact in roadmap.facts:
        if fact.attribute == "risk" and _is_named(fact):
            found.setdefault(fact.span.line, (flat(fact.text), fact.span))
    for fact in _entries(roadmap):
        found.setdefault(fact.span.line, (flat(fact.label), fact.span))
    return tuple(found[line] for line in sorted(found))


def stated_mitigations(roadmap: Roadmap) -> tuple[tuple[str, Span], ...]:
    """Everything that is said to be done about risks, in document order.

    Values with such a label, what a risk names after an arrow or behind "Response:" in its own lines, and under a heading that promises
    answers what stands behind the colon.
    """
    stated = [fact for fact in roadmap.facts if fact.attribute == "mitigation" and normalise(fact.text)]
    found = [(flat(fact.text), fact.span) for fact in stated]
    answered = {fact.item for fact in stated}
    told = ((item, _told(roadmap, item)) for item in roadmap.items if item.kind == "risk" and item.key not in answered)
    found += [(text, item.span) for item, text in told if text]
    found += [(flat(fact.text), fact.span) for fact in _entries(roadmap) if speaks_of_mitigation(fact.headings[-1])]
    return tuple(sorted(found, key=lambda one: one[1].line))


def _named(item: Item) -> str:
    """The name of a risk without what an arrow or a label says is done about it."""
    title = flat(item.title)
    label = _answer_label(title)
    name = ARROW.split(title[: label.start()] if label else title, maxsplit=1)[0].strip()
    return name or title


def _answer_label(text: str) -> re.Match[str] | None:
    """Where a text goes over to "Response:" or "(mitigation:"."""
    meant = ((match, lookup_label(match["label"])) for match in LABELLED.finditer(text))
    return next((match for match, meaning in meant if meaning is not None and meaning.attribute == "mitigation"), None)


def _is_named(fact: Fact) -> bool:
    """Whether a text names a risk; a column of a table may only rate one ("high")."""
    plain = normalise(fact.text)
    return fact.source != "column" or len(plain.split()) > 1 or (is_ideographic(plain[:1] or " ") and len(plain) > LONGEST_RATING)


def _told(roadmap: Roadmap, item: Item) -> str:
    """What the list entry of a risk says is done about it; "" when it says nothing."""
    text = next((block.text for block in roadmap.document.blocks if block.kind == "item" and block.line == item.span.line), "")
    label = _answer_label(text)
    if label:
        return flat(text[label.end() :]).rstrip(")）。. ")
    name, *rest = ARROW.split(text)
    return flat(rest[-1]) if rest and name.strip() else ""


def _entries(roadmap: Roadmap) -> list[Fact]:
    """Lines `what can go wrong: words` of a list right under a heading of risks.

    A label that comes again is the name of a field, and one line alone may be a remark.
    """
    labels = Counter(normalise(fact.label) for fact in roadmap.facts)
    found = [fact for fact in _fields(roadmap) if labels[normalise(fact.label)] == 1]
    listed = Counter(fact.headings for fact in found)
    return [fact for fact in found if listed[fact.headings] >= FEWEST]


def _fields(roadmap: Roadmap) -> Iterator[Fact]:
    """Fields without a known meaning that belong to no item and stand right under a heading of risks."""
    for fact in roadmap.facts:
        unknown = not fact.attribute and not fact.item and fact.source == "field" and fact.label
        if unknown and fact.headings and topic_of(fact.headings[-1]) == "risks" and lookup_label(fact.label) is None:
            yield fact
