"""A small roadmap in our own words, a scripted server, and the command line asked about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from cli import app

PLAN = """# Larkspur roadmap 2031

## Phase 1: Foundation (Q1 2031)

- **Cost**: $450K
- **Owner**: Mira Solberg

### L1 Ledger service

- **Cost**: $250K
- **Effort**: 6 weeks
- **Depends on**: L2

### L2 Tariff engine

- **Cost**: $200K
- **Status**: done

## Phase 2: Reach (Q2 2031)

- **Cost**: $640K

| Target | Value |
|---|---|
| Latency P95 | 120 ms |
| Uptime | 99.95% |

**Total**: $1.2M
"""


def ask(*arguments: str) -> Result:
    """`roadmap ask` with these arguments."""
    return CliRunner().invoke(app, ["ask", *arguments])


def answer(*arguments: str) -> dict[str, Any]:
    """The answer object of `roadmap ask ... --json`."""
    result = ask(*arguments, "--json")
    assert result.exit_code in (0, 3), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def write_plan(folder: Path, text: str = PLAN, name: str = "larkspur.md") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name
