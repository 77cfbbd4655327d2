"""Who waits for whom, how much hangs on it, and what takes longest."""

from __future__ import annotations

from tests.report.reports import PLANS, harbour, report_of, report_on

CHAIN = "# P\n\n| Key | Task | Effort | Depends on |\n|---|---|---|---|\n"


def chain_of(*rows: str) -> tuple[tuple[str, ...], int | None, str]:
    paths = report_of(CHAIN + "".join(f"| {row} |\n" for row in rows)).critical_paths
    return (paths[0].items, paths[0].days, paths[0].formula) if paths else ((), None, "")


def test_slack_is_the_days_between_two_items() -> None:
    links = {(link.needed_name[:2], link.waiting_name[:2]): (link.slack_days, link.slack) for link in harbour().dependencies}
    assert links["H1", "H2"] == (2, "2026-03-02 − 2026-02-27 − 1 = 2 days")
    assert links["H2", "H4"] == (32, "2026-07-01 − 2026-05-29 − 1 = 32 days")


def test_the_critical_path_takes_longest_and_shows_its_sum() -> None:
    path = harbour().critical_paths[0]
    assert path.labels == ("H1", "H3", "H5")
    assert (path.days, path.formula) == (293, "H1 54 + H3 117 + H5 122 = 293 days")
    assert [link.critical for link in harbour().dependencies] == [False, True, False, False, True]


def test_efforts_are_added_in_the_unit_they_are_stated_in() -> None:
    path = report_on([PLANS / "relative.md"]).critical_paths[0]
    assert path.formula == "A1 3-4 months + A2 3-4 months + B1 6-8 months + C1 4-6 months = 16-22 months"


def test_a_chain_without_lengths_is_told_from_three_items_on() -> None:
    assert chain_of("T1 | A |  | –", "T2 | B |  | T1") == ((), None, "")
    items, days, formula = chain_of("T1 | A |  | –", "T2 | B |  | T1", "T3 | C |  | T2")
    assert (len(items), days, formula) == (3, None, "")


def test_items_in_a_cycle_are_on_no_path() -> None:
    items, days, _ = chain_of("T1 | A | 2 weeks | T2", "T2 | B | 2 weeks | T1", "T3 | C | 1 week | –", "T4 | D | 1 week | T3")
    assert [item.casefold() for item in items] == ["t3", "t4"]
    assert days == 14


def test_what_waits_through_others_counts() -> None:
    first = harbour().centrality[0]
    assert (first.name, first.waiting, first.all_waiting, first.of, first.needs) == ("H1 Accounts", 2, 4, 4, 0)


def test_a_plan_without_dependencies_has_no_graph() -> None:
    report = report_on([PLANS / "quiet.md"])
    assert (report.dependencies, report.centrality, report.critical_paths) == ((), (), ())
