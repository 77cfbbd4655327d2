"""A dependency names something that no loaded roadmap defines.

Claim: a dependency is an id of the kind the roadmap uses for its items, but no item of this or another loaded roadmap has it. Where
two such ids have no item it is a question; where more have none, the kind is numbered elsewhere too (personas, tickets, findings of a
test), and nothing is said.

Why it matters: the work waits for something nobody has planned, or the reference is a slip and the real dependency is missing.

Flagged:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
    | A3 | Reports | A7 |

Fine:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
    | A3 | Reports | A2 |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from agent.expressions import expression
from agent.model.document import Block
from agent.model.roadmap import Dependency, Item, Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of

WORDS = expression(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff]")
MOST_UNKNOWN = 2  # ids of one kind; more are numbered elsewhere
LABELLED = expression(r"[^\W_][*_]{0,3}\s?[:：]")
BRACKETED = expression(r"\s?[(（][^()（）]*[)）]$")
LIKE = 60  # of 100: letters that two ids have in common in their order
ID = r"(?P<scheme>#|[A-Za-z]{1,12}[-_.]?)(?P<number>\d{1,5}(?:[.-]\d{1,4}){0,3})[a-z]?"
IDENTIFIER = expression(ID)
BEGINS_ENTRY = expression(rf"\W{{0,6}}(?P<name>{ID})(?![\w-])\W{{0,4}}[^\W\d]")
BEGINS_CELL = expression(rf"(?P<name>{ID})[\s:：–—-]{{1,4}}[^\W\d]")


def _find(view: View) -> Iterator[Draft]:
    unknown = list(_unknown(view))
    kinds = Counter(scheme for _, scheme in {(_folded(_bare(dependency)), scheme) for _, dependency, scheme in unknown})
    named = [item.id for item in view.roadmap.items if item.id]
    for item, dependency, scheme in unknown:
        if kinds[scheme] <= MOST_UNKNOWN:
            name = _bare(dependency)
            close = _like(name, [other for other in named if other != item.id])
            yield Draft(
                f"{name_of(item)} depends on {name}, which is not defined",
                (dependency.span, item.span),
                key=f"{item.key}|{name}",
                suggestion=f"define {name}, or name the item that is meant" + (f" ({close}?)" if close else ""),
                severity=None if kinds[scheme] == 1 and _is_declared(view, dependency) else "question",
            )


def _unknown(view: View) -> Iterator[tuple[Item, Dependency, str]]:
    """The dependencies on ids of a kind that items have, but that no item has, with the kind."""
    schemes = _schemes(view.roadmap)
    declared = [(item, dependency) for item in view.roadmap.items for dependency in item.dependencies]
    open_ = [(item, dependency) for item, dependency in (*declared, *view.told) if not dependency.target]
    named = [(*pair, match) for pair in open_ if (match := IDENTIFIER.fullmatch(_bare(pair[1]))) and schemes[_scheme(match)] > 1]
    # last, because it goes through all documents
    defined = {_folded(item.id) for roadmap in (view.roadmap, *view.others) for item in roadmap.items if item.id} if named else set()
    nowhere = [one for one in named if _folded(one[2][0]) not in defined and not _is_range(one[2][0], defined)]
    heads = Heads(view.document.blocks if nowhere else ())
    for item, dependency, match in nowhere:
        if match[0] not in heads:
            yield item, dependency, _scheme(match)


def _bare(dependency: Dependency) -> str:
    """What is named, without what brackets say of it: "A7 (Import)"."""
    return BRACKETED.sub("", dependency.text).strip()


def _is_declared(view: View, dependency: Dependency) -> bool:
    """Whether the dependency stands in a column or behind a label: a sentence may name what no item is."""
    line = view.document.lines[dependency.span.line - 1]
    return line.lstrip().startswith("|") or bool(LABELLED.search(line.partition(dependency.text.strip())[0]))


def _is_range(name: str, defined: Set[str]) -> bool:
    """Whether a name is the first of several ids and the last number of them: "A4.3-5", where A4.3 is defined."""
    first, dash, last = name.rpartition("-")
    return bool(dash) and last.isdigit() and _folded(first) in defined


class Heads:
    """The ids that are the first cell of a row that says more in words, or begin a heading or list entry: that defines them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._written: set[str] = set()
        self._folded: set[str] = set()
        for block in blocks:
            if block.kind in ("item", "heading") and (match := BEGINS_ENTRY.match(block.text)):
                self._written.add(match["name"])
            for row in block.rows:
                cells = [cell.text.strip(" *_`") for cell in row.cells]
                if any(len(WORDS.findall(cell)) > 1 for cell in cells[1:]):
                    self._folded.add(_folded(cells[0]))
                if cells and (match := BEGINS_CELL.match(cells[0])):
                    self._written.add(match["name"])

    def __contains__(self, name: str) -> bool:
        return name in self._written or _folded(name) in self._folded


def _like(name: str, others: Sequence[str]) -> str:
    """The id that is written most like a name, "" when none is."""
    from rapidfuzz import process

    found = process.extractOne(name, others, score_cutoff=LIKE)
    return found[0] if found is not None else ""


def _schemes(roadmap: Roadmap) -> Counter[str]:
    """How many items carry an id of each scheme ("A", "PROJ-", "#")."""
    return Counter(_scheme(match) for item in roadmap.items if (match := IDENTIFIER.fullmatch(item.id)))


def _scheme(match: re.Match[str]) -> str:
    return match["scheme"].casefold()


def _folded(name: str) -> str:
    return name.strip().casefold()


RULE = Rule("RA301", "undefined-dependency", "dependency", "warning", "computed", _find, __doc__)
