"""Steps that run on in one line begin with the second.

Claim: behind a colon steps are numbered within one line ("2. ... 3. ..."), and none of them is the first.

Why it matters: the first step was lost, and the steps were meant to be a list.

Flagged:

    - Steps: 2. Move the tables 3. Check the keys

Fine:

    - Steps: 1. Stop the writer 2. Move the tables 3. Check the keys
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View

MONTH = r"(?!\s?(?:jan|f[eé][bv]|m[aä]r|apr|abr|avr|ma[iy]|jun|jui|jul|aug|ago|ao[uû]|sep|set|o[ckuû]t|nov|d[eéi][czk]))"
SECOND = expression(rf"[:：]\s{{0,3}}2[.)]\s{MONTH}[^\n]{{2,300}}?[\s。;；]3[.)]\s", re.IGNORECASE)
FIRST = expression(r"(?<![\d.])1[.)]\s")


def _find(view: View) -> Iterator[Draft]:
    for line in view.visible:
        if "2. " not in line.text and "2) " not in line.text:
            continue
        match = SECOND.search(line.text)
        if match and not FIRST.search(line.text):
            yield Draft(
                "the steps of this line begin with the second",
                (view.document.span(line.number),),
                key=" ".join(line.text.split())[:80],
                suggestion="add the first step and give each step a line of its own",
            )


RULE = Rule("RA019", "first-step-missing", "document", "warning", "rule", _find, __doc__)
