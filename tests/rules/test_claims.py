"""What figures are called, where they stand, and which of them cannot both hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.documents import read_bytes
from agent.extract import extract
from agent.model.roadmap import Roadmap
from agent.rules.reading.claim_pairs import clashes_of
from agent.rules.reading.claim_sorts import apart
from agent.rules.reading.claim_times import relation_of
from agent.rules.reading.claims import Claim
from agent.rules.reading.claims_found import claims_of
from agent.rules.reading.claims_in_text import CUT
from agent.rules.reading.grid import grids_of
from agent.rules.reading.marks import parts_in
from agent.rules.reading.tokens import with_tokens


def roadmap_of(text: str) -> Roadmap:
    return with_tokens(extract(read_bytes(text.encode(), "plan.md")))


def claims_in(text: str) -> tuple[Claim, ...]:
    roadmap = roadmap_of(text)
    return claims_of(roadmap, grids_of(roadmap))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- Berth fee: 40 EUR", [{"berth", "fee"}]),
        ("- Crane tests ($40K)", [{"crane", "test"}]),
        ("- >90% crew adoption", [{"crew", "adopt"}]),
        ("- Week 3: crane tests ($40K)", [{"crane", "test"}]),
        ("- **Goal**: 500 moored boats", [{"moor", "boat"}]),
        ("- Total: $40K", []),
        ("- 3 x $40K = $120K", []),
    ],
)
def test_a_figure_is_called_by_its_clause_its_label_or_what_stands_before_its_bracket(text: str, names: list[set[str]]) -> None:
    assert [set(name) for claim in claims_in(f"# Plan\n\n{text}\n") for name in claim.names] == names


def test_a_cell_is_called_by_its_row_and_by_a_header_that_says_of_what_it_is() -> None:
    table = "| Berth | Cost | Crane hours |\n|---|---|---|\n| North quay | $40K | 12 |\n"
    assert [set(claim.names[0]) for claim in claims_in(table)] == [{"north", "quay", "crane", "hour"}, {"north", "quay"}]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Phase 2: Berths", {"phas2"}),
        ("Option B", {"opti"}),
        ("2.3 Berths", set()),
        ("Task 4: Berths", set()),
        ("阶段一", {"阶段一"}),
        ("第二阶段", {"第二阶段"}),
        ("100 people", set()),
        ("Phases 1-3", set()),
    ],
)
def test_parts_of_a_plan_are_told_by_their_numbers(text: str, parts: set[str]) -> None:
    found = parts_in(text)
    assert {mark[:4] if mark.startswith("opti") else mark for mark in found} == parts


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("berths, cranes", [","]),
        ("v1.2 of the app", []),
        ("berths and cranes", ["and"]),
        ("fees (per month)", ["(", ")"]),
        ("well-known", []),
        ("泊位，吊车", ["，"]),
    ],
)
def test_clauses_end_at_marks_and_joining_words(text: str, cuts: list[str]) -> None:
    assert [match[0].strip() for match in CUT.finditer(text)] == cuts


NAMES = st.sampled_from(["Harbour dues", "Crane tests", "Berth repair", "Pilot boats", "Night watch"])


@given(st.lists(st.tuples(NAMES, st.integers(1, 999)), min_size=1, max_size=6, unique_by=lambda entry: entry[0]))
def test_what_two_sections_say_alike_never_clashes(entries: list[tuple[str, int]]) -> None:
    said = "\n".join(f"- {name}: ${value}K" for name, value in entries)
    roadmap = roadmap_of(f"# Plan\n\n## Budget\n\n{said}\n\n## Next steps\n\n{said}\n")
    assert clashes_of(roadmap, claims_of(roadmap, grids_of(roadmap))) == ()


@given(NAMES, st.integers(1, 400), st.integers(500, 999))
def test_one_figure_that_differs_is_told_with_both_lines(name: str, first: int, second: int) -> None:
    roadmap = roadmap_of(f"# Plan\n\n## Budget\n\n- {name}: ${first}K\n\n## Next steps\n\n- {name} (${second}K)\n")
    assert [(pair.one.line, pair.other.line) for pair in clashes_of(roadmap, claims_of(roadmap, grids_of(roadmap)))] == [(5, 9)]


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("## Budget\n\n- Crane tests: $40K", "## Steps\n\n- Crane tests: $60K", "one"),
        ("## Phase 1\n\n- Crane tests: $40K", "## Steps\n\n- Crane tests: $60K", "staged"),
        ("## Phase 1\n\n- Crane tests: $40K", "## Phase 2\n\n- Crane tests: $60K", "apart"),
        ("## Phase 1\n\n- Crane tests: $40K", "## May 2027\n\n- Crane tests: $60K", "aside"),
        ("## 2027\n\n- Crane tests: $40K", "## May 2027\n\n- Crane tests: $60K", "aside"),
    ],
)
def test_times_of_two_figures_are_of_one_axis_or_stand_aside(first: str, second: str, relation: str) -> None:
    one, other = claims_in(f"# Plan\n\n{first}\n\n{second}\n")
    assert relation_of(one, other) == relation == relation_of(other, one)


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        ("$40K", "$43K", True),
        ("$40K", "$40,000", False),
        ("<2%", "<1%", True),
        (">200%", ">=140%", True),
        ("2 weeks", "14 days", False),
        ("2-4 weeks", "3-6 weeks", True),
        ("2-4 weeks", "2-5 weeks", True),
        ("2-4 weeks", "3-4.5 weeks", False),
        ("24-30 weeks", "24-31 weeks", False),
        ("2%", "3%", True),
        ("2%", "2.4%", False),
        (">3 users", "5 users", False),
    ],
)
def test_figures_are_apart_where_no_reading_of_both_meets(one: str, other: str, is_apart: bool) -> None:
    first, second = claims_in(f"# Plan\n\n- Crane tests: {one}\n\n## Later\n\n- Crane tests: {other}\n")
    assert apart(first.value, second.value) is is_apart is apart(second.value, first.value)


def test_a_field_is_called_by_the_heading_above_it() -> None:
    claims = claims_in("# Plan\n\n## Harbour pilots\n\n- **Cost**: $40K\n")
    assert [set(claims[0].names[0])] == [{"harbour", "pilot"}]


def test_operands_and_former_figures_are_told() -> None:
    operand, result = claims_in("- Crane shifts: 4 crews = $40K\n")
    assert (operand.operand, result.operand) == (True, False)
    former = claims_in("- Crane tests take 28 hours (vs 80 hours originally)\n")
    assert [claim.former for claim in former] == [False, True]
