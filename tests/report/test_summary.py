"""The lines that can be sent as they are."""

from __future__ import annotations

import pytest

from tests.report.reports import PLANS, corpus, harbour, report_of, report_on, report_on_paths


def test_there_are_ten_lines_where_there_is_something_to_say() -> None:
    for report in (harbour(), corpus()):
        assert len(report.summary) == 10
        assert all(line.text.endswith(".") and "\n" not in line.text for line in report.summary)
        assert len({line.text for line in report.summary}) == 10


def test_a_plan_that_says_nothing_is_told_so_without_filling() -> None:
    lines = [line.text for line in report_on([PLANS / "quiet.md"]).summary]
    assert len(lines) == 3
    assert (
        lines[2]
        == "Not stated, so not checked: totals with their parts, what waits for what, when items are done, returns or uptime and risks."
    )


def test_the_one_thing_that_is_not_stated_has_a_line_of_its_own() -> None:
    text = "# P\n\n## Phase 1 (May 2027)\n\n### A1 Quay\n\n- ROI: 12x\n\n### A2 Crane\n\n- Depends on: A1\n\n"
    text += "## Risks\n\n| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Ice on the quay | High | Salt it |\n"
    lines = [line.text for line in report_of(text).summary]
    assert "Money: no total is stated together with its parts, so no budget could be checked." in lines
    assert not any(line.startswith("Not stated") for line in lines)


def test_it_names_the_highest_risks_of_different_kinds_with_their_places() -> None:
    lines = [line.text for line in corpus().summary]
    assert lines[2].startswith("High (schedule, 25 of 25): ")
    assert lines[3].startswith("High (budget, 20 of 25): ")
    assert "(halcyon-phases.md line" in lines[2]


def test_the_widest_gap_is_that_of_the_largest_share_of_its_total() -> None:
    text = " ".join(line.text for line in corpus().summary)
    assert "of Who and what phase 3 needs, stated as $12M, adds up to $28.61M" in text


def test_it_names_the_chain_the_gap_and_what_most_wait_for() -> None:
    text = " ".join(line.text for line in harbour().summary)
    assert "the longest chain is H1 → H3 → H5, 293 days one after the other; 4 items wait for H1 Accounts" in text
    assert "stated as $1.2M, adds up to $1.12M" in text
    assert "of 3 risks the roadmaps name themselves, 2 come with what is done against them and 2 with an owner" in text


def test_it_ends_with_what_to_do_marked_as_proposed() -> None:
    assert corpus().summary[-1].text.startswith("First (proposed), ")
    assert corpus().summary[-1].risks


def test_files_that_could_not_be_read_are_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "good.md").write_text("# P\n\n- A\n", encoding="utf-8")
    (folder / "bad.docx").write_bytes(b"no archive")
    report = report_on_paths(str(folder))
    assert "1 file could not be read" in report.summary[0].text
    assert len(report.failures) == 1


def test_nothing_found_is_said() -> None:
    assert report_of("# P\n\nWords.\n").summary[1].text == "Nothing was found that contradicts itself, and no risk is stated."


MIXED = """# Quay

## Shelter (January 2027 - March 2027)

- Roof: Month 1-2
- Walls: Month 2-4
- Doors: Month 4-6

Net revenue retention: 130%
"""
TWICE = """# Lamps

## Phase 1 (Q1 2027)

- Lamp posts along the pier

## Phase 2 (Q3 2027)

- Lamp posts along the pier

## Sums

- Total posts: 12
"""


def test_dates_and_months_from_an_unnamed_start_are_both_told() -> None:
    lines = [line.text for line in report_of(MIXED).summary]
    assert (
        "Dates: 3 of 4 windows count from a start that has no day, up to month 6; what has a date runs from 2027-01-01 to 2027-03-31."
        in lines
    )


def test_a_promise_beyond_what_is_usual_says_of_what() -> None:
    text = " ".join(line.text for line in report_of(MIXED).summary)
    assert "beyond what is usual (retention 130%)" in text


def test_of_several_roadmaps_each_risk_names_its_file() -> None:
    report = report_of(MIXED, TWICE)
    assert report.risks
    for line, risk in ((line, risk) for line in report.summary for risk in report.risks if f": {risk.title}" in line.text):
        assert risk.evidence[0].path in line.text


def test_a_risk_that_asks_ends_with_its_question_mark() -> None:
    report = report_of("# P\n\n## Aims\n\n- Berths let: 40\n\n## Later\n\n- Berths let: 55\n")
    assert not any(line.text.endswith("?.") for line in report.summary)


def test_amounts_that_do_not_fit_are_not_passed_over_where_the_totals_agree() -> None:
    table = "| Part | Cost |\n|---|---|\n| Quay | $40K |\n| Crane | $60K |\n| **Total** | **$100K** |\n"
    lists = "\n## Leaflets\n\n**Total leaflets: $50,000**\n\n- Print: $20,000\n- Paper: $12,000\n- Post: $25,000\n"
    (line,) = [one for one in report_of(f"# P\n\n## Costs\n\n{table}{lists}").summary if one.text.startswith("Money")]
    assert line.text == "Money: the one stated total agrees with the parts, but 1 risk here is about amounts that may not fit each other."
    assert line.risks


def test_of_equal_risks_two_figures_that_clash_come_before_what_is_only_unusual() -> None:
    register = report_of("# P\n\nROI: 12-36x\n\n- MRR: $50K\n- ARR: $700K\n").risks
    assert [risk.title for risk in register if risk.score == register[0].score] == [
        "$50K a month is $600K a year, not $700K",
        "A return of 12x to 36x is above 300% a year",
    ]
