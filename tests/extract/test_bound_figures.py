"""Of several figures in a line each is bound to what it says, or to nothing."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Roadmap
from tests.extract.reading import read


def said_of(roadmap: Roadmap, value: str) -> list[tuple[str, str]]:
    """Attribute and subject of the facts that hold a number written so and say what it is."""
    return [(one.attribute, one.subject) for one in roadmap.facts if one.attribute and any(token.text == value for token in one.values)]


def unread(roadmap: Roadmap) -> set[str]:
    return {one.text for one in roadmap.unread}


@pytest.mark.parametrize(
    ("bracket", "value", "attribute"),
    [
        ("Effort: M, 4-10 days", "4-10 days", "effort"),
        ("Aufwand: groß, 2-4 Wochen pro Halle", "2-4 Wochen pro Halle", "effort"),
        ("Cost: high, €40K, owner: Ana", "€40K", "cost"),
        ("Effort: 3 days, 2 weeks", "2 weeks", "duration"),  # a second length is none of the first
        ("Effort: M, by 4 May", "by 4 May", "window"),
        ("M, 4-10 days", "4-10 days", "duration"),
    ],
)
def test_a_size_and_its_figure_behind_one_label_are_one_value(bracket: str, value: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## Features\n\n- **1. Roof** - New tiles ({bracket})\n")
    assert [found for found, _ in said_of(roadmap, value)] == [attribute]


@pytest.mark.parametrize(
    ("line", "value", "attribute", "subject"),
    [
        ("✓ Ferry timetable 20% done", "20%", "progress", "Ferry timetable"),
        ("Ticket counter 60% finished", "60%", "progress", "Ticket counter"),
        ("Crew 100% onboarded", "100%", "metric", "Crew"),
        ("Ambiente de testes 100% funcional", "100%", "metric", "Ambiente de testes"),
        ("Terminal zu 70% einsatzbereit", "70%", "metric", "Terminal"),
        ("80% automated gates", "80%", "metric", "automated gates"),
        ("Reach 40% penetration", "40%", "metric", "penetration"),
        ("Gates 95% uptime", "95%", "metric", "uptime"),
    ],
)
def test_a_share_with_a_word_for_how_far_is_of_what_stands_before_it(line: str, value: str, attribute: str, subject: str) -> None:
    assert said_of(read(f"# Harbour\n\n## Success metrics\n\n- {line}\n"), value) == [(attribute, subject)]


def test_what_is_counted_beside_income_is_no_income() -> None:
    roadmap = read("# Bakery\n\n## Week 3\n\nResult: $3-8K revenue, 2 stalls, a review\n")
    assert said_of(roadmap, "$3-8K") == [("revenue", "Result")]
    assert "2 stalls" in unread(roadmap)


def test_a_figure_that_explains_a_metric_is_not_bound_to_it() -> None:
    roadmap = read("# Bakery\n\n## Success metrics\n\n- Return rate: 20% (10 guests)\n- Seats taken: 85% (+5% on last year)\n")
    assert unread(roadmap) == {"10 guests"}
    assert [(one.name, one.value.least) for one in roadmap.metrics if one.value] == [("Return rate", 20), ("Seats taken", 85)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Results: MTTR <5s, 94-98% fraud detection", [("MTTR", 5), ("fraud detection", 98)]),
        ("Speed 10x, Antwort < 500ms", [("Speed", 10), ("Antwort", 500)]),
        ("Bookings: 40% (within 3 days)", [("Bookings", 40)]),
    ],
)
def test_figures_of_other_kinds_behind_a_comma_have_their_own_words(line: str, expected: list[tuple[str, float]]) -> None:
    metrics = read(f"# Bakery\n\n## Success metrics\n\n- {line}\n").metrics
    assert [(one.name, one.value.most) for one in metrics if one.value] == expected


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Queue: 12 (target: <9)", ["actual", "target"]),
        ("Waste: 4.2% (meta: <5%)", ["actual", "target"]),
        ("Waste: <5% (current: 6%)", ["target", "actual"]),
        ("Waste: 5%", ["target"]),
    ],
)
def test_a_figure_beside_its_target_is_none(line: str, roles: list[str]) -> None:
    metrics = read(f"# Bakery\n\n## Success metrics\n\n- {line}\n").metrics
    assert [one.role for one in metrics] == roles
    assert len({one.name for one in metrics}) == 1


@pytest.mark.parametrize(
    ("line", "value", "bound"),
    [
        ("Problem: slow ovens (5 hours)", "5 hours", True),
        ("Problem: the ovens in the old hall take far too long, at times 5 hours", "5 hours", False),
        ("Output: one tray of 40", "40", True),
        ('Alert: "Oven 4 is at 300 degrees since noon, please come"', "300 degrees", False),
        ('New goal: "20 warm loaves"', "20 warm loaves", True),
        ("问题：旧烤箱的加热时间过长，很多面包师抱怨等待的时间太久，有时候甚至需要等到五点以后才行，共 5 小时", "5 小时", False),
        ("The old hall at the harbour, as the bakers say again and again, has 12 ovens", "12 ovens", True),
    ],
)
def test_what_stands_far_behind_a_label_or_is_quoted_is_not_bound_to_it(line: str, value: str, bound: bool) -> None:
    assert (value not in unread(read(f"# Bakery\n\n## Notes\n\n- **{line.replace(': ', ':** ', 1) if ': ' in line else line}\n"))) is bound


def test_lines_of_a_cell_are_each_near_the_header() -> None:
    rows = "| Oven | State |\n|---|---|\n| North | built at last by the two brothers from the hill<br>3 trays |\n"
    assert "3 trays" not in unread(read(f"# Bakery\n\n## Ovens\n\n{rows}"))


@pytest.mark.parametrize(
    ("lead", "subject"),
    [("Trade-offs", "Option A: Small oven"), ("Annahmen", "Option A: Small oven"), ("Wood firing", "Wood firing")],
)
def test_a_lead_that_only_says_what_follows_is_no_subject(lead: str, subject: str) -> None:
    roadmap = read(f"# Bakery\n\n## Alternatives\n\n### Option A: Small oven\n\n**{lead}:**\n\n- **Cost:** $4,000\n")
    assert said_of(roadmap, "$4,000") == [("cost", subject)]


@pytest.mark.parametrize(
    ("line", "value", "found"),
    [
        ("Price: $0.19/hr (vs the market at $0.32/hr)", "$0.32/hr", []),
        ("Income: $50K of new sales within 6 months", "within 6 months", []),
        ("Delivery within 24 hours", "within 24 hours", [("metric", "Delivery")]),
        ("Better search ⏳ **20%**", "20%", [("progress", "Better search")]),
        ("Better search ⏳ cuts waits by 20%", "20%", [("metric", "Better search ⏳ cuts waits")]),
        ("Uptime ✅ 99.9%", "99.9%", [("metric", "Uptime")]),
        ("Costs 20% vs last year", "20%", [("metric", "Costs")]),
    ],
)
def test_what_compares_bounds_or_tells_how_far_says_no_more(line: str, value: str, found: list[tuple[str, str]]) -> None:
    roadmap = read(f"# Bakery\n\n## Success metrics\n\n- {line}\n")
    assert [one for one in said_of(roadmap, value) if value not in unread(roadmap)] == found


@pytest.mark.parametrize(("bracket", "lengths"), [("1d, 7d, 30d", 0), ("30d", 1), ("2 weeks, 3 days", 2)])
def test_lengths_to_choose_from_are_no_length(bracket: str, lengths: int) -> None:
    roadmap = read(f"# Bakery\n\n## Features\n\n- [ ] Pick a range ({bracket})\n")
    assert sum(one.attribute in {"duration", "effort"} for one in roadmap.facts) == lengths


@pytest.mark.parametrize(("heading", "attribute"), [("User personas", ""), ("Team", "people")])
def test_personas_are_no_staff(heading: str, attribute: str) -> None:
    assert [one.attribute for one in read(f"# Bakery\n\n## {heading}\n\n- Night bakers: 3\n").facts] == [attribute]


@pytest.mark.parametrize(("cell", "attribute"), [("Magic links (24hr expiry)", ""), ("Lead baker (24h)", "effort")])
def test_only_hours_alone_in_brackets_are_work(cell: str, attribute: str) -> None:
    roadmap = read(f"# Bakery\n\n## Notes\n\n| Oven | Choice |\n|---|---|\n| North | {cell} |\n")
    assert [one.attribute for one in roadmap.facts if one.values] == [attribute]


@pytest.mark.parametrize(
    ("line", "value", "found"),
    [
        ("Pastry manager x 2", "2", [("people", "Pastry manager")]),
        ("Backend developer × 3", "3", [("people", "Backend developer")]),
        ("Oven x 2", "2", []),
        ("Bread developer x 2 trays", "2 trays", [("count", "trays")]),
        ("The programme reaches 100 developers", "100 developers", [("metric", "developers")]),
        ("3 developers bake on Sundays", "3 developers", [("people", "developers")]),
    ],
)
def test_how_many_of_a_role_there_are(line: str, value: str, found: list[tuple[str, str]]) -> None:
    assert said_of(read(f"# Bakery\n\n## Notes\n\n- {line}\n"), value) == found


@pytest.mark.parametrize(("label", "bound"), [("New templates/architect.md", False), ("New architects/designers", True)])
def test_a_file_named_in_a_label_measures_nothing(label: str, bound: bool) -> None:
    facts = read(f"# Bakery\n\n## Notes\n\n- {label}: ~100 lines\n").facts
    assert any(one.attribute == "metric" for one in facts) is bound


@pytest.mark.parametrize(
    ("own", "phases", "subject"), [("", 3, "Bread 1"), ("**Effort:** 1 day", 3, "Bake loaves"), ("", 2, "Bake loaves")]
)
def test_an_effort_that_closes_the_last_part_is_that_of_the_phase(own: str, phases: int, subject: str) -> None:
    parts = "\n\n".join(
        f"### Phase {at}: Bread {at}\n\n#### {at}.1 Knead dough (Week {at})\n\nFlour first.\n\n{own}\n\n"
        f"#### {at}.2 Bake loaves (Week {at})\n\nHot ovens.\n\n**Effort:** {at + 1} weeks\n\n---"
        for at in range(1, phases + 1)
    )
    roadmap = read(f"# Bakery\n\n## Roadmap\n\n{parts}\n")
    facts = [one for one in roadmap.facts if one.attribute == "effort" and one.text == "2 weeks"]
    titles = {one.key: one.title for one in roadmap.items}
    assert [titles[one.item] for one in facts if one.item] == [subject]
