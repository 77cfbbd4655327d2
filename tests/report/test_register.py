"""What becomes a risk, and what it says."""

from __future__ import annotations

from dataclasses import replace

from agent.model.finding import Evidence
from agent.model.report import Risk
from agent.render.report_markdown import report_markdown
from agent.report.risks import Draft, register_of
from agent.report.scoring import Step, method
from tests.report.reports import corpus, harbour, report_of, risk_about


def reasons(risk: Risk, factor: str) -> list[str]:
    return [reason.because for reason in risk.reasons if reason.factor == factor]


def test_a_stated_risk_keeps_its_likelihood_impact_owner_and_answer() -> None:
    risk = risk_about(harbour(), "The bank changes its interface")
    assert (risk.likelihood, risk.impact, risk.source) == (4, 4, "stated")
    assert 'the roadmap says "60%" (60%, line 25)' in reasons(risk, "likelihood")
    assert risk.owner
    assert risk.owner.name == "Pavel"
    assert (risk.mitigation.text, risk.mitigation.basis) == ("A second provider under contract", "stated")
    assert risk.mitigation.evidence[0].line == 25


def test_a_stated_risk_without_an_answer_is_likelier_and_gets_a_proposal_marked_as_such() -> None:
    risk = risk_about(harbour(), "Nobody can run the old hall system")
    assert (risk.likelihood, risk.impact) == (5, 5)
    assert "the roadmap says nothing about what is done against it" in reasons(risk, "likelihood")
    assert risk.mitigation.basis == "proposed"
    assert len(risk.findings) == 1


def test_a_risk_told_by_the_check_and_by_the_table_is_one_risk() -> None:
    assert sum("old hall system" in risk.title for risk in harbour().risks) == 1


def test_measures_for_a_whole_section_answer_its_risks() -> None:
    report = report_of(
        "# P\n\n## Risks\n\n### Technical Risks\n\n- Slow pages\n- Lost data\n\n### Mitigation Strategies\n\n- Weekly audits\n"
    )
    risk = risk_about(report, "Slow pages")
    assert risk.mitigation.text == "for the section as a whole: Weekly audits"
    assert risk.mitigation.basis == "stated"
    assert not any("Weekly" in risk.title for risk in report.risks)


def test_what_may_be_an_answer_is_not_called_a_risk() -> None:
    text = "# P\n\n## Medium risk\n\n### Mobile app\n\n- One code base\n- Release often\n\n### Website\n\n- Keep it small\n"
    assert not [risk for risk in report_of(text).risks if risk.source == "stated"]


def test_a_sum_that_is_wrong_shows_its_computation_and_both_figures() -> None:
    risk = risk_about(harbour(), '"Total" is stated as $1.2M')
    assert risk.category == "budget"
    assert risk.computations[0].formula == "$100K + $150K + $600K + $150K + $120K = $1.12M"
    assert [place.line for place in risk.evidence] == [14, 9, 10, 11, 12, 13]
    assert "$1.2M as stated or $1.12M as computed" in risk.mitigation.text


def test_a_gap_of_a_tenth_of_the_total_weighs_more() -> None:
    assert any("by 138% of it" in reason for reason in reasons(risk_about(corpus(), '"People" is stated as $12M'), "impact"))
    assert not any("of it (" in reason for reason in reasons(risk_about(harbour(), '"Total" is stated'), "impact"))


def test_little_room_between_two_items_is_a_risk_with_its_dates() -> None:
    risk = risk_about(harbour(), "No room for delay")
    assert risk.computations[0].formula == "H1 → H2: 2026-03-02 − 2026-02-27 − 1 = 2 days"
    assert "H3 is on the critical path" in reasons(risk, "impact")


def test_phases_that_follow_each_other_are_no_risk() -> None:
    text = (
        "# P\n\n## Phase 1: A (2026-01-01 - 2026-01-31)\n\n- **Depends on**: None\n\n"
        "## Phase 2: B (2026-02-01 - 2026-02-28)\n\n- **Depends on**: Phase 1\n"
    )
    assert not [risk for risk in report_of(text).risks if "No room" in risk.title]


def test_one_owner_of_most_items_is_a_risk() -> None:
    risk = risk_about(harbour(), "Noor owns 4 of 5 items")
    assert risk.category == "people"
    assert [place.line for place in risk.evidence] == [9, 10, 11, 13]


def test_a_piece_of_work_that_takes_half_of_the_budget_is_a_risk() -> None:
    risk = risk_about(harbour(), "H3 Payments takes 54%")
    assert risk.computations[0].formula == "$600K ÷ $1.12M = 54%"
    assert risk.owner
    assert risk.owner.name == "Noor"


def test_what_is_derived_twice_is_one_risk() -> None:
    place = Evidence(path="p.md", line=1, end_line=1, quote="x")
    draft = Draft(
        key="same",
        title="one",
        category="budget",
        source="structure",
        statement="one",
        evidence=(place,),
        likelihood=(Step(3, "a"),),
        impact=(Step(3, "b"),),
    )
    assert [risk.title for risk in register_of([draft, replace(draft, title="two")])] == ["One"]


def test_a_blocked_item_is_a_risk_with_its_owner() -> None:
    risk = risk_about(harbour(), "is marked blocked")
    assert risk.likelihood == 5
    assert risk.owner
    assert risk.owner.name == "Noor"


def test_an_item_that_much_waits_for_is_a_risk() -> None:
    assert not any("wait for K1" in risk.title for risk in corpus().risks)  # it is done
    risk = risk_about(corpus(), "wait for A1")
    assert risk.title.startswith("18 of 21 items")
    assert "A1 is on the critical path" in reasons(risk, "impact")


def test_targets_without_numbers_are_one_risk() -> None:
    text = "# P\n\n## Success metrics\n\n- User retention\n- Revenue growth\n- Churn rate\n- **Uptime**: 99.9%\n"
    targets = [risk for risk in report_of(text).risks if risk.category == "targets"]
    assert len(targets) == 1


def test_what_a_plan_leaves_out_is_one_risk() -> None:
    work = "\n".join(f"- Build part {name}" for name in "abcdefghij")
    risk = risk_about(report_of(f"# P\n\n## Q1 2027\n\n{work}\n"), "Nothing is said about")
    assert risk.title == "Nothing is said about owners, costs, dependencies and risks"
    assert risk.impact == 3


def test_findings_of_one_kind_are_one_risk_and_errors_stand_alone() -> None:
    titles = [risk.title for risk in corpus().risks]
    assert sum(title.startswith('"People" is stated as') for title in titles) == 3
    assert sum("(and 2 more of the kind)" in title for title in titles) >= 1
    listed = [identity for risk in corpus().risks for identity in risk.findings]
    assert len(listed) == len(set(listed))


def test_every_finding_is_in_the_register() -> None:
    report = corpus()
    counts = report.totals.findings
    assert len({f for risk in report.risks for f in risk.findings}) == counts.error + counts.warning + counts.question


def test_the_id_of_a_risk_survives_lines_added_above() -> None:
    text = "# P\n\n## Risks\n\n| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Rain | high | A tent |\n| Wind | low | Ropes |\n"
    before = {risk.id for risk in report_of(text).risks}
    after = {risk.id for risk in report_of(text.replace("# P\n", "# P\n\nMore words.\n")).risks}
    assert before == after


def test_what_is_told_on_the_line_of_a_risk_is_quoted_once() -> None:
    text = "# P\n\n## Risks\n\n| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Ice on the quay | High | Salt it |\n"
    page = report_markdown(report_of(text), method())
    assert page.count(r"Salt it \|") == 1
    assert "Mitigation stated at" not in page
