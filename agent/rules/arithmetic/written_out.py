"""What three rules on written-out computations share: an equation fails when no plausible reading of it meets the result."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.finding import Computation, Severity
from agent.model.quantity import Quantity
from agent.model.roadmap import Equation
from agent.rules.base import Draft, View
from agent.rules.reading.amounts import allowed, amount, edit, is_cut_off, span_of, stated_of
from agent.rules.reading.interval import Interval

FIGURE = expression(r"\d[\d.,]*")
PERCENT_BEHIND = expression(r"\d\s?%\s?[)\]）]?\W*$")
ASIDE = expression(r"[^()\d]{0,4}\d[\d.,]*\s?[^\W\d]{0,12}%?\)")
THOUSANDS = expression(r"[ \u00a0\u202f]\d{3}(?!\d)")
GOES_ON = expression(r"\s?[^\W\d_]{2,14}\s?[×÷*]\s?[$€£¥₹]?\d")  # "$40K × 5% monthly ÷ 20 days"
ADDED = expression(r"\s[+–−-]\s")
OPERATORS = ("/", "×", "*", "÷", "+", "=")
FACTORS = frozenset({"product", "quotient"})
WHOLE = 100  # percent
SLACK = 0.0005  # relative: a factor that was rounded before it was written
UNITS = (10, 100, 1000, 1e4, 1e6, 1e9, 4, 12, 24, 30, 36, 52, 60, 365)
ROUNDING, FAR = 0.005, 0.03  # relative: an end that a computation gives, and one that it does not give


def failing(view: View, kinds: Collection[str], what: str) -> Iterator[Draft]:
    """A draft for each equation of these kinds whose result no reading gives."""
    for equation in view.roadmap.equations:
        if _is_cut(view, equation):
            continue
        if equation.kind in kinds and equation.computed and not holds(equation):
            yield replace(_draft(equation, what), severity=severity_of(view, equation))
        elif equation.kind in kinds and equation.stated.is_range and equation.computed and (end := _other_end(equation)):
            yield _of_end(equation, *end)


def _is_cut(view: View, equation: Equation) -> bool:
    """Whether more belongs to it than was read: what is before a share in brackets, "80 (16%) × $5", or goes on behind "€1 600"."""
    line = view.document.lines[equation.span.line - 1]
    at = line.find(equation.text)
    end = at + len(equation.text)
    return bool(ASIDE.match(equation.text)) or (at >= 0 and bool(THOUSANDS.match(line, end) or GOES_ON.match(line, end)))


def holds(equation: Equation) -> bool:
    """Whether some reading of the equation meets what is stated; percentages may be cut off, factors rounded, deductions bear a sign, and
    how large a piece is may stand nowhere."""
    if any(span_of(value.least, value.most, equation.stated) == stated_of(equation.stated) for _, value in equation.computed):
        return True  # "$999 → $3,999 (4x)" is no other figure to a reader
    if equation.stated.kind == "size" and all(term.kind != "size" for term in equation.terms):
        return True
    stated = allowed(equation.stated)
    return any(
        allowed(value).meets(stated) or _is_rounded(equation, value) or _is_deducted(equation, value) for _, value in equation.computed
    )


def _is_rounded(equation: Equation, value: Quantity) -> bool:
    if value.least != value.most:
        return False
    if equation.stated.kind == "percent":
        return is_cut_off(equation.stated, value.most)
    if (_is_of_whole_things(equation) or _is_needed(equation)) and abs(value.most - equation.stated.most) < 1:
        return True
    return equation.kind in FACTORS and abs(value.most - equation.stated.most) <= SLACK * abs(equation.stated.most)


def _is_of_whole_things(equation: Equation) -> bool:
    """ "15 × 95% = 14 customers": a share of things of which there are no halves."""
    counts = [term for term in (equation.stated, *equation.terms) if term.kind == "count"]
    share = any(term.kind == "percent" for term in equation.terms)
    return equation.kind == "product" and share and len(counts) > 1 and all(float(term.most).is_integer() for term in counts)


def _is_needed(equation: Equation) -> bool:
    """ "350,000 / 9,545 = 37 clients": how many whole things it takes."""
    stated = equation.stated
    return equation.kind == "quotient" and stated.kind == "count" and stated.comparator == "=" and float(stated.most).is_integer()


def _is_deducted(equation: Equation, value: Quantity) -> bool:
    """ "Leave: -168 (21 days x 8 hours)": what is taken away is written with a sign that its computation lacks."""
    return (
        equation.kind in FACTORS
        and equation.stated.most < 0
        and allowed(value).meets(Interval(-equation.stated.high, -equation.stated.low))
    )


def severity_of(view: View, equation: Equation) -> Severity:
    """How sure it is that figures which do not fit were meant to: the whole computation is read, and no unit or period explains it.

    A sum with its terms and its result proves itself; a product may lack a factor, a percentage may be of something else beside it.
    """
    line = view.document.lines[equation.span.line - 1]
    if _is_turned(equation) or any(_is_of_units(equation.stated, value) for _, value in equation.computed) or _is_fragment(equation, line):
        return "question"
    if equation.kind in ("sum", "difference"):
        return "error"
    if _counts_others(equation):
        return "question"
    if equation.kind in ("share", "ratio") and equation.stated.most > WHOLE:
        return "question"  # more than all of it is a return, not a share
    if equation.kind in ("growth", "share", "ratio"):
        alone = line.count("%") == 1 and PERCENT_BEHIND.search(equation.text)
        return "warning" if alone and not _is_near(equation) and not _is_of_other(equation, line) else "question"
    mixed = "+" in equation.text  # a product among sums
    return (
        "question" if mixed or any("/" in formula for formula, _ in equation.computed) else "warning"
    )  # it may stand between two of a list


def _is_near(equation: Equation) -> bool:
    """Whether a percentage is less than one away from what the figures give: someone rounded it the other way."""
    return any(abs(value.most - equation.stated.most) < 1 for _, value in equation.computed)


def _is_of_other(equation: Equation, line: str) -> bool:
    """Whether words behind a percentage may say that it is of something else: "$72K → $100K (70% adoption)"."""
    behind = line[line.find(equation.text) + len(equation.text) :]
    return equation.kind == "growth" and behind.lstrip()[:1].isalpha()


def _counts_others(equation: Equation) -> bool:
    """Whether a product of counts is of things that no factor counts: "50 cities × 20 trades = 200,000 leads", so many in each."""
    named = [term.unit for term in (equation.stated, *equation.terms) if term.kind == "count" and term.unit]
    return equation.kind == "product" and len(named) == len(equation.terms) + 1 and named[0] not in named[1:]


def _is_turned(equation: Equation) -> bool:
    """Whether the change is as large, but the other way: "+11% tidier: 45 → 40"."""
    turned = (Interval(-value.high, -value.low) for _, value in equation.computed)
    return equation.kind == "growth" and any(other.meets(allowed(equation.stated)) for other in turned)


def _is_of_units(stated: Quantity, value: Quantity) -> bool:
    """Whether the figures differ by what months, years, thousands or separators make."""
    if stated.most == 0 or value.most == 0:
        return False
    least, most = sorted((abs(value.least), abs(value.most)))
    times = (abs(stated.most) * factor for unit in UNITS for factor in (unit, 1 / unit))
    return any(least * (1 - FAR) <= one <= most * (1 + FAR) for one in times)


def _is_fragment(equation: Equation, line: str) -> bool:
    """Whether the line computes on: with more numbers than were read, or with an operator right before or behind."""
    at = line.find(equation.text)
    before, behind = (line[:at].rstrip(), line[at + len(equation.text) :].lstrip()) if at >= 0 else ("", "")
    figures = len(FIGURE.findall(equation.text)) if equation.kind in FACTORS else 0
    left = equation.text.partition("=")[0]
    if equation.kind not in FACTORS and not all(map(FIGURE.search, ADDED.split(left))):
        return True  # "$500K - $287K + revenue"
    return figures > len(equation.terms) + 1 or before.endswith(OPERATORS) or behind.startswith(OPERATORS)


def _other_end(equation: Equation) -> tuple[str, Quantity] | None:
    """The reading that gives one end of a stated range and not the other, and that other end; None where a reading gives both or none."""
    stated, found = equation.stated, None
    for formula, value in equation.computed:
        low, high = _near(value.least, stated.least), _near(value.most, stated.most)
        if low and high:
            return None
        if low != high and value.is_range and (_far(value.least, stated.least) or _far(value.most, stated.most)):
            found = found or (formula, value)
    return found


def _near(computed: float, stated: float) -> bool:
    return abs(computed - stated) <= ROUNDING * max(abs(computed), abs(stated))


def _far(computed: float, stated: float) -> bool:
    return abs(computed - stated) > FAR * max(abs(computed), abs(stated))


def _of_end(equation: Equation, formula: str, value: Quantity) -> Draft:
    upper = _near(value.least, equation.stated.least)
    right, wrong = (value.most, equation.stated.most) if upper else (value.least, equation.stated.least)
    end, stated, computed = "upper" if upper else "lower", amount(wrong, equation.stated), amount(right, equation.stated)
    expected = span_of(value.least, value.most, equation.stated)
    return Draft(
        f"the {end} end of the result is stated as {stated}, but {formula} gives {expected}",
        (equation.span,),
        key=" ".join(equation.text.split()),
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated_of(equation.stated)),
        suggestion=f"change the {end} end, {stated}, to {computed}, or correct one of the numbers it is computed from",
        severity="question",  # ends of estimates are rounded, or leave out what nobody expects
    )


def _draft(equation: Equation, what: str) -> Draft:
    formula, value = equation.computed[0]
    stated, computed = stated_of(equation.stated), span_of(value.least, value.most, equation.stated)
    others = "; ".join(f"{text} = {span_of(q.least, q.most, equation.stated)}" for text, q in equation.computed[1:4])
    return Draft(
        f"{what} is stated as {stated}, but {formula} gives {computed}",
        (equation.span,),
        key=" ".join(equation.text.split()),
        computation=Computation(
            formula=f"{formula} = {computed}" + (f" (also read: {others})" if others else ""), expected=computed, stated=stated
        ),
        suggestion=f"{edit(stated, computed)}, or correct one of the numbers it is computed from",
    )
