"""A suite of our own: `*.jsonl` files, one case a line, and `suite.toml` beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from evals.cases import AnyCase, SuiteError, case_of
from evals.suite import Settings, Suite, documents_in


def load_jsonl(folder: Path, documents: Path | None = None) -> Suite:
    """Read it. Raises SuiteError naming the file and line that is no case, or when there are no cases at all."""
    cases = tuple(case for file in sorted(folder.glob("*.jsonl")) for case in _cases(file))
    if not cases:
        raise SuiteError("holds no cases", where=str(folder), remedy="name a folder with *.jsonl files of cases")
    settings = _settings(folder / "suite.toml")
    folders = [documents] if documents else [folder / name for name in settings.documents]
    return Suite(
        name=folder.name,
        cases=cases,
        documents={name: data for name, data in documents_in(folders).items() if not name.endswith((".jsonl", ".toml", ".yaml"))},
        today=settings.today,
        minimum=settings.minimum,
        gates=folder / settings.gates if settings.gates else None,
        manifest=_manifest(folders, settings.manifest),
        declared_clean=frozenset(documents_in([folder / settings.clean])) if settings.clean else frozenset(),
    )


def _manifest(folders: list[Path], name: str) -> Path | None:
    return next((folder / name for folder in folders if name and (folder / name).is_file()), None)


def _settings(file: Path) -> Settings:
    if not file.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SuiteError(str(error).splitlines()[0], where=str(file), remedy="its keys are in evals/suite.py") from error


def _cases(file: Path) -> Iterator[AnyCase]:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            yield case_of(line, f"{file}:{number}")
