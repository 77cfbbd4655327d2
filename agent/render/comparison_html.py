"""A comparison as one page that stands alone: tables whose every cell opens to the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from agent.model.comparison import Comparison, Planned
from agent.render.comparison_rows import (
    Row,
    calendar_rows,
    change_places,
    change_text,
    likeness,
    places,
    planned_text,
    sections_of,
    shared_row,
)
from agent.render.html import html_page
from agent.render.wording import credit, sentences_of


@dataclass(frozen=True, slots=True)
class PageSection:
    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    key: str
    planned: tuple[Planned, ...]


def comparison_html(comparison: Comparison) -> str:
    """The whole page; nothing in it runs or loads."""
    values = {
        "title": f"Comparison of {len(comparison.roadmaps)} roadmaps",
        "comparison": comparison,
        "sentences": sentences_of(comparison),
        "credit": credit(comparison.wording) if comparison.wording is not None else "",
        "sections": _sections(comparison),
        "shared": tuple(_named(comparison)),
        "alone": tuple(
            Alone(roadmap.key, comparison.only[roadmap.path]) for roadmap in comparison.roadmaps if comparison.only.get(roadmap.path)
        ),
        "places": places,
        "text_of": planned_text,
        "how": change_text,
        "where": change_places,
    }
    return html_page("comparison.html", values, ("comparison.css",))


def _sections(comparison: Comparison) -> tuple[PageSection, ...]:
    found = []
    for title, dimensions in sections_of(comparison):
        anchor = title.casefold().replace(" ", "-")
        found.append(PageSection(anchor, title, tuple(Row(one.name, one.cells, one.note) for one in dimensions)))
        if title == "Time" and (comparison.calendar or comparison.relative):
            found.append(PageSection("calendar", "Calendar", calendar_rows(comparison)))
    return tuple(found)


def _named(comparison: Comparison) -> list[Row]:
    rows = [(shared, shared_row(shared, comparison)) for shared in comparison.shared]
    return [Row(row.name, row.cells, "; ".join(filter(None, (likeness(shared), row.note)))) for shared, row in rows]
