"""Figures of a plan as a whole: its ends, its stated total, all of its people, and what is done about its risks."""

from __future__ import annotations

import pytest

from agent.compare import Side
from agent.compare.calendar import horizon
from agent.compare.money import money
from agent.compare.people import people
from agent.compare.quality import risks
from agent.model.comparison import Dimension
from tests.compare.plans import side

PHASES = "# Pier\n\n## Phase 1: Piles ({first})\n\n- **Budget**: $1K\n\n## Phase 2: Deck ({last})\n\n- **Budget**: $2K\n"
GANTT = """# Ferry

```mermaid
gantt
    dateFormat YYYY-MM-DD
    section Work
    Ramp      :r1, 2026-02-02, 2026-05-29
    Ticketing :r2, 2026-06-01, 2026-11-20
```

## Milestones

| Milestone | Date |
|-----------|------|
| Ramp open | 2026-05-29 |
| First sale | 2026-10-30 |
"""
QUARTERS = """# Buoys

## Q3 2026: Casting

B-1 Moulds
Cost: €40K

## Q4 2026: Laying

B-2 Chains
Cost: €25K

## Money

| Quarter | Cost |
|---------|-----:|
| Q3 2026 | €40K |
| Q4 2026 | €25K |
| **{name}** | **€65K** |
"""
CREW = "# Quay\n\n## Team\n\n| Role | People |\n|------|-------:|\n| Divers | 3 |\n| Welders | 4 |\n| **{name}** | **{total}** |\n"
LINES = """# Quay

## {heading}

| Line | 2026 | 2027 |
|------|-----:|-----:|
| Own staff | {staff} | {staff} |
| Hosting | {money} | {money} |
"""


def value(rows: tuple[Dimension, ...], name: str) -> str:
    return next(dimension for dimension in rows if dimension.name == name).cells[0].value


def one(text: str) -> Side:
    return side(text, "x.md")


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("July 2026 – September 2026", "October 2026 – March 2027", "July 2026 to March 2027 (9 months)"),
        ("Juli 2026 bis September 2026", "Oktober 2026 bis März 2027", "Juli 2026 to März 2027 (9 months)"),
        ("2026-07-01 - 2026-09-30", "2026-10-01 to 2027-03-31", "2026-07-01 to 2027-03-31 (9 months)"),
        ("Q3 2026", "Q4 2026–Q1 2027", "Q3 2026 to Q1 2027 (9 months)"),
        ("Q2–Q3 2026", "Q4 2026", "Q2–Q3 2026 to Q4 2026 (9 months)"),
    ],
)
def test_the_horizon_goes_from_the_first_begin_to_the_last_end(first: str, last: str, shown: str) -> None:
    assert horizon((one(PHASES.format(first=first, last=last)),)).cells[0].value == shown


@pytest.mark.parametrize(("end", "length"), [("2026-04-30", "2 months"), ("2026-04-05", "1 month")])
def test_one_time_alone_is_shown_by_its_ends(end: str, length: str) -> None:
    text = f"# Pier\n\n| Task | Start | End |\n|---|---|---|\n| Piles | 2026-03-02 | {end} |\n"
    assert horizon((one(text),)).cells[0].value == f"2026-03-02 to {end} ({length})"


def test_without_phases_a_plan_begins_with_its_work_and_not_with_its_first_milestone() -> None:
    assert horizon((one(GANTT),)).cells[0].value == "2026-02-02 to 2026-11-20 (10 months)"


@pytest.mark.parametrize("name", ["Year", "All quarters", "Both", "Total"])
def test_the_sum_of_all_phases_is_the_stated_budget_whatever_its_row_is_called(name: str) -> None:
    assert value(money((one(QUARTERS.format(name=name)),)), "budget stated for the whole") == f"€65,000 ({name})".replace("€65,000", "€65K")


def test_the_sum_of_some_phases_is_not_the_budget_of_all() -> None:
    more = QUARTERS.replace(
        "## Money", "## Q1 2027: Lights\n\nB-3 Lamps\nCost: €9K\n\n## Q2 2027: Tests\n\nB-4 Trials\nCost: €3K\n\n## Money"
    )
    text = f"{more}\n| Quarter | Cost |\n|---|---:|\n| Q1 2027 | €9K |\n| Q2 2027 | €3K |\n".format(name="Half")
    assert value(money((one(text),)), "budget stated for the whole") == "not stated"


@pytest.mark.parametrize(
    ("name", "total", "shown"), [("Total", 7, "7 (Divers; Welders)"), ("Total", 9, "7 (Divers; Welders); stated in all: 9")]
)
def test_the_total_row_of_a_team_is_no_further_role(name: str, total: int, shown: str) -> None:
    (cell,) = people((one(CREW.format(name=name, total=total)),))[0].cells
    assert (cell.value, [place.line for place in cell.evidence]) == (shown, [7, 8, 9])


@pytest.mark.parametrize(
    ("heading", "staff", "amount", "counted"),
    [("Budget (EUR)", "410,000", "60,000", False), ("Figures", "41", "€60,000", True)],
)
def test_what_people_cost_is_no_headcount(heading: str, staff: str, amount: str, counted: bool) -> None:
    (cell,) = people((one(LINES.format(heading=heading, staff=staff, money=amount)),))[0].cells
    assert cell.stated is counted
    assert "410,000" not in cell.value


@pytest.mark.parametrize(
    ("heading", "entry", "name", "answer"),
    [
        (
            "Risks",
            "1. **Piles arrive late.** The yard is full. Response: two suppliers on call.",
            "Piles arrive late",
            "two suppliers on call",
        ),
        ("Riscos", "- **Maré alta**. Resposta: turnos de manhã", "Maré alta", "turnos de manhã"),
        ("Risks", "- Storms in spring (mitigation: work in halls)", "Storms in spring", "work in halls"),
        ("Risks", "- **Storms** → work in halls", "Storms", "work in halls"),
        ("Risks", "- Storms in spring -> work in halls", "Storms in spring", "work in halls"),
        ("Risks", "- Storms in spring ⇒ no diving ⇒ work in halls", "Storms in spring", "work in halls"),
        ("Risks and answers", "- **Storms**: work in halls", "Storms", "work in halls"),
        ("Risques et parades", "- **Tempête** : travail en halle", "Tempête", "travail en halle"),
    ],
)
def test_what_is_done_about_a_risk_is_read_from_its_running_text(heading: str, entry: str, name: str, answer: str) -> None:
    rows = risks((one(f"# Pier\n\n## {heading}\n\n{entry}\n"),))
    assert (value(rows, "risks"), value(rows, "mitigations")) == (f"1: {name}", f"1: {answer}")


def test_what_describes_a_risk_is_no_answer_to_it() -> None:
    text = "# Pier\n\n## Risks\n\n- **Storms**: they come in spring\n- The yard-to-pier road (A->B) is closed\n"
    assert value(risks((one(text),)), "mitigations") == "not stated"


@pytest.mark.parametrize(("heading", "answers"), [("Risks and answers", "2: work in halls; two suppliers"), ("Risks", "not stated")])
def test_a_plain_list_of_risks_names_them_before_the_colon(heading: str, answers: str) -> None:
    text = f"# Pier\n\n## {heading}\n\n- Storms in spring: work in halls\n- Piles arrive late: two suppliers\n"
    rows = risks((one(text),))
    assert (value(rows, "risks"), value(rows, "mitigations")) == ("2: Storms in spring; Piles arrive late", answers)


def test_fields_of_a_list_and_single_remarks_are_no_risks() -> None:
    fields = (
        "# Pier\n\n## Risks\n\n- Watched by us: weekly\n- Trigger here: wind\n\n## Threats\n\n- Watched by us: daily\n- Trigger here: ice\n"
    )
    remark = "# Pier\n\n## Risks\n\n- Last looked at with the harbour master: in May\n"
    assert [value(risks((one(text),)), "risks") for text in (fields, remark)] == ["not stated", "not stated"]
