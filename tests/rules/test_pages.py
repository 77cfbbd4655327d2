"""The documentation of rules is true: its examples fire and stay silent as it says, and docs/rules.md is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import SettingsError
from agent.rules import RULES, explain, reference, rule_list
from agent.rules.base import Rule
from agent.rules.pages import BY_MODEL, page
from agent.rules.semantic import SEMANTIC
from tests.rules.reading import found, split_documents


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_flagged_example_fires_its_rule(rule: Rule) -> None:
    assert rule.code in {finding.rule for finding in found(split_documents(page(rule).flagged))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_fine_example_is_silent_for_its_rule(rule: Rule) -> None:
    findings = [f for f in found(split_documents(page(rule).fine)) if f.rule == rule.code]
    assert findings == []


@pytest.mark.parametrize("rule", [*RULES, *SEMANTIC], ids=lambda rule: rule.code)
def test_page_has_every_part(rule: Rule) -> None:
    parts = page(rule)
    assert parts.title.endswith(".")
    assert parts.claim
    assert parts.why
    assert parts.flagged.strip()
    assert parts.fine.strip()


def test_codes_and_names_are_unique_and_sorted_by_code() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    every = (*RULES, *SEMANTIC)
    assert len({rule.name for rule in every}) == len({rule.code for rule in every}) == len(every)


def test_explain_finds_a_rule_by_code_and_by_name() -> None:
    for rule in (*RULES, *SEMANTIC):
        assert explain(rule.code.lower()) == explain(rule.name)
        assert page(rule).claim in explain(rule.code)


def test_explain_of_an_unknown_rule_says_where_to_look() -> None:
    with pytest.raises(SettingsError, match="roadmap rules"):
        explain("RA999")


def test_rule_list_names_every_rule_once() -> None:
    text = rule_list()
    assert all(text.count(f"  {rule.code}  ") == 1 for rule in (*RULES, *SEMANTIC))


def test_rules_of_a_model_are_questions_and_stand_behind_the_others() -> None:
    assert {(rule.basis, rule.severity) for rule in SEMANTIC} == {("model", "question")}
    assert not any(rule.basis == "model" for rule in RULES)
    before, _, behind = rule_list().partition(f"{BY_MODEL}\n")
    assert all(f"  {rule.code}  " in behind for rule in SEMANTIC)
    assert all(f"  {rule.code}  " in before for rule in RULES)
    assert all("severity question, basis model." in explain(rule.code) for rule in SEMANTIC)


def test_reference_page_is_up_to_date() -> None:
    path = Path(__file__).parents[2] / "docs" / "rules.md"
    assert path.read_text(encoding="utf-8") == reference(), "run `make docs`"
