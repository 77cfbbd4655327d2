"""Something goes live before what it needs by nature.

Claim: an entry of the plan brings the product to its users, production or paying customers, takes payments or opens a marketplace, and
everything that the plan says of what this needs by its nature (a security audit, load tests, a pilot, privacy, a way to pay, safe accounts,
the separation of customers' data, tools for developers) belongs to a part of the plan that begins after that one has ended, by its dates
or by the numbers of the phases.

Why it matters: either the launch waits for it, or customers find what the check would have found.

Flagged:

    ## Phase 1: Base (January - March 2026)

    - Berth booking
    - Public launch

    ## Phase 2: Hardening (April - June 2026)

    - Penetration test
    - Tide tables

Fine:

    ## Phase 1: Base (January - March 2026)

    - Berth booking
    - Penetration test

    ## Phase 2: Launch (April - June 2026)

    - Public launch
    - Second penetration test
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.moments import scaled
from agent.rules.reading.naming import name_of, shortened
from agent.rules.reading.period import is_over, period_of, written
from agent.rules.reading.promises import on_one_scale
from agent.rules.reading.scope_words import is_beside, restates
from agent.rules.reading.vocabulary import pattern
from agent.rules.reading.word_index import WordIndex

# what goes out, and what it needs before: lists of the vocabulary
NEEDS = {
    "goes_live": ("security_check", "load_test", "pilot_run", "privacy_kept"),
    "takes_money": ("pay_way", "tenants_apart"),
    "monetised": ("goes_live",),
    "moves_data": ("backup_made",),
    "pay_way": ("accounts_safe",),
    "plugin_market": ("plugin_tools",),
    "app_store": ("mobile_app",),
    "sells_premium": ("premium_made",),
    "api_access": ("api_made",),
}
FOR_ALL = frozenset({"security_check", "load_test", "privacy_kept"})  # what a release to a few can do without
LONGEST = 14  # words of an entry that names one piece of work
NUMBER = expression(r"\d{1,2}")
SEVERAL = 2


class Entry(Struct, frozen=True):
    """A line of the plan that names work, and the part of the plan it belongs to."""

    text: str
    span: Span
    part: Item


def _find(view: View) -> Iterator[Draft]:
    entries = list(_entries(view))
    index = WordIndex([entry.text for entry in entries])
    by_list = {outcome: _named(entries, index, outcome) for outcome in NEEDS}
    for outcome, needs in NEEDS.items():
        for need in needs if by_list[outcome] else ():
            by_list.setdefault(need, _named(entries, index, need))
            found = _too_late(by_list, outcome, need)
            if found and _on_one_scale(view, found[0].part, found[1].part):
                yield _draft(*found, need)


def _on_one_scale(view: View, one: Item, other: Item) -> bool:
    """Whether weeks and months of two parts may be compared: weeks that begin anew in each phase count from nowhere."""
    units = {item.window.unit for item in (one, other) if item.window}
    return len(units) < SEVERAL or {one.key, other.key} <= {item.key for item in on_one_scale(view.roadmap)}


def _named(entries: Sequence[Entry], index: WordIndex, name: str) -> list[Entry]:
    """The entries that one list of the vocabulary names."""
    return [entries[at] for at in index.holding(name)]


def _too_late(by_list: Mapping[str, Sequence[Entry]], outcome: str, need: str) -> tuple[Entry, Entry] | None:
    """The first outcome that comes before all that is said of what it needs, with the first of that."""
    needed = by_list.get(need, ())
    for entry in by_list.get(outcome, ()):
        if need in FOR_ALL and pattern("early_release").search(entry.text):
            continue
        if needed and all(other.span != entry.span and _after(entry.part, other.part) for other in needed):
            return entry, needed[0]
    return None


def _after(first: Item, second: Item) -> bool:
    """Whether the second part begins after the first has ended: on one scale, else by the numbers of two phases that stand side by side."""
    one, other = (scaled(item.window) if item.window else None for item in (first, second))
    if one and other and one.axis == other.axis:
        return is_over(one, other)
    if first.kind != "phase" or second.kind != "phase" or first.parent != second.parent or first.headings != second.headings:
        return False
    numbers = [NUMBER.findall(item.id) for item in (first, second)]
    return all(len(found) == 1 for found in numbers) and int(numbers[0][0]) < int(numbers[1][0])


def _entries(view: View) -> Iterator[Entry]:
    parts = sorted((item for item in view.roadmap.items if _is_part(item)), key=lambda item: item.span.line)
    starts = [item.span.line for item in parts]
    for line, text, headings in _lines(view):
        at = bisect_right(starts, line) - 1
        while at >= 0 and parts[at].end_line < line:
            at -= 1
        answers = pattern("mitigation").match(text)  # the answer to a risk plans nothing by itself
        if at >= 0 and len(text.split()) <= LONGEST and not answers and not is_beside(headings) and not restates(headings):
            yield Entry(text, view.document.span(line), parts[at])


def _is_part(item: Item) -> bool:
    return bool(item.window and not item.window_inherited and period_of(item.window)) or (item.kind == "phase" and bool(item.id))


def _lines(view: View) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The entries of lists, the headings and the rows of tables, with the headings above."""
    document = view.document
    for block in document.blocks:
        if block.kind in ("item", "heading") and block.text and (block.kind == "item" or block.depth > 1):
            yield block.line, block.text.split("\n", 1)[0], document.heading_path(block)
        headings = document.heading_path(block) if block.rows else ()
        for row in block.rows:
            if not row.header and row.cells:
                yield row.line, max((cell.text for cell in row.cells[:3]), key=len), headings


def _draft(entry: Entry, needed: Entry, need: str) -> Draft:
    return Draft(
        f'"{shortened(entry.text)}" is planned {_place(entry)}, but "{shortened(needed.text)}" only {_place(needed)}',
        (entry.span, needed.span, entry.part.span, needed.part.span),
        key=f"{need}|{entry.part.key}|{needed.part.key}",
        suggestion="move it before, or say why it can wait",
    )


def _place(entry: Entry) -> str:
    """What a reader calls the part of the plan that an entry belongs to: its time where the entry is all of it, else its name."""
    own, window = entry.span.line == entry.part.span.line, entry.part.window
    return f"for {written(window)}" if own and window else f"in {name_of(entry.part)}"


RULE = Rule("RA311", "needed-by-nature", "dependency", "question", "rule", _find, __doc__)
