"""Counts with their nouns, comparators, number words, and the neighbours that count nothing."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan
from tests.facts.reading import amounts, read, read_one

READ = [
    ("50+ integrations", "en", ">= 50 integration"),
    ("1,000+ active users", "en", ">= 1000 user"),
    ("10M+ downloads", "en", ">= 10000000 download"),
    ("2 to 3 engineers", "en", "2..3 engineer"),
    ("15-20 engineers", "en", "15..20 engineer"),
    ("between 3 and 5 teams", "en", "3..5 team"),
    ("three teams", "en", "3 team"),
    ("3 AI engineers", "en", "3 engineer"),
    ("1 backend engineer", "en", "1 engineer"),
    ("2x Senior Backend Engineer", "en", "2 engineer"),
    ("5 sales operations managers", "en", "5 manager"),
    ("12 people", "en", "12 people"),
    ("at least 50 customers", "en", ">= 50 customer"),
    ("no more than 5 incidents", "en", "<= 5 incident"),
    ("more than 100 companies", "en", "> 100 company"),
    ("50 countries or more", "en", ">= 50 country"),
    ("1.5 FTE", "en", "1.5 FTE"),
    ("40+ story points", "en", ">= 40 story point"),
    ("50 deployments per week", "en", "50 deployment/week"),
    ("50+ integrações", "pt", ">= 50 integração"),
    ("1.000+ usuários", "pt", ">= 1000 usuário"),
    ("5 novos idiomas", "pt", "5 idioma"),
    ("mais de 100 empresas", "pt", "> 100 empresa"),
    ("três equipes", "pt", "3 equipe"),
    ("entre 3 e 5 servidores", "pt", "3..5 servidor"),
    ("50+ integraciones", "es", ">= 50 integración"),
    ("1,000+ usuarios", "es", ">= 1000 usuario"),
    ("al menos 50 clientes", "es", ">= 50 cliente"),
    ("20 entretiens", "fr", "20 entretien"),
    ("1 000 utilisateurs", "fr", "1000 utilisateur"),
    ("au moins 50 clients", "fr", ">= 50 client"),
    ("62 Stadtwerke", "de", "62 stadtwerke"),
    ("1 UX/UI-Designer", "de", "1 ux/ui-designer"),
    ("48 aktive Nutzer", "de", "48 nutzer"),
    ("mindestens 50 Kunden", "de", ">= 50 kunden"),
    ("zwischen 3 und 6 Standorten", "de", "3..6 standorten"),
    ("1,5 VZÄ", "de", "1.5 FTE"),
    ("1.000 utenti", "it", "1000 utenti"),
    ("almeno 50 clienti", "it", ">= 50 clienti"),
    ("более 100 компаний", "ru", "> 100 компаний"),
    ("от 5 до 10 человек", "ru", "5..10 человек"),
    ("10 crypto infrastructure companies", "ru", "10 company"),
    ("9 больших задач", "ru", "9 задач"),
    ("1.000 pengguna", "id", "1000 pengguna"),
    ("minimal 50 pelanggan", "id", ">= 50 pelanggan"),
    ("20社", "ja", "20 社"),
    ("50件以上", "ja", ">= 50 件"),
    ("最大5人", "ja", "<= 5 人"),
    ("0.5名", "ja", "0.5 名"),
    ("5个团队", "zh", "5 团队"),
    ("至少50家企业", "zh", ">= 50 企业"),
    ("超过100人", "zh", "> 100 人"),
    ("10-50人", "zh", "10..50 人"),
    ("100,000+ 开发者", "zh", ">= 100000 开发者"),
]


@pytest.mark.parametrize(("text", "language", "meaning"), READ)
def test_counts_are_read(text: str, language: str, meaning: str) -> None:
    assert read_one(text, language) == meaning


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("if one does not exist", "en"),
        ("one of the teams", "en"),
        ("GPT-4 and ISO 27001 with SOC 2", "en"),
        ("OAuth2, B2B, Neo4j, K8s, n8n, i18n", "en"),
        ("4-bit and 3-tier and two-factor login", "en"),
        ("PKCS#11 and WCAG 2.1", "en"),
        ("localhost:3000", "en"),
        ("see src/v2/part_3.py", "en"),
        ("https://example.org/2025/12?id=40", "en"),
        ("mail to team42@example.org", "en"),
        ("eine neue Infrastruktur", "de"),
        ("新增一个功能", "zh"),
    ],
)
def test_numbers_that_count_nothing_are_no_amounts(text: str, language: str) -> None:
    assert amounts(text, language) == []


def test_a_bare_number_is_a_number_token() -> None:
    assert read("14") == ["14 -> 14"]


def test_a_count_stops_at_its_noun() -> None:
    assert read("3 servers for 40 offices") == ["3 servers -> 3 server", "40 offices -> 40 office"]


def test_a_separator_before_three_digits_groups_when_things_are_counted() -> None:
    assert amounts("2,500 usuários", "pt") == ["2500 usuário"]
    assert amounts("2.500 users") == ["2500 user"]


def test_columns_set_apart_by_spaces_do_not_share_a_noun() -> None:
    assert amounts("40     offices") == ["40"]


def test_a_word_that_goes_on_bounds_no_count() -> None:
    assert amounts("6类内容", "zh") == ["6 类"]
    assert amounts("6类内", "zh") == ["<= 6 类"]


def test_the_hour_of_a_day_is_no_count() -> None:
    assert amounts("每日凌晨4点清理", "zh") == []
    assert amounts("4点建议", "zh") != []


def test_numbers_of_parts_count_nothing() -> None:
    text = "Steps: 2. Saw the planks 3. Bend them 4. Nail them, 5 hours"
    assert [token.kind for token in scan(text, Convention()) if token.text in {"2", "3", "4"}] == ["ordinal"] * 3
    assert [token.kind for token in scan("We need 2. Then 7. Later 9. Done", Convention()) if token.text.isdecimal()] == ["number"] * 3
