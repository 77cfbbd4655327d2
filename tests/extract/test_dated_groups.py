"""Bullets, rows and columns that say when: what stands below or beside them holds then."""

from __future__ import annotations

from tests.extract.reading import fact, read


def test_a_bullet_that_is_only_a_period_dates_its_list() -> None:
    roadmap = read("""
        # Rollout

        ## Targets

        - Q3 (months 7-9):
          - 20 depots live
        - Q4 2026:
          - 30 depots live
        """)
    assert [fact(roadmap, text).window.text for text in ("20 depots live", "30 depots live")] == ["Q3", "Q4 2026"]  # type: ignore[union-attr]
    assert fact(roadmap, "Q4 2026:").attribute == "window"


def test_a_bullet_with_more_words_does_not() -> None:
    roadmap = read("# Rollout\n\n## Targets 2026\n\n- Costs in Q4:\n  - Vans: $20K\n")
    assert fact(roadmap, "$20K").window.text != "Q4"  # type: ignore[union-attr]


def test_several_rows_may_be_of_one_month() -> None:
    roadmap = read("""
        # Rollout

        | Month | What | Users |
        |---|---|---|
        | 1 | Sign the lease | 10 |
        | 1 | Hire a cook | 20 |
        | 2 | Open the doors | 30 |
        | 3 | Grow | 40 |
        """)
    assert [fact(roadmap, text).window.text for text in ("10", "20", "30", "40")] == ["1", "1", "2", "3"]  # type: ignore[union-attr]


def test_a_column_of_dates_that_counts_months_says_when() -> None:
    roadmap = read("""
        # Gründung

        ## Aufgaben

        | Aufgabe | Wer | Zieldatum (Monat) |
        |---|---|---|
        | Werbung starten | Ana | 1 |
        | Blog schreiben | Ben | 1-3 |
        """)
    assert [(item.title, item.window.unit, item.window.last) for item in roadmap.items if item.window] == [
        ("Werbung starten", "month", 1),
        ("Blog schreiben", "month", 3),
    ]


def test_a_column_of_lengths_still_says_how_long() -> None:
    roadmap = read("# Plan\n\n## Tasks\n\n| Task | Duration (months) |\n|---|---|\n| Dig | 2 |\n| Pave | 4 |\n")
    assert [one.attribute for one in roadmap.facts] == ["duration", "duration"]


def test_rows_below_a_group_keep_their_columns() -> None:
    roadmap = read("""
        # Launch

        | Area | Output | Owner | Deadline |
        |---|---|---|---|
        | **Product** |
        | Public API | Ana | 3 March 2026 |
        | Mobile app | Ben | 5 May 2026 |
        | **Sales** |
        | Web shop | Eva | 7 July 2026 |
        """)
    assert [one.text for one in roadmap.facts if one.attribute == "owner"] == ["Ana", "Ben", "Eva"]
    assert [one.text for one in roadmap.facts if one.attribute == "end"] == ["3 March 2026", "5 May 2026", "7 July 2026"]


def test_a_heading_graded_by_risk_lists_no_risks() -> None:
    table = "| Product | 2026 | 2027 |\n|---|---|---|\n| Licences | $5K | $50K |\n"
    assert not read(f"# Plan\n\n## Stream 3: Firms — ⚠️ MEDIUM RISK (45%)\n\n{table}").items


def test_a_measure_called_like_a_risk_is_a_measure() -> None:
    roadmap = read("""
        # Plan

        ## Risks

        | Risk | Mitigation |
        |---|---|
        | Critical bugs | More tests |

        ## Success metrics

        | Metric | Target |
        |---|---|
        | Critical bugs | 0 |
        | Uptime | 99.5% |
        """)
    assert fact(roadmap, "0").item == ""


def test_weights_are_no_figures_of_their_rows() -> None:
    roadmap = read("# Plan\n\n## Criteria\n\n| Criterion | Weight |\n|---|---|\n| Cost efficiency | 10% |\n| Uptime | 20% |\n")
    assert [one.attribute for one in roadmap.facts] == ["", ""]


def test_a_currency_alone_above_the_rows_is_that_of_the_table() -> None:
    roadmap = read("""
        # Model

        ## EBITDA trajectory

        | k€ | Y1 | Y2 |
        |---|---|---|
        | EBIT | -45 | 4 |
        | Headcount | 91 | 156 |
        | Margin % | 2 | 4 |
        """)
    assert [fact.quantities[0].unit for fact in roadmap.facts] == ["EUR", "EUR", "", "", "", ""]
    assert roadmap.facts[0].quantities[0].most == -45_000


def test_before_and_after_say_so_with_brackets_behind_them() -> None:
    roadmap = read("# Model\n\n## Metrics\n\n| Metric | Before (apps) | After (one) |\n|---|---|---|\n| Codebases | 7 | 1 |\n")
    assert [fact.role for fact in roadmap.facts] == ["baseline", "target"]


def test_a_period_may_last_until_today() -> None:
    window = fact(read("# Model\n\n- Period: 2021 - present\n"), "2021 - present").window
    assert window is not None
    assert window.open_ended
    assert window.end is None
