"""In which period a figure holds: its own words, its row and column, its item, the headings, in this order."""

from __future__ import annotations

import pytest

from agent.model.quantity import Window
from agent.model.roadmap import Fact, Roadmap
from tests.extract.reading import fact, read


def when(found: Fact) -> str:
    return found.window.text if found.window is not None else ""


@pytest.mark.parametrize(
    ("heading", "window"),
    [
        ("Month 4: Growth (April 2026)", "April 2026"),
        ("Sprint 7: Harden (Weeks 13-14)", "Weeks 13-14"),
        ("Sprint 7 (Weeks 35-38, 25 August - 21 September 2026): Harden", "25 August - 21 September 2026"),
        ("Week 3: Harden", "Week 3"),
        ("Month 3 (Weeks 9-12): Harden", "Month 3"),
        ("Q1 2026: Harden (Months 1-3)", "Q1 2026"),
    ],
)
def test_dates_beside_a_counted_period_say_when_it_is(heading: str, window: str) -> None:
    roadmap = read(f"# Plan\n\n## {heading}\n\n- Budget: $40K\n")
    assert when(fact(roadmap, "$40K")) == window


def test_a_column_of_times_says_when_the_other_cells_of_its_row_hold() -> None:
    roadmap = read("""
        # Plan

        ## Rollout (2026)

        | Stage | Timeline | Users | Cost |
        |---|---|---|---|
        | Trial | Q1 2026 | 50 | $10K |
        | Fleet | Q3 2026 | 900 | $70K |
    """)
    assert [when(fact(roadmap, text)) for text in ("50", "$10K", "900", "$70K")] == ["Q1 2026", "Q1 2026", "Q3 2026", "Q3 2026"]


def test_a_row_runs_from_its_start_to_its_end() -> None:
    roadmap = read("""
        # Plan

        | Task | Start | End | Cost |
        |---|---|---|---|
        | Dig | March 2026 | May 2026 | $10K |
        | Pour | June 2026 | August 2026 | $70K |
    """)
    assert when(fact(roadmap, "$70K")) == "June 2026 - August 2026"


def test_the_date_of_a_target_is_not_that_of_the_baseline() -> None:
    roadmap = read("""
        # Plan

        ## Success metrics

        | Metric | Baseline | Target | When |
        |---|---|---|---|
        | Uptime | 97% | 99.5% | Q4 2026 |
        | Churn | 6% | 4% | Q2 2026 |
    """)
    assert (when(fact(roadmap, "97%")), when(fact(roadmap, "99.5%"))) == ("", "Q4 2026")


def test_the_quarter_of_a_row_is_one_of_the_year_of_its_column() -> None:
    roadmap = read("""
        # Plan

        ## Budget

        | Quarter | 2026 | 2027 |
        |---|---|---|
        | Q1 | $10K | $30K |
        | Q2 | $20K | $40K |
    """)
    window = fact(roadmap, "$40K").window
    assert window is not None
    assert (str(window.start), str(window.end)) == ("2027-04-01", "2027-06-30")


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("- Active users: 900 by Q3 2026", "by Q3 2026"),
        ("- Active users: 900 (Q3 2026)", "Q3 2026"),
        ("- Active users: 900 more than 2024", "2026"),
        ("- Active users: 400 in 2024, 900 in 2026", "2026"),
    ],
)
def test_a_period_beside_a_figure_is_when_it_holds(line: str, window: str) -> None:
    roadmap = read(f"# Plan\n\n## Targets 2026\n\n{line}\n")
    found = next(one for one in roadmap.facts if one.quantities)
    assert when(found) == window


def test_what_stands_below_an_item_holds_when_a_field_says_the_item_is() -> None:
    roadmap = read("""
        # Plan 2026

        ## Phase 1: Dig

        **Timeline:** Q2 2026

        - Budget: $40K

        ## Costs

        | Phase | Salaries a year |
        |---|---|
        | Phase 1 | $90K |
        | Phase 2 | $80K |

        ## Phase 2: Pour

        **Timeline:** Q3 2026
    """)
    assert (when(fact(roadmap, "$40K")), when(fact(roadmap, "$90K"))) == ("Q2 2026", "2026")


def test_what_is_so_now_is_not_due_at_the_end_of_a_horizon() -> None:
    roadmap = read("# Plan\n\n## Success metrics (6 months)\n\n| Metric | Current | Target |\n|---|---|---|\n| Churn | 6% | 4% |\n")
    assert (when(fact(roadmap, "6%")), when(fact(roadmap, "4%"))) == ("", "6 months")


def test_what_a_section_tells_of_a_phase_elsewhere_is_of_its_time() -> None:
    roadmap = read(
        "# Plan\n\n## Phase 1: Start (Months 1-3)\n\n- Build it\n\n## KPIs\n\n### Phase 1 metrics\n\n- Uptime: 99%\n- ROI: 20%\n"
    )
    assert fact(roadmap, "99%").window == phase_window(roadmap)
    assert fact(roadmap, "20%").window is None  # what a phase brings lasts beyond it


def phase_window(roadmap: Roadmap) -> Window | None:
    return next(item for item in roadmap.items if item.id == "Phase 1").window


@pytest.mark.parametrize(
    "lengths",
    [("1-2 weeks", "1-3 months", "3-6 months"), ("2-4 Wochen", "1-3 Monate", "3-6 Monate")],
)
def test_ranges_in_growing_units_that_go_on_from_each_other_say_when(lengths: tuple[str, ...]) -> None:
    roadmap = read("# Plan\n\n" + "".join(f"## Phase {at}: Part {at} ({length})\n\n- Do it\n\n" for at, length in enumerate(lengths, 1)))
    windows = [item.window.text if item.window else "" for item in roadmap.items if item.kind == "phase"]
    assert windows == list(lengths)


def test_ranges_that_do_not_go_on_say_how_long() -> None:
    roadmap = read(
        "# Plan\n\n## Phase 1: A (1-2 weeks)\n\n- Do\n\n## Phase 2: B (1-2 weeks)\n\n- Do\n\n## Phase 3: C (1-2 months)\n\n- Do\n"
    )
    assert [item.window for item in roadmap.items if item.kind == "phase"] == [None, None, None]


@pytest.mark.parametrize("heading", ["Revenue from day 1", "Ingresos desde el Día 1", "Umsatz ab Tag 1", "Receita desde o Dia 1"])
def test_from_day_one_is_no_day_of_the_plan(heading: str) -> None:
    roadmap = read(f"# Plan\n\n## {heading}\n\n- Fee: $5\n\n## Day 1: Kick-off\n\n- Room: $90\n")
    assert fact(roadmap, "$5").window is None
    assert fact(roadmap, "$90").window is not None


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("Market survey (27 February 2026)", "as_of"),
        ("市場調査レポート（2026年2月27日）", "as_of"),
        ("Relatório de mercado (27/02/2026)", "as_of"),
        ("Opening night (27 February 2026)", "window"),
    ],
)
def test_the_day_beside_a_paper_is_when_it_was_written(line: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\nBased on:\n\n- {line}\n")
    assert [one.attribute for one in roadmap.facts if one.windows] == [attribute]


def test_an_item_counted_from_a_week_to_a_week_lasts_from_one_to_the_other() -> None:
    window = read("# Plan\n\n## A1: Quay\n\n- **Start**: Week 3\n- **End**: Week 6\n").items[0].window
    assert window is not None
    assert (window.unit, window.first, window.last) == ("week", 3, 6)


@pytest.mark.parametrize(
    ("heading", "window"),
    [
        ("Next steps (March 2026)", "March 2026"),
        ("Próximos passos (Semanas 1-2)", "Semanas 1-2"),
        ("Next steps (3 March 2026)", ""),
        ("Next steps of Sprint 4", ""),
    ],
)
def test_work_below_a_dated_section_that_is_no_item_is_in_its_period(heading: str, window: str) -> None:
    text = f"# Plan\n\n## {heading}\n\n- [ ] Survey the quay\n\n| Task | Owner |\n|---|---|\n| Lay rails | Ana |\n"
    assert [item.window.text if item.window else "" for item in read(text).items] == [window, window]
