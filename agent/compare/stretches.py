"""The two ends of a time as the document writes them: "Juli 2026" and "Dezember 2026" of "Juli 2026 – Dezember 2026"."""

from __future__ import annotations

import re
from functools import cache

from agent.compare.sides import flat
from agent.expressions import compiled, expression
from agent.facts import Convention, decide_convention, scan
from agent.facts.folding import is_ideographic
from agent.facts.lexicon import word_list
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap

BRACKET = expression(r"[:：(（]")
LONGEST = 80  # characters of a time that is read for its ends
DASHES = ("–", "—", "〜", "～")


def short(window: Window) -> str:
    """A time as written, without what stands in brackets behind it; the fields of a chart as their days."""
    if is_computed(window):
        return f"{window.start} to {window.end}"
    return BRACKET.split(flat(window.text), maxsplit=1)[0].strip() or flat(window.text)


def is_computed(window: Window) -> bool:
    """Whether the days of a time are more than its words say: the fields of a chart, a start with a length."""
    return bool(window.start and window.end and window.start != window.end) and window.precision == "day" and "," in window.text


def stretch(roadmap: Roadmap, first: Window, last: Window) -> str:
    """From the begin of one time to the end of another, each as written; a time whose ends cannot be told apart stands whole."""
    begin, end = _halves(roadmap, first)[0], _halves(roadmap, last)[1]
    return begin if begin == end else f"{begin} to {end}"


def _halves(roadmap: Roadmap, window: Window) -> tuple[str, str]:
    """What is written for the begin and for the end: both the whole, unless both sides of one joining word read as just these days."""
    text = short(window)
    if is_computed(window):
        return str(window.start), str(window.end)
    if window.start and window.end and window.start < window.end and len(text) <= LONGEST:
        convention = decide_convention("\n".join(roadmap.document.lines))
        for joint in _joints().finditer(text):
            begin, end = text[: joint.start()].strip(), text[joint.end() :].strip()
            one, other = _only(begin, convention), _only(end, convention)
            if one and other and one.start == window.start and other.end == window.end:
                return begin, end
    return text, text


def _only(text: str, convention: Convention) -> Window | None:
    """The time that a text is, when it is nothing else."""
    found = [token for token in scan(text, convention) if isinstance(token.value, Window)]
    return found[0].value if len(found) == 1 and isinstance(found[0].value, Window) and found[0].text.strip() == text else None


@cache
def _joints() -> re.Pattern[str]:
    """Words and signs between the ends of a time; letters only as whole words."""
    listed = sorted({*word_list("calendar", "range"), *DASHES}, key=lambda word: (-len(word), word))
    whole = {word for word in listed if word.isalpha() and not is_ideographic(word[0])}
    return compiled("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" if word in whole else re.escape(word) for word in listed))
