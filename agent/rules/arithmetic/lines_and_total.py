"""The lines above a total in running lines do not add up to it.

Claim: a line "Total: ..." in a list, a paragraph or a code fence stands behind an unbroken run of lines that state one amount each, or
behind such totals, and no plausible set of them gives it: not the lines above, not these with the total before, not all of the section,
not with a reserve in percent that one of them names. A warning where the lines right above, of one amount of money each, are the only set
that came into question, else a question.

Why it matters: budgets are often drawn up in plain lines, where no program adds them up.

Flagged:

    ### Crew

    ```
    Skippers: $180,000
    Mates: $120,000
    Total crew: $300,000
    ```

    ### Boats

    ```
    Fuel: $40,000
    Paint: $10,000
    Total boats: $50,000
    ```

    **Total year 1 costs:** $380,000

Fine:

    ### Crew

    ```
    Skippers: $180,000
    Mates: $120,000
    Total crew: $300,000
    ```

    ### Boats

    ```
    Fuel: $40,000
    Paint: $10,000
    Total boats: $50,000
    ```

    **Total year 1 costs:** $350,000
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import edit, span_of, stated_of, sum_text
from agent.rules.reading.ledgers import Ledger, ledgers_of

SHOWN_TERMS = 14
FURTHER = expression(r"[$€£¥₹]\s?\d[\d.,]*\w?\s?\([^()\d]{0,30}[$€£¥₹]\s?\d")


def _find(view: View) -> Iterator[Draft]:
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for ledger in ledgers_of(view.document.blocks, view.entries):
        if ledger.total.line not in judged:
            yield _draft(view, ledger)


def _draft(view: View, ledger: Ledger) -> Draft:
    parts = [value for _, value in ledger.parts]
    stated = stated_of(ledger.value)
    computed = span_of(sum(part.least for part in parts), sum(part.most for part in parts), ledger.value)
    shown = sum_text(parts[:SHOWN_TERMS], computed) if len(parts) <= SHOWN_TERMS else f"{len(parts)} amounts = {computed}"
    span = view.document.span
    return Draft(
        f'"{ledger.total.label}" is stated as {stated}, but the {len(parts)} lines it sums add up to {computed}',
        (span(ledger.total.line), *(span(entry.line) for entry, _ in ledger.parts)),
        key=f"{ledger.total.label}|{'|'.join(entry.label for entry, _ in ledger.parts[:3])}",
        computation=Computation(formula=shown, expected=computed, stated=stated),
        suggestion=f"{edit(stated, computed)}, or correct one of the {len(parts)} lines",
        severity="warning" if _is_sure(ledger) else "question",
    )


def _is_sure(ledger: Ledger) -> bool:
    """Whether no other set of amounts can be meant, of lines or of brackets behind them: "Router: $180 (wholesale $140)"."""
    told = any(FURTHER.search(entry.text) for entry, _ in ledger.parts)
    return (ledger.alone or ledger.direct) and ledger.value.kind == "money" and not told


RULE = Rule("RA123", "lines-and-total", "arithmetic", "warning", "computed", _find, __doc__)
