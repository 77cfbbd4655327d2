"""The typed tokens of a roadmap's text, however the roadmap was made."""

from __future__ import annotations

from dataclasses import replace

from agent.extract.wording.scanned import scan_document
from agent.model.roadmap import Roadmap


def with_tokens(roadmap: Roadmap) -> Roadmap:
    """The roadmap itself when extraction left its tokens in it, else a copy whose document was scanned anew."""
    if roadmap.tokens or not roadmap.document.blocks:
        return roadmap
    scanned = scan_document(roadmap.document)
    return replace(roadmap, tokens=scanned.tokens, cells=scanned.cells)
