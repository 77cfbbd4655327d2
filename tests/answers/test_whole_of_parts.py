"""Does a stated whole follow from its numbered parts: sprints and the total duration, monthly steps and the year."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

LIGHTHOUSE = roadmap(
    """# Lighthouse museum

- **Total duration:** 9 weeks
- **Total budget:** €120,000

## Sprint 1: Stairs (4 weeks)

## Sprint 2: Lantern (5 weeks)

## Budget of the waves

### Tower
**TOTAL WAVE 1**: €40,000 - €60,000

### Garden
**TOTAL WAVE 2**: €50,000 - €75,000

## Tickets in the first year

Month 1-4: €2,000/month
Month 5-12: €3,000/month

Annual revenue: €40,000

## Team

- Guides: 4 weeks of training
- Curator: 2 weeks of training
""",
    "lighthouse.md",
)


@pytest.mark.parametrize(
    ("question", "begins", "said"),
    [
        ("Does the total duration match the sum of the sprints?", "Yes", "4 weeks + 5 weeks = 9 weeks"),
        ("Does the total of the two waves match the total budget at most?", "No", "€135,000"),
        ("Do the monthly steps match the annual revenue?", "No", "4 × €2,000/month + 8 × €3,000/month = €32,000"),
    ],
)
def test_the_parts_are_added_up_and_held_against_the_whole(question: str, begins: str, said: str) -> None:
    found = answer(question, [LIGHTHOUSE])
    assert found.answer.startswith(begins), found.answer
    assert said in found.answer
    assert found.computation is not None
    lines = {line for citation in found.citations for line in range(citation.line, (citation.end_line or citation.line) + 1)}
    assert len(lines) > 1


@pytest.mark.parametrize("question", ["How long does sprint 2 take?", "What is the total budget?", "What are the tickets of month 3?"])
def test_one_part_asked_for_is_no_verdict(question: str) -> None:
    assert not answer(question, [LIGHTHOUSE]).answer.startswith(("Yes", "No"))
