"""Products, sums, differences and quotients with an equals sign, or in brackets behind their result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts.arithmetic import interval, written
from agent.facts.computation import (
    EquationMatch,
    amount_of,
    between,
    is_clear,
    is_open,
    is_scaled,
    is_yearly_price,
    plain_number,
    reading,
)
from agent.facts.expression_worth import (
    SIGNS,
    Expression,
    factors_of,
    fits,
    needs_working_time,
    rounded,
    size_factors,
    time_factors,
    times,
    value_of,
    with_ends,
    works_by_another_time,
)
from agent.facts.interval import exact
from agent.facts.rates import by, calendar_factors, price_factors
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

# an operator, or a factor right before a bracket: "2.2%($9.99) + $0.30"
_DANGLING_BEFORE = expression(r"(?:[×*+^÷]|(?<!/)/)[ \u00a0(]*$|[^\W\d_][ \u00a0]+x[ \u00a0]+$|(?:%[ \u00a0]?|\d)\($")
_LISTED_BEFORE = expression(
    r"(?:\bat|[@×x*]) ?[$€£]?[\d.,]{1,12}[km]?(?:/\w{1,6})?(?:,|,? (?:and|und|et|e|y)) $"
)  # "60 at $49, 10 at $399 = $6,930"
_DANGLING_AFTER = expression(r"[ \u00a0)]*[×*÷^]|[ \u00a0]*/[ \u00a0]*\d")
_NEXT = expression(r"[,;、，；]")  # "levels = 1 year, points = 2 months": the name of the next figure
_AT = frozenset({"at", "@", "a", "à", "zu", "zu je", "je", "por", "por a", "mit je"})
_FOR = frozenset({"for", "over", "für", "über", "por", "durante", "pendant", "sur"})
_GAP_WORDS = 3
_MOST_TERMS = 24
_MONTHLY = expression(r"\s?/\s?(?:mnd|mon|м)\b|\s?/\s?(?:kk|月|월)", re.IGNORECASE)  # months that are no unit here, behind a price
_EACH_OF = expression(r"\b(?:per|pro|par|por|je|cada)\s+(?!(?:month|year|week|day|hour|quarter)\b)[^\W\d_]{3,}", re.IGNORECASE)
_CHAINED = expression(r"[^=\n]{0,16}=[ \u00a0]*[$€£]?\d")  # "id = 1 = 65 + 14 = 79": the sum has its result behind it
_SPACED_DASH = expression(r"\s[-–—]\s")
_LEAD_WORDS = 2  # between a bracket and the computation in it
_COLON = expression(r"[ \u00a0]?\)[ *_]{0,3}[:=][ *_~≈]{0,4}")
_AVERAGE = expression(r"[ \u00a0](?:an? )?(?:avg|average|mean|ø|media|promedio|moyenne?|durchschnittlich|gemiddeld)\.?(?: of)?$")
_PER_THOUSAND = expression(r"\b(?:[cr]pm|tkp|tkm|ecpm|per (?:1[,.]?000|thousand|mille))\b", re.IGNORECASE)  # prices of a thousand views
_NET = expression(
    r"[ \u00a0](?:\w+[ \u00a0])?(?:net|profit|margin|gewinn|lucro|beneficio|benefice|utile)\b"
)  # what costs leave of a product
_AMBIGUOUS = expression(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])")  # "2.000 × €9.99 = €19.980": two habits in one line


def expressions(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    """ "4 × $150K × 6 months = $300K", "14.5 + 3 = 16", "$900 (3 × $300)", "$450K = 5 × $90K"."""
    tokens = _with_words(view, tuple(token for token in tokens if token.kind not in {"statistic", "status"}))
    for index, token in enumerate(tokens):
        if token.kind == "operator" and token.value == "=":
            yield from _around_equals(view, tokens, index)
        elif amount_of(token) is not None and index + 1 < len(tokens):
            yield from _in_brackets(view, tokens, index)
            yield from _behind_brackets(view, tokens, index)


def _with_words(view: View, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with the signs that words stand for: "30 days at $1,200/day = $36,000", "4 people at $9K/month for 6 months: $216K"."""
    found: list[Token] = []
    priced = False  # a price was multiplied in this run of amounts
    for index, token in enumerate(tokens):
        found.append(token)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        one, other = amount_of(token), amount_of(following) if following else None
        sign = ""
        if following and one and other:
            apart = view.char(following.end) == "/"
            sign = _sign_of(view.folded[token.end : following.start], one, other, priced=priced, apart=apart)
        priced = sign == "x" and other is not None and (priced or bool(other.per))
        if following and sign:
            found.append(Token("operator", token.end, following.start, view.text[token.end : following.start], sign))
        elif following and one and other and _is_nearly(view, token, following):
            found.append(Token("operator", token.end, following.start, view.text[token.end : following.start], "="))
    return tuple(found)


def _is_nearly(view: View, token: Token, following: Token) -> bool:
    """Whether an amount is read as "about" so much because of the sign that says what the one before it comes to: "180 / 394 ≈ 46%"."""
    return following.text.startswith("≈") and is_clear(view.folded[token.end : following.start], _GAP_WORDS)


def _sign_of(gap: str, one: Quantity, other: Quantity, *, priced: bool, apart: bool) -> str:
    """The sign that the words between two amounts stand for; `apart` where the second is by a unit that nobody knows ("₹60/kg")."""
    word = _AVERAGE.sub("", gap.strip(" \u00a0"))
    if word in _AT and other.kind == "money" and (other.per or not apart) and one.kind in {"count", "duration"}:
        return "x"
    if word in _FOR and priced and other.kind == "duration" and one.kind == "money":
        return "x"
    return "=" if word == ":" and priced and other.kind == "money" else ""


def _around_equals(view: View, tokens: Sequence[Token], index: int) -> Iterator[EquationMatch]:
    left = _expression(view, tokens, index - 1, -1)
    right = _expression(view, tokens, index + 1, 1)
    if not left or not right or not is_clear(between(view, left.tokens[-1], tokens[index]), _GAP_WORDS):
        return
    if not is_clear(between(view, tokens[index], right.tokens[0]), 1):
        return
    start, end = left.start, right.end
    if _DANGLING_BEFORE.search(view.folded[max(0, start - 12) : start]) or _DANGLING_AFTER.match(view.folded, end):
        return
    if left.is_product and _LISTED_BEFORE.search(view.folded, max(0, start - 32), start):
        return  # the last of the products that the result sums up
    if left.operators and not right.operators:
        yield from _match(view, left, right.tokens[0], start, end)
    elif right.operators and not left.operators and not _CHAINED.match(view.folded, end):
        yield from _match(view, right, left.tokens[0], start, end)
    elif not left.operators and not right.operators and not _NEXT.search(between(view, left.tokens[-1], tokens[index])):
        yield from _converted(view, left.tokens[0], right.tokens[0], start, end)


def _in_brackets(view: View, tokens: Sequence[Token], index: int) -> Iterator[EquationMatch]:
    """A result with its computation in brackets right behind it: "$900 (3 × $300)"."""
    stated, first = tokens[index], tokens[index + 1]
    gap = between(view, stated, first).strip(" \u00a0")
    if not gap.startswith("(") or amount_of(first) is None or not is_clear(gap, _LEAD_WORDS):
        return
    if gap != "(" and not {str(token.value) for token in tokens[index + 2 : index + 3]} & {"x", "/"}:
        return  # "$900 (the first $300 + ...": of another sum
    inner = _expression(view, tokens, index + 1, 1)
    if inner and not inner.operators and view.folded[inner.end : inner.end + 1] == ")" and not _is_discounted(stated, first):
        yield from _converted(view, stated, first, stated.start, inner.end + 1)
    if not inner or not inner.operators or view.folded[inner.end : inner.end + 1] != ")" or not (inner.is_product or inner.is_sum):
        return
    if (inner.is_product and "/" in inner.operators and "÷" not in inner.signs(view)) or _leaves_time_open(inner):
        return
    yield from _match(view, inner, stated, stated.start, inner.end + 1)


def _behind_brackets(view: View, tokens: Sequence[Token], index: int) -> Iterator[EquationMatch]:
    """A product in brackets with its result behind a colon: "Training (56 days × 24h × $1.30/h): $1,747"."""
    if not view.folded[: tokens[index].start].endswith("("):
        return
    inner = _expression(view, tokens, index, 1)
    at = len(inner.tokens) + len(inner.operators) + index if inner and inner.operators else len(tokens)
    if inner and at < len(tokens) and set(inner.operators) == {"x"} and _COLON.fullmatch(between(view, inner.tokens[-1], tokens[at])):
        yield from _match(view, inner, tokens[at], tokens[index].start - 1, tokens[at].end)


def _is_discounted(monthly: Token, yearly: Token) -> bool:
    one, other = amount_of(monthly), amount_of(yearly)
    return one is not None and other is not None and is_yearly_price(one, other)


def _leaves_time_open(expression: Expression) -> bool:
    """ "R$ 36k (R$ 3k/month × 1 person)": for how long is not said."""
    prices = [amount for amount in expression.amounts if amount.kind == "money" and amount.per]
    others = [amount for amount in expression.amounts if amount.kind != "money"]
    return bool(prices) and all(amount.kind == "count" and amount.unit for amount in others)


def _expression(view: View, tokens: Sequence[Token], index: int, step: int) -> Expression | None:
    """The longest run of amounts joined by operators that starts at `index` and goes on by `step` (-1: to the left)."""
    found: list[Token] = []
    operators: list[str] = []
    at = index
    while 0 <= at < len(tokens) and amount_of(tokens[at]) is not None and len(found) < _MOST_TERMS:
        found.append(tokens[at])
        operator, following = at + step, at + 2 * step
        if not 0 <= following < len(tokens) or tokens[operator].kind != "operator" or str(tokens[operator].value) not in SIGNS:
            break
        if amount_of(tokens[following]) is None or not _joined(view, tokens[operator], tokens[at], tokens[following]):
            break
        operators.append(str(tokens[operator].value))
        at = following
    if not found:
        return None
    return Expression(tuple(found[::step]), tuple(operators[::step]))


def _joined(view: View, operator: Token, one: Token, other: Token) -> bool:
    first, second = (one, other) if one.start < operator.start else (other, one)
    return is_clear(between(view, first, operator), _GAP_WORDS) and is_clear(between(view, operator, second), 1)


def _match(view: View, expression: Expression, result: Token, start: int, end: int) -> Iterator[EquationMatch]:
    stated = amount_of(result)
    amounts = expression.amounts
    if stated is None or any(is_open(amount) for amount in amounts) or all(amount.least == 1 for amount in amounts):
        return  # "1 + 1 = 3" is a saying
    if expression.is_sum and any(
        amount.is_range and _SPACED_DASH.search(token.text) for amount, token in zip(amounts, expression.tokens, strict=True)
    ):
        return  # "£3.6M - £57k - £1.3M": the second dash takes away as well
    value = value_of(view, expression)
    if value is None or not fits(expression, stated) or (expression.is_product and _NET.match(view.folded, result.end)):
        return
    if value.high < 0 < stated.low and expression.is_product:
        value = exact(0.0) - value  # "-30 % × $1M = $300K" of savings: the size of the change
    factors = factors_of(expression, stated)
    readings = [reading(formula, value.scaled(factor), stated) for formula, factor in factors]
    source = view.folded[expression.start : expression.end + _GAP_WORDS * 3]
    if expression.is_product and _MONTHLY.search(source):
        readings.append(reading(f"{expression.formula} × 12", value.scaled(12), stated))
    each = expression.is_product and _EACH_OF.search(view.folded[expression.start : expression.end])
    if each and not any(written(computed).meets(interval(stated)) for _, computed in readings):
        return  # "€500 per participant × 4 workshops": of how many participants is not said
    if expression.is_product and any(_AMBIGUOUS.search(token.text) for token in expression.tokens):
        readings += [reading(formula, value.scaled(1000 * factor), stated) for formula, factor in factors]
    if expression.is_sum and stated.kind == "money" and is_scaled(result) and not any(is_scaled(token) for token in expression.tokens):
        scale = stated.most / float(written_number) if (written_number := plain_number(result)) else 1.0
        readings += [reading(f"{formula} × {scale:g}", value.scaled(scale * factor), stated) for formula, factor in factors]
    if expression.is_product and _PER_THOUSAND.search(source):
        readings += [reading(f"{formula} / 1000", value.scaled(factor / 1000), stated) for formula, factor in factors]
    if (
        expression.is_product
        and works_by_another_time(expression, stated)
        and not any(written(computed).meets(interval(stated)) for _, computed in readings)
    ):
        return  # "$20/hour × 20 hours = $1,600/month": how often is not said
    scales, lengths = (size_factors(expression, stated), time_factors(expression, stated)) if expression.is_product else ((1.0,), ())
    readings = [times(each, scale * length) for length in (1.0, *lengths) for each in readings for scale in scales]
    if (lengths or not scales) and not any(written(computed).meets(interval(stated)) for _, computed in readings):
        return  # the result is in units that the factors are not in
    if needs_working_time(expression, stated) and not any(written(computed).meets(interval(stated)) for _, computed in readings):
        return  # how many hours a week has is the author's business
    if value.low > 0 and (stated.is_range or not any(amount.is_range for amount in amounts)):
        readings = [with_ends(view, expression, value, computed) for computed in readings]
    yield EquationMatch(expression.kind, start, end, view.text[start:end], amounts, rounded(expression, stated), tuple(readings))


def _converted(view: View, left: Token, right: Token, start: int, end: int) -> Iterator[EquationMatch]:
    """One amount in two units of time: "$50K/month = $600K/year", "18 months (1.5 years)"."""
    given, stated = amount_of(left), amount_of(right)
    if given is None or stated is None or is_open(given) or not is_clear(between(view, left, right).replace("=", " "), 1):
        return  # "$6K/year of losses = $5K/month of sales" holds two things
    factors = price_factors(given, stated) or calendar_factors(given, stated)
    readings = tuple(reading(left.text.strip() + by(factor), written(given).scaled(factor), stated) for factor in factors)
    if readings:
        yield EquationMatch("product", start, end, view.text[start:end], (given,), stated, readings)
