"""The engine: what it selects, what it counts, and ids that survive edits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from agent.documents import parse_markdown
from agent.errors import SettingsError
from agent.extract import extract
from agent.model.finding import Finding
from agent.model.roadmap import Roadmap
from agent.rules import RULES, check, examine, fails
from agent.rules.base import Draft, Rule
from agent.rules.baseline import Accepted, baseline_of, compare, read_baseline
from agent.rules.echoes import without_echoes
from agent.rules.engine import selected
from agent.rules.identity import findings_of
from tests.rules.reading import TODAY

TEXT = "# Plan\n\nContact: product @example.com\n\n- Owner: [insert name]\n"


def bare(text: str, path: str = "plan.md") -> Roadmap:
    """A roadmap of which nothing but the document was read."""
    document = parse_markdown(text, path)
    return Roadmap(document, document.title, "en")


def checked(text: str, path: str = "plan.md") -> tuple[Finding, ...]:
    return check([bare(text, path)], today=TODAY)


def test_findings_are_sorted_by_place() -> None:
    findings = check([bare(TEXT, "b.md"), bare(TEXT, "a.md")], today=TODAY)
    assert [(f.path, f.line) for f in findings] == [("a.md", 3), ("a.md", 5), ("b.md", 3), ("b.md", 5)]


def test_ids_stay_when_lines_are_inserted_above() -> None:
    later = checked("# Plan\n\nNew introduction.\n\n" + "More text.\n\n" * 10 + TEXT.removeprefix("# Plan\n\n"))
    assert [f.id for f in later] == [f.id for f in checked(TEXT)]
    assert [f.line for f in later] != [f.line for f in checked(TEXT)]


def test_ids_stay_when_the_message_is_reworded() -> None:
    rule = next(rule for rule in RULES if rule.code == "RA008")
    span = bare(TEXT).document.span(3)
    first, second = (findings_of(rule, [Draft(message, (span,), "k", suggestion=message)])[0] for message in ("one", "two"))
    assert first.id == second.id
    assert first.message != second.message


def test_equal_findings_of_one_rule_get_ids_of_their_own() -> None:
    twice = checked("Mail: kim @example.com\n\nText between.\n\nMail: kim @example.com\n")
    assert len({f.id for f in twice}) == len(twice) == 2


def test_ids_differ_between_files_and_rules() -> None:
    assert not {f.id for f in checked(TEXT, "a.md")} & {f.id for f in checked(TEXT, "b.md")}
    span = bare(TEXT).document.span(3)
    assert len({findings_of(rule, [Draft("m", (span,))])[0].id for rule in RULES}) == len(RULES)


def test_same_input_gives_same_bytes() -> None:
    runs = {examine([bare(TEXT), bare("Mail: b @example.com", "c.md")], today=TODAY).model_dump_json() for _ in range(3)}
    assert len(runs) == 1


def test_select_takes_codes_prefixes_names_and_families() -> None:
    assert {f.rule for f in check([bare(TEXT)], today=TODAY, select=["RA008"])} == {"RA008"}
    assert {f.rule for f in check([bare(TEXT)], today=TODAY, select=["malformed-email"])} == {"RA008"}
    assert selected(["document"]) == tuple(rule for rule in RULES if rule.family == "document")
    assert selected(["RA0"]) == tuple(rule for rule in RULES if rule.code.startswith("RA0"))


def test_ignore_wins_over_select() -> None:
    assert "RA008" not in {rule.code for rule in selected(["document"], ["RA008"])}
    assert {f.rule for f in check([bare(TEXT)], today=TODAY, ignore=["RA003"])} == {"RA008"}


@pytest.mark.parametrize("name", ["RA999", "arithmetics", "", "RAX"])
def test_an_unknown_rule_is_an_error_that_says_where_to_look(name: str) -> None:
    with pytest.raises(SettingsError, match="roadmap rules"):
        selected([name])
    with pytest.raises(SettingsError, match="roadmap rules"):
        selected([], [name])


def test_fail_on_counts_findings_at_or_above_a_severity() -> None:
    findings = examine([bare("# Plan\n\n- Owner: TBD\n")], today=TODAY)
    assert findings.summary.question == 1
    assert [fails(findings, level) for level in ("error", "warning", "question", "never")] == [False, False, True, False]


def test_fail_on_refuses_an_unknown_severity() -> None:
    with pytest.raises(SettingsError, match="error, warning, question or never"):
        fails(examine([], today=TODAY), "info")


def test_summary_counts_what_is_listed() -> None:
    findings = examine([bare(TEXT)], today=TODAY)
    assert findings.summary.warning == sum(f.severity == "warning" for f in findings.findings) == 2


def test_account_says_what_was_read() -> None:
    account = examine([bare(TEXT)], today=TODAY).documents[0]
    assert (account.path, account.lines, account.read.items, account.unread) == ("plan.md", 5, 0, ())


def test_a_draft_without_a_place_is_no_finding() -> None:
    assert findings_of(RULES[0], [Draft("nowhere", ())]) == ()


def test_equal_drafts_are_one_finding() -> None:
    span = bare(TEXT).document.span(3)
    assert len(findings_of(RULES[0], [Draft("m", (span,)), Draft("m", (span,))])) == 1


def test_a_draft_may_lower_the_severity_of_its_rule() -> None:
    rule: Rule = replace(RULES[0], severity="error")
    span = bare(TEXT).document.span(3)
    severities = [findings_of(rule, [Draft("m", (span,), severity=s)])[0].severity for s in (None, "question")]
    assert severities == ["error", "question"]


def test_baseline_accepts_its_findings_and_reports_stale_ones() -> None:
    accepted = read_baseline(baseline_of(checked(TEXT)), "b.json")
    findings = examine([bare("Contact: product @example.com\n")], today=TODAY, baseline=accepted)
    assert findings.findings == ()
    assert findings.baselined == 1
    assert findings.stale == tuple(f.id for f in checked(TEXT) if f.rule == "RA003")


def test_baseline_lets_new_findings_through() -> None:
    accepted = read_baseline(baseline_of(checked("Contact: product @example.com\n")), "b.json")
    assert [f.rule for f in examine([bare(TEXT)], today=TODAY, baseline=accepted).findings] == ["RA003"]


def test_baseline_text_is_sorted_and_does_not_depend_on_order() -> None:
    findings = check([bare(TEXT, "b.md"), bare(TEXT, "a.md")], today=TODAY)
    assert baseline_of(findings) == baseline_of(tuple(reversed(findings)))
    assert [entry.path for entry in read_baseline(baseline_of(findings), "b.json")] == ["a.md", "a.md", "b.md", "b.md"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema":"roadmap/baseline/1"}', '{"schema":"roadmap/baseline/1","findings":[1]}', '{"schema":"x","findings":[]}'],
)
def test_a_broken_baseline_is_an_error_with_a_remedy(text: str) -> None:
    with pytest.raises(SettingsError, match="--update-baseline"):
        read_baseline(text, "b.json")


def test_baseline_ids_alone_decide() -> None:
    findings = checked(TEXT)
    accepted = [Accepted(findings[0].id, "", "elsewhere.md", "other words")]
    assert examine([bare(TEXT)], today=TODAY, baseline=accepted).findings == findings[1:]


PLANNED_TWICE = ("Berth booking calendar", "Crane camera recording", "Fuel terminal receipts", "Tide table import", "Pilot roster export")


def planned_twice(count: int) -> tuple[Finding, ...]:
    """The findings on a plan that names so many pieces of work in two places."""
    sides = [f"## {side} {at}\n\n- [ ] {name}" for side in ("North", "South") for at, name in enumerate(PLANNED_TWICE[:count])]
    return check([extract(parse_markdown("\n\n".join(sides) + "\n", "plan.md"))], today=TODAY, select=("RA501",))


def test_a_bundle_stays_accepted_when_one_of_its_parts_goes() -> None:
    told = planned_twice(5)
    fewer = planned_twice(4)
    assert [len(finding.parts) for finding in (*told, *fewer)] == [5, 4]
    assert told[0].id != fewer[0].id
    comparison = compare(fewer, read_baseline(baseline_of(told), "b.json"))
    assert comparison.new == ()
    assert len(comparison.stale) == 1


def test_a_part_has_the_id_that_it_has_alone() -> None:
    alone = planned_twice(1)
    assert alone[0].id in planned_twice(4)[0].parts


def test_a_bundle_with_a_new_part_is_told_again() -> None:
    more = planned_twice(5)
    assert compare(more, read_baseline(baseline_of(planned_twice(4)), "b.json")).new == more


TWICE = """# Plan

## Spring

- [ ] Harbour chart printing
- [ ] Tide tables

## Autumn

- [ ] Harbour chart printing
- [ ] Fuel cards
"""


def test_what_two_rules_ask_about_the_same_places_is_asked_once() -> None:
    alike = check([extract(parse_markdown(TWICE, "plan.md"))], today=TODAY, select=("RA501",))
    telling = [finding.model_copy(update={"rule": "RA415", "id": "0" * 16}) for finding in alike]
    assert [finding.rule for finding in without_echoes([*telling, *alike])] == ["RA415"]


def test_a_question_with_a_place_of_its_own_stays() -> None:
    alike = check([extract(parse_markdown(TWICE, "plan.md"))], today=TODAY, select=("RA501",))
    narrower = [finding.model_copy(update={"rule": "RA415", "id": "0" * 16, "evidence": finding.evidence[:1]}) for finding in alike]
    assert [finding.rule for finding in without_echoes([*narrower, *alike])] == ["RA415", "RA501"]


def test_a_question_is_no_echo_of_itself() -> None:
    alike = check([extract(parse_markdown(TWICE, "plan.md"))], today=TODAY, select=("RA501",))
    assert [finding.rule for finding in without_echoes(alike)] == ["RA501"]


SUMMED = """
| | 2026 | 2027 | 2028 |
|---|---:|---:|---:|
| Wages | $761K | $1,243K | $1,874K |
| Rent | $512K | $833K | $1,106K |
| Total | $1,273K | $2,076K | $3,080K |
"""
LEFT = """
| | 2026 | 2027 | 2028 |
|---|---:|---:|---:|
| Ticket sales | $761K | $1,243K | $1,874K |
| Costs | $512K | $833K | $1,106K |
| Left over | $249K | $410K | $868K |
"""
MADE = """
| Measure | Before | After | Difference |
|---|---:|---:|---:|
| Visitors | 1,213 | 2,457 | 1,244 |
| Members | 114 | 253 | 139 |
| Boats | 341 | 552 | 261 |
| Oars | 682 | 1,104 | 422 |
"""


@pytest.mark.parametrize(("text", "rule"), [(SUMMED, "RA101"), (LEFT, "RA182"), (MADE, "RA105")])
def test_a_wrong_figure_of_a_table_is_told_by_the_surest_rule_alone(text: str, rule: str) -> None:
    findings = check([extract(parse_markdown(text, "plan.md"))], today=TODAY, select=("arithmetic",))
    assert [finding.rule for finding in findings] == [rule]


def test_shares_that_a_row_sums_up_are_told_of_that_row_alone() -> None:
    rows = "".join(
        f"| {name} | {share}% |\n" for name, share in (("Price", 15), ("Privacy", 20), ("Speed", 20), ("Audit", 20), ("Care", 20))
    )
    table = "| Criterion | Weight |\n|---|---:|\n" + rows
    summed = extract(parse_markdown(f"{table}| **Total** | **100%** |\n", "plan.md"))
    alone = extract(parse_markdown(f"## Weights (100% in all)\n\n{table}", "plan.md"))
    assert [finding.rule for finding in check([summed], today=TODAY) if finding.rule in ("RA101", "RA112")] == ["RA101"]
    assert [finding.rule for finding in check([alone], today=TODAY) if finding.rule in ("RA101", "RA112")] == ["RA112"]


def test_dates_on_other_weekdays_are_told_at_once() -> None:
    text = "".join(f"- Thursday 2026-05-{day:02}: call {day}\n" for day in (8, 15, 22, 29))
    plan = extract(parse_markdown(f"# Calls\n\n{text}", "plan.md"))
    assert [finding.rule for finding in check([plan], today=TODAY) if finding.rule in ("RA011", "RA426")] == ["RA426"]
