"""The time that a text tells: a window, a time from now on, a range that goes on from the one before, or a numbered phase."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import as_window, lookup_label
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.period import UNIT_DAYS, Period, period_of
from agent.rules.reading.vocabulary import keys_in, keys_of, pattern

RELATIVE = frozenset({"day", "week", "month", "quarter", "half", "year"})
WITHIN = expression(
    r"(?:\bin|\bwithin|\bnext|\bin the next|\bem|\bnos próximos|\ben|\bdans|\binnerhalb von|\bin den nächsten|через)\s*$", re.IGNORECASE
)
LABEL = expression(r"[^:：]{3,60}[:：]")
AFTER = expression(r"(?:\b(?:in|within|after|em|en|dans|após|dentro de|después de|nach|binnen|bis in|a)|à)\s*$", re.IGNORECASE)
PHASE = expression(
    r"(?<![^\W_])(phase|fase|étape|etapa|stage|sprint|этап|фаза|阶段|フェーズ)\s?(\d{1,2})(?!\.\d)(?:\s?[-–—]\s?(\d{1,2}))?(?!\w)",
    re.IGNORECASE,
)
DIGIT = expression(r"\d")
BEFORE = expression(r"[(（\[—–-]\s*$")
QUARTERS = {"quarter": 3, "half": 6}  # months
# "M6" in a column of times, and "6" in one of months: the sixth month
MONTH = expression(
    r"\s*(?:[~≈]|ab|from|dès|à partir de|desde|a partir d[eo])?\s*(M?)(\d{1,2})(?:\s?[-–—~]\s?M?(\d{1,2}))?\s?(\+|起)?\s*(?:末|底|初)?\s*"
)
HEAD_OF_MONTHS = expression(r"months?|monate?|m[eê]s(?:es)?|mois|mes[ei]|月|月份?|месяцы?", re.IGNORECASE)
NEAR = {"this_week": ("week", 1.0), "next_week": ("week", 2.0), "this_month": ("month", 1.0), "next_month": ("month", 2.0)}
LONGEST_NEAR = 60
PAIR = 2
AGAIN = expression(r"\s?[(（]")
EDGES = " \t:：–—-|()（）[]✅☑✔⏳🔄*#.,>→"


class Told(Struct, frozen=True):
    """The one time that a text tells, and where."""

    window: Window
    period: Period
    start: int
    end: int


Tell = Callable[[str, Sequence[Token]], Told | None]


def time_in(text: str, tokens: Sequence[Token]) -> Told | None:
    """The one window in a text, or the one time from now on ("in 3 months")."""
    if not tokens:
        return None
    inside = [token for token in tokens if token.end <= len(text)]
    told = [(token, token.value) for token in inside if isinstance(token.value, Window)]
    told = told or [(token, window) for token in inside if (window := _within(text, token))]
    period = scaled(told[0][1]) if len(told) == 1 else None
    if len(told) > 1:
        return _twice_told(text, told)
    return Told(told[0][1], period, told[0][0].start, told[0][0].end) if period else None


def _twice_told(text: str, told: Sequence[tuple[Token, Window]]) -> Told | None:
    """The narrower of a time and the same in brackets behind it: "Q1 (months 13-15)", "Year 2 (months 13-24)"."""
    first, second = told[0][0], told[-1][0]
    if len(told) > PAIR or not AGAIN.fullmatch(text[first.end : second.start]) or text[second.end : second.end + 1] not in ")）":
        return None
    one, other = scaled(told[0][1]), scaled(told[1][1])
    if other is None or not told[1][1].unit or (one is not None and not _holds(one, other)):
        return None
    return Told(told[1][1], other, first.start, second.end)


def _holds(outer: Period, inner: Period) -> bool:
    """Whether a time lies in another one of the same axis."""
    if outer.axis != inner.axis or outer.start is None or inner.start is None or outer.end is None or inner.end is None:
        return False
    return outer.start <= inner.start + UNIT_DAYS["week"] and inner.end <= outer.end + UNIT_DAYS["week"]


def from_now(text: str) -> Told | None:
    """The next week or month that a heading or label begins with, or names in brackets or behind a dash at its end: "Steps (this week)"."""
    if len(text) > LONGEST_NEAR or keys_of(*NEAR).isdisjoint(keys_in(text)):
        return None
    for name, (unit, at) in NEAR.items():
        match = pattern(name).search(text)
        if match is None or (any(map(str.isalnum, text[: match.start()])) and not BEFORE.search(text[: match.start()])):
            continue
        window = Window(match[0], unit=unit, first=at, last=at)
        period = scaled(window)
        return Told(window, period, match.start(), match.end()) if period else None
    return None


def range_in(text: str, tokens: Sequence[Token]) -> Told | None:
    """The one range of a duration in a text, read as a stretch of the plan: "Medium term (3-6 months)"."""
    told = [(token, window) for token in tokens if _is_range(token) and (window := as_window(token))]
    period = scaled(told[0][1]) if len(told) == 1 else None
    return Told(told[0][1], period, told[0][0].start, told[0][0].end) if period else None


def _is_range(token: Token) -> bool:
    length = token.value
    return isinstance(length, Quantity) and length.kind == "duration" and length.unit in RELATIVE and length.is_range


def chained_in(roadmap: Roadmap) -> frozenset[str]:
    """The texts of headings side by side, and of cells below each other, whose ranges go on from each other: "1-3 months", "3-6 months"."""
    runs: dict[tuple[object, ...], list[tuple[str, float, float]]] = defaultdict(list)
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "heading":
            _note(runs[block.section, block.depth], block.text, tokens)
        for at, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells[:4]):
                _note(runs[block.index, column, "cell"], cell.text, roadmap.cells.get((block.index, at, column), ()))
    return frozenset(text for run in runs.values() if _goes_on(run) for text, _, _ in run)


def due_in(roadmap: Roadmap) -> dict[str, Told]:
    """What is due after so long, by the texts of headings side by side that tell ever longer times: "6-month goals", "12-month goals"."""
    runs: dict[tuple[object, ...], list[tuple[str, Told]]] = defaultdict(list)
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "heading" and block.depth > 1:
            told = [token for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "duration"]
            if len(told) == 1 and (due := _due(told[0])):
                runs[block.section, block.depth].append((block.text, due))
    grown = (run for run in runs.values() if all((one.period.end or 0) < (next_.period.end or 0) for (_, one), (_, next_) in pairwise(run)))
    return {text: told for run in grown if len(run) > 1 for text, told in run}


def due_by_label(text: str, tokens: Sequence[Token]) -> Window | None:
    """The time that the label of a line leaves: "Goal after 12 months: ...", "Objectif à 12 mois : ..."."""
    label = LABEL.match(text) if tokens else None
    lengths = [token for token in tokens if label and token.end <= label.end() and isinstance(token.value, Quantity)]
    value = lengths[0].value if len(lengths) == 1 else None
    if not isinstance(value, Quantity) or value.kind != "duration" or value.unit not in RELATIVE or value.is_range:
        return None
    after = AFTER.search(text[: lengths[0].start])
    return Window(lengths[0].text, unit=value.unit, first=0, last=value.most) if after else None


def _due(token: Token) -> Told | None:
    length = token.value
    if not isinstance(length, Quantity) or length.unit not in RELATIVE or length.is_range:
        return None
    window = Window(token.text, unit=length.unit, first=0, last=length.most)
    period = scaled(window)
    return Told(window, period, token.start, token.end) if period else None


def _note(run: list[tuple[str, float, float]], text: str, tokens: Sequence[Token]) -> None:
    """Add the one range of a text: also one that is read as a window, as "0-3 months" is."""
    told = [window for token in tokens if (_is_range(token) or isinstance(token.value, Window)) and (window := as_window(token))]
    size = UNIT_DAYS.get(told[0].unit, 0.0) if len(told) == 1 else 0.0
    if size and told[0].first is not None and told[0].last is not None:
        run.append((text, told[0].first * size, told[0].last * size))


def _goes_on(run: Sequence[tuple[str, float, float]]) -> bool:
    """Whether each range begins where the one before it ends, or one month later, and is too wide for an estimate."""
    wide = all(last - first > UNIT_DAYS["month"] * 1.5 for _, first, last in run)
    return len(run) > 1 and wide and all(last <= then <= last + UNIT_DAYS["month"] for (_, _, last), (_, then, _) in pairwise(run))


def phase_in(text: str, tokens: Sequence[Token]) -> Told | None:
    """The one numbered phase that a text begins with, or names in brackets or behind a dash at its end."""
    found = list(PHASE.finditer(text)) if DIGIT.search(text) else []
    if len(found) != 1:
        return None
    match = found[0]
    if any(map(str.isalnum, text[: match.start()])) and not (BEFORE.search(text[: match.start()]) and not text[match.end() :].strip(EDGES)):
        return None
    first, last = int(match[2]), int(match[3] or match[2])
    period = Period(f"phase {match[1][:3].casefold()}", first - 1.0, first - 1.0, float(last), float(last))
    return Told(Window(match[0]), period, match.start(), match.end()) if first <= last else None


def part_of_year(text: str, tokens: Sequence[Token], year: Window) -> Told | None:
    """The one quarter or half that a line begins with, below a year of the plan: "Q2" under "Year 2" is its second quarter."""
    if year.unit != "year" or year.first is None or year.first != year.last or year.first < 1:
        return None
    told = [token for token in tokens if isinstance(token.value, Window) and token.end <= len(text)]
    window = told[0].value if len(told) == 1 else None
    if not isinstance(window, Window) or window.unit or window.start or not window.months or window.precision not in QUARTERS:
        return None
    if any(map(str.isalnum, text[: told[0].start])):
        return None
    begin = (year.first - 1) * 12
    found = Window(f"{year.text}, {window.text}", unit="month", first=begin + window.months[0], last=begin + window.months[1])
    period = scaled(found)
    return Told(found, period, told[0].start, told[0].end) if period else None


def tells_months(table: Block) -> int | None:
    """The column of a table that is headed as a time and whose cells are months of the plan by their short form: "M4", "M6+", or bare
    numbers below "Months"."""
    header = next((row for row in table.rows if row.header), None)
    rows = [row for row in table.rows if not row.header]
    for column, cell in enumerate(header.cells[:4] if header else ()):
        label = cell.text.strip(EDGES)
        meaning = lookup_label(label)
        if HEAD_OF_MONTHS.fullmatch(label) or (meaning is not None and meaning.attribute in ("window", "start")):
            cells = [row.cells[column].text for row in rows if row.cells[column].text.strip()]
            told = [MONTH.fullmatch(text) for text in cells]
            if len(cells) > 1 and all(match and (match[1] or HEAD_OF_MONTHS.fullmatch(label)) for match in told):
                return column
    return None


def month_in(text: str) -> Told | None:
    """The months that a cell of such a column tells."""
    match = MONTH.fullmatch(text)
    if match is None:
        return None
    first, last = float(match[2]), float(match[3] or match[2])
    window = Window(text.strip(), unit="month", first=first, last=last, open_ended=bool(match[4]))
    period = scaled(window) if first <= last else None
    return Told(window, period, 0, len(text)) if period else None


def _within(text: str, token: Token) -> Window | None:
    """The time from now on that "in 3 months" or "next 30 days" leaves."""
    length = token.value
    if not isinstance(length, Quantity) or length.kind != "duration" or length.unit not in RELATIVE or length.is_range:
        return None
    limited = length.comparator in ("<", "<=") or WITHIN.search(text[: token.start])
    return Window(token.text, unit=length.unit, first=0, last=length.most) if limited else None


def scaled(window: Window) -> Period | None:
    """The period of a window; days, weeks, months and years of a plan are counted from the same start."""
    period = period_of(window)
    if period is None or window.unit not in RELATIVE:
        return period
    return replace(period, axis="plan")
