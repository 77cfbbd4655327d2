"""The model that was read, as a tree: how a person checks that a roadmap was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from agent.model.roadmap import Fact, Item, Roadmap, Total
from agent.render.amounts import amount, counted, days, spelled_days, spells_out_days
from agent.render.page import Page
from agent.render.terminal import fit, line_number, place, printed
from agent.render.visible import one_line

UNREAD_SHOWN = 8
DEEPEST = 10
# What a reader looks for first; the rest follows by name.
FIRST = ("cost", "effort", "people", "owner", "priority")
# Said by the headline, by the branch below, or by the list of metrics.
ELSEWHERE = frozenset({"window", "status", "depends_on", "metric"})
LABEL_WIDTH = 11
LONG_LABEL_WIDTH = 20  # beside the items, where labels are of all kinds


def show_text(roadmaps: Sequence[Roadmap], page: Page) -> str:
    """Every roadmap as a tree of items, then its metrics, totals and what was left unread."""
    parts: list[RenderableType] = []
    for roadmap in roadmaps:
        parts += [_overview(roadmap, page), ""]
    return printed(parts[:-1], page)


def _overview(roadmap: Roadmap, page: Page) -> RenderableType:
    document = roadmap.document
    about = f"  {document.format}, {roadmap.language}, {counted(len(document.raw_lines), 'line')}"
    head = Text.assemble(place(document.path, 1, 1, page), (about, "faint"))
    title = Text(fit(roadmap.title or document.path, page.width), style="heading")
    read = (_items(roadmap, page), _beside(roadmap, page), _metrics(roadmap, page), _totals(roadmap.totals, page))
    sections = (*read, _closing(roadmap, page))
    return Group(title, head, *(section for section in sections if section is not None))


def _items(roadmap: Roadmap, page: Page) -> RenderableType | None:
    if not roadmap.items:
        return None
    tree = Tree(Text("Items", style="heading"), guide_style="faint")
    known = {item.key for item in roadmap.items}
    _grow(tree, [item for item in roadmap.items if item.parent not in known], roadmap, page, depth=1)
    return Group("", tree)


def _grow(tree: Tree, items: Iterable[Item], roadmap: Roadmap, page: Page, depth: int) -> None:
    for item in items:
        below = roadmap.children(item.key)
        headline = _headline(item, page, page.width - 4 * depth)
        details = _details(item, {child.span.line for child in below}, page)
        branch = tree.add(Group(headline, details) if details is not None else headline)
        if depth < DEEPEST:
            _grow(branch, below, roadmap, page, depth + 1)


def _headline(item: Item, page: Page, room: int) -> Text:
    number = line_number(item.span.path, item.span.line, page)
    own_id = f"{one_line(item.id)} " if item.id and not item.title.startswith(item.id) else ""
    status = f"  {item.status.replace('_', ' ')}" if item.status else ""
    when = _when(item)
    title = fit(item.title, max(room - len(own_id) - len(status) - len(when) - len(number) - 1, 16))
    return Text.assemble((own_id, "key"), title, (when, "when"), (status, _status_style(item.status)), " ", number)


def _when(item: Item) -> str:
    """The item's own window, without repeating what its title says; an inherited one stands with the ancestor."""
    if item.window is None or item.window_inherited:
        return ""
    found = days(item.window)
    if item.window.text.casefold() in item.title.casefold():
        return f" {found}" if found else ""
    return f"  {one_line(item.window.text)}{found}" if not spells_out_days(item.window) else f"  {spelled_days(item.window)}"


def _status_style(status: str) -> str:
    return {"done": "good", "blocked": "error", "cancelled": "error", "at_risk": "warning"}.get(status, "label")


def _details(item: Item, told_below: set[int], page: Page) -> RenderableType | None:
    facts = [fact for fact in item.facts if fact.attribute not in ELSEWHERE and not _is_child(fact, told_below)]
    rows = [(label, _values(list(group), page)) for label, group in groupby(sorted(facts, key=_order), key=_label)]
    needs = _needs(item)
    if needs:
        rows.append(("needs", Text(needs)))
    return _grid(rows, LABEL_WIDTH) if rows else None


def _grid(rows: Iterable[tuple[str, Text]], width: int) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="label", no_wrap=True, width=width)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(fit(label, width), value)
    return grid


def _beside(roadmap: Roadmap, page: Page) -> RenderableType | None:
    """What was read of no item, below the headings it stands under: budgets of the whole plan, tables of figures."""
    told = {id(fact) for item in roadmap.items for fact in item.facts}
    told |= {id(metric.fact) for metric in roadmap.metrics} | {id(total.stated) for total in roadmap.totals}
    facts = [fact for fact in roadmap.facts if id(fact) not in told and fact.attribute != "title" and fact.text.strip()]
    if not facts:
        return None
    tree = Tree(Text("Beside the items" if roadmap.items else "Facts", style="heading"), guide_style="faint")
    for heading, below in groupby(facts, key=lambda fact: fact.headings[-1] if fact.headings else roadmap.title):
        rows = dict.fromkeys((_label(fact), _named(fact, heading), fact.span.line) for fact in below)
        said = ((label, Text.assemble(words, " ", line_number(roadmap.document.path, line, page))) for label, words, line in rows)
        tree.add(Group(fit(heading, page.width - 4), _grid(said, LONG_LABEL_WIDTH)))
    return Group("", tree)


def _named(fact: Fact, heading: str) -> str:
    """The words of a fact, behind what they are of where neither they nor the heading say it."""
    text = one_line(fact.text)
    names = [one_line(name) for name in dict.fromkeys((fact.subject, fact.label)) if name]
    said = f"{text} | {_label(fact)} | {one_line(heading)}".casefold()
    unsaid = [name for name in names if name.casefold() not in said]
    return f"{', '.join(unsaid)}: {text}" if unsaid else text


def _is_child(fact: Fact, told_below: set[int]) -> bool:
    return fact.attribute == "deliverable" and fact.span.line in told_below


def _values(facts: Sequence[Fact], page: Page) -> Text:
    """The values of one attribute, each said once, with its line."""
    said: dict[str, Text] = {}
    for fact in facts:
        name = one_line(fact.subject or fact.label) if fact.attribute and len(facts) > 1 else ""
        words = f"{name}: {one_line(fact.text)}" if name and name.casefold() not in fact.text.casefold() else one_line(fact.text)
        said.setdefault(words.casefold(), Text.assemble(words, " ", line_number(fact.span.path, fact.span.line, page)))
    return Text("\n").join(said.values())


def _needs(item: Item) -> str:
    if item.dependencies:
        return ", ".join(_dependency(dependency.text, dependency.target) for dependency in item.dependencies)
    return "nothing" if item.independent else ""


def _dependency(text: str, target: str) -> str:
    return one_line(text) if target else f"{one_line(text)} (not in this roadmap)"


def _order(fact: Fact) -> tuple[int, str, int]:
    return (FIRST.index(fact.attribute) if fact.attribute in FIRST else len(FIRST), _label(fact), fact.span.line)


def _label(fact: Fact) -> str:
    return one_line(fact.attribute.replace("_", " ") or fact.label.casefold() or "said")


def _metrics(roadmap: Roadmap, page: Page) -> RenderableType | None:
    if not roadmap.metrics:
        return None
    english = roadmap.language == "en"
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(max_width=page.width // 2)
    for _ in range(3):
        grid.add_column()
    for metric in roadmap.metrics:
        value = amount(metric.value, english=english) if metric.value is not None else "no figure"
        context = (metric.role if metric.role != "target" else "", metric.scope, metric.period.text if metric.period else "")
        baseline = f" from {amount(metric.baseline, english=english)}" if metric.baseline else ""
        number = line_number(metric.fact.span.path, metric.fact.span.line, page)
        aside = one_line(", ".join(part for part in context if part))
        grid.add_row(fit(metric.name, page.width // 2), Text(value + baseline, style="number"), Text(fit(aside, 30), style="label"), number)
    return Group("", Text("Metrics", style="heading"), grid)


def _totals(totals: Sequence[Total], page: Page) -> RenderableType | None:
    if not totals:
        return None
    rows: list[RenderableType] = ["", Text("Totals", style="heading")]
    for total in totals:
        number = line_number(total.stated.span.path, total.stated.span.line, page)
        name = one_line(total.stated.subject or total.stated.label or total.measure)
        head = Text.assemble(f"{fit(name, page.width // 2)} ", (amount(total.value), "number"), " ", number)
        terms = total.groupings[0] if total.groupings else ()
        rows.append(head)
        if terms:
            rows.append(Text("  " + fit(" + ".join(amount(value) for _, value in terms), page.width - 2), style="label"))
    return Group(*rows)


def _closing(roadmap: Roadmap, page: Page) -> RenderableType:
    read_of = ((len(roadmap.items), "item"), (len(roadmap.facts), "fact"), (len(roadmap.metrics), "metric"), (len(roadmap.totals), "total"))
    read = ", ".join(counted(number, name) for number, name in read_of)
    share = f"{roadmap.numbers_bound:,} of {roadmap.numbers:,} numbers understood" if roadmap.numbers else "no numbers"
    rows: list[RenderableType] = ["", Text(fit(f"Read {read}; {share}.", page.width), style="label")]
    if roadmap.unread:
        rows.append(_unread(roadmap, page))
    return Group(*rows)


def _unread(roadmap: Roadmap, page: Page) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for unread in roadmap.unread[:UNREAD_SHOWN]:
        number = line_number(roadmap.document.path, unread.line, page)
        grid.add_row(Text("not read", style="warning"), number, fit(unread.text, page.width // 3), Text(unread.reason, style="label"))
    more = len(roadmap.unread) - UNREAD_SHOWN
    return Group(grid, Text(f"and {more:,} more; --json lists them all", style="label")) if more > 0 else grid
