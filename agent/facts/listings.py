"""Numbers that say which or in what order, not how many there are: "Phase 0 → 1 → 3 → 2", "Tasks 3.3, 3.4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from agent.expressions import compiled, expression
from agent.model.quantity import Quantity
from agent.model.token import Token

_FEWEST = 4  # numbers of a chain that goes up and down before it is an order
_FEWEST_PARTS = 3  # that a line counts off
_PART = expression(r"[.)]\s+(?=[^\W\d_])")
_NEXT = 20  # how far apart the numbers of one list of labels are
_SHORT_MONTHS = expression(r"\d{1,2}M", re.ASCII)
_MONTHS = r"\s?-?(?:个月|個月|[ヶか箇カケ]月|months?|meses|mes|mois|monate?n?|mesi|месяц\w*|bulan)\W{0,3}[^()（）\n]{0,24}[(（]$"
_LOOK_BACK = 48  # characters
_NUMBER = expression(r"\d{1,3}(?:\.\d{1,3}){0,3}", re.ASCII)


def with_listed_labels(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with bare numbers that go on a list of labels as labels too: "Tasks 3.3, 3.4 and 3.5"; not the 4 of "Phase 1, 4 people",
    which counts, nor the 2.5 of "Phase 1, 2.5 ...", which is written otherwise than the label before."""
    if not any(token.kind == "ordinal" for token in tokens):
        return without_repeated_months(text, tokens)
    found = list(without_repeated_months(text, tokens))
    for at in range(1, len(found)):
        before, token = found[at - 1], found[at]
        if before.kind != "ordinal" or token.kind != "number" or not _NUMBER.fullmatch(token.text):
            continue
        if _goes_on(str(before.value), token.text) and _and().fullmatch(text, before.end, token.start):
            found[at] = replace(token, kind="ordinal", value=token.text)
    return tuple(found)


def without_numbered_parts(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the numbers of parts that a line counts off as labels: "Steps: 2. Saw the planks 3. Bend them 4. Nail them"."""
    parts = [at for at, token in enumerate(tokens) if token.kind == "number" and _PART.match(text, token.end) and _opens(text, token.start)]
    found: set[int] = set()
    for run in _runs(parts, [int(tokens[at].text) if tokens[at].text.isdecimal() else -1 for at in parts]):
        found.update(run if len(run) >= _FEWEST_PARTS else ())
    return tuple(replace(token, kind="ordinal", value=token.text) if at in found else token for at, token in enumerate(tokens))


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1].isspace() or text[start - 1] in "(（:："


def _runs(parts: Sequence[int], numbers: Sequence[int]) -> list[list[int]]:
    """The parts in runs whose numbers go up by one."""
    runs: list[list[int]] = []
    for at, (part, number) in enumerate(zip(parts, numbers, strict=True)):
        if at and number == numbers[at - 1] + 1:
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def without_series(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the numbers that a text names one after another as labels: "Scope 1, 2, 3 emissions" are no three emissions."""
    if sum(token.kind == "number" for token in tokens) < _FEWEST_PARTS - 1:
        return tuple(tokens)
    counted = [at for at, token in enumerate(tokens) if _counted(token) is not None]
    found: set[int] = set()
    run: list[int] = []
    for at in counted:
        before = tokens[run[-1]] if run else None
        goes_on = (
            before is not None and run[-1] == at - 1 and before.kind == "number" and _counted(tokens[at]) == (_counted(before) or 0) + 1
        )
        if before is not None and goes_on and _and().fullmatch(text, before.end, tokens[at].start):
            run.append(at)
        else:
            run = [at]
        if len(run) >= _FEWEST_PARTS:
            found.update(run)
    return tuple(replace(token, kind="ordinal", value=token.text) if at in found else token for at, token in enumerate(tokens))


def _counted(token: Token) -> int | None:
    """A whole number by itself, or with what it seems to count."""
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "count" or value.least != value.most or value.comparator != "=" or value.change:
        return None
    return int(value.most) if value.most == int(value.most) and token.text[:1].isdecimal() else None


def without_repeated_months(text: str, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without a "6M" in brackets behind "6 months", which says the same again and is no count of millions."""
    return tuple(
        token
        for token in tokens
        if token.kind != "number" or not _SHORT_MONTHS.fullmatch(token.text) or not _repeats_months(text, token.start, token.text[:-1])
    )


def _repeats_months(text: str, at: int, number: str) -> bool:
    return re.search(rf"(?<!\d){number}{_MONTHS}", text[max(0, at - _LOOK_BACK) : at], re.IGNORECASE) is not None


def _goes_on(label: str, number: str) -> bool:
    """Whether a number is written as the label before it and comes soon after it."""
    last = label.rpartition("-")[2]
    if not _NUMBER.fullmatch(last) or last.count(".") != number.count("."):
        return False
    return 0 < float(number.replace(".", "")) - float(last.replace(".", "")) <= _NEXT


def without_orders(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the numbers of such a chain as the labels they are."""
    if sum(token.value == "->" for token in tokens) < _FEWEST - 2:
        return tuple(tokens)
    found: set[int] = set()
    chain: list[int] = []
    for at, token in enumerate(tokens):
        if token.value == "->" and chain:
            continue
        linked = bool(chain) and tokens[at - 1].value == "->"
        if chain and not linked:
            found |= _ordered(tokens, chain)
            chain = []
        if token.kind in {"number", "ordinal"}:
            chain.append(at)
        else:
            found |= _ordered(tokens, chain)
            chain = []
    found |= _ordered(tokens, chain)
    return tuple(replace(token, kind="ordinal", value=token.text) if at in found else token for at, token in enumerate(tokens))


def _ordered(tokens: Sequence[Token], chain: Sequence[int]) -> set[int]:
    """The numbers of a chain that no growth explains: it is led by a label ("Phase 0 → 1"), or goes up and down."""
    numbers = [tokens[at] for at in chain]
    values = [token.value.most for token in numbers if isinstance(token.value, Quantity)]
    if len(chain) < _FEWEST - 1 or not values:
        return set()
    steps = [after - before for before, after in pairwise(values)]
    mixed = len(values) >= _FEWEST and any(step > 0 for step in steps) and any(step < 0 for step in steps)
    whole = all(value == int(value) for value in values)
    return {at for at in chain if tokens[at].kind == "number"} if whole and (mixed or numbers[0].kind == "ordinal") else set()


@cache
def _and() -> re.Pattern[str]:
    return compiled(r"\s{0,2}(?:[,、，/&]|,? (?:and|und|et|e|y|и) |[と和])\s{0,2}")
