"""Findings as text, JSON, SARIF, Markdown and workflow commands."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from agent.model.finding import Computation, DocumentAccount, Evidence, Finding, Findings, ReadCounts, SeverityCounts, UnreadLine
from agent.render.findings_github import findings_github
from agent.render.findings_json import findings_json
from agent.render.findings_markdown import findings_markdown
from agent.render.findings_sarif import findings_sarif
from agent.render.findings_text import findings_text
from agent.render.page import Page
from agent.rules import RULES

SUM = Finding(
    id="0123456789abcdef",
    rule="RA101",
    name="sum-mismatch",
    family="arithmetic",
    severity="error",
    basis="computed",
    path="plans/a.md",
    line=9,
    end_line=9,
    message='"Total" is stated as $3.2M, but its 2 components add up to $3.41M',
    evidence=(
        Evidence(path="plans/a.md", line=9, end_line=9, quote="**Total**: $3.2M"),
        Evidence(path="plans/a.md", line=10, end_line=10, quote="- Engineers: $2.1M"),
        Evidence(path="plans/b.xlsx", line=4, end_line=4, quote="Design | 1.31", locator="Sheet1!B4"),
    ),
    computation=Computation(formula="$2.1M + $1.31M = $3.41M", expected="$3.41M", stated="$3.2M"),
    suggestion="change $3.2M to $3.41M",
)
QUESTION = SUM.model_copy(
    update={
        "id": "f" * 16,
        "severity": "question",
        "path": "plans/z.md",
        "line": 2,
        "end_line": 3,
        "computation": None,
        "suggestion": "",
        "evidence": (Evidence(path="plans/z.md", line=2, end_line=3, quote="first | line\nsecond <b>@team</b>"),),
    }
)
FINDINGS = Findings(
    documents=(
        DocumentAccount(
            path="plans/a.md",
            lines=120,
            read=ReadCounts(items=12, quantities=40, metrics=9, dependencies=1),
            unread=(UnreadLine(line=88, reason="no label"),),
        ),
    ),
    findings=(SUM, QUESTION),
    summary=SeverityCounts(error=1, question=1),
    suppressed=2,
    baselined=1,
    stale=("a" * 16,),
)
EMPTY = Findings()


def test_json_follows_the_contract() -> None:
    data = json.loads(findings_json(FINDINGS))
    assert list(data)[:5] == ["schema", "documents", "findings", "summary", "suppressed"]
    assert data["schema"] == "roadmap/findings/1"
    assert list(data["findings"][0]) == [
        *(
            "id",
            "rule",
            "name",
            "family",
            "severity",
            "basis",
            "path",
            "line",
            "end_line",
            "message",
            "evidence",
            "computation",
            "suggestion",
        )
    ]
    assert data["documents"][0]["unread"] == [{"line": 88, "reason": "no label"}]
    assert "locator" not in data["findings"][0]["evidence"][0]
    assert data["findings"][0]["evidence"][2]["locator"] == "Sheet1!B4"
    assert data["summary"] == {"error": 1, "warning": 0, "question": 1}


def test_json_of_nothing_is_complete() -> None:
    assert json.loads(findings_json(EMPTY))["findings"] == []


def test_sarif_is_valid_against_the_published_schema() -> None:
    schema = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for log in (findings_sarif(FINDINGS, RULES, "1.2.3"), findings_sarif(EMPTY, (), "1.2.3")):
        assert not list(validator.iter_errors(json.loads(log)))
    assert list(validator.iter_errors({**json.loads(log), "version": "2.0"}))


def test_sarif_results_point_to_their_rule_and_place() -> None:
    run = json.loads(findings_sarif(FINDINGS, RULES, "1.2.3"))["runs"][0]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "RA101"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2]
    assert result["partialFingerprints"] == {"roadmapFinding/v1": SUM.id}
    assert run["results"][1]["level"] == "note"


def test_text_groups_by_file_and_shows_the_work() -> None:
    text = findings_text(FINDINGS)
    assert text.startswith("plans/a.md\n  error RA101 sum-mismatch  plans/a.md:9\n")
    assert "computed $2.1M + $1.31M = $3.41M" in text
    assert "stated   $3.2M, expected $3.41M" in text
    assert "edit     change $3.2M to $3.41M" in text
    assert text.index("plans/a.md") < text.index("plans/z.md")


def test_text_underlines_the_numbers_of_the_computation() -> None:
    lines = findings_text(FINDINGS).splitlines()
    at = next(number for number, line in enumerate(lines) if line.endswith("- Engineers: $2.1M"))
    assert lines[at + 1].index("^") == lines[at].index("2.1")
    assert lines[at + 1].count("^") == len("2.1")


def test_text_underlines_below_wide_characters() -> None:
    evidence = Evidence(path="plans/a.md", line=1, end_line=1, quote="合計: 3.2")
    lines = findings_text(FINDINGS.model_copy(update={"findings": (SUM.model_copy(update={"evidence": (evidence,)}),)})).splitlines()
    at = next(number for number, line in enumerate(lines) if "合計" in line)
    assert lines[at + 1].index("^") == lines[at].index("3.2") + 2


def test_text_underlines_no_figure_of_another_unit_where_one_has_the_right() -> None:
    evidence = Evidence(path="plans/a.md", line=1, end_line=1, quote="| Phase 3.2 | 21 months | $3.2M |")
    lines = findings_text(FINDINGS.model_copy(update={"findings": (SUM.model_copy(update={"evidence": (evidence,)}),)})).splitlines()
    at = next(number for number, line in enumerate(lines) if "Phase" in line)
    assert lines[at + 1].split("│")[1].strip() == "^^^"
    assert lines[at + 1].index("^") == lines[at].index("$3.2M") + 1


def test_text_underlines_days_as_a_whole_and_no_part_of_other_days() -> None:
    evidence = Evidence(path="plans/a.md", line=1, end_line=1, quote="| Audit | 2026-03-26 | 2026-09-12 |")
    days = Computation(formula="Audit: 2026-09-12; needs Vault: 2026-11-26", expected="not before 2026-11-26", stated="2026-09-12")
    finding = SUM.model_copy(update={"evidence": (evidence,), "computation": days})
    lines = findings_text(FINDINGS.model_copy(update={"findings": (finding,)})).splitlines()
    at = next(number for number, line in enumerate(lines) if "| Audit" in line)
    assert lines[at + 1].split("│")[1].strip() == "^" * len("2026-09-12")
    assert lines[at + 1].index("^") == lines[at].index("2026-09-12")


def test_text_shows_a_figure_beyond_the_width_with_the_front_of_its_line() -> None:
    quote = f"| Harbour | {'word ' * 30}| $3.2M | end |"
    finding = SUM.model_copy(update={"evidence": (Evidence(path="plans/a.md", line=1, end_line=1, quote=quote),)})
    lines = findings_text(FINDINGS.model_copy(update={"findings": (finding,)}), Page(width=80)).splitlines()
    shown = next(line for line in lines if "Harbour" in line)
    assert "$3.2M" in shown
    assert len(shown) <= 80


def test_text_names_only_the_line_where_the_path_is_too_long_for_the_page() -> None:
    path = f"plans/{'long-' * 10}name.md"
    finding = SUM.model_copy(update={"path": path})
    lines = findings_text(FINDINGS.model_copy(update={"findings": (finding,)}), Page(width=80)).splitlines()
    assert lines[1] == "  error RA101 sum-mismatch  line 9"


def test_text_ends_with_what_was_read_and_what_was_not() -> None:
    last = findings_text(FINDINGS, Page(width=200)).splitlines()[-3:]
    assert last[0] == "1 error, 0 warnings, 1 question (2 suppressed by comments, 1 accepted in the baseline)"
    assert last[1].startswith("Read 1 document, 120 lines: 12 items, 40 numbers, 9 metrics, 1 dependency. Not read: 1 number or row;")
    assert "a" * 16 in last[2]


def test_text_has_colours_only_on_request() -> None:
    assert "\x1b[" not in findings_text(FINDINGS)
    assert "\x1b[1;31merror\x1b[0m" in findings_text(FINDINGS, Page(terminal=True, colour=True))


def test_text_underlines_without_colours_on_a_terminal_that_wants_none() -> None:
    text = findings_text(FINDINGS, Page(terminal=True))
    assert "\x1b[1;4m2.1\x1b[0m" in text
    assert "^" not in text


def test_text_keeps_to_the_width_of_the_page() -> None:
    long = SUM.model_copy(update={"message": "word " * 60, "suggestion": "edit " * 60})
    for width in (60, 80, 200):
        text = findings_text(FINDINGS.model_copy(update={"findings": (long,)}), Page(width=width))
        assert max(len(line) for line in text.splitlines()) <= width


def test_text_lets_no_document_steer_the_terminal() -> None:
    evil = Evidence(path="plans/a.md", line=1, end_line=1, quote="\x1b[2J\x1b]0;title\x07 3.2 \u202e")
    text = findings_text(FINDINGS.model_copy(update={"findings": (SUM.model_copy(update={"evidence": (evil,), "message": "a\x1b[31mb"}),)}))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_text_cuts_long_lines_and_many_places() -> None:
    places = tuple(Evidence(path="plans/a.md", line=n, end_line=n, quote="x" * 500) for n in range(1, 31))
    text = findings_text(FINDINGS.model_copy(update={"findings": (SUM.model_copy(update={"evidence": places}),)}))
    assert max(map(len, text.splitlines())) < 150
    assert "and 22 more places" in text


def test_markdown_shows_document_text_as_text() -> None:
    text = findings_markdown(FINDINGS)
    assert "\\<b\\>" in text
    assert "@team" not in text
    assert "first \\| line second" in text


def test_github_escapes_what_would_end_the_command() -> None:
    finding = SUM.model_copy(update={"path": "a,b:c.md", "message": "50% off\nnow"})
    line = findings_github(FINDINGS.model_copy(update={"findings": (finding,)}))
    assert line.count("\n") == 1
    assert line.startswith("::error file=a%2Cb%3Ac.md,line=9,endLine=9,title=RA101 sum-mismatch::50%25 off%0Anow")


@pytest.mark.parametrize(
    "render", [findings_text, findings_markdown, findings_json, findings_github, lambda f: findings_sarif(f, RULES, "1.0.0")]
)
def test_lone_surrogates_do_not_break_a_renderer(render) -> None:  # type: ignore[no-untyped-def]
    finding = SUM.model_copy(update={"message": "a\ud800b"})
    printed = render(FINDINGS.model_copy(update={"findings": (finding,)}))
    assert printed.encode("utf-8").decode("utf-8") == printed
    assert "\ud800" not in printed
