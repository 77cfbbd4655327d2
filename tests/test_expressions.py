"""Expressions of modules: the same as compiled ones, and compiled no earlier than they are used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.expressions import expression

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
            if isinstance(child, ast.Call) and ast.unparse(child.func) == "re.compile":
                lines.append(child.lineno)
            walk(child)

    walk(ast.parse(file.read_text(encoding="utf-8")))
    return lines
