"""Totals of lines: "Total: $138k" behind lines that state an amount each, in lists, paragraphs and code fences, subtotals included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.meanings import RUN_RATES
from agent.extract.wording.words import is_exact_total
from agent.facts import normalise
from agent.facts.measures import measure_for
from agent.facts.money_roles import money_role
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.rules.reading.amounts import allowed, is_round
from agent.rules.reading.entries import Entry, Sort, sort_of
from agent.rules.reading.interval import Interval, summed

FARTHEST = 2.0  # times: beyond that the total is of more or other things than the lines above it
FARTHEST_OF_TOTALS = 1.5
FEWEST = 2
EXACT = 1e-6
OWN_SUM = expression(r"\d[\d.,]*\s?[^\W\d]{0,4}\s[+×x*−–-]\s[^=\n]{1,60}=|[(=][^()\n]{0,20}\d[\d.,]*\s?[^\W\d]{0,4}\s?\+\s?[$€£¥₹]?\s?\d")
TIMES = expression(r"\d ?[x×]\s")  # "10x server in total: $14,110": what so many are, whatever one is made of
BY_TIME = expression(
    r"\b(?:monthly|weekly|daily|quarterly|per (?:month|week|day)|monatlich\w*|mensual\w*|mensal\w*|mensuel\w*|mensile|ежемесячн\w*)\b"
    r"|月額|每月|毎月",
    re.IGNORECASE,
)
AMOUNTS = expression(r"[$€£¥₹₽]?\d[\d.,]*[KMBk]?")
FIGURES = expression(r"[\d.,]+|\\\\|[&$€£]")

Part = tuple[Entry, Quantity]


class Ledger(Struct, frozen=True):
    """A stated total and the most plausible set of lines above it, when none of the plausible sets gives it.

    `alone` says that no other set came into question, `direct` that the parts are the lines right above.
    """

    total: Entry
    value: Quantity
    parts: tuple[Part, ...]
    alone: bool
    direct: bool


def ledgers_of(blocks: Sequence[Block], entries: Sequence[Entry]) -> Iterator[Ledger]:
    """Totals that do not reconcile with what stands above them, in document order."""
    uncounted: dict[Sort, list[Part]] = {}  # amounts that no total above has counted yet
    for at, entry in enumerate(entries):
        for value in entry.amounts:
            before = uncounted.setdefault(sort_of(value), [])
            if entry.total:
                run, whole = _run(entries, at, sort_of(value))
                sets = _sets(blocks, entry, run, before)
                fitting = next((parts for parts in sets if _fits(value, entry, parts)), None)
                chosen = fitting or _chosen(entry, value, run if whole else (), sets)
                if chosen and not fitting and not _repeats(entry, chosen) and not _means_another(entry, value, chosen):
                    yield Ledger(entry, value, chosen, len(sets) == 1, chosen == run)
                counted = {id(part) for part, _ in chosen or run}
                before[:] = [part for part in before if id(part[0]) not in counted]
            before.append((entry, value))


def _repeats(total: Entry, parts: Sequence[Part]) -> bool:
    """Whether a part bears the label of the total, figures aside: each section then states its own, "Total hours: 20h" after "Total hours:
    13h"."""
    return _words(total.label) in {_words(entry.label) for entry, _ in parts}


def _words(label: str) -> str:
    return normalise(FIGURES.sub(" ", label))


def _means_another(total: Entry, value: Quantity, parts: Sequence[Part]) -> bool:
    """Whether the line says something else than what all parts are together.

    It repeats one of them ("Total (Year 3): $1.5M" behind three years), states several amounts of money ("€900 a month + €25k once"), or is
    what the parts of its own sort make: savings beside which a cost stands."""
    if OWN_SUM.search(total.text) or TIMES.search(total.label) or any(BY_TIME.search(entry.label) for entry, _ in parts):
        return True  # "Total: £2.2M + £0.7M = £2.9M" says itself what it sums
    if any(abs(part.most - value.most) <= EXACT * abs(value.most) for _, part in parts):
        return True
    if len({sort for sort in (*map(sort_of, total.amounts), *total.unclear) if sort[0] == value.kind}) > 1:
        return True
    measures = [measure_for(entry.text, part) for entry, part in parts]
    if set(measures) >= RUN_RATES or (RUN_RATES.issuperset(measures) and all(entry.timed for entry, _ in parts)):
        return True  # how high revenue stands at several times, or by the month and the year, adds up to nothing
    role = money_role(total.label)
    others = [_role(entry) for entry, _ in parts]
    if role and sum(other not in ("", role) for other in others) * 2 > len(others):
        return True  # the profit of three years, below what each of them earns
    own = [(entry, part) for (entry, part), other in zip(parts, others, strict=True) if not role or other in ("", role)]
    return FEWEST <= len(own) < len(parts) and _fits(value, total, own)


def _role(entry: Entry) -> str:
    return money_role(entry.label) or money_role(AMOUNTS.sub(" ", entry.text))


def _sets(blocks: Sequence[Block], total: Entry, run: Sequence[Part], before: Sequence[Part]) -> list[tuple[Part, ...]]:
    """What the total may sum: the lines right above it, these and the total before them, all or all totals of a section around it."""
    found = [tuple(run)]
    if run and before:
        first = next((at for at, (entry, _) in enumerate(before) if entry is run[0][0]), 0)
        if first and before[first - 1][0].total:
            found.append((before[first - 1], *run))
    for section in _around(blocks, total.section):
        inside = [part for part in before if section is None or section in _around(blocks, part[0].section)]
        found += [tuple(inside), tuple(part for part in inside if part[0].total)]
        found.append(tuple(part for part in inside if part[0].kind == total.kind))  # the lines whose bullets are their details
    found += [tuple(part for part in parts if not part[0].text.rstrip(" *_").endswith((":", "："))) for parts in found]  # heads of lists
    whole = {amount.most for amount in total.amounts}
    found += [tuple(part for part in parts if part[1].most not in whole) for parts in found]  # a headline says the total first
    return [parts for at, parts in enumerate(found) if len(parts) >= FEWEST and parts not in found[:at]]


def _around(blocks: Sequence[Block], section: int | None) -> list[int | None]:
    """The headings above, innermost first, and None for the document."""
    path: list[int | None] = []
    while section is not None:
        path.append(section)
        section = blocks[section].section
    return [*path, None]


def _run(entries: Sequence[Entry], at: int, sort: Sort) -> tuple[tuple[Part, ...], bool]:
    """The outermost amounts of the unbroken lines above a total, and whether each of these lines states one."""
    total = entries[at]
    lines: list[Entry] = []
    for entry in reversed(entries[:at]):
        if entry.section != total.section or entry.depth < total.depth or (entry.total and entry.amount(sort)):
            break
        if entry.kind != total.kind and (total.kind != "paragraph" or entry.kind != "item"):
            break
        if entry.kind == "paragraph" and not entry.amounts and not entry.unclear:
            break
        lines.append(entry)
    return _outermost(lines[::-1], sort)


def _outermost(lines: Sequence[Entry], sort: Sort) -> tuple[tuple[Part, ...], bool]:
    """The amounts that stand in no line's details. A line without one is fine as a heading of lines that have some, or as a detail."""
    parts: list[Part] = []
    whole = True
    covered = -1  # depth of the line whose details follow; -1 for none
    for at, entry in enumerate(lines):
        if covered >= 0 and entry.depth > covered:
            continue
        covered = -1
        value = entry.amount(sort)
        if value:
            parts.append((entry, value))
            covered = entry.depth
            whole = whole and not entry.several
        elif not entry.ruled:
            below = lines[at + 1] if at + 1 < len(lines) else None
            whole = whole and not entry.unclear and (not parts or (below is not None and below.depth > entry.depth))
    return tuple(parts), whole


def _fits(value: Quantity, total: Entry, parts: Sequence[Part]) -> bool:
    """Whether the parts give the total, as they stand or with a reserve that the total or one of them names in percent."""
    whole = summed(allowed(part) for _, part in parts)
    shares = {share for entry in (total, *(entry for entry, _ in parts)) for share in entry.shares if 0 < share < 100}
    if len(parts) == FEWEST and abs(abs(parts[0][1].most - parts[1][1].most) - value.most) <= EXACT * value.most:
        return True  # a difference
    readings = (whole, *(whole.scaled(1 + sign * share / 100) for share in sorted(shares) for sign in (1, -1)))
    return any(reading.meets(allowed(value)) or is_round(value, reading.middle) for reading in readings)


def _chosen(total: Entry, value: Quantity, run: tuple[Part, ...], sets: Sequence[tuple[Part, ...]]) -> tuple[Part, ...] | None:
    """The lines that the total must be meant to sum: those right above it, else the totals of its section."""
    if len(run) >= FEWEST:
        return run if _near(value, run, FARTHEST) else None
    totals = [parts for parts in sets if all(entry.total for entry, _ in parts)]
    labels = [_words(entry.label) for entry, _ in totals[0]] if totals else []
    apart = len(set(labels)) == len(labels)  # "Total CAC" in each of three cases is no part of anything
    named = totals and apart and not any(is_exact_total(entry.label) for entry in (total, *(entry for entry, _ in totals[0])))
    return totals[0] if named and _near(value, totals[0], FARTHEST_OF_TOTALS) else None


def _near(value: Quantity, parts: Sequence[Part], factor: float) -> bool:
    whole = Interval(sum(part.least for _, part in parts), sum(part.most for _, part in parts))
    return whole.high > 0 and value.most > 0 and 1 / factor <= whole.high / value.most <= factor
