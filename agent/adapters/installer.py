"""Packages into a temporary folder, by whichever installer this machine has; nothing is added to the environment itself."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import agent

# With its dependencies: the graph is built by a process that sees this folder first, so versions installed here do not matter.
GRAPH_BUILDER = "onnx>=1.17,<2"
INSTALL_SECONDS = 300.0
BUILD_SECONDS = 120.0
_PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "--quiet", "--no-compile", "--timeout", "15", "--retries", "1")


class InstallError(Exception):
    """A package could not be installed, or the build with it failed: one line why."""


def install_package(requirement: str, target: Path, *, dependencies: bool) -> None:
    """Wheels only, so no code of a package runs here; the registry is the one that pip or uv is configured for."""
    options = ("--only-binary", ":all:", "--target", str(target), *(() if dependencies else ("--no-deps",)), requirement)
    try:
        _run((*_installer(target.parent), *options), INSTALL_SECONDS, os.environ.copy())
    except InstallError as error:
        raise InstallError(f"{requirement} cannot be installed: {error}") from error


def build_graph(weights: Path, target: Path, workspace: Path) -> None:
    """Runs `agent.adapters.minilm_graph`, with `onnx` from this environment or, for this once, from `workspace`."""
    places = [str(Path(agent.__file__).parents[1])]
    if importlib.util.find_spec("onnx") is None:
        install_package(GRAPH_BUILDER, workspace / "onnx", dependencies=True)
        places.insert(0, str(workspace / "onnx"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    _run((sys.executable, "-m", "agent.adapters.minilm_graph", str(weights), str(target)), BUILD_SECONDS, environment)


def _installer(workspace: Path) -> tuple[str, ...]:
    """pip of this environment, else uv, else the pip that Python carries inside itself (in an environment made for it)."""
    if importlib.util.find_spec("pip") is not None:
        return (sys.executable, "-m", "pip", "install", *_PIP_OPTIONS)
    uv = shutil.which("uv")
    if uv is not None:
        return (uv, "pip", "install", "--quiet", "--python", sys.executable)
    borrowed = workspace / "pip"
    _run((sys.executable, "-m", "venv", str(borrowed)), BUILD_SECONDS, os.environ.copy())
    python = borrowed / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return (str(python), "-m", "pip", "install", *_PIP_OPTIONS)


def _run(command: tuple[str, ...], seconds: float, environment: dict[str, str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, arguments of our own
            command, capture_output=True, text=True, timeout=seconds, env=environment, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise InstallError(f"no end after {seconds:.0f} seconds") from error
    except OSError as error:
        raise InstallError(error.strerror or str(error)) from error
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise InstallError(lines[-1][:300] if lines else f"exit code {done.returncode}")
