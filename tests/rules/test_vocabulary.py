"""Lists of words: found as one pattern would find them, however seldom it is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts.folding import is_ideographic
from agent.rules.reading.vocabulary import Words, _load, keys_in, keys_of, pattern
from agent.rules.reading.word_index import WordIndex

ENTRIES = ("go live", "cost*", "On-Time", "p95", "% done", "нагрузочн* тест*", "冻结", "リリース禁止", "fee", "a")
PIECES = (*ENTRIES, "costing", "COSTS", "on time", "5% done", "нагрузочное тестирование", "feet", "ago", "凍結", "go-live", "é", "_a", "a_")


def by_one_pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(entries, key=lambda entry: (-len(entry), entry))
    found = {entry: re.escape(entry).replace(r"\*", r"\w*") for entry in longest}
    bare = [found[entry] for entry in longest if is_ideographic(entry[0])]
    spaced = [found[entry] for entry in longest if not is_ideographic(entry[0])]
    return re.compile("|".join((*bare, *((rf"\b(?:{'|'.join(spaced)})\b",) if spaced else ()))), re.IGNORECASE)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=8), st.sampled_from(["", " ", ", "]))
def test_a_list_finds_what_one_pattern_finds(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    words, whole = Words(ENTRIES), by_one_pattern(ENTRIES)
    assert [match.span() for match in words.finditer(text)] == [match.span() for match in whole.finditer(text)]
    assert words.findall(text) == [match[0] for match in whole.finditer(text)]
    assert words.sub("-", text) == whole.sub("-", text)
    for found, expected in ((words.search, whole.search), (words.match, whole.match), (words.fullmatch, whole.fullmatch)):
        assert (found(text) is None) == (expected(text) is None)


@pytest.mark.parametrize("name", sorted(_load()))
def test_every_entry_is_found(name: str) -> None:
    for entry in map(str, _load()[name]):
        written = entry.replace("*", "en")
        assert pattern(name).search(f"1{written} x" if written.startswith("%") else f"1 {written} x"), entry


def test_a_star_inside_an_entry_stands_for_any_ending() -> None:
    assert pattern("load_test").search("Нагрузочное тестирование")


@given(
    st.lists(
        st.text(max_size=12) | st.sampled_from(["goes live in May", "two are done", "Sicherheitstest", "上线", "in parallel to A"]),
        max_size=8,
    )
)
def test_an_index_holds_for_a_list_the_texts_that_a_search_finds(texts: list[str]) -> None:
    index = WordIndex(texts)
    for name in ("goes_live", "part_done", "security_check", "parallel"):
        assert index.holding(name) == tuple(at for at, text in enumerate(texts) if pattern(name).search(text))


def test_a_text_without_the_keys_of_lists_holds_no_word_of_them() -> None:
    assert keys_of("parallel", "part_done").isdisjoint(keys_in("The crane is green"))
    assert not keys_of("parallel", "part_done").isdisjoint(keys_in("Both run in parallel"))
