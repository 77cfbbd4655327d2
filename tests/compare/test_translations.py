"""One plan in two languages: what stands in the same place is the same, without a word in common."""

from __future__ import annotations

from agent.compare import Side, compare
from agent.compare.matching.translations import counterparts
from tests.compare.plans import roadmap

ENGLISH = """# Harbour plan 2026

## 1. Q1 2026: Ground

- [ ] Quay lamps along both piers
- [ ] Fog horn for the north mole

## 2. Q2 2026: Growth

- [ ] Ferry timetable on every screen
- [ ] Tide forecast for 3 days

## 3. Q3 2026: Outlook

- [ ] Boats for hire in the inner basin

### 3.1 Later

### 3.2 Much later

## 4. Terms
"""
RUSSIAN = """# План порта 2026

## 1. Q1 2026: Основа

- [ ] Фонари вдоль обоих причалов
- [ ] Туманный горн на северном молу

## 2. Q2 2026: Рост

- [ ] Расписание паромов на каждом экране
- [ ] Прогноз приливов на 3 дня

## 3. Q3 2026: Перспектива

- [ ] Прокат лодок во внутренней гавани

### 3.1 Позже

### 3.2 Ещё позже

## 4. Условия
"""


def shared(one: str, other: str) -> set[tuple[str, str]]:
    found = compare([Side(roadmap(one, "a.md")), Side(roadmap(other, "b.md"))]).shared
    return {(group.members[0].title, group.members[1].title) for group in found if group.basis == "structure"}


def test_items_of_a_translation_are_matched_by_their_place() -> None:
    found = shared(ENGLISH, RUSSIAN)
    assert ("Quay lamps along both piers", "Фонари вдоль обоих причалов") in found
    assert ("Fog horn for the north mole", "Туманный горн на северном молу") in found


def test_an_item_with_another_number_in_it_is_no_translation_of_what_stands_there() -> None:
    assert "Tide forecast for 3 days" in {one for one, _ in shared(ENGLISH, RUSSIAN)}
    assert "Tide forecast for 3 days" not in {one for one, _ in shared(ENGLISH, RUSSIAN.replace("на 3 дня", "на 14 дней"))}


def test_headings_in_another_order_are_no_translation() -> None:
    other = RUSSIAN.replace("## 2. Q2 2026", "## 7. Q4 2027").replace("## 3. Q3 2026", "## 8. Q1 2028").replace("### 3.1", "### 8.1")
    assert counterparts(roadmap(ENGLISH), roadmap(other)) == {}


def test_two_plans_in_one_language_are_no_translations() -> None:
    assert counterparts(roadmap(ENGLISH), roadmap(ENGLISH.replace("lamps", "lights"))) == {}


def test_few_headings_prove_nothing() -> None:
    assert counterparts(roadmap(ENGLISH.partition("## 2.")[0]), roadmap(RUSSIAN.partition("## 2.")[0])) == {}


def test_owners_in_two_languages_are_held_against_each_other_only_as_names() -> None:
    lamp, horn = "- [ ] Quay lamps along both piers\n", "- [ ] Фонари вдоль обоих причалов\n"
    sides = [
        Side(roadmap(ENGLISH.replace(lamp, f"{lamp}  - Owner: Team\n"), "a.md")),
        Side(roadmap(RUSSIAN.replace(horn, f"{horn}  - Owner: Команда\n"), "b.md")),
    ]
    assert [conflict for conflict in compare(sides).conflicts if conflict.kind == "owner"] == []
