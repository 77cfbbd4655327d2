"""What a run was: the JSON contract of `manifest.json`. It holds no clock, so that two runs of the same thing are the same bytes."""

from __future__ import annotations

import hashlib
import platform
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from agent.adapters.git import commit_of
from agent.errors import RoadmapError
from evals.kinds import Kind

MEASURED_WITH = ("roadmap-agent", "numpy", "pydantic", "snowballstemmer", "markdown-it-py")


class Manifest(BaseModel):
    """What was measured, with what, on which data. `commit` is "" outside a repository."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_: str = Field(default="roadmap/eval-run/1", serialization_alias="schema", validation_alias="schema")
    suite: str
    data: str
    cases: int
    commit: str = ""
    product: str
    kinds: tuple[Kind, ...]
    split: str = ""
    today: str = ""
    model: str = ""
    prompts: dict[str, str] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)


def commit_here() -> str:
    """The commit of the repository around this package, "" when there is none."""
    try:
        return commit_of("HEAD", Path(__file__).parent)
    except RoadmapError:
        return ""


def prompt_hashes() -> dict[str, str]:
    """The hash of every prompt by name: a changed prompt is another measurement."""
    inside = resources.files("agent") / "_prompts"
    folder = inside if inside.is_dir() else Path(__file__).parents[1] / "prompts"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=lambda file: file.name)
    return {file.name.removesuffix(".md"): hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files}


def versions_here() -> dict[str, str]:
    """The versions of what a figure depends on."""
    found = {"python": platform.python_version()}
    for name in MEASURED_WITH:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
