"""Lines whose label says only when or in which role take what their figures are of from above."""

from __future__ import annotations

import pytest

from tests.extract.reading import fact, read


def _facts(lines: str, section: str = "Finances") -> list[tuple[str, str, str, str]]:
    """Attribute, label, period and value of what holds a figure."""
    roadmap = read(f"# Boat yard\n\n## {section}\n\n{lines}\n")
    return [(one.attribute, one.label, one.window.text if one.window else "", one.text) for one in roadmap.facts if one.quantities]


@pytest.mark.parametrize(
    ("lead", "attribute"),
    [
        ("**Revenue:**", "revenue"),
        ("### Chiffre d'affaires", "revenue"),
        ("**Kosten**", "cost"),
        ("### 売上", "revenue"),
        ("**预算**", "cost"),
    ],
)
def test_a_sum_behind_a_period_is_of_what_the_lead_names(lead: str, attribute: str) -> None:
    found = _facts(f"{lead}\n\n- 2027: €85,000\n- 2028: €95,000 (new hall)")
    assert [(one[0], one[2], one[3]) for one in found] == [(attribute, "2027", "€85,000"), (attribute, "2028", "€95,000 (new hall)")]


def test_counts_behind_months_are_of_the_measure_above() -> None:
    found = _facts("**Monthly active users**\n- Month 3: 1,000\n- Month 6: 5,000 users")
    assert found == [("metric", "Monthly active users", "Month 3", "1,000"), ("metric", "Monthly active users", "Month 6", "5,000 users")]


def test_what_the_words_behind_say_goes_before_what_stands_above() -> None:
    found = _facts("**Revenue**\n- Q1: 40 new members\n- Q2: 12 boats sold at the fair in town")
    assert [one[0] for one in found] == ["count", "count"]


@pytest.mark.parametrize(
    "lines",
    [
        "**The vision**\n- Year 1: €85,000",  # nothing says what it is
        "**Payouts at milestones**\n- Month 3: €85,000",
        "**Revenue of €2M**\n- Year 1: €85,000",  # has a figure of its own
        "**Success metrics**\n- Year 1: 500",  # heads a list
    ],
)
def test_a_figure_below_words_that_name_no_figure_stays_unread(lines: str) -> None:
    assert not [one for one in _facts(lines, "Notes") if one[0]]


def test_a_count_holds_in_the_period_of_its_own_line() -> None:
    roadmap = read("# Boat yard\n\n## Orders\n\n- Year 1: 64 boats at €600 each\n- Year 2: 90 boats at €600 each\n")
    assert [one.window.text for one in roadmap.facts if one.attribute == "count" and one.window] == ["Year 1", "Year 2"]


def test_roles_below_the_name_of_a_measure_are_of_that_measure() -> None:
    roadmap = read(
        """
        # Boat yard

        ## Success metrics

        **Gross margin**
        - Target Year 1: 60%
        - Target Year 2: 62%

        ### Page load time
        - Current: 4s
        - Target: 2s

        ### Uptime
        - Current: 99.5%
        - Target: 99.9% (measured on land)

        **Net Promoter Score (NPS)**
        - Target: >70 (best in the bay)
        """
    )
    found = [(metric.name, metric.measure, metric.role, metric.value.most if metric.value else None) for metric in roadmap.metrics]
    assert found == [
        ("Gross margin", "margin", "target", 60),
        ("Gross margin", "margin", "target", 62),
        ("Page load time", "latency", "baseline", 4),
        ("Page load time", "latency", "target", 2),
        ("Uptime", "uptime", "baseline", 99.5),
        ("Uptime", "uptime", "target", 99.9),
        ("Net Promoter Score (NPS)", "NPS", "target", 70),
    ]


@pytest.mark.parametrize(
    ("line", "subject"),
    [("- Target: 50ms median latency", "median latency"), ("- Before: 40% of the photos are blurred", "the photos are blurred")],
)
def test_the_words_behind_name_the_measure_where_the_heading_names_none(line: str, subject: str) -> None:
    roadmap = read(f"# Boat yard\n\n## Success metrics\n\n### Booking pages\n{line}\n")
    assert subject in {one.subject for one in roadmap.facts}


def test_a_state_without_a_measure_above_stays_a_state() -> None:
    assert not read("# Boat yard\n\n## Sales\n\n- Current: 40\n").metrics
    assert fact(read("# Boat yard\n\n## Uptime\n\n- Current: 99%\n"), "99%").attribute == "metric"


@pytest.mark.parametrize(
    ("above", "lines", "found"),
    [
        ("Disponibilité", "- Objectif : 99,9 %\n- Actuel : 98 %", [("target", 99.9), ("baseline", 98)]),
        ("Tasa de conversión", "- Objetivo: 5%\n- Actual: 3%", [("target", 5), ("actual", 3)]),
        ("Kundenzufriedenheit", "- Zielwert: 90 %\n- Aktuell: 80 %", [("target", 90), ("baseline", 80)]),
    ],
)
def test_roles_are_read_in_other_languages(above: str, lines: str, found: list[tuple[str, float]]) -> None:
    metrics = read(f"# Chantier\n\n## Notes\n\n### {above}\n{lines}\n").metrics
    assert [(metric.name, metric.role, metric.value.most) for metric in metrics if metric.value] == [(above, *one) for one in found]


def test_an_aim_in_words_stays_an_aim() -> None:
    assert fact(read("# Chantier\n\n## Clients\n\n- Objectif : ouvrir 3 magasins\n"), "ouvrir 3 magasins").attribute == "objective"
