"""A list stands in the document twice, word for word.

Claim: at least four entries of a list follow one another in the same words in two sections, and nowhere else. Boxes that are ticked in one
of the places only are left to another rule.

Why it matters: one copy is changed and the other is not, and readers who meet both look for the difference.

Flagged:

    ## Highlights

    - Two hundred berths in the north basin
    - Night watch on all weekends
    - Fuel cards for members only
    - Crane with its own camera

    ## Conclusion

    - Two hundred berths in the north basin
    - Night watch on all weekends
    - Fuel cards for members only
    - Crane with its own camera

Fine:

    ## Highlights

    - Two hundred berths in the north basin
    - Night watch on all weekends
    - Fuel cards for members only
    - Crane with its own camera

    ## Conclusion

    - Two hundred berths are the start
    - The night watch pays for itself
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View

FEWEST = 4
LEAST_WORDS = 3
WORD = expression(r"[^\W\d_]{2,}")
WIDE = "\u2e7f"  # Han and kana stand without spaces
LEAST_SIGNS = 6
PAIR = 2
SHOWN = 4  # lines of each copy


def _find(view: View) -> Iterator[Draft]:
    entries = [block for block in view.document.blocks if block.kind == "item" and _says_something(block.text)]
    texts = [" ".join(block.text.split()) for block in entries]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(texts) - FEWEST + 1):
        places[tuple(texts[at : at + FEWEST])].append(at)
    reached = -1
    copies: list[tuple[int, int, int]] = []
    for at in range(len(texts) - FEWEST + 1):
        found = places[tuple(texts[at : at + FEWEST])]
        if at >= reached and len(found) == PAIR and found[0] == at and _apart(entries, *found):
            length = _length(texts, *found)
            copies.append((found[0], found[1], length))
            reached = at + length
    if copies:
        yield _draft(view, entries, copies)


def _says_something(text: str) -> bool:
    return len(WORD.findall(text)) >= LEAST_WORDS or (not text.isascii() and sum(character > WIDE for character in text) >= LEAST_SIGNS)


def _apart(entries: Sequence[Block], one: int, other: int) -> bool:
    """Whether each copy stands in one section, not in that of the other, and in the same state."""
    first, second = entries[one : one + FEWEST], entries[other : other + FEWEST]
    sections = {block.section for block in first}, {block.section for block in second}
    alike = all(a.checked == b.checked for a, b in zip(first, second, strict=True))
    return alike and len(sections[0]) == len(sections[1]) == 1 and sections[0] != sections[1]


def _length(texts: Sequence[str], one: int, other: int) -> int:
    length = 0
    while other + length < len(texts) and one + length < other and texts[one + length] == texts[other + length]:
        length += 1
    return length


def _draft(view: View, entries: Sequence[Block], copies: Sequence[tuple[int, int, int]]) -> Draft:
    one, other, _ = copies[0]
    count = sum(length for *_, length in copies)
    lines = [entries[at + step].line for first, second, length in copies for at in (first, second) for step in range(min(length, SHOWN))]
    return Draft(
        f"{count} entries stand twice word for word, from line {entries[one].line} and from line {entries[other].line} on",
        tuple(view.document.span(line) for line in lines),
        key=" ".join(entries[one].text.split())[:60],
        suggestion="keep them in one place, and refer to it in the other",
    )


RULE = Rule("RA506", "copied-list", "overlap", "question", "rule", _find, __doc__)
