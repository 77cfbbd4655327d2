"""The `roadmap` command."""

from __future__ import annotations

import typer

app = typer.Typer(name="roadmap", no_args_is_help=True, add_completion=False)


@app.callback()
def roadmap() -> None:
    """Read product roadmaps, ask about them, find what cannot be true."""


if __name__ == "__main__":
    app()
