"""What is cited: each place once, places that touch together, and nothing that adds no fact."""

from __future__ import annotations

from agent.answers import answer
from tests.answers.plans import roadmap

LIGHTHOUSE = roadmap(
    """# Lighthouse

## Step 1: Lamp (weeks 1-3)

- Order the glass for the lamp
- Grind the lenses of the lamp
- Test the lamp at night

## Step 2: Tower (weeks 4-9)

- Paint the tower
- New stairs

## Why we paint white

- White is seen best by day
- Ships asked for it
- The old red faded
""",
    "lighthouse.md",
)


def test_lines_that_touch_are_cited_together() -> None:
    found = answer("Why do we paint the tower white?", [LIGHTHOUSE])
    spans = [(citation.line, citation.end_line or citation.line) for citation in found.citations]
    assert len(spans) == len(set(spans))
    assert not any(first[1] + 1 == second[0] for first in spans for second in spans)


def test_every_reference_has_a_citation_and_every_citation_its_quote() -> None:
    found = answer("Why do we paint the tower white?", [LIGHTHOUSE])
    for citation in found.citations:
        assert citation.quote
        assert [f"[{citation.n}]" in found.answer, citation.n <= len(found.citations)] != [False, False]


def test_lines_that_have_their_time_from_one_heading_are_said_once() -> None:
    found = answer("When is the lamp made?", [LIGHTHOUSE])
    assert "weeks 1-3" in found.answer.casefold()
    assert len(found.citations) <= 2
