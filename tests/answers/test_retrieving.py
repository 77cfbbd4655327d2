"""What a search by meaning adds: lines that share no word with the question."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers import answer
from agent.answers.asking.question import read_question
from agent.model.chunk import Chunk, Retrieved
from tests.answers.plans import roadmap

FERRY = """# Ferry at night

## Dangers

- Fog on the river: the pilot waits ashore until the beacon shows
- Ice in January: the second hull is plated
- Quarrels about noise: engines run on batteries after ten

## Money

- Hull: €90,000
"""


class Meaning:
    """A search that knows by heart which line means what was asked."""

    def __init__(self, line: int) -> None:
        self.line = line

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        body = FERRY.splitlines()[self.line - 1]
        return [Retrieved(Chunk("1", "ferry.md", self.line, self.line, ("Ferry at night",), body, body), 0.8, None, 0.7)][:limit]


def test_a_passage_found_by_meaning_answers_how_and_why() -> None:
    plan = roadmap(FERRY, "ferry.md")
    question = "How will the neighbours be spared at bedtime?"
    found = answer(question, [plan], search=Meaning(7))
    assert found.answered
    assert "batteries after ten" in found.answer
    assert any(citation.line <= 7 <= citation.end_line for citation in found.citations)


def test_when_between_clauses_asks_for_no_time() -> None:
    assert read_question("What do we do when the river freezes?").wanted != "window"
    assert read_question("When does the river freeze?").wanted == "window"
    assert read_question("Who sails, and when?").has("when")
