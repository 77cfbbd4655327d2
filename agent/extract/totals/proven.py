"""Stated totals and the components that the structure proves to belong to them.

A sum is only listed where the document's structure says what it is the sum of: rows above a total row, the list under a heading that
states a total, siblings of a "Total" bullet, the items of a phase with a budget, the phases of a plan with a budget. Where the structure
allows several readings all are listed, the most plausible first; where it proves none, the total is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.extract.facts.making import Context, Made
from agent.extract.tables.shapes import Shape
from agent.extract.totals.beside import below_lines, below_tables, effort_totals, rate_lists
from agent.extract.totals.of_items import item_totals
from agent.extract.totals.of_lists import list_totals
from agent.extract.totals.of_tables import table_totals
from agent.model.roadmap import Item, Total


def totals_of(context: Context, shapes: Mapping[int, Shape], made: Sequence[Made], items: Sequence[Item]) -> tuple[Total, ...]:
    """All totals in document order."""
    rates = tuple(rate_lists(made, context))
    counted = {total.stated.block for total in rates}  # their "2× Developer" count twice, which a plain list does not know
    found = [
        *table_totals(context.scanned.document, shapes, made),
        *(total for total in list_totals(context, made) if total.stated.block not in counted),
        *item_totals(items, [one.fact for one in made]),
        *below_tables(context, shapes, made),
        *below_lines(context, made),
        *rates,
        *effort_totals([one.fact for one in made]),
    ]
    return tuple(sorted(found, key=lambda total: (total.stated.span.line, total.stated.label, total.measure, -len(total.groupings))))
