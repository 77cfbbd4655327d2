"""Expressions of modules: the same as compiled ones, and compiled no earlier than they are used."""

from __future__ import annotations

import ast
import marshal
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import expressions
from agent.expressions import compiled, expression

AGENT = Path(__file__).parent.parent / "agent"


@given(st.text("ab1 A\n", max_size=20), st.sampled_from([0, re.IGNORECASE, re.MULTILINE]))
def test_an_expression_finds_what_a_compiled_one_finds(text: str, flags: int) -> None:
    for source in (r"a+(\d)?", r"^b", r"(?P<word>[^\W\d]+)"):
        late, early = expression(source, flags), re.compile(source, flags)
        assert [match.span() for match in late.finditer(text)] == [match.span() for match in early.finditer(text)]
        assert late.findall(text) == early.findall(text)
        assert late.split(text) == early.split(text)
        assert late.sub("-", text) == early.sub("-", text)
        for found, expected in ((late.search, early.search), (late.match, early.match), (late.fullmatch, early.fullmatch)):
            assert (found(text) is None) == (expected(text) is None)


def test_an_expression_tells_its_source_and_flags() -> None:
    late = expression(r"(?P<a>x)", re.IGNORECASE)
    assert (late.pattern, late.groups, dict(late.groupindex)) == (r"(?P<a>x)", 1, {"a": 1})
    assert late.flags & re.IGNORECASE


def test_bytes_are_searched_by_expressions_of_bytes() -> None:
    assert expression(rb"\d").findall(b"a1b2") == [b"1", b"2"]


def test_a_wrong_expression_is_told_when_it_is_used() -> None:
    late = expression("(")
    with pytest.raises(re.error):
        late.search("x")


def test_what_no_pattern_has_is_told() -> None:
    with pytest.raises(AttributeError, match="scanner_of"):
        _ = expression("x").scanner_of  # type: ignore[attr-defined]


SOURCES = (
    (r"a+(\d)?", 0),
    (r"(?P<word>[^\W\d]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL),
    (r"[\u2e80-\u9fff\U00020000-\U0002fa1f]|(?<!x)y(?=z)", 0),
    (r"(?i:ab)|(?x: c d )", re.MULTILINE),
    (rb"[\x80-\xff]\d", 0),
)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes this process forget what it compiled, as if it had just begun. Codes are kept in a folder of the test, empty at first."""

    def begin() -> None:
        expressions._kept.cache_clear()
        expressions._new.clear()

    made = expressions.new_codes()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(expressions, "_place", lambda: tmp_path / "kept" / "expressions.codes")
    begin()
    yield begin
    begin()
    expressions.learn(made)


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_kept_expression_is_the_compiled_one(start: Callable[[], None], source: str | bytes, flags: int) -> None:
    first = compiled(source, flags)
    expressions._keep()
    start()
    again = compiled(source, flags)
    assert not expressions.new_codes()
    assert first == again == re.compile(source, flags)
    assert (again.groups, again.groupindex) == (first.groups, first.groupindex)


@pytest.mark.parametrize("content", [b"", b"nothing that was kept", marshal.dumps(3), marshal.dumps(((0,), {}))])
def test_kept_codes_that_are_broken_are_made_anew(start: Callable[[], None], content: bytes) -> None:
    compiled("a|b")
    expressions._keep()
    expressions._place().write_bytes(content)
    start()
    assert compiled("a|b").findall("abc") == ["a", "b"]


def test_a_code_that_the_matcher_refuses_is_made_anew(start: Callable[[], None]) -> None:
    expressions.learn({("a|b", 0): (0, b"\xff" * 8, 1, {})})
    assert compiled("a|b").findall("abc") == ["a", "b"]


def test_what_two_processes_compile_is_kept_together(start: Callable[[], None]) -> None:
    compiled("first")
    expressions._keep()
    start()
    compiled("second")
    expressions._keep()
    start()
    compiled("first")
    compiled("second")
    assert not expressions.new_codes()


def test_nothing_is_kept_where_no_compiled_code_is_to_be_written(start: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled("a")
    expressions._keep()
    assert not expressions._place().exists()


def test_former_expressions_are_forgotten_once_there_are_many(start: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_MOST_KEPT", 2)
    for source in ("a", "b", "c"):
        start()
        compiled(source)
        expressions._keep()
    start()
    compiled("c")
    assert not expressions.new_codes()
    compiled("a")
    assert expressions.new_codes()


def test_no_module_compiles_an_expression_when_it_is_imported() -> None:
    assert [f"{file.relative_to(AGENT)}:{line}" for file in sorted(AGENT.rglob("*.py")) for line in _compiled_at_import(file)] == []


def test_every_expression_of_the_modules_is_valid() -> None:
    import importlib
    import pkgutil

    import agent

    found = 0
    for module in pkgutil.walk_packages(agent.__path__, "agent."):
        if "adapters" in module.name:
            continue  # what needs an extra is not there everywhere
        for value in vars(importlib.import_module(module.name)).values():
            if type(value).__name__ in ("_Uncompiled", "_Compiled"):
                re.compile(value.pattern, value.flags & ~re.UNICODE if isinstance(value.pattern, bytes) else value.flags)
                found += 1
    assert found > 500


def _compiled_at_import(file: Path) -> list[int]:
    lines: list[int] = []

    def walk(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                continue
            if isinstance(child, ast.Call) and ast.unparse(child.func) in ("re.compile", "compiled"):
                lines.append(child.lineno)
            walk(child)

    walk(ast.parse(file.read_text(encoding="utf-8")))
    return lines
