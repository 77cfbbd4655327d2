"""Relative windows, and the two ways to see a stretch of months."""

from __future__ import annotations

import pytest

from agent.facts import as_duration, as_window, scan
from agent.model.quantity import Quantity, Window
from tests.facts.reading import convention, quantity, read, read_one, window

READ = [
    ("months 6-18", "en", "month 6..18"),
    ("Month 6", "en", "month 6..6"),
    ("Month 18+", "en", "month 18.."),
    ("M1-M3", "en", "month 1..3"),
    ("0-6 months", "en", "month 0..6"),
    ("18+ months", "en", "month 18.."),
    ("Weeks 5–12", "en", "week 5..12"),
    ("Week 3", "en", "week 3..3"),
    ("Week 1 & 2", "en", "week 1..2"),
    ("W12", "en", "week 12..12"),
    ("Sprint 9", "en", "sprint 9..9"),
    ("Sprint 0-1-2", "en", "sprint 0..2"),
    ("T+30", "en", "day 30..30"),
    ("T+3 weeks", "en", "week 3..3"),
    ("T+27 mois", "fr", "month 27..27"),
    ("Day 1-30", "en", "day 1..30"),
    ("next 30 days", "en", "day 0..30"),
    ("first 6 months", "en", "month 0..6"),
    ("year 3", "en", "year 3..3"),
    ("Y2", "en", "year 2..2"),
    ("Mês 9", "pt", "month 9..9"),
    ("Meses 1-3", "pt", "month 1..3"),
    ("Semanas 1 a 4", "pt", "week 1..4"),
    ("próximos 30 dias", "pt", "day 0..30"),
    ("3 primeiros meses", "pt", "month 0..3"),
    ("Semana 1-2", "es", "week 1..2"),
    ("Próximos 6-12 Meses", "es", "month 0..12"),
    ("Semaine 1-4", "fr", "week 1..4"),
    ("3 premiers mois", "fr", "month 0..3"),
    ("Woche 1-4", "de", "week 1..4"),
    ("Monat 6", "de", "month 6..6"),
    ("Jahr 1", "de", "year 1..1"),
    ("Mese 6", "it", "month 6..6"),
    ("primi 6 mesi", "it", "month 0..6"),
    ("Неделя 1–2", "ru", "week 1..2"),
    ("месяц 6", "ru", "month 6..6"),
    ("Bulan 1-3", "id", "month 1..3"),
    ("Minggu 1-2", "id", "week 1..2"),
    ("第1-2周", "zh", "week 1..2"),
    ("第6个月", "zh", "month 6..6"),
    ("13-18月", "zh", "month 13..18"),
    ("第三周", "zh", "week 3..3"),
    ("未来30天", "zh", "day 0..30"),
    ("第1週", "ja", "week 1..1"),
    ("1年目", "ja", "year 1..1"),
    ("6ヶ月目", "ja", "month 6..6"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_relative_windows_are_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


def test_single_letters_with_numbers_stay_ids() -> None:
    assert read("M1, D3, S2") == ["M1 -> id M1", "D3 -> id D3", "S2 -> id S2"]


@pytest.mark.parametrize(
    ("text", "as_a_window", "as_a_duration"),
    [
        ("6-18 months", "month 6..18", "6..18 month"),
        ("3 months", "month 0..3", "3 month"),
        ("0-6 months", "month 0..6", "0..6 month"),
        ("18+ months", "month 18..", ">= 18 month"),
        ("8 weeks or more", "week 8..", ">= 8 week"),
        ("at least two weeks", "week 2..", ">= 2 week"),
    ],
)
def test_a_stretch_reads_both_ways(text: str, as_a_window: str, as_a_duration: str) -> None:
    (token,) = scan(text, convention())
    found, lasting = as_window(token), as_duration(token)
    assert isinstance(found, Window)
    assert isinstance(lasting, Quantity)
    assert window(found) == as_a_window
    assert quantity(lasting) == as_a_duration


@pytest.mark.parametrize("text", ["$5K", "14", "40%", "120 person-days"])
def test_other_amounts_are_no_windows(text: str) -> None:
    (token,) = scan(text, convention())
    assert as_window(token) is None
