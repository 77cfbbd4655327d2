"""Shares written out: "12/48 done (25%)", "25% (12 of 48)", "15% of $2M = $300K"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts.arithmetic import written
from agent.facts.computation import EquationMatch, amount_of, between, holds_phrase, is_clear, is_open, phrases, reading, same_dimension
from agent.facts.formatting import format_quantity
from agent.facts.interval import Interval
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_GAP_WORDS = 4
_OTHERS = expression(r"[^()\n\d]{0,40}[,;][^()\n\d]{0,20}\d+ [^()\n]{1,40}\)")  # "75% (2/4 done, 2 under way)": of how far all of them are


def portions(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    amounts = [token for token in tokens if amount_of(token) is not None]
    if not any(_is_percentage(amount) for token in amounts if (amount := amount_of(token))):
        return  # as in most texts: each form has one
    for index, token in enumerate(amounts):
        rest = amounts[index + 1 : index + 3]
        if rest:
            yield from _share(view, token, rest[0])
        if len(rest) == 2:
            yield from _part_of_whole(view, token, rest[0], rest[1])
            yield from _percent_of(view, token, rest[0], rest[1])


def _is_part(quantity: Quantity) -> bool:
    return quantity.kind in {"ratio", "score"} and quantity.unit.startswith("/") and not is_open(quantity)


def _is_percentage(quantity: Quantity) -> bool:
    return quantity.kind == "percent" and quantity.unit == "%" and not quantity.change and not is_open(quantity) and not quantity.per


def _share(view: View, first: Token, second: Token) -> Iterator[EquationMatch]:
    """ "12/48 done (25%)" and "25% (12/48)"."""
    one, other = amount_of(first), amount_of(second)
    if one is None or other is None:
        return
    gap = between(view, first, second)
    if not is_clear(gap.replace("=", " "), _GAP_WORDS) or not (_opens(gap) or gap.strip() in {"=", "≈"}):
        return
    part, percent = (one, other) if _is_part(one) else (other, one)
    if not _is_part(part) or not _is_percentage(percent) or holds_phrase(gap, "mean") or _OTHERS.match(view.folded, second.end):
        return
    whole = float(part.unit[1:])
    value = written(part).scaled(100 / whole)
    cut = percent.least == percent.most >= 1 and float(percent.least).is_integer() and 0 <= value.low - percent.least < 1
    if cut and part.least == part.most:
        value = Interval(percent.least, value.high)  # 28.57 % as 28 %: cut off
    share = reading(f"{part.least:g} / {whole:g}", value, percent, part.least * 100 / whole)
    end = second.end + (view.char(second.end) == ")")
    yield EquationMatch("share", first.start, end, view.text[first.start : end], (part,), percent, (share,))


def _opens(gap: str) -> bool:
    return gap.rstrip(" \u00a0~≈=").endswith("(")


def _part_of_whole(view: View, first: Token, second: Token, third: Token) -> Iterator[EquationMatch]:
    """ "12 of 48 tasks (25%)" and "25% (12 of 48 tasks)"."""
    behind = _is_of(view, first, second)
    part, whole, percent = (first, second, third) if behind else (second, third, first)
    if not behind and not _is_of(view, second, third):
        return
    gap = between(view, second, third) if behind else between(view, first, second)
    values = (amount_of(part), amount_of(whole), amount_of(percent))
    if any(value is None for value in values) or not _opens(gap) or not is_clear(gap, _GAP_WORDS):
        return
    share, total, stated = (value for value in values if value is not None)
    if not _is_percentage(stated) or not same_dimension(share, total) or is_open(share) or is_open(total) or total.low <= 0:
        return
    if share.kind == "percent" or share.high > total.high or (not behind and view.char(third.end) not in {")", " "}):
        return
    formula = f"{format_quantity(share, view.convention)} / {format_quantity(total, view.convention)}"
    computed = (reading(formula, (written(share) / written(total)).scaled(100), stated),)
    end = third.end + (view.char(third.end) == ")")
    yield EquationMatch("share", first.start, end, view.text[first.start : end], (share, total), stated, computed)


def _is_of(view: View, first: Token, second: Token, key: str = "of") -> bool:
    """Whether "of", "out of", "von", "de" joins two amounts; for a percentage "15% contingency on $2M" does, too."""
    gap = between(view, first, second)
    return len(gap) <= 28 and is_clear(gap, 3) and holds_phrase(gap, key) and not {"(", ","} & set(gap)


def _percent_of(view: View, first: Token, second: Token, third: Token) -> Iterator[EquationMatch]:
    """ "15% of $2M = $300K", "15% of $2M ($300K)", "$300K (15% of $2M)"."""
    values = (amount_of(first), amount_of(second), amount_of(third))
    if any(value is None for value in values):
        return
    one, two, three = (value for value in values if value is not None)
    if _is_percentage(one) and (_is_of(view, first, second) or _is_of(view, first, second, "on")):
        gap = between(view, second, third)
        joined = is_clear(gap.replace("=", " "), _GAP_WORDS) and (_opens(gap) or holds_phrase(gap, "is"))
        percent, base, stated = one, two, three
    elif _is_percentage(two) and _is_of(view, second, third):
        gap = between(view, first, second)
        joined = gap.strip(" \u00a0=") == "(" or (is_clear(gap, 1) and gap.strip() in phrases("is"))
        percent, base, stated = two, three, one
    else:
        return
    if not joined or not same_dimension(base, stated) or base.kind == "percent" or is_open(base) or (base.per and base.per != stated.per):
        return
    formula = f"{format_quantity(percent, view.convention)} × {format_quantity(base, view.convention)}"
    computed = (reading(formula, written(percent).scaled(0.01) * written(base), stated),)
    end = third.end + (view.char(third.end) == ")" and "(" in view.text[first.start : third.start])
    yield EquationMatch("share", first.start, end, view.text[first.start : end], (percent, base), stated, computed)
