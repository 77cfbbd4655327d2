"""Charts are shapes and words in the colours of the page, the same bytes every time, whatever the words are."""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.render.charts.canvas import COLOURS, Canvas
from agent.render.charts.gantt import MOST_ROWS, drawn_rows, gantt, legend
from agent.render.charts.graph import MOST_NODES, dependency_graph, drawn_links
from agent.render.charts.heat_map import colour_of, heat_map
from agent.render.charts.promises import MOST_ROWS as MOST_PROMISES
from agent.render.charts.promises import drawn_promises, promises_chart
from agent.render.charts.totals import MOST_ROWS as MOST_TOTALS
from agent.render.charts.totals import drawn_totals, totals_chart
from tests.report.reports import corpus, harbour, report_of

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg": {"role", "aria-labelledby", "viewBox", "width", "height"},
    "title": {"id"},
    "desc": {"id"},
    "path": {"d", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"},
    "text": {"x", "y", "fill", "font-size", "font-weight", "text-anchor"},
}
TODAY = date(2026, 5, 4)


def checked(svg: str) -> Element:
    """The drawing, parsed; only known elements and attributes, only colours of the page."""
    root: Element = fromstring(svg)
    for part in root.iter():
        name = part.tag.removeprefix(SVG)
        assert set(part.attrib) <= ALLOWED[name]
        for colour in (part.get("fill"), part.get("stroke")):
            assert colour is None or colour == "none" or re.fullmatch(r"var\(--[a-z0-9-]+\)", colour)
            assert colour in (None, "none") or colour[6:-1] in COLOURS
    return root


def words(root: Element) -> list[str]:
    return [part.text or "" for part in root.iter(f"{SVG}text")]


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    canvas = Canvas(200, 40)
    canvas.text(10, 20, text)
    shown = words(checked(canvas.svg("x", text, text)))
    assert len(shown) == 1


@pytest.mark.parametrize("text", ["$12 and $13", "日本語", "<script>x</script>", "a]]>b", "&amp;", "\\frac{1}{2}", "_^%#1", "مرحبا"])
def test_formulas_markup_and_rare_letters_are_text(text: str) -> None:
    canvas = Canvas(200, 40)
    canvas.text(10, 20, text, bold=True)
    root = checked(canvas.svg("x", text, text))
    assert words(root) == [text]
    assert root.findtext(f"{SVG}title") == text


def test_the_same_drawing_is_the_same_bytes() -> None:
    bars, links = harbour().timeline, harbour().dependencies
    assert gantt("t", "T", bars, links, TODAY) == gantt("t", "T", bars, links, TODAY)


def test_the_timeline_has_a_label_for_each_bar_a_mark_for_critical_ones_and_today() -> None:
    said = words(checked(gantt("t", "T", harbour().timeline, harbour().dependencies, TODAY)))
    assert {"◆ H1 Accounts", "H2 Seat plans", "◆ H3 Payments", "H4 Box office", "◆ H5 Mobile tickets"} <= set(said)
    assert "today, 2026-05-04" in said
    assert "2026-03" in said


def test_no_label_of_the_timeline_leaves_the_drawing() -> None:
    report = corpus()
    for path in {bar.path for bar in report.timeline}:
        bars = [bar for bar in report.timeline if bar.path == path and bar.unit == report.timeline[0].unit] or [
            bar for bar in report.timeline if bar.path == path
        ]
        root = checked(gantt("t", "T", bars, [], TODAY))
        width = float(root.get("width", "0"))
        assert all(0 <= float(part.get("x", "-1")) <= width for part in root.iter(f"{SVG}text"))


def test_a_long_timeline_keeps_phases_and_what_is_critical() -> None:
    bar = harbour().timeline[1]
    many = [bar.model_copy(update={"item": f"i{at}", "kind": "phase" if at == 90 else "task"}) for at in range(100)]
    many[95] = many[95].model_copy(update={"critical": True})
    shown = drawn_rows(many)
    assert len(shown) == MOST_ROWS
    assert {"i90", "i95", "i0"} <= {one.item for one in shown}
    assert [one.item for one in shown] == [one.item for one in many if one in shown]


@pytest.mark.parametrize(("first", "last", "axis"), [(0.0, 1e9, "relative"), (0.0, 0.5, "relative"), (1.0, 3_652_059.0, "calendar")])
def test_any_length_of_time_has_few_ticks(first: float, last: float, axis: str) -> None:
    bar = harbour().timeline[0].model_copy(update={"first": first, "last": last, "axis": axis, "unit": "week"})
    assert len(words(checked(gantt("t", "T", [bar], [], TODAY)))) < 20


def test_the_legend_names_only_what_occurs() -> None:
    assert legend(harbour().timeline) == "Red bars marked ◆ are on the critical path."
    assert legend([harbour().timeline[1].model_copy(update={"kind": "phase", "open_ended": True})]) == (
        "Dark bars are phases, an arrow at the right is an open end."
    )


def test_the_graph_has_a_box_for_each_item_and_an_arrow_for_each_link() -> None:
    links = harbour().dependencies
    root = checked(dependency_graph("g", "G", links))
    assert len(words(root)) == 5
    heads = [part for part in root.iter(f"{SVG}path") if part.get("stroke") is None]
    assert len(heads) == len(links)


def test_items_that_wait_for_each_other_can_be_drawn() -> None:
    link = harbour().dependencies[0]
    circle = [link.model_copy(update={"needed": a, "waiting": b}) for a, b in (("x", "y"), ("y", "z"), ("z", "x"), ("x", "x"))]
    assert len(words(checked(dependency_graph("g", "G", circle)))) == 3


def test_a_large_graph_keeps_what_most_wait_for() -> None:
    link = harbour().dependencies[0].model_copy(update={"critical": False})
    links = [link.model_copy(update={"needed": f"n{at}", "waiting": f"n{at + 1}"}) for at in range(80)]
    shown = drawn_links(links, {f"n{at}": 80 - at for at in range(80)})
    assert len({key for one in shown for key in (one.needed, one.waiting)}) == MOST_NODES
    assert shown[0].needed == "n0"


def test_the_heat_map_counts_what_it_has_no_room_for() -> None:
    said = words(checked(heat_map("h", "H", {(3, 3): range(1, 12), (5, 5): [12]})))
    assert "R12" in said
    assert "R4 R5 +6" in said


@pytest.mark.parametrize(("score", "colour"), [(25, "grade-5"), (15, "grade-4"), (8, "grade-3"), (4, "grade-2"), (1, "grade-1")])
def test_colours_of_scores(score: int, colour: str) -> None:
    assert colour_of(score) == colour


def test_totals_stand_beside_their_sums_with_a_mark() -> None:
    said = words(checked(totals_chart("t", "T", harbour().totals.budgets)))
    assert "$1.2M stated" in said
    assert "$1.12M summed ✗" in said


def test_of_many_totals_those_that_are_wrong_are_drawn() -> None:
    wrong = harbour().totals.budgets[0]
    many = [wrong.model_copy(update={"agrees": at != 40, "name": f"t{at}"}) for at in range(50)]
    shown = drawn_totals(many)
    assert len(shown) == MOST_TOTALS
    assert "t40" in {one.name for one in shown}
    checked(totals_chart("t", "T", [wrong.model_copy(update={"stated_value": (0.0, 0.0), "summed_value": (0.0, 0.0)})]))


def test_promises_stand_beside_the_value_they_are_questioned_from() -> None:
    text = "# P\n\n## Success metrics\n\n- **ROI**: 900%\n- **Portal ROI**: 200%\n- **Crane ROI**: 600% over 3 years\n"
    claims = report_of(text).claims
    root = checked(promises_chart("p", "P", claims))
    assert [word.rpartition(" ")[2] for word in words(root) if "a year" in word] == ["✗", "✓", "✓"]
    assert "200% a year (600%) ✓" in words(root), "what is compared comes first"
    assert sum("stroke-dasharray" in part.attrib for part in root.iter(f"{SVG}path")) == 1


def test_of_many_promises_those_beyond_what_is_usual_are_drawn() -> None:
    (claim,) = report_of("# P\n\n## Success metrics\n\n- **ROI**: 200%\n").claims
    many = [claim.model_copy(update={"verdict": "beyond" if at == 40 else "within", "about": f"c{at}"}) for at in range(50)]
    shown = drawn_promises(many)
    assert len(shown) == MOST_PROMISES
    assert "c40" in {one.about for one in shown}
    checked(promises_chart("p", "P", [claim.model_copy(update={"compared": 0.0, "limit": 0.0})]))
