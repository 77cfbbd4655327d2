"""Words that are near in meaning: they find lines across languages, and lend a little weight within one."""

from __future__ import annotations

import pytest

from agent.answers import answer
from agent.answers.asking.cues import listed, load, mapping
from agent.answers.asking.question import read_question
from agent.answers.asking.thesaurus import forms_of_sense, senses_in_run, senses_of_words
from agent.answers.reading.matching import MATCHED, match
from agent.answers.reading.view import view_of
from tests.answers.plans import roadmap

FARM = roadmap(
    """# Hill farm

## Works

- New roof for the barn: April 2027
- Irrigation of the orchard: May 2027
- Fence for the sheep: June 2027
""",
    "farm.md",
)


def test_each_sense_has_a_column_for_each_language() -> None:
    languages = listed(load("thesaurus")["columns"])
    senses = mapping(load("thesaurus")["senses"])
    assert len(languages) == 9
    assert len(senses) > 500
    assert all(str(columns).count("|") == len(languages) - 1 for columns in senses.values())
    assert all(forms_of_sense(sense, "en") for sense in senses)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wann wird die Bewässerung gebaut?", "May 2027"),
        ("Quand pose-t-on le toit ?", "April 2027"),
        ("屋根の工事はいつですか？", "April 2027"),
    ],
)
def test_a_question_finds_a_line_in_another_language(question: str, said: str) -> None:
    assert said in answer(question, [FARM]).answer


def test_phrases_and_parts_of_compounds_have_senses() -> None:
    assert [found.last - found.first for found in senses_of_words(["the", "push", "notification"], "en")][-1:] in ([1], [2])
    assert senses_of_words(["dachreparatur"], "de")
    assert senses_in_run("屋根工事", "ja")
    assert not senses_in_run("roof", "en")


@pytest.mark.parametrize(
    ("text", "matched"),
    [("# Farm\n\n- Fence for the sheep: June 2027\n", True), ("# Farm\n\n- Cows: May 2027\n- Fence for the sheep: June 2027\n", False)],
)
def test_within_one_language_a_near_word_stands_in_only_where_no_line_says_the_word(text: str, matched: bool) -> None:
    view = view_of(roadmap(text, "cows.md"))
    found = match(read_question("When do the cows come?"), view)
    fence = next(unit.index for unit in view.units if "Fence" in unit.text)
    assert (found.own[0, fence] >= MATCHED) == matched
    assert found.own[0, fence] > 0


def test_a_question_is_not_refused_for_its_verb() -> None:
    plan = roadmap(
        "# Ferry\n\n## Crew by quarter\n\n- Q1 2027: 2 deckhands\n- Q2 2027: 3 deckhands\n\n## Boats\n\n- One ferry, built 1998\n",
        "ferry.md",
    )
    found = answer("How many deckhands embark in Q2 2027?", [plan])
    assert found.answered
    assert "3" in found.answer
