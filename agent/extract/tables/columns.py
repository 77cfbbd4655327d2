"""The columns of a table: which hold ids, values of an attribute, periods, roles, scenarios or totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.tree.notes import header_unit
from agent.extract.wording.meanings import header_meaning
from agent.extract.wording.numbering import id_prefix, numbered_reference
from agent.extract.wording.roles import column_role
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.scenarios import is_between_scenarios, scenario_named
from agent.extract.wording.words import is_join, is_total
from agent.facts import LabelMeaning, lookup_label, normalise
from agent.facts.calendar_words import relative_units
from agent.facts.headers import HeaderUnit
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.roadmap import Role
from agent.model.token import Token

ColumnUse = Literal["id", "name", "attribute", "period", "role", "scenario", "item", "total", "value"]
_BRACKETS = expression(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_LETTERS = expression(r"[^\W\d_]+")
# Columns of ids that are those of other items.
_REFERRING = frozenset({"depends_on", "blocks", "after", "before"})
_TIMES = frozenset({"window", "start", "end", "duration"})


class Column(Struct, frozen=True):
    """`label` is the header without its unit and brackets; `meaning` what the lexicon says of it."""

    index: int
    header: str
    label: str
    use: ColumnUse
    meaning: LabelMeaning | None = None
    unit: HeaderUnit | None = None
    window: Window | None = None
    role: Role = ""
    scenario: str = ""


def read_columns(scanned: Scanned, block: Block, headers: Sequence[int], body: tuple[int, ...]) -> list[Column]:
    """All columns of a table; `headers` and `body` are the indexes of its rows."""
    width = max(len(row.cells) for row in block.rows)
    texts = [_header_text(block, headers, column) for column in range(width)]
    columns = [_column(scanned, block, headers, column, texts[column], body) for column in range(width)]
    return _with_baselines(_with_middle(columns))


def _with_middle(columns: list[Column]) -> list[Column]:
    """The column between a pessimistic and an optimistic one ("Base", 基本) is a scenario, too."""
    if not {"pessimistic", "optimistic"} <= {column.scenario for column in columns}:
        return columns
    return [
        replace(column, use="scenario", scenario="base", role="", meaning=None)
        if not column.scenario and column.index and is_between_scenarios(column.header)
        else column
        for column in columns
    ]


def as_name(column: Column) -> Column:
    """The column as the one that names the rows."""
    return replace(column, use="name")


def _with_baselines(columns: list[Column]) -> list[Column]:
    """A period without a role before the period of the target is where things start from."""
    targets = [
        column.window.start
        for column in columns
        if column.role == "target" and column.window is not None and column.window.start is not None
    ]
    if not targets:
        return columns
    return [
        replace(column, role="baseline")
        if column.use == "period"
        and not column.role
        and column.window is not None
        and column.window.start is not None
        and column.window.start < min(targets)
        else column
        for column in columns
    ]


def _header_text(block: Block, headers: Sequence[int], column: int) -> str:
    parts: list[str] = []
    for at in headers:
        cells = block.rows[at].cells
        if cells[column].text and cells[column].text not in parts:
            parts.append(cells[column].text)
    return " ".join(" / ".join(parts).split())


def _column(scanned: Scanned, block: Block, headers: Sequence[int], index: int, text: str, body: tuple[int, ...]) -> Column:
    tokens = [token for at in headers for token in scanned.cells.get((block.index, at, index), ())]
    unit = header_unit(text, scanned.convention)
    label = _without_unit(" ".join(_BRACKETS.sub(" ", text).split()) or text, unit)
    window = next((token.value for token in tokens if isinstance(token.value, Window)), None)
    below = [token for at in body for token in scanned.cells.get((block.index, at, index), ())]
    meaning = header_meaning(label, below)
    role = column_role(text)
    use = _use(scanned, block, index, text, label, window, tokens, meaning, role, body)
    return Column(index, text, label, use, meaning, unit, window, role, scenario_named(text))


def _without_unit(label: str, unit: HeaderUnit | None) -> str:
    """ "Budget £k" without its unit of money, which is no word of the label."""
    words = label.split()
    money = unit is not None and unit.kind == "money" and len(words) > 1 and not words[-1].isalpha()
    return " ".join(words[:-1]) if money else label


def _use(
    scanned: Scanned, block: Block, index: int, text: str, label: str, window: Window | None, tokens: list[Token],
    meaning: LabelMeaning | None, role: Role, body: tuple[int, ...],
) -> ColumnUse:  # fmt: skip
    if _is_id_column(scanned, block, index, label, body):
        return "id"
    if window is not None and _only_tokens(text, tokens, role):
        return "period"
    if is_total(label):
        return "total"
    if numbered_reference(label) and normalise(label).startswith(normalise(numbered_reference(label)[0])):  # type: ignore[index]
        return "item"
    if scenario_named(text):
        return "scenario"
    if (
        meaning is not None
        and meaning.attribute
        and meaning.attribute not in {"title", "id", "target", "baseline", "actual", "total", "subtotal"}
    ):
        return "attribute"
    if role:
        return "role"
    return "value"


def _is_id_column(scanned: Scanned, block: Block, index: int, label: str, body: tuple[int, ...]) -> bool:
    """Most cells are nothing but an id, or a running number under a header such as "#" or "No"."""
    cells = [(block.rows[at].cells[index].text, scanned.cells.get((block.index, at, index), ())) for at in body]
    filled = [(text, tokens) for text, tokens in cells if text]
    if not filled or index > 2:
        return False
    meaning = lookup_label(label)
    told_apart = len({normalise(text) for text, _ in filled}) * 10 >= len(filled) * 8  # what names several rows identifies none
    if (meaning is not None and meaning.attribute == "id") or label in {"#", "№"}:
        return all(len(text) <= 24 for text, _ in filled) and (told_apart or meaning is None or meaning.confidence == 1.0)
    if (meaning is not None and meaning.attribute in _REFERRING | _TIMES) or relative_units().get(normalise(label)) is not None:
        return False
    if not told_apart:
        return False
    whole = sum(
        1 for text, tokens in filled if len(tokens) == 1 and tokens[0].kind == "id" and len(tokens[0].text) >= len(text.strip()) - 1
    )
    return whole * 10 >= len(filled) * 6 and len({id_prefix(text) for text, _ in filled}) <= 6 and len(filled) >= 2


def _only_tokens(text: str, tokens: list[Token], role: Role) -> bool:
    """Whether a header says nothing but its period: "Q1", "Dec 2026 (target)", "Year 2", "Ist 2025"."""
    rest = text
    for token in tokens:
        rest = rest.replace(token.text, " ")
    words = [word for word in _LETTERS.findall(rest) if not is_join(word)]
    return not words or (bool(role) and len(words) <= 2)
