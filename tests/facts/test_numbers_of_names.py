"""Numbers in names, references and drawings are no figures, and a day of the calendar behind its word is a day."""

from __future__ import annotations

import pytest

from tests.facts.reading import amounts, read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("touch targets of minimum 48x44px", "en"),
        ("icons 192×192 px", "en"),
        ("sensitivity (6/12/18)", "en"),
        ("2 回目以降に実施", "ja"),
        ("needs UPG-2026-03-07-40", "en"),
        ("云服务器 16G", "zh"),
        ("Evans, Ch 2", "en"),
        ("canvas of 1080×1350", "en"),
        ("T+10 min", "en"),
        ("steps done: [1, 3, 4, 5]", "en"),
        ("LOG_LEVEL=3", "en"),
        ("Scope 1, 2, 3 emissions", "en"),
        ("rooms 1, 2 and 3", "en"),
        ("the meeting of 20/02", "es"),
        ("NEN 7510", "nl"),
        ("Cohort 4", "en"),
        ("Kohorte 2", "de"),
        ("routes 911 calls", "en"),
        ("name VARCHAR(255), price DECIMAL(10,2)", "en"),
        ("total_amount (DECIMAL, 10,2)", "en"),
        ("order_number (VARCHAR, 20, Unique)", "en"),
        ("embedding vector(1536)", "en"),
    ],
)
def test_numbers_of_names_and_drawings_are_none(text: str, language: str) -> None:
    assert amounts(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("3 x 450 requests", "en", "450 requests"),
        ("scored 6/12", "en", "6/12"),
        ("2回実施", "ja", "2回"),
        ("$16G", "en", "$16G"),
        ("16 GB", "en", "16 GB"),
        ("4 cohorts", "en", "4 cohorts"),
        ("a bit (20 MB)", "en", "20 MB"),
        ("one float, 3 boats", "en", "3 boats"),
        ("911 cakes", "en", "911 cakes"),
        ("T+10", "en", "T+10"),
        ("ROI=5%", "en", "5%"),
        ("12/20 done", "en", "12/20"),
        ("[3, 5]", "en", "3"),
        ("1, 2 and 4 tests", "en", "4 tests"),
        ("2, 3 tests", "en", "3 tests"),
        ("3x per week", "en", "3x per week"),
        ("> 2× por semana", "pt", "> 2× por semana"),
        ("3x per baker", "en", "3x"),
        ("key_<32 chars>", "en", "<32 chars"),
        ("1 DevOps engineer", "en", "1 DevOps engineer"),
    ],
)
def test_figures_that_look_like_them_stay(text: str, language: str, written: str) -> None:
    assert written in [one.split(" -> ")[0] for one in read(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("dia 20 de março de 2026", "pt", "20 de março de 2026"),
        ("el día 5 de mayo de 2026", "es", "5 de mayo de 2026"),
        ("giorno 5 maggio 2026", "it", "5 maggio 2026"),
        ("dia 20", "pt", "dia 20"),
        ("Day 5 may slip", "en", "Day 5"),
        ("2026-03-07", "en", "2026-03-07"),
        ("03-07-2026", "en", "03-07-2026"),
    ],
)
def test_a_day_with_its_month_is_a_day_of_the_calendar(text: str, language: str, first: str) -> None:
    assert read(text, language)[0].split(" -> ")[0] == first
