"""Which items two documents both plan, by id and title. Where a name stands for several items of a document, it stands for none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import normalise
from agent.model.roadmap import Fact, Item, Roadmap
from agent.rules.reading.asides import aside_lines
from agent.rules.reading.pieces import LEAD, WORK
from agent.rules.reading.scope_words import has_form, restates, terms_of

KINDS = WORK | {"phase"}
DIGIT = expression(r"\d")
LEAST_TERMS = 2
SHORTEST_LEAD = 13  # characters before a colon or dash that are a name of their own


Title: TypeAlias = tuple[frozenset[str], frozenset[str]]


class Named(Struct, frozen=True):
    """An item with the words of its title that say what it is, and the words and numbers that tell it from its like."""

    item: Item
    terms: frozenset[str]
    numbers: frozenset[str]


class Register(Struct, frozen=True):
    """The items of a document by id and by title, those alone that are the only one of that name.

    `size` counts all, `names` holds the ids and titles: most pairs of documents have none in common.
    """

    size: int
    names: frozenset[str | Title]
    by_id: Mapping[str, Named]
    by_title: Mapping[Title, Named]
    rows: Mapping[Title, Named]  # what a table names that is no item of the plan: lines of a budget


def register_of(roadmap: Roadmap) -> Register:
    """The items of work and the phases of a document by their names."""
    title = roadmap.title
    beside = aside_lines(roadmap.document)
    named = [
        _named(roadmap, item)
        for item in roadmap.items
        if item.kind in KINDS
        and item.span.line not in beside
        and not restates(tuple(heading for heading in item.headings if heading != title))
    ]
    ids = Counter(normalise(one.item.id) for one in named)
    by_id = {key: one for one in named if (key := normalise(one.item.id)) and DIGIT.search(key) and ids[key] == 1}
    by_title = _by_title(named)
    return Register(
        len(named),
        frozenset((*by_id, *by_title)),
        by_id,
        by_title,
        _by_title([_named(roadmap, row) for row in _rows(roadmap)]),
    )


def _by_title(named: Sequence[Named]) -> dict[Title, Named]:
    titles = Counter((one.terms, one.numbers) for one in named)
    return {key: one for one in named if len((key := (one.terms, one.numbers))[0]) >= LEAST_TERMS and titles[key] == 1}


def _rows(roadmap: Roadmap) -> Iterator[Item]:
    """The rows of tables that are no items, with what they state."""
    found: dict[tuple[int, int, str], list[Fact]] = defaultdict(list)
    for fact in roadmap.facts:
        if fact.source == "column" and fact.subject and not fact.item:
            found[fact.block, fact.span.line, fact.subject].append(replace(fact, subject=""))
    for (_, line, subject), facts in found.items():
        yield Item(f"row {line}", "", subject, "initiative", facts[0].span, line, facts[0].headings, facts=tuple(facts))


def shared_items(one: Register, other: Register, *, whole: bool) -> tuple[tuple[Item, Item], ...]:
    """Pairs of items that are the same, in the order of the first document.

    Phases, and rows of tables that are no items, are the same in documents of one whole plan alone: every product has a first phase and
    a line for hosting.
    """
    if not whole and one.names.isdisjoint(other.names):
        return ()
    named = [(mine, other.by_id[key]) for key, mine in one.by_id.items() if key in other.by_id]
    titled = [(mine, other.by_title[key]) for key, mine in one.by_title.items() if key in other.by_title]
    if whole:
        known = {**other.rows, **other.by_title}
        titled += [(mine, known[key]) for key, mine in one.rows.items() if key in known and key not in one.by_title]
        titled += [(mine, other.rows[key]) for key, mine in one.by_title.items() if key in other.rows and key not in other.by_title]
    pairs = [*(pair for pair in named if _in_common(*pair)), *(pair for pair in titled if _ids_agree(*pair))]
    found = {mine.item.key: (mine.item, their.item) for mine, their in pairs if whole or "phase" not in (mine.item.kind, their.item.kind)}
    return tuple(sorted(found.values(), key=_place))


def _named(roadmap: Roadmap, item: Item) -> Named:
    flat = " ".join(item.title.split())
    lead = LEAD.split(flat, maxsplit=1)[0]
    title = lead if len(lead) >= SHORTEST_LEAD else flat
    return Named(item, terms_of(title, roadmap.language), frozenset(word for word in normalise(title).split() if DIGIT.search(word)))


def _in_common(one: Named, other: Named) -> bool:
    """Whether two titles have a word in common; every word of the shorter one where ids are numbers in a row, as those of phases are."""
    shared = sum(has_form(other.terms, term) for term in one.terms)
    shorter = min(len(one.terms), len(other.terms))
    return shared >= 1 and shared * 2 >= shorter and (one.item.kind == "phase") == (other.item.kind == "phase")


def _ids_agree(one: Named, other: Named) -> bool:
    mine, theirs = normalise(one.item.id), normalise(other.item.id)
    return not mine or not theirs or mine == theirs


def _place(pair: Sequence[Item]) -> tuple[int, str]:
    return pair[0].span.line, pair[0].key
