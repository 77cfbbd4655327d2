"""Text made comparable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts import canonical_terms, normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Role-Based  Access!** 🎉", "role-based access"),
        ("Café à l’été", "cafe a l ete"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("v1.2 – Launch", "v1.2 launch"),
        ("95%+ uptime", "95%+ uptime"),
        ("snake_case_name", "snake case name"),
        ("CI/CD", "ci/cd"),
        ("", ""),
    ],
)
def test_text_is_folded_for_comparison(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_abbreviations_and_their_long_form_have_the_same_terms() -> None:
    assert canonical_terms("RBAC") == canonical_terms("role-based access control")
    assert canonical_terms("CI/CD pipeline", "en") == canonical_terms("continuous integration and delivery pipeline", "en")
    assert canonical_terms("SSO integration") == canonical_terms("Single sign-on integrations")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("integrations", "integration", "en"),
        ("deploying services", "deployed service", "en"),
        ("integrações", "integração", "pt"),
        ("integraciones", "integración", "es"),
        ("intégrations", "intégration", "fr"),
        ("Schnittstellen", "Schnittstelle", "de"),
    ],
)
def test_inflections_share_a_term(one: str, other: str, language: str) -> None:
    assert canonical_terms(one, language) == canonical_terms(other, language)


def test_function_words_are_left_out_and_han_is_cut_into_pairs() -> None:
    assert canonical_terms("the plan of the team", "en") == ("plan", "team")
    assert canonical_terms("导入功能", "zh") == ("导入", "入功", "功能")


@given(st.text(max_size=30) | st.text("eak\u0301\u0327ｶﾞ가각か\u3099ﬁ①_ß-. ", max_size=12))
def test_one_spelling_of_a_text_is_that_of_its_composed_form(text: str) -> None:
    assert normalise(text) == normalise(unicodedata.normalize("NFKC", text))
