"""Drafts in, blocks out: decides sections by heading levels and list nesting by the column of the markers.

Columns decide, not the nesting CommonMark sees: people indent a bullet under `1.` by two spaces, which CommonMark takes for a new
list, and mix marks it does not know. A marker at least two columns right of another stands under it.
"""

from __future__ import annotations

from msgspec import Struct, field

from agent.documents.draft import Draft
from agent.model.document import Block

_STEP = 2


class _OpenItem(Struct, frozen=True):
    """A list item that later blocks may stand under; `headings` are those in force when it began."""

    index: int
    column: int
    depth: int
    headings: tuple[tuple[int, int], ...]


class _Scope(Struct):
    """The document, or the inside of a blockquote or footnote: its own lists, its own headings on top of the outer ones."""

    parent: int | None
    depth: int
    headings: tuple[tuple[int, int], ...]
    items: list[_OpenItem] = field(default_factory=list)


class BlockBuilder:
    """Collects blocks in source order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._headings: tuple[tuple[int, int], ...] = ()  # (level, index), outermost first
        self._scopes: list[_Scope] = [_Scope(None, 0, ())]

    def enter(self, column: int) -> None:
        """A blockquote or footnote begins; it may stand under the list item left of it."""
        self._leave_items(column)
        parent, depth = self._place()
        self._scopes.append(_Scope(parent, depth, self._headings))

    def leave(self) -> None:
        """The blockquote or footnote ends, and with it the headings inside it."""
        self._headings = self._scopes.pop().headings

    def add(self, draft: Draft) -> Block:
        """Place a draft. Comments and rules stand outside of the list nesting and do not end a list."""
        if draft.kind == "item":
            return self._add_item(draft)
        if draft.kind not in ("html_comment", "footnote") or draft.column:
            self._leave_items(draft.column)
        if draft.kind == "heading":
            return self._add_heading(draft)
        parent, _ = self._place()
        return self._append(draft, parent, 0)

    def _add_item(self, draft: Draft) -> Block:
        self._leave_items(draft.column - _STEP + 1)
        parent, depth = self._place()
        block = self._append(draft, parent, depth)
        self._scopes[-1].items.append(_OpenItem(block.index, draft.column, depth, self._headings))
        return block

    def _add_heading(self, draft: Draft) -> Block:
        parent, _ = self._place()
        self._headings = tuple(entry for entry in self._headings if entry[0] < draft.level)
        block = self._append(draft, parent, draft.level)
        self._headings = (*self._headings, (draft.level, block.index))
        return block

    def _leave_items(self, column: int) -> None:
        """Close the items whose marker does not stand left of `column`."""
        items = self._scopes[-1].items
        while items and items[-1].column >= column:
            self._headings = items.pop().headings

    def _place(self) -> tuple[int | None, int]:
        scope = self._scopes[-1]
        if scope.items:
            return scope.items[-1].index, scope.items[-1].depth + 1
        return scope.parent, scope.depth

    def _append(self, draft: Draft, parent: int | None, depth: int) -> Block:
        block = Block(
            index=len(self.blocks),
            kind=draft.kind,
            line=draft.line,
            end_line=draft.end_line,
            text=draft.text,
            section=self._headings[-1][1] if self._headings else None,
            parent=parent,
            depth=depth,
            marker=draft.marker,
            checked=draft.checked,
            rows=draft.rows,
            info=draft.info,
            bold=draft.bold,
            struck=draft.struck,
            references=draft.references,
        )
        self.blocks.append(block)
        return block
