"""`calculate`: arithmetic whose operands stand on lines the model was shown. A parser of its own; nothing is ever evaluated as code.

    expression := term (("+" | "-") term)*
    term       := factor (("*" | "/") factor)*
    factor     := "-" factor | "(" expression ")" | function "(" expression ("," expression)* ")" | amount | line
    function   := sum | min | max | avg | count;   amount as in a roadmap: $450K, 12 weeks, 15%;   line (only in count): E12

An operand that stands on none of the named lines is refused, but for a few constants of calendar and scale: a result cannot bring a
figure into an answer that has nothing to do with the documents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from agent.expressions import expression
from agent.facts import format_quantity, scan
from agent.grounded.figures import same_amount
from agent.grounded.ledger import Calculation, Ledger
from agent.grounded.lines import Line, quantities
from agent.model.quantity import Quantity
from agent.model.token import Token

LONGEST, DEEPEST = 600, 24
CONSTANTS = frozenset({1.0, 3.0, 4.0, 7.0, 12.0, 13.0, 30.0, 52.0, 100.0, 365.0, 1_000.0, 1_000_000.0})
_TOKEN = expression(
    r"\s*(?:(?P<line>E\d{1,7}\b)|(?P<name>(?:sum|min|max|avg|count)(?=\s*\())|(?P<sign>[-+*/(),×÷−])"
    r"|(?P<amount>(?:(?:US|R|CN)?[$€£¥₹]\s?)?\d+(?:[.,]\d+){0,6}(?:\s?%|\s?[^\W\d_]{1,14}(?:-[^\W\d_]{1,10})?(?![^\W_]*\s*\()){0,2}))"
)
_MANTISSA = expression(r"\d+(?:[.,]\d+)*")
_SIGNS = {"×": "*", "÷": "/", "−": "-"}


class CalculationError(ValueError):
    """An expression that cannot be worked out; the text says why, for the model."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number on its way through an expression. `like` gives kind and unit, `grounded` whether a document's figure is in it."""

    number: float
    like: Quantity
    grounded: bool


def calculate(expression: str, evidence: Sequence[int], ledger: Ledger) -> Calculation:
    """Work out an expression over figures of the evidence lines and write it down.

    Raises CalculationError when it is no expression, an operand stands on none of the lines, or units do not go together.
    """
    lines = [line for number in dict.fromkeys(evidence) if (line := ledger.seen(number)) is not None]
    unseen = [number for number in evidence if ledger.seen(number) is None]
    if unseen:
        raise CalculationError(f"E{unseen[0]} was not shown to you")
    if len(expression) > LONGEST:
        raise CalculationError("the expression is too long")
    parser = _Parser(_tokens(expression), ledger, lines)
    value = parser.expression(0)
    parser.end()
    if not value.grounded:
        raise CalculationError("no figure of the documents is in this")
    if not math.isfinite(value.number) or abs(value.number) >= 1e18:
        raise CalculationError("the result is no number")
    number = round(value.number, 10)
    result = structs.replace(_plain(value.like), low=number, high=number, least=number, most=number)
    cited = sorted({*parser.counted, *(line.number for line in lines)})
    convention = ledger.lines.convention(ledger.lines.roadmaps[0].document.path if not lines else lines[0].path)
    return ledger.compute(" ".join(expression.split()), format_quantity(result, convention), result, cited)


def _tokens(expression: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    text = expression.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise CalculationError(f'"{text[at : at + 20].strip()}" is no part of an expression; use + - * / ( ) sum min max avg count')
        value = match[match.lastgroup].strip()
        found.append((match.lastgroup, _SIGNS.get(value, value)))
        at = match.end()
    return found


class _Parser:
    """Recursive descent; `counted` are the lines that count() named."""

    def __init__(self, tokens: Sequence[tuple[str, str]], ledger: Ledger, lines: Sequence[Line]) -> None:
        self._tokens, self._at, self._ledger, self._lines = tokens, 0, ledger, lines
        self._held: list[tuple[Token, Line]] = [(token, line) for line in lines for token in ledger.lines.tokens(line)]
        self.counted: list[int] = []

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, sign: str) -> bool:
        if self._next() == ("sign", sign):
            self._at += 1
            return True
        return False

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise CalculationError(f'"{self._next()[1]}" was not expected there')

    def expression(self, depth: int) -> Value:
        if depth > DEEPEST:
            raise CalculationError("too many brackets")
        value = self._term(depth)
        while True:
            if self._take("+"):
                value = _added(value, self._term(depth), 1)
            elif self._take("-"):
                value = _added(value, self._term(depth), -1)
            else:
                return value

    def _term(self, depth: int) -> Value:
        value = self._factor(depth)
        while True:
            if self._take("*"):
                value = _multiplied(value, self._factor(depth))
            elif self._take("/"):
                value = _divided(value, self._factor(depth))
            else:
                return value

    def _factor(self, depth: int) -> Value:
        if depth > DEEPEST:
            raise CalculationError("too many brackets")
        kind, text = self._next()
        self._at += 1
        if (kind, text) == ("sign", "-"):
            value = self._factor(depth + 1)
            return replace(value, number=-value.number)
        if (kind, text) == ("sign", "("):
            value = self.expression(depth + 1)
            self._close()
            return value
        if kind == "name":
            return self._call(text, depth)
        if kind == "amount":
            return self._amount(text)
        raise CalculationError("E numbers belong into count(...) only" if kind == "line" else "the expression is not complete")

    def _close(self) -> None:
        if not self._take(")"):
            raise CalculationError("a closing bracket is missing")

    def _call(self, name: str, depth: int) -> Value:
        if not self._take("("):
            raise CalculationError(f"{name} needs brackets")
        if name == "count":
            return self._count()
        values = [self.expression(depth + 1)]
        while self._take(","):
            values.append(self.expression(depth + 1))
        self._close()
        if name in ("min", "max"):
            for value in values[1:]:
                _added(values[0], value, 1)  # the same units, or no comparison
            return (min if name == "min" else max)(values, key=lambda value: value.number)
        total = values[0]
        for value in values[1:]:
            total = _added(total, value, 1)
        return total if name == "sum" else replace(total, number=total.number / len(values))

    def _count(self) -> Value:
        """The number of different lines: each stands for one thing."""
        named: list[int] = []
        while True:
            kind, text = self._next()
            if kind != "line" or self._ledger.seen(int(text[1:])) is None:
                raise CalculationError("count takes the E numbers of lines that were shown to you")
            named.append(int(text[1:]))
            self._at += 1
            if not self._take(","):
                break
        self._close()
        self.counted += named
        return Value(float(len(set(named))), _number(float(len(set(named)))), True)

    def _amount(self, text: str) -> Value:
        convention = self._ledger.lines.convention(self._lines[0].path) if self._lines else None
        last = max(at for at, character in enumerate(text) if character.isdecimal())
        tokens = scan(text, convention) if convention is not None else ()
        read = quantities(token for token in tokens[:1] if token.end > last)  # the whole figure, or none of it
        held = quantities(token for token, _ in self._held)
        for quantity in read:
            for other in held:
                for end in {other.least, other.most}:
                    if same_amount(quantity, structs.replace(other, least=end, most=end)):
                        return Value(end, other, True)
        figure = _MANTISSA.fullmatch(text)
        if figure is not None:
            scaled = self._as_written(text)
            if scaled is not None:
                return scaled
            number = float(text.replace(",", "")) if re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", text) else None
            if number in CONSTANTS:
                return Value(number, _number(number), False)
        raise CalculationError(f'the operand "{text}" stands on none of the lines given as evidence')

    def _as_written(self, text: str) -> Value | None:
        """A bare 450 for a "$450K" on the lines, where no other amount begins with it: the amount is meant."""
        found = {
            (token.value.least, token.value.kind, token.value.unit): token.value
            for token, _ in self._held
            if isinstance(token.value, Quantity) and not token.value.is_range and (m := _MANTISSA.search(token.text)) and m.group() == text
        }
        if len(found) != 1:
            return None
        quantity = next(iter(found.values()))
        return Value(quantity.least, quantity, True)


def _number(value: float) -> Quantity:
    return Quantity(value, value, value, value, "count")


def _plain(like: Quantity) -> Quantity:
    return structs.replace(like, comparator="=", statistic="", change=False)


def _is_bare(value: Value) -> bool:
    return value.like.kind in ("count", "score", "ratio")


def _added(first: Value, second: Value, sign: int) -> Value:
    a, b = first.like, second.like
    same = (a.kind, a.per) == (b.kind, b.per) and (a.unit == b.unit or not a.unit or not b.unit)
    if not (same or (_is_bare(first) and _is_bare(second))):
        raise CalculationError(f"{a.unit or a.kind} and {b.unit or b.kind} cannot be added or compared")
    return Value(first.number + sign * second.number, a if a.unit else b, first.grounded or second.grounded)


def _multiplied(first: Value, second: Value) -> Value:
    grounded = first.grounded or second.grounded
    if second.like.kind == "percent":
        return Value(first.number * second.number / 100, first.like, grounded)
    if first.like.kind == "percent":
        return Value(first.number * second.number / 100, second.like, grounded)
    if _is_bare(second):
        return Value(first.number * second.number, first.like, grounded)
    if _is_bare(first):
        return Value(first.number * second.number, second.like, grounded)
    if "duration" in (first.like.kind, second.like.kind) and "money" in (first.like.kind, second.like.kind):
        money, time = (first, second) if first.like.kind == "money" else (second, first)
        if money.like.per == time.like.unit:
            return Value(first.number * second.number, structs.replace(money.like, per=""), grounded)
    raise CalculationError(
        f"{first.like.unit} and {second.like.unit} cannot be multiplied; give one of them as a plain number of the lines"
    )


def _divided(first: Value, second: Value) -> Value:
    grounded = first.grounded or second.grounded
    if second.number == 0:
        raise CalculationError("division by zero")
    if second.like.kind == "percent" and first.like.kind != "percent":
        return Value(first.number / second.number * 100, first.like, grounded)
    if _is_bare(second):
        return Value(first.number / second.number, first.like, grounded)
    if (first.like.kind, first.like.unit) == (second.like.kind, second.like.unit):
        return Value(first.number / second.number, structs.replace(_number(0), kind="ratio"), grounded)
    raise CalculationError(f"{first.like.unit or first.like.kind} cannot be divided by {second.like.unit or second.like.kind}")
