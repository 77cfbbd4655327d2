"""Any text in: no error, every quote in its place, the same twice, and ids that blank lines above do not change."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.rules import check
from tests.rules.reading import TODAY

LINES = st.sampled_from(
    [
        "# Plan",
        "## Phase 1 (Q1 2026)",
        "## Phase 2: Growth (Q3 2026)",
        "## Risks",
        "### Task 1: Index ✅",
        "### Task 2: Sheets",
        "## Version 3.4 (June 2026)",
        "## Version 3.5 (May 2026)",
        "## People (82% of the investment)",
        "- [x] Index",
        "- [ ] Ranking",
        "[ ] Filters",
        "- Staff: $450K (30%)",
        "- Tools: $150K (10%)",
        "Total: $1,500K",
        "- **Total:** $700K",
        "- 6 Enterprise = $29.9k",
        "- 2× Developer: $12k/month each",
        "- Lead: $18k/month",
        "- **Total:** $30k/month",
        "**Effort**: 40-60 hours",
        "- **Development Investment**: 90 hours",
        "| Item | Cost | Price |",
        "|---|---|---|",
        "| Staff | $450K | $9 |",
        "| Tools | 50% | $19 |",
        "| **Total** | **$700K** | |",
        "| K1 60%, K2 50% | Month 6 | -$5k |",
        "**TOTAL YEAR:** $660K",
        "**Break-even:** month 6",
        "Two of four milestones have been reached.",
        "The $4.0M come back in 48 months at $50,000 a month.",
        "99.95% allows 4 minutes of downtime.",
        "900 orders at $34 make $36,000 a week[^1].",
        "[^1]: 900 orders, $35 each.",
        "An ROI of 158% on $140,000.",
        "At most 40 seconds; today 31.",
        "- A1 Portal: depends on A2, months 2-5",
        "- A2 Sign-in: month 4",
        "**Depends on:** Task 1",
        "合計：500万円",
        "[DATE]",
        "",
        "```",
        "2/3 done (50%)",
    ]
)
SOUP = st.lists(LINES | st.text(max_size=12), max_size=30).map("\n".join)


def read(text: str) -> Roadmap:
    return extract(parse_markdown(text, "plan.md"))


def checked(text: str) -> tuple[Finding, ...]:
    return check([read(text)], today=TODAY, inline_config=False)


@settings(max_examples=150, deadline=None)
@given(SOUP)
@example("| a | b |\n|---|---|\n| K1 60%, K2 50% | 1 |\n")
def test_any_text_is_checked_and_every_quote_stands_at_its_lines(text: str) -> None:
    roadmap = read(text)
    lines = roadmap.document.raw_lines
    findings = check([roadmap], today=TODAY)
    assert findings == check([read(text)], today=TODAY)
    assert len({finding.id for finding in findings}) == len(findings)
    for finding in findings:
        assert finding.message
        assert "\n" not in finding.message
        assert finding.evidence[0].line == finding.line
        for evidence in finding.evidence:
            assert 1 <= evidence.line <= evidence.end_line <= len(lines)
            assert evidence.quote in "\n".join(lines[evidence.line - 1 : evidence.end_line])


@settings(max_examples=80, deadline=None)
@given(SOUP)
def test_blank_lines_above_change_no_id(text: str) -> None:
    later = checked("\n" * 10 + text)
    assert [finding.id for finding in later] == [finding.id for finding in checked(text)]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_checked(text: str) -> None:
    last = len(read(text).document.raw_lines)
    assert all(finding.message and 1 <= finding.line <= finding.end_line <= last for finding in checked(text))
