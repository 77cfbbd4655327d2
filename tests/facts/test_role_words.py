"""A word of a role counts where it speaks of a figure, and not inside the name of something else."""

from __future__ import annotations

import pytest

from agent.facts import lookup_label, role_of, without_compounds


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Target audience", ""),
        ("Target latency", "target"),
        ("Market cap", ""),
        ("Cap", "limit"),
        ("Público-alvo", ""),
        ("Alvo", "target"),
        ("目标市场", ""),
        ("目标值", "target"),
        ("целевая аудитория", ""),
        ("Meta Ads", ""),
        ("Meta 2026", "target"),
        ("Actual vs. forecast", ""),
        ("Real estate", ""),
    ],
)
def test_compounds_name_no_role(text: str, role: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize("label", ["Target audience", "Mercado objetivo", "Meta Ads", "marché cible"])
def test_a_compound_is_no_label_of_a_target(label: str) -> None:
    meaning = lookup_label(label)
    assert meaning is None or meaning.attribute not in {"target", "actual", "baseline"}


def test_what_stands_beside_a_compound_is_kept() -> None:
    assert without_compounds("target users and target uptime") == "and target uptime"
    assert without_compounds("current uptime") == "current uptime"
