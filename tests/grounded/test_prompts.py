"""Prompts by name, wherever the package is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import RoadmapError
from agent.grounded.prompts import parse, prompt

PROMPTS = sorted(file.stem for file in (Path(__file__).parents[2] / "prompts").glob("*.md"))
GOOD = "---\nvariables: [a, b]\noutput: Reply\n---\n{{ a }} and {{ b }}\n"


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_agrees_with_its_front_matter(name: str) -> None:
    found = prompt(name)
    assert found.output
    assert "{{" not in found.filled(dict.fromkeys(found.variables, "value"))


def test_prompts_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    prompt.cache_clear()
    assert "ask" in PROMPTS
    assert prompt("ask").variables == {"data"}


@pytest.mark.parametrize("values", [{"a": "x"}, {"a": "x", "b": "y", "c": "z"}, {}])
def test_a_missing_or_unused_variable_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(RoadmapError, match=r"prompts/two\.md"):
        parse("two", GOOD).filled(values)


def test_a_value_is_never_read_as_a_template() -> None:
    assert parse("two", GOOD).filled({"a": "{{ b }}", "b": r"\1 {x}"}) == r"{{ b }} and \1 {x}"


@pytest.mark.parametrize(
    "source",
    [
        "no front matter",
        "---\nvariables: [a]\n---\n{{ a }}",
        "---\nvariables: [a]\noutput: R\n---\nnothing",
        "---\nvariables: []\noutput: R\n---\n{{ a }}",
        "---\nvariables: a\noutput: R\n---\n{{ a }}",
    ],
)
def test_front_matter_that_does_not_fit_is_an_error(source: str) -> None:
    with pytest.raises(RoadmapError, match="correct the file"):
        parse("odd", source)


@pytest.mark.parametrize("name", ["nothing", "../settings", "ask.md", ""])
def test_an_unknown_prompt_is_an_error(name: str) -> None:
    with pytest.raises(RoadmapError, match="no such prompt"):
        prompt(name)
