"""Lists of words: found as one pattern would find them, however seldom it is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts.folding import is_ideographic
from agent.rules.reading.vocabulary import _load, keys_in, keys_of, pattern
from agent.rules.reading.word_index import WordIndex

LISTS = tuple(sorted(_load()))


def by_one_pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(entries, key=lambda entry: (-len(entry), entry))
    found = {entry: re.escape(entry).replace(r"\*", r"\w*") for entry in longest}
    bare = [found[entry] for entry in longest if is_ideographic(entry[0])]
    spaced = [found[entry] for entry in longest if not is_ideographic(entry[0])]
    return re.compile("|".join((*bare, *((rf"\b(?:{'|'.join(spaced)})\b",) if spaced else ()))), re.IGNORECASE)


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, str]:
    """A list, and a text of its entries and parts of them as they are written, with other endings, and glued to other letters."""
    name = draw(st.sampled_from(LISTS))
    entry = st.sampled_from([str(entry) for entry in _load()[name]])
    written = st.builds(lambda text, star: text.replace("*", star), entry, st.sampled_from(["", "s", "en", "*"]))
    said = st.one_of(
        written,
        written.map(str.upper),
        written.map(str.title),
        st.builds(str.__add__, written, st.sampled_from(["x", "_", "-", "é", "凍"])),
    )
    part = st.builds(lambda text, at: text[at:] if at % 2 else text[:at], entry, st.integers(0, 9))
    pieces = draw(st.lists(st.one_of(said, part, st.text(max_size=5)), max_size=8))
    return name, draw(st.sampled_from(["", " ", ", "])).join(pieces)


@given(_texts())
def test_a_list_finds_what_one_pattern_finds(named: tuple[str, str]) -> None:
    name, text = named
    words, whole = pattern(name), by_one_pattern(tuple(map(str, _load()[name])))
    assert [match.span() for match in words.finditer(text)] == [match.span() for match in whole.finditer(text)]
    assert words.findall(text) == [match[0] for match in whole.finditer(text)]
    assert words.sub("-", text) == whole.sub("-", text)
    for found, expected in ((words.search, whole.search), (words.match, whole.match), (words.fullmatch, whole.fullmatch)):
        assert (found(text) is None) == (expected(text) is None)


@pytest.mark.parametrize("name", sorted(_load()))
def test_every_entry_is_found(name: str) -> None:
    for entry in map(str, _load()[name]):
        for written in {entry.replace("*", "en"), entry.replace("*", "")}:
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
