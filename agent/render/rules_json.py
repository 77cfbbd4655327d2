"""Rules as the JSON contracts `roadmap/rules/1` and `roadmap/rule/1`."""

from __future__ import annotations

from collections.abc import Sequence

from agent.render.contracts import Json, json_text
from agent.rules.base import Rule
from agent.rules.pages import page


def rules_json(rules: Sequence[Rule]) -> str:
    """All rules in the order given. `rule` is the code, as in a finding."""
    return json_text({"schema": "roadmap/rules/1", "rules": [_named(rule) for rule in rules]})


def rule_json(rule: Rule) -> str:
    """One rule with its page; `flagged` and `fine` are Markdown."""
    parts = page(rule)
    told: dict[str, Json] = {"claim": parts.claim, "why": parts.why, "source": parts.source, "flagged": parts.flagged, "fine": parts.fine}
    return json_text({"schema": "roadmap/rule/1", **_named(rule), **told})


def _named(rule: Rule) -> dict[str, Json]:
    return {
        "rule": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "basis": rule.basis,
        "title": page(rule).title,
    }
