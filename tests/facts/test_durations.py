"""Durations, effort, rates, latencies and sizes."""

from __future__ import annotations

import pytest

from tests.facts.reading import amounts, read_one

READ = [
    ("3-4 months", "en", "3..4 month"),
    ("3 to 4 months", "en", "3..4 month"),
    ("90 days", "en", "90 day"),
    ("1.5 years", "en", "1.5 year"),
    ("18-month", "en", "18 month"),
    ("40h", "en", "40 hour"),
    ("two weeks", "en", "2 week"),
    ("10 business days", "en", "10 business day"),
    ("120 person-days", "en", "120 person-day"),
    ("within 24 hours", "en", "<= 24 hour"),
    ("8 weeks max", "en", "<= 8 week"),
    ("<100ms", "en", "< 100 millisecond"),
    ("<2s", "en", "< 2 second"),
    ("200 ms", "en", "200 millisecond"),
    ("<= 5 min", "en", "<= 5 minute"),
    ("1000+ requests/sec", "en", ">= 1000 requests/second"),
    ("100 RPS", "en", "100 requests/second"),
    ("100 QPS", "en", "100 queries/second"),
    ("500 transactions per second", "en", "500 transactions/second"),
    ("2 TB", "en", "2 TB"),
    ("16GB", "en", "16 GB"),
    ("2 semanas", "pt", "2 week"),
    ("3 a 6 meses", "pt", "3..6 month"),
    ("90 dias úteis", "pt", "90 business day"),
    ("2 semanas", "es", "2 week"),
    ("3 a 6 meses", "es", "3..6 month"),
    ("3 à 6 mois", "fr", "3..6 month"),
    ("20 jours", "fr", "20 day"),
    ("15 j/h", "fr", "15 person-day"),
    ("120 jours-homme", "fr", "120 person-day"),
    ("6–8 Wochen", "de", "6..8 week"),
    ("zwölf Monate", "de", "12 month"),
    ("von 3 bis 6 Monaten", "de", "3..6 month"),
    ("höchstens 3 Tage", "de", "<= 3 day"),
    ("1.330 PT", "de", "1330 person-day"),
    ("120 Personentage", "de", "120 person-day"),
    ("9 Std.", "de", "9 hour"),
    ("about 2 years and 3 months", "en", "~ 27 month"),
    ("1h 30m", "en", "90 minute"),
    ("2h 15min", "en", "135 minute"),
    ("3 hours 20 minutes", "en", "200 minute"),
    ("2h 15m 30s", "en", "8130 second"),
    ("5 Jahre und 8 Monate", "de", "68 month"),
    ("~5 anni e 8 mesi", "it", "~ 68 month"),
    ("1 año y 6 meses", "es", "18 month"),
    ("2年6个月", "zh", "30 month"),
    ("10 werkdagen", "nl", "10 business day"),
    ("3 uren", "nl", "3 hour"),
    ("1 dag", "nl", "1 day"),
    ("2 kwartalen", "nl", "2 quarter"),
    ("15 mandagen", "nl", "15 person-day"),
    ("3-6 mesi", "it", "3..6 month"),
    ("2 settimane", "it", "2 week"),
    ("3 месяца", "ru", "3 month"),
    ("2 недели", "ru", "2 week"),
    ("3 bulan", "id", "3 month"),
    ("90 hari", "id", "90 day"),
    ("6週間", "ja", "6 week"),
    ("3ヶ月", "ja", "3 month"),
    ("10営業日", "ja", "10 business day"),
    ("5人月", "ja", "5 person-month"),
    ("20人日", "ja", "20 person-day"),
    ("12ヶ月以内", "ja", "<= 12 month"),
    ("3 个月", "zh", "3 month"),
    ("6-8周", "zh", "6..8 week"),
    ("三个月", "zh", "3 month"),
    ("不超过3天", "zh", "<= 3 day"),
    ("10-15分钟", "zh", "10..15 minute"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_durations_and_rates_are_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("<50ms P95", "< 50 millisecond P95"),
        ("50ms median latency", "50 millisecond median"),
        ("P99 latency < 200 ms", "< 200 millisecond P99"),
        ("average response time 1.2 s", "1.2 second average"),
        ("95th percentile: 80 ms", "80 millisecond P95"),
    ],
)
def test_a_statistic_beside_a_quantity_belongs_to_it(text: str, meaning: str) -> None:
    assert amounts(text) == [meaning]


def test_a_statistic_does_not_reach_over_a_comma() -> None:
    assert amounts("<24h median, 40 RPS") == ["< 24 hour median", "40 requests/second"]


def test_over_a_time_says_how_long() -> None:
    assert amounts("over three years") == ["3 year"]
    assert amounts("over 300 users") == ["> 300 user"]


@pytest.mark.parametrize("text", ["Hosts in the US", "3D models", "the 2010s", "e2e tests", "5G"])
def test_letters_behind_digits_are_not_always_units(text: str) -> None:
    assert not [meaning for meaning in amounts(text) if "day" in meaning or "second" in meaning]


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("2 weeks and 3 days", ["2 week", "3 day"]),  # of five days or of seven
        ("1 year or 6 months", ["1 year", "6 month"]),
        ("1 year and 18 months", ["1 year", "18 month"]),
        ("1-2 years and 6 months", ["1..2 year", "6 month"]),
        ("1.5 years and 6 months", ["1.5 year", "6 month"]),
        ("2 hours, 30 m wide", ["2 hour", "30"]),
        ("3 hours 20 m high", ["3 hour", "20"]),
        ("24h 15m€", ["24 hour", "15000000 EUR"]),
    ],
)
def test_two_durations_that_are_not_one_stay_apart(text: str, meanings: list[str]) -> None:
    assert amounts(text) == meanings
