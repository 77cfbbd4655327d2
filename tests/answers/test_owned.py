"""What somebody is responsible for: every thing that gives that very owner, in any table or list."""

from __future__ import annotations

import pytest

from agent.answers import answer
from tests.answers.plans import roadmap

KITCHEN = roadmap(
    """# Kitchen plan

## Works

| Trade | Owner | Cost |
|---|---|---|
| Tiling | Greta | $900 |
| Plumbing | Greta + Tom | $2,400 |
| Wiring | Tomas | $1,100 |
| Sign-off | Board | $0 |

## Later

### Shelves

- **Owner:** Greta
- **Cost:** $300

### Board review

- **Owner:** Tomas
""",
    path="kitchen.md",
)
CUISINE = roadmap(
    """# Plan de la cuisine

| Chantier | Responsable | Coût |
|---|---|---|
| Carrelage | Yvette | 900 € |
| Plomberie | Paul | 2 400 € |
""",
    path="cuisine.md",
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("What is Greta responsible for?", ("Tiling", "Plumbing", "Shelves"), ("Wiring", "Sign-off")),
        ("Which trades does Greta own?", ("Tiling", "Plumbing"), ("Wiring", "Sign-off", "Shelves")),
        ("What is assigned to Tomas?", ("Wiring", "Board review"), ("Plumbing", "Tiling")),
        ("What is on the plate of Greta + Tom?", ("Plumbing",), ("Tiling", "Wiring", "Shelves")),
        ("What does the Board take care of?", ("Sign-off",), ("Wiring", "Tiling")),
    ],
)
def test_lists_what_belongs_to_somebody_and_nothing_of_others(question: str, said: tuple[str, ...], not_said: tuple[str, ...]) -> None:
    found = answer(question, [KITCHEN])
    assert found.answered
    assert all(name in found.answer for name in said), found.answer
    assert not any(name in found.answer for name in not_said), found.answer


def test_a_question_word_behind_a_preposition_asks_what_not_whether() -> None:
    found = answer("De quoi Yvette est-elle responsable ?", [CUISINE])
    assert found.answered
    assert "Carrelage" in found.answer
    assert "Plomberie" not in found.answer


def test_lists_over_several_roadmaps() -> None:
    other = roadmap("# Garden plan\n\n| Work | Owner |\n|---|---|\n| Hedge | Greta |\n| Pond | Ines |\n", path="garden.md")
    found = answer("What is Greta responsible for?", [KITCHEN, other])
    assert {citation.path for citation in found.citations} == {"kitchen.md", "garden.md"}
    assert "Hedge" in found.answer
    assert "Pond" not in found.answer
