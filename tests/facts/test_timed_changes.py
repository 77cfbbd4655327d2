"""Changes between two times that a text states with their percentage."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan
from agent.facts.equations import EquationMatch, equations, holds


def only(text: str) -> EquationMatch | None:
    found = equations(text, scan(text, Convention()), Convention())
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Cost per pump: £3.10 today, £2.40 in December, a reduction of 23%.",
        "Kosten: 3,10 € heute, 2,40 € im Dezember 2026, eine Senkung um 23 %.",
        "Resposta: 800 ms hoje, 400 ms em 2027, uma redução de 50%.",
        "Coût par titre : 0,42 € aujourd'hui, 0,15 € fin 2027, soit une baisse de 64 %.",
        "成本：现在3.10元，年底2.40元，下降23%。",
        "単価は現在300円、2027年に240円、20%削減。",
        "Users: 1,000 in 2026, 3,000 in 2027, growth of 200%.",
    ],
)
def test_reads_a_change_between_two_times(text: str) -> None:
    found = only(text)
    assert found is not None
    assert found.kind == "growth"
    assert holds(found)
    stated = text[text.rindex(f"{found.stated.least:g}") :]
    wrong = only(text.replace(stated, stated.replace(f"{found.stated.least:g}", f"{found.stated.least + 11:g}")))
    assert wrong is not None
    assert not holds(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "We spend £3.10 per meter and £2.40 per pump, a reduction of 33%.",  # two things, no times
        "£3.10, £2.40, a reduction of 33%.",  # no times
        "Churn: 7% today, 4% in December, 40% of the plan.",  # a share
        "The pump cost £3.10 today, the valve £2.40 in December, a reduction of 33%.",  # of two things
    ],
)
def test_reads_no_change_where_words_say_of_what(text: str) -> None:
    assert only(text) is None
