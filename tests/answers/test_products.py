"""So many things at the price of one, and what each of several gives, together."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

TRAIL = roadmap(
    """# Trail maps

## Income

- **Pricing:** €50-200 per qualified referral
- **Sponsors:** €900 a year

## People

| Who | Number | Time | Cost |
|-----|--------|------|------|
| Surveyors | 4 students | ~10 hours/week each | €0 |
| Editor | 1 person | 20 hours/week | €900 |
""",
    "trail.md",
)


def test_so_many_at_the_price_of_one() -> None:
    found = answer("If 500 to 1000 referrals a month sell at the stated prices, how much would that bring in?", [TRAIL])
    assert "€25" in found.answer
    assert "€200" in found.answer or "200,000" in found.answer


def test_what_is_not_priced_has_no_product() -> None:
    found = answer("If 500 postcards sell at the stated prices, how much would that bring in?", [TRAIL])
    assert "×" not in found.answer


def test_what_each_gives_is_multiplied() -> None:
    assert "40 hours/week" in answer("How many hours a week do the surveyors give altogether?", [TRAIL]).answer
