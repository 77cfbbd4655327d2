"""The file of findings a team has accepted for now: sorted, so that a merge of two versions reads well."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from agent.errors import SettingsError
from agent.model.finding import Finding

SCHEMA = "roadmap/baseline/1"


class Accepted(Struct, frozen=True):
    """One accepted finding; rule, path and message only tell a person what the id stands for."""

    id: str
    rule: str
    path: str
    message: str


class Comparison(Struct, frozen=True):
    """Findings that are new, how many were accepted, and the accepted ids that no longer occur."""

    new: tuple[Finding, ...]
    accepted: int
    stale: tuple[str, ...]


def baseline_of(findings: Iterable[Finding]) -> str:
    """The text of a baseline file that accepts these findings; of several things told as one, each."""
    entries = sorted({(f.path, f.rule, id_, f.message) for f in findings for id_ in f.parts or (f.id,)})
    rows = [{"id": id_, "rule": rule, "path": path, "message": message} for path, rule, id_, message in entries]
    return json.dumps({"schema": SCHEMA, "findings": rows}, indent=1, ensure_ascii=False) + "\n"


def read_baseline(text: str, where: str) -> tuple[Accepted, ...]:
    """The entries of a baseline file. Raises `SettingsError` when it is none."""
    remedy = "write it anew with --update-baseline"
    try:
        data = json.loads(text)
    except ValueError:
        raise SettingsError("the baseline is not JSON", where=where, remedy=remedy) from None
    rows = data.get("findings") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
        raise SettingsError(f"the baseline does not follow {SCHEMA}", where=where, remedy=remedy)
    return tuple(Accepted(row["id"], str(row.get("rule", "")), str(row.get("path", "")), str(row.get("message", ""))) for row in rows)


def compare(findings: Iterable[Finding], accepted: Iterable[Accepted]) -> Comparison:
    """Findings against a baseline. Several things told as one are accepted when each of them is."""
    known = {entry.id for entry in accepted}
    found = tuple(findings)
    new = tuple(finding for finding in found if not is_known(finding, known))
    return Comparison(new, len(found) - len(new), tuple(sorted(known - ids_of(found))))


def ids_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The ids of findings and of the things that they tell as one."""
    return frozenset(id_ for finding in findings for id_ in (finding.id, *finding.parts))


def is_known(finding: Finding, known: AbstractSet[str]) -> bool:
    """Whether a finding, or each of the things that it tells as one, is among known ids."""
    return finding.id in known or (bool(finding.parts) and known >= set(finding.parts))
