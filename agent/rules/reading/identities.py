"""Identities between business terms: what follows from what, as a table.

Every reading of an identity is a definition in use; a document breaks it only when none of the readings for which it states the terms
gives the stated figure. Sources: unit economics (value, cost of acquisition, payback) as in Skok, "SaaS Metrics 2.0"; valuation and
dilution as in any term sheet (post-money = pre-money + investment); precision, recall and F1 after van Rijsbergen, "Information
Retrieval" (1979).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from agent.facts.interval import Interval, exact

Formula = Callable[..., Interval]
Sense = Literal["equal", "at_most", "at_least"]
ONE = exact(1)
MILLE = exact(1000)
LEAST_OF_YEAR = 0.3


class Reading(Struct, frozen=True):
    """`formula` takes the values of `terms` in their order: what flows is by the month, shares are fractions, times months.

    A `first_year` reading holds for figures at the end of the first year only: customers are those won in it. In
    one `of_all` the first term is of all, and the others are of the plan that the result is of.
    """

    terms: tuple[str, ...]
    text: str
    formula: Formula
    first_year: bool = False
    of_all: bool = False


class Identity(Struct, frozen=True):
    """`result` is `sense` what a reading gives; `slack` is the share of it that rounding and averaging may hide.

    `near` identities hold between figures of one list, column or row only, `together` ones where the first term stands in the section of
    the result: elsewhere the terms may be of something else. `sure` ones have one definition only, `signed` ones may give less than
    nothing, with the sign or without it ("a burn of $631K"). `tabled` ones hold in rows and columns of tables, of any time that is told
    or not: in lists too much else stands between.
    """

    name: str
    result: str
    readings: tuple[Reading, ...]
    slack: float = 0.1
    sense: Sense = "equal"
    near: bool = False
    sure: bool = False
    together: bool = False
    signed: bool = False
    tabled: bool = False


def _harmonic(precision: Interval, recall: Interval) -> Interval:
    """F1 grows with both, so that its ends are those of theirs."""
    low, high = ((2 * p * r / (p + r) if p + r else 0.0) for p, r in ((precision.low, recall.low), (precision.high, recall.high)))
    return Interval(low, high)


def _through_year(at_end: Interval) -> Interval:
    """The least that comes in in a year at whose end so much comes in: customers were won all through it, most of them late."""
    return at_end.scaled(LEAST_OF_YEAR)


def _of_income(revenue: Interval, cost: Interval) -> Interval:
    """1 - cost / revenue, in which revenue stands once: no value of it is paired with another of itself."""
    return ONE - cost / revenue


def _bought(rate: str) -> tuple[Reading, ...]:
    """What users or customers spend who buy so often at such a price, or the share of it that a rate takes."""
    pairs = ((who, price) for who in ("users", "payers") for price in ("ticket", "arpu", "price"))
    if rate:
        return tuple(
            Reading((who, "frequency", price, rate), "{} x {} x {} x {}", lambda count, often, each, share: count * often * each * share)
            for who, price in pairs
        )
    return tuple(
        Reading((who, "frequency", price), "{} x {} x {}", lambda count, often, each: count * often * each) for who, price in pairs
    )


UNIT_ECONOMICS = (
    Identity(
        "lifetime value",
        "ltv",
        (
            Reading(("arpu", "lifetime"), "{} x {}", lambda arpu, life: arpu * life),
            Reading(("arpu", "margin", "lifetime"), "{} x {} x {}", lambda arpu, margin, life: arpu * margin * life),
            Reading(("arpu", "churn"), "{} / {}", lambda arpu, churn: arpu / churn),
            Reading(("arpu", "margin", "churn"), "{} x {} / {}", lambda arpu, margin, churn: arpu * margin / churn),
        ),
    ),
    Identity(
        "payback of the cost of acquisition",
        "cac_payback",
        (
            Reading(("cac", "arpu"), "{} / {}", lambda cac, arpu: cac / arpu),
            Reading(("cac", "arpu", "margin"), "{} / ({} x {})", lambda cac, arpu, margin: cac / (arpu * margin)),
        ),
    ),
    Identity("lifetime of a customer", "lifetime", (Reading(("churn",), "1 / {}", lambda churn: ONE / churn),)),
    Identity("value to cost of acquisition", "ltv_cac", (Reading(("ltv", "cac"), "{} / {}", lambda ltv, cac: ltv / cac),)),
)
PRICED = tuple(
    Reading((who, "price"), "{} x {}", lambda count, price: count * price) for who in ("payers", "users", "transactions", "new_customers")
)
INCOME = (
    Identity("income at one price", "mrr", PRICED, 0.05, near=True, tabled=True),
    Identity("income at one price", "revenue", PRICED, 0.05, near=True, tabled=True),
    Identity(
        "recurring revenue", "mrr", (Reading(("payers", "arpu"), "{} x {}", lambda payers, arpu: payers * arpu),), 0.15, together=True
    ),
    Identity(
        "recurring revenue", "arr", (Reading(("payers", "arpu"), "{} x {}", lambda payers, arpu: payers * arpu),), 0.15, together=True
    ),
    Identity(
        "revenue",
        "revenue",
        (
            Reading(("transactions", "ticket", "commission"), "{} x {} x {}", lambda count, ticket, share: count * ticket * share),
            Reading(("gmv", "commission"), "{} x {}", lambda gmv, share: gmv * share),
            Reading(("impressions", "cpm"), "{} x {} / 1,000", lambda shown, cpm: shown * cpm / MILLE),
            *_bought(""),
            *_bought("commission"),
        ),
        0.15,
        together=True,
    ),
    Identity("commission", "commission_income", _bought("commission"), 0.15, together=True),
    Identity(
        "commission",
        "commission_income",
        (
            Reading(("transactions", "ticket", "commission"), "{} x {} x {}", lambda count, ticket, share: count * ticket * share),
            Reading(("gmv", "commission"), "{} x {}", lambda gmv, share: gmv * share),
        ),
        0.05,
        together=True,
    ),
    Identity(
        "revenue of a growing year",
        "revenue",
        (
            Reading(("payers", "arpu"), "30% of {} x {}", lambda payers, arpu: _through_year(payers * arpu)),
            Reading(
                ("payers", "size", "arpu"),
                "30% of {} x {} x {}",
                lambda payers, size, arpu: _through_year(payers * size * arpu),
            ),
        ),
        0.1,
        "at_least",
        together=True,
    ),
    Identity(
        "users of a plan",
        "users",
        (
            Reading(("users", "conversion"), "{} x {}", lambda users, share: users * share, of_all=True),
            Reading(("free_users", "conversion"), "{} x {}", lambda users, share: users * share, of_all=True),
        ),
        0.15,
        together=True,
    ),
    Identity(
        "paying users",
        "payers",
        (
            Reading(("users", "conversion"), "{} x {}", lambda users, share: users * share),
            Reading(("free_users", "conversion"), "{} x {}", lambda users, share: users * share),
        ),
        0.15,
        together=True,
    ),
    Identity(
        "gross value",
        "gmv",
        (Reading(("transactions", "ticket"), "{} x {}", lambda count, ticket: count * ticket), *_bought("")),
        0.1,
        together=True,
    ),
)
RESULTS = (
    Identity(
        "profit",
        "profit",
        (
            Reading(("revenue", "cost"), "{} - {}", lambda revenue, cost: revenue - cost),
            Reading(("arr", "cost"), "{} - {}", lambda revenue, cost: revenue - cost),
            Reading(("mrr", "cost"), "{} - {}", lambda revenue, cost: revenue - cost),
            Reading(("price", "cost"), "{} - {}", lambda price, cost: price - cost),
        ),
        0.02,
        near=True,
        signed=True,
    ),
    Identity(
        "burn", "burn", (Reading(("cost", "revenue"), "{} - {}", lambda cost, revenue: cost - revenue),), 0.02, near=True, signed=True
    ),
    Identity(
        "gross profit",
        "gross_profit",
        (Reading(("revenue", "operating_cost"), "{} - {}", lambda revenue, cost: revenue - cost),),
        0.02,
        near=True,
        signed=True,
    ),
    Identity(
        "gross margin",
        "margin",
        (Reading(("gross_profit", "revenue"), "{} / {}", lambda profit, revenue: profit / revenue),),
        0.05,
        near=True,
    ),
    Identity(
        "profit margin",
        "profit_margin",
        (
            Reading(("profit", "revenue"), "{} / {}", lambda profit, revenue: profit / revenue),
            Reading(("profit", "arr"), "{} / {}", lambda profit, revenue: profit / revenue),
            Reading(("profit", "price"), "{} / {}", lambda profit, price: profit / price),
            Reading(("cost", "revenue"), "1 - {} / {}", lambda cost, revenue: _of_income(revenue, cost)),
        ),
        0.05,
    ),
    Identity(
        "fixed and variable costs",
        "cost",
        (
            Reading(
                ("fixed_cost", "variable_share", "revenue"),
                "{} + {} of {}",
                lambda fixed, share, revenue: fixed + share * revenue,
            ),
        ),
        0.02,
        "at_least",
    ),
    Identity("share of revenue", "cost_share", (Reading(("cost", "revenue"), "{} / {}", lambda cost, revenue: cost / revenue),), 0.05),
)
SPENDING = (
    Identity(
        "cost of acquisition",
        "cac",
        (Reading(("marketing", "new_customers"), "{} / {}", lambda spent, count: spent / count),),
        0.5,
        "at_least",
        together=True,
    ),
    Identity(
        "customers to be won",
        "marketing",
        (
            Reading(("new_customers", "cac"), "{} x {}", lambda count, cac: count * cac),
            Reading(("payers", "cac"), "{} x {}", lambda count, cac: count * cac, first_year=True),
        ),
        0.5,
        "at_least",
    ),
)
BREAK_EVEN = (
    Identity(
        "customers to break even",
        "break_even_payers",
        (
            Reading(("fixed_cost", "price"), "{} / {}", lambda cost, price: cost / price),
            Reading(("fixed_cost", "arpu"), "{} / {}", lambda cost, arpu: cost / arpu),
            Reading(("fixed_cost", "price", "margin"), "{} / ({} x {})", lambda cost, price, margin: cost / (price * margin)),
            Reading(("fixed_cost", "arpu", "margin"), "{} / ({} x {})", lambda cost, arpu, margin: cost / (arpu * margin)),
        ),
        0.3,
    ),
    Identity(
        "transactions to break even",
        "break_even_transactions",
        (Reading(("fixed_cost", "ticket", "commission"), "{} / ({} x {})", lambda cost, ticket, share: cost / (ticket * share)),),
        0.3,
    ),
)
CAPITAL = (
    Identity(
        "valuation after the round",
        "post_money",
        (
            Reading(("pre_money", "raise"), "{} + {}", lambda before, raised: before + raised),
            Reading(("raise", "equity"), "{} / {}", lambda raised, share: raised / share),
        ),
        0.05,
    ),
    Identity(
        "share given for the round",
        "equity",
        (
            Reading(("raise", "post_money"), "{} / {}", lambda raised, after: raised / after),
            Reading(("raise", "pre_money"), "{0} / ({1} + {0})", lambda raised, before: ONE / (ONE + before / raised)),
            Reading(("raise", "valuation"), "{} / {}", lambda raised, valued: raised / valued),
            Reading(("raise", "valuation"), "{0} / ({1} + {0})", lambda raised, before: ONE / (ONE + before / raised)),
        ),
        0.1,
    ),
    Identity(
        "runway",
        "runway",
        (
            Reading(("cash", "burn"), "{} / {}", lambda cash, burn: cash / burn),
            Reading(("raise", "burn"), "{} / {}", lambda raised, burn: raised / burn),
        ),
        0.2,
    ),
)
MEASURES = (
    Identity("F1", "f1", (Reading(("precision", "recall"), "2 x {0} x {1} / ({0} + {1})", _harmonic),), 0.0, near=True, sure=True),
    Identity("story points", "points", (Reading(("velocity", "sprints"), "{} x {}", lambda velocity, sprints: velocity * sprints),), 0.15),
)
