"""Prompts by name: `prompts/<name>.md`, with front matter that says which variables they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from agent.errors import RoadmapError
from agent.expressions import expression
from agent.grounded.fencing import fenced

_VARIABLE = expression(r"\{\{ *([a-z_]{1,40}) *\}\}")
_NAME = expression(r"[a-z][a-z_]{0,60}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """`variables` are those of the front matter, `output` the name of the type that the reply has."""

    name: str
    text: str
    variables: frozenset[str]
    output: str

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with its variables. What a value holds is never read as a variable.

        Raises RoadmapError when one is missing or unused."""
        missing, unused = sorted(self.variables - values.keys()), sorted(values.keys() - self.variables)
        if missing or unused:
            which = f"needs {', '.join(missing)}" if missing else f"has no {', '.join(unused)}"
            raise RoadmapError(
                f"the prompt {which}", where=f"prompts/{self.name}.md", remedy="give exactly the variables of its front matter"
            )
        return _VARIABLE.sub(lambda match: values[match[1]], self.text)


@cache
def prompt(name: str) -> Prompt:
    """A prompt by name. Raises RoadmapError when there is none, or when its front matter and its text do not agree."""
    where = f"prompts/{name}.md"
    file = _folder() / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise RoadmapError("no such prompt", where=where, remedy="install the package again")
    return parse(name, file.read_text(encoding="utf-8"))


def instructions(name: str, fence: str, **more: str) -> str:
    """A prompt that says what to do with documents, with the rules about the data between two lines that hold the fence."""
    return prompt(name).filled({"data": prompt("data").filled({"fence": fence}), **more})


def sent_back(reasons: Sequence[str], fence: str) -> str:
    """What a model is told about a reply that does not hold: the reasons may quote documents, so they are data."""
    return prompt("send_back").filled({"reasons": fenced("\n".join(f"- {reason}" for reason in reasons), fence)})


def parse(name: str, source: str) -> Prompt:
    """A prompt from the text of its file. Raises RoadmapError when front matter and text do not agree."""
    where = f"prompts/{name}.md"
    head, _, body = source.removeprefix("---\n").partition("\n---\n")
    data = yaml.safe_load(head) if source.startswith("---\n") and body else None
    if not isinstance(data, dict) or set(data) != {"variables", "output"} or not isinstance(data["variables"], list):
        raise RoadmapError("the front matter must hold variables and output", where=where, remedy="correct the file")
    declared, used = frozenset(str(name) for name in data["variables"]), frozenset(_VARIABLE.findall(body))
    if declared != used:
        odd = ", ".join(sorted(declared ^ used))
        raise RoadmapError(f"front matter and text do not agree on {odd}", where=where, remedy="correct the file")
    return Prompt(name, body.strip(), declared, str(data["output"]))


def _folder() -> Traversable:
    """Inside the package where it is installed, beside it in a checkout."""
    inside = resources.files("agent") / "_prompts"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "prompts"
