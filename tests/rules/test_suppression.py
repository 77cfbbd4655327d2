"""Suppression comments: what they silence, what they do not, and what is wrong with them."""

from __future__ import annotations

import pytest

from agent.rules import check, examine
from agent.rules.suppression import DIRECTIVE, directives
from tests.rules.reading import TODAY
from tests.rules.test_engine import bare

MAIL = "Contact: product @example.com"


def rules_of(text: str) -> list[str]:
    return [finding.rule for finding in check([bare(text)], today=TODAY)]


def test_next_line_silences_the_line_below() -> None:
    findings = examine([bare(f"<!-- roadmap-disable-next-line RA008 -- an example -->\n{MAIL}\n")], today=TODAY)
    assert findings.findings == ()
    assert findings.suppressed == 1


def test_next_line_does_not_reach_further() -> None:
    assert rules_of(f"<!-- roadmap-disable-next-line RA008 -- an example -->\n\n{MAIL}\n") == ["RA091", "RA008"]


def test_line_silences_its_own_line() -> None:
    assert rules_of(f"{MAIL} <!-- roadmap-disable-line RA008 -- an example -->\n") == []


def test_a_placeholder_that_is_explained_on_one_line_stays_on_another() -> None:
    text = "<!-- roadmap-disable-next-line RA003 -- the yard is chosen in June -->\nYard: TBD\n\nCrew: TBD\n\nSail: TBD\n"
    findings = examine([bare(text)], today=TODAY)
    assert [(one.rule, [place.line for place in one.evidence]) for one in findings.findings] == [("RA003", [4, 6])]
    assert findings.suppressed == 1


def test_file_silences_everywhere() -> None:
    assert rules_of(f"{MAIL}\n\n<!-- roadmap-disable-file RA008 -- examples -->\n\n{MAIL}\n") == []


def test_block_silences_up_to_its_end() -> None:
    text = f"<!-- roadmap-disable RA008 -- examples -->\n{MAIL}\n<!-- roadmap-enable RA008 -->\n\n{MAIL}\n"
    findings = check([bare(text)], today=TODAY)
    assert [(f.rule, f.line) for f in findings] == [("RA008", 5)]


def test_enable_without_codes_closes_any_block() -> None:
    assert rules_of(f"<!-- roadmap-disable RA008 -- examples -->\n{MAIL}\n<!-- roadmap-enable -->\n") == []


def test_several_rules_in_one_comment() -> None:
    assert rules_of("<!-- roadmap-disable-next-line RA008 RA003 -- a form -->\n[insert name], mail: product @example.com\n") == []


def test_an_unclosed_block_is_a_finding() -> None:
    assert rules_of(f"<!-- roadmap-disable RA008 -- examples -->\n{MAIL}\n") == ["RA092"]


def test_a_comment_without_a_reason_silences_nothing() -> None:
    assert rules_of(f"<!-- roadmap-disable-next-line RA008 -->\n{MAIL}\n") == ["RA090", "RA008"]


def test_a_comment_without_a_rule_silences_nothing() -> None:
    assert rules_of(f"<!-- roadmap-disable-next-line -- because -->\n{MAIL}\n") == ["RA090", "RA008"]


def test_an_unknown_rule_is_a_finding() -> None:
    findings = check([bare(f"<!-- roadmap-disable-next-line RA999 -- because -->\n{MAIL}\n")], today=TODAY)
    assert [f.rule for f in findings] == ["RA090", "RA008"]
    assert "RA999" in findings[0].message


def test_a_rule_that_did_not_run_cannot_be_unused() -> None:
    text = "<!-- roadmap-disable-next-line RA008 -- an example -->\nContact: product@example.com\n"
    assert [f.rule for f in check([bare(text)], today=TODAY, select=["RA091", "RA003"])] == []
    assert [f.rule for f in check([bare(text)], today=TODAY, select=["RA091", "RA008"])] == ["RA091"]


def test_inline_config_can_be_switched_off() -> None:
    text = f"<!-- roadmap-disable-next-line RA008 -- an example -->\n{MAIL}\n"
    assert [f.rule for f in check([bare(text)], today=TODAY, inline_config=False)] == ["RA008"]


def test_a_directive_shown_in_a_fence_is_an_example() -> None:
    text = f"```html\n<!-- roadmap-disable-file RA008 -- examples -->\n```\n\n{MAIL}\n"
    assert rules_of(text) == ["RA008"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!-- roadmap-disable-next-line RA101 -- r -->", "disable-next-line"),
        ("<!--roadmap-disable-line RA101 -- r-->", "disable-line"),
        ("<!-- roadmap-disable-file RA101 -- r -->", "disable-file"),
        ("<!-- roadmap-disable RA101 -- r -->", "disable"),
        ("<!-- roadmap-enable RA101 -->", "enable"),
        ("<!-- roadmap-disabled RA101 -- r -->", None),
        ("<!-- disable RA101 -- r -->", None),
        ("roadmap-disable RA101 -- r", None),
    ],
)
def test_directive_pattern(text: str, kind: str | None) -> None:
    match = DIRECTIVE.search(text)
    assert (match[1] if match else None) == kind


def test_directives_know_their_lines() -> None:
    found = directives(bare("a\n<!-- roadmap-disable RA101 RA102 -- r -->\nb\n<!-- roadmap-enable RA101 RA102 -->\nc\n").document)
    assert [(d.kind, d.codes, d.reason, d.first, d.last) for d in found] == [
        ("disable", ("RA101", "RA102"), "r", 2, 4),
        ("enable", ("RA101", "RA102"), "", 4, 4),
    ]
