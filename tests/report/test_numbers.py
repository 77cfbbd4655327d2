"""Each number in a report stands in its evidence or in a computation that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from agent.model.finding import Evidence
from agent.model.report import Budget, Report
from agent.report.base_rates import GROWTH, RETURN
from agent.rules import RULES
from agent.rules.pages import page
from tests.report.reports import CORPUS, PLANS, SHARED, corpus, report_on

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAMED = re.compile(r'["“][^"“”]*["”]|\((?:Phase|[A-Z])\s?\d[^)]*\)|\b[A-Z]\d+(?:\.\d+)?\b|\bPhase \d+|\bUTF-8|\bv\d[\d.]*', re.IGNORECASE)
PUBLISHED = " ".join(
    [RETURN.usual, RETURN.source, GROWTH.usual, GROWTH.source, *(f"{page(rule).why} {page(rule).source}" for rule in RULES)]
)


def numbers(*texts: str) -> set[str]:
    return {found.replace(",", "") for text in texts for found in NUMBER.findall(text)}


def standing(places: Iterable[Evidence]) -> set[str]:
    """Numbers of quotes, and of what a place is called."""
    known: set[str] = set()
    for place in places:
        known |= numbers(place.quote, place.path) | {str(place.line), str(place.end_line)}
    return known


def left_over(said: str, places: Sequence[Evidence], shown: Iterable[str], today: str) -> set[str]:
    """Numbers of a sentence that nothing explains: not a quote, a computation, the report's date, a published figure, a name or a count."""
    counts = {str(count) for count in range(len(places) + 1)}  # of what is listed below it
    return numbers(NAMED.sub(" ", said)) - standing(places) - numbers(*shown, today, PUBLISHED) - counts


def unexplained(report: Report) -> list[tuple[str, set[str]]]:
    found = [(line.text, left_over(line.text, line.evidence, line.computed, report.today)) for line in report.summary]
    for risk in report.risks:
        shown = [f"{c.formula} {c.stated} {c.expected}" for c in risk.computations] + [reason.because for reason in risk.reasons]
        said = f"{risk.title} {risk.statement} {risk.mitigation.text} {risk.consequence}"
        found.append((risk.title, left_over(said, (*risk.evidence, *risk.mitigation.evidence), shown, report.today)))
    found += [(b.name, numbers(b.summed, b.difference) - numbers(b.formula, _difference(b))) for b in report.totals.budgets]
    found += [(claim.about, numbers(claim.stated) - standing([claim.evidence]) - numbers(claim.reading)) for claim in report.claims]
    return [(text, missing) for text, missing in found if missing]


def _difference(budget: Budget) -> str:
    """The difference is what is stated less what is summed, both of which stand beside it."""
    low, high = sorted(stated - summed for stated, summed in zip(budget.stated_value, budget.summed_value, strict=True))
    assert bool(budget.difference) == (abs(low) > 1e-6 or abs(high) > 1e-6)
    return budget.difference


@pytest.mark.parametrize("file", [*sorted(PLANS.glob("*.md")), *sorted(CORPUS.glob("*.md"))], ids=lambda file: file.stem)
def test_no_number_is_unexplained(file: Path) -> None:
    assert unexplained(report_on([file])) == []


def test_no_number_is_unexplained_in_a_report_on_many() -> None:
    assert unexplained(corpus()) == []


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed roadmaps are not here")
def test_no_number_is_unexplained_on_the_seeds() -> None:
    assert unexplained(report_on(list((SHARED / "seeds").iterdir()))) == []


def test_every_quote_stands_at_its_lines() -> None:
    lines = {file.name: file.read_text(encoding="utf-8").split("\n") for file in CORPUS.glob("*.md")}
    report = corpus()
    places = [place for risk in report.risks for place in (*risk.evidence, *risk.mitigation.evidence)]
    places += [bar.evidence for bar in report.timeline] + [link.evidence for link in report.dependencies]
    places += [place for line in report.summary for place in line.evidence] + [reading.evidence for reading in report.documents]
    places += [claim.evidence for claim in report.claims] + [place for budget in report.totals.budgets for place in budget.evidence]
    assert len(places) > 400
    for place in places:
        assert place.quote in "\n".join(lines[place.path][place.line - 1 : place.end_line])
