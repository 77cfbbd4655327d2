"""Something named beside the declared dependencies comes too late.

Claim: behind its declared dependencies an item names another item by its title ("depends on A2, A5 and the ISO certification"), and that
one ends after the item does.

Why it matters: only ids are followed up when dates move; what is needed by name is forgotten.

Flagged:

    - **A1 Harbour portal**: depends on A2 and the Security certification, June 2026 to September 2026
    - **A2 Sign-in**: January 2026 to March 2026
    - **A3 Security certification**: October 2026 to December 2026

Fine:

    - **A1 Harbour portal**: depends on A2 and the Security certification, October 2026 to December 2026
    - **A2 Sign-in**: January 2026 to March 2026
    - **A3 Security certification**: June 2026 to September 2026
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import ends_too_early, period_of, written

LEAST_LETTERS = 8
LEAST_WORDS = 2
ENDS = (". ", "; ", "。")


def _find(view: View) -> Iterator[Draft]:
    titles = {normalise(item.title): item for item in reversed(view.roadmap.items) if _is_name(item)}
    for item in view.roadmap.items if titles else ():
        first = period_of(item.window)
        declared = {dependency.target for dependency in item.dependencies} - {""}
        if first is None or item.window is None or not declared:
            continue
        behind = f" {_behind(view, item)} "
        for title in titles if behind.strip() else ():
            if f" {title} " not in behind:
                continue
            other = titles[title]
            second = period_of(other.window)
            if other.key in declared | {item.key, item.parent} or other.parent == item.key or second is None or other.window is None:
                continue
            if ends_too_early(first, second):
                yield _draft(item, other)


def _is_name(item: Item) -> bool:
    title = normalise(item.title)
    return bool(item.id) and len(title) >= LEAST_LETTERS and len(title.split()) >= LEAST_WORDS


def _behind(view: View, item: Item) -> str:
    """What stands behind the first declared dependency in its sentence."""
    dependency = next(d for d in item.dependencies if d.target)
    line = view.document.lines[dependency.span.line - 1]
    at = line.find(dependency.text)
    behind = line[at + len(dependency.text) :] if at >= 0 else ""
    for end in ENDS:
        behind = behind.split(end)[0]
    return normalise(behind)


def _draft(item: Item, other: Item) -> Draft:
    mine, its = (written(each.window) if each.window else "" for each in (item, other))
    return Draft(
        f"{name_of(item)} is to end ({mine}) before {name_of(other)}, which its dependencies name, has ended ({its})",
        (item.dependencies[0].span, item.span, other.span),
        key=f"{item.key}|{other.key}",
        computation=Computation(formula=f"{mine}; needs {its}", expected=f"not before {its}", stated=mine),
        suggestion=f"move {name_of(item)}, or name {other.id} where it is needed and say what can be done without it",
    )


RULE = Rule("RA308", "named-dependency-order", "dependency", "question", "computed", _find, __doc__)
