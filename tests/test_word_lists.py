"""The YAML files beside the code say what they say to any reader of YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from agent.word_lists import parse_lists, read_lists

AGENT = Path(__file__).parent.parent / "agent"
FILES = sorted(str(file.relative_to(AGENT)) for file in AGENT.rglob("*.yaml"))

scalars = st.none() | st.booleans() | st.integers(-999, 999) | st.text("abcyesno01.:-+~ 上é'\"#,[]{}", max_size=8)
entries = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc1", max_size=3), inner, max_size=4))


def test_there_are_lists() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_the_library_reads_it(name: str) -> None:
    text = (AGENT / name).read_text(encoding="utf-8")
    assert parse_lists(text) == yaml.safe_load(text)


@given(st.dictionaries(st.text("abc", max_size=3), entries, max_size=5), st.sampled_from([None, True, False]))
def test_any_value_is_read_as_the_library_reads_it(value: dict[str, object], flow: bool | None) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    assume("&id" not in text)
    assert parse_lists(text) == yaml.safe_load(text)


def test_an_alias_is_refused() -> None:
    with pytest.raises(TypeError, match="is no word"):
        parse_lists("a: &x [1]\nb: *x\n")


def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "listed_only").mkdir()
    (tmp_path / "listed_only" / "words.yaml").write_text("- a\n- b\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TypeError, match=r"words\.yaml must hold a mapping"):
        read_lists("listed_only", "words.yaml")


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="a is listed twice"):
        parse_lists("a: [1]\nb: [2]\na: [3]\n")
