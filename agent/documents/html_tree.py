"""HTML to drafts with Python's own tokenizer: headings, paragraphs, items, tables, preformatted text, comments.

Nothing is executed or fetched.
"""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct, structs
from msgspec.structs import replace

from agent.documents.bullets import split_paragraph, task_box
from agent.documents.draft import Draft
from agent.documents.heads import header_rows
from agent.documents.html_names import BREAKING, INLINE_OR_BLOCK, UNREAD, VOID, is_hidden
from agent.documents.html_style import Look, StyleSheet, list_level, task_state
from agent.documents.html_table import HtmlTable
from agent.documents.html_text import BREAK, Laid, TextRun
from agent.documents.ranges import within
from agent.expressions import expression
from agent.model.document import BlockKind, Row

_LOOKS = {"b": Look(bold=True), "strong": Look(bold=True), "s": Look(struck=True), "del": Look(struck=True), "strike": Look(struck=True)}
_LOOKS["span"] = Look()


def html_drafts(text: str, first_line: int) -> list[Draft]:
    """The blocks of a piece of HTML whose first line is `first_line` (1-based).

    Scripts and styles give none; text in elements that are not shown comes out as comments.
    """
    return [_moved(draft, first_line - 1) for draft in _read(text).drafts]


def html_page(text: str) -> tuple[list[Draft], str]:
    """The blocks of a whole page, and its title."""
    reader = _read(text)
    return [_headed(draft) for draft in reader.drafts], " ".join(reader.title.split())


def _headed(draft: Draft) -> Draft:
    """A table with its header, if it marks none: exports of office programs make every cell a plain one."""
    if draft.kind != "table" or draft.rows[0].header:
        return draft
    headers = header_rows([[cell.text for cell in row.cells] for row in draft.rows])
    return replace(draft, rows=tuple(replace(row, header=at < headers) for at, row in enumerate(draft.rows)))


# The tokenizer looks for the end of each tag and comment to the end of the text, time and again where there is none. What cannot be
# one (another `<` comes before the next `>`, or no `-->` follows) is therefore hidden from it behind a private character.
_STRAY = expression(r"<(?!!--)(?=[^<>]*(?:<|\Z))")
_LESS = "\uf8fe"


def _read(text: str) -> _Reader:
    reader = _Reader()
    last = text.rfind("-->") + 1
    reader.feed(_STRAY.sub(_LESS, text[:last]) + _STRAY.sub(_LESS, text[last:].replace("<!--", f"{_LESS}!--")))
    reader.close()
    reader.finish()
    reader.drafts.sort(key=lambda draft: draft.line)
    return reader


def _moved(draft: Draft, by: int) -> Draft:
    return structs.replace(draft, line=draft.line + by, end_line=draft.end_line + by, rows=tuple(_moved_row(row, by) for row in draft.rows))


def _moved_row(row: Row, by: int) -> Row:
    cells = tuple(replace(cell, line=cell.line + by, end_line=cell.end_line + by) for cell in row.cells)
    return Row(cells, row.line + by, row.end_line + by, row.header)


class _List(Struct):
    """A list that is open: how deep it stands, and the next number of a numbered one."""

    level: int
    number: int | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[Draft] = []
        self.title = ""
        self._run = TextRun()
        self._kind: BlockKind = "paragraph"
        self._level, self._marker = 0, ""
        self._checked: bool | None = None
        self._lists: list[_List] = []
        self._looks: dict[str, list[Look]] = {name: [] for name in _LOOKS}  # of the elements that are open, by name
        self._bold = self._struck = 0  # how many of them make text strong, or struck: counted, for pages may leave thousands open
        self._sheet = StyleSheet()
        self._broken = 0  # the line of a <br> that no text has followed yet
        self._dark, self._dark_depth = "", 0  # the element whose text is not shown, and how deep in it we are
        self._secret = TextRun()
        self._tables: list[HtmlTable] = []
        self._verbatim = False

    @property
    def _line(self) -> int:
        return self.getpos()[0]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if self._dark:
            self._dark_depth += tag == self._dark
        elif tag in UNREAD or (tag not in VOID and ("hidden" in values or is_hidden(values.get("style", "")))):
            self._dark, self._dark_depth = tag, 1
        elif tag not in INLINE_OR_BLOCK:
            self.handle_data(self.get_starttag_text() or "")
        else:
            self._start(tag, values)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attributes)
        elif tag not in INLINE_OR_BLOCK and not self._dark:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._dark:
            self._dark_depth -= tag == self._dark
            if self._dark_depth <= 0:
                self._end_dark()
        elif tag not in INLINE_OR_BLOCK:
            self.handle_data(f"</{tag}>")
        elif self._tables and tag in ("td", "th", "tr", "thead", "table"):
            self._end_in_table(tag)
        else:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        text = data.replace("\r", " ").replace(_LESS, "<")
        if self._dark:
            if self._dark not in UNREAD:
                self._secret.add(self._line, text)
            elif self._dark == "title":
                self.title += text
            elif self._dark == "style":
                self._sheet.read(data)
            return
        if self._broken and text.strip():
            self._break(self._line + text[: len(text) - len(text.lstrip())].count("\n"))
        self._run.add(self._line, text, bold=self._bold > 0, struck=self._struck > 0)

    def handle_comment(self, data: str) -> None:
        self.drafts.append(Draft("html_comment", self._line, self._line + data.count("\n"), data.replace(_LESS, "<"), column=1))

    def finish(self) -> None:
        """Write what is still open at the end."""
        if self._dark:
            self._end_dark()
        while self._tables:
            self._end_in_table("table")
        self._flush()

    def _start(self, tag: str, values: dict[str, str]) -> None:
        in_cell = self._in_cell()
        if tag in BREAKING and not in_cell:
            self._flush()
        if tag in _LOOKS:
            look = self._sheet.look(_LOOKS[tag], values)
            self._looks[tag].append(look)
            self._bold, self._struck = self._bold + look.bold, self._struck + look.struck
        elif tag == "img":
            self._run.add(self._line, " ".join(values.get("alt", "").split()))
        elif tag == "input" and values.get("type") == "checkbox":
            self._checked = "checked" in values
        elif tag == "br" or (in_cell and tag in ("li", "p", "div")):
            self._run.add(self._line, BREAK if in_cell and self._run.pieces else " ")
            self._broken = 0 if in_cell else self._line
        elif self._tables and tag in ("thead", "tr", "td", "th"):
            self._start_in_table(tag, values)
        elif not in_cell:
            self._start_block(tag, values)

    def _start_block(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_List(list_level(values, len(self._lists)), _first_number(values) if tag == "ol" else None))
        elif tag in ("li", "dd"):
            self._kind, self._marker = "item", "-"
            if tag == "li":
                self._checked = task_state(values)
            if tag == "li" and self._lists and self._lists[-1].number is not None:
                self._marker = f"{self._lists[-1].number}."
                self._lists[-1].number += 1
        elif tag == "div" and (state := task_state(values)) is not None:
            self._checked = state
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._kind, self._level = "heading", int(tag[1])
        elif tag == "pre":
            self._kind, self._verbatim = "fence", True
        elif tag == "table":
            self._tables.append(HtmlTable(2 * len(self._lists)))

    def _start_in_table(self, tag: str, values: dict[str, str]) -> None:
        table = self._tables[-1]
        if tag == "thead":
            table.in_head = True
        elif tag == "tr":
            self._end_cell()
            table.begin_row(self._line)
        else:
            self._end_cell()
            self._run = TextRun()
            table.begin_cell(self._line, header=tag == "th", colspan=values.get("colspan", ""), rowspan=values.get("rowspan", ""))

    def _end(self, tag: str) -> None:
        if tag in _LOOKS:
            if self._looks[tag]:
                look = self._looks[tag].pop()
                self._bold, self._struck = self._bold - look.bold, self._struck - look.struck
        elif tag in BREAKING and not self._in_cell():
            self._flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()

    def _end_in_table(self, tag: str) -> None:
        table = self._tables[-1]
        self._end_cell()
        if tag in ("tr", "thead"):
            table.end_row()
            table.in_head = table.in_head and tag != "thead"
        elif tag == "table":
            rows = self._tables.pop().finished()
            if rows:
                self.drafts.append(Draft("table", rows[0].line, max(row.end_line for row in rows), column=table.column, rows=rows))

    def _end_cell(self) -> None:
        if self._in_cell():
            self._tables[-1].end_cell(self._run.laid())
            self._run = TextRun()

    def _end_dark(self) -> None:
        laid = self._secret.laid()
        if laid.line:
            self.drafts.append(Draft("html_comment", laid.line, laid.end_line, laid.text, column=1))
        self._secret = TextRun()
        self._dark, self._dark_depth = "", 0

    def _break(self, line: int) -> None:
        """What stands behind a <br> begins a line of its own; where the source goes on in its own next line, it does so anyhow."""
        if self._broken == line and self._kind in ("paragraph", "item") and not self._in_cell():
            self._flush()
        self._broken = 0

    def _flush(self) -> None:
        """End the current paragraph, item, heading or preformatted text."""
        laid = self._run.laid(verbatim=self._verbatim)
        self._run, self._broken = TextRun(), 0
        kind, level, checked, marker = self._kind, self._level, self._checked, self._marker
        if laid.line or kind != "item":
            self._kind, self._level, self._checked, self._marker, self._verbatim = "paragraph", 0, None, "", False
        if not laid.line:
            return  # an item whose text comes in a <p> is still an item
        depth = self._lists[-1].level + 1 if self._lists else 0
        column = 2 * max(0, depth - (kind == "item"))
        if kind == "item":
            state, cut = task_box(laid.text)
            self._add(kind, laid, cut, column, marker, state if checked is None else checked)
        elif kind == "paragraph":
            self._paragraph(laid, column)
        else:
            self._add(kind, laid, 0, column, marker, checked, level)

    def _paragraph(self, laid: Laid, column: int) -> None:
        """A paragraph, or the items that its lines are in all but name."""
        lines = laid.text.split("\n")
        start = 0
        for piece in split_paragraph(lines, numbered=True):
            stop = start + sum(len(line) + 1 for line in lines[piece.start : piece.stop])
            text = laid.text[start : stop - 1]
            own = Laid(
                laid.line + piece.start, laid.line + piece.stop - 1, text, *(within(r, start, len(text)) for r in (laid.bold, laid.struck))
            )
            start = stop
            if piece.kind == "item":
                checked, box = task_box(text[piece.cut :])
                self._add("item", own, piece.cut + box, column, piece.marker, piece.checked if checked is None else checked)
            elif piece.kind == "text":
                self._add("paragraph", own, 0, column)

    def _add(
        self, kind: BlockKind, laid: Laid, cut: int, column: int, marker: str = "", checked: bool | None = None, level: int = 0
    ) -> None:
        """Write a draft; `cut` characters at the start of its text are its marker."""
        text = laid.text[cut:]
        bold, struck = (within(ranges, cut, len(text)) for ranges in (laid.bold, laid.struck))
        self.drafts.append(Draft(kind, laid.line, laid.end_line, text, column, level, marker, checked, bold=bold, struck=struck))

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].in_cell


def _first_number(values: dict[str, str]) -> int:
    start = values.get("start", "")
    return int(start) if start.isdecimal() and len(start) < 6 else 1
