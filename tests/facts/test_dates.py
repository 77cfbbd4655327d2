"""Absolute windows: days, months, quarters, halves, years, fiscal years, ranges, deadlines, open ends."""

from __future__ import annotations

import pytest

from agent.facts import scan
from agent.model.quantity import Window
from tests.facts.reading import amounts, convention, read, read_one

READ = [
    ("2026-03-15", "en", "2026-03-15..2026-03-15"),
    ("2026/03/15", "en", "2026-03-15..2026-03-15"),
    ("2026-03", "en", "2026-03-01..2026-03-31"),
    ("December 2048", "en", "2048-12-01..2048-12-31"),
    ("Q3 2048", "en", "2048-07-01..2048-09-30"),
    ("2040-2048", "en", "2040-01-01..2048-12-31"),
    ("03/15/2026", "en", "2026-03-15..2026-03-15"),
    ("03/04/2026", "en", "2026-03-04..2026-03-04"),
    ("15/03/2026", "en", "2026-03-15..2026-03-15"),
    ("March 3, 2026", "en", "2026-03-03..2026-03-03"),
    ("3 March 2026", "en", "2026-03-03..2026-03-03"),
    ("Mar 2026", "en", "2026-03-01..2026-03-31"),
    ("12 Jan 26", "en", "2026-01-12..2026-01-12"),
    ("Mar-26", "en", "2026-03-01..2026-03-31"),
    ("mar/26", "pt", "2026-03-01..2026-03-31"),
    ("March 2, 2026 → April 17, 2026", "en", "2026-03-02..2026-04-17"),
    ("二季度", "zh", "months 4..6"),
    ("7-9月", "zh", "months 7..9"),
    ("2026年7〜9月", "ja", "2026-07-01..2026-09-30"),
    ("2026年11～3月", "ja", "2026-11-01..2027-03-31"),
    ("Sept. 2025", "en", "2025-09-01..2025-09-30"),
    ("12 Jan – 20 Mar 2026", "en", "2026-01-12..2026-03-20"),
    ("12–20 March 2026", "en", "2026-03-12..2026-03-20"),
    ("March 12-20, 2026", "en", "2026-03-12..2026-03-20"),
    ("Jan-Mar 2026", "en", "2026-01-01..2026-03-31"),
    ("March to June 2026", "en", "2026-03-01..2026-06-30"),
    ("Nov 2025 - Feb 2026", "en", "2025-11-01..2026-02-28"),
    ("November - February 2026", "en", "2025-11-01..2026-02-28"),
    ("Jan 2–6", "en", "months 1..1 days 2..6"),
    ("Q3 2025", "en", "2025-07-01..2025-09-30"),
    ("2025-Q3", "en", "2025-07-01..2025-09-30"),
    ("2025 Q3", "en", "2025-07-01..2025-09-30"),
    ("Q1/2026", "en", "2026-01-01..2026-03-31"),
    ("Q3'25", "en", "2025-07-01..2025-09-30"),
    ("Q2-Q4 2026", "en", "2026-04-01..2026-12-31"),
    ("Q1-Q2 2026", "en", "2026-01-01..2026-06-30"),
    ("Q1 & Q2 2026", "en", "2026-01-01..2026-06-30"),
    ("Q4 2025 - Q2 2026", "en", "2025-10-01..2026-06-30"),
    ("Q4 2025 (October - December)", "en", "2025-10-01..2025-12-31"),
    ("Q2+ 2026", "en", "2026-04-01.."),
    ("third quarter of 2025", "en", "2025-07-01..2025-09-30"),
    ("Q3", "en", "months 7..9"),
    ("H2 2026", "en", "2026-07-01..2026-12-31"),
    ("H1/2026", "en", "2026-01-01..2026-06-30"),
    ("1H2026", "en", "2026-01-01..2026-06-30"),
    ("FY26", "en", "2026-01-01..2026-12-31"),
    ("FY2025-26", "en", "2026-01-01..2026-12-31"),
    ("FY26 Q3", "en", "2026-07-01..2026-09-30"),
    ("Fiscal Year 2026", "en", "2026-01-01..2026-12-31"),
    ("February 15", "en", "months 2..2 days 15..15"),
    ("29 Feb – 3 Mar 2026", "en", "2026-02-28..2026-03-03"),
    ("2025-04..2025-06", "en", "2025-04-01..2025-06-30"),
    ("2025", "en", "2025-01-01..2025-12-31"),
    ("2025-2027", "en", "2025-01-01..2027-12-31"),
    ("2025-27", "en", "2025-01-01..2027-12-31"),
    ("2027+", "en", "2027-01-01.."),
    ("from 2027", "en", "2027-01-01.."),
    ("by 30 June 2026", "en", "..2026-06-30"),
    ("by the end of 2025", "en", "..2025-12-31"),
    ("mid-2026", "en", "2026-05-01..2026-08-31"),
    ("end of 2025", "en", "2025-09-01..2025-12-31"),
    ("October", "en", "months 10..10"),
    ("Outubro - Dezembro", "pt", "months 10..12"),
    ("Q4 2025 (Outubro - Dezembro)", "pt", "2025-10-01..2025-12-31"),
    ("3º trimestre de 2025", "pt", "2025-07-01..2025-09-30"),
    ("T3 2025", "pt", "2025-07-01..2025-09-30"),
    ("15 de março de 2026", "pt", "2026-03-15..2026-03-15"),
    ("15/03/2026", "pt", "2026-03-15..2026-03-15"),
    ("03/04/2026", "pt", "2026-04-03..2026-04-03"),
    ("fim de 2025", "pt", "2025-09-01..2025-12-31"),
    ("até dezembro de 2026", "pt", "..2026-12-31"),
    ("a partir de 2027", "pt", "2027-01-01.."),
    ("5 de outubro a 27 de novembro", "pt", "months 10..11 days 5..27"),
    ("Q3 25", "en", "2025-07-01..2025-09-30"),
    ("Q1\u00a026", "en", "2026-01-01..2026-03-31"),
    ("Q4 25 – Q1 26", "en", "2025-10-01..2026-03-31"),
    ("H2/26", "en", "2026-07-01..2026-12-31"),
    ("Jun/2026", "pt", "2026-06-01..2026-06-30"),
    ("tercer trimestre de 2025", "es", "2025-07-01..2025-09-30"),
    ("enero - marzo 2026", "es", "2026-01-01..2026-03-31"),
    ("15 de marzo de 2026", "es", "2026-03-15..2026-03-15"),
    ("3e trimestre 2025", "fr", "2025-07-01..2025-09-30"),
    ("S1 2026", "fr", "2026-01-01..2026-06-30"),
    ("1er mars 2026", "fr", "2026-03-01..2026-03-01"),
    ("mars - juin 2026", "fr", "2026-03-01..2026-06-30"),
    ("d'ici décembre 2026", "fr", "..2026-12-31"),
    ("15.03.2026", "de", "2026-03-15..2026-03-15"),
    ("1. Januar bis 31. Dezember 2026", "de", "2026-01-01..2026-12-31"),
    ("1. Halbjahr 2026", "de", "2026-01-01..2026-06-30"),
    ("3. Quartal 2025", "de", "2025-07-01..2025-09-30"),
    ("2 au 20 août 2027", "fr", "2027-08-02..2027-08-20"),
    ("1er au 20 août 2027", "fr", "2027-08-01..2027-08-20"),
    ("2 until 20 August 2027", "en", "2027-08-02..2027-08-20"),
    ("Ende 2025", "de", "2025-09-01..2025-12-31"),
    ("bis Ende 2026", "de", "..2026-12-31"),
    ("ab März 2026", "de", "2026-03-01.."),
    ("terzo trimestre 2025", "it", "2025-07-01..2025-09-30"),
    ("entro dicembre 2026", "it", "..2026-12-31"),
    ("15 marzo 2026", "it", "2026-03-15..2026-03-15"),
    ("III квартал 2026", "ru", "2026-07-01..2026-09-30"),
    ("первое полугодие 2026", "ru", "2026-01-01..2026-06-30"),
    ("28 декабря 2025", "ru", "2025-12-28..2025-12-28"),
    ("Q1 2026 (Январь–Март)", "ru", "2026-01-01..2026-03-31"),
    ("Kuartal 3 2025", "id", "2025-07-01..2025-09-30"),
    ("Januari - Maret 2026", "id", "2026-01-01..2026-03-31"),
    ("2026年3月", "ja", "2026-03-01..2026-03-31"),
    ("2026年3月15日", "ja", "2026-03-15..2026-03-15"),
    ("2026年第3四半期", "ja", "2026-07-01..2026-09-30"),
    ("2026年4月〜", "ja", "2026-04-01.."),
    ("2025年度", "ja", "2025-01-01..2025-12-31"),
    ("3月15日", "ja", "months 3..3 days 15..15"),
    ("2026年上半年", "zh", "2026-01-01..2026-06-30"),
    ("2026年底", "zh", "2026-09-01..2026-12-31"),
    ("2026年3月至5月", "zh", "2026-03-01..2026-05-31"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_windows_are_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This may change the plan", "en"),
        ("They march on", "en"),
        ("the mars rover", "en"),
        ("um set de testes", "pt"),
        ("3 out of 4 teams", "en"),
        ("5 set points", "en"),
        ("version 2.0.25 of the tool", "en"),
        ("build 20251003", "en"),
        ("3,072 vectors", "en"),
    ],
)
def test_words_and_numbers_that_are_no_dates(text: str, language: str) -> None:
    assert not [meaning for meaning in amounts(text, language) if (".." in meaning and "-" in meaning) or "months" in meaning]


def test_a_month_word_counts_behind_a_preposition() -> None:
    assert amounts("Rollout in May") == ["months 5..5"]
    assert amounts("Launch in March") == ["months 3..3"]


def test_a_month_word_counts_before_a_colon_that_begins_a_title() -> None:
    assert amounts("Mai: Live", "de") == ["months 5..5"]
    assert amounts("Set: Beta", "en") == []
    assert amounts("mar: azul", "es") == []


def test_a_day_of_which_something_is_told_leaves_nothing_open() -> None:
    assert amounts("as of July 2024") == ["2024-07-01..2024-07-31"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("from Monday, May 3, 2027, to Friday, May 7, 2027", "en"),
        ("between Monday, May 3, and Friday, May 7, 2027", "en"),
        ("zwischen dem 3.5.2027 und dem 7.5.2027", "de"),
        ("Mo., 3.5.2027 bis Fr., 7.5.2027", "de"),
        ("von Montag, dem 3. Mai 2027, bis Freitag, dem 7. Mai 2027", "de"),
        ("entre le 3 mai 2027 et le 7 mai 2027", "fr"),
        ("du lundi 3 mai au vendredi 7 mai 2027", "fr"),
        ("del lunes 3 de mayo al viernes 7 de mayo de 2027", "es"),
        ("entre el 3 de mayo y el 7 de mayo de 2027", "es"),
        ("de segunda, 3 de maio, até sexta, 7 de maio de 2027", "pt"),
    ],
)
def test_names_of_days_and_articles_stand_within_a_range(text: str, language: str) -> None:
    assert amounts(text, language) == ["2027-05-03..2027-05-07"]


def test_two_days_that_are_listed_are_no_range() -> None:
    listed = amounts("on May 3, 2027, and on Friday, May 7, 2027")
    assert listed == ["2027-05-03..2027-05-03", "2027-05-07..2027-05-07"]


def test_both_ends_between_april_and_june() -> None:
    assert amounts("between April and June 2027") == ["2027-04-01..2027-06-30"]


def test_a_label_that_contradicts_its_months_stays_apart() -> None:
    assert read("Q3 2025 (April - June)") == ["Q3 2025 -> 2025-07-01..2025-09-30", "April - June -> months 4..6"]


def test_a_year_is_no_count_and_a_count_is_no_year() -> None:
    assert read("2026 goals") == ["2026 -> 2026-01-01..2026-12-31"]
    assert amounts("2,026 users") == ["2026 user"]
    assert amounts("2000 EUR in 2026") == ["2000 EUR", "2026-01-01..2026-12-31"]


def test_days_end_at_the_end_of_the_sentence() -> None:
    assert amounts("Freeze on Jan 12-14. Resume later.") == ["months 1..1 days 12..14"]


def test_a_colon_behind_a_day_is_no_clock() -> None:
    assert amounts("Target February 15: beta, 10:30") == ["months 2..2 days 15..15"]


def test_month_words_of_other_languages_are_words_here() -> None:
    assert amounts("moved out to Aug - Sep") == ["months 8..9"]


def test_a_short_month_with_its_year_is_one_wherever_it_stands() -> None:
    assert amounts("Jan 2026: 20 boats") == ["2026-01-01..2026-01-31", "20 boat"]
    assert amounts("May 2026 brings a dock; we may 2026 times fail")[0] == "2026-05-01..2026-05-31"


@pytest.mark.parametrize("text", ["Q4 25 hires", "Q4 25%", "by Q3 24,000 visits", "Q1 20-30 boats", "Q2: 25"])
def test_a_number_behind_a_quarter_that_counts_is_no_year(text: str) -> None:
    windows = [token.value for token in scan(text, convention()) if isinstance(token.value, Window)]
    assert [window.start for window in windows] == [None]


def test_the_number_of_a_list_is_no_day_of_a_month_of_another_language() -> None:
    assert amounts("6. Set the sails") == []
    assert amounts("6. Sept. 2026") == ["2026-09-06..2026-09-06"]
    assert amounts("6. Set. 2026", "it") == ["2026-09-06..2026-09-06"]
