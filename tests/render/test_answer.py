"""An answer on paper and on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.answer import Answer, Citation, Passage
from agent.model.chunk import Chunk, Retrieved
from agent.model.finding import Computation
from agent.render.answer import answer_text
from agent.render.markdown import coded, escaped
from agent.render.page import Page

ANSWER = Answer(
    question="What does phase 2 cost?",
    answered=True,
    answer="Phase 2 costs $8-12M [1].",
    kind="lookup",
    citations=(Citation(n=1, path="plans/a b.md", line=30, end_line=31, quote="- **Cost**: $8-12M\n- more"),),
    computation=Computation(formula="8 + 4 = 12", expected="12", stated="12"),
    retrieved=(Passage(path="plans/a b.md", line=1, end_line=9, score=0.71),),
)
TERMINAL = Page(width=80, terminal=True, colour=True, link="file://{path}#L{line}", folder="/home/me")


def test_the_answer_comes_first_then_its_grounds() -> None:
    assert answer_text(ANSWER, Page(width=80)).splitlines() == [
        "Phase 2 costs $8-12M [1].",
        "",
        "Computed: 8 + 4 = 12",
        "",
        "[1] plans/a b.md:30-31",
        "    - **Cost**: $8-12M",
        "    - more",
    ]


def test_a_comparison_is_not_given_a_result() -> None:
    compared = ANSWER.model_copy(update={"computation": Computation(formula="$8 ≠ $12", expected="$12", stated="$8")})
    assert "Computed: $8 ≠ $12\n" in answer_text(compared, Page(width=80))


def test_explaining_adds_what_the_search_found_with_both_scores() -> None:
    chunk = Chunk("1", "plans/a b.md", 1, 9, ("Phase 2",), "body", "text")
    text = answer_text(ANSWER, Page(width=80), [Retrieved(chunk, 0.71, lexical=0.5, semantic=None)])
    assert text.splitlines()[-1].split() == ["0.71", "0.50", "–", "plans/a", "b.md:1-9"]


def test_a_refusal_names_what_was_looked_at() -> None:
    refusal = ANSWER.model_copy(update={"answered": False, "citations": (), "computation": None, "answer": "The roadmaps do not say."})
    assert "plans/a b.md:1-9" in answer_text(refusal, Page(width=80))


def test_a_place_is_a_link_on_a_terminal_only() -> None:
    assert "\x1b]8;" in answer_text(ANSWER, TERMINAL)
    assert "file:///home/me/plans/a%20b.md#L30" in answer_text(ANSWER, TERMINAL)
    assert "\x1b" not in answer_text(ANSWER, Page(width=80, link="file://{path}#L{line}"))


def test_no_colour_keeps_the_links() -> None:
    text = answer_text(ANSWER, Page(width=80, terminal=True, link="file://{path}#L{line}"))
    assert "\x1b]8;" in text
    assert "\x1b[36m" not in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_nothing_is_wider_than_the_page(width: int) -> None:
    quote = "\n".join("| " + "cell 日本 | " * 40 for _ in range(9))
    wide = ANSWER.model_copy(update={"answer": "word " * 90, "citations": (ANSWER.citations[0].model_copy(update={"quote": quote}),)})
    assert max(len(line) for line in answer_text(wide, Page(width=width)).splitlines()) <= width


@given(st.text(), st.text(min_size=1))
def test_no_text_of_a_document_commands_the_terminal(answer: str, quote: str) -> None:
    hostile = ANSWER.model_copy(
        update={"answer": answer, "citations": (ANSWER.citations[0].model_copy(update={"quote": quote, "path": quote}),)}
    )
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(answer_text(hostile, Page(width=80)))


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://evil.example/a.png)",
        "[click](javascript:alert(1))",
        "<img src=x onerror=y>",
        "@team look",
        "see #12",
        "www.evil.example",
        "`code`",
    ],
)
def test_markdown_of_a_document_stays_text(hostile: str) -> None:
    text = f"\n{escaped(hostile)}"
    for live in ("![", " <img", "\n<img", "@team", "#12", "http://", "www.e"):
        assert live not in text


def test_a_quote_cannot_close_its_code() -> None:
    assert coded("a ``` b ```` c").count("`````") == 2
    assert coded("`code`") == "`` `code` ``"
