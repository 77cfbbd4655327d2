"""What was read and what was not: silence must not read as "consistent"."""

from __future__ import annotations

from collections import defaultdict

from agent.extract.coverage import coverage
from agent.model.report import Reading, UnreadReason
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.report.wording import evidence_of
from agent.rules.reading.amounts import number


def reading_of(roadmap: Roadmap) -> Reading:
    """The account of one document: counts, and each reason for which something became no fact, the most frequent first."""
    lines: dict[str, list[int]] = defaultdict(list)
    for unread in roadmap.unread:
        lines[unread.reason].append(unread.line)
    counted = coverage((roadmap,))[0]
    return Reading(
        path=roadmap.document.path,
        title=roadmap.title,
        language=roadmap.language,
        lines=len(roadmap.document.raw_lines),
        items=len(roadmap.items),
        numbers=counted.numbers,
        understood=counted.bound,
        share=share(counted.bound, counted.numbers),
        evidence=evidence_of(title_place(roadmap)),
        unread=tuple(
            UnreadReason(reason=reason, count=len(found), lines=tuple(sorted(set(found))))
            for reason, found in sorted(lines.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ),
        notes=tuple(dict.fromkeys(note.message for note in roadmap.document.notes if note.code != "html_comment")),
    )


def title_place(roadmap: Roadmap) -> Span:
    """The line that names the roadmap: the heading with its title, else the first heading, else the first line that is not empty."""
    document = roadmap.document
    headings = [block for block in document.blocks if block.kind == "heading"]
    named = next((block for block in headings if block.text == roadmap.title), headings[0] if headings else None)
    if named is not None:
        return document.span(named.line, named.end_line)
    first = next((at for at, line in enumerate(document.raw_lines, 1) if line.strip()), 1)
    return document.span(first)


def share(part: int, whole: int) -> str:
    """A share in whole percent, never rounded to a full or empty one that it is not; "" of nothing."""
    if not whole:
        return ""
    percent = 100 * part / whole
    rounded = round(percent)
    if (rounded == 100 and part < whole) or (rounded == 0 and part):
        return f"{number(int(percent * 10) / 10)}%" if part < whole and rounded else "under 1%"
    return f"{rounded}%"
