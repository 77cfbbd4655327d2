"""Whatever is asked of whatever plan: answers stay short, quotes stay verbatim, nothing fails."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.answers import answer
from agent.answers.asking.cues import cue_names, cues_of
from agent.answers.wording.frames import frame
from tests.answers.plans import CAFE, GARTEN, HARBOUR, TSUKI, roadmap

QUESTIONS = (
    "What does phase 2 cost?",
    "Do the budgets add up?",
    "How many tasks are open?",
    "Which item is the most expensive?",
    "Who owns it?",
    "When is it planned?",
    "Is the total the same everywhere?",
    "What depends on B1?",
    "How do we reduce the risk?",
    "Welche Phase ist am teuersten?",
    "Quanto custam as fases juntas?",
    "フェーズ1はいつ？",
    "哪些任务还没完成？",
)
LINES = st.one_of(
    st.sampled_from(HARBOUR.split("\n")),
    st.sampled_from(TSUKI.split("\n")),
    st.sampled_from(GARTEN.split("\n")),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=40),
)
CELLS = st.sampled_from(
    ("A1", "Docks", "Phase 2", "$40K", "€1.2M", "12 weeks", "35%", "2027-03-01", "Q3 2027", "done", "✅", "Total", "7", "-", "")
)
ENTRIES = st.sampled_from(
    (
        "- Docks: $40K",
        "  - Gates: $15K",
        "- [x] Survey (2 weeks)",
        "1. Total: $90K",
        "- Week 3: opening",
        "**Budget:** $80K",
        "Costs:",
        "> Note: $5K",
    )
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A whole table: lines drawn one by one hardly ever make one."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=6))
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * width, *rows[1:]))


PARTS = st.one_of(
    tables(),
    st.lists(ENTRIES, min_size=1, max_size=5).map("\n".join),
    st.sampled_from(("# Plan", "## Phase 2: Build ($80K)", "## Costs", "### Docks", "Text with $20K in it.", "```\nDocks: $3K\n```")),
)
PLANS = [roadmap(text, f"{at}.md") for at, text in enumerate((HARBOUR, GARTEN, CAFE, TSUKI))]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, max_size=25), question=st.sampled_from(QUESTIONS))
def test_any_plan_can_be_asked_anything(lines: list[str], question: str) -> None:
    plan = roadmap("\n".join(lines))
    found = answer(question, [plan])
    assert len(found.answer) <= 1500
    for citation in found.citations:
        assert citation.quote in "\n".join(plan.document.raw_lines[citation.line - 1 : citation.end_line])


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(PARTS, max_size=6), question=st.sampled_from(QUESTIONS))
def test_any_parts_in_any_order_can_be_asked_about(parts: list[str], question: str) -> None:
    found = answer(question, [roadmap("\n\n".join(parts))])
    assert len(found.answer) <= 1500
    assert found.answered or found.kind == "refusal"


@settings(max_examples=60, deadline=None)
@given(question=st.text(max_size=60))
def test_any_question_can_be_asked(question: str) -> None:
    found = answer(question, PLANS)
    assert len(found.answer) <= 1500
    assert found.answered or found.kind == "refusal"


def test_the_same_question_has_the_same_answer() -> None:
    assert answer("What does phase 2 cost?", PLANS) == answer("What does phase 2 cost?", PLANS)


def test_citations_are_numbered_as_the_text_refers_to_them() -> None:
    found = answer("Which risks are named?", [PLANS[0]])
    assert [citation.n for citation in found.citations] == list(range(1, len(found.citations) + 1))
    assert all(f"[{citation.n}]" in found.answer for citation in found.citations)


def test_every_language_has_every_frame_that_needs_no_filling() -> None:
    for language in ("en", "de", "pt", "es", "fr", "ru", "id", "ja", "zh"):
        for key in ("yes", "no", "not_found", "person", "money", "date"):
            assert frame(key, language)


def test_cues_are_found_in_time_on_long_questions() -> None:
    assert cue_names()
    assert cues_of("how much " * 2000, "en") >= {"how_much"}
