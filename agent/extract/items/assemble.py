"""Items from their drafts and facts: kind, parent, window, status, dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.items.dependencies import read_dependencies
from agent.extract.scoping.drafts import Draft
from agent.extract.scoping.names import Names
from agent.extract.wording.gantt import ChartTask
from agent.extract.wording.numbering import fold_id, id_prefix
from agent.extract.wording.titles import places
from agent.facts import Convention, scan
from agent.model.document import Document
from agent.model.quantity import Window
from agent.model.roadmap import Dependency, Fact, Item, ItemKind
from agent.model.span import Span

_NUMBERED = expression(r"[^\W\d_]+[ -]?\d+(?:\.\d+)*")  # "Month 4", "Q2", "T1.2"
_RELATIONS: dict[str, Literal["depends_on", "blocks", "after", "before"]] = {
    "depends_on": "depends_on",
    "blocks": "blocks",
    "after": "after",
    "before": "before",
}


def assemble(
    document: Document,
    convention: Convention,
    drafts: Sequence[Draft],
    keys: Sequence[str],
    names: Names,
    facts: Sequence[Fact],
    chart: Mapping[int, ChartTask],
) -> tuple[Item, ...]:
    """One item per key, in the order in which the document first names them. `chart` gives the chart task of a draft."""
    groups: dict[str, list[Draft]] = {}
    for draft, key in zip(drafts, keys, strict=True):
        groups.setdefault(key, []).append(draft)
    parents = {key: _parent(group, drafts, keys, key) for key, group in groups.items()}
    own_facts: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.item:
            own_facts.setdefault(fact.item, []).append(fact)
    children: dict[str, list[str]] = {}
    for key, parent in parents.items():
        if parent:
            children.setdefault(parent, []).append(key)
    order = sorted(groups, key=lambda key: (min(draft.line for draft in groups[key]), groups[key][0].index))
    items: dict[str, Item] = {}
    for key in order:
        near = names.near(_enclosing(key, parents))
        items[key] = _item(document, convention, key, groups[key], parents[key], tuple(own_facts.get(key, ())), near, children, chart)
    periods = {key: min(group, key=lambda draft: _rank(draft, document)).period for key, group in groups.items()}
    return tuple(_inherit(item, items, periods) for item in items.values())


def _enclosing(key: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The keys of what encloses an item, innermost first."""
    seen = {key}
    at = parents[key]
    while at and at not in seen:
        yield at
        seen.add(at)
        at = parents.get(at, "")


def _item(
    document: Document, convention: Convention, key: str, group: list[Draft], parent: str, facts: tuple[Fact, ...], names: Names,
    children: Mapping[str, list[str]], chart: Mapping[int, ChartTask],
) -> Item:  # fmt: skip
    primary = min(group, key=lambda draft: _rank(draft, document))
    block = document.blocks[primary.block]
    status, status_span = _status(group, facts, document)
    found, independent = _dependencies(document, convention, key, facts, names, children)
    found = (*found, *_chart_dependencies(document, group, names, chart))
    return Item(
        key=key,
        id=next((draft.id for draft in (primary, *group) if draft.id), ""),
        title=_title(primary, group),
        kind=_kind(primary, group),
        span=document.span(primary.line),
        end_line=max(primary.end_line, primary.line),
        headings=document.heading_path(block),
        parent=parent,
        window=_own_window(primary, group, facts),
        status=status,
        status_span=status_span,
        facts=facts,
        dependencies=_distinct(found),
        independent=independent and not any(dependency.target for dependency in found),
        mentions=tuple(document.span(draft.line) for draft in group if draft is not primary),
    )


def _rank(draft: Draft, document: Document) -> tuple[bool, bool, bool, int]:
    """The place that says most of an item comes first: one in the text, with a name, that heads a section."""
    return draft.node < 0, not draft.title or draft.title == draft.id, document.blocks[draft.block].kind != "heading", draft.index


def _title(primary: Draft, group: list[Draft]) -> str:
    """The words of its own place; where these are only its id ("Sprint 5"), those of another place that names it."""
    named = (draft.title for draft in (primary, *group) if draft.title and fold_id(draft.title) != fold_id(draft.id or primary.id))
    return next(named, primary.title)


def _kind(primary: Draft, group: list[Draft]) -> ItemKind:
    """The kind its own place gives it, unless that is only the default and another place says more ("Objective" above a column)."""
    if primary.kind not in {"initiative", "task"}:
        return primary.kind
    return next((draft.kind for draft in group if draft.kind == "objective"), primary.kind)


def _parent(group: list[Draft], drafts: Sequence[Draft], keys: Sequence[str], key: str) -> str:
    """The nearest enclosing item; a place that says more (a section) wins over a row of an overview. A table in the section of P3 puts P1,
    which has a section of its own, beside P3."""
    families = {id_prefix(draft.id) for draft in group if draft.id and draft.node >= 0 and draft.end_line > draft.line}
    for draft in sorted(group, key=lambda draft: (draft.node < 0, draft.index)):
        if draft.parent is None or keys[draft.parent] == key:
            continue
        beside = drafts[draft.parent].id
        if draft.row >= 0 and beside and id_prefix(beside) in families:
            continue
        return keys[draft.parent]
    return ""


def _own_window(primary: Draft, group: list[Draft], facts: Sequence[Fact]) -> Window | None:
    """The window in the item's title, else the one its facts give: a window, or a start and an end."""
    told = [fact for fact in facts if fact.attribute == "window" and not fact.subject]
    for draft in (primary, *group):
        if draft.window is not None:
            dated = (window for fact in told for window in fact.windows if fact.role == "" and places(window, draft.window))
            return next(dated, draft.window) if draft.window.unit == "sprint" else draft.window
    told.sort(key=lambda fact: ("", "target").index(fact.role) if fact.role in {"", "target"} else 2)  # planned before forecast
    stated = next((window for fact in told if fact.role in {"", "target", "estimate"} for window in fact.windows), None)
    if stated is not None:
        return stated
    start = next((window for fact in facts if fact.attribute == "start" and not fact.subject for window in fact.windows), None)
    end = next((window for fact in facts if fact.attribute == "end" and not fact.subject for window in fact.windows), None)
    if start is None and end is None:
        return None
    text = " - ".join(window.text for window in (start, end) if window is not None)
    if start is not None and end is not None and start.is_relative and start.unit == end.unit:
        return replace(start, text=text, last=end.last, open_ended=end.open_ended)
    if start is not None and end is None and start.is_relative:
        return replace(start, last=None, open_ended=True)  # "Start: week 3": until when is not said
    if end is not None and start is None and end.is_relative:
        return end
    precise = end or start
    return Window(text, start.start if start else None, end.end if end else None, precision=precise.precision if precise else "day")


def _status(group: list[Draft], facts: Sequence[Fact], document: Document) -> tuple[str, Span | None]:
    for fact in facts:
        if fact.attribute == "status" and not fact.subject and not _is_choice(fact) and not _is_of_another(fact, group):
            token = next((token for token in fact.values if token.kind == "status"), None)
            if token is not None and not _is_aside(fact.text[: token.start]):
                return str(token.value), fact.span
    for draft in sorted(group, key=lambda draft: (draft.node < 0, draft.index)):
        if draft.status:
            return draft.status, document.span(draft.line)
    return "", None


def _is_aside(before: str) -> bool:
    """Whether a state behind these words ends a remark in brackets: "Go on with day 4 (days 1-3 done)"."""
    said, bracket, remark = before.rpartition("(")
    return bool(bracket) and ")" not in remark and any(map(str.isalpha, said)) and any(map(str.isalnum, remark))


def _is_of_another(fact: Fact, group: Sequence[Draft]) -> bool:
    """Whether a label tells the state of a numbered thing that is not this item: "Month 4 status" below a heading within that month."""
    told = _NUMBERED.search(fact.label)
    return told is not None and not any(told[0].casefold() in f"{draft.id} {draft.title} {draft.text}".casefold() for draft in group)


def _is_choice(fact: Fact) -> bool:
    """Whether a cell only offers states to choose from: "✅ / ❌"."""
    rest = fact.text
    for token in fact.values:
        rest = rest.replace(token.text, "", 1)
    return "/" in rest and not any(sign.isalnum() for sign in rest)


def _dependencies(
    document: Document, convention: Convention, key: str, facts: Sequence[Fact], names: Names, children: Mapping[str, list[str]]
) -> tuple[tuple[Dependency, ...], bool]:
    found: list[Dependency] = []
    independent = False
    for fact in facts:
        relation = _RELATIONS.get(fact.attribute)
        if relation is None or not fact.text:
            continue
        tokens = fact.values or scan(fact.text, convention)
        read = read_dependencies(
            fact.text, tokens, fact.span.line, fact.span.end_line, relation, document, names, lambda phase: tuple(children.get(phase, ()))
        )
        found += [dependency for dependency in read.found if dependency.target != key]
        independent = independent or read.independent
    return tuple(found), independent


def _chart_dependencies(document: Document, group: list[Draft], names: Names, chart: Mapping[int, ChartTask]) -> tuple[Dependency, ...]:
    return tuple(
        Dependency(name, names.by_id(name), document.span(chart[draft.index].line), "after")
        for draft in group
        if draft.index in chart
        for name in chart[draft.index].after
    )


def _distinct(dependencies: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Each target once: the declared dependency wins over the chart's "after"."""
    seen: set[str] = set()
    kept: list[Dependency] = []
    for dependency in dependencies:
        name = dependency.target or f"?{dependency.text}"
        if name not in seen:
            seen.add(name)
            kept.append(dependency)
    return tuple(kept)


def _inherit(item: Item, items: Mapping[str, Item], periods: Mapping[str, Window | None]) -> Item:
    """The window of the nearest heading or item around it that has one."""
    if item.window is not None:
        return item
    seen = {item.key}
    parent, period = items.get(item.parent), periods[item.key]
    while period is None and parent is not None and parent.key not in seen:
        period = parent.window or periods[parent.key]
        seen.add(parent.key)
        parent = items.get(parent.parent)
    return replace(item, window=period, window_inherited=True) if period is not None else item
