"""Numbers that stand in a plan and are no figures of it, or not of what stands beside them."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Fact
from tests.extract.reading import read

METRICS = "# Club\n\n## Success metrics\n\n"


def holding(markdown: str, value: str) -> list[Fact]:
    return [one for one in read(markdown).facts if any(token.text == value for token in one.values)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("- FSMA 204 compliance deadlines", "204 compliance deadlines"),
        ('- Parents hear "we found two ways to do it" and stay', "two ways"),
        ("- Companies and rowing teams (50+ users)", "50+ users"),
        ("- Button text (7 days vs 1 week)", "7 days"),
        ("- Half days (e.g., 4 hours instead of 8)", "4 hours"),
        ("- 60% of trips by boat (vs. 40% by bus)", "40%"),
        ("- < 0.5: weak", "< 0.5"),
        ("- 0.5-0.75: good", "0.5-0.75"),
        ("- Trips per boat: 5x (excellent > 3x)", "> 3x"),
        ("- Churn: 4% (industry average: 6%)", "6%"),
        ('"40 active users"', "40 active users"),
        ("1. **Boat firms 10-50 employees** without a coach", "10-50 employees"),
        ("1. **PME nautiques 10-50 salariés** sans entraîneur", "10-50 salariés"),
    ],
)
def test_what_is_no_figure_of_the_plan_is_left_out(line: str, value: str) -> None:
    assert not [one for one in holding(f"{METRICS}{line}\n", value) if one.attribute]


@pytest.mark.parametrize(
    ("line", "value", "attribute"),
    [
        ("- 204 boats rented", "204 boats", "metric"),
        ("- Teams of the club: 50+ users", "50+ users", "metric"),
        ("- 50+ users (all teams)", "50+ users", "metric"),
        ("- < 5% failed trips", "< 5%", "metric"),
        ("- Uptime: > 99.9%", "> 99.9%", "metric"),
        ("- Error rate: 3% (target: < 2%)", "< 2%", "metric"),
        ("- Churn: 4% (now 6%)", "4%", "churn"),
    ],
)
def test_figures_that_look_alike_stay(line: str, value: str, attribute: str) -> None:
    assert attribute in [one.attribute for one in holding(f"{METRICS}{line}\n", value)]


def test_shares_of_an_income_are_no_metrics() -> None:
    found = read(f"{METRICS}- **Revenue:** $5M ARR (30% shops, 70% web)\n").facts
    assert [(one.attribute, one.label) for one in found if one.text.endswith(("shops", "web"))] == [("", "shops"), ("", "web")]


@pytest.mark.parametrize(("count", "metrics"), [("3-18 users", 0), ("18 users", 1)])
def test_how_large_customers_are_is_no_metric(count: str, metrics: int) -> None:
    assert len(read(f"# Club\n\n## Market\n\n- Rowing for {count}\n").metrics) == metrics


def test_a_threshold_is_no_cost() -> None:
    assert not [one for one in holding("# Club\n\nThe board decides on any budget > $50K.\n", "> $50K") if one.attribute]


def test_a_margin_in_brackets_behind_an_income_stays_one() -> None:
    assert [one.attribute for one in holding(f"{METRICS}- Sales of $5M (30% margin)\n", "30%")] == ["margin"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- Offline maps used by 30%+ rowers", "Offline maps used by 30%+ rowers"),
        ("- 40% of trips booked online", "trips booked online"),
        ("- 40%+ rowers have 3+ medals", "40%+ rowers have 3+ medals"),
        ("- 90% satisfaction", "satisfaction"),
    ],
)
def test_a_share_of_those_who_do_something_is_named_by_what_they_do(line: str, name: str) -> None:
    first = next(one for one in read(f"{METRICS}{line}\n").facts if one.quantities)
    assert (first.subject or first.label) == name


def test_a_time_counted_from_something_is_of_what_stands_before_it() -> None:
    found = holding(f"{METRICS}- Parents hear of it within 24 hours of an accident\n", "within 24 hours")
    assert [one.subject for one in found] == ["Parents hear of it"]


def test_few_stars_are_a_rating() -> None:
    assert [one.measure for one in read(f"{METRICS}- Lessons rated 4+ stars\n- 500 stars\n").metrics] == ["", "GitHub stars"]


@pytest.mark.parametrize(
    ("heading", "line", "measure"),
    [
        ("Success metrics", "- 65% coverage", ""),
        ("Success metrics", "- Reports: 80% overall coverage", ""),
        ("Success metrics", "- 65% test coverage", "test coverage"),
        ("Code quality metrics", "- 65% coverage", "test coverage"),
        ("Success metrics", "- Inventory turnover: 8", "inventory turnover"),
        ("Success metrics", "- Planning: 95% fewer availability-related conflicts", ""),
        ("Success metrics", "- EBITDA multiple: 8x annual EBITDA", ""),
    ],
)
def test_a_word_of_many_meanings_measures_what_is_spoken_of(heading: str, line: str, measure: str) -> None:
    assert [one.measure for one in read(f"# Club\n\n## {heading}\n\n{line}\n").metrics] == [measure]


def test_a_turnover_of_money_is_income_and_no_metric() -> None:
    roadmap = read(f"{METRICS}- Turnover: $8K\n")
    assert ([one.attribute for one in roadmap.facts if one.quantities], roadmap.metrics) == (["revenue"], ())


def test_how_something_is_reckoned_is_no_metric() -> None:
    assert not read(f"{METRICS}- Calculation: fans (9-10) minus critics (0-6)\n").metrics


@pytest.mark.parametrize(
    ("heading", "attribute"),
    [
        ("## Initial investment (12 months)", ""),
        ("## Pessimistic scenario (12 months)", ""),
        ("**Long-term goals** (6-12 months - growth)", ""),
        ("**Financial returns (3-Year Projection):**", ""),
        ("## Conservative timeline (12 months)", "duration"),
        ("## Renovation (12 months)", "duration"),
    ],
)
def test_what_a_plan_is_reckoned_for_takes_no_such_time(heading: str, attribute: str) -> None:
    first = next(one for one in read(f"# Club\n\n{heading}\n\n- Boats\n").facts if one.quantities)
    assert first.attribute == attribute


def test_a_margin_below_a_period_is_of_what_stands_above() -> None:
    text = "# Club\n\n## Unit economics\n\n**Rentals:**\n- Year 1: 55% margin\n- Year 2: 58% margin\n"
    assert [one.subject for one in read(text).facts if one.attribute == "margin"] == ["Rentals", "Rentals"]


def test_an_amount_behind_an_equals_sign_is_of_the_words_before_it() -> None:
    text = "# Club\n\n### Year 1\n```\nMonth 4-6: 200 paying clients\n├─ 100 Adults (50%)   = $39.7K\n├─ 70 Seniors (35%)   = $9.8K\n```\n"
    assert [one.label for one in read(text).facts if one.text.startswith("$")] == ["Adults", "Seniors"]


def test_an_operand_is_no_figure() -> None:
    assert not [one for one in holding("# Club\n\n- LTV = $1,000 × 20 = $20,000\n", "$1,000") if one.attribute]


def test_each_figure_has_the_period_in_brackets_behind_it() -> None:
    facts = [one for one in read("# Club\n\nWe expect 20 guests (2027) and 40 guests (2028) a day.\n").facts if one.quantities]
    assert [one.window.text for one in facts if one.window is not None] == ["2027", "2028"]


@pytest.mark.parametrize(("line", "attribute"), [("Effort: 12+ weeks", "effort"), ("Duration: 12+ weeks (pilot)", "duration")])
def test_an_open_length_of_work_is_no_window(line: str, attribute: str) -> None:
    fact = next(one for one in read(f"# Club\n\n## Boathouse\n\n- {line}\n").facts if one.label and one.values)
    assert (fact.attribute, fact.quantities[0].least, fact.quantities[0].comparator) == (attribute, 12, ">=")


def test_steps_with_letters_are_no_days() -> None:
    assert not read("# Club\n\n## States\n\n- 8 changes of state (T1-T8)\n").facts[0].windows


def test_how_many_are_listed_below_a_heading_is_no_metric() -> None:
    assert not read("# Club\n\n## Features\n\n### Integrations (4)\n\n- Maps\n").metrics


@pytest.mark.parametrize(("heading", "name"), [("Uptime (99.9%)", "Uptime"), ("NPS (50+)", "NPS")])
def test_a_level_in_the_heading_of_what_is_measured_is_one(heading: str, name: str) -> None:
    assert name in [metric.name for metric in read(f"# Club\n\n## Metrics\n\n### {heading}\n\n- Counted on Mondays\n").metrics]


def test_those_to_be_hired_are_people() -> None:
    text = "# Club\n\n## Team growth\n\n### Hires\n\n- +1 Boat Engineer (repairs)\n- Data scientist x 1\n"
    assert [one.attribute for one in read(text).facts if one.quantities] == ["people", "people"]


def test_money_for_each_of_something_keeps_what_it_is_for() -> None:
    values = [one.quantities[0] for one in read("# Club\n\n## Precios\n\n- Guía: 15€ por cada reserva\n").facts if one.quantities]
    assert [value.per for value in values] == ["reserva"]


def test_a_dated_line_dates_those_drawn_below_it() -> None:
    text = "# Club 2026\n\n```\nQ1 2026: Start\n├── Users: 500\n\nQ2 2026: Growth\n├── Users: 2,000\n└── NPS: 50+\n```\n"
    found = [one for one in read(text).facts if one.label in {"Users", "NPS"}]
    assert [one.window.text for one in found if one.window is not None] == ["Q1 2026", "Q2 2026", "Q2 2026"]
