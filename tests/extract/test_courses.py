"""What goes from one value to another: one metric with its baseline, also where the whole is the name of an item."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Metric
from tests.extract.reading import read


def metrics(line: str) -> list[Metric]:
    return list(read(f"# Plan\n\n## Goals\n\n{line}\n").metrics)


def course(line: str) -> tuple[str, float, float]:
    """Name, baseline and target of the only metric."""
    found = metrics(line)
    assert len(found) == 1, found
    assert found[0].value is not None
    assert found[0].baseline is not None
    return found[0].name, found[0].baseline.least, found[0].value.most


@pytest.mark.parametrize(
    ("line", "name", "baseline", "target"),
    [
        ("- Reduce churn from 8% to 5%", "churn", 8, 5),
        ("- Response time from 300 ms to 200 ms", "Response time", 300, 200),
        ("- Response time: 300 ms to 200 ms", "Response time", 300, 200),
        ("- Grow MRR from $10K to $25K by Q3", "MRR", 10_000, 25_000),
        ("- Increase NPS from 30 to 45", "NPS", 30, 45),
        ("The service level rises from 97.5% to 99.9% in Q2.", "The service level", 97.5, 99.9),
        ("- Cut the time from order to delivery from 5 days to 2 days", "the time from order to delivery", 5, 2),
        ("- Senkung der Abbruchquote von 8 % auf 5 %", "Abbruchquote", 8, 5),
        ("- Reduzir o churn de 8% para 5%", "churn", 8, 5),
        ("- Pasar la tasa de conversión de 2% a 4%", "tasa de conversión", 2, 4),
        ("- 将流失率从8%降到5%", "流失率", 8, 5),
        ("- Reduce lead time from 8 to 5 weeks", "lead time", 8, 5),
        ("- Shorten the cycle from 10 down to 4 days", "the cycle", 10, 4),
        ("- Riduzione del churn dal 8% al 5%", "churn", 8, 5),
        ("- Verlaag de uitval van 8% naar 5%", "uitval", 8, 5),
        ("- Снизить отток с 8% до 5%", "отток", 8, 5),
        ("- Reduce churn from 8-9% to 5%", "churn", 8, 5),
        ("- Bajar el abandono de 8% hasta 5%", "abandono", 8, 5),
    ],
)
def test_what_something_goes_to_has_its_baseline(line: str, name: str, baseline: float, target: float) -> None:
    said, *values = course(line)
    assert said.endswith(name)
    assert values == [baseline, target]


@pytest.mark.parametrize(
    "line",
    [
        "- Plans from $10 to $20 a month",
        "- Takes from 2 to 3 weeks",
        "- Discounts from 10% to 20% for annual plans",
        "- Move 30% of users from plan A to plan B",
        "- Conversion rates from 2% to 4% are usual",
        "- Cut the posts from 12 to 8",
        "- Reduce what all of them in our towns have to say about this from 8% to 5%",
        "- The desk is open from 9 to 17",
    ],
)
def test_a_range_is_no_course(line: str) -> None:
    assert [metric for metric in metrics(line) if metric.baseline is not None] == []


def test_the_day_behind_a_course_says_when_it_is_reached() -> None:
    [metric] = metrics("- Grow MRR from $10K to $25K by Q3 2027")
    assert metric.period is not None
    assert "Q3 2027" in metric.period.text


def test_the_item_keeps_its_name() -> None:
    roadmap = read("# Plan\n\n## Goals\n\n- [ ] Reduce churn from 8% to 5%\n- [x] Ship the importer\n")
    assert [item.title for item in roadmap.items if "churn" in item.title] == ["Reduce churn from 8% to 5%"]
    assert [(metric.name, metric.fact.item != "") for metric in roadmap.metrics] == [("churn", True)]


@pytest.mark.parametrize(
    "line", ["- Raise the conversion rate from 3.2% to 4.5%", "- Снизить отток с 8% до 5%", "- Grow MRR from $10K to $25K by Q3 2027"]
)
def test_both_ends_count_as_read(line: str) -> None:
    assert read(f"# Plan\n\n{line}\n").unread == ()
