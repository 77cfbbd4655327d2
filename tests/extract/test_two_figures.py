"""Lines with two figures: each is of what its own words say, and what one was before is its baseline."""

from __future__ import annotations

import pytest

from agent.extract.wording.befores import is_former, is_led_to
from tests.extract.reading import read


def metrics(line: str) -> list[tuple[str, str, float, float]]:
    """Name, role, value and baseline (-1 for none) of each metric of a line among figures."""
    roadmap = read(f"# Plan\n\n## KPI\n\n- {line}\n")
    return [
        (metric.name, metric.role, metric.value.least if metric.value else -1, metric.baseline.least if metric.baseline else -1)
        for metric in roadmap.metrics
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("250 active users (50% retention)", [("active users", "target", 250, -1), ("retention", "target", 50, -1)]),
        ("10 paying customers (1% conversion)", [("paying customers", "target", 10, -1), ("conversion", "target", 1, -1)]),
        ("300 clients (12 % de conversion)", [("clients", "target", 300, -1), ("conversion", "target", 12, -1)]),
        ("98% test pass rate (490/500)", [("test pass rate", "target", 98, -1), ("test pass rate", "target", 490, -1)]),
        ("8% Conversion (von 3%)", [("Conversion", "target", 8, -1), ("Conversion", "baseline", 3, -1)]),
        ("Users: 2,000 (1,200 free, 500 paying, 300 trial)", [("Users", "target", 2000, -1)]),
        ("Error rate: 30% (the top 3 reasons are shown)", [("Error rate", "target", 30, -1)]),
        ("Uptime: 99.9% (currently 99.2%)", [("Uptime", "target", 99.9, 99.2)]),
        ("Taux de conversion : 12 % (contre 8 %)", [("Taux de conversion", "target", 12, 8)]),
        ("Conversión: 12% (antes 8%)", [("Conversión", "target", 12, 8)]),
        ("Antwortzeit: 2 Tage (bisher 5 Tage)", [("Antwortzeit", "target", 2, 5)]),
        ("转化率：12%（目前8%）", [("转化率", "target", 12, 8)]),
        ("Error rate: from 5% to 1%", [("Error rate", "target", 1, 5)]),
        ("Retention: 从 15% 提升到 22%", [("Retention", "target", 22, 15)]),
        ("Latency: P95 < 200 ms, P99 < 500 ms", [("Latency", "target", 200, -1), ("Latency", "target", 500, -1)]),
        ("NPS: 40 (Q2), 50 (Q4)", [("NPS", "target", 40, -1), ("NPS", "target", 50, -1)]),
        ("Conversion 15%, up from 10%", [("Conversion", "target", 15, -1), ("Conversion", "baseline", 10, -1)]),
    ],
)
def test_each_figure_is_of_what_its_words_say(line: str, expected: list[tuple[str, str, float, float]]) -> None:
    assert metrics(line) == expected


def test_a_period_in_brackets_is_that_of_the_figure_before_it() -> None:
    found = read("# Plan\n\n## KPI\n\n- 10 hires (Q3 2026)\n- Growth: 20% (Year 1), 35% (Year 2)\n").metrics
    assert [(metric.value.least if metric.value else 0, metric.period.text if metric.period else "") for metric in found] == [
        (10, "Q3 2026"),
        (20, "Year 1"),
        (35, "Year 2"),
    ]


def test_a_length_behind_people_is_how_long_they_are_needed() -> None:
    facts = read("# Plan\n\n## Notes\n\n- 2 engineers (3 months)\n").facts
    assert [(fact.attribute, fact.text) for fact in facts] == [("people", "2 engineers"), ("duration", "3 months")]


@pytest.mark.parametrize(("text", "former"), [("99% (was 95%", True), ("99% (95%", False), ("15%, up from 10%", True), ("3 of 10%", False)])
def test_words_that_say_what_was(text: str, former: bool) -> None:
    assert is_former(text, text.rindex("9" if "95" in text else "1")) is former


@pytest.mark.parametrize(
    ("before", "between", "led"),
    [
        ("from ", " to ", True),
        ("de ", " à ", True),
        ("von ", " auf ", True),
        ("12%", "から", True),
        ("by ", " to ", False),
        ("", " to ", False),
    ],
)
def test_words_that_lead_from_one_figure_to_the_next(before: str, between: str, led: bool) -> None:
    assert is_led_to(before, between) is led


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("✅ Wie hoch ist der Umsatz? → *Jahr 1: 12.000€, Jahr 2: 96.000€*", [("revenue", "Jahr 1", 12000), ("revenue", "Jahr 2", 96000)]),
        ("What is your expected revenue? → Year 1: $12,000, Year 2: $96,000", [("revenue", "Year 1", 12000), ("revenue", "Year 2", 96000)]),
        ("How much funding do you need? → $50,000", [("funding", "", 50000)]),
        ("预算是多少？→ 50万元", [("cost", "", 500000)]),
        ("Wie viele Mitarbeiter planen Sie? → 2 Mitarbeiter", [("people", "", 2)]),
    ],
)
def test_a_question_is_the_label_of_its_answer(line: str, expected: list[tuple[str, str, float]]) -> None:
    roadmap = read(f"# Businessplan für die Firma\n\n## Finanzen\n\n- {line}\n")
    assert roadmap.items == ()
    assert [(one.attribute, one.window.text if one.window else "", one.quantities[0].least) for one in roadmap.facts] == expected
