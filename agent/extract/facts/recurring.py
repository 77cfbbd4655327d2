"""The period that the label, the header or the heading of an amount names: "Monthly cost: $500" is $500 a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.making import Made
from agent.extract.wording.words import names_total
from agent.facts.label_periods import LabelPeriod, label_period
from agent.facts.money_roles import money_role
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.token import Token

_MONEY = frozenset({"cost", "revenue", "saving", "benefit", "price", "margin", "rate", "metric"})
_BRACKETED = expression(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_ASIDE = expression(r"[(（](?![^()（）]*(?:19|20)\d\d)[^()（）]*[)）]")
_MOST_WORDS = 4  # of a heading that says of what time the amounts below it are: "Monthly operating costs"
_Group = tuple[int, int] | tuple[tuple[str, ...], int]


def with_periods(made: Sequence[Made]) -> tuple[Made, ...]:
    """The facts with the amounts of each by the time that its label, else the heading above it, names."""
    found = [_period(one.fact) for one in made]
    mixed = _mixed(made, found)
    return tuple(
        one if period is None or (not period.counts and _group(one) in mixed) else replace(one, fact=_recurring(one.fact, period))
        for one, period in zip(made, found, strict=True)
    )


def _period(fact: Fact) -> LabelPeriod | None:
    """What the words nearest to the amounts of a fact say of their period; None where all of them say themselves."""
    values = [token.value for token in fact.values if isinstance(token.value, Quantity)]
    if not any(_is_open(value) for value in values):
        return None
    for text in (fact.label, fact.subject):
        if text and (stated := label_period(text)) is not None:
            return None if _is_within(fact, stated) else stated
    if (
        fact.attribute not in _MONEY
        or not fact.headings
        or fact.source == "prose"
        or _is_numbered(fact.label)
        or _is_numbered(fact.subject)
    ):
        return None
    stated = _of_heading(fact.headings[-1])
    return None if stated is None or fact.window is not None else stated


def _is_numbered(name: str) -> bool:
    """Whether a name may say itself of when an amount is ("Year 1"): a number that is not in brackets, or a year that is."""
    return any(map(str.isdigit, _ASIDE.sub(" ", name)))


def _is_open(value: Quantity) -> bool:
    """Whether a number may be by time: money, a count, and hours, of which so many are worked a week."""
    return not value.per and not value.change and (value.kind in {"money", "count"} or value.unit == "hour")


def _is_within(fact: Fact, stated: LabelPeriod) -> bool:
    """Whether the fact is of one such period, which says the same: "Annual revenue" below "2027", "MRR per month" below "M12"."""
    window = fact.window
    if window is None or fact.source != "column":
        return False
    return window.unit == stated.per and window.first == window.last if window.is_relative else window.precision == stated.per


def _of_heading(heading: str) -> LabelPeriod | None:
    """What a heading says of the amounts below: in brackets of its own, or beside the word for them, and no more than that."""
    for match in _BRACKETED.finditer(heading):
        if (stated := label_period(match[1])) is not None and len(match[1].split()) <= 2:
            return stated
    plain = _BRACKETED.sub(" ", heading)
    stated = label_period(plain) if len(plain.split()) <= _MOST_WORDS else None
    return stated if stated is not None and money_role(plain) else None


def _recurring(fact: Fact, period: LabelPeriod) -> Fact:
    return replace(fact, values=tuple(_with_period(token, period) for token in fact.values))


def _with_period(token: Token, period: LabelPeriod) -> Token:
    value = token.value
    if not isinstance(value, Quantity) or not _is_open(value) or not (period.counts or value.kind == "money"):
        return token
    return replace(token, value=replace(value, per=period.per))


def _group(one: Made) -> _Group:
    """What adds up with a fact: its column of a table, or the list it stands in."""
    return (one.place[0], one.place[2]) if one.place[1] >= 0 else (one.fact.headings, -1)


def _mixed(made: Sequence[Made], found: Sequence[LabelPeriod | None]) -> frozenset[_Group]:
    """The groups with a total in which only some of the amounts would be by time: what they add up to is left as it is written."""
    pers: dict[_Group, set[str]] = {}
    totalled: set[_Group] = set()
    for one, period in zip(made, found, strict=True):
        for per in _money_periods(one.fact, period):
            pers.setdefault(_group(one), set()).add(per)
            if names_total(one.fact.subject) or names_total(one.fact.label):
                totalled.add(_group(one))
    return frozenset(group for group in totalled if len(pers[group]) > 1)


def _money_periods(fact: Fact, period: LabelPeriod | None) -> Iterator[str]:
    for value in fact.quantities:
        if value.kind == "money":
            yield value.per or (period.per if period is not None else "")
