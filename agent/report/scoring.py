"""How a risk gets its score: where likelihood and impact start, what moves them, and that every step is shown.

Both run from 1 to 5; the score is their product. A score is a way to sort a list, not a measurement: the starting points are judgements,
the same for every roadmap, and each step of each risk names the fact it follows from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.model.finding import Severity
from agent.model.report import Category, Factor, Grade, Reason

LEAST, MOST = 1, 5
HIGH, MEDIUM = 15, 8
WIDESPREAD = 10  # places from which on a finding concerns much of a plan
MANY_WAIT = 3  # items that wait for another from which on it weighs more
LARGE_GAP = 0.10  # share of a stated total from which on the gap to its parts weighs more


@dataclass(frozen=True, slots=True)
class Step:
    """Points, and the fact they follow from."""

    points: int
    because: str


@dataclass(frozen=True, slots=True)
class Score:
    likelihood: int
    impact: int
    reasons: tuple[Reason, ...]

    @property
    def value(self) -> int:
        return self.likelihood * self.impact


# Where the likelihood of a risk starts that a finding of `check` shows.
LIKELIHOOD: dict[Severity, Step] = {
    "error": Step(5, "two statements cannot both be true: one of them is wrong already"),
    "warning": Step(4, "very likely wrong as it stands"),
    "question": Step(3, "open until somebody answers it"),
}
# Where the impact starts, by what is at stake.
IMPACT: dict[Category, Step] = {
    "budget": Step(3, "money is approved or spent on a figure"),
    "returns": Step(3, "the return decides whether the work is funded"),
    "schedule": Step(4, "a date that cannot be held moves what follows"),
    "dependencies": Step(4, "what waits cannot start"),
    "people": Step(3, "work stops with the person"),
    "scope": Step(2, "work may be done twice or fall between two owners"),
    "targets": Step(2, "nobody can tell whether the target was reached"),
    "status": Step(3, "decisions rest on a state that is not the real one"),
    "consistency": Step(3, "two readers plan with two figures"),
    "document": Step(1, "the text is damaged, the plan may be sound"),
    "stated": Step(3, "the roadmap does not say how bad it would be: the middle of the scale"),
}
# What the words of a document for likelihood and impact count as.
STATED_LEVEL = {"low": 2, "medium": 3, "high": 4, "critical": 5, "P0": 5, "P1": 4, "P2": 3, "P3": 2, "P4": 1}
# Stated probabilities in percent: up to which value they count as 1, 2, 3, 4; above, as 5.
PROBABILITY_STEPS = (10.0, 30.0, 50.0, 70.0)
UNKNOWN_LIKELIHOOD = Step(3, "the roadmap does not say how likely it is: the middle of the scale")
UNANSWERED = Step(1, "the roadmap says nothing about what is done against it")
BEYOND_SCALE = "the scale ends here"


def scored(likelihood: Sequence[Step], impact: Sequence[Step]) -> Score:
    """Both factors with the steps that lead to them; the points of a factor's reasons add up to it."""
    chance, one = _factor("likelihood", likelihood)
    harm, other = _factor("impact", impact)
    return Score(chance, harm, (*one, *other))


def _factor(name: Factor, steps: Sequence[Step]) -> tuple[int, tuple[Reason, ...]]:
    reasons = [Reason(factor=name, points=step.points, because=step.because) for step in steps]
    total = sum(step.points for step in steps)
    within = min(max(total, LEAST), MOST)
    if within != total:
        reasons.append(Reason(factor=name, points=within - total, because=BEYOND_SCALE))
    return within, tuple(reasons)


def grade_of(score: int) -> Grade:
    return "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"


def level_of_probability(percent: float) -> int:
    """1..5 for a stated probability."""
    return 1 + sum(percent > limit for limit in PROBABILITY_STEPS)


def method() -> tuple[tuple[str, str, str], ...]:
    """The whole method as rows for a reader: factor, points, what for."""
    rows = [("likelihood", f"{step.points}", f"{severity} of the check: {step.because}") for severity, step in LIKELIHOOD.items()]
    rows += [
        ("likelihood", "1–5", "a risk the roadmap states itself: its own word or percentage (low 2, medium 3, high 4, critical 5)"),
        ("likelihood", f"{UNKNOWN_LIKELIHOOD.points}", UNKNOWN_LIKELIHOOD.because),
        ("likelihood", f"+{UNANSWERED.points}", f"a stated risk where {UNANSWERED.because}"),
        ("likelihood", "+1", f"the same is found at {WIDESPREAD} or more places"),
        ("likelihood", "3–4", "what the structure of the plan shows: no days between two items, one item or person that much hangs on"),
    ]
    rows += [("impact", f"{step.points}", f"{category}: {step.because}") for category, step in IMPACT.items()]
    rows += [
        ("impact", "+1", "the item is on the critical path"),
        ("impact", "+1", f"{MANY_WAIT} or more items wait for it"),
        ("impact", "+1", f"the gap is {LARGE_GAP:.0%} of the stated total or more"),
        ("impact", "+1", "the roadmap gives the item high priority"),
        ("impact", "−1", "the item is done"),
    ]
    return tuple(rows)
