"""The model that was read, as a tree: how a person checks that a roadmap was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from agent.model.roadmap import Fact, Item, Metric, Roadmap, Total
from agent.render.amounts import amount, window
from agent.render.page import Page
from agent.render.terminal import fit, line_number, place, printed
from agent.render.visible import one_line

UNREAD_SHOWN = 5
# What a reader looks for first; the rest follows in the order of the document.
FIRST = ("window", "cost", "effort", "people", "owner", "priority", "status")
ALREADY_SHOWN = frozenset({"window", "status", "depends_on"})


def show_text(roadmaps: Sequence[Roadmap], page: Page) -> str:
    """Every roadmap as a tree of items, then its metrics, totals and what was left unread."""
    parts: list[RenderableType] = []
    for roadmap in roadmaps:
        parts += [_overview(roadmap, page), ""]
    return printed(parts[:-1], page)


def _overview(roadmap: Roadmap, page: Page) -> RenderableType:
    path = roadmap.document.path
    title = Text.assemble((fit(roadmap.title or path, page.width), "heading"))
    about = Text.assemble(
        place(path, 1, 1, page), (f"  {roadmap.document.format}, {roadmap.language}, {len(roadmap.document.lines):,} lines", "faint")
    )
    sections = [_items(roadmap, page), _metrics(roadmap.metrics, page), _totals(roadmap.totals, page), _closing(roadmap, page)]
    return Group(title, about, *(section for section in sections if section is not None))


def _items(roadmap: Roadmap, page: Page) -> Tree | None:
    if not roadmap.items:
        return None
    tree = Tree(Text("Items", style="heading"), guide_style="faint")
    known = {item.key for item in roadmap.items}
    _grow(tree, [item for item in roadmap.items if item.parent not in known], roadmap, page, depth=1)
    return tree


def _grow(tree: Tree, items: Iterable[Item], roadmap: Roadmap, page: Page, depth: int) -> None:
    for item in items:
        room = page.width - 4 * depth
        branch = tree.add(Text("\n").join([_headline(item, page, room), *_details(item, room)]))
        if depth < 12:
            _grow(branch, roadmap.children(item.key), roadmap, page, depth + 1)


def _headline(item: Item, page: Page, room: int) -> Text:
    number = line_number(item.span.path, item.span.line, page)
    own_id = f"{one_line(item.id)} " if item.id and not item.title.startswith(item.id) else ""
    status = f" [{item.status.replace('_', ' ')}]" if item.status else ""
    title = fit(item.title, room - len(own_id) - len(status) - len(number) - 1)
    return Text.assemble((own_id, "key"), title, (status, _status_style(item.status)), " ", number)


def _status_style(status: str) -> str:
    return {"done": "good", "blocked": "error", "at_risk": "warning"}.get(status, "faint")


def _details(item: Item, room: int) -> list[Text]:
    pieces = []
    if item.window is not None:
        pieces.append(("when", window(item.window) + (" (from its phase)" if item.window_inherited else "")))
    facts = sorted((fact for fact in item.facts if fact.attribute not in ALREADY_SHOWN), key=_order)
    pieces += [(_label(fact), fact.text) for fact in facts]
    if item.dependencies:
        pieces.append(("needs", ", ".join(_dependency(text, target) for text, target in _targets(item))))
    elif item.independent:
        pieces.append(("needs", "nothing"))
    return [Text.assemble((f"{label} ", "label"), fit(text, room - len(label) - 1)) for label, text in pieces]


def _targets(item: Item) -> list[tuple[str, str]]:
    return [(dependency.text, dependency.target) for dependency in item.dependencies]


def _dependency(text: str, target: str) -> str:
    return one_line(text) if target else f"{one_line(text)} (not in this roadmap)"


def _order(fact: Fact) -> tuple[int, int]:
    return (FIRST.index(fact.attribute) if fact.attribute in FIRST else len(FIRST), fact.span.line)


def _label(fact: Fact) -> str:
    return one_line(fact.attribute.replace("_", " ") or fact.label or "said")


def _metrics(metrics: Sequence[Metric], page: Page) -> RenderableType | None:
    if not metrics:
        return None
    tree = Tree(Text("Metrics", style="heading"), guide_style="faint")
    for metric in metrics:
        value = amount(metric.value) if metric.value is not None else "no figure"
        scope = ", ".join(filter(None, (metric.role, metric.statistic, metric.scope, metric.period.text if metric.period else "")))
        number = line_number(metric.fact.span.path, metric.fact.span.line, page)
        extra = f"  {one_line(scope)}" if scope else ""
        name = fit(metric.name, page.width - 4 - len(value) - len(extra) - len(number) - 3)
        tree.add(Text.assemble(f"{name} ", (value, "number"), (extra, "faint"), " ", number))
    return tree


def _totals(totals: Sequence[Total], page: Page) -> RenderableType | None:
    if not totals:
        return None
    tree = Tree(Text("Totals", style="heading"), guide_style="faint")
    for total in totals:
        terms = total.groupings[0] if total.groupings else ()
        number = line_number(total.stated.span.path, total.stated.span.line, page)
        stated = f"{total.measure} {amount(total.value)}"
        sum_text = (
            fit(" = " + " + ".join(amount(value) for _, value in terms), page.width - 4 - len(stated) - len(number) - 1) if terms else ""
        )
        tree.add(Text.assemble((stated, "number"), sum_text, " ", number))
    return tree


def _closing(roadmap: Roadmap, page: Page) -> RenderableType:
    counts = (
        (roadmap.items, "item"),
        (roadmap.facts, "fact"),
        (roadmap.metrics, "metric"),
        (roadmap.totals, "total"),
        (roadmap.equations, "equation"),
    )
    read = ", ".join(f"{len(values):,} {name}{'' if len(values) == 1 else 's'}" for values, name in counts)
    share = f"{roadmap.numbers_bound:,} of {roadmap.numbers:,} numbers understood" if roadmap.numbers else "no numbers"
    lines = [Text(fit(f"Read: {read}; {share}.", page.width), style="faint")]
    for unread in roadmap.unread[:UNREAD_SHOWN]:
        number = line_number(roadmap.document.path, unread.line, page)
        lines.append(
            Text.assemble(("  not read ", "warning"), number, fit(f" {unread.text}: {unread.reason}", page.width - 11 - len(number)))
        )
    if len(roadmap.unread) > UNREAD_SHOWN:
        lines.append(Text(f"  and {len(roadmap.unread) - UNREAD_SHOWN:,} more (--coverage counts them, --json lists them)", style="faint"))
    return Group(*lines)
