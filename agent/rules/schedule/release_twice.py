"""A release is announced for one time and dated at another.

Claim: a heading, a bold lead or an entry names a release by its number and says when it comes ("Release 5.0 (September 2026)"), a line of
dates says that the same number goes live, and the two have no day in common.

Why it matters: customers are told the one, operations prepare for the other.

Flagged:

    **Release 5.0, "Market" (September 2026).** A portal for suppliers.

    | Date | What |
    |---|---|
    | 16 November 2026 | 5.0 live |

Fine:

    **Release 5.0, "Market" (September 2026).** A portal for suppliers.

    | Date | What |
    |---|---|
    | 14 September 2026 | 5.0 live |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.quantity import Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.period import before, period_of, written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.timelines import Dated
from agent.rules.reading.vocabulary import pattern

NUMBER = r"(?<![$€£¥₹])[vVrR]?(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?!\s?(?:[KMBkmb]\b|million|billion|Mio|Mrd|bn))"
# "Release 5.0, ...", "v2.1 Checkout", "Versión 3.2": the number stands first, at most one word before it
LEAD = expression(
    rf"\W{{0,4}}(?:(?:release|version|versión|versão|versione|релиз|версия|lieferung|livraison|update|rel\.?)\s)?{NUMBER}(?![\d.%])",
    re.IGNORECASE,
)
LEAD_HAN = expression(rf"\W{{0,4}}(?:版本|リリース|バージョン|发布)\s?{NUMBER}(?![\d.%])")
ANYWHERE = expression(rf"(?<![\w.]){NUMBER}(?![\d.%])")
RELEASES = expression(r"release|version|versión|versão|релиз|версия|lieferung|livraison|versie|版本|リリース|バージョン", re.IGNORECASE)
NUMBER_ALONE = expression(rf"\W{{0,4}}(?:release\s|version\s)?{NUMBER}\W{{0,4}}", re.IGNORECASE)
MOST_WORDS = 7


def _find(view: View) -> Iterator[Draft]:
    leads = _leads(view)
    if not leads:
        return
    for number, window, span in _live(view):
        announced = leads.get(number, [])
        if len(announced) != 1 or announced[0][1].line == span.line:
            continue
        first, second = period_of(announced[0][0]), period_of(window)
        if first and second and (before(first, second) or before(second, first)):
            yield _draft(number, *announced[0], window, span)


def _leads(view: View) -> dict[str, list[tuple[Window, Span]]]:
    """When each release is announced for, by its number; what begins with the number of a section is none."""
    found: dict[str, list[tuple[Window, Span]]] = defaultdict(list)
    for sentence in view.stating("window"):
        windows = [window for window in sentence.windows if window.is_dated and not window.open_ended]
        if sentence.kind == "cell" or len(windows) != 1 or len(sentence.windows) != 1:
            continue
        lead = LEAD.match(sentence.text) or LEAD_HAN.match(sentence.text)
        if lead and not _is_numbering(sentence, lead) and not pattern("goes_out").search(sentence.text, lead.end()):
            found[lead[1]].append((windows[0], span_of_sentence(view.scanned, sentence)))
    return found


def _is_numbering(sentence: Sentence, lead: re.Match[str]) -> bool:
    """Whether the number is that of a heading ("2.1 Costs") and of no release."""
    return (
        lead[0].strip()[:1].isdigit()
        and sentence.kind != "item"
        and lead[0].strip()[-1].isdigit()
        and not pattern("goes_out").search(sentence.text)
    )


def _live(view: View) -> Iterator[tuple[str, Window, Span]]:
    """Short lines that say that a release goes live, with their time."""
    for entry in view.dated:
        numbers = ANYWHERE.findall(entry.text)
        if entry.time.line == entry.line and len(numbers) == 1 and (_is_live(entry.text) or _is_row(entry)):
            yield numbers[0], entry.time.window, view.document.span(entry.line)


def _is_row(entry: Dated) -> bool:
    """Whether a row of a table of releases names one by its number alone."""
    return bool(RELEASES.search(entry.head)) and NUMBER_ALONE.fullmatch(entry.text) is not None


def _is_live(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS and bool(pattern("goes_out").search(text)) and not pattern("only_some").search(text)


def _draft(number: str, announced: Window, place: Span, window: Window, span: Span) -> Draft:
    first, second = written(announced), written(window)
    return Draft(
        f"{number} is announced for {first} in line {place.line}, but goes live on {second} in line {span.line}",
        (span, place),
        key=number,
        suggestion=f"keep one of {first} and {second}",
    )


RULE = Rule("RA432", "release-twice", "schedule", "question", "computed", _find, __doc__)
