"""One item has two dates, owners or priorities.

Claim: two places give the same item (by id or title) another start or end, another single owner, or another priority: an overview table and
the item's own section, or a chart and a table.

Why it matters: the two halves of the document are planned against, and only one is right.

Flagged:

    | ID | Initiative | End | Owner |
    |---|---|---|---|
    | A1 | Accounts | 2026-03-31 | Ines |
    | A2 | Billing | 2026-06-30 | Tomas |

    ### A1. Accounts

    - **Owner**: Marta
    - **Cost**: $40K

Fine:

    | ID | Initiative | End | Owner |
    |---|---|---|---|
    | A1 | Accounts | 2026-03-31 | Ines |
    | A2 | Billing | 2026-06-30 | Tomas |

    ### A1. Accounts

    - **Owner**: Ines
    - **Cost**: $40K
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import canonical_terms, lexicon, lookup_label, normalise
from agent.model.quantity import Window
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern

DATED = ("window", "start", "end")
STRUCTURED = ("column", "field", "gantt")  # prose speaks of many times
MOST_OWNER_WORDS = 3
MOST_LEVEL_WORDS = 3
NAMING = 3  # words of a row that are a name of its own
SHORTEST = 3
ID_WORDS = 2  # of a cell that is hardly more than an id
NUMBERED = expression(r"p ?\d", re.IGNORECASE)
LIKE = 0.6  # of the columns of two tables


def _find(view: View) -> Iterator[Draft]:
    for item in view.roadmap.items:
        for found in (_two_dates(item), _two_words(item, "owner", owner_of), _two_words(item, "priority", priority_of)):
            if found and not (not item.id and _in_like_tables(view, *found[1:])):
                what, one, other = found
                yield Draft(
                    f'{name_of(item)}: {what} is "{_shown(one, what)}" in line {one.span.line} '
                    f'but "{_shown(other, what)}" in line {other.span.line}',
                    (one.span, other.span),
                    key=f"{item.key}|{what}",
                    suggestion=f"make the {what} the same in both places",
                    severity=None if what not in ("owner", "priority") and _name_it(item, one, other) else "question",
                )


def _name_it(item: Item, one: Fact, other: Fact) -> bool:
    """Whether both places bear the id of the item: what only stands below its heading may be of a part."""
    return bool(item.id) and all(normalise(item.id) in normalise(fact.span.quote) or _is_headed(item, fact) for fact in (one, other))


def _is_headed(item: Item, fact: Fact) -> bool:
    """Whether a field stands right below the heading of the item."""
    return fact.source == "field" and bool(fact.headings) and item.id.casefold() in fact.headings[-1].casefold()


def _in_like_tables(view: View, one: Fact, other: Fact) -> bool:
    """Whether both stand in tables with the same columns: rows of one name without an id are of two lists, one for each of two systems."""
    blocks = view.document.blocks
    if one.source != "column" or other.source != "column" or one.block == other.block or min(one.block, other.block) < 0:
        return False
    heads = [{normalise(cell.text) for row in blocks[fact.block].rows if row.header for cell in row.cells} - {""} for fact in (one, other)]
    return len(heads[0] & heads[1]) >= LIKE * max(map(len, heads), default=0)


def _two_dates(item: Item) -> tuple[str, Fact, Fact] | None:
    """The first two structured facts that put the start or the end of the item on different days."""
    dated = [fact for attribute in DATED for fact in item.all(attribute) if _is_of(item, fact) and not fact.role and _names_time(fact)]
    courses = [(fact, window) for fact in dated if (window := _whole(fact))]
    dated = [fact for fact in dated if not _is_event(fact, courses)]
    for what, read in (("start", _start), ("end", _end)):
        known: list[tuple[Fact, date, int]] = []
        for fact in dated:
            window = _whole(fact)
            day = read(window, fact.attribute) if window else None
            if day:
                known.append((fact, *day))
        for one, first, slack_one in known:
            for other, second, slack_two in known:
                apart = abs((first - second).days)
                if one.span.line < other.span.line and _elsewhere(item, one, other) and apart > max(slack_one, slack_two):
                    return what, one, other
    return None


def _is_event(fact: Fact, courses: list[tuple[Fact, Window]]) -> bool:
    """Whether a fact gives a day, called neither start nor end, inside the course that other places give: a go-live, a review."""
    day = _whole(fact)
    named = fact.attribute == "window" or (fact.attribute == "end" and pattern("goes_out").search(fact.label))
    if not named or day is None or day.start is None or day.start != day.end:
        return False
    starts = [window.start for told, window in courses if told is not fact and told.attribute != "end" and window.start]
    ends = [window.end for told, window in courses if told is not fact and told.attribute != "start" and window.end]
    return bool(starts and ends and min(starts) < max(ends) and min(starts) <= day.start <= max(ends))


def _names_time(fact: Fact) -> bool:
    """Whether nothing but a word for time labels the fact: "Soft launch (31 March)" dates an event of its own."""
    meaning = lookup_label(fact.label) if fact.label and fact.source == "field" else None
    return not fact.label or fact.source != "field" or (meaning is not None and meaning.attribute in DATED)


def _whole(fact: Fact) -> Window | None:
    """The one window of a fact; two days of a chart are its start and end."""
    windows = fact.windows
    if len(windows) == 2 and fact.source == "gantt" and all(window.precision == "day" for window in windows):
        return replace(windows[0], end=windows[1].end)
    return windows[0] if len(windows) == 1 else None


def _start(window: Window, attribute: str) -> tuple[date, int] | None:
    return (window.start, _slack(window)) if window.start and attribute != "end" else None


def _end(window: Window, attribute: str) -> tuple[date, int] | None:
    return (window.end, _slack(window)) if window.end and attribute != "start" and not window.open_ended else None


def _slack(window: Window) -> int:
    """Days by which a coarser writing may differ from an exact one."""
    return {"day": 0, "week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366}.get(window.precision, 366)


def _two_words(item: Item, attribute: str, read: Callable[[Fact], frozenset[str]]) -> tuple[str, Fact, Fact] | None:
    known = [(fact, read(fact)) for fact in item.all(attribute) if _is_of(item, fact)]
    for at, (one, first) in enumerate(known):
        for other, second in known[at + 1 :]:
            apart = bool(first and second) and not first & second and _in_one_scale(first, second)
            if apart and _elsewhere(item, one, other) and not _are_actions(item, one, other):
                return attribute, one, other
    return None


def _in_one_scale(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether levels are numbered in both places or in none: what is "P2" here may well be "medium" there."""
    return len({bool(NUMBERED.fullmatch(word)) for word in first | second}) == 1


def _are_actions(item: Item, one: Fact, other: Fact) -> bool:
    """Whether two rows name different work on the item, each with its id: "Build T4 with locks", "Try out T4 locks"."""
    if not item.id or one.source != "column" or other.source != "column":
        return False
    names = [
        {cell for cell in fact.span.quote.strip().strip("|").split("|") if item.id in cell and len(cell.split()) > ID_WORDS}
        for fact in (one, other)
    ]
    return all(names) and not names[0] & names[1]


def _is_of(item: Item, fact: Fact) -> bool:
    """Whether a structured place speaks of the item by its name, or by its id alone: rows of one month ("M4") may be of many things."""
    if fact.source != "column":
        return fact.source in STRUCTURED
    told = frozenset(canonical_terms(fact.span.quote)) - frozenset(canonical_terms(fact.text)) - frozenset(canonical_terms(item.id))
    words = frozenset(term for term in told if term.isalpha() and len(term) >= SHORTEST)
    return len(words) < NAMING or bool(words & frozenset(canonical_terms(item.title)))


def _elsewhere(item: Item, one: Fact, other: Fact) -> bool:
    """Whether two facts stand in different places: entries of one list, or of headings below that of the item, may speak of its parts."""
    shared = [first for first, second in zip(one.headings, other.headings, strict=False) if first == second]
    below = len(shared) < min(len(one.headings), len(other.headings)) and any(item.title in heading for heading in shared)
    return one.source != other.source or (one.headings != other.headings and not below)


def owner_of(fact: Fact) -> frozenset[str]:
    words = frozenset(canonical_terms(fact.text))
    return words if len(words) <= MOST_OWNER_WORDS and not fact.values else frozenset()


def priority_of(fact: Fact) -> frozenset[str]:
    """The levels that a fact names: by its tokens, else by the words of its text ("🔥 CRÍTICA", "media-alta")."""
    told = frozenset(str(token.value) for token in fact.values if token.kind == "priority")
    words = normalise(fact.text).replace("-", " ").split() if not told else ()
    return told or (frozenset(_levels()[word] for word in words if word in _levels()) if len(words) <= MOST_LEVEL_WORDS else told)


@cache
def _levels() -> dict[str, str]:
    """The level that each single word of a priority names."""
    levels = lexicon.section("marks", "priority").items()
    listed = ((str(level), normalise(word)) for level, words in levels for word in lexicon.strings(words))
    return {word: level for level, word in listed if " " not in word}


def _shown(fact: Fact, what: str) -> str:
    """The words of a place; of the line of a chart, which holds an id and both dates, the day that is meant."""
    window = _whole(fact) if fact.source == "gantt" else None
    day = (window.start if what == "start" else window.end if what == "end" else None) if window else None
    if day:
        return day.isoformat()
    text = " ".join(fact.text.split())
    return text if len(text) <= 50 else text[:49].rstrip() + "…"


RULE = Rule("RA603", "item-field-twice", "conflict", "warning", "rule", _find, __doc__)
