"""Which figures of a statement its lines hold: the same value in the same unit, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent.documents import read_bytes
from agent.extract import extract
from agent.grounded.figures import Grounds, unfounded
from agent.grounded.lines import lines_of

# A line of a roadmap, and a statement that repeats its figure.
HELD = [
    ("Cost: $1.2M", "It costs $1.2 million."),
    ("Cost: $1,200,000", "It costs $1.2M."),
    ("Kosten: 1,2 Mio. €", "It costs €1.2M."),
    ("P95 < 120 ms", "The P95 latency is below 120 ms."),
    ("Q3 2026: launch", "Launch is in Q3 2026."),
    ("Due 2026-05-03", "Due on 3 May 2026."),
    ("A1 and A2 depend on B7", "A1 depends on B7."),
    ("Team of 12 engineers", "12 people work on it."),
    ("Cost $8-12M", "It costs $8-12M."),
    ("Cost $8-12M", "Between $8M and $12M."),
    ("Cost: $450K (was $300K)", "It rises from $300K to $450K."),
    ("Q2 2026, before in Q1 2026", "It moves from Q1 2026 to Q2 2026."),
    ("Two phases", "It has two phases."),
    ("15% growth", "15 percent growth"),
    ("v1.2 ships", "v1.2 ships"),
    ("### Phase 2: Reach", "Phase 2 is Reach."),
    ("99.95% uptime", "an uptime of 99.95%"),
    ("Kosten: 1.200.000 €", "Das kostet 1.200.000 €."),
    ("预算 300 万元", "预算 300 万元"),
    ("Budget: 3 億円", "予算は3億円です"),
    ("| A | 450 | 12 |", "A has 450 and 12."),
    ("Launch in March 2027", "Launch is in March 2027."),
    ("50+ languages", "more than 50 languages"),
    ("$50K/month", "$50K a month"),
    ("cost R$ 552,5 mil", "custa R$ 552,5 mil"),
    ("18+ months", "18+ months"),
    ("growth of 3x", "3x"),
    ("24/7 support", "24/7 support"),
    ("Series B of twenty-five million dollars", "a Series B of twenty-five million dollars"),
    ("H2 2026", "the second half of 2026 (H2 2026)"),
    ("due 15.03.2026", "am 15.03.2026"),
    ("#123 fix", "#123"),
    ("Sprint 4", "Sprint 4"),
    ("ISO 27001", "ISO 27001"),
    ("6 weeks", "six weeks"),
    ("STRATEGY_2026: nodes", "STRATEGY_2026"),
    ("### Phase 1完了時", "Phase 1"),
    ("a score of 9/10", "It has a score of 9/10."),
    ("| Item | Cost ($K) |\n|---|---|\n| Ledger | 450 |", "The ledger costs $450K."),
]
# A line of a roadmap, and a statement with a figure that does not stand there.
INVENTED = [
    ("Cost: $1.2M", "It costs $1.3M."),
    ("Cost: $12M", "12 weeks"),
    ("12 weeks", "$12M"),
    ("Cost: $12", "$12M"),
    ("Cost: $12M", "$12"),
    ("Cost: $12M", "12"),
    ("Cost $8-12M", "It costs $8M."),
    ("Cost: $450K (was $300K)", "It rises from $300K to $460K."),
    ("Cost: $450K, 300 users", "It rises from $300K to $450K."),
    ("Q2 2026, before in Q1 2026", "It moves from Q1 2026 to Q3 2026."),
    ("15% growth", "15 people"),
    ("15 people", "15%"),
    ("3 phases", "three million dollars"),
    ("Cost: €5M", "$5M"),
    ("2026 plan", "Q3 2026"),
    ("Q3 2026", "Q2 2026"),
    ("A1 x", "A2 x"),
    ("A12", "A1"),
    ("120 ms", "120 s"),
    ("nothing", "forty of them"),
    ("nothing", "seven of them are done"),
    ("nothing", "１２ items"),
    ("nothing", "٣٠"),
    ("nothing", "½ of it"),
    ("nothing", "三百万元"),
    ("nothing", "a dozen items"),
    ("version 1.25", "version 1.2"),
    ("1.25", "25"),
    ("1,250", "250"),
    ("nothing", "Phase 2"),
    ("nothing", "one hundred percent"),
    ("nothing", "zwölf Wochen"),
    ("nothing", "4²"),
    ("nothing", "x12y"),
    ("2026-05-03", "2026-05-04"),
    ("nothing", "ⅯⅯ"),
    ("nothing", "①②"),
    ("nothing", "1e9"),
    ("nothing", "0x1F"),
    ("$50K/month", "$50K/year"),
    ("due in 2 weeks", "due in 2 days"),
    ("5 %", "0.05"),
    ("nothing", "twofold"),
    ("nothing", "doce semanas"),
    ("12-15 people", "12 people"),
    ("-5% change", "5% change"),
    ("nothing", "a couple hundred"),
    ("nothing", "millions of users"),
    ("10 million users", "10 billion users"),
    ("10 million users", "10 users"),
    ("nothing", "$5"),
    ("a score of 9/10", "a score of 9/18"),
    ("P95 < 120 ms", "P95 is above 120 ms"),
    ("at least 50 languages", "fewer than 50 languages"),
    ("a score of 9/10", "9 of them"),
    ("a ratio of 1:1", "a ratio of 1:4"),
    ("6 items, $12", "12 of them are open"),
    ("12 weeks", "12 of them"),
]


def figures_not_in(line: str, said: str) -> tuple[str, ...]:
    lines = lines_of([extract(read_bytes(f"# Plan\n\n{line}\n".encode(), "plan.md"))])
    cited = tuple(found for number in range(3, 4 + line.count("\n")) if (found := lines.at(number)) is not None)
    return unfounded(said, Grounds(lines, cited))


@pytest.mark.parametrize(("line", "said"), HELD)
def test_a_figure_that_stands_on_the_line_is_held(line: str, said: str) -> None:
    assert figures_not_in(line, said) == ()


@pytest.mark.parametrize(("line", "said"), INVENTED)
def test_a_figure_that_does_not_stand_on_the_line_is_found(line: str, said: str) -> None:
    assert figures_not_in(line, said) != ()


@given(
    some.integers(2, 10**9),
    some.integers(2, 10**9),
    some.sampled_from(["${}", "{} weeks", "{}%", "{} people", "€{}", "{} ms", "{}", "L{}"]),
)
def test_no_other_number_passes_for_the_one_on_the_line(held: int, said: int, form: str) -> None:
    missing = figures_not_in("Value: " + form.format(held), "It is " + form.format(said) + ".")
    assert bool(missing) == (held != said)


@given(some.text(max_size=60))
def test_a_statement_without_evidence_holds_no_digit(said: str) -> None:
    missing = figures_not_in("nothing", said)
    assert missing or not any(character.isdecimal() for character in said)


@given(some.text(alphabet=some.characters(whitelist_categories=("Nd", "Nl", "No", "Lo", "Sc", "Zs")), max_size=30))
def test_no_writing_of_digits_passes_beside_a_figure_of_another_line(said: str) -> None:
    """Digits, fractions and numerals of any script: with a figure that no line holds in front, something is always missed."""
    assert figures_not_in("Cost: $5M in Q3 2026", f"It is $731K. {said}")
