"""Each rule against its own cases: texts that must fire, and neighbours that must not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from agent.rules import RULES, thresholds_from
from tests.rules.reading import TODAY, found

FOLDER = Path(__file__).parent / "cases"
ENGINE_RULES = {"RA090", "RA091", "RA092"}  # these need other rules to run beside them


def _cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem} {case['name']}")
        for path in sorted(FOLDER.glob("RA*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("code", "case"), _cases())
def test_rule_fires_exactly_where_the_case_says(code: str, case: dict[str, Any]) -> None:
    documents = case.get("documents") or {"plan.md": case["text"]}
    today = case.get("today", TODAY)
    assert isinstance(today, date)
    select = () if code in ENGINE_RULES else (code,)
    findings = [f for f in found(documents, select, today, thresholds_from(case.get("thresholds", {}))) if f.rule == code]
    assert [finding.line for finding in findings] == case["lines"], [finding.message for finding in findings]
    for expected in ("severity", "message", "suggestion"):
        if expected in case:
            assert all(case[expected] in getattr(finding, expected) for finding in findings), findings
    if "evidence" in case:
        assert [[e.line for e in finding.evidence] for finding in findings] == case["evidence"]
    if "formula" in case:
        assert all(finding.computation and case["formula"] in finding.computation.formula for finding in findings), findings


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_cases_that_fire_and_cases_that_stay_silent(rule: Any) -> None:
    path = FOLDER / f"{rule.code}.yaml"
    assert path.exists(), f"write {path.name}"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(cases) >= 6
    assert any(case["lines"] for case in cases)
    assert any(not case["lines"] for case in cases)
    assert len({case["name"] for case in cases}) == len(cases)
