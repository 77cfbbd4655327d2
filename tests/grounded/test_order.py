"""Figures of one unit keep their order: what was before what is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent.grounded.order import turned_round

KEPT = [
    ("cost, was $1.0M, is $1.3M", "The cost rises from $1.0M to $1.3M."),
    ("window, was Q2 2026, is Q3 2026", "It moves from Q2 2026 to Q3 2026."),
    ("Kosten, was 1,2 Mio. €, is 1,5 Mio. €", "Die Kosten steigen von 1,2 Mio. € auf 1,5 Mio. €."),
    ("uptime, was 99.9%, is 99.5%", "The target is 99.5% now."),
    ("High (16 of 25): 110%: 60% + 50% (line 66)", "Imani has 110%, that is 60% and 50% (line 66, 16 of 25)."),
    ("stated as $1.42M, adds up to $1.46M, not $1.42M", "The parts give $1.46M, $1.42M is stated."),
    ("was 5 weeks, is $5K", "$5K instead of 5 weeks"),
    ("", ""),
]
TURNED = [
    ("cost, was $1.0M, is $1.3M", "The cost falls from $1.3M to $1.0M."),
    ("window, was Q2 2026, is Q3 2026", "It moves from Q3 2026 to Q2 2026."),
    ("Kosten, was 1,2 Mio. €, is 1,5 Mio. €", "Die Kosten fallen von 1,5 Mio. € auf 1,2 Mio. €."),
    ("uptime, was 99.9%, is 99.5%", "99.5% becomes 99.9%."),
    ("stated as $1.42M, adds up to $1.46M", "It is stated as $1.46M and adds up to $1.42M."),
    ("was 2026-03-01, is 2026-04-01", "from 2026-04-01 to 2026-03-01"),
]


@pytest.mark.parametrize(("known", "said"), KEPT)
def test_an_order_that_is_kept(known: str, said: str) -> None:
    assert turned_round(said, known) is None


@pytest.mark.parametrize(("known", "said"), TURNED)
def test_an_order_that_is_turned_round(known: str, said: str) -> None:
    assert turned_round(said, known) is not None


@given(some.text(max_size=80))
def test_nothing_is_turned_round_against_itself(text: str) -> None:
    assert turned_round(text, text) is None
