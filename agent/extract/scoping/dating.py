"""Years for windows that are written without one: "Q3" under "Roadmap 2026", "9 October" under "Winter 2026/27"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.scanned import Scanned
from agent.facts import as_window
from agent.facts.calendar_words import names_horizon
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_MOST_MONTHS = 24
_FEWEST_CHAINED = 3
_FEWEST_DAYS = 2
_MONTH = 30  # days
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_LEAST_STRETCH = 2  # units of the range
_LONGEST_TITLE = 160
_STRETCHES = frozenset({"day", "week", "month", "quarter", "year"})
_OPENING = ("~", "〜", "～")
_UNTIL = ("by ", "until ", "till ", "bis ", "até ", "hasta ", "jusqu", "до ", "entro ", "before ")


def date_windows(scanned: Scanned, tree: Tree) -> tuple[Scanned, Tree]:
    """Give each window without a year the year that the headings around it, or the whole document, leave as the only one."""
    default = document_period(scanned)
    tree = _with_ranges(scanned, tree)
    periods: list[Window | None] = []
    nodes: list[Node] = []
    for node in tree.nodes:
        outer = periods[node.parent] if node.parent is not None else default
        windows = tuple(dated(window, outer) for window in node.title.windows)
        values = tuple(_dated_token(token, outer) for token in node.title.values)
        if windows != node.title.windows or values != node.title.values:
            node = replace(node, title=replace(node.title, windows=windows, values=values))
        nodes.append(node)
        own = next((window for window in sorted(windows, key=lambda one: one.fiscal) if window.start and window.end), None)
        counted = any(window.unit == "year" for window in windows)  # the Q1 of "Year 2" is in no year we know
        periods.append(own or (None if counted else outer))
    around = [periods[at] if at is not None else default for at in tree.home]
    tokens = tuple(_all_dated(found, around[block]) for block, found in enumerate(scanned.tokens))
    cells = {place: _all_dated(found, around[place[0]]) for place, found in scanned.cells.items()}
    return replace(scanned, tokens=tokens, cells=cells), replace(tree, nodes=tuple(nodes))


def _with_ranges(scanned: Scanned, tree: Tree) -> Tree:
    """ "6-18 months" behind a title is when, not how long it takes, where its neighbours count on to it ("0-6 months", "Months 1-6"), where
    all of them follow each other, or where the title names a horizon ("Medium term")."""
    siblings: dict[int | None, list[Node]] = {}
    for node in tree.nodes:
        siblings.setdefault(node.parent, []).append(node)
    chained = {parent for parent, found in siblings.items() if _counts_on(found)}
    reached = {node.index for found in siblings.values() for node in _reached(found)}
    open_units = {
        window.unit
        for node in tree.nodes
        if node.title.kind == "phase"
        for window in node.title.windows
        if window.is_relative and window.text[:1].isdigit()
    }
    found: dict[int, Window] = {}
    for node in tree.nodes:
        token = next((each for each in node.title.values if _is_stretch(each)), None) if not node.title.windows else None
        if token is None or not isinstance(token.value, Quantity):
            continue
        text = scanned.document.blocks[node.block].text
        ahead = (
            names_horizon(text[node.start : node.stop][:_LONGEST_TITLE])
            or _is_due(node, token)
            or _is_open(text, token)
            or node.index in reached
        )
        known = node.title.kind == "phase" and token.value.unit in open_units
        if ahead or (
            token.value.is_range
            and (known or node.parent in chained or _adjoins(token.value, [one for one in siblings[node.parent] if one.index < node.index]))
        ):
            found[node.index] = _ahead(text, token)
            continue
        if not token.value.is_range:
            continue
        before = [one for one in siblings[node.parent] if one.index < node.index]
        if _goes_on_from(token.value, [found[one.index] for one in before if one.index in found]):
            found[node.index] = _ahead(text, token)  # "18-36 months" behind "6-18 months", which goes on from "Now to 6 months"
    nodes = tuple(
        replace(node, title=replace(node.title, windows=(found[node.index],), dated=True)) if node.index in found else node
        for node in tree.nodes
    )
    return replace(tree, nodes=nodes)


def _is_stretch(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and token.value.unit in _STRETCHES and not token.value.per


def _ahead(text: str, token: Token) -> Window:
    """The stretch of time from the start of the plan that a length means; open where the text says so ("6ヶ月〜", "from 6 months")."""
    window = as_window(token)
    if window is None:
        raise TypeError("only lengths become windows")
    return replace(window, first=window.last, last=None, open_ended=True) if window.first == 0 and _is_open(text, token) else window


def _is_open(text: str, token: Token) -> bool:
    return token.text.endswith(_OPENING) or text[token.end : token.end + 1] in _OPENING


def _is_due(node: Node, token: Token) -> bool:
    """Whether a length in the heading of measures says when they are due: "Success metrics (6 months)"."""
    bracketed = node.kind == "heading" and node.title.topic == "metrics" and node.title.name and not node.title.id
    return bool(bracketed) and isinstance(token.value, Quantity) and not token.value.is_range and token is node.title.values[-1]


def _reached(siblings: list[Node]) -> list[Node]:
    """Headings that are nothing but lengths, each longer than the one before: "6 months", "12 months", "36 months" say by when."""
    bare = [
        node for node in siblings if node.kind != "bullet" and not node.title.name and not node.title.id and len(node.title.values) == 1
    ]
    lengths = [value for node in bare if isinstance(value := node.title.values[0].value, Quantity) and _is_stretch(node.title.values[0])]
    plain = len(lengths) == len(bare) >= _FEWEST_DAYS and not any(value.is_range for value in lengths)
    days = [value.least * _DAYS.get(value.unit, 0) for value in lengths]
    return bare if plain and all(before < after for before, after in pairwise(days)) else []


def _goes_on_from(value: Quantity, before: list[Window]) -> bool:
    """Whether a range begins where one before it that was read as a period ends."""
    last = before[-1] if before else None
    return last is not None and last.unit == value.unit and last.last is not None and value.least - 1 <= last.last <= value.least


def _adjoins(value: Quantity, before: list[Node]) -> bool:
    """Whether a title before it says when, up to where the range begins: "Months 1-6" or "0-30 days" before "30-90 days"."""
    windows = [window for node in before for window in node.title.windows if window.unit == value.unit and window.last is not None]
    return any(value.least - 1 <= (window.last or 0) <= value.least for window in windows) and value.most - value.least >= _LEAST_STRETCH


def _counts_on(siblings: list[Node]) -> bool:
    """Whether at least three titles beside each other hold ranges of months that follow each other ("6-12 months", "12-18 months",
    "18-30 months"), or at least two such ranges of 30 days and more; "1-2 weeks" before "2-3 weeks" are lengths more likely."""
    firsts = [node.title.values[0].value for node in siblings if node.title.values and node.kind != "bullet" and not node.title.windows]
    found = [value for value in firsts if isinstance(value, Quantity) and value.kind == "duration"]
    if len({value.unit for value in found}) > 1:
        return _goes_on_in_days(found)
    months = len(found) >= _FEWEST_CHAINED and all(value.unit == "month" for value in found)
    days = len(found) >= _FEWEST_DAYS and all(value.unit == "day" and value.least >= _MONTH for value in found)
    pairs = list(pairwise(found))
    following = all(before.least < after.least <= before.most + 1 and after.most > before.most for before, after in pairs)
    exact = sum(after.least in {before.most, before.most + 1} for before, after in pairs)
    stretched = all(value.most - value.least >= _LEAST_STRETCH for value in found)
    return (months or days) and following and stretched and exact * 3 >= len(pairs) * 2


def _goes_on_in_days(found: list[Quantity]) -> bool:
    """Whether ranges in growing units go on from each other: "1-2 weeks", "1-3 months", "3-6 months"."""
    if len(found) < _FEWEST_CHAINED or not all(value.is_range and value.unit in _DAYS for value in found):
        return False
    sizes = [_DAYS[value.unit] for value in found]
    if sizes != sorted(sizes):
        return False
    spans = [(value.least * size, value.most * size, size) for value, size in zip(found, sizes, strict=True)]
    return all(
        first < start and end < stop and abs(start - end) <= (size if size > before else 0)
        for (first, end, before), (start, stop, size) in pairwise(spans)
    )


def document_period(scanned: Scanned) -> Window | None:
    """The period of the whole document: the window of its title, the years that open it, or the one year of all its windows."""
    for block in scanned.document.blocks[:6]:
        for token in sorted(scanned.tokens[block.index], key=_is_fiscal):
            value = token.value
            if (
                isinstance(value, Window)
                and value.start
                and value.end
                and value.precision in {"year", "month", "quarter", "half"}
                and not value.open_ended
                and (block.kind == "heading" or (value.end - value.start).days > 300)
            ):
                return value
    windows = [
        value for tokens in (*scanned.tokens, *scanned.cells.values()) for token in tokens if isinstance(value := token.value, Window)
    ]
    known = [value for value in windows if value.start is not None and value.end is not None and value.start.year == value.end.year]
    years = {value.start.year for value in known if value.start is not None}
    if len(years) != 1 or _is_only_written(known, windows):
        return None
    year = years.pop()
    return Window(str(year), date(year, 1, 1), date(year, 12, 31), precision="year")


def _is_only_written(known: list[Window], windows: list[Window]) -> bool:
    """Whether the only days of a document come after quarters and halves that it plans: written on 6 December, it plans the next year's."""
    if any(value.precision != "day" for value in known):
        return False
    written = min((value.start for value in known if value.start is not None), default=None)
    parts = [value.months for value in windows if value.months and value.start is None and value.precision in {"quarter", "half"}]
    return written is not None and any(first <= last < written.month for first, last in parts)


def _is_fiscal(token: Token) -> bool:
    """A fiscal year says less than the months it stands for: "FY26 (Feb 2025 - Jan 2026)"."""
    return isinstance(token.value, Window) and token.value.fiscal


def dated(window: Window, period: Window | None) -> Window:
    """The window in the only year of the period that holds it; unchanged when it has a year, or none or several fit."""
    if window.months is None or window.start is not None or period is None or period.start is None or period.end is None:
        return window
    if (period.end - period.start).days > _MOST_MONTHS * 31:
        return window
    first, last = window.months
    fitting = [
        found
        for year in range(period.start.year, period.end.year + 1)
        if (found := _in_year(window, year, first, last)) and _overlaps(found, period)
    ]
    if len(fitting) != 1:
        return window
    start, end = fitting[0]
    bounded = window.text.lower().startswith(_UNTIL)
    return replace(window, start=None if bounded else start, end=None if window.open_ended else end, inferred=True)


def _in_year(window: Window, year: int, first: int, last: int) -> tuple[date, date] | None:
    end_year = year if last >= first else year + 1
    days = window.days or (1, monthrange(end_year, last)[1])
    try:
        return date(year, first, days[0]), date(end_year, last, days[1])
    except ValueError:
        return None


def _overlaps(found: tuple[date, date], period: Window) -> bool:
    return period.start is not None and period.end is not None and found[0] <= period.end and found[1] >= period.start


def _all_dated(tokens: tuple[Token, ...], period: Window | None) -> tuple[Token, ...]:
    if period is None or not any(isinstance(token.value, Window) and token.value.months for token in tokens):
        return tokens
    return tuple(_dated_token(token, period) for token in tokens)


def _dated_token(token: Token, period: Window | None) -> Token:
    if not isinstance(token.value, Window):
        return token
    found = dated(token.value, period)
    return token if found is token.value else replace(token, value=found)
