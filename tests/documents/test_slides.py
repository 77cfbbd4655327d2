"""Slides without placeholders: which text names them, and in what order their text boxes are read."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.util import Inches, Pt

from agent.documents import read_bytes
from agent.model.document import Document
from tests.documents.invariants import assert_promises_kept
from tests.documents.shapes import texts

Box = tuple[float, float, float, str, int]  # left and top in inches, width, text, size in points


def read(slides: Any) -> Document:
    buffer = io.BytesIO()
    slides.save(buffer)
    document = read_bytes(buffer.getvalue(), "plan.pptx")
    assert_promises_kept(document)
    return document


def slide_of(*boxes: Box, layout: int = 6) -> Any:
    """A presentation of one slide of text boxes."""
    slides = pptx.Presentation()
    put_boxes(slides.slides.add_slide(slides.slide_layouts[layout]), *boxes)
    return slides


def put_boxes(slide: Any, *boxes: Box) -> None:
    for left, top, width, text, size in boxes:
        frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.4)).text_frame
        frame.text = text
        if size:
            frame.paragraphs[0].runs[0].font.size = Pt(size)


def test_the_largest_text_of_the_upper_half_names_a_slide_without_a_title() -> None:
    title = [(0.5, 0.8, 6, "Ponds dry out", 32), (0.5, 1.4, 6, "in every summer", 32)]
    rest = [(0.5, 3, 6, "71%", 60), (0.5, 5, 8, "Most of the gardeners lose all their fish.", 14)]
    document = read(slide_of((0.5, 0.3, 4, "THE PROBLEM", 12), *title, *rest))
    assert texts(document, "heading") == ["Ponds dry out in every summer"]
    assert texts(document, "paragraph") == ["THE PROBLEM", "71%", "Most of the gardeners lose all their fish."]


@pytest.mark.parametrize(
    "boxes",
    [
        [(0.5, 0.3, 4, "Ponds", 14), (0.5, 2, 6, "They dry out in every summer.", 14)],  # all of one size
        [(0.5, 0.3, 4, "$5,000", 40), (0.5, 2, 6, "is what a pond costs.", 14)],
        [(0.5, 0.3, 4, "We say:", 40), (0.5, 2, 6, "a pond is what a garden needs.", 14)],
    ],
)
def test_a_slide_that_nothing_names_keeps_its_number(boxes: list[Box]) -> None:
    assert texts(read(slide_of(*boxes)), "heading") == ["Slide 1"]


def test_cards_side_by_side_are_read_one_after_the_other() -> None:
    leads = [(0.5 + 3 * n, 2, 2, text, 18) for n, text in enumerate(("Dig", "Line", "Fill"))]
    bodies = [(0.5 + 3 * n, 2.5, 2, f"It takes {n + 2} days and two friends.", 12) for n in range(3)]
    document = read(slide_of((0.5, 0.3, 8, "How we build it", 32), *bodies, *leads))
    assert texts(document, "paragraph") == [text for lead, body in zip(leads, bodies, strict=True) for text in (lead[3], body[3])]
    assert [bool(block.bold) for block in document.blocks if block.kind == "paragraph"] == [True, False] * 3


def test_rows_that_are_all_alike_are_read_row_by_row() -> None:
    rows = [("Dig", "May", "$5"), ("Line", "June", "$7"), ("Fill", "July", "$1")]
    boxes = [(0.5 + 3 * column, 2 + 0.5 * row, 2, text, 14) for row, cells in enumerate(rows) for column, text in enumerate(cells)]
    document = read(slide_of((0.5, 0.3, 8, "The steps", 32), *boxes))
    assert texts(document, "paragraph") == [text for cells in rows for text in cells]


def test_slides_stand_below_the_slide_that_opens_their_chapter() -> None:
    slides = pptx.Presentation()
    for layout, title in ((0, "Pond"), (2, "Phase 1"), (1, "Digging"), (2, "Phase 2"), (1, "Lining")):
        slides.slides.add_slide(slides.slide_layouts[layout]).shapes.title.text = title
    document = read(slides)
    assert [(block.depth, block.text) for block in document.blocks] == [
        (2, "Pond"),
        (2, "Phase 1"),
        (3, "Digging"),
        (2, "Phase 2"),
        (3, "Lining"),
    ]
