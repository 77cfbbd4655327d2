"""Presentations: a heading a slide, bullets with their levels, tables, chart data, speaker notes."""

from __future__ import annotations

import io
from itertools import zip_longest
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from agent.documents.office.budget import Budget
from agent.documents.office.pieces import Converted, Piece, Remark
from agent.documents.office.plain_pieces import with_name_levels
from agent.documents.office.slide_shapes import in_reading_order, leads, placed, title_boxes

_BULLETED = frozenset((PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT))
_UNREAD = frozenset((PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER))
_MOST_DEPTH = 20


def convert_slides(data: bytes, budget: Budget) -> Converted:
    """All slides in order. Raises what python-pptx raises on a broken file."""
    deck = pptx.Presentation(io.BytesIO(data))
    pieces: list[Piece] = []
    remarks: list[Remark] = []
    level = 2
    for number, slide in enumerate(deck.slides, start=1):
        if number > budget.pages or budget.spent:
            remarks.append(Remark("truncated", f"only the first {number - 1} slides were read"))
            break
        if slide._element.get("show") == "0":  # the library has no name for it
            remarks.append(Remark("invisible", f"slide {number} is hidden in the show; its text was read"))
        opens = slide.slide_layout._element.get("type") == "secHead"  # a chapter; the slides that follow are below it
        level = 2 if opens else level
        pieces.extend(_slide(slide, f"slide {number}", level, int(deck.slide_height or 0), budget))
        level = 3 if opens else level
    return Converted(tuple(with_name_levels(pieces)), str(deck.core_properties.title or ""), tuple(remarks))


def _slide(slide: Any, place: str, level: int, height: int, budget: Budget) -> list[Piece]:
    own = slide.shapes.title
    text = " ".join(own.text_frame.text.split()) if own is not None and own.has_text_frame else ""
    shapes = [placed(shape) for shape in _shapes(slide.shapes, 0) if own is None or shape.shape_id != own.shape_id]
    title = [] if text else title_boxes(shapes, height)
    text = text or " ".join(box.text for box in title)
    pieces = [Piece("heading", text or place.capitalize(), place, level=level)]
    ordered = in_reading_order(
        [box for box in shapes if (box.text or not box.shape.has_text_frame) and all(box is not one for one in title)]
    )
    for box, following in zip_longest(ordered, ordered[1:]):
        if following is not None and not box.shape.is_placeholder and leads(box, following):
            pieces.append(Piece("paragraph", box.text, place, bold=((0, len(box.text)),)))
        else:
            pieces.extend(_shape(box.shape, place))
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        notes = slide.notes_slide.notes_text_frame.text.replace("\x0b", "\n").strip()
        pieces.extend(Piece("paragraph", part, f"{place} notes") for part in notes.split("\n") if part.strip())
    for piece in pieces:
        budget.take(piece.text + "".join(cell for row in piece.rows for cell, _ in row), sum(len(row) for row in piece.rows))
    return pieces


def _shapes(shapes: Any, depth: int) -> list[Any]:
    found: list[Any] = []
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _MOST_DEPTH:
            found.extend(_shapes(shape.shapes, depth + 1))
        elif not (shape.is_placeholder and shape.placeholder_format.type in _UNREAD):
            found.append(shape)
    return found


def _shape(shape: Any, place: str) -> list[Piece]:
    if getattr(shape, "has_table", False) and shape.has_table:
        return _table(shape.table, place)
    if getattr(shape, "has_chart", False) and shape.has_chart:
        return _chart(shape.chart, place)
    if shape.has_text_frame:
        bulleted = shape.is_placeholder and shape.placeholder_format.type in _BULLETED
        return [piece for paragraph in shape.text_frame.paragraphs if (piece := _paragraph(paragraph, place, bulleted))]
    return []


def _paragraph(paragraph: Any, place: str, bulleted: bool) -> Piece | None:
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    struck: list[tuple[int, int]] = []
    length = 0
    for child in paragraph._p:
        text = "\n" if child.tag == qn("a:br") else "".join(node.text or "" for node in child.iter(qn("a:t")))
        properties = child.find(qn("a:rPr"))
        if properties is not None and text:
            if properties.get("b") in ("1", "true"):
                bold.append((length, length + len(text)))
            if properties.get("strike", "noStrike") != "noStrike":
                struck.append((length, length + len(text)))
        parts.append(text)
        length += len(text)
    text = "".join(parts)
    if not text.strip():
        return None
    marker = _marker(paragraph, bulleted)
    if marker:
        return Piece("item", text, place, level=paragraph.level, marker=marker, bold=tuple(bold), struck=tuple(struck))
    return Piece("paragraph", text, place, bold=tuple(bold), struck=tuple(struck))


def _marker(paragraph: Any, bulleted: bool) -> str:
    """The marker of a bullet; "" for a paragraph. What the slide does not say itself, its placeholder does."""
    properties = paragraph._p.find(qn("a:pPr"))
    if properties is not None:
        if properties.find(qn("a:buNone")) is not None:
            return ""
        if properties.find(qn("a:buChar")) is not None or properties.find(qn("a:buBlip")) is not None:
            return "-"
        if properties.find(qn("a:buAutoNum")) is not None:
            return "1."
    return "-" if bulleted or paragraph.level > 0 else ""


def _table(table: Any, place: str) -> list[Piece]:
    rows = tuple(
        tuple(("" if cell.is_spanned else cell.text_frame.text.replace("\x0b", "\n").strip(), place) for cell in row.cells)
        for row in table.rows
    )
    headed = len(rows) > 1 and bool(table.first_row)
    return [Piece("table", locator=place, rows=rows, header_rows=int(headed))] if rows else []


def _chart(chart: Any, place: str) -> list[Piece]:
    """The numbers behind a chart: a row a category, a column a series."""
    pieces: list[Piece] = []
    if chart.has_title and chart.chart_title.has_text_frame:
        pieces.append(Piece("paragraph", chart.chart_title.text_frame.text, place))
    for plot in chart.plots:
        names = [str(category) for category in plot.categories]
        series = list(plot.series)
        header = (("", place), *((str(one.name), place) for one in series))
        rows = tuple((name, *(_value(one, at) for one in series)) for at, name in enumerate(names))
        if rows and series:
            pieces.append(
                Piece("table", locator=place, rows=(header, *(tuple((text, place) for text in row) for row in rows)), header_rows=1)
            )
    return pieces


def _value(series: Any, at: int) -> str:
    values = series.values
    return "" if at >= len(values) or values[at] is None else f"{values[at]:.10g}"
