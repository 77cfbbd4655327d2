"""A return is not the one its own figures give.

Claim: a line states a return together with the benefit and the cost, and neither (benefit - cost) / cost nor benefit / cost is that
percentage (an error); or only benefit / cost is (a question: the return then counts the cost as gain).

Why it matters: the return decides whether the money is spent.

Flagged:

    - ROI over three years: 150%, from $5.58M benefit on $2.48M

Fine:

    - ROI over three years: 125%, from $5.58M benefit on $2.48M
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.interval import Interval, interval_of
from agent.rules.reading.sentences import Sentence, span_of_sentence

RETURN = expression(
    r"\b(?:ROI|return on investment|kapitalrendite|retorno sobre (?:o )?investimento|retorno de la inversión|retour sur investissement)\b",
    re.IGNORECASE,
)
JOINED = expression(
    r"\b(?:from|on|for|against|aus|bei|auf|gegen|de|sobre|com|por|sur|pour|benefit|cost|nutzen|kosten|custo|benefício|gain)\b",
    re.IGNORECASE,
)


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.stating("percent"):
        if RETURN.search(sentence.text) and JOINED.search(sentence.text):
            percents = [q for q in sentence.quantities if q.kind == "percent" and not q.change]
            money = [q for q in sentence.quantities if q.kind == "money" and not q.per and not q.is_range]
            if len(percents) == 1 and len(money) == 2:
                yield from _judge(view, sentence, percents[0], *money)


def _judge(view: View, sentence: Sentence, stated: Quantity, first: Quantity, second: Quantity) -> Iterator[Draft]:
    benefit, cost = sorted((first, second), key=lambda q: -q.most)
    ratio = interval_of(benefit).over(interval_of(cost))
    if ratio is None or allowed(stated).meets(_percent(ratio, 1.0)):
        return
    gross = allowed(stated).meets(_percent(ratio, 0.0))
    expected = f"{number(round(_percent(ratio, 1.0).middle))}%"
    formula = f"({amount(benefit.most, benefit)} - {amount(cost.most, cost)}) / {amount(cost.most, cost)} = {expected}"
    reason = "benefit over cost, which counts the cost as gain" if gross else "neither net nor gross of the cost"
    yield Draft(
        f"a return of {stated_of(stated)} from {amount(benefit.most, benefit)} on {amount(cost.most, cost)} is {reason}; "
        f"net it is {expected}",
        (span_of_sentence(view.roadmap, sentence),),
        key=f"{stated_of(stated)}|{amount(benefit.most, benefit)}|{amount(cost.most, cost)}",
        computation=Computation(formula=formula, expected=expected, stated=stated_of(stated)),
        suggestion=f"change {stated_of(stated)} to {expected}, or say how the return is defined",
    )


def _percent(ratio: Interval, minus: float) -> Interval:
    return Interval((ratio.low - minus) * 100, (ratio.high - minus) * 100)


RULE = Rule("RA203", "return-from-inputs", "roi", "question", "computed", _find, __doc__)
