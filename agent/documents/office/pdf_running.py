"""Running headers and footers of a PDF file: said once, page numbers not at all."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from agent.documents.office.pdf_lines import Line
from agent.expressions import expression

_NUMBER = expression(r"\d{1,6}")
_MARGIN = 0.08  # of the height of a page
_SAME_HEIGHT = 200  # steps in a page
_FEWEST_PAGES = 3
_SHARE = 0.6  # of all pages


class Running(Struct, frozen=True):
    """Lines to leave out, by identity, and an example of each kind."""

    lines: frozenset[int]
    examples: tuple[str, ...]


def running_lines(pages: list[list[Line]]) -> Running:
    """Lines in the margins of most pages that are the same, or differ by the number of the page alone.

    The first of those that are the same is kept: a reader may want to cite what only the header says.
    """
    groups: defaultdict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in page:
            if not _MARGIN < line.height < 1 - _MARGIN:
                groups[_NUMBER.sub("#", line.text), round(line.height * _SAME_HEIGHT)].append((number, line))
    dropped: set[int] = set()
    examples: list[str] = []
    for found in groups.values():
        if len(found) < max(_FEWEST_PAGES, _SHARE * len(pages)):
            continue
        same = len({line.text for _, line in found}) == 1
        if same or _counts_pages(found):
            dropped.update(id(line) for _, line in (found[1:] if same else found))
            examples.append(found[0][1].text)
    return Running(frozenset(dropped), tuple(sorted(examples)))


def _counts_pages(found: list[tuple[int, Line]]) -> bool:
    """Whether exactly one number differs, and grows with the pages."""
    numbers = [[int(text) for text in _NUMBER.findall(line.text)] for _, line in found]
    varying = [place for place in range(len(numbers[0])) if len({values[place] for values in numbers}) > 1]
    return len(varying) == 1 and len({values[varying[0]] - page for values, (page, _) in zip(numbers, found, strict=True)}) == 1
