"""The comparison as a whole: its contract, its citations, its numbers, and that the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.compare import Side, compare
from agent.documents import read_paths
from agent.extract import extract
from agent.facts import Convention, decide_convention, scan
from agent.model.comparison import Cell, Comparison
from agent.model.finding import Evidence
from agent.model.quantity import Quantity
from agent.render.comparison_markdown import comparison_markdown
from agent.render.contracts import contract_json
from agent.rules import check
from tests.compare.plans import HARBOUR, LIGHTHOUSE, RELATIVE, roadmap, side, three

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
SEEDS = HERE.parents[2] / "shared" / "seeds"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
VERSION = re.compile(r"\d+(?:\.\d+){2,}")
SCALE = {"K": 1e3, "M": 1e6, "B": 1e9}


def compared(folder: Path) -> Comparison:
    paths = sorted(str(path) for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    roadmaps = [extract(document) for document in read_paths(paths).documents]
    return compare([Side(one, check((one,), today=date(2025, 3, 17))) for one in roadmaps])


def places(found: Comparison) -> Iterator[Evidence]:
    for cell in all_cells(found):
        yield from cell.evidence
    for shared in found.shared:
        for planned in (*shared.members, *shared.also):
            yield from planned.evidence
    for listed in found.only.values():
        for planned in listed:
            yield from planned.evidence
    for conflict in found.conflicts:
        yield from conflict.evidence
    for versions in found.versions:
        for change in versions.changes:
            yield from (*change.before, *change.after)


def all_cells(found: Comparison) -> Iterator[Cell]:
    for row in (*found.dimensions, *found.calendar, *found.relative):
        yield from row.cells


def values_in(text: str) -> set[float]:
    """Every number of a text, as written and as it reads with its scale."""
    found = {float(match.replace(",", "")) for match in NUMBER.findall(text) if match.count(".") < 2}
    found |= {float(digits) for digits in re.findall(r"\d+", text)}
    for convention in (Convention(), decide_convention(text), Convention(decimal=",", language="pt")):
        for token in scan(text, convention):
            if isinstance(token.value, Quantity):
                found |= {token.value.least, token.value.most, abs(token.value.least), abs(token.value.most)}
    return found


def unexplained(cell: Cell) -> list[str]:
    """Numbers of a cell that neither its evidence nor its computation has."""
    source = " \n ".join([*(place.quote for place in cell.evidence), cell.computation.formula if cell.computation else ""])
    known = values_in(source)
    value_text = VERSION.sub(lambda match: " " if match[0] in source else match[0], cell.value)
    odd = []
    for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)([KMB]\b)?", value_text):
        value = float(match[1].replace(",", "")) * SCALE.get(match[2] or "", 1.0)
        if not any(abs(value - other) <= 1e-9 * max(1.0, abs(value)) for other in known):
            odd.append(match[0])
    return odd


def assert_all_explained(found: Comparison) -> None:
    assert [(cell.value, unexplained(cell)) for cell in all_cells(found) if cell.stated and unexplained(cell)] == []
    assert all(cell.evidence or cell.value == "nothing found" for cell in all_cells(found) if cell.stated)
    assert not any(cell.evidence or cell.best for cell in all_cells(found) if not cell.stated)


def test_every_number_of_a_cell_is_in_its_evidence_or_its_computation() -> None:
    assert_all_explained(compare(three()))
    assert_all_explained(compared(CORPUS))


def test_every_number_is_explained_in_other_peoples_roadmaps() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the shared roadmaps are not beside the repository")
    assert_all_explained(compared(SEEDS))


def test_every_quote_stands_where_it_says() -> None:
    texts = {"harbour.md": HARBOUR, "farol.md": LIGHTHOUSE, "tide.md": RELATIVE}
    for place in places(compare(three())):
        lines = texts[place.path].split("\n")[place.line - 1 : place.end_line]
        assert place.quote in "\n".join(lines)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from((HARBOUR + LIGHTHOUSE + RELATIVE).split("\n")), min_size=1, max_size=40),
    st.lists(st.sampled_from((HARBOUR + LIGHTHOUSE + RELATIVE).split("\n")), min_size=1, max_size=40),
)
def test_lines_in_any_order_are_compared_without_unexplained_numbers(one: list[str], other: list[str]) -> None:
    found = compare((side("\n".join(["# One", *one]), "one.md"), side("\n".join(["# Other", *other]), "other.md")))
    assert_all_explained(found)
    assert len(found.roadmaps) == 2


def test_the_contract_has_the_keys_that_programs_read() -> None:
    found = compare(three()).model_dump(mode="json", by_alias=True)
    assert found["schema"] == "roadmap/comparison/1"
    assert {"roadmaps", "dimensions", "shared", "only", "conflicts"} <= set(found)
    assert {"name", "cells", "note"} <= set(found["dimensions"][0])
    assert {"roadmap", "value", "evidence"} <= set(found["dimensions"][0]["cells"][0])
    assert set(found["only"]) == {"harbour.md", "farol.md", "tide.md"}
    for row in (*found["dimensions"], *found["calendar"], *found["relative"]):
        assert [cell["roadmap"] for cell in row["cells"]] == ["harbour.md", "farol.md", "tide.md"]


def test_the_same_roadmaps_give_the_same_bytes() -> None:
    assert contract_json(compare(three())) == contract_json(compare(three()))


def test_the_order_of_arguments_is_the_order_of_columns_and_changes_no_fact() -> None:
    forward, backward = compare(three()), compare(tuple(reversed(three())))
    assert [one.path for one in backward.roadmaps] == ["tide.md", "farol.md", "harbour.md"]
    facts = [
        sorted((row.name, cell.roadmap, cell.value, cell.best) for row in found.dimensions for cell in row.cells)
        for found in (forward, backward)
    ]
    assert facts[0] == facts[1]
    assert {frozenset(planned.title for planned in shared.members) for shared in forward.shared} == {
        frozenset(planned.title for planned in shared.members) for shared in backward.shared
    }


def test_a_document_without_a_plan_is_a_column_that_says_nothing() -> None:
    found = compare((side(HARBOUR, "harbour.md"), side("Only a sentence.\n", "note.md")))
    assert found.notes == ("note.md: nothing was read as planned work",)
    assert not any(cell.stated and cell.evidence for cell in all_cells(found) if cell.roadmap == "note.md")


def test_more_than_twenty_six_roadmaps_have_letters() -> None:
    found = compare([Side(roadmap("# P\n\n- [ ] Pier\n", f"{at}.md")) for at in range(28)])
    assert [one.key for one in found.roadmaps][24:] == ["Y", "Z", "AA", "AB"]


def test_golden_json() -> None:
    assert contract_json(compare(three())) + "\n" == (HERE / "golden" / "three.json").read_text(encoding="utf-8")


def test_golden_markdown() -> None:
    assert comparison_markdown(compare(three())) == (HERE / "golden" / "three.md").read_text(encoding="utf-8")


def test_golden_markdown_of_versions() -> None:
    later = (
        HARBOUR.replace("Q3 2026", "Q4 2026").replace("99.9%", "99.95%").replace("$900K", "$1.1M").replace("- [ ] **Role", "- [x] **Role")
    )
    found = compare((side(HARBOUR, "old.md"), side(later, "new.md")))
    assert comparison_markdown(found) == (HERE / "golden" / "versions.md").read_text(encoding="utf-8")
