"""An answer as a person reads it: the answer first, then its computation and the lines it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from agent.expressions import expression
from agent.model.answer import Answer, Citation
from agent.model.chunk import Retrieved
from agent.render.amounts import counted
from agent.render.page import Page
from agent.render.terminal import fit, place, printed
from agent.render.visible import one_line, visible

QUOTE_LINES = 4
LOOKED_AT = 5
COMPARING = frozenset("=≠<>≤≥")  # a formula with one of these says its result itself
CITED = expression(r"\[\d{1,3}\]")


def answer_text(answer: Answer, page: Page, passages: Sequence[Retrieved] = ()) -> str:
    """The answer, its computation, its citations; of a refusal what was looked at; then the passages of the search, if given."""
    parts: list[RenderableType] = [_words(answer)]
    if answer.computation is not None:
        parts += ["", _computation(answer)]
    if answer.citations:
        parts += ["", *(_citation(citation, page) for citation in answer.citations)]
    if answer.retrieved and not answer.answered:
        parts += ["", _looked_at(answer, page)]
    if passages:
        parts += ["", _searched(passages, page)]
    return printed(parts, page)


def _words(answer: Answer) -> Text:
    text = Text(visible(answer.answer.strip()), style="" if answer.answered else "warning")
    text.highlight_regex(CITED, "place")
    return text


def _computation(answer: Answer) -> Text:
    assert answer.computation is not None
    formula = one_line(answer.computation.formula)
    result = f" = {one_line(answer.computation.expected)}" if answer.computation.expected and not COMPARING & set(formula) else ""
    return Text.assemble(("Computed: ", "label"), (formula + result, "number"))


def _citation(citation: Citation, page: Page) -> RenderableType:
    head = Text.assemble((f"[{citation.n}] ", "place"), place(citation.path, citation.line, citation.end_line, page, citation.locator))
    lines = [line.strip() for line in visible(citation.quote).split("\n") if line.strip()]
    # One long sentence wraps; of several lines, table rows mostly, each keeps to its own.
    shown = lines if len(lines) == 1 else [fit(line, page.width - 4) for line in lines[:QUOTE_LINES]]
    left = len(lines) - QUOTE_LINES
    more = [f"… {counted(left, 'more line')}"] if left > 0 else []
    return Group(head, Padding(Text("\n".join([*shown, *more]), style="quote"), (0, 0, 0, 4)))


def _looked_at(answer: Answer, page: Page) -> RenderableType:
    rows = [Text.assemble("  ", place(passage.path, passage.line, passage.end_line, page)) for passage in answer.retrieved[:LOOKED_AT]]
    return Group(Text("Looked at:", style="label"), *rows)


def _searched(passages: Sequence[Retrieved], page: Page) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    grid.add_row(*(Text(name, style="label") for name in ("score", "words", "meaning", "passage")))
    for found in passages:
        chunk = found.chunk
        where = place(chunk.path, chunk.line, chunk.end_line, page)
        grid.add_row(f"{found.score:.2f}", _score(found.lexical), _score(found.semantic), where)
    return grid


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
