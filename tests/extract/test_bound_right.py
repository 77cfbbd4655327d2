"""A number is bound to what its own words say of it, or to nothing."""

from __future__ import annotations

import pytest

from agent.model.roadmap import Fact, Roadmap
from tests.extract.reading import fact, read


def holding(roadmap: Roadmap, value: str) -> list[Fact]:
    """The facts that hold a number written so and say what it is."""
    return [one for one in roadmap.facts if one.attribute and any(token.text == value for token in one.values)]


@pytest.mark.parametrize(
    ("line", "value", "attribute"),
    [
        ("- 25 pupils @ $299", "$299", "price"),
        ("- 20-30 clubs at €2K", "€2K", "price"),
        ("- A coach costs $299", "$299", "cost"),
        ("- Solar panels offset heating costs by $50K", "$50K", "saving"),
        ("- The heating costs of $50K", "$50K", "cost"),
    ],
)
def test_money_is_what_its_clause_says(line: str, value: str, attribute: str) -> None:
    assert [one.attribute for one in holding(read(f"# School\n\n## Notes\n\n{line}\n"), value)] == [attribute]


def test_a_word_behind_a_share_is_of_that_share() -> None:
    roadmap = read("# School\n\n## Notes\n\n- Fines of up to 4% revenue or €20M\n- Sales bring revenue or €20K\n")
    assert (holding(roadmap, "€20M"), [one.attribute for one in holding(roadmap, "€20K")]) == ([], ["revenue"])


@pytest.mark.parametrize("line", ["- Small clubs (10-50 users)", "- **Q2 2026**: Small clubs (1-10 users)"])
def test_how_large_customers_are_is_no_target(line: str) -> None:
    assert not read(f"# Club plan\n\n## Markets\n\n{line}\n").metrics


def test_a_narrow_range_of_users_stays_a_figure() -> None:
    assert [metric.measure for metric in read("# Club plan\n\n## Pilot\n\n- Test with 20-30 users\n").metrics] == ["users"]


def test_a_time_bound_behind_an_amount_is_no_time_of_the_work() -> None:
    roadmap = read("# Club plan\n\n## Risks\n\n- Rowing at home is real (a market of $2B by 2028) and new\n- Buy boats (by 2028)\n")
    assert not [one for one in roadmap.facts if one.attribute in {"window", "end"} and one.span.line == 5]


@pytest.mark.parametrize(
    ("tail", "attribute"), [("20 hours/week", ""), ("within 24 hours", ""), ("24 hours", "effort"), ("2-3 hours max", "effort")]
)
def test_a_rhythm_or_a_limit_is_no_work(tail: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## Tasks\n\n- [ ] Answer the mail ({tail})\n")
    assert [one.attribute for item in roadmap.items for one in item.facts if one.quantities] == ([attribute] if attribute else [])


def test_many_testers_are_no_staff() -> None:
    roadmap = read("# Plan\n\n## Phase 3: Trial\n\n- [ ] Invite (100 beta testers)\n- [ ] Check (2 testers)\n")
    assert [one.span.line for one in roadmap.facts if one.attribute == "people"] == [6]


def test_a_line_that_titles_another_item_of_that_number_is_not_of_its_namesake() -> None:
    roadmap = read("""
        # Sheds

        ## Phase 2: Paint the doors (Weeks 3-4)

        Doors and hinges.

        ## Later

        **Phase 2: Agents look for work themselves** (Weeks 4-6, deferred)
        - Ask the neighbours
        **Phase 2: $40K**
    """)
    assert [one.item for one in roadmap.facts if "Agents" in one.text or "Agents" in one.label] in ([], [""])
    assert fact(roadmap, "$40K").item == "phase-2"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("5 个 API Key", "API Key"),
        ("4层去重机制全部实现", "去重机制"),
        ("缺 1 组素材时阻止", "素材"),
        ("2-3 份公司认可的合同模板", "合同模板"),
    ],
)
def test_what_a_chinese_counter_counts_ends_at_a_small_word(text: str, subject: str) -> None:
    roadmap = read(f"# 计划\n\n## 说明\n\n本文说明产品的范围和目标，以及要做的工作。\n\n- {text}\n")
    assert [one.subject for one in roadmap.facts if one.attribute == "count"] == [subject]


@pytest.mark.parametrize("line", ['- "How to row 40 miles in 2026 release date"', 'From: "Rules 2026 for rowers" page'])
def test_a_quotation_states_no_time(line: str) -> None:
    assert not [one for one in read(f"# Club plan\n\n## Examples\n\n{line}\n").facts if one.attribute in {"start", "end", "window"}]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("- Profits every month by month 8", "month 8"),
        ("- Sales target reached (€155,000+ Year 2)", "Year 2"),
        ("- 40 boats", "Months 4-6"),
    ],
)
def test_a_measure_holds_when_its_own_words_say(line: str, when: str) -> None:
    roadmap = read(f"# Club plan\n\n## Phase 2: Build (Months 4-6)\n\n### Success metrics\n\n{line}\n")
    assert [one.window.text for one in roadmap.facts if one.attribute == "metric" and one.window] == [when]


def test_a_date_below_a_subtitle_is_that_of_the_paper() -> None:
    roadmap = read("# Club\n\n## What we do next\n\n**Date**: 5 May 2026\n\n## Regatta\n\n**Date**: 7 June 2026\n")
    assert [one.attribute for one in roadmap.facts if one.label == "Date"] == ["as_of", "window"]


def test_amounts_below_dependencies_are_not_what_is_needed() -> None:
    roadmap = read("# Club\n\n## Dependencies\n\n- The licence of the port\n- Budgets differ (3 months = $10K, 6 months = $25K)\n")
    assert [one.text for one in roadmap.facts if one.attribute == "depends_on"] == ["The licence of the port"]


def test_an_example_is_no_figure_of_a_criterion() -> None:
    roadmap = read("# Club\n\n## Success metrics\n\n- Short days can be booked (e.g., 4 hours instead of 8)\n- Boats: 40 (e.g., fours)\n")
    assert [metric.value.least for metric in roadmap.metrics if metric.value] == [40]


def test_what_a_figure_holds_for_is_no_figure() -> None:
    roadmap = read("# Club\n\n## Success metrics\n\n- < 5s waiting time for 30s of rowing\n- 4 weeks for 2 coaches\n")
    assert {token.text for one in roadmap.facts for token in one.values} == {"< 5s", "2 coaches"}


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("**Next steps (week 1):**", ""),
        ("### Total budget (12 months)", ""),
        ("### Timeline (weeks 1-4)", "phase-2"),
    ],
)
def test_when_a_section_of_a_phase_is_says_nothing_of_the_phase(heading: str, item: str) -> None:
    roadmap = read(f"# Club\n\n## Phase 2: Build\n\n{heading}\n\n- Buy planks\n")
    found = [one for one in roadmap.facts if (one.values and one.source == "heading" and one.window is None) or one.attribute == "window"]
    assert [one.item for one in found if one.source == "heading"] == [item]


def test_a_week_of_features_is_a_phase() -> None:
    roadmap = read("# Club\n\n## Build\n\n**Week 1-2: Boathouse**\n- [ ] Walls\n\n**Week 3-4: Features**\n- [ ] Doors\n")
    assert [(item.kind, item.id) for item in roadmap.items if item.kind == "phase"] == [("phase", "Week 1-2"), ("phase", "Week 3-4")]


def test_a_budget_named_by_the_months_of_a_heading_is_of_that_heading() -> None:
    roadmap = read("""
        # Club

        ## Months 1-2: Ground

        ### Week 1-4: Dig

        - Shovels

        ### Week 5-8: Pour

        - Concrete

        **Budget Months 1-2:** $40K
    """)
    assert fact(roadmap, "$40K").item == next(item.key for item in roadmap.items if item.title == "Ground")


def test_stages_that_go_on_from_now_to_six_months_are_periods() -> None:
    roadmap = read("""
        # Club

        ## Growth

        ### Phase 1 — Now to 6 months: One river

        Boats.

        ### Phase 2 — 6-18 months: Three rivers

        Boats.

        ### Phase 3 — 18-36 months: All rivers

        Boats.
    """)
    assert [(item.window.first, item.window.last) for item in roadmap.items if item.window] == [(0, 6), (6, 18), (18, 36)]


def test_a_period_in_an_example_is_not_when_the_work_is() -> None:
    roadmap = read("# Club\n\n## Tasks\n\n### 1. Follow new rules (e.g., of Nov 2025 → Dec 2025)\n\n- Read them\n")
    assert all(item.window is None for item in roadmap.items)


@pytest.mark.parametrize("head", ["# Club\n## Rowing\n### The board", "# Club\n# Rowing"])
def test_a_date_below_titles_that_follow_each_other_is_that_of_the_paper(head: str) -> None:
    roadmap = read(f"{head}\n\n**Date:** 5 May 2026\n\n## Regatta\n\n**Date**: 7 June 2026\n")
    assert [one.attribute for one in roadmap.facts if one.label == "Date"] == ["as_of", "window"]


def test_a_step_of_a_scale_is_no_target() -> None:
    roadmap = read("# Club\n\n## Metrics\n\n- 🟢 Green (80%+) - good\n- 🔵 Blue (60-79%) - fair\n- Boats afloat: 90%\n")
    assert [metric.name for metric in roadmap.metrics] == ["Boats afloat"]


def test_a_coloured_sign_before_what_is_to_be_built_makes_it_no_step_of_a_scale() -> None:
    roadmap = read("# Club\n\n## Features\n\n- 🟢 Green roof: 80%+ of the halls\n")
    assert [(one.label, one.values[0].text) for one in roadmap.facts if one.values] == [("Green roof", "80%+")]


def test_when_something_was_found_out_is_no_time_of_work() -> None:
    roadmap = read("# Club\n\n## Price research (January 2026)\n\n- Clubs ask €40\n\n## Build the pier (March 2026)\n\n- Wood\n")
    assert [item.title for item in roadmap.items if item.kind == "phase"] == ["Build the pier"]
    assert [one.attribute for one in roadmap.facts if one.windows] == ["as_of", "window"]


@pytest.mark.parametrize(
    ("tail", "attribute"), [("expanded by the board, 2026-08-04", "as_of"), ("wood, 2026-08-04", "window"), ("2026-08-04", "window")]
)
def test_a_day_behind_a_word_for_writing_is_when_it_was_written(tail: str, attribute: str) -> None:
    roadmap = read(f"# Club\n\n## Work\n\n- [ ] Build the pier ({tail})\n")
    assert [one.attribute for one in roadmap.facts if one.source == "bullet" and one.values] == [attribute]


def test_losses_that_are_avoided_are_saved() -> None:
    roadmap = read("# Plan\n\nEl plan de la empresa para el año próximo.\n\n## Beneficios\n\n- Ahorro €2M+ en pérdidas evitadas\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == ["saving"]


@pytest.mark.parametrize("line", ["- If attendance < 88%, then call the parents", "- Wenn 40 Gäste fehlen, beginnt es später"])
def test_a_condition_is_no_target(line: str) -> None:
    assert not read(f"# Club\n\n## Success metrics\n\n{line}\n").metrics


def test_money_for_a_share_of_the_firm_is_raised() -> None:
    roadmap = read("# Club\n\n## Return to investors (€500K for 20%)\n\n- Good\n\n## Return of the pier (€500K)\n\n- Good\n")
    assert next(one.attribute for one in roadmap.facts if one.quantities and one.quantities[0].kind == "money") == "funding"


def test_tiers_are_no_days() -> None:
    roadmap = read("# Club\n\n## Tasks\n\n- [ ] Badges of tiers (T0-T3)\n- [ ] Open the gate (T+30)\n")
    assert [item.window.text if item.window else "" for item in roadmap.items] == ["", "T+30"]


def test_the_answer_to_a_question_speaks_for_itself() -> None:
    roadmap = read("# Club\n\n## Q1: How long does it take?\n\n**A**: The club needs 2 coaches for that.\n")
    assert [one.label for one in roadmap.facts if one.quantities] == ["coaches"]


def test_how_many_may_come_is_no_staff() -> None:
    roadmap = read("# Club\n\n## Tasks\n\n- [ ] Train the guests (up to 10 people)\n- [ ] Paint (3 people)\n")
    assert [one.span.line for one in roadmap.facts if one.attribute == "people"] == [6]


@pytest.mark.parametrize(
    "heading", ["### When to split the club", "### Quando dividir o clube", "**Typically when:**", "### 何时拆分俱乐部"]
)
def test_what_stands_below_a_question_of_when_is_a_condition(heading: str) -> None:
    roadmap = read(f"# Club\n\n## Growth\n\n{heading}\n\n- Team > 10 coaches\n- users > 5,000\n")
    assert not [one for one in roadmap.facts if one.quantities]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- Survey of members (1-10 scale)", "1-10"),
        ("- Held under 44 USC § 3616", "44 USC"),
        ("- Cohort 1 participants meet", "1 participants"),
        ("- Films in 4K resolution", "4K"),
        ("- Net 30 payment terms", "30"),
        ("- 3 clubs try it, 1 converts to paid", "1 converts"),
        ("- Call Ann, +31 6 24 88 91 70", "6"),
    ],
)
def test_numbers_of_names_are_no_figures(line: str, written: str) -> None:
    found = holding(read(f"# School\n\n## Success metrics\n\n{line}\n"), written)
    assert not any(one.quantities for one in found)


@pytest.mark.parametrize(
    ("line", "written"),
    [("- 1 participant for each course", "1 participant"), ("- 4K members", "4K members"), ("- Net 30 new members", "30 new members")],
)
def test_counts_that_look_like_numbers_of_names_stay(line: str, written: str) -> None:
    assert holding(read(f"# School\n\n## Success metrics\n\n{line}\n"), written)


def test_lengths_in_a_row_are_no_time_of_the_work() -> None:
    lines = "- **Reminders** (1 day, 3 days, 7 days)\n- **Login page** (2 days, then tests)\n"
    assert [one.text for one in read(f"# School\n\n## Tasks\n\n{lines}").facts if one.attribute == "duration"] == ["2 days"]


def test_what_a_figure_is_measured_over_is_no_figure_of_it() -> None:
    found = read("# School\n\n## Success metrics\n\n- 99.9% uptime over 30 days\n- 40 visits during 2 weeks\n").metrics
    assert [metric.value.unit for metric in found if metric.value] == ["%", "visit"]


def test_a_saving_of_nothing_against_a_price_is_no_saving() -> None:
    roadmap = read("# School\n\n- **Savings**: $0 vs $300 a year\n- **Savings**: $200 vs $150 last year\n")
    assert [[quantity.most for quantity in one.quantities] for one in roadmap.facts if one.attribute == "saving"] == [[], [200]]


def test_a_share_in_brackets_is_not_what_a_goal_aims_at() -> None:
    roadmap = read("# School\n\n- **Goal:** Teach Spanish families (30% of the pupils)\n- **Target:** 30% of the pupils\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == ["objective", "metric"]


@pytest.mark.parametrize("bracket", ["30 pupils", "40%"])
def test_a_figure_in_brackets_that_is_no_share_of_something_is_what_a_goal_aims_at(bracket: str) -> None:
    roadmap = read(f"# School\n\n- **Goal:** Teach Spanish families ({bracket})\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == ["metric"]


def test_a_label_is_no_text_of_several_sentences() -> None:
    assert not holding(read("# 学校\n\n## 说明\n\n这不是工具。它解决的问题是：16 岁的学生\n"), "16")
    assert not [one for one in read("# 学校\n\n这不是工具。它解决的问题是：费用 30 万元\n").facts if "。" in one.label]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- Adoption rates exceed 80% within the time planned", "Adoption rates exceed"),
        ("- La tasa de adopción supera el 80% durante el piloto", "tasa de adopción supera el"),
        ("- 80% adoption after the pilot", "adoption after the pilot"),
    ],
)
def test_when_a_figure_holds_is_not_what_it_measures(line: str, words: str) -> None:
    assert [metric.name for metric in read(f"# School\n\n## Success metrics\n\n{line}\n").metrics] == [words]


@pytest.mark.parametrize(("line", "attribute"), [("- Company size: 50-500 people", ""), ("- Team size: 5 people", "people")])
def test_how_large_firms_are_is_no_staff(line: str, attribute: str) -> None:
    assert [one.attribute for one in read(f"# School\n\n## Market\n\n{line}\n").facts if one.quantities] == [attribute]


def test_a_time_of_day_is_no_count() -> None:
    assert not [one for one in read("# School\n\n- **Retraining**: 2-5 AM every week\n").facts if one.quantities]


def test_a_bracket_behind_the_rest_of_a_sentence_has_no_label() -> None:
    text = "The pupils make boats of many kinds in all of our halls by the sea and in the town\n"
    text += "and is there a fit for a partnership ($750 for each)\n"
    found = read(f"# School\n\n## Letter\n\n{text}").facts
    assert not [one for one in found if one.quantities]


@pytest.mark.parametrize("area", ["200-300 square meters", "200 Quadratmeter", "200 metros cuadrados", "200 平方米"])
def test_areas_are_sizes_in_every_language(area: str) -> None:
    found = fact(read(f"# School\n\n- **Hall**: {area}\n"), area)
    assert [(quantity.kind, quantity.unit) for quantity in found.quantities] == [("size", "m2")]


@pytest.mark.parametrize(
    ("line", "metrics"),
    [
        ("- Installation: 50% deposit, 50% on completion", 0),
        ("- Partnerships: 30% of all sales", 0),
        ("- Customers: +20%", 1),
        ("- Installs: 50", 1),
    ],
)
def test_a_share_of_something_is_no_number_of_those_whom_its_label_names(line: str, metrics: int) -> None:
    assert len(read(f"# Club plan\n\n## Terms\n\n{line}\n").metrics) == metrics


def test_amounts_below_a_label_in_brackets_are_by_its_time_where_only_brackets_hold_numbers() -> None:
    roadmap = read("# Club plan\n\n**Estimated cost (monthly):**\n- Lamps (3-20 of them): $500\n- Water: $40\n- **Total: $540/month**\n")
    assert [value.per for one in roadmap.facts for value in one.quantities if value.kind == "money"] == ["month"] * 3


def test_the_name_of_a_year_in_brackets_says_when() -> None:
    roadmap = read("# Club plan\n\n**Estimated cost (monthly):**\n- Start (2031): $500\n- Water: $40\n")
    assert [value.per for one in roadmap.facts for value in one.quantities if value.kind == "money"] == ["", "month"]
