"""placeholder"""

from __future__ import annotations

from collections.abc import Sequence

from evals.manifest import Manifest
from evals.sample import Sample
from evals.summary import Summary


def html_report(manifest: Manifest, summary: Summary, samples: Sequence[Sample]) -> str:
    """The page."""
    return "<!doctype html>\n"
