"""Facts of fields, bullets, prose and notes: what they say, of what, for when."""

from __future__ import annotations

import pytest

from tests.extract.reading import amounts, fact, read, stated


def test_fields_under_an_item_belong_to_it() -> None:
    roadmap = read("""
        # Plan
        ### A1. Timetable import
        **Priority**: High | **Effort**: 3-4 weeks | **Owner**: Ines
        - **Budget Allocation**: $80K
        - **Resource Requirements**: 2 engineers, 1 designer
    """)
    assert stated(roadmap.by_key["a1"]) == [
        ("priority", "High"),
        ("effort", "3-4 weeks"),
        ("owner", "Ines"),
        ("cost", "$80K"),
        ("people", "2 engineers, 1 designer"),
    ]


@pytest.mark.parametrize(
    ("line", "attribute", "amount"),
    [
        ("- Budget: $1.2M", "cost", 1_200_000),
        ("- Orçamento do projeto para este ano: R$ 552.500,00", "cost", 552_500),
        ("- Kosten: 77.300 €", "cost", 77_300),
        ("- Бюджет: 500 тыс. руб.", "cost", 500_000),
        ("- 推定時間: 8 時間", "duration", 8),
        ("- 预算：50万元", "cost", 500_000),
        ("- Durée : 6 semaines", "duration", 6),
        ("- Amortisation: 12 months", "payback", 12),
    ],
)
def test_labels_of_several_languages(line: str, attribute: str, amount: float) -> None:
    roadmap = read(f"# Plan\n\n{line}\n")
    assert [(found.attribute, amounts(found)) for found in roadmap.facts] == [(attribute, [amount])]


def test_a_label_that_only_contains_an_attribute_word_must_fit_its_value() -> None:
    roadmap = read("# Plan\n\n- Real-time dashboards: live figures\n- Time needed: 3 days\n")
    assert fact(roadmap, "3 days").attribute == "duration"
    assert fact(roadmap, "live figures").attribute == ""


def test_money_of_an_unknown_label_is_a_cost_only_under_a_budget() -> None:
    roadmap = read("# Plan\n\n## Budget\n- Gulls: $5K\n\n## Notes\n- Terns: $6K\n")
    assert (fact(roadmap, "$5K").attribute, fact(roadmap, "$5K").subject) == ("cost", "Gulls")
    assert fact(roadmap, "$6K").attribute == ""


def test_roles_of_staff_in_a_costed_list_are_costs() -> None:
    roadmap = read("# Plan\n\n## Human Resources\n- **Engineers**: 2 x $100K x 6 months = $100K\n")
    found = next(found for found in roadmap.facts if "$100K x" in found.text)
    assert (found.attribute, found.subject) == ("cost", "Engineers")
    assert [equation.kind for equation in roadmap.equations] == ["product"]


def test_what_stands_beside_a_price_is_no_price() -> None:
    roadmap = read("# Plan\n\n- **Price**: $29/month (trial of 30 days)\n")
    assert fact(roadmap, "$29/month (trial of 30 days)").attribute == "price"
    assert [unread.text for unread in roadmap.unread] == ["30 days"]


def test_a_period_in_front_says_when() -> None:
    roadmap = read("# Plan\n\n## Success Metrics\n- Q4: 10,000+ readers\n")
    found = next(found for found in roadmap.facts if found.quantities)
    assert (found.attribute, found.subject) == ("metric", "readers")
    assert found.window is not None
    assert found.window.text == "Q4"


def test_a_label_can_name_the_item_it_is_about() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Base\nText.\n\n## Phase 2: Growth\n- **Phase 1 budget**: $5K\n")
    assert fact(roadmap, "$5K").item == "phase-1"


def test_headings_state_values_too() -> None:
    roadmap = read("# Plan\n\n## Human Resources (Total: $3.2M)\n- **Engineers**: $2M\n\n## Year 1 Investment: $4.5M\nText.\n")
    total = fact(roadmap, "$3.2M")
    assert (total.attribute, total.label, total.subject, total.source) == ("cost", "Total", "Human Resources", "heading")
    investment = fact(roadmap, "$4.5M")
    assert investment.attribute == "cost"
    assert investment.window is not None
    assert (investment.window.unit, investment.window.first) == ("year", 1)


def test_prose_binds_an_attribute_word_to_the_value_beside_it() -> None:
    roadmap = read("# Plan\n\nThe harbour app has a budget of $40K, and the pier is 300 m long.\n")
    assert [(found.attribute, amounts(found)) for found in roadmap.facts if found.attribute == "cost"] == [("cost", [40_000])]


def test_prose_without_an_attribute_word_is_left_unread() -> None:
    roadmap = read("# Plan\n\nWe saw about $40K of it last spring.\n")
    assert roadmap.facts == ()
    assert [(unread.text, unread.line) for unread in roadmap.unread] == [("about $40K", 3)]


@pytest.mark.parametrize(
    "line",
    [
        "This is 37% of the budget.",
        "The talk is from 3 to 5 pm when the tide is out.",
        "Payback = cost / net income over 12 months.",
        "The first of one hundred.",
    ],
)
def test_prose_that_only_looks_like_a_figure_binds_nothing(line: str) -> None:
    roadmap = read(f"# Plan\n\n{line}\n")
    assert [found for found in roadmap.facts if found.attribute in {"cost", "start", "end", "window", "payback"}] == []


def test_bullets_that_hold_quantities_name_their_measure() -> None:
    roadmap = read("""
        # Plan
        ## Success Metrics
        - 50% reduction in support tickets
        - 99.9% uptime
        - <200ms API response time
    """)
    assert [(metric.name, metric.measure) for metric in roadmap.metrics] == [
        ("reduction in support tickets", "support tickets"),
        ("uptime", "uptime"),
        ("API response time", "latency"),
    ]


def test_a_note_gives_bare_amounts_their_unit() -> None:
    roadmap = read("""
        # Orchard 2027
        All money in thousands of euros (€K).

        ## Q1, January to March: soil
        Budget: 580

        - **S-01 Probes**: 180, done on 2 February
        - **S-02 Pumps**: 400
    """)
    assert [(quantity.least, quantity.unit) for quantity in fact(roadmap, "580").quantities] == [(580_000, "EUR")]
    assert ("cost", "180") in stated(roadmap.by_key["s-01"])


def test_years_come_from_the_document_and_are_marked_as_inferred() -> None:
    roadmap = read("# Orchard plan 2027\n\n## Q2: fields\n\n- **Owner**: Ines\n- **Due**: 20 May\n")
    due = fact(roadmap, "20 May").windows[0]
    assert due.end is not None
    assert (due.end.year, due.end.month, due.end.day, due.inferred) == (2027, 5, 20, True)


def test_a_year_stays_open_when_two_would_fit() -> None:
    roadmap = read("# Orchard plan, September 2026 to December 2027\n\n- **Due**: 20 October\n")
    assert fact(roadmap, "20 October").windows[0].end is None


def test_scenarios_and_roles_come_from_headings() -> None:
    roadmap = read("# Plan\n\n## Pessimistic scenario\n- Revenue: $5M\n\n## Targets\n- Revenue: $9M\n")
    assert fact(roadmap, "$5M").scenario == "pessimistic"
    assert fact(roadmap, "$9M").role == "target"


def test_front_matter_is_read_with_units_in_its_keys() -> None:
    roadmap = read("---\ntitle: Ferry\nbudget_usd: 240000\nstart: 2026-01-12\n---\n\n# Ferry\n")
    budget = fact(roadmap, "240000")
    assert (budget.attribute, budget.source, budget.span.line) == ("cost", "front_matter", 3)
    assert [(quantity.least, quantity.unit) for quantity in budget.quantities] == [(240_000, "USD")]
    assert fact(roadmap, "2026-01-12").attribute == "start"


def test_text_fences_are_read_line_by_line_and_source_code_is_not() -> None:
    roadmap = read("# Plan\n\n```\nRevenue: $4M\nLegal review        $5K\n```\n\n```python\nlimit = 300\nprint(limit);\n```\n")
    assert fact(roadmap, "$4M").attribute == "revenue"
    assert fact(roadmap, "$5K").label == "Legal review"
    assert [unread.reason for unread in roadmap.unread] == ["source code"]
    assert roadmap.numbers == 2


def test_inline_labels_inside_a_bullet() -> None:
    roadmap = read("# Plan\n\n## Risks\n\n- **Storms** take the pier. Mitigation: a second pier. Owner: Ines.\n")
    risk = roadmap.items[0]
    assert ("mitigation", "a second pier") in stated(risk)
    assert ("owner", "Ines") in stated(risk)


def test_a_total_of_all_phases_below_the_last_one_is_of_the_plan() -> None:
    roadmap = read(
        "# Plan\n\n## Phase 1: Base\n\n- Budget: €30K\n\n## Phase 2: Reach\n\n- Budget: €50K\n\nTotal budget of both phases: €80K\n"
    )
    assert [fact.text for fact in roadmap.by_key["phase-2"].facts if fact.attribute == "cost"] == ["€50K"]
    assert any(fact.text == "€80K" and not fact.item for fact in roadmap.facts)


def test_sentences_behind_an_amount_speak_for_themselves() -> None:
    roadmap = read("# Plan\n\n## Phase 3: Fleet\n\nBudget: $187K. Staff $126K, vans $16K.\n")
    assert [fact.text for fact in roadmap.by_key["phase-3"].facts if fact.label == "Budget"] == ["$187K."]


def test_headings_with_amounts_beside_a_labelled_one_are_no_items() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Base\n\n### Staff: $540K\n- Engineers: $540K\n\n### Boats: $240K\n- Hull: $240K\n")
    assert [item.key for item in roadmap.items] == ["phase-1"]


@pytest.mark.parametrize(
    ("heading", "line", "attribute"),
    [
        ("Staff costs", "- Benefits and insurance: €4,000", "cost"),
        ("Team", "- Sales: 15", "people"),
        ("Revenue", "- Lessons: €60 per hour", "price"),
        ("Revenue", "- Lessons: €60 per month", "revenue"),
        ("Funding sources", "- Angel investor: €30,000", "funding"),
        ("Costs", "- Own share of the owner: 10-20%", ""),
        ("Stock", "- Slow items (90-day turnover)", ""),
        ("Calendar", "- Total of phase one (90 days)", "duration"),
    ],
)
def test_the_section_and_the_value_decide_what_a_label_means(heading: str, line: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## {heading}\n\n{line}\n")
    found = [fact.attribute for fact in roadmap.facts if fact.values]
    assert found == [attribute]


def test_a_value_may_hold_a_second_field() -> None:
    roadmap = read("""
        # Plan

        - Repairs: -20% → savings: $5,000

        Owner: Ann. Cost: $4K.
    """)
    found = [(f.attribute, f.label, f.text) for f in roadmap.facts]
    assert found == [("", "Repairs", "-20%"), ("saving", "savings", "$5,000"), ("owner", "Owner", "Ann"), ("cost", "Cost", "$4K")]


def test_growth_under_a_heading_of_investment_is_no_cost() -> None:
    roadmap = read("""
        # Plan

        ## Investment: $4.5M

        - Revenue growth: +300% ($15M → $60M)
        - Marketing: $2M
    """)
    assert [(f.attribute, f.label) for f in roadmap.facts] == [("cost", "Investment"), ("metric", "Revenue growth"), ("cost", "Marketing")]


def test_plain_numbers_of_periods_in_a_budget_are_amounts() -> None:
    roadmap = read("""
        # Plan

        ## Budget

        | Line | 2026 Q3 | 2026 Q4 |
        |---|---|---|
        | Charts | 24000 | 43000 |
        | Hours | 300 | 400 |
    """)
    assert [(f.subject, f.attribute) for f in roadmap.facts] == [("Charts", "cost")] * 2 + [("Hours", "")] * 2


@pytest.mark.parametrize(
    ("line", "attribute", "text"),
    [
        ("Hours: 88h", "effort", "88h"),
        ("Estimate: 80h", "effort", "80h"),
        ("Estimativa: 80h", "effort", "80h"),
        ("Оценка: 100-150 часов", "effort", "100-150 часов"),
        ("Schätzung: 3 Wochen", "duration", "3 Wochen"),
        ("Total phase 3: 160h", "effort", "160h"),
        ("Duration: 16 hours", "duration", "16 hours"),
        ("Response: 4 hours", "", "4 hours"),
    ],
)
def test_hours_of_something_planned_are_work(line: str, attribute: str, text: str) -> None:
    roadmap = read(f"# Plan\n\n## Phase 3: Berths\n\n- {line}\n")
    assert fact(roadmap, text).attribute == attribute


def test_hours_beside_a_name_or_in_a_column_are_work_and_days_are_time() -> None:
    roadmap = read("""
        # Plan

        ## 1. Berth map (16 hours)

        ## 2. Ticket shop (3 days)

        | Task | Hours | Dauer |
        |---|---|---|
        | Piles | 40 | 2 Wochen |
        """)
    assert [fact(roadmap, text).attribute for text in ("16 hours", "3 days", "40", "2 Wochen")] == [
        "effort",
        "duration",
        "effort",
        "duration",
    ]


def test_weeks_of_so_many_people_count_nobody() -> None:
    roadmap = read("# Plan\n\n## Team size\n- **3 developers**: 7-9 weeks\n")
    assert not [metric for metric in roadmap.metrics if metric.measure == "people"]
    assert fact(roadmap, "7-9 weeks").attribute != "people"


def test_how_fast_something_answers_is_no_work() -> None:
    roadmap = read("# Plan\n\n## Offer\n\n- Chat support (24h response)\n- 举报机制（24小时响应）\n- Import (24h)\n")
    assert [f.attribute for f in roadmap.facts if f.quantities] == ["", "", "effort"]


def test_a_return_in_months_is_a_payback() -> None:
    roadmap = read("# Plan\n\n## Budget\n\n- ROI: 18-24 months\n- Total ROI: 10x in 12 months\n")
    assert [f.attribute for f in roadmap.facts if f.quantities] == ["payback", "roi"]


def test_what_was_counted_over_is_no_duration() -> None:
    roadmap = read("# Plan\n\n## Reach\n\n- 11 clicks a month (last 5 weeks)\n- Slow items (90-day turnover)\n")
    assert [f.attribute for f in roadmap.facts if f.text.endswith("weeks") or f.text.endswith("turnover")] == ["", ""]


def test_a_scenario_named_by_a_row_or_a_bullet_holds_for_its_figures_only() -> None:
    roadmap = read(
        "# Realistic plan\n\n## Realistic business model\n\n- Budget: $90K\n\n## Outcomes\n\n"
        "| Case | Revenue |\n| --- | --- |\n| Conservative | $2M |\n| Optimistic | $8M |\n\n- Worst case:\n  - Savings: $10K\n"
    )
    scenarios = {text: fact(roadmap, text).scenario for text in ("$90K", "$2M", "$8M", "$10K")}
    assert scenarios == {"$90K": "", "$2M": "pessimistic", "$8M": "optimistic", "$10K": "pessimistic"}


def test_the_role_of_a_section_is_that_of_its_figures() -> None:
    roadmap = read("# Plan\n\n## Targets\n\n| Measure | Value | Owner |\n| --- | --- | --- |\n| Uptime | 99.9% | Ann |\n")
    assert [(one.text, one.role) for one in roadmap.facts] == [("99.9%", "target"), ("Ann", "")]


def test_the_number_of_a_version_or_phase_is_no_amount() -> None:
    roadmap = read(
        "# Plan\n\n**Version:** 1.0\n\n**Last session:** 2\n\n**Crew:** 7\n\n| Task | Phase | Boats |\n|---|---|---|\n| Hull | 3 | 4 |\n"
    )
    assert [value.least for one in roadmap.facts for value in one.quantities] == [7, 4]
    assert {one.text for one in roadmap.facts} >= {"1.0", "2", "3"}
    assert roadmap.numbers == roadmap.numbers_bound


def test_what_a_recovery_saves_and_brackets_that_name_no_role() -> None:
    roadmap = read(
        "# Plan\n\n- Cost recovery: €50K/year\n- Stage（共识阈值签名）: 6 months\n"
        "- Berths (target): 40\n\n## Success metrics\n\n- Weight of trade: 1-5\n- Crews: 6-8\n"
    )
    assert [(one.attribute, one.role) for one in roadmap.facts] == [("saving", ""), ("", ""), ("", "target"), ("", ""), ("metric", "")]


def test_the_amount_beside_a_role_is_a_cost_and_no_owner() -> None:
    roadmap = read("# Plan\n\n## Time and costs\n\n### Pilot (6 months)\n\n**Build:**\n```\nTech Lead:   R$ 18.000 x 6 = R$ 108.000\n```\n")
    assert [one.attribute for one in roadmap.facts if one.label == "Tech Lead"] == ["cost"]


def test_hours_summed_up_among_measures_are_work() -> None:
    roadmap = read("# Plan\n\n## KPIs\n\n### Sprint 10\n\n**TOTAL PHASE 3:** 160h (1 month)\n\n- Total users: 500\n")
    read_as = [(one.attribute, one.label) for one in roadmap.facts if one.quantities]
    assert read_as == [("effort", "TOTAL PHASE 3"), ("metric", "Total users")]


def test_the_place_in_an_order_is_no_measure() -> None:
    roadmap = read('---\n"order": 2\n---\n\n# Plan\n\nText.\n')
    assert [(one.attribute, one.label) for one in roadmap.facts] == [("", "order")]


def test_a_sign_of_times_is_no_part_of_a_role() -> None:
    budget = "Development team:        $84K (60%)\n├─ 2x Product managers         $10K\n├─ 1x Diver         $9K\n"
    roadmap = read(f"# Plan\n\n## Q1 budget\n\n```\n{budget}```\n")
    assert [one.label for one in roadmap.facts if one.attribute == "people"] == ["Product managers"]


def test_a_version_with_its_name_and_a_scale_are_no_amounts() -> None:
    roadmap = read("# Plan\n\nRelease target: 1.0 Launch\n\n## Success metrics\n\n- Effort: 1-5 (1 = low, 5 = high)\n")
    assert [value for one in roadmap.facts if one.label == "Release target" for value in one.quantities] == []
    assert roadmap.metrics == ()


def test_the_noun_of_a_count_keeps_its_letters() -> None:
    roadmap = read("# Plan\n\n## Phase 1: Base\n\nThe delay with 3 mix hops is long. It grew (+80 lines).\n")
    assert [(one.attribute, one.subject) for one in roadmap.facts if one.quantities] == [("count", "mix hops"), ("count", "lines")]


def test_a_break_even_stated_as_a_month_is_a_payback_and_its_income_is_none() -> None:
    roadmap = read("# Plan\n\n## Returns\n\n- **Break-even:** Month 6 (€15K income)\n")
    assert {(f.attribute, f.text) for f in roadmap.facts} >= {("payback", "Month 6 (€15K income)"), ("revenue", "€15K income")}


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("- **Tempo total**: 60h/mês", "effort"),
        ("- Conclusão: recupera-se em 1 mês", ""),
        ("- Conclusão: 5 de março de 2026", "end"),
        ("- Conclusão estimada: semana 10", "end"),
        ("- Document Version: 1.2", "version"),
    ],
)
def test_what_a_label_of_two_uses_means_is_told_by_its_value(line: str, attribute: str) -> None:
    found = read(f"# Plano\n\n## Resumo\n\n{line}\n").facts
    assert [f.attribute for f in found] == [attribute]


def test_an_estimate_in_hours_is_work_below_metrics_too() -> None:
    roadmap = read("# Plan\n\n## Metrics\n\n- Bounce rate: 40%\n\n**Estimate:** 80h\n")
    assert [(f.attribute, f.text) for f in roadmap.facts] == [("metric", "40%"), ("effort", "80h")]


def test_weeks_that_are_saved_are_no_length() -> None:
    roadmap = read("# Plan\n\n## Duration\n\n- Painting: 3 weeks\n- Buy the frame: -2 weeks\n")
    assert [(f.attribute, f.text) for f in roadmap.facts] == [("duration", "3 weeks"), ("", "-2 weeks")]


@pytest.mark.parametrize(
    ("status", "attribute"),
    [("Leak mended (19 Dec), paint follows", "status"), ("19 December 2025", "as_of"), ("as of 19 December 2025", "as_of")],
)
def test_a_status_that_tells_more_than_its_day_is_no_date_of_the_paper(status: str, attribute: str) -> None:
    roadmap = read(f"# Plan\n\n## 1.1 Hull\n\n**Status**: {status}\n")
    assert fact(roadmap, status).attribute == attribute


def test_a_date_below_the_subtitle_is_that_of_the_paper() -> None:
    assert fact(read("# Plan\n## For the harbour\n\n**Date**: 5 August 2025\n"), "5 August 2025").attribute == "as_of"
    assert fact(read("# Plan\n\nText.\n\n## Fair\n\n**Date**: 5 August 2025\n"), "5 August 2025").attribute == "window"


@pytest.mark.parametrize(("value", "attribute"), [("完全な6ステップ養殖の実装", "objective"), ("100社", "metric"), ("6ステップ", "metric")])
def test_what_a_thing_of_a_goal_has_is_no_target(value: str, attribute: str) -> None:
    roadmap = read(f"# 計画\n\n## フェーズ1: 養殖\n\n**目標**: {value}\n\nこの計画は港の養殖を段階的に進めるものです。\n")
    assert fact(roadmap, value).attribute == attribute


def test_a_sentence_that_quotes_and_stops_at_a_colon_names_no_measure() -> None:
    roadmap = read("# 规划\n\n## 年度数据统计\n\n- 会员年底可以收到一份「我的垂钓年度报告」：你是全港前 5% 的人。\n- 满意度：95%\n")
    assert [f.attribute for f in roadmap.facts if f.quantities] == ["", "metric"]


def test_a_length_behind_the_number_of_a_ticket_is_how_long_it_takes() -> None:
    roadmap = read("# Farm\n\n## Tickets\n\n- Ticket 2: 60 min (gate)\n- Ticket: 4711\n")
    assert [one.attribute for one in roadmap.facts if one.quantities][:1] == ["duration"]


def test_a_label_that_sets_a_condition_states_no_risk() -> None:
    roadmap = read("# Farm\n\n## Notes\n\n- If the risk is high: add 2 sentences\n- Risk: 2 hens may die\n")
    assert [one.attribute for one in roadmap.facts if one.quantities] == ["", "risk"]


def test_words_with_a_bracket_left_open_are_no_label() -> None:
    roadmap = read("# Farm\n\nThere is no rule as of\nAugust 2026 [corrected: a draft of 2 pages]. Prices are rare.\n")
    assert not [one for one in roadmap.facts if "[" in one.label]


def test_bold_labels_on_one_line_each_have_what_stands_behind_them() -> None:
    roadmap = read("# Farm\n\n**Total Investment**: $8K a year **Target Revenue**: $295K (Year 1)\n\n- **Risk:** 2 hens - **Cost:** $5K\n")
    found = [(one.label, one.attribute, len(one.quantities)) for one in roadmap.facts]
    assert found == [("Total Investment", "cost", 1), ("Target Revenue", "revenue", 1), ("Risk", "risk", 1), ("Cost", "cost", 1)]


def test_bold_words_in_a_sentence_open_no_further_field() -> None:
    roadmap = read("# Farm\n\n**Cost**: $8K for **the barn** and $2K for **all of the other things: doors** in 2027\n")
    assert [one.label for one in roadmap.facts if one.label] == ["Cost"]


@pytest.mark.parametrize("value", ["[domain, e.g., under 200 ms]", "[one or two sentences about what is new]", "[3 words ...]"])
def test_what_is_to_be_written_in_brackets_states_nothing(value: str) -> None:
    assert not read(f"# Farm\n\n- **Constraints**: {value}\n").facts


@pytest.mark.parametrize("value", ["[3 weeks]", "[3 weeks](#x)", "[x] 3 weeks", "3 weeks [e.g., in May]"])
def test_a_value_in_brackets_is_one(value: str) -> None:
    assert [one.label for one in read(f"# Farm\n\n- **Constraints**: {value}\n").facts if one.quantities]


def test_a_day_behind_now_is_when_something_is() -> None:
    roadmap = read("# Farm\n\n## Timeline\n\n- **Now (March 23):** Open the shop\n- **Now:** 5 hens\n")
    assert [one.attribute for one in roadmap.facts] == ["window", "metric"]
