"""Two entries link the same ticket.

Claim: a link with a label that names nothing ("Issue", "Ticket") leads to the same issue or pull request below two entries of different
names, while other entries link tickets of their own with that label.

Why it matters: one of the two was copied and never changed, so its own ticket cannot be found.

Flagged:

    - Berth booking
      - [Issue](https://git.example/harbour/plan/issues/12)
    - Tide tables
      - [Issue](https://git.example/harbour/plan/issues/14)
    - Fuel cards
      - [Issue](https://git.example/harbour/plan/issues/12)

Fine:

    - Berth booking
      - [Issue](https://git.example/harbour/plan/issues/12)
    - Tide tables
      - [Issue](https://git.example/harbour/plan/issues/14)
    - Fuel cards
      - [Issue](https://git.example/harbour/plan/issues/15)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.document import Block, Document
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened

TICKET = expression(
    r"\[([^\[\]\n\d]{2,30})\]\((https?://[^)\s]{1,200}/(?:issues|pull|pulls|merge_requests|browse|work_items|discussions)/[\w-]{0,20}\d)\)"
)
FEWEST_LINKS = 3  # with one label
COPIES = 2


class Link(Struct, frozen=True):
    """A link to a ticket: its line, its label, and the name of the entry it stands below."""

    line: int
    label: str
    entry: str


def _find(view: View) -> Iterator[Draft]:
    if view.document.format != "markdown" or "://" not in "".join(view.document.lines):
        return
    by_address: dict[str, list[Link]] = defaultdict(list)
    labels: dict[str, set[str]] = defaultdict(set)
    for address, link in _links(view.document):
        by_address[address].append(link)
        labels[link.label].add(address)
    for address, links in by_address.items():
        one, other = links[0], links[-1]
        if len(links) != COPIES or one.label != other.label or len(labels[one.label]) < FEWEST_LINKS - 1 or one.entry == other.entry:
            continue
        yield Draft(
            f'"{shortened(one.entry)}" and "{shortened(other.entry)}" link the same ticket, {address.rsplit("/", 1)[-1]}',
            (view.document.span(one.line), view.document.span(other.line)),
            key=address,
            suggestion="link the ticket of each, or say that one ticket covers both",
        )


def _links(document: Document) -> Iterator[tuple[str, Link]]:
    """The links to tickets in list entries, by address; those in a line that says more than the label name what they link."""
    for block in document.blocks:
        if block.kind != "item":
            continue
        for line in range(block.line, block.end_line + 1):
            text = document.lines[line - 1]
            match = TICKET.search(text) if "](http" in text else None
            label = normalise(match[1]) if match else ""
            named = _entry(document, block, label) if label else ""
            if match and named:
                yield match[2], Link(line, label, named)


def _entry(document: Document, block: Block, label: str) -> str:
    """The name of the entry around a link: its own text, or that of the entry it stands below, where it is nothing but the link."""
    text = " ".join(block.text.split())
    if normalise(text) != label:
        return text if normalise(text).endswith(label) else ""
    return " ".join(document.blocks[block.parent].text.split("\n", 1)[0].split()) if block.parent is not None else ""


RULE = Rule("RA017", "copied-link", "document", "question", "rule", _find, __doc__)
