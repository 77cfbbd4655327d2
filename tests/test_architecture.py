"""What keeps the house in order beyond the import contracts: start-up, sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "agent").rglob("*.py"), *(ROOT / "evals").rglob("*.py"), ROOT / "cli.py"])
HEAVY = (
    "chromadb",
    "langchain",
    "langchain_openai",
    "langchain_core",
    "langgraph",
    "openai",
    "onnxruntime",
    "tiktoken",
    "tokenizers",
    "torch",
)
SAMPLE = "# Plan\n\n## Phase 1 (Q1 2026)\n\n- **Cost**: $1.2M\n- **Depends on**: Phase 0\n"
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=60, check=False)


def at_the_end_of(arguments: list[str], told: str) -> str:
    """A script that runs a command, and tells an expression's value on stderr when its process ends."""
    return (
        f"import atexit, sys; sys.argv = ['roadmap', *{arguments!r}]\n"
        f"atexit.register(lambda: sys.stderr.write(str({told})))\n"
        "import cli; cli.app()\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["show", "plan.md"],
        ["show", "plan.md", "--json"],
        ["check", "plan.md", "--fail-on", "never"],
        ["ask", "cost of phase 1", "plan.md"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_command_that_needs_no_index_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "plan.md").write_text(SAMPLE, encoding="utf-8")
    done = run(at_the_end_of(arguments, f"[m for m in {HEAVY!r} if m in sys.modules]"), tmp_path)
    assert (done.returncode, done.stderr.rsplit("\n", 1)[-1]) == (0, "[]")


def test_reading_loads_no_index(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(SAMPLE, encoding="utf-8")
    done = run(at_the_end_of(["show", "plan.md", "--json"], "[m for m in sys.modules if m.startswith('agent.index')]"), tmp_path)
    assert (done.returncode, done.stderr) == (0, "[]")


def test_help_loads_no_model_types_and_no_terminal_library(tmp_path: Path) -> None:
    done = run("import sys, cli; print([m for m in ('pydantic', 'rich', 'numpy', 'yaml', 'markdown_it') if m in sys.modules])", tmp_path)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_lower_layers_do_not_know_the_command_line() -> None:
    knowing = [file for file in SOURCES if file.name != "cli.py" and "cli" in imported(file)]
    assert knowing == []


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_reads_on_few_screens_and_a_function_at_a_glance(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert [file for file in SOURCES if file.stem in vague] == []


def test_only_the_console_prints() -> None:
    printing = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_every_imported_package_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["office"]]
    declared = {re.split(r"[<>=\[; ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    owners = packages_distributions()
    # Needed once, in a temporary folder, in a process of its own.
    outside = {"agent", "cli", "evals", "onnx", *sys.stdlib_module_names}
    used = {name for file in SOURCES for name in imported(file)} - outside
    missing = {name for name in used if not {owner.lower().replace("_", "-") for owner in owners.get(name, [name])} & declared}
    assert missing == set()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_what_a_module_keeps_to_itself_it_uses(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    named = [name.id for statement in ast.parse(text).body for name in _assigned(statement) if re.match("_[^_]", name.id)]
    assert [name for name in named if len(re.findall(rf"\b{name}\b", text)) == 1] == []


def _assigned(statement: ast.stmt) -> list[ast.Name]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return [target for target in targets if isinstance(target, ast.Name)]
