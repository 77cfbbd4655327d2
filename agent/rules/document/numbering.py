"""The numbering of headings skips or repeats a number.

Claim: among at least three headings of one parent, numbered with the same word ("Phase 1", "Phase 2", "Phase 4") or with bare
numbers, a number is missing inside the series or stands twice. Years, quarters, weeks, versions and ranges are no such series.

Why it matters: a phase was dropped or merged in one place only, and references to its number now lead astray.

Flagged:

    ## Phase 1: Build
    ## Phase 2: Pilot
    ## Phase 4: Launch

Fine:

    ## Phase 1: Build
    ## Phase 2: Pilot
    ## Phase 3: Launch
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View

NUMBERED = expression(
    r"^\W{0,12}(?:(?P<word>[^\W\d_]{3,14})\s+)?(?P<prefix>(?:\d{1,2}\.){0,3})(?P<number>\d{1,2})(?P<after>[.):：]?(?=\s|$)|\s*[-–—:：|](?=\s))"
)
RANGE = expression(
    r"^\W{0,4}(?:(?P<word>[^\W\d_]{3,14})\s+)?(?P<first>\d{1,2})"
    r"(?:\s?(?:[-–—/&+]|to|bis|a|à|und|and|e|et|y)\s?|\.\s?[-–—/&+]\s?)(?P<last>\d{1,2})"
)
LETTERED = expression(  # "Phase 2A", "Phase 2B", "10b."
    r"^\W{0,4}(?:(?P<word>[^\W\d_]{3,14})\s+(?P<number>\d{1,2})[ -]?[A-Da-d]\b|(?P<alone>\d{1,2})[a-d][.):])"
)
IN_TWO_LANGUAGES = 3  # numbers that stand twice, more than half of the series
NEAR = 3  # lines below a heading
STEM = 4  # letters by which "Phases 3-4" are phases
BEYOND = expression(
    r"^\W{0,4}(?:[^\W\d_]{3,14}\s+)?\d{1,2}\s?(?:\+|이후|以降|以后|之后|onwards?\b|and (?:later|beyond)\b|und später\b|y después\b)",
    re.IGNORECASE,
)
CALENDAR = expression(
    r"week|month|day|year|quarter|hour|woche|monat|tag|jahr|semana|m[eê]s|mois|semaine|jour|ann|a[nñ]o|dia|trimest|month|sprint|version|release|top|priori|tier|q|v|h",
    re.IGNORECASE,
)
MONTH_NAME = expression(
    r"^(?:jan|feb|f[eé]v|mar|m[äa]r|apr|abr|avr|may|mai|jun|jui|jul|aug|ago|ao[uû]|sep|set|oct|okt|out|nov|dec|dez|d[eé]c|dic)",
    re.IGNORECASE,
)


Series = tuple[int | None, int, str, str]  # section, depth, word and prefix


class Numbered(Struct, frozen=True):
    block: Block
    series: Series
    number: int
    word: str = ""  # as it is written
    bare: bool = False  # "Phase 0 acceptance criteria" speaks of phase 0, "Phase 0: acceptance" names it

    @property
    def label(self) -> str:
        return self.label_of(self.number)

    def label_of(self, number: int) -> str:
        """A number of the same series, written as this one is."""
        return f"{self.word} {self.series[3]}{number}" if self.word else f"{self.series[3]}{number}"


def _find(view: View) -> Iterator[Draft]:
    series: dict[Series, list[Numbered]] = defaultdict(list)
    ranged: dict[Series, set[int]] = defaultdict(set)  # "Phases 3-4", or "Phase 3 - 4 tabs": what a range may hold is not missing
    for block in view.document.blocks:
        if block.kind != "heading":
            continue
        if ends := RANGE.match(block.text):
            first, last = int(ends["first"]), int(ends["last"])
            ranged[block.section, block.depth, (ends["word"] or "").casefold()[:STEM], ""].update((first, *range(first, last + 1)))
        elif lettered := LETTERED.match(block.text):
            word = (lettered["word"] or "").casefold()[:STEM]
            ranged[block.section, block.depth, word, ""].add(int(lettered["number"] or lettered["alone"]))
        elif numbered := _read(block):
            series[numbered.series].append(numbered)
    for members in series.values():
        section, depth, word, prefix = members[0].series
        for run in _runs(members):
            yield from _judge(view, run, series, ranged[section, depth, word[:STEM], prefix])


def _read(block: Block) -> Numbered | None:
    match = NUMBERED.match(block.text)
    word = match["word"] if match else None
    if not match or BEYOND.match(block.text) or (word and (CALENDAR.match(word) or MONTH_NAME.match(word))):
        return None
    if not word and not match["after"] and not match["prefix"]:
        return None  # "3 Säulen": a count, not a number of the heading
    return Numbered(
        block,
        (block.section, block.depth, word.casefold() if word else "", match["prefix"]),
        int(match["number"]),
        word or "",
        not match["after"].strip(),
    )


def _runs(members: list[Numbered]) -> Iterator[list[Numbered]]:
    """A series that begins again at its first number, and goes on, is another series."""
    starts = [0]
    for at in range(1, len(members) - 1):
        restarts = members[at].number == members[0].number < members[at - 1].number
        if restarts and members[at + 1].number == members[at].number + 1:
            starts.append(at)
    for start, end in itertools.pairwise([*starts, len(members)]):
        yield members[start:end]


def _judge(view: View, members: list[Numbered], known: Collection[Series], ranged: set[int]) -> Iterator[Draft]:
    numbers = [member.number for member in members]
    if len(members) < 3 or numbers[0] > 1:
        return
    twice = _twice([member for member in members if not member.bare])
    for same in twice:
        yield _draft(view, same[-1:] + same[:-1], f'the heading number "{same[0].label}" stands {len(same)} times', same[0].label)
    section, depth, word, prefix = members[0].series
    parts = {number for number in range(min(numbers), max(numbers)) if (section, depth, word, f"{prefix}{number}.") in known}  # 2.1, 2.2
    missing = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers) - parts - ranged)
    missing = [number for number in missing if not _is_swallowed(view, members, number)]
    if missing and numbers == sorted(numbers) and len(missing) <= 2 and len(members) > len(missing) + 1:
        after = next(m for m in members if m.number > missing[0])
        before = members[members.index(after) - 1]
        if any(_is_named(view, before, after, number) for number in missing):
            return
        names = ", ".join(after.label_of(n) for n in missing)
        yield _draft(
            view,
            [after, before],
            f'"{before.label}" is followed by "{after.label}": {names} {"is" if len(missing) == 1 else "are"} missing',
            after.label,
        )


def _is_named(view: View, before: Numbered, after: Numbered, number: int) -> bool:
    """Whether the text around the gap speaks of what is left out there: "(skips page 11)"."""
    told = "\n".join(view.document.lines[before.block.line : after.block.line + NEAR])
    return bool(after.word) and re.search(rf"\b{re.escape(after.label_of(number))}(?!\w)", told, re.IGNORECASE) is not None


def _is_swallowed(view: View, members: list[Numbered], number: int) -> bool:
    """Whether the heading stands there all the same, in a fence that was closed in another place than meant."""
    first = members[0].block
    lines = view.document.lines[first.line : members[-1].block.line]
    heading = rf"{'#' * first.depth} \W{{0,8}}{re.escape(members[0].label_of(number))}(?!\w)"
    return any(re.match(heading, line, re.IGNORECASE) for line in lines)


def _twice(members: list[Numbered]) -> list[list[Numbered]]:
    """The headings of each number that stands several times; none where most do, as in a text whose sections follow in two languages."""
    found: dict[int, list[Numbered]] = defaultdict(list)
    for member in members:
        found[member.number].append(member)
    several = [same for same in found.values() if len(same) > 1]
    return several if len(several) < IN_TWO_LANGUAGES or len(several) * 2 <= len(found) else []


def _draft(view: View, places: list[Numbered], message: str, key: str) -> Draft:
    return Draft(
        message,
        tuple(view.document.span(place.block.line, place.block.end_line) for place in places),
        key=key.casefold(),
        suggestion="restore the missing part, or number the headings anew and check what refers to them",
    )


RULE = Rule("RA006", "heading-numbering", "document", "warning", "rule", _find, __doc__)
