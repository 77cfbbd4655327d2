"""The YAML files beside the code say what they say to any reader of YAML."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from agent import yaml_events
from agent.word_lists import read_lists
from agent.yaml_events import parse_lists

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


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_a_list_is_one(name: str) -> None:
    """Without quotes "no" and "on" are truth values, and the German "null" is nothing."""
    text = (AGENT / name).read_text(encoding="utf-8")
    assert not [entry for entry in listed(parse_lists(text)) if entry is None or isinstance(entry, bool)]


def listed(entry: object) -> Iterator[object]:
    """What stands in the lists of an entry, however deep."""
    for inner in entry if isinstance(entry, list) else entry.values() if isinstance(entry, dict) else ():
        if isinstance(inner, list | dict):
            yield from listed(inner)
        elif isinstance(entry, list):
            yield inner


def test_an_alias_is_refused() -> None:
    with pytest.raises(TypeError, match="is no word"):
        parse_lists("a: &x [1]\nb: *x\n")


def package_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> Path:
    """A package of one file."""
    (tmp_path / name).mkdir()
    file = tmp_path / name / "words.yaml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return file


def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package_with(tmp_path, monkeypatch, "listed_only", "- a\n- b\n")
    with pytest.raises(TypeError, match=r"words\.yaml must hold a mapping"):
        read_lists("listed_only", "words.yaml")


def test_what_was_parsed_is_kept_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = package_with(tmp_path, monkeypatch, "kept_lists", "a: [1]\n")
    first = read_lists("kept_lists", "words.yaml")
    monkeypatch.setattr(yaml_events, "parse_lists", lambda text: {"parsed": text})
    assert read_lists("kept_lists", "words.yaml") == first == {"a": [1]}
    file.write_text("a: [1, 2]\n", encoding="utf-8")
    assert read_lists("kept_lists", "words.yaml") == {"parsed": "a: [1, 2]\n"}


@pytest.mark.parametrize("content", [b"", b"nothing that was kept", marshal.dumps(3), marshal.dumps(((0, 0, 0), {}))])
def test_a_kept_file_that_is_broken_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    package_with(tmp_path, monkeypatch, "broken_lists", "a: [1]\n")
    read_lists("broken_lists", "words.yaml")
    (kept,) = tmp_path.rglob("*.lists")
    kept.write_bytes(content)
    assert read_lists("broken_lists", "words.yaml") == {"a": [1]}


def test_nothing_is_kept_where_python_is_to_write_no_compiled_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    package_with(tmp_path, monkeypatch, "unkept_lists", "a: [1]\n")
    assert read_lists("unkept_lists", "words.yaml") == {"a": [1]}
    assert not list(tmp_path.rglob("*.lists*"))


def test_lists_are_read_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = package_with(tmp_path, monkeypatch, "unwritable_lists", "a: [1]\n")
    (file.parent / "__pycache__").write_text("in the way", encoding="utf-8")
    assert read_lists("unwritable_lists", "words.yaml") == {"a": [1]}


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="a is listed twice"):
        parse_lists("a: [1]\nb: [2]\na: [3]\n")
