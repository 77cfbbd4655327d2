"""Shares of a whole do not add up to 100 %.

Claim: a column named as a share or as weights, a list of percentages under a heading that speaks of a split or mix, or a sentence that
names one share after the other, has at least three parts that together are between 80 % and 120 % but not 100 %, beyond what rounding
of each part explains, and no total row says that this is all. Of a sentence that does not call them parts it is a question, and so it
is of lists, headings, drawings and columns of which every entry has one percentage of its own ("Team: 40%", "40% team", "Team (40%)")
that is no rate, growth or progress.

Why it matters: a part is missing or counted twice.

Flagged:

    | Channel | Customers | Share |
    |---|---:|---:|
    | Direct | 500 | 50% |
    | Partners | 350 | 35% |
    | Events | 120 | 20% |

Fine:

    | Channel | Customers | Share |
    |---|---:|---:|
    | Direct | 500 | 50% |
    | Partners | 350 | 35% |
    | Events | 150 | 15% |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, sum_text
from agent.rules.reading.grid import TIME, Line
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.siblings import Sibling
from agent.rules.reading.spoken import Value, parts_in, values_in
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LOWEST, HIGHEST = 80.0, 120.0
NEAR_LOW, NEAR_HIGH = 84.0, 116.0  # of shares that a sentence names
LARGEST = 95.0
WHOLE = 100.0
SHORT = 110  # characters of a line that lists shares and says little else
LONGEST_PIECE = 6  # words of a piece without a share
BETWEEN = expression(r",(?!\d)|;|(?<=[:：])|(?<=\d[%]\.)|\s(?:and|und|sowie|et|y|e|plus)\s|[、，；]|\s[/|·]\s|\s\+\s")
WORD = expression(r"[^\W\d_]{2,}")
APART = expression(r"(?:[:：=(（\[|]|[-–—])\s*[~≈*_]*$")
OF_OTHER = expression(r"[%％]\s*(?:of|der|des|de|del|di|van|do|da) (.+?)\s*(?:[)）,;.(（—-]|$)", re.IGNORECASE)
ROUNDING = 0.5  # of each part, in percent


def _find(view: View) -> Iterator[Draft]:
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for grid in view.grids:
        for column, header in enumerate(grid.headers):
            cells = [(line, line.cells[column].quantity) for line in grid.lines if not line.total]
            parts = [(view.document.span(line.line, line.end_line), quantity) for line, quantity in cells if quantity]
            named = pattern("split").search(header)
            if not (named or _is_of_whole(header)) or len(parts) < len(cells):
                continue
            told = [cell.most for line in grid.lines if line.total and (cell := line.cells[column].quantity)]
            whole = sum(quantity.most for _, quantity in parts)
            if not any(line.line in judged for line in grid.lines) and not any(abs(one - whole) <= ROUNDING for one in told):
                drafts = _judge(header, view.document.span(grid.header_line), parts)
                yield from (draft if named else structs.replace(draft, severity="question") for draft in drafts)
    for lead, entries in view.lists:
        if pattern("split").search(lead.text):
            found = [(view.document.span(entry.line), _only_percent(view, entry.index)) for entry in entries]
            parts = [(span, quantity) for span, quantity in found if quantity]
            if len(parts) == len(entries):
                yield from _judge(lead.text.strip().rstrip(":"), view.document.span(lead.line), parts)
    yield from _unnamed(view)
    for sentence in view.stating("percent"):
        if sentence.kind in PROSE and sum(quantity.kind == "percent" for quantity in sentence.quantities) >= 2:
            yield from _in_sentence(view, sentence)


def _is_of_whole(header: str) -> bool:
    """ "% of total", "Weight"."""
    return bool(("%" in header and pattern("of_whole").search(header)) or pattern("weights").search(header))


def _unnamed(view: View) -> Iterator[Draft]:
    """Lists and columns that look like the parts of a whole, though nothing calls them so."""
    for group in view.siblings:
        shares = [(entry, share) for entry in group.entries if (share := _own_share(entry))]
        if len(shares) < FEWEST:
            continue
        found = [(entry, share) for entry, share in shares if not _is_aside(entry)]
        entries = [entry for entry in group.entries if not _is_aside(entry)]
        if len(found) >= FEWEST and (len(found) == len(entries) or group.kind == "heading") and not pattern("split").search(group.lead):
            rates = sum(_tells_rates(entry.text) for entry, _ in found)
            if _same_whole([entry for entry, _ in found]) and (
                _is_divided(group.lead) or not (_tells_rates(group.lead) or 3 * rates >= len(found))
            ):
                lead = view.document.span(group.lead_line or found[0][0].line)
                name = group.lead.strip(" *#").rstrip(":：") or found[0][0].text.strip()
                yield from _asked(name, lead, [(view.document.span(entry.line), share) for entry, share in found])
    for grid in view.grids:
        section = view.document.blocks[grid.block.section].text if grid.block.section is not None else ""
        lines = [line for line in grid.lines if not line.total]
        named = all(line.label and not TIME.fullmatch(line.label.strip().casefold()) for line in lines)
        if not named:
            continue
        columns = [(column, parts) for column in range(grid.width) if len(parts := _column(view, lines, column)) == len(lines) >= FEWEST]
        for column, parts in columns:
            header = grid.headers[column]
            place = view.document.span(grid.header_line)
            totals = [line.cells[column].quantity for line in grid.lines if line.total]
            if len(totals) == 1 and totals[0] is not None and totals[0].kind == "percent" and totals[0].least == totals[0].most == WHOLE:
                yield from _judge(header or section, place, parts)
            elif totals or len(columns) > 1 or pattern("split").search(header) or _is_of_whole(header):
                continue
            elif _is_divided(header) or not _tells_rates(f"{header} {section}"):
                yield from _asked(header or section, place, parts)


def _column(view: View, lines: Sequence[Line], column: int) -> list[tuple[Span, Quantity]]:
    """The percentages of a column."""
    cells = [(view.document.span(line.line, line.end_line), line.cells[column].quantity) for line in lines]
    return [(span, quantity) for span, quantity in cells if quantity and quantity.kind == "percent"]


def _is_aside(entry: Sibling) -> bool:
    """Whether a line is no part: a total, or the name of what follows."""
    return entry.text.rstrip(" *_").endswith((":", "：")) or names_total(entry.text.strip(" *#-├└─│")[:20])


def _same_whole(entries: Sequence[Sibling]) -> bool:
    """Whether no entry, or each of them, says of what its percentage is, and all say the same."""
    wholes = {match[1].casefold() if (match := OF_OTHER.search(entry.text)) else "" for entry in entries}
    return len(wholes) == 1


def _is_divided(name: str) -> bool:
    return bool(pattern("divided").search(name) or pattern("purse").search(name) or pattern("scenario_words").search(name))


def _own_share(entry: Sibling) -> Quantity | None:
    """The percentage that an entry begins or ends with, or has in brackets, and no other."""
    percents = (
        [token for token in entry.tokens if isinstance(token.value, Quantity) and token.value.kind == "percent"] if entry.tokens else ()
    )
    if len(percents) != 1:
        return None
    before, behind = entry.text[: percents[0].start], entry.text[percents[0].end :]
    stands_apart = not WORD.search(before) or not WORD.search(behind) or APART.search(before)
    value = percents[0].value
    return value if stands_apart and isinstance(value, Quantity) else None


def _tells_rates(words: str) -> bool:
    return bool(pattern("rate_words").search(words) or pattern("discounts").search(words) or pattern("risk").search(words))


def _asked(name: str, lead: Span, parts: Sequence[tuple[Span, Quantity]]) -> Iterator[Draft]:
    values = [quantity.most for _, quantity in parts]
    if any(not 0 < value < LARGEST for value in values) or len(set(values)) == 1:
        return
    for draft in _judge(name, lead, parts):
        yield structs.replace(draft, severity="question")


def _in_sentence(view: View, sentence: Sentence) -> Iterator[Draft]:
    """ "50% product, 30% sales, 10% operations and 15% reserve": one share in each piece, and nothing else is counted."""
    shares = _shares(sentence.text, values_in(sentence, view.roadmap.language))
    values = [quantity for _, quantity in shares]
    whole = sum(quantity.most for quantity in values)
    if len(values) < FEWEST or not NEAR_LOW <= whole <= NEAR_HIGH or any(quantity.most >= LARGEST for quantity in values):
        return
    words = sentence.text[: shares[0][0]] + sentence.text[shares[-1][0] :]
    named = bool(pattern("split").search(sentence.text) or pattern("purse").search(words) or pattern("divided").search(sentence.text))
    if (
        pattern("change_up").search(sentence.text)
        or pattern("change_down").search(sentence.text)
        or (len(sentence.windows) > 1 and not named)
    ):
        return
    rising = all(one.most < other.most for one, other in pairwise(values))
    short = len(sentence.text) <= SHORT and not _tells_rates(sentence.text)
    if not named and (rising or (whole % 5 > ROUNDING / 10 and not short) or pattern("aimed_at").search(sentence.text)):
        return
    span = span_of_sentence(view.scanned, sentence)
    for draft in _judge("the sentence", span, [(span, quantity) for quantity in values]):
        yield structs.replace(draft, evidence=(span,), key=" ".join(sentence.text.split())[:60], severity=None if named else "question")


def _shares(text: str, found: Sequence[Value]) -> list[tuple[int, Quantity]]:
    """The percentage, or fraction in words, of each piece between commas; none at all where a piece has another number."""
    parts = [(part.start, part.end, _percent(100 * part.factor)) for part in parts_in(text)]
    values = sorted([*((v.start, v.end, v.quantity) for v in found if v.end > v.start), *parts], key=lambda one: one[0])
    shares: list[tuple[int, Quantity]] = []
    cuts = [0, *(match.end() for match in BETWEEN.finditer(text)), len(text)]
    for first, last in pairwise(cuts):
        own = [quantity for start, _, quantity in values if first <= start < last]
        percents = [quantity for quantity in own if quantity.kind == "percent"]
        if len(percents) == 1 and not percents[0].change and percents[0].comparator == "=":
            if len(own) > 1 and not (first == 0 or all(q.kind == "money" for q in own if q is not percents[0])):
                return []
            shares.append((first, percents[0]))
        elif percents or (shares and own):
            return []
        elif shares and not own and len(text[first:last].split()) > LONGEST_PIECE:
            return shares if len(shares) >= FEWEST else []
    return shares


def _percent(value: float) -> Quantity:
    return Quantity(value, value, value, value, "percent", "%")


def _only_percent(view: View, block: int) -> Quantity | None:
    values = [t.value for t in view.scanned.tokens[block] if isinstance(t.value, Quantity) and t.value.kind == "percent"]
    return values[0] if len(values) == 1 else None


def _judge(name: str, lead: Span, parts: Sequence[tuple[Span, Quantity]]) -> Iterator[Draft]:
    values = [quantity for _, quantity in parts]
    if len(values) < FEWEST or any(q.kind != "percent" or q.change or q.is_range or q.comparator != "=" or q.least < 0 for q in values):
        return
    total = sum(quantity.most for quantity in values)
    if abs(total - 100) <= ROUNDING * len(values) or not LOWEST <= total <= HIGHEST:
        return
    yield Draft(
        f'the {len(values)} parts of "{name}" add up to {number(total)}%, not 100%',
        (lead, *(span for span, _ in parts)),
        key=name,
        computation=Computation(formula=sum_text(values, f"{number(total)}%"), expected="100%", stated=f"{number(total)}%"),
        suggestion="correct one of the parts, or add the one that is missing",
    )


RULE = Rule("RA112", "shares-of-hundred", "arithmetic", "warning", "computed", _find, __doc__)
