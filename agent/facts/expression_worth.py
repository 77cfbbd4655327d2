"""What a written computation is worth: its value, the units its result may be in, and how its result is rounded."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from agent.facts.arithmetic import conversions, rescaled, written
from agent.facts.computation import EquationKind, amount_of, reading
from agent.facts.interval import Interval
from agent.facts.rates import by, per_of, steps
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

SIGNS = {"x": " × ", "/": " / ", "+": " + ", "-": " - "}
_ROUNDED = (100, 10)  # whole hundreds look rounded to them, whole tens to tens
_SLACK = 0.005  # relative
_MANY = 20
_WORKED = frozenset({"hour", "person-hour", "person-day", "person-week", "person-month", "business day"})


class Expression(Struct, frozen=True):
    """Amounts with the operators between them: `operators[i]` stands before `amounts[i + 1]`; brackets are not kept."""

    tokens: tuple[Token, ...]
    operators: tuple[str, ...]

    @property
    def amounts(self) -> tuple[Quantity, ...]:
        return tuple(value for token in self.tokens if (value := amount_of(token)))

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def is_product(self) -> bool:
        return set(self.operators) <= {"x", "/"}

    @property
    def is_sum(self) -> bool:
        return set(self.operators) <= {"+", "-"}

    @property
    def kind(self) -> EquationKind:
        if set(self.operators) == {"/"}:
            return "quotient"
        if self.is_sum:
            return "sum" if "+" in self.operators else "difference"
        return "product"

    def signs(self, view: View) -> str:
        """The text that the operators are in."""
        return view.text[self.start : self.end]

    @property
    def formula(self) -> str:
        parts = [self.tokens[0].text.strip()]
        for operator, token in zip(self.operators, self.tokens[1:], strict=True):
            parts.append(SIGNS[operator] + token.text.strip())
        return "".join(parts)


def with_ends(view: View, expression: Expression, value: Interval, computed: tuple[str, Quantity]) -> tuple[str, Quantity]:
    """A reading with what the ends of the written ranges give, rounding aside."""
    formula, result = computed
    written_out = (replace(token, value=replace(amount, low=amount.least, high=amount.most)) for token, amount in _with_amounts(expression))
    plain = replace(expression, tokens=tuple(written_out))
    ends, factor = value_of(view, plain), result.low / value.low
    return (formula, replace(result, least=ends.low * factor, most=ends.high * factor)) if ends else computed


def rounded(expression: Expression, stated: Quantity) -> Quantity:
    """A result in whole tens, hundreds or thousands may be rounded where a factor is written to the cent, a proportion to whole ones."""
    if stated.kind == "ratio" and stated.unit == ":1" and float(stated.least).is_integer():
        return replace(stated, low=stated.least - 0.5, high=stated.most + 1)
    if (
        expression.kind == "quotient"
        and stated.kind == "count"
        and stated.unit
        and stated.least == stated.most >= _MANY
        and float(stated.least).is_integer()
    ):
        return replace(stated, low=min(stated.low, stated.least - 1), high=max(stated.high, stated.most + 1))  # whole customers, up or down
    if not expression.is_product or all(float(amount.least).is_integer() for amount in expression.amounts):
        return stated
    least = int(stated.least) if stated.least == stated.most and float(stated.least).is_integer() else 0
    step = next((each for each in _ROUNDED if least and least % each == 0), 0)
    if not step or stated.kind != "money":
        return stated
    slack = min(_SLACK * abs(least), step / 2)
    return replace(stated, low=min(stated.low, least - slack), high=max(stated.high, least + slack))


def fits(expression: Expression, stated: Quantity) -> bool:
    """Whether the result is of the dimension that the expression has."""
    amounts = expression.amounts
    money = [amount for amount in amounts if amount.kind == "money"]
    if expression.is_sum:
        kinds = {amount.kind for amount in (*amounts, stated)}
        units = {amount.unit for amount in (*amounts, stated) if amount.kind in {"money", "percent", "duration", "size"}}
        pers = {amount.per for amount in (*amounts, stated) if amount.per}
        return (len(kinds) == 1 or kinds <= {"count", "ratio", "score"}) and len(units) <= 1 and len(pers) <= 1
    if not expression.is_product:
        return bool(money) == (stated.kind == "money") and stated.kind != "percent"
    if len(money) > 1:
        return expression.operators[-1] == "/" and len(money) == 2 and stated.kind != "money"
    if money:
        return stated.kind == "money" and (stated.unit == money[0].unit or not money[0].unit)
    if stated.kind == "count" and not stated.unit and any(amount.kind == "size" for amount in amounts):
        return False  # "10 × 100 kg = 1 t": in a unit that nobody knows
    bare = all(amount.kind in {"count", "ratio"} for amount in amounts)
    percents = any(amount.kind == "percent" for amount in amounts)
    if stated.kind == "money":
        return bare and any(not amount.unit for amount in amounts)
    return stated.kind != "percent" or all(amount.kind == "percent" for amount in amounts) or (not percents and "/" in expression.operators)


def value_of(view: View, expression: Expression) -> Interval | None:
    """The expression worked out, multiplication first; a bracketed sum before its factor."""
    source = view.folded[expression.start : expression.end]
    if ("(" in source or ")" in source) and set(expression.operators) not in ({"x"}, {"+"}):
        return None
    products: list[tuple[str, Interval]] = [("+", _worth(expression.amounts[0]))]
    for operator, amount in zip(expression.operators, expression.amounts[1:], strict=True):
        if operator in {"+", "-"}:
            products.append((operator, written(amount) if expression.is_sum else _worth(amount)))
        else:
            sign, value = products[-1]
            products[-1] = (sign, value * _worth(amount) if operator == "x" else value / _worth(amount))
    if expression.is_sum:
        products[0] = ("+", written(expression.amounts[0]))
    result = products[0][1]
    for sign, value in products[1:]:
        result = result + value if sign == "+" else result - value
    return result


def _worth(amount: Quantity) -> Interval:
    """What an amount is worth as a factor: 15 % is 0.15."""
    return written(amount).scaled(0.01) if amount.kind == "percent" and amount.unit == "%" else written(amount)


def factors_of(expression: Expression, stated: Quantity) -> list[tuple[str, float]]:
    """Formula and factor of each plausible reading: as written, a yearly price over months, another unit of time in the result."""
    formula = expression.formula
    percents = expression.is_product and stated.kind == "percent"
    plain = (formula, 100.0) if percents else (formula, 1.0)
    if not expression.is_product:
        return [plain]
    money = next((amount for amount in expression.amounts if amount.kind == "money"), None)
    durations = [amount.unit for amount in expression.amounts if amount.kind == "duration"]
    times = durations if len(durations) == 1 else []
    if (
        not durations
        and stated.kind == "duration"
        and expression.kind == "quotient"
        and not any(amount.per for amount in expression.amounts)
    ):
        times = ["year"]  # an outlay over what it brings a year
    wanted = ([stated.unit] if stated.kind == "duration" else []) if money is None else [money.per] if money.per else ["year", "month"]
    factors = {1.0} if money is None or not money.per or not durations else set()
    factors |= {factor for unit in times for into in wanted for factor in conversions(unit, into)}
    if money is not None and money.per and stated.per and money.per != stated.per:
        factors |= set(conversions(stated.per, money.per))
    if money is not None and money.per and not stated.per and not durations:
        counts = {amount.least for amount in expression.amounts if amount.kind == "count"}
        factors |= set(conversions("year", money.per)) - counts  # "50 customers × $10K/month = $6M ARR", unless the 12 is written
    return [plain if factor == 1.0 else (formula + by(factor), factor * plain[1]) for factor in sorted(factors or {1.0}, reverse=True)]


def _with_amounts(expression: Expression) -> list[tuple[Token, Quantity]]:
    return [(token, amount) for token in expression.tokens if (amount := amount_of(token))]


def times(computed: tuple[str, Quantity], factor: float) -> tuple[str, Quantity]:
    """A reading with its value in another unit."""
    formula, value = computed
    return computed if factor == 1.0 else reading(formula + by(factor), written(value).scaled(factor), value)


def size_factors(expression: Expression, stated: Quantity) -> tuple[float, ...]:
    """What leads from the unit of the one size among the factors to that of the result; empty where nothing does."""
    sizes = {amount.unit for amount in expression.amounts if amount.kind == "size"}
    return rescaled(next(iter(sizes)), stated.unit) if stated.kind == "size" and len(sizes) == 1 else (1.0,)


def time_factors(expression: Expression, stated: Quantity) -> tuple[float, ...]:
    """What leads from rates by one unit of time to a result by another: "5 visits/day × 2 = 50 visits/week"."""
    into = stated.per or per_of(stated)
    times = {per for amount in expression.amounts if (per := per_of(amount))} - {into}
    if not into or not times or any(amount.kind == "duration" for amount in expression.amounts):
        return ()
    return tuple(dict.fromkeys(factor for per in sorted(times) for factor in steps(into, per)))


def works_by_another_time(expression: Expression, stated: Quantity) -> bool:
    """Whether a price by the hour is multiplied with hours, and the result is by the week or month."""
    pers = {amount.per for amount in expression.amounts if amount.kind == "money"}
    units = {amount.unit for amount in expression.amounts if amount.kind == "duration"}
    return bool(stated.per) and bool(pers & units) and stated.per not in pers


def needs_working_time(expression: Expression, stated: Quantity) -> bool:
    """Whether the result is in a unit that only a convention about working time leads to: weeks into hours, months into days.

    What a time is taken by cancels out: 20 hours a week in 4 weeks are hours."""
    lengths = [amount for amount in expression.amounts if amount.kind == "duration"]
    pers = [amount.per for amount in lengths if amount.per]
    units = {amount.unit for amount in lengths if amount.per or amount.unit not in pers}
    others = units - {stated.unit} if pers else units
    return stated.kind == "duration" and any(len(conversions(unit, stated.unit)) != 1 or {unit, stated.unit} & _WORKED for unit in others)
