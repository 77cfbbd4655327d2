"""How far a thing is: by the share that a plan states, else by its boxes."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

CHAPEL = """# Chapel repair

**Overall Status**: 60% complete

## Roof (85% complete)

- [x] Take the slates off
- [x] Mend the beams
- [ ] Lay new slates

## Organ

- [x] Clean the pipes
- [ ] Tune the reeds
- [ ] Replace the bellows

## Targets

| Measure | Now | Target |
|---|---|---|
| Test coverage | 15% | 80% |
"""
PLAN = [roadmap(CHAPEL)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How far along are we?", "60% complete"),
        ("How far along is the roof?", "85% complete"),
        ("How complete is the roof?", "85% complete"),
        ("How much of the roof is done?", "85% complete"),
        ("How far along is the organ?", "1 done, 2 open, 3 in all"),
        ("How far are we with test coverage?", "15%"),
        ("Wie weit sind wir?", "60% complete"),
    ],
)
def test_progress_is_told(question: str, said: str) -> None:
    assert said in answer(question, PLAN).answer


def test_the_progress_of_something_else_is_not_told() -> None:
    assert not answer("How far along is the crypt?", PLAN).answered
