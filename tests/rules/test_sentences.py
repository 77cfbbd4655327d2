"""How running text is cut into sentences."""

import pytest

from agent.documents import parse_markdown
from agent.extract import extract
from agent.rules.reading.sentences import sentences_of
from agent.rules.reading.tokens import with_tokens


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Owner: Ines\nStart: March 2027\nBudget: $20K", [(1, "Owner: Ines"), (2, "Start: March 2027"), (3, "Budget: $20K")]),
        ("責任者：伊藤\n予算：300万円", [(1, "責任者：伊藤"), (2, "予算：300万円")]),
        ("Note: the quay\nis closed in May", [(1, "Note: the quay\nis closed in May")]),
        ("We open at 10:30\nand close at 18:30", [(1, "We open at 10:30\nand close at 18:30")]),
        ("It is late. Owner: Ines\nStart: May", [(1, "It is late."), (1, "Owner: Ines\nStart: May")]),
    ],
)
def test_lines_that_are_a_label_each_are_sentences_of_their_own(text: str, lines: list[tuple[int, str]]) -> None:
    roadmap = with_tokens(extract(parse_markdown(text, "plan.md")))
    assert [(sentence.line, sentence.text) for sentence in sentences_of(roadmap)] == lines
