"""What stands around a figure: the time, scenario and words that the headings, the entry and the short line above it tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.extract.wording.scenarios import scenario_of, scenario_told
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.business_terms import narrowing
from agent.rules.reading.moments import due_in
from agent.rules.reading.vocabulary import pattern

MARKS = " *_~≈├└─│┌┐•-–—>\t"
SENTENCE_ENDS = (".", "。", "!", "?")
LONGEST_LEAD = 80
LONGEST_START = 120  # of a heading or an entry, in which its scenario stands
NARROWING = frozenset({"heading", "item", "paragraph"})


class Around(Struct, frozen=True):
    """What the headings above a block, the entry it belongs to and the short line before it tell: its time, its scenario, whether the
    figures are those at which costs are covered, and the words of that entry or line that narrow what they are of."""

    window: Window | None
    scenario: str
    even: bool = False
    rest: frozenset[str] = frozenset()


NOTHING = Around(None, "")


class Surroundings:
    """What is told around each block, worked out only for blocks that hold a figure: most entries of a plan hold none."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._blocks = roadmap.document.blocks
        self._leads = dict(_leads(self._blocks))
        self._due = due_in(roadmap)
        self._known: dict[int, Around] = {}

    def of(self, index: int | None) -> Around:
        """Of a block, its own words included where it is a heading, an entry or a short line; of the document where there is none."""
        if index is None:
            return NOTHING
        if index not in self._known:
            block = self._blocks[index]
            self._known[index] = self._narrowed(block, self._above(block)) if block.kind in NARROWING else self._above(block)
        return self._known[index]

    def around(self, block: Block) -> Around:
        """Of the figures of a block: an entry narrows its own, a paragraph does not."""
        return self.of(block.index) if block.kind == "item" else self._above(block)

    def _above(self, block: Block) -> Around:
        if block.kind == "item" and block.parent is not None:
            return self.of(block.parent)
        return self.of(self._leads.get(block.index, block.section))  # a lead stands below the heading, and narrows what that tells

    def _narrowed(self, block: Block, above: Around) -> Around:
        tokens = self._roadmap.tokens[block.index] if block.index < len(self._roadmap.tokens) else ()
        if block.kind == "paragraph" and (len(block.text) > LONGEST_LEAD or block.text.rstrip(MARKS).endswith(SENTENCE_ENDS)):
            return above
        windows = [token.value for token in tokens if isinstance(token.value, Window)]
        due = self._due.get(block.text) if block.kind == "heading" and not windows else None
        window = windows[0] if len(windows) == 1 else None if windows else due.window if due else above.window
        start = block.text[:LONGEST_START]
        even = bool(pattern("break_even").search(start))
        plain = block.kind == "heading" or even
        rest = above.rest if plain else above.rest | narrowing(_before_figures(block.text, tokens), self._roadmap.language)
        scenario = scenario_told(start) if block.kind == "heading" else scenario_of(start)
        return Around(window, scenario or above.scenario, even, rest)


def _before_figures(text: str, tokens: Sequence[Token]) -> str:
    """What stands before the first figure of a text, at most so long as a label is: the words behind it belong to the figure."""
    first = next((token.start for token in tokens if isinstance(token.value, Quantity)), LONGEST_LEAD)
    return text.split("\n", 1)[0][: min(first, LONGEST_LEAD)]


def _leads(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Blocks behind a short paragraph of their section, and that paragraph."""
    lead: int | None = None
    for block in blocks:
        if block.kind == "heading":
            lead = None
        elif block.kind == "paragraph":
            lead = block.index if len(block.text) <= LONGEST_LEAD else None
        elif lead is not None:
            yield block.index, lead
