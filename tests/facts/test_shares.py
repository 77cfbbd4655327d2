"""Percentages, ratios, shares and scores."""

from __future__ import annotations

import pytest

from agent.facts import scan
from agent.model.quantity import Quantity
from tests.facts.reading import amounts, convention, read_one

READ = [
    ("+300%", "en", "300 % change"),
    ("-25%", "en", "-25 % change"),
    ("99.95%", "en", "99.95 %"),
    ("99.999%", "en", "99.999 %"),
    ("250-400%", "en", "250..400 %"),
    ("10%-15%", "en", "10..15 %"),
    ("15 %", "en", "15 %"),
    ("30pp", "en", "30 point change"),
    ("70%+", "en", ">= 70 %"),
    ("<0.1%", "en", "< 0.1 %"),
    ("approximately 40-50%", "en", "~ 40..50 %"),
    ("12 percent", "en", "12 %"),
    ("3x", "en", "3 x"),
    ("10x", "en", "10 x"),
    ("2.5×", "en", "2.5 x"),
    ("6-10x", "en", "6..10 x"),
    ("3:1", "en", "3 :1"),
    ("4/5", "en", "4 /5"),
    ("12/48", "en", "12 /48"),
    ("3.5/5.0", "en", "3.5 /5"),
    ("4.5/5", "en", "4.5 /5"),
    ("8-9/10", "en", "8..9 /10"),
    (">4/5", "en", "> 4 /5"),
    ("até 20%", "pt", "<= 20 %"),
    ("99,99%", "pt", "99.99 %"),
    ("jusqu'à 20 %", "fr", "<= 20 %"),
    ("bis zu 20 %", "de", "<= 20 %"),
    ("5 Prozentpunkte", "de", "5 point change"),
    ("12 por ciento", "es", "12 %"),
    ("fino a 20%", "it", "<= 20 %"),
    ("до 20%", "ru", "<= 20 %"),
    ("hingga 20%", "id", "<= 20 %"),
    ("百分之三十", "zh", "30 %"),
    ("约20%", "zh", "~ 20 %"),
    ("3割", "ja", "30 %"),
    ("20%未満", "ja", "< 20 %"),
    ("80%以上", "ja", ">= 80 %"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_shares_are_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


@pytest.mark.parametrize("text", ["24/7 support", "at 10:30", "14h30", "10.0.0.1", "3D view", "127.0.0.1/24"])
def test_times_and_names_are_no_shares(text: str) -> None:
    assert amounts(text) == []


def test_a_net_promoter_score_is_a_score() -> None:
    assert amounts("NPS: 60+") == [">= 60 NPS"]
    assert amounts("an NPS of 45") == ["45 NPS"]


def test_a_percentage_with_three_decimals_is_no_thousands() -> None:
    assert amounts("99.999 %", "de") == ["99.999 %"]


@pytest.mark.parametrize(
    ("text", "language", "least"),
    [("+10.000%", "pt", 10_000), ("10,000%", "en", 10_000), ("12.500 %", "de", 12.5), ("99.000%", "pt", 99), ("100.000 %", "de", 100)],
)
def test_a_percentage_of_whole_thousands_is_a_multiple_of_what_there_is(text: str, language: str, least: float) -> None:
    value = scan(text, convention(language))[0].value
    assert isinstance(value, Quantity)
    assert value.least == least


@pytest.mark.parametrize(("text", "written"), [("10٪", ("=", 10)), ("80% 이상", (">=", 80)), ("5% 미만", ("<", 5)), ("5% 이하", ("<=", 5))])
def test_percentages_of_other_scripts_are_read_with_their_bounds(text: str, written: tuple[str, float]) -> None:
    found = [one.value for one in scan(text, convention()) if isinstance(one.value, Quantity)]
    assert [(one.comparator, one.least, one.unit) for one in found] == [(*written, "%")]
