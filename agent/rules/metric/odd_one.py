"""One key result of several has no figure.

Claim: of at least three numbered key results of a section all but one give a figure, and that one gives none, neither in digits nor in
words; or of at least three entries below a heading of measures, or of more cells of a column, the only one without a figure says "more",
"better" or "as many as possible".

Why it matters: nobody can say whether it was reached.

Flagged:

    ## Objective 1

    - **KR 1.1** Renewals: from 60% to 75%
    - **KR 1.2** Complaints a month: 40 → 15
    - **KR 1.3** Talks with leaving customers: plenty more than last year

Fine:

    ## Objective 1

    - **KR 1.1** Renewals: from 60% to 75%
    - **KR 1.2** Complaints a month: 40 → 15
    - **KR 1.3** Talks with leaving customers: 60 by December
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.extract.wording.roles import expects
from agent.extract.wording.words import topic_of
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.metric import without_target
from agent.rules.reading.grid import Grid
from agent.rules.reading.spoken import multiples_in, parts_in
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LONGEST_LEAD = 5  # words of a heading
LONGEST_VALUE = 8  # words: what is longer describes, or says how
LONGEST_FIGURE = 5  # words of the other cells: "24 by March 2027"
LONGEST_PRAISE = 5  # words
SHOWN = 60
TOPICS = frozenset({"metrics", "objectives", "acceptance"})
KEY_RESULT = expression(
    r"^\W*(?:KR|RC|SE|KA|ER|key result|résultat clé|resultado clave|resultado-chave|schlüsselergebnis)\s?\d", re.IGNORECASE
)
ID = expression(r"^\W*(?:[A-Z]{1,4}[ -]?\d+(?:[.\-]\d+)*|\d+(?:\.\d+)*[.)])\W+")
DIGIT = expression(r"\d")
MARK = expression(r"[\u2600-\u27bf\U0001f300-\U0001faff]")  # of a state
MARKS = expression(r"\A[\W_]+")
LABEL = expression(r"^[^\n]{2,60}?(?::|：| [–-] |→)")


def _find(view: View) -> Iterator[Draft]:
    told = {span.line for draft in view.drafts(without_target.RULE) for span in draft.evidence}
    for keyed in _key_results(view.document.blocks):
        yield from _judge(view, keyed, told)
    for lead, entries in view.lists:
        names = (lead.text, *view.document.heading_path(lead)[-1:]) if lead.kind == "heading" else (lead.text,)
        if len(entries) < FEWEST or not any(map(_is_of_measures, names)) or any(KEY_RESULT.match(entry.text) for entry in entries):
            continue
        aims = any(map(expects, names))
        if aims or len(entries) > FEWEST:
            yield from _judge(view, entries, told, vague=True, praised=aims)
    for grid in view.grids:
        yield from _in_columns(view, grid, told)


def _in_columns(view: View, grid: Grid, told: set[int]) -> Iterator[Draft]:
    """The one cell without a figure in a column of figures, which says "as many as possible"."""
    for at in range(1, grid.width):
        filled = [cell for cell in grid.column(at) if cell.text.strip()]
        bare = [cell for cell in filled if not DIGIT.search(cell.text)]
        if len(filled) <= FEWEST or len(bare) != 1 or bare[0].line in told or not _is_vague(bare[0].text) or MARK.search(bare[0].text):
            continue
        if all(len(cell.text.split()) <= LONGEST_FIGURE for cell in filled if cell is not bare[0]):
            yield Draft(
                f'"{bare[0].text.strip()[:SHOWN]}" is no figure, unlike the other {len(filled) - 1} below "{grid.headers[at]}"',
                (view.document.span(bare[0].line, bare[0].end_line, bare[0].text.strip()),),
                key=f"{bare[0].text}|{grid.headers[at]}",
                suggestion="say how much",
            )


def _key_results(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The numbered key results of each section."""
    found: dict[int | None, list[Block]] = {}
    for block in blocks:
        if block.kind == "item" and KEY_RESULT.match(block.text):
            found.setdefault(block.section, []).append(block)
    yield from found.values()


def _judge(view: View, entries: Sequence[Block], told: set[int], *, vague: bool = False, praised: bool = False) -> Iterator[Draft]:
    bare = [entry for entry in entries if not _has_figure(view, entry)]
    if len(entries) < FEWEST or len(bare) != 1 or bare[0].line in told:
        return
    if not vague or (_alike(entries, bare[0]) and _is_vague(LABEL.sub("", bare[0].text))) or (praised and _is_praise(bare[0])):
        yield _draft(view, bare[0], len(entries))


def _is_praise(entry: Block) -> bool:
    """Whether a few words, or those behind their label, begin with what nobody can measure: "Quick answers", "Queries: optimised"."""
    value = MARKS.sub("", LABEL.sub("", entry.text))
    return len(value.split()) <= LONGEST_PRAISE and bool(pattern("vague").match(value))


def _is_vague(value: str) -> bool:
    """Whether a few words say only in which direction a measure is to go, or that it is to be good."""
    return len(value.split()) <= LONGEST_VALUE and bool(pattern("vaguely").search(value))


def _is_of_measures(name: str) -> bool:
    """Whether a short heading or label speaks of measures or key results."""
    text = name.strip().rstrip(":：")
    return len(text.split()) <= LONGEST_LEAD and (topic_of(text) in TOPICS or bool(pattern("metric_words").search(text)))


def _has_figure(view: View, entry: Block) -> bool:
    """Whether an entry, or what stands below it, gives a number in digits or words."""
    text = ID.sub("", entry.text)
    below = [block for block in view.document.blocks[entry.index + 1 : entry.index + 6] if block.parent == entry.index]
    said = bool(DIGIT.search(text)) or bool(parts_in(text)) or bool(multiples_in(text)) or bool(pattern("none_or_all").search(text))
    tokens = [
        token
        for token in view.scanned.tokens[entry.index]
        if token.kind in ("quantity", "number") and token.start > len(entry.text) - len(text)
    ]
    return said or bool(tokens) or any(DIGIT.search(block.text) for block in below)


def _alike(entries: Sequence[Block], bare: Block) -> bool:
    """Whether the others, too, are a name and what it is to be: the odd one has a colon or dash as they have."""
    marked = [entry for entry in entries if ":" in entry.text or " – " in entry.text or " - " in entry.text or "→" in entry.text]
    return len(marked) == len(entries) or (len(marked) >= len(entries) - 1 and bare in marked)


def _draft(view: View, bare: Block, number: int) -> Draft:
    label = " ".join(bare.text.split("\n")[0].split())[:SHOWN]
    return Draft(
        f'"{label}" has no figure, unlike the other {number - 1} of its list',
        (view.document.span(bare.line),),
        key=label,
        suggestion="say how much, from where and by when",
    )


RULE = Rule("RA814", "odd-one-without-figure", "metric", "question", "rule", _find, __doc__)
