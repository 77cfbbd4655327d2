"""An improvement of something that has no unit.

Claim: a percentage of improvement is promised for what is measured in no unit (user experience, differentiation, collaboration,
innovation), so that no baseline can be stated. One question a document.

Why it matters: nobody can tell whether it was reached, and it stands beside figures that can be checked.

Flagged:

    ## KPIs

    - 40% improvement in user experience

Fine:

    ## KPIs

    - 40% fewer support tickets
    - User experience: 4.2 to 4.6 in the yearly survey
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import listed
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

REACH = 60
NAMED = 3


def _find(view: View) -> Iterator[Draft]:
    read = (sentence for sentence in view.sentences if sentence.kind in ("item", "paragraph", "cell"))
    found = [(name, span_of_sentence(view.roadmap, sentence)) for sentence in read if (name := _unitless(sentence))]
    if found:
        names = list(dict.fromkeys(name for name, _ in found))
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        yield Draft(
            f"an improvement in percent is promised for {listed(names[:NAMED] + more)}, which is measured in no unit",
            tuple(dict.fromkeys(span for _, span in found)),
            key="|".join(sorted(names)),
            suggestion="name the measure, its present value and the value to be reached",
        )


def _unitless(sentence: Sentence) -> str:
    """What a percentage of change in the sentence is about, when that has no unit."""
    for token in sentence.tokens:
        value = token.value
        if isinstance(value, Quantity) and value.kind == "percent":
            around = sentence.text[max(0, token.start - REACH) : token.end + REACH]
            name = pattern("unitless").search(around)
            if name and (value.change or pattern("change_up").search(around)):
                return name[0].casefold()
    return ""


RULE = Rule("RA805", "improvement-without-unit", "metric", "question", "rule", _find, __doc__)
