"""Formulas of cases are computed, never run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.formulas import results, value_of, writings


@pytest.mark.parametrize(
    ("formula", "value"),
    [("1+2*3", 7), ("(12-4)/2", 4), ("-3 + 5", 2), ("3120/86", 36.279069767441854), ("0.0005*30.4*24*60", 21.888)],
)
def test_sums_products_and_quotients_are_computed(formula: str, value: float) -> None:
    assert value_of(formula) == pytest.approx(value)


@pytest.mark.parametrize("formula", ["", "a+1", "print(1)", "2**9", "1/0", "1 if 1 else 2", "'a'*3", "1+", "[1][0]"])
def test_anything_else_is_no_formula(formula: str) -> None:
    with pytest.raises(ValueError, match="no formula"):
        value_of(formula)


def test_a_deep_formula_does_not_overflow() -> None:
    with pytest.raises(ValueError, match="no formula"):
        value_of("(" * 5000 + "1" + ")" * 5000)


def test_several_equations_give_several_results() -> None:
    assert results("3+1+1 = 5; 5+1+2 = 8") == (5, 8)


@pytest.mark.parametrize("text", ["1+1 = 3", "1+1", "10/3 = 3.4"])
def test_an_equation_that_does_not_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"does not hold|no equation"):
        results(text)


def test_a_rounded_right_hand_side_holds() -> None:
    assert results("140000/7200 = 19.44") == (19.44,)


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=20))
def test_sums_agree_with_python(terms: list[int]) -> None:
    assert value_of("+".join(map(str, terms))) == sum(terms)


@pytest.mark.parametrize(
    ("values", "writing"), [((1460.0,), "1,460"), ((1460000.0,), "1.46M"), ((600.0,), "600K"), ((110.0,), "110%"), ((8.0, 11.0), "8-11")]
)
def test_results_are_written_as_answers_write_them(values: tuple[float, ...], writing: str) -> None:
    assert writing in writings(values)
